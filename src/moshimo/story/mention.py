"""Mentions of people in a sentence: what a reader has in mind before it and within it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from moshimo.story.clause import Case
from moshimo.story.people import owner_of
from moshimo.story.story import Mention
from moshimo.story.tongue import Tongue, is_person, member_of


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


Part: TypeAlias = str | Ref | Agree
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """What a reader has in mind before a sentence.

    Attributes:
        met: everybody who has been called by their full name.
        recent: who was mentioned in each of the last sentences, oldest first.
        heard: who was mentioned in the last one, but only by somebody who spoke: no pronoun
            reaches them.
        group: the several who were the last sentence's subject together, or ().
        subject: who alone was the last sentence's subject, or "".
        told: those of the joint subjects of the last sentences, for "all the other wardens".
    """

    met: frozenset[str] = frozenset()
    recent: tuple[frozenset[str], ...] = ()
    group: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    subject: str = ""
    heard: frozenset[str] = frozenset()


@dataclass(slots=True)
class Sentence:
    """One sentence as it is being voiced."""

    everyone: frozenset[str]
    often: frozenset[str] = frozenset()  # mentioned in it more than once
    before: list[str] = field(default_factory=list)  # mentioned in it so far
    groups: list[tuple[str, ...]] = field(default_factory=list)  # named in it together
    many: bool = False  # the last subject is a plural
    text: str = ""
    subject: str = ""  # who alone is its first subject
    clause: str = ""  # and who its last
    things: list[str] = field(default_factory=list)  # other than people, mentioned in it so far
    mentions: list[Mention] = field(default_factory=list)


def mentioned(tongue: Tongue, key: str) -> tuple[str, ...]:
    """Whom the name of a member brings to mind: "Bram's house" brings Bram."""
    if counts(tongue, key):
        return (key,)
    owner = owner_of(tongue, key)
    return (owner,) if owner and counts(tongue, owner) else ()


def counts(tongue: Tongue, key: str) -> bool:
    """Whether a mention competes for he, she or they."""
    member = member_of(tongue, key)
    return member.plural or (is_person(member) and member.pronouns != "it")


def word_of(tongue: Tongue, key: str) -> str:
    """Which of he, she, they and it a member is."""
    member = member_of(tongue, key)
    return "they" if member.plural else member.pronouns
