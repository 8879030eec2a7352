"""Carries over into another cast for whom minds take bodies, and how people are disguised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moshimo.engine.block import Memory
from moshimo.engine.kernel.minds.bodies import LOST
from moshimo.lang.newborns import likeness, numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def add_guises(rows: NDArray[np.int64], old: Memory, new: Memory) -> None:
    """Note in the rows of people, old to new, those of disguises. Changes `rows` in place."""
    before, after = old.layout.guise, new.layout.guise
    for i in range(1, old.n_Character[0] + 1 if before else 0):
        rows[before + i] = rows[i] + after if rows[i] else 0


def carry_bodies(block: Memory, made: Memory, rows: NDArray[np.int64]) -> None:
    """Carry over what there is of bodies, where laws make some. Changes `made` in place.

    Who was taken for, or looked like, somebody who is not in the new cast is as it looks now.
    """
    if not block.layout.bodies:
        return
    kept = [i for i in range(1, len(rows) - 1) if rows[i]]
    for x in kept:
        at = rows[x]
        made.likeness[at] = rows[block.likeness[x]] or at
        made.disguised[at] = block.disguised[x]
        like, which = likeness(block.born_as[x])
        made.born_as[at] = numbered(int(rows[like]), which) if rows[like] else 0
    before, after = len(rows), block_rows(made)
    for m in (m for m in kept if m <= block.n_Character[0]):
        for x in kept:
            taken = block.takes[m * before + x]
            made.takes[rows[m] * after + rows[x]] = LOST if taken == LOST else rows[taken]
            _chain(block, made, rows, int(m), int(x))


def block_rows(b: Memory) -> int:
    """Return how many rows people have in a block."""
    return b.layout.rows["Character"]


def _chain(block: Memory, made: Memory, rows: NDArray[np.int64], m: int, p: int) -> None:
    """Carry over which bodies a mind takes for a person, in the same order."""
    before, after = len(rows), block_rows(made)
    at, y = rows[m] * after, block.taken_by[m * before + p]
    last = 0
    while y:
        if rows[y]:
            if last:
                made.taken_next[at + last] = rows[y]
            else:
                made.taken_by[at + rows[p]] = rows[y]
            last = rows[y]
        y = block.taken_next[m * before + y]
