"""What somebody could do is asked of a copy: no universe of the program notices."""

from __future__ import annotations

import sys
import threading

import pytest
from tests.engine.tiny import SAMPLE

from moshimo import RunError, WorldError, load
from moshimo.engine.attempt import attempts
from moshimo.engine.universe import Universe
from moshimo.errors import Span


def test_universes_run_the_same_while_another_thread_asks_who_could_do_something() -> None:
    program = load(str(SAMPLE)).program
    asked = Universe(program, 1, interpreted=True).until(1200)
    seeds = range(6)
    quiet = [Universe(program, seed, interpreted=True).until().hash() for seed in seeds]
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            for rule in ("slander", "walk", "read_letter"):
                attempts(asked, rule)

    asking = threading.Thread(target=ask)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # seconds: the threads take turns often
    asking.start()
    try:
        loud = [Universe(program, seed, interpreted=True).until().hash() for seed in seeds]
    finally:
        stop.set()
        asking.join()
        sys.setswitchinterval(interval)
    assert loud == quiet


def test_asking_leaves_the_universe_as_it_is() -> None:
    universe = load(str(SAMPLE)).universe(1).until(1200)
    before, namespace = bytes(universe.block.raw), dict(universe.program.space)
    attempts(universe, "walk")
    assert (bytes(universe.block.raw), universe.program.space) == (before, namespace)


def test_what_is_found_are_values_with_their_places() -> None:
    found = attempts(load(str(SAMPLE)).universe(1), "walk")
    assert (found.rule, found.seed, found.moment) == ("walk", 1, "day 1 17:00")
    first = found.options[0]
    assert (first.roles, first.left) == (("bo", "mill"), 1.0)
    assert first.weight == sum(wish.amount for wish in first.wishes)
    assert first.wishes[0].text == "bo wants company"
    assert "weigh" in text_at(first.wishes[0].at)
    assert [(o.actor, o.text) for o in found.obstacles] == [
        ("cai", "wants it not at all"),
        ("dora", "wants it not at all"),
    ]


def test_the_condition_that_kept_somebody_comes_with_its_place() -> None:
    kept = attempts(load(str(SAMPLE)).universe(1), "slander").obstacles[0]
    assert kept.text == "fails: victim == liar.rival"
    assert kept.at is not None
    assert "liar.rival" in text_at(kept.at)


def text_at(at: Span) -> str:
    """Return the author's line at a place of the sample."""
    return (SAMPLE / "rules" / "village.py").read_text("utf-8").splitlines()[at.line - 1]


def test_after_the_end_it_says_that_the_universe_was_over() -> None:
    sample = load(str(SAMPLE))
    over = sample.run(3)
    with pytest.raises(RunError) as caught:
        sample.ask("walk", over.now + 1, 3)
    assert str(caught.value) == (
        "at: error[no-moment]: universe 3 was over by then: it ended on day 2 13:00; "
        "its time is over\n\n"
        "  fix: ask for an earlier moment, or choose another universe by its seed."
    )
    assert sample.ask("walk", over.now, 3).moment == "day 2 13:00"


def test_what_happens_cannot_be_tried() -> None:
    with pytest.raises(WorldError) as caught:
        load(str(SAMPLE)).ask("driven_out")
    (problem,) = caught.value.problems
    assert problem.what == "`driven_out` is an event, and nobody chooses it"
    assert problem.fix == "only an action can be tried; `moshimo show` prints any rule."
