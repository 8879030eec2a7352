"""How likely something is: universes are run until the interval is as narrow as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import replace

from moshimo.engine.program import Program
from moshimo.errors import Problem, Span, WorldError
from moshimo.multiverse.cluster import crew
from moshimo.multiverse.counting import MOST, WITHIN, Progress, Wanted, counted
from moshimo.multiverse.figures import Odds, Variant
from moshimo.multiverse.intervals import LEVEL
from moshimo.multiverse.questions import Question, read
from moshimo.multiverse.threads import on_threads
from moshimo.multiverse.variants import Origin, variants
from moshimo.multiverse.wire import Order, hash_of, packed
from moshimo.multiverse.workers import on_workers
from moshimo.world.folder import locate
from moshimo.world.load import load


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
        origin: where the world stands, its forks, and from when its universes go on; needed
            unless it is run on threads, from the start and without forks.
        on_progress: called now and then.

    Raises:
        WorldError: with every problem of all questions.
        RunError: a universe that was needed came to trouble.
        ValueError: a number is out of its range, or there is nothing to run it on.
    """
    origin = origin or Origin()
    wanted = replace(_wanted(within, universes, level, seed, above), since=origin.since)
    asked = read(questions, program.world, program.scenario)
    _fits(asked, wanted)
    row = 1 if origin.since else seed
    with crew(on, workers) as found:
        if found is None:
            named, made = variants(program, asked, origin)
            results = on_threads(made, row, wanted.universes, workers)
        else:
            named = _named(program, origin)
            order, world = _order(program, asked, origin, row)
            results = on_workers(found, order, world, wanted.universes)
        return counted(asked, named, results, wanted, on_progress)


def _named(program: Program, origin: Origin) -> tuple[Variant, ...]:
    """Return the base and its forks, as they are called."""
    made = [Variant()]
    for word in origin.forks:
        world = program.world if word in program.world.forks else load(origin.where, fork=word)[0]
        made.append(Variant(word, world.forks[word].title))
    return tuple(made)


def _order(
    program: Program, questions: tuple[Question, ...], origin: Origin, row: int
) -> tuple[Order, bytes]:
    """Return what workers are to run, and the world that they need for it."""
    world = packed(locate(origin.where)[0].root, origin.forks)
    return (
        Order(
            hash_of(world),
            program.world.laws.source,
            program.scenario.word,
            tuple(q.text for q in questions),
            origin.forks,
            origin.since,
            origin.past,
            row,
        ),
        world,
    )


def _wanted(
    within: float | None, universes: int | None, level: float, seed: int, above: float | None
) -> Wanted:
    for word, x, most in (("within", within, 0.5), ("level", level, 1.0), ("above", above, 1.0)):
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
