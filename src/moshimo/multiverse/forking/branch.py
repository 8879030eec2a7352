"""A scenario with a fork applied, ready to run any number of universes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.lines import line_of
from moshimo.multiverse.forking.stage import Parted, Stage
from moshimo.multiverse.forking.walk import Birth, Walk, mark_of, with_room
from moshimo.world.world import Fork


@dataclass(frozen=True, slots=True)
class Course:
    """One universe that has run to its end, and what became of the forks in it."""

    universe: Universe
    parted: tuple[Parted, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Branch:
    """What universes go through: a scenario, and what a fork makes of it, if there is one.

    Attributes:
        fork: as it was named, "" for none.
        forks: the fork and those that it is a fork of, the one that leaves the scenario first.
        stages: the first begins with the scenario, or at the moment from which universes go on.
        asked: how many of each stage's watches are questions; the others are moments waited for.
        told: the first stage's program, with what the forks change in its beginning marked as
            theirs, for whoever asks for causes; None if they change nothing there.
        at_once: what became of the forks that part where its universes begin.
    """

    fork: str
    forks: tuple[Fork, ...]
    stages: tuple[Stage, ...]
    asked: int = 0
    told: Program | None = None
    at_once: tuple[Parted, ...] = ()

    __repr__ = line_of

    @property
    def title(self) -> str:
        """The fork's, "" for none."""
        return self.forks[-1].title if self.forks else ""

    @property
    def program(self) -> Program:
        """The world in which its universes end."""
        return self.stages[-1].program

    @property
    def mark(self) -> str:
        """The id, among the causes of deeds, of the deed that stands for the fork's change."""
        return f"{mark_of(self.forks):016x}"

    @property
    def programs(self) -> list[Program]:
        """All programs in which its universes begin or go on."""
        made = [stage.program for stage in self.stages]
        return [*made, self.told] if self.told else made

    def universe(self, seed: int, begin: Birth | None = None, until: float = math.inf) -> Universe:
        """Return a universe that has run its course, as `course` does."""
        return self.course(seed, begin, until).universe

    def course(self, seed: int, begin: Birth | None = None, until: float = math.inf) -> Course:
        """Return a universe that has run its course, and what became of the forks in it.

        Args:
            seed: 0 to 2^64 - 1.
            begin: how the universe begins; with a journal, causes and reasons if None.
            until: the moment at which it stops, in seconds since the start.

        Raises:
            RunError: a bound was reached or a number had no value; with the rule's line.
        """
        begin = begin or self._begin

        def run() -> Course:
            mark = mark_of(self.forks)
            walk = Walk(self.stages, self.asked, seed, begin, mark, until)
            parted = (*self.at_once, *walk.enter_all())
            universe, anew = walk.universe.until(until), Rerun(self, seed, begin, until)
            universe.again = anew.again
            universe.onward = anew.onward if walk.stopped and not universe.ended else None
            return Course(universe, parted)

        return with_room(self.programs, run)

    def _begin(self, program: Program, seed: int) -> Universe:
        return Universe(self.told or program, seed)


@dataclass(frozen=True, slots=True)
class Rerun:
    """How a universe of a branch is run anew when somebody runs it on."""

    branch: Branch
    seed: int
    begin: Birth
    until: float

    def again(self, room: Mapping[str, int]) -> Universe:
        """Return it as its course was, with at least so much room in its pools."""
        for program in self.branch.programs:
            program.keep_room(room)
        return self.branch.universe(self.seed, self.begin, self.until)

    def onward(self, until: float) -> Universe:
        """Return it as it is at a later moment, with the changes that come until then."""
        return self.branch.universe(self.seed, self.begin, until)
