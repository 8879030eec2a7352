"""Where a fork leaves its base: until then both give the same answers.

The base is run first. If all questions were decided there before the fork's moment came, or if the
moment never came, the fork's answers are the base's. Else the base tells the step of that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.block import Memory
from moshimo.engine.lookout import Watch
from moshimo.engine.program import Program
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.changing import watch_for
from moshimo.world.world import Parting


@dataclass(frozen=True, slots=True)
class Told:
    """What a universe answered.

    Attributes:
        answers: yes as 1.0, one a question.
        reach: all that happens up to this moment was known then.
    """

    answers: list[float]
    block: Memory
    reach: float


@dataclass(frozen=True, slots=True)
class Gate:
    """The moment at which a fork leaves its base, in rows of what the base looks out for."""

    at: Parting
    rows: tuple[int, ...]

    def step(self, base: Told) -> int | None:
        """Return in which step of the base it came, 0 if that is not known; None: it did not."""
        b = base.block
        if self.at.kind == "time":
            return 0 if base.reach >= self.at.time else None
        if self.at.kind == "after":
            return 0 if all(b.watch_count[row] for row in self.rows) else None
        came = [b.watch_step[row] for row in self.rows if b.watch_count[row]]
        return min(came) if came else None


def gates(
    branches: Sequence[Branch], base: Program, first: int, room: int
) -> tuple[tuple[Gate | None, ...], tuple[Watch, ...]]:
    """Return each fork's gate, None where it differs from the start, and what to look out for.

    Of the rows of the base's watches, `room` in all, those from `first` on are free.
    """
    made: list[Gate | None] = []
    watches: list[Watch] = []
    for branch in branches:
        at = branch.stages[1].at if len(branch.stages) > 1 else Parting()
        own = [
            watch_for(deed, at.place, base, begins=at.kind == "before", halts=False)
            for deed in at.deeds
        ]
        start = first + len(watches)
        if branch.stages[0].forks or at.kind == "start" or start + len(own) > room:
            made.append(None)
        else:
            made.append(Gate(at, tuple(range(start, start + len(own)))))
            watches += own
    return tuple(made), tuple(watches)
