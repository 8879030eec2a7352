"""All that the telling needs to know of a world: its words, its names, its clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from moshimo.lang.model import Ex
from moshimo.world.telling.ways import Letter, Setting, Way

Pronouns: TypeAlias = Literal["he", "she", "they", "it"]

# What was asked of a deed's moment, and what it came to: a truth, a number, a member's id.
Answers: TypeAlias = Mapping[Ex, bool | float | str]

DAY = 86_400.0
DIRECTION_MARKS = frozenset("\u200e\u200f\u2028\u2029\u061c") | frozenset(
    chr(n) for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)


@dataclass(frozen=True, slots=True)
class Member:
    """How one member of the world is called.

    Attributes:
        name: as prose, in full: "Ada Holt", "the wardens' hall", "the old mill".
        short: what everybody says after the first time; "" for the full name.
        pronouns: he, she, they or it.
        kind: the kind's name: "Character", "Place", "Office", …
        title: what one is *as* this member ("harbourmaster" for that office); "" to derive it.
        plural: a crowd or a body of people, told as "they were".
        at: the preposition for being there, for places ("on" the road).
        address: what others call it to its face, in speech; "" for the short name.
        names: who calls it otherwise to its face: speaker's id to that name.
    """

    name: str
    short: str = ""
    pronouns: Pronouns = "it"
    kind: str = "Character"
    title: str = ""
    plural: bool = False
    at: str = "at"
    address: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody learns by being told: a deed in one of the roles, or one made of roles.

    Attributes:
        hearer: the role of who learns it.
        deed: the role that holds the deed told of; "" if it is made of what follows.
        rule: the rule of the deed told of.
        roles: its roles, each to the role here that stands in it.
    """

    hearer: str
    deed: str = ""
    rule: str = ""
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Manner:
    """How the deeds of one rule are told.

    Attributes:
        template: the docstring's first line: present tense, third person, roles in braces.
        roles: role to the kind it ranges over, in the rule's order; the first is the doer.
            Outcomes that the template names need not stand here.
        says: the spoken lines of the rule's `say(…)`, in the author's order.
        speech: whether the rule is speech.
        moves: the role that a journey leads to, if the rule moves its doer there; else "".
        meanings: names of the meanings it carries.
        writes: how many things in the world it changes.
        routine: whether it is everyday; None to derive it (see `is_routine`).
        ways: other ways to tell it, told instead of `template` where they fit.
        lines: other words to speak, instead of those of `says`.
        whys: why it was done, told instead of the rule's own reasons.
        letter: what is written or read in it.
        reasons: the texts of its weights, for `readings` to check.
        afar: who is not at its place may perceive it too.
        lessons: what it tells whom.
        looks: what its doer comes to know by it, as by reading a letter: role and attribute.
        changes: the attributes that it writes.
    """

    template: str
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    says: tuple[str, ...] = ()
    speech: bool = False
    moves: str = ""
    meanings: tuple[str, ...] = ()
    writes: int = 1
    routine: bool | None = None
    ways: tuple[Way, ...] = ()
    lines: tuple[Way, ...] = ()
    whys: tuple[Way, ...] = ()
    letter: Letter | None = None
    reasons: tuple[str, ...] = ()
    afar: bool = False
    lessons: tuple[Lesson, ...] = ()
    looks: frozenset[tuple[str, str]] = frozenset()
    changes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The world's clock; all in seconds, `start`, `sunrise`, `noon`, `sunset` from midnight."""

    start: float = 0.0
    day: float = DAY
    sunrise: float = 6 * 3600.0
    noon: float = 12 * 3600.0
    sunset: float = 18 * 3600.0


@dataclass(frozen=True, slots=True)
class Worded:
    """The words that were chosen for one deed of a story; "" where there are none but the rule's.

    Attributes:
        told: its sentence.
        said: what is said in it.
        why: why it was done.
        letter: the lines of a letter that is written or read in it.
        writer: whose words those are.
    """

    told: str = ""
    said: str = ""
    why: str = ""
    letter: tuple[str, ...] = ()
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """Everything the telling knows of a world.

    Attributes:
        manners: rule name to how its deeds are told.
        members: member id to how it is called.
        calendar: the clock.
        verbs: the author's own past forms, base to past: {"lie": "lied"}.
        style: the style that the reader asked for, "" for none.
        names: kind or choice and number to id or word, for what ways of telling ask of a deed.
        moments: deed's id to what was so at its moment (see `engine.moments`).
        settings: place's id to how it is shown where a scene opens there.
        worded: deed's id to the words chosen for it, as far as a story has chosen any.
    """

    manners: Mapping[str, Manner]
    members: Mapping[str, Member]
    calendar: Calendar = Calendar()
    verbs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    style: str = ""
    names: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))
    moments: Mapping[str, Answers] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, tuple[Setting, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    worded: Mapping[str, Worded] = field(default_factory=lambda: MappingProxyType({}))


def doer_role(manner: Manner) -> str:
    """The rule's first role, "" for a rule without roles."""
    return next(iter(manner.roles), "")


def is_routine(manner: Manner) -> bool:
    """Whether deeds of this rule are everyday: the author's word, or else derived.

    Going somewhere is; so is a silent deed that means nothing and changes at most one thing.
    """
    if manner.routine is not None:
        return manner.routine
    if manner.meanings or manner.says or manner.speech:
        return False
    return bool(manner.moves) or manner.writes <= 1


def member_of(tongue: Tongue, key: str) -> Member:
    """The member of that id; one that is not listed is called by its id, spaced."""
    found = tongue.members.get(key)
    return found if found is not None else Member(key.replace("_", " ") or "nobody", kind="")


def is_person(member: Member) -> bool:
    """Whether somebody who acts."""
    return member.kind == "Character"


def plain(text: str) -> str:
    r"""An author's text with its control characters made visible, as in `\\x1b`."""
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    if letter in DIRECTION_MARKS or unicodedata.category(letter) in ("Cc", "Cs"):
        code = ord(letter)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    return letter
