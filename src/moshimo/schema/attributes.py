"""The fields of an attribute: its value, in truth and in every mind's picture, and who wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from moshimo.lang.types import Attribute
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar


@cache
def count(kind: str) -> Field:
    """Return the field that tells how many members a kind has."""
    return Field(f"n_{kind}", "i64")


@cache
def keys(kind: str) -> Field:
    """Return the field of a kind's keys: a hash of each member's id, for the dice."""
    return Field(f"key_{kind}", "u64", (kind,))


@dataclass(frozen=True, slots=True)
class Picture:
    """What every mind holds an attribute to be: a cell for each mind and each cell in truth.

    Attributes:
        value: what it is held to be.
        time: as of when.
        sure: how sure the mind is.
        writer: the deed by which it came to hold it.
    """

    value: Field
    time: Field
    sure: Field
    writer: Field


@dataclass(frozen=True, slots=True)
class Idea:
    """What every mind takes every other to hold an attribute to be.

    Attributes:
        value: what it is taken to be held to be.
        time: as of when.
    """

    value: Field
    time: Field


@dataclass(frozen=True, slots=True)
class Hashed:
    """What every mind holds an attribute to be, where a field of its own would be too large.

    Rows of the pool `pictures`, a hash table, and only of cells that are not as at the start.

    Attributes:
        first: the number of the first cell in that table.
        start: the truth at the start, if everybody knew it; else all had the default.
        writer: the deed that wrote that; 0 for none.
        looked: when a mind last saw the whole of an owner, if that is not told by the rows.
    """

    first: int
    start: Field | None
    writer: Field
    looked: Field | None


@dataclass(frozen=True, slots=True)
class Columns:
    """An attribute's fields.

    Attributes:
        number: the attribute's, from 1, in the order of kinds and of their declarations.
        value: a cell for each owner, or for each owner and key.
        writer: the deed that wrote it last.
        since: when that was, of what fades.
        picture: nothing, if nobody could have it wrong, or `hashed` says where it stands.
        hashed: what stands in its place where it would be too large.
        idea: what minds take each other to hold, where somebody asks for that.
    """

    number: int
    value: Field
    writer: Field
    since: Field | None
    picture: Picture | None
    hashed: Hashed | None = None
    idea: Idea | None = None

    @property
    def tables(self) -> tuple[Field, ...]:
        """All but those that only provenance asks for."""
        seen, hashed = self.picture, self.hashed
        own = [self.value, self.since]
        if seen is not None:
            own += [seen.value, seen.time, seen.sure]
        if self.idea is not None:
            own += [self.idea.value, self.idea.time]
        if hashed is not None:
            own += [hashed.start, hashed.looked]
        return tuple(field for field in own if field is not None)

    @property
    def writers(self) -> tuple[Field, ...]:
        """Those that only provenance asks for."""
        held = self.hashed or self.picture
        return (self.writer,) if held is None else (self.writer, held.writer)


def columns(
    a: Attribute,
    end: str,
    number: int,
    first: int | None = None,
    *,
    pictured: bool,
    bred: bool = False,
    ideas: bool = False,
) -> Columns:
    """Return an attribute's fields; the names of all end alike.

    Args:
        a: the attribute.
        end: how the fields' names end.
        number: the attribute's.
        first: where its pictures begin in the hash table; None if they have fields.
        pictured: whether somebody could have it wrong.
        bred: whether members of its key can be born.
        ideas: whether it is kept what minds take each other to hold.
    """
    axes = (a.kind, a.key) if a.key else (a.kind,)
    form: Scalar = "i64" if a.type.whole else "f64"
    minds = ("Character", *axes)
    pairs = ("Character", *minds)
    seen = Picture(
        Field(f"p_{end}", form, minds),
        Field(f"pt_{end}", "f64", minds),
        Field(f"ps_{end}", "f64", minds),
        Field(f"pw_{end}", "i64", minds),
    )
    return Columns(
        number,
        Field(f"v_{end}", form, axes),
        Field(f"w_{end}", "i64", axes),
        Field(f"t_{end}", "f64", axes) if a.half_life else None,
        seen if pictured and first is None else None,
        None if first is None else _hashed(a, end, first, form, axes, bred=bred),
        Idea(Field(f"i_{end}", form, pairs), Field(f"it_{end}", "f64", pairs)) if ideas else None,
    )


def _hashed(
    a: Attribute, end: str, first: int, form: Scalar, axes: tuple[str, ...], *, bred: bool
) -> Hashed:
    looked = Field(f"pl_{end}", "f64", ("Character", a.kind))
    return Hashed(
        first,
        Field(f"s_{end}", form, axes) if a.who in ("visible", "known") else None,
        Field(f"sw_{end}", "i64", axes),
        looked if a.who == "visible" and not bred else None,
    )
