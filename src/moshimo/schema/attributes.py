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
class Columns:
    """An attribute's fields.

    Attributes:
        number: the attribute's, from 1, in the order of kinds and of their declarations.
        value: a cell for each owner, or for each owner and key.
        writer: the deed that wrote it last.
        since: when that was, of what fades.
        picture: nothing, if nobody could have it wrong.
    """

    number: int
    value: Field
    writer: Field
    since: Field | None
    picture: Picture | None

    @property
    def tables(self) -> tuple[Field, ...]:
        """All but those that only provenance asks for."""
        own = (self.value,) if self.since is None else (self.value, self.since)
        seen = self.picture
        return own if seen is None else (*own, seen.value, seen.time, seen.sure)

    @property
    def writers(self) -> tuple[Field, ...]:
        """Those that only provenance asks for."""
        return (self.writer,) if self.picture is None else (self.writer, self.picture.writer)


def columns(a: Attribute, end: str, number: int, *, pictured: bool) -> Columns:
    """Return an attribute's fields; the names of all end alike."""
    axes = (a.kind, a.key) if a.key else (a.kind,)
    form: Scalar = "i64" if a.type.whole else "f64"
    minds = ("Character", *axes)
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
        seen if pictured else None,
    )
