"""How a mind's picture of an attribute is read: from its fields, or from the table of pictures."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Term
from moshimo.compile.layout import Layout, stem
from moshimo.engine.kernel.minds import held
from moshimo.lang.types import Attribute
from moshimo.schema.attributes import Hashed, Picture
from moshimo.schema.scalars import Parameter, Signature


def freshest(a: Attribute) -> Signature:
    """Return the function that finds where a mind has the latest news of a person's value."""
    places = ("m", "x", "y") if a.key else ("m", "x")
    return Signature(f"freshest_{stem(a)}", tuple(Parameter(p, "i64") for p in places), "i64")


@dataclass(frozen=True, slots=True)
class Pictured:
    """What a mind holds one cell of an attribute to be. Somebody could have the attribute wrong.

    Attributes:
        a: the attribute.
        mind: the mind's row.
        owner: whose it is.
        key: toward whom; None if it is toward nobody.
        layout: where the pictures stand.
    """

    a: Attribute
    mind: Term
    owner: Term
    key: Term | None
    layout: Layout

    def value(self) -> Term:
        """Return what it is held to be."""
        where = self._where
        if isinstance(where, Picture):
            return c.at(where.value, self._index)
        whole, default = self.a.type.whole, self.a.default
        start: Term = c.const(int(default)) if whole else c.real(default)
        if where.start is not None:
            start = c.at(where.start, self._cell(self.owner))
        ask = held.held_whole if whole else held.held_real
        return c.call(ask, self._number(where), start)

    def time(self) -> Term:
        """Return as of when."""
        where = self._where
        if isinstance(where, Picture):
            return c.at(where.time, self._index)
        start: Term = c.real(0)
        if where.looked is not None:
            start = c.at(where.looked, self._row)
            if self.key is not None:  # who looks sees nothing toward nobody
                unknown = self.layout.row(self.a.key, -1)
                some = c.both(c.compare(self.key, ">", 0), c.compare(self.key, "<", unknown))
                start = c.choose(some, start, 0.0)
        return c.call(held.held_since, self._number(where), start)

    def sure(self) -> Term:
        """Return how sure the mind is of it."""
        where = self._where
        if isinstance(where, Picture):
            return c.at(where.sure, self._index)
        start = c.real(0 if where.start is None else 1)
        return c.call(held.held_surely, self._number(where), start)

    def writer(self) -> Term:
        """Return the deed by which the mind came to hold it."""
        where = self._where
        if isinstance(where, Picture):
            return c.at(where.writer, self._index)
        start = c.at(where.writer, self._cell(self.owner))
        return c.call(held.held_from, self._number(where), start)

    @property
    def _where(self) -> Picture | Hashed:
        columns = self.layout.columns[self.a.full]
        where = columns.hashed or columns.picture
        assert where is not None
        return where

    @property
    def _row(self) -> Term:
        rows = self.layout.rows[self.a.kind]
        return c.binary(c.binary(self.mind, "*", rows), "+", self.owner)

    @property
    def _index(self) -> Term:
        if self.layout.bodies and self.a.kind == "Character":
            given = [] if self.key is None else [self.key]
            return c.call(freshest(self.a), self.mind, self.owner, *given)
        return self._cell(self._row)

    def _number(self, where: Hashed) -> Term:
        return c.binary(self._index, "+", where.first)

    def _cell(self, row: Term) -> Term:
        if self.key is None:
            return row
        return c.binary(c.binary(row, "*", self.layout.rows[self.a.key]), "+", self.key)


def supposed(a: Attribute, pair: Term, owner: Term, key: Term | None, layout: Layout) -> Term:
    """Return what one mind takes another to hold.

    It is what it holds itself where that is not kept; and where others can see it of the other, who
    knows it of itself.
    """
    people, idea = layout.rows["Character"], layout.columns[a.full].idea
    held = Pictured(a, c.binary(pair, "//", people), owner, key, layout).value()
    if idea is None:
        return held
    cell: Term = c.binary(c.binary(pair, "*", layout.rows[a.kind]), "+", owner)
    if key is not None:
        cell = c.binary(c.binary(cell, "*", layout.rows[a.key]), "+", key)
    made = c.at(idea.value, cell)
    if a.who != "visible" or a.kind != "Character":
        return made
    return c.choose(c.compare(owner, "==", c.binary(pair, "%", people)), held, made)
