"""What somebody sees coming: the imagined deeds that an outcome turns on, for whoever asks why."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from moshimo.engine.block import Memory
from moshimo.engine.imagining.prospect import Turn
from moshimo.engine.kernel import step
from moshimo.engine.kernel.deed import BROKEN, FOILED
from moshimo.engine.program import Run
from moshimo.schema.block_fields import DEED_CELLS
from moshimo.schema.sizes import MOST_ROLES

MOST_TURNS = 4
SLIGHT = 0.02  # of all that moves: less is no turn


@dataclass(frozen=True, slots=True)
class Watched:
    """A course of things that has begun, to be watched deed by deed.

    Attributes:
        block: where it stands; it is run on.
        run: runs it.
        worth: says what it is worth now.
        until: to which moment.
        steps: at most so many.
    """

    block: Memory
    run: Run
    worth: Callable[[], float]
    until: float
    steps: int

    def turns(self) -> tuple[Turn, ...]:
        """Return the deeds that changed most what it is worth, in the order in which they ended."""
        b, began = self.block, float(self.block.now[0])
        found: list[tuple[int, float]] = []
        ended, worth = int(b.over_n[0]), self.worth()
        for _ in range(self.steps):
            why = self.run(b, self.until, 1)
            if why not in (step.PAUSED, step.NOTED) or b.trouble[0]:
                break
            if why == step.NOTED:
                b.notes_n[0] = 0
            if b.over_n[0] > ended:
                now = self.worth()
                if now != worth:
                    found += [(d, now - worth) for d in _over(b, ended)[-1:]]
                ended, worth = int(b.over_n[0]), now
        most = math.fsum(abs(gain) for _, gain in found)
        large = [one for one in found if abs(one[1]) > SLIGHT * most]
        large.sort(key=lambda one: -abs(one[1]))
        kept = sorted(large[:MOST_TURNS], key=lambda one: b.d_over[one[0]])
        return tuple(_turn(b, d, gain, began) for d, gain in kept)


def _over(b: Memory, after: int) -> list[int]:
    """Return the deeds that were over after so many others, in that order; none in vain."""
    order = np.asarray(b.d_over)[: int(b.deeds_n[0]) + 1]
    rows = sorted((int(order[d]), int(d)) for d in np.flatnonzero(order > after))
    return [d for _, d in rows if b.d_state[d] not in (FOILED, BROKEN)]


def _turn(b: Memory, d: int, gain: float, began: float) -> Turn:
    roles = tuple(int(b.d_role[d * DEED_CELLS + i]) for i in range(MOST_ROLES))
    return Turn(int(b.d_rule[d]), roles, float(b.d_end[d]) - began, gain)
