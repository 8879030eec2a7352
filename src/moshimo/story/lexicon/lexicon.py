"""The lexicon of a world: its sentences, names, pronouns and clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.engine.member_ids import STRANGER
from moshimo.engine.moments import Answers
from moshimo.engine.within.heart import Moved
from moshimo.lang.newborns import CLONE, clone_origin
from moshimo.lang.typed import Ex
from moshimo.lines import line_of
from moshimo.world.telling.ways import Frame, Letter, Setting, Sum, Way

Pronouns: TypeAlias = Literal["he", "she", "they", "it"]

DAY = 86_400.0
DOUBLE = "double_of_"  # begins the id of who looks like somebody, in the eyes of another
WHICH = {"": "a", "_1": "a", "_2": "a second", "_3": "a third"}  # of several who are alike


@dataclass(frozen=True, slots=True)
class NameEntry:
    """The names of one member of the world."""

    name: str  # in full: "Ada Holt", "the wardens' hall", "the old mill"
    short: str = ""  # used after the first time; "" for the full name
    pronouns: Pronouns = "it"
    kind: str = "Character"  # the kind's name: "Character", "Place", "Office", …
    title: str = ""  # what its holder is ("harbourmaster" of that office); "" to derive it
    plural: bool = False  # a group of people, told as "they were"
    at: str = "at"  # the preposition for being at a place ("on" the road)
    come: str = ""  # how one comes there ("in": "came in"); "" for "came"
    address: str = ""  # used in speech to it; "" for the short name
    # used in speech to it by particular speakers: speaker's id to name
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_person(self) -> bool:
        """Whether it acts."""
        return self.kind == "Character"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What somebody learns by being told: a deed in a role, or a deed made of roles."""

    hearer: str  # the role of the person who learns it
    deed: str = ""  # the role that holds the deed; "" if it is made of the following
    rule: str = ""  # the rule of the deed
    # its roles, each to the role here that fills it
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stir:
    """What a deed may be to a mind: an appraisal that its author has a sentence for.

    Attributes:
        rule: the appraisal's name.
        roles: its roles, each to the role of the deed that fills it, as far as that is sure.
        writes: what it changes: the attribute, and by what role it is toward somebody or becomes
            somebody ("" for neither), and whether that is what it becomes.
        tests: its conditions, of which the journal's are asked.
    """

    rule: str
    roles: Mapping[str, str]
    writes: tuple[tuple[str, str, bool], ...]
    tests: tuple[Ex, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What a deed makes of a body, as far as its roles and outcomes settle that.

    Attributes:
        attribute: what of it.
        whose: the role of whose body it is.
        role: the role that it becomes, "" if it becomes something else.
        value: what it becomes otherwise: "1" and "0" for what is so or not, "" for nobody.
        tests: outcomes that must be so, or not.
        begun: whether it becomes that as the deed begins.
        sure: whether this is all that it depends on.
    """

    attribute: str
    whose: str
    role: str
    value: str
    tests: tuple[tuple[str, bool], ...]
    begun: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class HadMeaning:
    """A meaning that a deed has: the roles that fill it, and outcomes that must be so, or not."""

    meaning: str
    roles: tuple[str, ...]
    tests: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the deeds of one rule are told."""

    # The docstring's first line: present tense, third person, roles in braces. Outcomes in it may
    # be left out.
    template: str
    # Role to the kind of its members, in the rule's order; the first is the doer.
    roles: Mapping[str, str] = field(default_factory=dict)
    says: tuple[str, ...] = ()  # the lines of the rule's `say(…)`, in order
    speech: bool = False  # whether the rule is speech
    moves: str = ""  # the role of the destination, if the rule moves its doer
    meanings: tuple[str, ...] = ()  # names of its meanings
    writes: int = 1  # how many things in the world it changes
    matters: bool | None = None  # much or little, as the author says; None where they do not
    ways: tuple[Way, ...] = ()  # other templates, used where their conditions hold
    lines: tuple[Way, ...] = ()  # other lines, used in place of those of `says`
    whys: tuple[Way, ...] = ()  # reasons, told in place of the rule's own
    # its words as reported speech, for who is not quoted
    reported: tuple[Way, ...] = ()
    letter: Letter | None = None  # what is written or read in it
    reasons: tuple[str, ...] = ()  # the texts of its weights, for `readings` to check
    afar: bool = False  # people elsewhere may perceive it too
    lessons: tuple[Lesson, ...] = ()  # what it tells whom
    looks: frozenset[tuple[str, str]] = frozenset()  # what its doer reads: role and attribute
    changes: frozenset[str] = frozenset()  # the attributes that it writes
    # each outcome's kind, "Deed", or what type of value it is ("moment", "number", …)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    answers: str = ""  # the rule or meaning in answer to which alone it is done
    # the rules and meanings that somebody must remember to do it
    recalls: frozenset[str] = frozenset()
    claimed: frozenset[str] = frozenset()  # the roles of which it says that something is so
    another: bool = False  # whether somebody is born like another, put on looks, or is shown
    moved: frozenset[str] = frozenset()  # the roles of those whom it takes to another place
    acts: bool = False  # it changes what others can see or come to know
    # how a mind may feel about it: each with the roles here that fill the roles there
    stirs: tuple[Stir, ...] = ()
    made: tuple[Made, ...] = ()  # what it makes of bodies
    asked: frozenset[tuple[str, str]] = frozenset()  # of whose body it asks what: role, attribute
    meant: tuple[HadMeaning, ...] = ()

    @property
    def read_aloud(self) -> bool:
        """Whether a letter, or a part of one, is read to others."""
        return self.letter is not None and self.speech


# What stands for nobody, and for whom an unfinished deed would have chosen.
NOBODY = {"Character": "nobody", "Place": "nowhere", "moment": "never"}
SOMEBODY = {"Character": "somebody", "Place": "somewhere", "moment": "some time"}

UNKNOWN = Manner("", writes=0, matters=False)


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
    """The texts chosen for one deed of a story; "" for the rule's own."""

    told: str = ""  # its sentence
    said: str = ""  # the words spoken
    why: str = ""  # the reason
    letter: tuple[str, ...] = ()  # the lines of a letter that is written or read
    writer: str = ""  # the id of its writer


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """All that the telling needs to know of a world."""

    manners: Mapping[str, Manner]  # rule's name to how its deeds are told
    members: Mapping[str, NameEntry]  # member's id to its names
    clock: Clock = Clock()
    # the author's own past forms, base to past: {"lie": "lied"}
    verbs: Mapping[str, str] = field(default_factory=dict)
    style: str = ""  # the reader's style, "" for none
    # kind or choice, and number, to id or word, for the conditions of texts
    names: Mapping[tuple[str, int], str] = field(default_factory=dict)
    # deed's id to the answers at its moment (see `engine.moments`)
    moments: Mapping[str, Answers] = field(default_factory=dict)
    # place's id to how it is shown where a scene opens there
    settings: Mapping[str, tuple[Setting, ...]] = field(default_factory=dict)
    # an opening or ending, by its scenario: "the ending of evening"
    frames: Mapping[str, tuple[Frame, ...]] = field(default_factory=dict)
    # an attribute to the manner in which claims about it are told, where its author says so
    claims: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[str] = frozenset()  # texts that are written in the past, as they are told
    eyes: str = ""  # the person of the perspective, "" for nobody
    # deed's id to what it changed in that person
    felt: Mapping[str, Sequence[Moved]] = field(default_factory=dict)
    # somebody's id to where that person takes them to be at the end
    takes: Mapping[str, str] = field(default_factory=dict)
    # how a mind may feel about what becomes so, by whatever deed
    moods: tuple[Stir, ...] = ()
    # what of a body can be seen and lasts, to what it is at first
    bodies: Mapping[str, str] = field(default_factory=dict)
    sums: Mapping[str, Sum] = field(default_factory=dict)  # a meaning to what many deeds came to
    # deed's id to the texts chosen for it
    worded: Mapping[str, Worded] = field(default_factory=dict)

    __repr__ = line_of


def manner_of(lexicon: Lexicon, deed: Deed) -> Manner:
    """Return how a deed is told; nothing is known of a rule that is not in the lexicon."""
    return lexicon.manners.get(deed.rule, UNKNOWN)


def meanings_of(deed: Deed, lexicon: Lexicon) -> list[tuple[str, ...]]:
    """Return the meanings that a deed had, each with the members in its roles."""
    return [
        (one.meaning, *(deed.roles.get(role, "") for role in one.roles))
        for one in manner_of(lexicon, deed).meant
        if came_so(one.tests, deed)
    ]


def came_so(tests: Sequence[tuple[str, bool]], deed: Deed) -> bool:
    """Whether a deed had such outcomes, as far as its journal knows them."""
    return all(bool(deed.outcomes[w]) == wanted for w, wanted in tests if w in deed.outcomes)


def absent(role: str, deed: Deed, lexicon: Lexicon) -> str:
    """Return the word for a role or outcome that no member has: nobody, nowhere, nothing, never."""
    manner = manner_of(lexicon, deed)
    kind = manner.roles.get(role) or manner.outcomes.get(role, "")
    if role in manner.outcomes and deed.result != "done":
        return SOMEBODY.get(kind, "something")
    return NOBODY.get(kind, "nothing")


def reports(manner: Manner) -> bool:
    """Whether deeds of this rule are about another deed."""
    return "Deed" in manner.roles.values()


def doer_role(manner: Manner) -> str:
    """Return the rule's first role, "" for a rule without roles."""
    return next(iter(manner.roles), "")


def is_routine(manner: Manner) -> bool:
    """Whether deeds of this rule are everyday: as the author says, else derived.

    Going somewhere is; so is a silent deed without meaning that changes at most one thing.
    """
    if manner.matters is not None:
        return not manner.matters
    if manner.meanings or manner.says or manner.speech or manner.another:
        return False
    return bool(manner.moves) or manner.writes <= 1


def member_of(lexicon: Lexicon, key: str) -> NameEntry:
    """Return the names of a member; an id that is not listed is its own name."""
    found = lexicon.members.get(key)
    if found is None and key.startswith(CLONE):
        return _clone(lexicon, key)
    if found is None and key.startswith((DOUBLE, STRANGER)):
        return _nameless(lexicon, key)
    return found if found is not None else NameEntry(key.replace("_", " ") or "nobody", kind="")


def looks_of(key: str) -> str:
    """Return the id of whom a person looks like: of a clone or a double its likeness."""
    if key.startswith(DOUBLE):
        return key.removeprefix(DOUBLE).rpartition("_")[0]
    return clone_origin(key) if key.startswith(CLONE) else key


def _clone(lexicon: Lexicon, key: str) -> NameEntry:
    """Return the names of who was born like a member."""
    whose = clone_origin(key)
    like = member_of(lexicon, whose)
    which = WHICH.get(key.removeprefix(f"{CLONE}{whose}"), "another")
    after = which.removeprefix("another").removeprefix("a").strip()
    short = f"{like.short or like.name}'s {after + ' ' if after else ''}clone"
    return replace(like, name=f"{which} clone of {like.short or like.name}", short=short)


def _nameless(lexicon: Lexicon, key: str) -> NameEntry:
    """Return the names of a stranger, or of who looks like somebody, in another's eyes."""
    number = key.rpartition("_")[2]
    which = WHICH.get(f"_{number}", "another")
    if key.startswith(STRANGER):
        after = "" if which == "a" else which.removeprefix("a").strip() + " "
        short = "the other stranger" if which == "another" else f"the {after}stranger"
        return NameEntry(f"{which} stranger", short, "they", address="stranger")
    like = member_of(lexicon, looks_of(key))
    after = {"a": "second", "a second": "third"}.get(which, "other")
    name = f"another {like.name}" if after == "other" else f"a {after} {like.name}"
    return replace(like, name=name, short=f"the {after} {like.short or like.name}")


def is_for_another(deed: Deed, who: str, lexicon: Lexicon) -> bool:
    """Whether a deed has somebody in a role besides its doer, and not this person."""
    doer = doer_of(deed, lexicon)
    others = {key for key in deed.roles.values() if member_of(lexicon, key).is_person} - {doer}
    return bool(others) and who not in others


def doer_of(deed: Deed, lexicon: Lexicon) -> str:
    """Return the member in a deed's first role if that is a person, else ""."""
    if deed.kind == "sense":
        return deed.roles.get("mind", "")
    manner = manner_of(lexicon, deed)
    role = next(iter(manner.roles or deed.roles), "")
    key = deed.roles.get(role, "")
    return key if key and member_of(lexicon, key).is_person else ""
