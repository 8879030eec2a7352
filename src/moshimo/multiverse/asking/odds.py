"""How likely something is: universes are run until the interval is as narrow as asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from moshimo.engine.program import Program
from moshimo.errors import Problem, Span, WorldError
from moshimo.multiverse.asking.counting import MOST, WITHIN, Progress, Wanted, counted
from moshimo.multiverse.asking.figures import Figure, Odds, Share, Variant
from moshimo.multiverse.asking.questions import Question, read
from moshimo.multiverse.asking.shake import SHAKES, UNIVERSES, moved
from moshimo.multiverse.asking.variants import Origin, variants
from moshimo.multiverse.forking.branching import with_forks
from moshimo.multiverse.running.cluster import crew
from moshimo.multiverse.running.threads import Batch, on_threads
from moshimo.multiverse.running.wire import Order, hash_of, packed
from moshimo.multiverse.running.workers import Crew, on_workers
from moshimo.multiverse.statistics.intervals import LEVEL


def odds(
    program: Program,
    questions: Iterable[str | tuple[str, Span]],
    *,
    within: float | None = None,
    universes: int | None = None,
    level: float = LEVEL,
    seed: int = 1,
    above: float | None = None,
    on: str | Executor = "threads",
    workers: int | None = None,
    origin: Origin | None = None,
    shake: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Odds:
    """Return how likely things are in the universes of a world, and how sure that is.

    Args:
        program: the world, and where it starts.
        questions: expressions that come to yes or no or a number, or ids of beats; with where
            each stands, if it stands in a file.
        within: half an interval's width, inside (0, 0.5); 0.02 if no number of universes is given.
        universes: exactly so many; at most, if `within` is given too.
        level: how often an interval is to be right, inside (0, 1).
        seed: the row of universes: 1 are those of seeds 1, 2, 3 and so on. From a moment on: the
            universe whose past they have.
        above: inside (0, 1); stop as soon as it is sure on which side of it each answer is.
        on: `threads`, `processes`, `dask-local`, `dask://HOST:PORT`, or any executor.
        workers: how many threads, processes or tasks at once; as many as there are if None.
        origin: its forks, and from when its universes go on. Nothing of the world is read again.
        shake: by how much of itself each number of the data may be off, inside (0, 1): what that
            would do to the answers is found as well. None: it is not.
        on_progress: called now and then.

    Raises:
        WorldError: with every problem of all questions, or something is wrong in a fork.
        RunError: a universe that was needed came to trouble.
        ValueError: a number is out of its range, or there is nothing to run it on.
    """
    origin = origin or Origin()
    wanted = replace(_wanted(within, universes, level, seed, above, shake), since=origin.since)
    asked = read(questions, program.world, program.scenario)
    _fits(asked, wanted)
    if shake is not None and (origin.forks or origin.since):
        raise ValueError("shake: it is of whole universes of the world as it is, without forks")
    row = 1 if origin.since else seed
    program, forks = with_forks(program, origin.forks)
    origin = replace(origin, forks=forks)
    with crew(on, workers) as found:
        source = _Source(program, asked, found, workers, row)
        named = (Variant(), *(Variant(w, program.world.forks[w].title) for w in forks))
        results = source.results(origin, wanted.universes)
        made = counted(asked, named, results, wanted, on_progress)
        if shake is None or made.sample.stopped == "interrupted":
            return made
        return _shaken(made, source, origin, shake, on_progress)


@dataclass(frozen=True, slots=True)
class _Source:
    """Gives the answers of universes, wherever they run."""

    program: Program
    questions: tuple[Question, ...]
    crew: Crew | None
    workers: int | None
    row: int

    def results(self, origin: Origin, most: int) -> Generator[Batch, None, None]:
        """Return the answers of universes from the first on, in order."""
        if self.crew is None:
            _, made = variants(self.program, self.questions, origin)
            return on_threads(made, self.row, most, self.workers)
        world = packed(self.program.world.texts.source)
        order = Order(
            hash_of(world),
            self.program.world.laws.source,
            self.program.scenario.word,
            tuple(q.text for q in self.questions),
            origin.forks,
            origin.since,
            origin.past,
            origin.shake,
            origin.off,
            self.row,
        )
        return on_workers(self.crew, order, world, most)


def _shaken(
    made: Odds,
    source: _Source,
    origin: Origin,
    off: float,
    on_progress: Callable[[Progress], None] | None,
) -> Odds:
    """Return the odds with what becomes of them when the numbers of the data are off."""
    began = time.perf_counter()
    most = min(UNIVERSES, made.sample.universes)
    found: list[NDArray[np.float64]] = []
    try:
        for number in range(1, SHAKES + 1):
            results = source.results(replace(origin, shake=number, off=off), most)
            rows = []
            for batch in results:
                if batch.trouble is not None:
                    raise batch.trouble
                rows.append(batch.answers[:, 0])
            found.append(np.concatenate(rows))
            if on_progress:
                seconds = time.perf_counter() - began
                left = seconds / number * (SHAKES - number)
                on_progress(Progress(number * most, number * most / seconds, left))
    except KeyboardInterrupt:
        pass  # what has been shaken so far is told
    base = made.answers[:most, 0]
    shaken = tuple(
        moved(_middle(figure), base[:, i], [answers[:, i] for answers in found], off)
        for i, figure in enumerate(made.base)
    )
    return replace(made, shaken=shaken)


def _middle(figure: Figure) -> float:
    return figure.estimate if isinstance(figure, Share) else figure.mean


def _wanted(
    within: float | None,
    universes: int | None,
    level: float,
    seed: int,
    above: float | None,
    shake: float | None,
) -> Wanted:
    given = (("within", within, 0.5), ("level", level, 1.0), ("above", above, 1.0))
    for word, x, most in (*given, ("shake", shake, 1.0)):
        if x is not None and not 0 < x < most:
            raise ValueError(f"{word}: expected a number between 0 and {most:g}, got {x:g}")
    if universes is not None and universes < 1:
        raise ValueError(f"universes: expected 1 or more, got {universes}")
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed: expected 0 to 2^64 - 1, got {seed}")
    if within is None:
        within = WITHIN if universes is None else 0.0
    return Wanted(within, universes or MOST, level, seed, above)


def _fits(questions: tuple[Question, ...], wanted: Wanted) -> None:
    """Check that what is wanted can be said of every question."""
    if wanted.above is None:
        return
    problems = [
        Problem(
            "wrong-type",
            q.where,
            "`--above` is for yes or no, and this is a number",
            fix="compare it, for example `… > 0.5`.",
        )
        for q in questions
        if q.is_number
    ]
    if problems:
        raise WorldError(problems)
