"""A small part of each long check, and what many threads do to one world."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest
from tests.long import beliefs, comparisons, kills, replays, threads

from moshimo import load
from moshimo.engine.block import rooms


@pytest.mark.slow
def test_universes_come_out_the_same_when_they_are_run_again() -> None:
    assert [*replays.differing(10, processes=1, first=95)] == []


@pytest.mark.slow
def test_a_killed_run_leaves_nothing_half_done() -> None:
    assert [*kills.differing(3, again=3)] == []


@pytest.mark.slow
def test_many_threads_use_one_world_at_once() -> None:
    assert [*threads.differing(3, 1, seeds=1)] == []


@pytest.mark.slow
def test_what_people_hold_of_each_other_is_as_they_saw_each_other_see_it() -> None:
    assert [*beliefs.differing(2, first=100)] == []


@pytest.mark.slow
def test_a_fork_is_told_beside_what_it_is_a_fork_of() -> None:
    assert [*comparisons.differing(1, forks=1)] == []


def test_many_threads_make_a_world_ready_once() -> None:
    for _ in range(5):
        world = load(threads.SAMPLE)
        changed = world.with_change("a-good-year")
        made: list[object] = []

        def use() -> None:
            made.extend([world.program, world.program.emitted, changed.branch])  # noqa: B023

        at_once(use)
        assert len({id(one) for one in made}) == 3


def test_the_room_that_one_thread_wants_is_not_lost_by_another() -> None:
    program = load(threads.SAMPLE).program
    words = [word for word in rooms(program.template) if word != "wishes"]
    for more in range(2, 12):
        wanted = {word: many + more for word, many in rooms(program.template).items()}
        left = iter(words)

        def use() -> None:
            word = next(left, "")  # noqa: B023
            if word:
                program.keep_room({word: wanted[word]})  # noqa: B023

        at_once(use)
        assert all(rooms(program.template)[word] >= wanted[word] for word in words)


def at_once(use: Callable[[], None]) -> None:
    """Do something in eight threads that take turns as often as they can."""
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        running = [threading.Thread(target=use) for _ in range(8)]
        for one in running:
            one.start()
        for one in running:
            one.join()
    finally:
        sys.setswitchinterval(often)
