"""One block as it was, as often as one likes; what was never written in it is not copied again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from moshimo.engine.block import Memory, copy

if TYPE_CHECKING:
    from numpy.typing import NDArray

PART = 1 << 18  # bytes that are looked at together


class Sheet:
    """A block that is written on and wiped."""

    def __init__(self, original: Memory) -> None:
        self.original = original
        self._block = copy(original)
        self._parts = [
            (_cells(original, *part), _cells(self._block, *part), blank)
            for *part, blank in _parts(original)
        ]

    def wiped(self) -> Memory:
        """Return the block as it was at first; the one that was returned before is the same."""
        for was, now, blank in self._parts:
            if not blank or now.any():
                now[:] = was
        return self._block


def _cells(block: Memory, start: int, stop: int) -> NDArray[np.uint64]:
    return np.frombuffer(block.raw[start:stop], np.uint64)


def _parts(block: Memory) -> list[tuple[int, int, bool]]:
    """Return where the block has something, and where it has nothing but zeros."""
    size = len(block.raw)
    starts = range(0, size, PART)
    blank = [not _cells(block, at, at + PART).any() for at in starts]
    found: list[tuple[int, int, bool]] = []
    for is_blank, run in groupby(zip(starts, blank, strict=True), lambda one: one[1]):
        at = [start for start, _ in run]
        found.append((at[0], min(at[-1] + PART, size), is_blank))
    return found
