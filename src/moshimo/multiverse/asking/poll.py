"""Questions → what a universe is asked: deeds looked out for while it runs, the rest at its end.

A deed whose roles are all named (or anybody's) is counted by the kernel. What those deeds, and
times, decide may be decided long before a universe ends: three-valued logic over what has happened
so far says so, and the universe is stopped; its answer is the same. All else is asked of the block
when it has ended, by the question's own function, interpreted.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moshimo.asked.what import Question
from moshimo.engine.block import Memory, copy, rooms
from moshimo.engine.lookout import Watch, look_out
from moshimo.engine.program import Program
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.recording import Recording
from moshimo.engine.universe import Universe
from moshimo.lang.typed import Recall, walk
from moshimo.multiverse.anew import fresh
from moshimo.multiverse.asking.deciding import Answer, SoFar, Truth
from moshimo.multiverse.asking.gates import Gate, Told, gates
from moshimo.multiverse.asking.lookouts import Lookouts, found_first
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.branching import Asks
from moshimo.multiverse.forking.stage import Stage
from moshimo.multiverse.forking.walk import Walk, with_room
from moshimo.schema.sizes import WATCHES
from moshimo.world.world import CheckedWorld


@dataclass(frozen=True, slots=True)
class Answerers:
    """The functions that answer questions in one cast.

    Attributes:
        scans: deeds that are looked for only at the end; their rows come behind all watches.
    """

    program: Program
    answers: tuple[Answer, ...]
    scans: tuple[Watch, ...]


@dataclass(frozen=True, slots=True)
class Poll:
    """Questions made ready to be put to universes.

    Attributes:
        stages: through which a universe goes; the first looks out for the deeds asked about.
        casts: what answers, by stage: a universe may end in any of them.
        watches: how many deeds are looked out for.
        deadlines: moments at which something may be decided though nothing happens, rising.
        stops: whether a universe may be stopped before its end.
        keeps: whether deeds must be kept until the end.
        learns: whether minds must learn even where no journal is kept.
        gate: of a fork, where it leaves the base; None if it differs from the start.
    """

    stages: tuple[Stage, ...]
    casts: tuple[Answerers, ...]
    watches: int
    deadlines: tuple[float, ...]
    stops: bool
    keeps: bool
    learns: bool
    gate: Gate | None = None

    @property
    def program(self) -> Program:
        """The world in which universes begin."""
        return self.stages[0].program

    def answered(
        self,
        seed: int,
        own: threading.local | None = None,
        *,
        step: int = 0,
        stops: bool = True,
    ) -> Told:
        """Run a universe until every question is answered; return what it answered.

        Args:
            seed: which universe.
            own: where this thread keeps a block for these universes.
            step: in which step the moment comes at which a fork leaves the base, if known.
            stops: whether it may be left before its end; the answers are the same.

        Raises:
            RunError: it came to trouble, or a question has no answer in it.
        """
        universe = self.universe(seed, own, step)
        found = self.answers(universe, stops=stops)
        if own is not None:
            if universe.block.layout is self.program.layout:
                own.block = universe.block
            self.program.keep_room(rooms(universe.block))
        return found

    def universe(self, seed: int, own: threading.local | None = None, step: int = 0) -> Universe:
        """Return a universe that has entered its last stage, if it ever does."""

        def begun(program: Program, seed: int) -> Universe:
            return Universe(
                program,
                seed,
                Recording(self.learns, causes=False, deeds=self.keeps),
                interpreted=False,
                within=fresh(program, own) if own is not None else None,
            )

        if len(self.stages) == 1:
            return begun(self.program, seed)

        def entered() -> Universe:
            walk = Walk(self.stages, self.watches, seed, begun)
            walk.enter_all(step)
            return walk.universe

        universe = with_room([stage.program for stage in self.stages], entered)
        self._halt(universe.block)
        return universe

    def answers(self, universe: Universe, *, stops: bool = True) -> Told:
        """Run a universe on until every question is answered, as `answered` does."""
        left = list(self.deadlines)
        past = math.nextafter(universe.now, -math.inf)
        going = stops and self.stops and not universe.ended
        if going and universe.now > 0 and None not in (found := self._found(universe, past)):
            return _told(found, universe, past)
        while going:
            past = left[0] if left else math.inf
            if universe.until_halted(past):
                past = universe.now
                universe.until(past)  # all of that instant
            else:
                left = left[1:]
            going = not universe.ended
            found = self._found(universe, past if going else math.inf)
            if None not in found:
                return _told(found, universe, past if going else universe.now)
        universe.until()
        return _told(self._found(universe, math.inf), universe, universe.now)

    def _found(self, universe: Universe, past: float) -> list[Truth | float]:
        b = universe.block
        firsts = b.watch_first[: self.watches].tolist()
        for row, first in enumerate(firsts):
            if first < math.inf:
                b.watch_halts[row] = 0  # only its first time decides
        cast = next(cast for cast in self.casts if cast.program is universe.program)
        if past == math.inf:
            b.asking[0] = 0  # what somebody thought of last is no answer any more
            if cast.scans:
                firsts += [math.inf] * (WATCHES - self.watches)
                firsts += [found_first(b, watch) for watch in cast.scans]
        so_far = SoFar(firsts, past, b)
        return [answer(so_far) for answer in cast.answers]

    def _halt(self, block: Memory) -> None:
        """Let a block halt at what is asked about: not before, where moments were waited for."""
        for row in range(self.watches):
            block.watch_halts[row] = int(self.stops)


def poll(questions: Sequence[Question], asked_of: CheckedWorld, program: Program) -> Poll:
    """Return questions, checked against a world, made ready for its program or for a fork's."""
    return _poll(questions, asked_of, (Stage(program),), anew=True)


def poll_branches(
    questions: Sequence[Question], asked_of: CheckedWorld, branches: Sequence[Branch]
) -> tuple[Poll, ...]:
    """Return questions made ready for branches that look out for `asks`: the base, then forks."""
    base, *forks = (_poll(questions, asked_of, b.stages, anew=False) for b in branches)
    leaves, watches = gates(branches[1:], base.program, base.watches, WATCHES)
    own = [replace(w, halts=base.stops) for w in branches[0].stages[0].watches[: base.watches]]
    look_out(base.program.template, [*own, *watches], base.watches)
    return base, *(replace(fork, gate=gate) for fork, gate in zip(forks, leaves, strict=True))


def asks(questions: Sequence[Question], asked_of: CheckedWorld) -> Asks:
    """Return which deeds a program's universes look out for, for branches to be made with."""
    made: dict[int, tuple[Program, tuple[Watch, ...]]] = {}

    def watches(program: Program) -> tuple[Watch, ...]:
        if id(program) not in made:
            found = Lookouts(program, asked_of)
            for q in questions:
                found.question(q)
            made[id(program)] = program, tuple(found.watches)
        return made[id(program)][1]

    return watches


def _poll(
    questions: Sequence[Question], asked_of: CheckedWorld, stages: tuple[Stage, ...], *, anew: bool
) -> Poll:
    """Return questions made ready; `anew`: nothing looks out for anything yet."""
    casts, found = [], []
    for n, stage in enumerate(stages):
        program = stage.program
        if n == 0:  # a template of its own, in which questions may halt
            program = replace(program, template=copy(program.template))
        _ = program.native
        lookouts = Lookouts(program, asked_of, QuestionCode(program))
        answers = tuple(lookouts.question(q) for q in questions)
        if anew:
            look_out(program.template, lookouts.watches)
        casts.append(Answerers(program, answers, tuple(lookouts.scans)))
        found.append(lookouts)
    first, forked = found[0], len(stages) > 1
    made = Poll(
        (replace(stages[0], program=casts[0].program), *stages[1:]),
        tuple(casts),
        len(first.watches),
        tuple(sorted(first.deadlines)),
        first.stops,
        forked or first.keeps or _waits_for_deeds(first.program),
        (forked or first.learns) and bool(first.program.template.k_plain[0]),
    )
    if not forked:
        made._halt(made.program.template)
    return made


def _waits_for_deeds(program: Program) -> bool:
    """Whether the scenario's end is asked of all deeds that there have been."""
    when = program.scenario.ends_when
    return when is not None and any(isinstance(x, Recall) for x in walk(when))


def _told(found: Sequence[Truth | float], universe: Universe, reach: float) -> Told:
    answers = [math.nan if answer is None else float(answer) for answer in found]
    return Told(answers, universe.block, reach)
