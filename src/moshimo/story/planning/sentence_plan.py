"""Sentence plans: phrases without their referring expressions; and the choice among phrasings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from zlib import crc32

from moshimo.story.grammar.tokens import Case


@dataclass(frozen=True, slots=True)
class Ref:
    """A place for a referring expression."""

    who: tuple[str, ...]  # members, in order
    case: Case = "object"
    speaker: str = ""  # the id of the speaker, if the name is part of direct speech; else ""
    named: bool = False  # use no pronoun (openings, lists of those present)
    sure: bool = False  # a pronoun is clear, whoever else is mentioned
    called: str = ""  # what they are called together; "" for their names


@dataclass(frozen=True, slots=True)
class Agree:
    """Either "was" or "were": the verb agrees with the last subject."""

    one: str
    many: str


PhrasePart: TypeAlias = str | Ref | Agree
Phrase: TypeAlias = tuple[PhrasePart, ...]


@dataclass(frozen=True, slots=True)
class SentencePlan:
    """A sentence before it has its referring expressions.

    `lead` may precede it where `open` allows. A `loose` lead, or a `spare` sentence, is left
    out where a third sentence would begin with the same word. `deeds` are ids of those it tells.
    """

    parts: Phrase
    lead: Phrase = ()
    open: bool = True
    paragraph: bool = False
    key: str = ""
    spare: bool = False  # a reason
    loose: bool = False
    deeds: tuple[str, ...] = ()
    speaker: str = ""
    letter: bool = False  # a line of a letter
    goes_on: bool = False  # words that go on within the quotation before them


def pick(key: str, sides: int, salt: str = "") -> int:
    """Return a number from 0 below `sides`, the same for the same key on every machine."""
    return crc32(f"{salt}/{key}".encode()) % sides
