"""How likely something is: universes are run until the interval is as narrow as asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Executor
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from moshimo.asked.what import Question, read
from moshimo.engine.limits import Limits
from moshimo.engine.program import Program
from moshimo.errors import Problem, Span, WorldError
from moshimo.lines import short
from moshimo.multiverse.asking.counting import Progress, counted
from moshimo.multiverse.asking.elsewhere import answer, order_for
from moshimo.multiverse.asking.figures import Figure, Odds, Share, Variant
from moshimo.multiverse.asking.shake import SHAKES, UNIVERSES, moved
from moshimo.multiverse.asking.variants import answering, variants
from moshimo.multiverse.forking.branching import with_forks
from moshimo.multiverse.running.cluster import crew
from moshimo.multiverse.running.threads import Batch, on_threads, seed_of
from moshimo.multiverse.running.wire import packed
from moshimo.multiverse.running.workers import on_workers
from moshimo.multiverse.sampling import Sampling

# How many universes, which shake of the data's numbers (0 for none) → their answers, in order.
Draw: TypeAlias = Callable[[int, int], Generator[Batch[NDArray[np.float64]], None, None]]


def odds(
    program: Program,
    questions: Iterable[str | tuple[str, Span]],
    sampling: Sampling,
    *,
    on: str | Executor = "threads",
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    limits: Limits | None = None,
) -> Odds:
    """Return how likely things are in the universes of a world, as `World.odds` does."""
    if not (on_progress is None or callable(on_progress)):
        raise TypeError(f"on_progress: expected a function, got {short(on_progress)}")
    asked = read(questions, program.world, program.scenario)
    _fits(asked, sampling)
    program, forks = with_forks(program.within(limits), sampling.forks)
    sampling = replace(sampling, forks=forks)
    named = (Variant(), *(Variant(word, program.world.forks[word].title) for word in forks))
    with crew(on, workers) as found:

        def draw(most: int, shake: int) -> Generator[Batch[NDArray[np.float64]], None, None]:
            if found is None:
                own = replace(program, bounds=program.bounds.anew())
                run = answering(variants(own, asked, sampling, shake))
                seeds = (seed_of(sampling.row, n) for n in range(most))
                return on_threads(seeds, run, workers, own.bounds.stop)
            world = packed(program.world.texts.source)
            order = order_for(program, asked, sampling, world, shake)
            return on_workers(found, answer, order, world, most, program.bounds)

        made = counted(asked, named, draw(sampling.most, 0), sampling, on_progress)
        if found is not None and made.sample.stopped == "interrupted":
            found.end()
        if sampling.shake is None or made.sample.stopped == "interrupted":
            return made
        return _shaken(made, draw, sampling.shake, on_progress)


def _shaken(
    made: Odds, draw: Draw, off: float, on_progress: Callable[[Progress], None] | None
) -> Odds:
    """Return the odds with what becomes of them when the numbers of the data are off."""
    began = time.perf_counter()
    most = min(UNIVERSES, made.sample.universes)
    found: list[NDArray[np.float64]] = []
    try:
        for number in range(1, SHAKES + 1):
            rows: list[NDArray[np.float64]] = []
            for batch in draw(most, number):
                if batch.trouble is not None:
                    raise batch.trouble
                rows += batch.values
            found.append(np.array(rows)[:, 0])
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


def _fits(questions: tuple[Question, ...], sampling: Sampling) -> None:
    """Check that what is wanted can be said of every question."""
    what = "`above` is for yes or no, and this is a number"
    fix = "compare it, for example `… > 0.5`."
    problems = [Problem("wrong-type", q.where, what, fix=fix) for q in questions if q.is_number]
    if sampling.above is not None and problems:
        raise WorldError(problems)
