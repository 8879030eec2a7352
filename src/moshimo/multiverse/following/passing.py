"""Which beats of a plot have come about in a universe, and when."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moshimo.engine.block import Memory
from moshimo.engine.kernel.deed import BROKEN, DONE, FOILED, GOING, role_of
from moshimo.engine.kernel.newborn import newborn
from moshimo.engine.lookout import ANYBODY
from moshimo.engine.program import Program
from moshimo.lang.newborns import is_newborn
from moshimo.multiverse.forking.changing import meant, watch_for
from moshimo.schema.block_fields import DEED_CELLS
from moshimo.world.world import Beat, BeatDeed

BEGUN = (GOING, DONE, FOILED, BROKEN)


@dataclass(frozen=True, slots=True)
class Passed:
    """Which beats have come about, each in its order.

    Attributes:
        times: by beat, when its last deed was done, in seconds since the start; infinity: it has
            not come about.
        met: by beat and deed of it, when that was done; infinity: it was not.
    """

    times: tuple[float, ...]
    met: tuple[tuple[float, ...], ...]

    @property
    def first(self) -> int:
        """How many beats in a row have come about, from the first."""
        return next((i for i, time in enumerate(self.times) if time == math.inf), len(self.times))

    def until(self, beats: int) -> float:
        """Return when so many beats from the first had all come about."""
        return max(self.times[:beats], default=0.0)


def passed(
    block: Memory,
    program: Program,
    beats: Sequence[Beat],
    before: Sequence[Sequence[int]],
    left_out: Collection[int] = (),
) -> Passed:
    """Return which beats have come about in a universe whose block kept all its deeds.

    Args:
        block: of the universe.
        program: whose layout it has.
        beats: the plot.
        before: for each beat, those that must come before it.
        left_out: beats that nobody waits for; they count as come about from the start.
    """
    times: list[float] = []
    met: list[tuple[float, ...]] = []
    used: dict[tuple[BeatDeed, str], list[float]] = {}
    for i, beat in enumerate(beats):
        since = max((times[j] for j in before[i]), default=0.0)
        if i in left_out:
            times.append(since if since < math.inf else 0.0)
            met.append((times[-1],) * len(beat.deeds))
            continue
        found = []
        for deed in beat.deeds:
            taken = used.setdefault((deed, beat.place), [])
            found.append(_first(block, program, deed, beat.place, since, taken))
            taken.append(found[-1])
        met.append(tuple(found))
        times.append(max(found, default=math.inf))
    return Passed(tuple(times), tuple(met))


def _first(
    b: Memory, program: Program, deed: BeatDeed, place: str, since: float, taken: Sequence[float]
) -> float:
    """Return when a deed was first done from that moment on.

    A plot that names a deed twice waits for it twice: what was `taken` does not count again.
    """
    if since == math.inf:
        return since
    times = [time for time in np.sort(occurrences(b, program, deed, place)) if time >= since]
    for time in taken:
        if time in times:
            times.remove(time)
    return float(times[0]) if times else math.inf


def occurrences(b: Memory, program: Program, deed: BeatDeed, place: str) -> NDArray[np.float64]:
    """Return when such a deed was done (one that is `tried`: begun), in seconds since the start."""
    wanted = watch_for(deed, place, program, begins=deed.tried, halts=False)
    deeds = slice(1, b.deeds_n[0] + 1)
    held = np.asarray(b.d_state)[deeds]
    found = np.isin(held, BEGUN) if deed.tried else held == DONE
    found &= np.asarray(b.d_rule)[deeds] == wanted.rule
    for n, row in enumerate(wanted.roles):
        if row != ANYBODY:
            cells = np.asarray(b.d_role)[n::DEED_CELLS][deeds]
            found &= cells == (newborn(b, row) if is_newborn(row) else row)
    if wanted.place != ANYBODY:
        found &= np.asarray(b.d_place)[deeds] == wanted.place
    for n, value in wanted.outcomes:
        found &= np.asarray(getattr(b, f"d_o{n}"))[deeds] == value
    rows = [int(row) + 1 for row in np.flatnonzero(found)]
    for i, claim in deed.claims:
        rows = [d for d in rows if _claims(b, program, claim, role_of(b, d, i))]
    times = b.d_begin if deed.tried else b.d_end
    return np.asarray(times)[np.array(rows, np.int64)]


def _claims(b: Memory, program: Program, claim: BeatDeed, d: int) -> bool:
    """Whether a deed value is the claim that is meant."""
    number, roles = meant(claim, program)
    same = all(row in (ANYBODY, role_of(b, d, i)) for i, row in enumerate(roles))
    value = claim.outcomes[0][1] if claim.outcomes else b.d_o0[d]
    return bool(b.d_rule[d] == number and same and b.d_o0[d] == value)
