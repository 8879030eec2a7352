"""What is known of a universe under way, and what that decides: yes, no, or not yet."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from moshimo.engine.block import Memory
from moshimo.schema.sizes import WATCHES

# True, False, or None: not decided yet.
Truth: TypeAlias = bool | None


@dataclass(slots=True)
class SoFar:
    """What is known of a universe so far.

    Attributes:
        firsts: when the deed of each row was first done; infinite if it was not yet. Rows from
            `WATCHES` on are known only when the universe has ended.
        past: all that happens up to this moment is known; infinite if the universe has ended.
    """

    firsts: Sequence[float]
    past: float
    block: Memory

    def bounds(self, row: int) -> tuple[float, float]:
        """Return between which moments the first deed lies."""
        first = self.first(row)
        if first < math.inf:
            return first, first
        past = self.past if row < WATCHES or self.past == math.inf else -math.inf
        return math.nextafter(past, math.inf), math.inf

    def first(self, row: int) -> float:
        """Return when the deed of a row was first done, as far as is known."""
        return self.firsts[row] if row < len(self.firsts) else math.inf


Answer: TypeAlias = Callable[[SoFar], Truth | float]
Decides: TypeAlias = Callable[[SoFar], Truth]


@dataclass(frozen=True, slots=True)
class Moment:
    """When the deed of a row was first done, and so much later; without a row, a fixed moment."""

    row: int | None
    shift: float

    def bounds(self, so_far: SoFar) -> tuple[float, float]:
        """Return between which moments it lies."""
        if self.row is None:
            return self.shift, self.shift
        low, high = so_far.bounds(self.row)
        return low + self.shift, high + self.shift


def seen(row: int) -> Decides:
    """Whether the deed of a row has been done: yes at once, no only at the end."""

    def decided(so_far: SoFar) -> Truth:
        if so_far.first(row) < math.inf:
            return True
        return False if so_far.past == math.inf else None

    return decided


def every(parts: Sequence[Decides]) -> Decides:
    """Whether all of them are so."""
    return _joined(parts, decisive=False)


def some(parts: Sequence[Decides]) -> Decides:
    """Whether one of them is so."""
    return _joined(parts, decisive=True)


def _joined(parts: Sequence[Decides], *, decisive: bool) -> Decides:
    """Return what decides `decisive` once one part is that, and else waits for all of them."""

    def decided(so_far: SoFar) -> Truth:
        found = [part(so_far) for part in parts]
        return decisive if decisive in found else None if None in found else not decisive

    return decided


def negated(part: Decides) -> Decides:
    """Whether it is not so."""

    def decided(so_far: SoFar) -> Truth:
        found = part(so_far)
        return None if found is None else not found

    return decided


def compared(op: str, left: Moment, right: Moment) -> Decides:
    """Return what decides how two moments compare, by `<`, `<=`, `==` or `!=`."""

    def decided(so_far: SoFar) -> Truth:
        (a, b), (x, y) = left.bounds(so_far), right.bounds(so_far)
        if op == "<":
            return True if b < x else False if a >= y else None
        if op == "<=":
            return True if b <= x else False if a > y else None
        same = False if b < x or y < a else True if a == b == x == y else None
        return same if op == "==" or same is None else not same

    return decided
