"""Blocks that are written on and wiped: for one imagined universe after another.

Pictures are most of a block, and only those of who thinks in an imagined universe are written
there. So of the large ones only the rows of these minds are wiped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from moshimo.compile.layout import Layout
from moshimo.engine.block import Memory, copy, roomier, rooms
from moshimo.lang.laws import Laws

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGE = 1 << 15  # bytes; of a smaller table all rows are wiped
Cells = list["NDArray[Any]"]


@dataclass(slots=True)
class Desk:
    """Where one universe's people imagine: a beginning, and one course of things after another.

    Attributes:
        laws: the world's.
        room: how much of each pool was needed so far.
        minds: the rows of who thinks in what is imagined now.
    """

    laws: Laws
    room: dict[str, int] = field(default_factory=dict)
    minds: Sequence[int] = ()
    _template: Memory | None = None
    _opening: Memory | None = None  # as the scenario begins, with that room
    _start: _Slate | None = None
    _course: _Slate | None = None
    _left: set[int] | None = None  # minds whose rows the courses before have written; None: all

    def opening(self, template: Memory, wanted: Mapping[str, int]) -> Memory:
        """Return the scenario's beginning with room, to be written on; what was there is gone."""
        self.room = {word: max(n, self.room.get(word, 0)) for word, n in wanted.items()}
        fits = self._opening is not None and rooms(self._opening) == self.room
        if fits and self._template is template and self._start and self._opening:
            self._start.copy(_Slate(self._opening, self.laws), self.minds)
        else:
            self._template, self._opening = template, roomier(template, self.room)
            self._start, self._course = _Slate(copy(self._opening), self.laws), None
        return self._start.block

    def begun(self, start: Memory, minds: Sequence[int]) -> None:
        """Let the courses to come begin like that, which is mostly what `opening` returned."""
        before, self.minds = {*(self._left or ()), *self.minds}, minds
        if self._start is None or start is not self._start.block:
            self._start, self._course, self._opening = _Slate(start, self.laws), None, None
        if self._left is not None:
            self._left = {*before, *minds}

    def course(self) -> Memory:
        """Return that beginning, to be run; it is the block that was returned before."""
        start = self._start
        assert start is not None
        if self._course is None:
            self._course = _Slate(copy(start.block), self.laws)
        else:
            born = self._course.block.n_Character[0] != start.block.n_Character[0]
            rows = None if born or self._left is None else sorted(self._left)
            self._course.copy(start, rows)
        self._left = set(self.minds)
        return self._course.block

    def grow(self, more: Mapping[str, int]) -> None:
        """Have more room from now on."""
        assert self._start is not None
        self._start = _Slate(roomier(self._start.block, more), self.laws)
        self._course = self._opening = None
        self.room = {**self.room, **more}


class _Slate:
    """A block, cut into what is copied whole and what is copied by rows of minds."""

    def __init__(self, block: Memory, laws: Laws) -> None:
        self.block, layout = block, block.layout
        cells = np.frombuffer(block.raw, np.uint64)
        people, at = layout.rows["Character"], 0
        self.whole: Cells = []
        self.tables: Cells = []
        for start, size in sorted(_tables(layout, laws)):
            self.whole.append(cells[at:start])
            self.tables.append(cells[start : start + size].reshape(people, -1))
            at = start + size
        self.whole.append(cells[at:])

    def copy(self, other: _Slate, rows: Sequence[int] | None) -> None:
        """Be as another slate; of large pictures only those of some minds, if rows are given."""
        for own, new in zip(self.whole, other.whole, strict=True):
            own[:] = new
        which = slice(None) if rows is None else list(rows)
        for own, new in zip(self.tables, other.tables, strict=True):
            own[which] = new[which]


def _tables(layout: Layout, laws: Laws) -> Iterator[tuple[int, int]]:
    """Yield where the large tables are that have a row for each mind, in cells."""
    own = [rule.word for rule in laws.rules.values() if rule.watched and rule.mark != "event"]
    flags = [layout.flags[word] for word in own if laws.rules[word].roles[0].word == "mind"]
    seen = [layout.columns[full].picture for full in sorted(layout.pictured)]
    pictures = [f for x in seen if x for f in (x.value, x.time, x.sure, x.writer)]
    for f in (*flags, *pictures):
        if 8 * f.size >= LARGE:
            yield f.start // 8, f.size
