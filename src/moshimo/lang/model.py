"""A checked world's rules: every name found, every type known.

`check` makes it from the tree; `compile` emits code from it. All values are frozen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from moshimo.errors import Span

Tag: TypeAlias = Literal[
    "bool", "int", "number", "moment", "span", "choice", "ref", "deed", "none", "bad"
]
Who: TypeAlias = Literal["private", "shown", "visible", "known"]
Mark: TypeAlias = Literal["action", "reason", "event", "appraisal", "inference", "worth"]


@dataclass(frozen=True, slots=True)
class Type:
    """What a value is. `of` names the kind or choice; numbers saturate at `low` and `high`."""

    tag: Tag
    of: str = ""
    low: float = -math.inf
    high: float = math.inf

    def __str__(self) -> str:
        if self.of:
            return self.of
        words = {"number": "number", "moment": "Moment", "span": "Span", "deed": "Deed"}
        return words.get(self.tag, self.tag)

    @property
    def whole(self) -> bool:
        """Whether it is stored as a 64-bit integer (else as a double)."""
        return self.tag in ("bool", "int", "choice", "ref", "deed", "none")


BOOL, INT, NUMBER = Type("bool"), Type("int"), Type("number")
MOMENT, SPAN, DEED = Type("moment"), Type("span"), Type("deed")
NONE, BAD = Type("none"), Type("bad")
TYPES = {
    "bool": BOOL,
    "int": INT,
    "Level": Type("number", "", 0.0, 1.0),
    "Lean": Type("number", "", -1.0, 1.0),
    "Amount": Type("number", "", 0.0, math.inf),
    "Moment": MOMENT,
    "Span": SPAN,
    "Deed": DEED,
}
NEVER = math.inf
LARGEST_WHOLE = 2**53 - 1  # up to it a double holds every whole number exactly


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a kind, or one value toward each member of `key`."""

    kind: str
    word: str
    type: Type
    key: str
    who: Who
    default: float
    guess: float | str | None  # a number, "own", "=NAME" of a quantity, or none
    half_life: float  # seconds; 0: does not fade
    own: float | None  # its value toward oneself
    at: Span

    @property
    def full(self) -> str:
        """`Kind.word`."""
        return f"{self.kind}.{self.word}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of member, in the order in which its attributes were declared."""

    word: str
    none: str
    room: int
    attributes: tuple[Attribute, ...]
    at: Span

    def attribute(self, word: str) -> Attribute | None:
        """Return the attribute of that name, if there is one."""
        return next((a for a in self.attributes if a.word == word), None)

    @property
    def place(self) -> Attribute | None:
        """What says where a member is: `place: Place`. Who is there sees it."""
        found = self.attribute("place")
        return found if found and found.type.of == "Place" and not found.key else None


# Expressions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Const:
    """A number, a choice's index, or 0 for a none member; "unknown" has `value` -1."""

    type: Type
    value: float


@dataclass(frozen=True, slots=True)
class Var:
    """A role, an outcome, a shorthand in effects, or what an `for` goes over."""

    type: Type
    word: str


@dataclass(frozen=True, slots=True)
class Read:
    """The value of an attribute. In whose picture, the place where it stands decides."""

    type: Type
    attribute: Attribute
    owner: Ex
    key: Ex | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Calc:
    """An operator or a word of the closed table, over values."""

    type: Type
    op: str
    args: tuple[Ex, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """A named quantity, of these values."""

    type: Type
    quantity: str
    args: tuple[Ex, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Each:
    """any, all, sum, count, most, least, most_by or least_by over the members of a kind."""

    type: Type
    how: str
    var: Var
    kind: str
    conditions: tuple[Ex, ...]
    value: Ex
    by: Ex | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A deed or meaning with holes (None), and the outcomes it must have had."""

    word: str
    args: tuple[Ex | None, ...]
    outcomes: tuple[tuple[str, Ex], ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """Whether (`since`: how long ago) a mind remembers a deed; whether it was, `first`: when."""

    type: Type
    how: Literal["recalls", "since", "happened", "first"]
    mind: Ex
    pattern: Pattern
    within: Ex | None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Believe:
    """What an expression comes to in a mind's picture."""

    type: Type
    mind: Ex
    value: Ex


@dataclass(frozen=True, slots=True)
class Guess:
    """Another's private attribute as the mind supposes it."""

    type: Type
    read: Read


Ex: TypeAlias = Const | Var | Read | Calc | Ask | Each | Recall | Believe | Guess
NOTHING = Const(BAD, 0.0)  # what an expression comes to that has a problem


# Statements ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Write:
    """`owner.attribute[key] op= value`."""

    attribute: Attribute
    owner: Ex
    key: Ex | None
    op: str
    value: Ex
    line: int


@dataclass(frozen=True, slots=True)
class Local:
    """A shorthand in effects, worked out where it stands."""

    word: str
    value: Ex


@dataclass(frozen=True, slots=True)
class Throw:
    """An outcome: chance, contest, between, pick, or born. `outcome` is its slot."""

    word: str
    type: Type
    how: str
    args: tuple[Ex, ...]
    gather: Each | None
    line: int


@dataclass(frozen=True, slots=True)
class Branch:
    """if and else."""

    test: Ex
    yes: tuple[Statement, ...]
    no: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """for x in Kind."""

    var: Var
    kind: str
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """Gives the deed a meaning."""

    meaning: str
    args: tuple[Ex, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Inform:
    """The hearer learns a deed value, a deed with these roles, or the teller's idea of a value."""

    hearer: Ex
    what: Ex | Pattern
    line: int


@dataclass(frozen=True, slots=True)
class Look:
    """A true value enters a mind."""

    mind: Ex
    read: Read


@dataclass(frozen=True, slots=True)
class Later:
    """An event, after a time."""

    event: str
    args: tuple[Ex, ...]
    after: Ex


@dataclass(frozen=True, slots=True)
class Foil:
    """What somebody is doing comes to nothing."""

    who: Ex


@dataclass(frozen=True, slots=True)
class Say:
    """Words spoken aloud: the rule's `says[index]`."""

    speaker: Ex
    index: int


Statement: TypeAlias = (
    Write | Local | Throw | Branch | Loop | Means | Inform | Look | Later | Foil | Say
)


# Rules ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a `when`, with the author's own words for messages."""

    test: Ex
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Weight:
    """One wish or scruple. `conditions` are those of the @reason that it stands in."""

    value: Ex
    reason: str
    deters: bool
    conditions: tuple[Condition, ...]
    line: int
    path: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a deed's dice (or its hidden circumstances) came to, by slot. Ours begin with "_"."""

    word: str
    type: Type


@dataclass(frozen=True, slots=True)
class Rule:
    """One checked rule. What a mark does not have is empty."""

    word: str
    mark: Mark
    roles: tuple[Var, ...]
    at: Span
    telling: str = ""
    of: str = ""  # reason, event, appraisal: the deed or meaning it follows
    conditions: tuple[Condition, ...] = ()
    weights: tuple[Weight, ...] = ()
    span: Ex | None = None
    whole: str = ""
    begin: tuple[Statement, ...] = ()
    end: tuple[Statement, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    says: tuple[str, ...] = ()
    carries: str = "place"
    reach: float = 0.0
    speech: bool = False
    answers: str = ""
    within: float = 0.0
    again: float = 1800.0
    luck: str = ""
    variant_of: str = ""
    moves: bool = False
    mean: float = 0.0
    clock: Attribute | None = None
    sure: float = 0.0
    shape: str = ""  # the rule's lines in the author's text, for `show`
    # worked out by `replay`:
    replay_begin: tuple[Statement, ...] = ()
    replay_end: tuple[Statement, ...] = ()
    meanings: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """The file that it stands in."""
        return self.at.path


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named quantity: shorthands, then a value, perhaps by cases."""

    word: str
    roles: tuple[Var, ...]
    type: Type
    body: tuple[Statement | Give, ...]
    at: Span
    intimate: frozenset[int]  # roles whose private attributes it reads
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Give:
    """What a quantity comes to, where this stands; `test` and `more` make cases."""

    value: Ex


@dataclass(frozen=True, slots=True)
class Laws:
    """All rules of a world, checked: what it can be compiled from."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meanings: dict[str, tuple[Var, ...]] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    source: str = ""  # a digest of the text and numbers that they are made of
