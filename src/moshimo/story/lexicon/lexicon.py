"""The lexicon of a world: its sentences, names, pronouns and clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.engine.moments import Answers
from moshimo.world.telling.ways import Letter, Setting, Way

Pronouns: TypeAlias = Literal["he", "she", "they", "it"]


DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class NameEntry:
    """The names of one member of the world.

    Attributes:
        name: in full: "Ada Holt", "the wardens' hall", "the old mill".
        short: used after the first time; "" for the full name.
        pronouns: he, she, they or it.
        kind: the kind's name: "Character", "Place", "Office", …
        title: what its holder is ("harbourmaster" of that office); "" to derive it.
        plural: a group of people, told as "they were".
        at: the preposition for being at a place ("on" the road).
        address: used in speech to it; "" for the short name.
        names: used in speech to it by particular speakers: speaker's id to name.
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
    """What somebody learns by being told: a deed in a role, or a deed made of roles.

    Attributes:
        hearer: the role of the person who learns it.
        deed: the role that holds the deed; "" if it is made of the following.
        rule: the rule of the deed.
        roles: its roles, each to the role here that fills it.
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
        roles: role to the kind of its members, in the rule's order; the first is the doer.
            Outcomes in the template may be left out.
        says: the lines of the rule's `say(…)`, in order.
        speech: whether the rule is speech.
        moves: the role of the destination, if the rule moves its doer; else "".
        meanings: names of its meanings.
        writes: how many things in the world it changes.
        routine: whether it is everyday; None to derive it (see `is_routine`).
        ways: other templates, used where their conditions hold.
        lines: other lines, used in place of those of `says`.
        whys: reasons, told in place of the rule's own.
        letter: what is written or read in it.
        reasons: the texts of its weights, for `readings` to check.
        afar: people elsewhere may perceive it too.
        lessons: what it tells whom.
        looks: what its doer learns by reading: role and attribute.
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


UNKNOWN = Manner("", writes=0, routine=True)


@dataclass(frozen=True, slots=True)
class Clock:
    """The world's clock in seconds; `start`, `sunrise`, `noon`, `sunset` count from midnight."""

    start: float = 0.0
    day: float = DAY
    sunrise: float = 6 * 3600.0
    noon: float = 12 * 3600.0
    sunset: float = 18 * 3600.0


@dataclass(frozen=True, slots=True)
class Worded:
    """The texts chosen for one deed of a story; "" for the rule's own.

    Attributes:
        told: its sentence.
        said: the words spoken.
        why: the reason.
        letter: the lines of a letter that is written or read.
        writer: the id of its writer.
    """

    told: str = ""
    said: str = ""
    why: str = ""
    letter: tuple[str, ...] = ()
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the telling needs to know of a world.

    Attributes:
        manners: rule's name to how its deeds are told.
        members: member's id to its names.
        clock: the clock.
        verbs: the author's own past forms, base to past: {"lie": "lied"}.
        style: the reader's style, "" for none.
        names: kind or choice, and number, to id or word, for the conditions of texts.
        moments: deed's id to the answers at its moment (see `engine.moments`).
        settings: place's id to how it is shown where a scene opens there.
        worded: deed's id to the texts chosen for it.
    """

    manners: Mapping[str, Manner]
    members: Mapping[str, NameEntry]
    clock: Clock = Clock()
    verbs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    style: str = ""
    names: Mapping[tuple[str, int], str] = field(default_factory=lambda: MappingProxyType({}))
    moments: Mapping[str, Answers] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, tuple[Setting, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    worded: Mapping[str, Worded] = field(default_factory=lambda: MappingProxyType({}))


def manner_of(lexicon: Lexicon, deed: Deed) -> Manner:
    """Return how a deed is told; nothing is known of a rule that is not in the lexicon."""
    return lexicon.manners.get(deed.rule, UNKNOWN)


def doer_role(manner: Manner) -> str:
    """Return the rule's first role, "" for a rule without roles."""
    return next(iter(manner.roles), "")


def is_routine(manner: Manner) -> bool:
    """Whether deeds of this rule are everyday: as the author says, else derived.

    Going somewhere is; so is a silent deed without meaning that changes at most one thing.
    """
    if manner.routine is not None:
        return manner.routine
    if manner.meanings or manner.says or manner.speech:
        return False
    return bool(manner.moves) or manner.writes <= 1


def member_of(lexicon: Lexicon, key: str) -> NameEntry:
    """Return the names of a member; an id that is not listed is its own name."""
    found = lexicon.members.get(key)
    return found if found is not None else NameEntry(key.replace("_", " ") or "nobody", kind="")


def is_person(member: NameEntry) -> bool:
    """Whether a member acts."""
    return member.kind == "Character"
