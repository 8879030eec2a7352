"""Leads universes along a plot: many continuations, and those that came furthest go on.

As in splitting (Kahn and Harris 1951, "Estimation of Particle Transmission by Random Sampling"):
universes that have come to a beat go on with other dice, and of these, those go on that have come
to the next one. The share of them that come to a beat is the chance that the rules give it, after
what went before.
"""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from moshimo.engine.block import rooms
from moshimo.engine.program import Program
from moshimo.engine.recording import STATE_ONLY
from moshimo.engine.universe import MoreRoom, Universe
from moshimo.multiverse.following.course import Recast, begun, dice_of, run, whole_second_after
from moshimo.multiverse.following.order import come_before
from moshimo.multiverse.following.passing import Passed, passed
from moshimo.multiverse.running.threads import on_threads
from moshimo.world.world import Beat

TRIES = 64  # universes that are tried at a time
PARENTS = 16  # of them go on, at most
ENOUGH = 4  # of them in which a beat came about are enough to know its chance
MORE = 4  # times as many are tried from the same moment
BACK = 3  # moments before, from which others are led to a beat that is not reached

# Called with how many beats have come about, and how many universes were run.
OnBeat: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reached:
    """A universe in which the first beats have all come about.

    Attributes:
        recasts: by which it came there.
        at: the moment from which it goes on; 0 is the start.
        passed: what has come about in it.
    """

    recasts: tuple[Recast, ...] = ()
    at: float = 0.0
    passed: Passed | None = None


@dataclass(slots=True)
class Lead:
    """A search for universes that follow a plot.

    Attributes:
        program: of the scenario.
        beats: the plot's.
        seed: of the universe from which all go out; 0 to 2^64 - 1.
        wide: how many universes are tried at most, to come beyond a beat from a moment before.
        on_beat: told of progress.
        settled: how many of the first beats have come about, or are left out.
        parents: universes in which they have.
        shares: by beat, in how many universes it came about, and of how many.
        left_out: beats that nobody waits for.
        orders: in how many universes a beat, and the one that stands before it, came in the
            plot's order (True) or the other way round.
        universes: how many were run so far.
        tried: how many of them the last time, to come to the next beat.
    """

    program: Program
    beats: Sequence[Beat]
    seed: int
    wide: int = MORE * TRIES
    on_beat: OnBeat = lambda settled, universes: None
    settled: int = 0
    parents: list[Reached] = field(default_factory=lambda: [Reached()])
    shares: dict[int, tuple[int, int]] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    universes: int = 0
    tried: int = 0
    before: tuple[tuple[int, ...], ...] = field(init=False)
    orders: Counter[tuple[int, bool]] = field(default_factory=Counter, init=False)
    _path: list[tuple[int, list[Reached]]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.before = come_before(self.beats, self.program.world)

    @property
    def is_over(self) -> bool:
        """Whether all beats have come about, or are left out."""
        return self.settled == len(self.beats)

    def go_on(self, *, back: bool = True) -> bool:
        """Lead universes to later beats; return whether any came further.

        Where none does, what they lack may have been lost before: others are led there, from the
        moment before, and then from earlier ones, unless `back` is False.

        Raises:
            RunError: a universe came to trouble.
        """
        before = self.settled
        if self._forward() or not back:
            return self.settled > before
        wanted, parents, path = self.settled, self.parents, list(self._path)
        for earlier in range(1, min(BACK, len(path)) + 1):
            self.settled, self.parents = path[-earlier]
            self._path = path[:-earlier]
            if self._at_once(wanted):
                return True
        for earlier in range(1, min(BACK, len(path)) + 1):
            self.settled, self.parents = path[-earlier]
            self._path = path[:-earlier]
            while self.settled <= wanted and self._forward():
                pass
            if self.settled > wanted:
                return True
        self.settled, self.parents, self._path = wanted, parents, path
        return False

    def _forward(self) -> bool:
        came = self._until_enough(self.settled, MORE * TRIES)
        self.tried = len(came)
        return self._take(came, self.settled)

    def _at_once(self, beat: int) -> bool:
        """Lead universes beyond a beat without a halt before it; return whether any came there.

        What the beat needs may be rare among those in which all before it came about.
        """
        came = self._until_enough(beat, self.wide)
        return any(_first(one) > beat for one in came) and self._take(came, beat)

    def _until_enough(self, beat: int, most: int) -> list[Reached]:
        """Return universes that went on, as many as it takes until enough came beyond a beat."""
        came: list[Reached] = []
        while len(came) < most and sum(1 for one in came if _first(one) > beat) < ENOUGH:
            came += self._continued()
        for one in came:
            times = one.passed.times if one.passed else ()
            for i, (earlier, later) in enumerate(pairwise(times), 1):
                if max(earlier, later) < math.inf:
                    self.orders[i, earlier <= later] += 1
        return came

    def leave_out(self, beat: int) -> None:
        """Let nobody wait for a beat any more."""
        self.left_out.add(beat)
        self._settle(beat + 1)

    def go_from(self, parents: Sequence[Reached]) -> None:
        """Let other universes go on, in which as many beats have come about."""
        self.parents = list(parents)

    def reached(self, recasts: Sequence[Recast]) -> Reached:
        """Return a universe with these recasts, run to its end, and what has come about in it."""
        universe = run(self.program, self.seed, recasts, STATE_ONLY)
        self.program.keep_room(rooms(universe.block))
        return self._seen(universe, recasts)

    def _continued(self) -> list[Reached]:
        """Return universes that went on from the parents, each with dice of its own."""
        starts = [self._start(parent) for parent in self.parents]

        def one(n: int, stop: threading.Event) -> Reached:
            del stop
            parent = self.parents[n % len(starts)]
            recast = Recast(parent.at, dice_of(f"follow/{self.seed}/{n}"))
            return self._thrown(parent, starts[n % len(starts)], recast)

        made: list[Reached] = []
        for batch in on_threads(range(self.universes, self.universes + TRIES), one):
            if batch.trouble:
                raise batch.trouble
            made += batch.values
        self.universes += TRIES
        self.on_beat(self.settled, self.universes)
        return made

    def _start(self, parent: Reached) -> Universe:
        """Return a parent at the moment from which it goes on."""
        return begun(self.program, self.seed, (*parent.recasts, Recast(parent.at)), STATE_ONLY)

    def _thrown(self, parent: Reached, start: Universe, recast: Recast) -> Reached:
        """Return what comes of a parent with other dice; from the beginning where room lacks."""
        assert recast.dice is not None
        recasts = (*parent.recasts, recast)
        universe = start.fork()
        throw, _, _ = self.program.ways(None)
        throw(universe.block, recast.dice)
        try:
            universe.until()
        except MoreRoom as more:
            self.program.keep_room(more.rooms)
            return self.reached(recasts)
        return self._seen(universe, recasts)

    def _seen(self, universe: Universe, recasts: Sequence[Recast]) -> Reached:
        found = passed(universe.block, self.program, self.beats, self.before, self.left_out)
        return Reached(tuple(recasts), universe.now, found)

    def _take(self, came: Sequence[Reached], least: int) -> bool:
        """Settle the beats to which enough universes came; return whether any did.

        As far as the beat `least`, one will do.
        """
        firsts = [_first(one) for one in came]
        known = self.settled
        while known < len(self.beats):
            here = sum(1 for first in firsts if first >= known)
            there = sum(1 for first in firsts if first > known)
            if not there or (there < ENOUGH and known > least):
                break  # with few to go on from, what one of them lacks all lack
            if known not in self.left_out:
                self.shares.setdefault(known, (there, here))
            known += 1
            if there < ENOUGH and known > least:
                break
        if known == self.settled:
            return False
        self._path.append((self.settled, self.parents))
        going = [one for one, first in zip(came, firsts, strict=True) if first >= known]
        self._settle(known)
        self.parents = self._from(going)
        return True

    def _settle(self, beats: int) -> None:
        self.settled = beats
        while self.settled in self.left_out:
            self.settled += 1

    def _from(self, going: Sequence[Reached]) -> list[Reached]:
        """Return the universes, each at the moment at which the settled beats had come about.

        Those in which most of them came in the plot's order stand first.
        """
        going = sorted(going, key=lambda one: _turned(one, self.settled))
        ended = self.program.scenario.ends_at
        made: list[Reached] = []
        for one in going:
            assert one.passed is not None
            at = whole_second_after(one.passed.until(self.settled), self.program)
            over = not at < min(ended, one.at)
            if self.is_over or not over:
                made.append(Reached(one.recasts, one.at if over else at, one.passed))
        return (made or list(going))[:PARENTS]


def _first(one: Reached) -> int:
    assert one.passed is not None
    return one.passed.first


def _turned(one: Reached, beats: int) -> int:
    """Return how many of the first beats came before the one that stands before them."""
    times = one.passed.times[:beats] if one.passed else ()
    return sum(1 for earlier, later in pairwise(times) if later < earlier)
