"""What is written of very many attributes alike when an imagined universe begins, all at once.

Attribute by attribute that takes a tenth of a whole thought, for some array is looked up and asked
for each. Here the places in the block are looked up once a universe, and each rule of
`pictured_truth.py` is one step for all attributes that it is for. Bits are moved as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from moshimo.lang.types import Attribute

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from moshimo.compile.layout import Layout
    from moshimo.engine.block import Memory
    from moshimo.lang.laws import Laws
    from moshimo.schema.attributes import Picture
    from moshimo.schema.field import Field

    Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TableRows:
    """Where the rows of tables stand: of row `r`, at `first + r * step`."""

    first: Places
    step: Places

    def of(self, row: int) -> Places:
        """Return the places of one row of each table."""
        found: Places = self.first + row * self.step
        return found


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The places in a block of what is written alike, and what is written there.

    Attributes:
        apart: the numbers of attributes, as a `Spread` has them, that are written one by one.
        every_held: what minds hold of all attributes, a row for each mind.
        held: of those written here.
        told: the truth of what is held, cell by cell.
        value: what a mind holds to be in those cells.
        sure: how surely.
        doubted: which of those cells have another value where nothing is held surely.
        instead: that value.
        own: the truth of which the actor's own row is as it is.
        named: the truth that names somebody or something.
        unknown: what stands there for nobody known.
        plain: the truth that is as it is, for all know it.
        supposed: the truth that nothing tells.
        usual: what is supposed there.
        shown: the numbers of attributes that are seen at who or what is near.
        since: since when the truth is so.
        own_since: likewise, the actor's own row.
    """

    apart: Sequence[int]
    every_held: TableRows
    held: TableRows
    told: Places
    value: TableRows
    sure: TableRows
    doubted: NDArray[np.bool_]
    instead: NDArray[np.uint64]
    own: TableRows
    named: Places
    unknown: NDArray[np.uint64]
    plain: Places
    supposed: Places
    usual: NDArray[np.uint64]
    shown: Sequence[int]
    since: Places
    own_since: TableRows

    def write(self, made: Memory, block: Memory, mind: int, now: float) -> None:
        """Let the truth in `made`, and what its actor holds, be as the actor pictures it."""
        new, old = cells(made), cells(block)
        at = self.held.of(mind)
        new[at] = old[at]
        values = old[self.value.of(mind)]
        doubt = self.doubted & ~(old[self.sure.of(mind)].view(np.float64) > 0)
        new[self.told] = np.where(doubt, self.instead, values)
        new[self.plain] = old[self.plain]
        new[self.supposed] = self.usual
        at = self.own.of(mind)
        new[at] = old[at]
        new[self.named[new[self.named] == self.unknown]] = 0
        new[self.since] = np.float64(now).view(np.uint64)
        at = self.own_since.of(mind)
        new[at] = old[at]

    def begin_minds(self, made: Memory, start: Memory, mind: int, others: Sequence[int]) -> None:
        """Let others hold what one mind held at the start."""
        new, held = cells(made), cells(start)[self.every_held.of(mind)]
        for other in others:
            new[self.every_held.of(other)] = held


def cells(block: Memory) -> NDArray[np.uint64]:
    """Return a block as its cells."""
    return np.frombuffer(block.raw, np.uint64)


def supposed(a: Attribute) -> float | int:
    """Return what is supposed of a value that nothing tells; a quantity is asked later."""
    guess = a.guess if a.who == "private" and isinstance(a.guess, float | int) else a.default
    return int(guess) if a.type.whole else float(guess)


def at_once(laws: Laws, layout: Layout) -> AtOnce:
    """Return where things stand in the blocks of a world, and what is supposed in some of them.

    Where there are bodies, what is of people or names one is written apart: who is who depends on
    who looks.
    """
    every = [a for kind in laws.kinds.values() for a in kind.attributes]
    numbered = [(n, a, layout.columns[a.full]) for n, a in enumerate(every)]
    bodies = bool(layout.bodies)
    apart = [n for n, a, c in numbered if c.hashed is not None or (bodies and _of_people(a))]
    both = [(n, a, c) for n, a, c in numbered if n not in apart]
    held = [(a, c, c.picture) for _, a, c in both if c.picture is not None]
    bare = [(n, a, c) for n, a, c in both if c.picture is None]
    unsaid = [(n, a, c) for n, a, c in bare if a.who in ("private", "shown")]
    own = [(a, c) for a, c, _ in held if a.who in ("private", "visible")]
    own += [(a, c) for _, a, c in unsaid]
    pictures = [c.picture for _, _, c in numbered if c.picture is not None]
    named = [(a, c) for a, c, _ in held if a.type.tag == "ref"]
    fading = [(a, c.since) for _, a, c in both if c.since is not None]
    at = _Places({f.word: f for f in layout.fields})
    people = layout.rows["Character"]
    return AtOnce(
        apart=apart,
        every_held=at.rows([f for seen in pictures for f in _of_picture(seen)], people),
        held=at.rows([f for *_, seen in held for f in _of_picture(seen)], people),
        told=at.cells([c.value for _, c, _ in held]),
        value=at.rows([seen.value for *_, seen in held], people),
        sure=at.rows([seen.sure for *_, seen in held], people),
        doubted=at.each([(c.value, a.who == "private") for a, c, _ in held], np.bool_),
        instead=at.each([(c.value, _bits(a, supposed(a))) for a, c, _ in held], np.uint64),
        own=at.rows([c.value for a, c in own if a.kind == "Character"], people),
        named=at.cells([c.value for _, c in named]),
        unknown=at.each([(c.value, layout.rows[a.type.of] - 1) for a, c in named], np.uint64),
        plain=at.cells([c.value for _, a, c in bare if a.who not in ("private", "shown")]),
        supposed=at.cells([c.value for *_, c in unsaid]),
        usual=at.each([(c.value, _bits(a, supposed(a))) for _, a, c in unsaid], np.uint64),
        shown=[n for n, a, _ in unsaid if a.who == "shown"],
        since=at.cells([f for _, f in fading]),
        own_since=at.rows([f for a, f in fading if a.kind == "Character"], people),
    )


def _of_people(a: Attribute) -> bool:
    return "Character" in (a.kind, a.key) or (a.type.tag == "ref" and a.type.of == "Character")


def _of_picture(seen: Picture) -> tuple[Field, ...]:
    return seen.value, seen.time, seen.sure


def _bits(a: Attribute, value: float) -> int:
    """Return a value as the cell in which it stands."""
    return int((np.int64 if a.type.whole else np.float64)(value).view(np.uint64))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where fields stand, by their names."""

    fields: Mapping[str, Field]

    def cells(self, fields: Sequence[Field]) -> Places:
        """Return the places of all cells of these fields."""
        placed = [self.fields[f.word] for f in fields]
        found = [np.arange(f.start // 8, f.start // 8 + f.size) for f in placed]
        return np.concatenate([np.empty(0, np.int64), *found])

    def rows(self, tables: Sequence[Field], many: int) -> TableRows:
        """Return where the rows of tables stand that have so many of them."""
        placed = [self.fields[f.word] for f in tables]
        sizes = [f.size // many for f in placed]
        first = [np.arange(f.start // 8, f.start // 8 + f.size // many) for f in placed]
        none = np.empty(0, np.int64)
        return TableRows(
            np.concatenate([none, *first]), np.repeat(np.array(sizes, np.int64), sizes)
        )

    def each(self, values: Sequence[tuple[Field, Any]], kind: type[np.generic]) -> NDArray[Any]:
        """Return a value for each cell of some fields."""
        found = [np.full(self.fields[f.word].size, value, kind) for f, value in values]
        return np.concatenate([np.empty(0, kind), *found])
