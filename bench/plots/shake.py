"""Every number of the data made a little larger or smaller: does the story hang on any of them?

A share that a shake of all numbers by a fifth moves far would be one that somebody has tuned.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.plots.tally import Tally, level, main_line, tally
from moshimo.engine.program import Program
from moshimo.multiverse.asking.shake import shaken, starting
from moshimo.multiverse.statistics.paired_difference import independent_difference
from moshimo.world.world import Plot

SHAKES = 40
BOUND = 0.3  # as far as a share may move


@dataclass(frozen=True, slots=True)
class Move:
    """How far shaking moves the share of one beat.

    Attributes:
        beat: its id.
        before: how often it came unshaken, and among how many universes.
        lowest: the lowest shaken share.
        highest: the highest shaken share.
        furthest: the shake that moves it furthest.
        there: how often it came in that one, and among how many.
    """

    beat: str
    before: tuple[int, int]
    lowest: float
    highest: float
    furthest: int
    there: tuple[int, int]

    @property
    def size(self) -> float:
        """How far the furthest share lies from the unshaken one."""
        return _share(self.there) - _share(self.before)


def _share(count: tuple[int, int]) -> float:
    """Return a share; 0 where the beat before it never came about."""
    return count[0] / max(count[1], 1)


def moves(base: Tally, shakes: dict[int, Tally]) -> list[Move]:
    """Return how far each beat of the main line moves."""
    lines = {shake: main_line(found) for shake, found in shakes.items()}
    made = []
    for beat, before in main_line(base).items():
        shares = {shake: _share(line[beat]) for shake, line in lines.items()}
        still = _share(before)
        furthest = max(shares, key=lambda shake: abs(shares[shake] - still))
        there = lines[furthest][beat]
        made.append(Move(beat, before, min(shares.values()), max(shares.values()), furthest, there))
    return made


def shake(program: Program, story: Plot, n: int, times: int = SHAKES) -> bool:
    """Print how far shaking the data moves the main line; return whether it is within bounds."""
    base = tally(program, story, n)
    shakes = {
        k: tally(starting(program, shaken(program.world, program.scenario, k)), story, n)
        for k in range(1, times + 1)
    }
    each = level(times * len(main_line(base)))
    print(f"{'beat':6}{'share':>7}{'lowest':>8}{'highest':>9}{'largest move':>14}  shake"
          f"{'99 % of that':>18}")  # fmt: skip
    found = moves(base, shakes)
    for m in found:
        sure = independent_difference(m.there, m.before, each)
        print(f"{m.beat:6}{_share(m.before):7.3f}{m.lowest:8.3f}{m.highest:9.3f}{m.size:+14.3f}"
              f"{m.furthest:7}{sure.low:+10.3f} to {sure.high:+.3f}")  # fmt: skip
    fine = all(abs(m.size) <= BOUND for m in found)
    print(f"no share moves by more than {BOUND}: {'yes' if fine else 'NO'} "
          f"({times} shakes, {n} universes each; an interval holds for all at once)")  # fmt: skip
    return fine
