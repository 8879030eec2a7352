"""A sentence, or a phrase of one, before it has its referring expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from moshimo.story.grammar.clause import Case


@dataclass(frozen=True, slots=True)
class Ref:
    """A place in a sentence where somebody is named.

    Attributes:
        who: members, in order.
        case: the grammatical case.
        speaker: who speaks, if the name is called out in speech; "" otherwise.
        named: true where a pronoun would be no good (openings, lists of those present).
        more: words at the end of the list, such as "three others".
        sure: a pronoun is clear, whoever else there is.
    """

    who: tuple[str, ...]
    case: Case = "object"
    speaker: str = ""
    named: bool = False
    more: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Agree:
    """Either "was" or "were", as the last subject asks."""

    one: str
    many: str


PhrasePart: TypeAlias = str | Ref | Agree

Phrase: TypeAlias = tuple[PhrasePart, ...]


@dataclass(frozen=True, slots=True)
class SentencePlan:
    """A sentence before it has its names: `lead` may be set before it where `open` allows.

    A `loose` lead may be left out again, where a third sentence would open alike. `deeds` are the
    ids of those it tells, `speaker` whose words stand in it.
    """

    parts: Phrase
    lead: Phrase = ()
    open: bool = True
    paragraph: bool = False
    key: str = ""
    spare: bool = False  # a reason: may be left out where a third sentence would open alike
    loose: bool = False
    deeds: tuple[str, ...] = ()
    speaker: str = ""
    letter: bool = False  # a line of one
