"""Runs one universe through the stages of a branch.

The step in which a deed begins is known only after that step. So a universe runs until the deed
has begun, and then again from the start to the step before. Runs are repeatable, so the past is
the same, and this costs less than copying the block at every step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from moshimo.engine.block import Memory, copy, key_of, rooms
from moshimo.engine.kernel.changes import CLOCKS
from moshimo.engine.kernel.deed import CLAIMED
from moshimo.engine.lookout import look_out
from moshimo.engine.program import Program
from moshimo.engine.universe import MoreRoom, Universe
from moshimo.multiverse.forking.changing import change
from moshimo.multiverse.forking.stage import Parted, Refusal, Stage
from moshimo.multiverse.forking.transplant import by_chance, newcomers, transplant
from moshimo.schema.block_fields import FIXED, POOLS
from moshimo.world.world import Fork

MOST_TIMES = 100  # how often a fork with `every` comes about in one universe
GIVEN = [f.word for f in FIXED if f.word.startswith("k_") and f.lasts == "given"]
DEEDS = next(pool for pool in POOLS if pool.word == "deeds")

T = TypeVar("T")
# How a universe begins: of a program, with a seed.
Birth: TypeAlias = Callable[[Program, int], Universe]


def with_room(programs: Sequence[Program], run: Callable[[], T]) -> T:
    """Run what may need more room than these programs begin with, as often as it takes.

    The same seed comes to the same step again, and finds the room that it lacked.
    """
    while True:
        try:
            return run()
        except MoreRoom as more:
            for program in programs:
                program.keep_room(more.rooms)


@dataclass(slots=True)
class Walk:
    """A universe that runs through stages.

    Attributes:
        stages: the first is that in which it begins.
        asked: how many of their watches are questions; the others are moments.
        mark: the key of the deed that stands for the fork among causes; 0 for none.
        until: the moment at which it stops, in seconds since the start.
        path: which stages were entered so far: after which step, and at what time if not just then.
        stopped: whether it has come to that moment.
    """

    stages: Sequence[Stage]
    asked: int
    seed: int
    begin: Birth
    mark: int = 0
    until: float = math.inf
    universe: Universe = field(init=False)
    path: list[tuple[int, int, float | None]] = field(default_factory=list)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.universe = self.begin(self.stages[0].program, self.seed)

    def enter_all(self, step: int = 0) -> tuple[Parted, ...]:
        """Run until it has entered the last stage; return what became of the forks on the way.

        Args:
            step: in which step the moment of the second stage comes, if that is known.
        """
        later = range(1, len(self.stages))
        return tuple(self.enter_next(n, step if n == 1 else 0) for n in later)

    def enter_next(self, n: int, step: int = 0) -> Parted:
        """Run to the moment of stage `n` and enter it; return what became of its forks."""
        stage = self.stages[n]
        if not self._come_to(n, step):
            return Parted(stage.forks)
        why = self._enter(n)
        if why:
            return Parted(stage.forks, (), why)
        times = [self.universe.now]
        while stage.at.every and self._come_to(n, 0):
            if len(times) == MOST_TIMES:
                return Parted(stage.forks, tuple(times), too_often=True)
            if not self._enter(n):
                times.append(self.universe.now)
        return Parted(stage.forks, tuple(times))

    def _come_to(self, n: int, step: int) -> bool:
        """Run to just before the change of a stage; return whether its moment came."""
        at, u = self.stages[n].at, self.universe
        if u.ended or self.stopped:
            return False
        now: float | None = None
        match at.kind:
            case "time":
                if at.time > self.until:
                    return self._stop()
                if u.now < at.time:
                    u.until(math.nextafter(at.time, -math.inf))
                    if self._is_over():
                        return False
                    u.block.now[0] = at.time
                now = u.now
            case "after":
                while not self._all_done() and u.until_halted(self.until):
                    pass
                if self._is_over() or not self._all_done():
                    return self._stop()
                # The deeds that were waited for count from now on.
                look_out(u.block, self.stages[n - 1].watches, self.asked)
            case "before":
                last = self.path[-1][1] if self.path else -1
                if step:
                    u.steps(step - 1 - u.block.steps[0])
                else:
                    while (halted := u.until_halted(self.until)) and u.block.steps[0] - 1 == last:
                        pass  # the stage was entered before this deed already
                    if not halted:
                        return self._stop()
                    before = u.block.steps[0] - 1
                    self.universe = u = self._again()
                    if before > u.block.steps[0]:
                        u.steps(before - u.block.steps[0])
        self.path.append((n, int(u.block.steps[0]), now))
        return True

    def _stop(self) -> bool:
        self.stopped = True
        return False

    def _is_over(self) -> bool:
        return bool(self.universe.ended)

    def _all_done(self) -> bool:
        b = self.universe.block
        return all(b.watch_count[i] > 0 for i in range(self.asked, b.watch_n[0]))

    def _again(self) -> Universe:
        """Return the universe as it was when it entered its last stage."""
        self.universe = self.begin(self.stages[0].program, self.seed)
        for n, step, now in self.path:
            if step > self.universe.block.steps[0]:
                self.universe.steps(step - self.universe.block.steps[0])
            if now is not None:
                self.universe.block.now[0] = now
            self._enter(n)
        return self.universe

    def _enter(self, n: int) -> Refusal | None:
        """Let a stage begin; return why that cannot be, or None. If not, all stays as it was."""
        stage, u = self.stages[n], self.universe
        old, new = u.program, stage.program
        fresh: dict[str, list[int]] | None = None
        if old.world.members != new.world.members:
            block = transplant(u.block, old, new)
            fresh = newcomers(u.block, old, new)
        else:
            block = copy(u.block) if any(fork.makes for fork in stage.forks) else u.block
            if old is not new:
                _other_constants(block, new)
        other = u.fork(new, block)
        look_out(block, stage.watches, self.asked)
        if fresh is not None:
            people = fresh["Character"]
            for row in people:
                block.arrived[block.arrived_n[0]] = row
                block.arrived_n[0] += 1
            other.take_in(CLOCKS, people, by_chance(block, new, fresh))
        why = change(other, stage.forks, self._marked(other) if other.recording.causes else 0)
        if not why:
            self.universe = other
        return why

    def _marked(self, universe: Universe) -> int:
        row = put_mark(universe.block, self.mark)
        if not row:
            universe.program.make_room(universe.block, "deeds")
            raise MoreRoom(rooms(universe.program.template))
        return row


def _other_constants(block: Memory, program: Program) -> None:
    """Let what the rules' numbers say of spans and reaches be as another program has it."""
    for word in GIVEN:
        block.__dict__[word][:] = program.template.__dict__[word]


def mark_of(forks: Sequence[Fork]) -> int:
    """Return the key of the deed that stands for a fork among causes."""
    return key_of("fork", "\0".join(fork.word for fork in forks))


def put_mark(block: Memory, key: int) -> int:
    """Put in the deed that stands for a fork among causes; return its row, 0 without room."""
    d: int = block.deeds_n[0] + 1
    if d >= block.room_deeds[0]:
        return 0
    block.deeds_n[0] = d
    at = block.at_deeds[0] + d * DEEDS.width
    block.raw[at : at + DEEDS.width] = bytes(DEEDS.width)
    block.d_state[d] = CLAIMED
    block.d_begin[d] = block.d_end[d] = block.now[0]
    block.d_key[d] = key
    return d
