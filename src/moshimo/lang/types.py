"""The types of values, which of them go together, and the attributes that members have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from moshimo.errors import Span

Tag: TypeAlias = Literal[
    "bool", "int", "number", "moment", "span", "choice", "ref", "deed", "none", "bad"
]
Who: TypeAlias = Literal["private", "shown", "visible", "known"]
Sign: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]
Operator: TypeAlias = Literal["and", "or", "not", "+", "-", "*", "/", "//", "%", "neg"] | Sign


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a value. `of` names the kind or choice; numbers saturate at `low` and `high`."""

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
PLACE, CHARACTER = Type("ref", "Place"), Type("ref", "Character")
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
PLAIN = ("bool", "int", "number")
OURS = Span("moshimo")  # the place of what no author wrote
_SPOKEN: dict[Tag, str] = {
    "bool": "a yes or no",
    "int": "a number",
    "number": "a number",
    "moment": "a Moment",
    "span": "a Span",
    "deed": "a Deed",
    "none": "nothing",
    "bad": "something unclear",
}


# attributes -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByQuantity:
    """A guess that a named quantity gives."""

    word: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a kind, or one value toward each member of `key`.

    Attributes:
        default: its value at first; of a reference, -1 is unknown, as in data.
        guess: what others suppose of it: a number, what they are themselves, or a quantity.
        half_life: seconds; 0: does not fade.
        own: its value toward oneself.
    """

    kind: str
    word: str
    type: Type
    key: str
    who: Who
    default: float
    guess: float | Literal["own"] | ByQuantity | None
    half_life: float
    own: float | None
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
        """Where a member is, `place: Place`, which everybody at that place sees."""
        found = self.attribute("place")
        return found if found and found.type.of == "Place" and not found.key else None


# which types go together ----------------------------------------------------------------------


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type can stand where the other is wanted."""
    if "bad" in (given.tag, wanted.tag):
        return True
    if given.tag == "none":
        return wanted.tag in ("ref", "deed", "none")
    if wanted.tag == "number":
        return given.tag in PLAIN
    if wanted.tag == "int":
        return given.tag in ("int", "bool")
    return (given.tag, given.of) == (wanted.tag, wanted.of)


def shared(one: Type, other: Type) -> Type | None:
    """Return the type that holds values of both, None if there is none."""
    if fits(other, one):
        return NUMBER if one.tag == "number" else (other if one.tag == "none" else one)
    if fits(one, other):
        return NUMBER if other.tag == "number" else other
    return None


def reckoned(op: str, left: Type, right: Type) -> Type | None:
    """Return the type of `left op right`, None if the operator does not take them."""
    one, other = left.tag, right.tag
    if "bad" in (one, other):
        return BAD
    if one in PLAIN and other in PLAIN:
        if "number" in (one, other):
            return NUMBER if op not in ("//", "%") else None
        return NUMBER if op == "/" else INT
    match op, one, other:
        case ("+" | "-", "moment", "span") | ("+", "span", "moment"):
            return MOMENT
        case ("+" | "-", "span", "span") | ("-", "moment", "moment"):
            return SPAN
        case ("*" | "/", "span", "bool" | "int" | "number"):
            return SPAN
        case ("*", "bool" | "int" | "number", "span"):
            return SPAN
        case ("/", "span", "span"):
            return NUMBER
    return None


def is_timed(*types: Type) -> bool:
    """Whether one of them is a Span or a Moment: then the unit is wrong."""
    return any(kind.tag in ("span", "moment") for kind in types)


def spoken(kind: Type) -> str:
    """Return a type as a sentence names it."""
    article = "an" if kind.of[:1] in "AEIOU" else "a"
    return _SPOKEN.get(kind.tag) or f"{article} {kind.of}"
