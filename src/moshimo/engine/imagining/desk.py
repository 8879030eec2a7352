"""Blocks that are written on and wiped: for one imagined universe after another.

Only what can have been written is wiped: of pictures, which are most of a block, the rows of who
thinks in what is imagined, and of members that were born; of pools, the rows in use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from moshimo.engine.block import Memory, copy, roomier, rooms
from moshimo.engine.imagining.at_once import AtOnce, at_once
from moshimo.engine.imagining.spread import Spread, spread
from moshimo.engine.lookout import look_out
from moshimo.engine.program import Program
from moshimo.lang.laws import Laws
from moshimo.schema.block_fields import POOLS
from moshimo.schema.field import Field

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGE = 1 << 15  # bytes; of a smaller table all rows are wiped
FILLED = ("race_rule", "race_w", "race_v")  # each thought writes of them what it reads
KEPT = 3  # blocks of which the arrays are kept: the universe's, its template, a beginning


@dataclass(slots=True)
class Desk:
    """Where one universe's people imagine: a beginning, and one course of things after another.

    Attributes:
        program: the universe's.
        room: how much of each pool was needed so far.
        minds: the rows of who thinks in what is imagined now.
        deed_roles: rule's number → which of its roles are deeds.
        at_once: where what is written at once stands in its blocks.
    """

    program: Program
    room: dict[str, int] = field(default_factory=dict)
    minds: Sequence[int] = ()
    deed_roles: dict[int, tuple[int, ...]] = field(init=False)
    at_once: AtOnce = field(init=False)
    _template: Memory | None = None
    _opening: _Slate | None = None  # as the scenario begins, with that room
    _start: _Slate | None = None
    _course: _Slate | None = None
    _left: set[int] | None = None  # minds whose rows the courses before have written; None: all
    _spread: list[tuple[Memory, Spread]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.deed_roles = _deed_roles(self.program)
        self.at_once = at_once(self.program.world.laws, self.program.layout)

    def opening(self, wanted: Mapping[str, int]) -> Memory:
        """Return the scenario's beginning with room, to be written on; what was there is gone.

        What is asked of the universe is not asked of what is imagined.
        """
        template = self.program.template
        self.room = {word: max(n, self.room.get(word, 0)) for word, n in wanted.items()}
        fits = self._opening is not None and rooms(self._opening.block) == self.room
        if fits and self._template is template and self._start and self._opening:
            self._start.copy(self._opening, self.minds)
        else:
            self._template, self._opening = template, self._slate(roomier(template, self.room))
            look_out(self._opening.block, ())
            self._start, self._course = self._slate(copy(self._opening.block)), None
        return self._start.block

    def begun(self, start: Memory, minds: Sequence[int]) -> None:
        """Let the courses to come begin like that, which is mostly what `opening` returned."""
        before, self.minds = {*(self._left or ()), *self.minds}, minds
        if self._start is None or start is not self._start.block:
            self._start, self._course, self._opening = self._slate(start), None, None
        if self._left is not None:
            self._left = {*before, *minds}

    def course(self) -> Memory:
        """Return that beginning, to be run; it is the block that was returned before."""
        start = self._start
        assert start is not None
        if self._course is None:
            self._course = self._slate(copy(start.block))
        else:
            born = self._course.block.n_Character[0] != start.block.n_Character[0]
            rows = None if born or self._left is None else sorted(self._left)
            self._course.copy(start, rows)
        self._left = set(self.minds)
        return self._course.block

    def grow(self, more: Mapping[str, int]) -> None:
        """Have more room from now on."""
        assert self._start is not None
        self._start = self._slate(roomier(self._start.block, more))
        self._course = self._opening = None
        self.room = {**self.room, **more}

    def spread(self, block: Memory) -> Spread:
        """Return a block as arrays: the universe's, its template or what was put together."""
        for known, found in self._spread:
            if known is block:
                return found
        found = spread(block, self.program.world.laws)
        self._spread = [*self._spread[1 - KEPT :], (block, found)]
        return found

    def _slate(self, block: Memory) -> _Slate:
        return _Slate(block, self.program.world.laws)


class _Slate:
    """A block, cut into what is copied whole and what is copied by rows."""

    def __init__(self, block: Memory, laws: Laws) -> None:
        self.block, layout = block, block.layout
        cells, people = np.frombuffer(block.raw, np.uint64), layout.rows["Character"]
        self.whole: list[NDArray[Any]] = []
        self.tables: list[tuple[NDArray[Any], str]] = []
        at = 0
        for f, kind in sorted(_cuts(block, laws), key=lambda cut: cut[0].start):
            start = f.start // 8
            self.whole.append(cells[at:start])
            if f.word not in FILLED:
                table = cells[start : start + f.size].reshape(people, layout.rows[kind], -1)
                self.tables.append((table, kind if laws.kinds[kind].room else ""))
            at = start + f.size
        self.whole.append(cells[at : layout.core // 8])  # who wrote what, nobody asks there
        self.whole = [part for part in self.whole if len(part)]
        self.kinds = {kind for _, kind in self.tables if kind}
        self.pools = [
            (cells[block.__dict__[f"at_{pool.word}"][0] // 8 :], pool.word, pool.width // 8)
            for pool in POOLS
        ]

    def copy(self, other: _Slate, minds: Sequence[int] | None) -> None:
        """Be as another slate; of large pictures only those of some minds, if they are given."""
        both = self.block, other.block
        members = {
            kind: max(int(b.__dict__[f"n_{kind}"][0]) for b in both) + 1 for kind in self.kinds
        }
        few = minds is not None and 2 * len(minds) < self.block.layout.rows["Character"]
        rows = list(minds or ()) if few else slice(None)
        for (own, kind), (new, _) in zip(self.tables, other.tables, strict=True):
            many = members[kind] if kind else own.shape[1]
            own[rows, :many] = new[rows, :many]
        for own, new in zip(self.whole, other.whole, strict=True):
            own[:] = new
        used = _used(other.block)
        for (own, word, width), (new, *_) in zip(self.pools, other.pools, strict=True):
            own[: used[word] * width] = new[: used[word] * width]


def _cuts(block: Memory, laws: Laws) -> Iterator[tuple[Field, str]]:
    """Yield the large fields that are not copied whole, each with the kind of its second axis.

    They have a row for each mind, and in it one for each member of that kind.
    """
    layout = block.layout
    placed = {f.word: f for f in layout.fields}
    own = [rule.word for rule in laws.rules.values() if rule.watched and rule.mark != "event"]
    flags = [layout.flags[word] for word in own if laws.rules[word].roles[0].word == "mind"]
    seen = [layout.columns[full].picture for full in sorted(layout.pictured)]
    pictures = [f for x in seen if x for f in (x.value, x.time, x.sure)]
    for f in (placed[word] for word in (*(f.word for f in (*flags, *pictures)), *FILLED)):
        if 8 * f.size >= LARGE and len(f.axes) > 1:
            yield f, str(f.axes[1])


def _used(b: Memory) -> dict[str, int]:
    """Return how many rows of each pool are in use; last times stand anywhere in their table."""
    return {
        "deeds": int(b.deeds_n[0]) + 1,
        "memories": int(b.memory_n[0]) + 1,
        "due": int(b.due_n[0]),
        "wishes": int(b.room_wishes[0]),
        "pictures": int(b.room_pictures[0]),
        "notes": int(b.notes_n[0]),
        "bids": 0,
    }


def _deed_roles(program: Program) -> dict[int, tuple[int, ...]]:
    """Return which roles of each kind of deed are deeds themselves."""
    rules, numbers = program.world.laws.rules, program.layout.rules
    found = {
        numbers[word]: tuple(i for i, role in enumerate(rule.roles) if role.type.tag == "deed")
        for word, rule in rules.items()
        if word in numbers
    }
    return {number: roles for number, roles in found.items() if roles}
