"""Copies of the front page's values, and values on one line: `copy`, `pickle`, `repr`."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.test_front import SAMPLE

from moshimo import Change, Sampling, Universe, World, WorldError, lines, load
from moshimo.engine.kernel.numbers import FULL_DEEDS

LATER = Change(at="17:20", change={"ana.need": 1.0, "bo.need": 1.0, "cai.need": 1.0})
CHANGES: list[str | Change] = ["", "flo-is-back", LATER]  # none; another cast; while it runs
MOMENTS = ["17:10", "20:00", "day 9 12:00"]  # the first of them before the later change
WAYS: list[Callable[[Any], Any]] = [
    copy.copy,
    copy.deepcopy,
    lambda value: pickle.loads(pickle.dumps(value)),
]


@pytest.fixture(scope="module")
def sample() -> World:
    return load(SAMPLE)


@pytest.mark.parametrize("interpreted", [True, False])
@pytest.mark.parametrize("change", CHANGES, ids=["plain", "another cast", "later"])
def test_a_copy_of_a_universe_goes_its_own_way(
    sample: World, change: str | Change, interpreted: bool
) -> None:
    world = sample.with_change(change) if change else sample
    whole = world.run(5, interpreted=interpreted).hash()
    for moment in MOMENTS:
        universe = world.run(5, until=moment, interpreted=interpreted)
        was = universe.hash(), universe.now, len(universe.deeds), bytes(universe.block.raw)
        for way in WAYS:
            made = way(universe)
            assert (made.hash(), made.now, made.ended) == (was[0], was[1], universe.ended)
            assert made.until().hash() == whole
            now = universe.hash(), universe.now, len(universe.deeds), bytes(universe.block.raw)
            assert now == was
        assert universe.until().hash() == whole


def test_a_universe_that_is_run_on_comes_to_a_change_that_was_still_to_come(sample: World) -> None:
    world = sample.with_change(LATER)
    universe = world.run(5, until="17:05")
    with pytest.raises(ValueError, match="its change is still to come; `until` runs to it"):
        universe.step()
    assert universe.until(600.0).hash() == world.run(5, until=600.0).hash()
    assert universe.until(7200.0).hash() == world.run(5, until=7200.0).hash()
    assert universe.step()  # the change has come
    assert universe.until().hash() == world.run(5).hash() != sample.run(5).hash()


@pytest.mark.parametrize("change", CHANGES, ids=["plain", "another cast", "later"])
def test_a_copy_of_a_world_gives_the_same(change: str | Change) -> None:
    fresh = load(SAMPLE)
    fresh = fresh.with_change(change) if change else fresh
    before = [way(fresh) for way in WAYS]
    whole = fresh.run(5).hash()
    for made in (*before, *(way(fresh) for way in WAYS)):
        assert repr(made) == repr(fresh)
        assert made.run(5).hash() == whole


@pytest.mark.parametrize("change", CHANGES, ids=["plain", "another cast", "later"])
def test_a_copy_begins_again_where_a_step_finds_no_room(
    sample: World, change: str | Change
) -> None:
    world = sample.with_change(change) if change else sample
    whole = world.run(5).hash()
    for way in (lambda universe: universe, *WAYS):
        universe = way(world.run(5, until="17:40"))
        universe.block.trouble[0] = FULL_DEEDS  # as after a step that found no room
        assert universe._more_room()
        assert universe.until().hash() == whole


def test_what_is_told_and_found_can_be_copied(sample: World) -> None:
    odds = sample.odds("M3", Sampling(universes=8, forks=(LATER,)))
    compared = sample.compare("a-good-year", 3)
    told, tried = sample.tell(3), sample.ask("walk", "17:02", 121)
    (summary,) = sample.ensemble([3], deeds=["walk"], fields=["fond"])
    for way in WAYS:
        made = way(odds)
        assert str(made) == str(odds)
        assert made.answers.tolist() == odds.answers.tolist()
        assert str(way(told)) == str(told)
        assert way(told).html() == told.html()
        assert way(told.story) == told.story
        assert way(compared).json() == compared.json()
        assert str(way(tried)) == str(tried)
        assert way(LATER) == LATER
        assert way(Sampling(seed=3)) == Sampling(seed=3)
        assert way(summary).deeds == summary.deeds


def test_an_error_can_be_copied(sample: World) -> None:
    with pytest.raises(WorldError) as caught:
        sample.odds(["bo.nope", "bo.nape"])
    for way in WAYS:
        assert str(way(caught.value)) == str(caught.value)


def gone_on(universe: Universe) -> str:
    return universe.until().hash()


def run(world: World) -> str:
    return world.run(5).hash()


@pytest.mark.slow
def test_another_process_goes_on_with_the_same_bits(sample: World) -> None:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        for change in CHANGES:
            world = sample.with_change(change) if change else sample
            universe = world.run(5, until="20:00")
            assert pool.submit(gone_on, universe).result() == world.run(5).hash()
            assert pool.submit(run, world).result() == world.run(5).hash()


def values(world: World) -> list[object]:
    """Return one of each public value."""
    odds = world.odds(
        ["M3", "ana.worry"], Sampling(universes=8, forks=("a-good-year",), shake=None)
    )
    compared, told = world.compare("a-good-year", 3), world.tell(3)
    universe, tried = told.universe, world.ask("walk", "17:02", 121)
    scene = told.story.scenes[0]
    (summary,) = world.ensemble([3], deeds=["walk"], fields=["fond"])
    return [
        *(world, world.checked, world.scenario, universe, universe.program, universe.deeds[0]),
        *(told, told.story, scene, scene.paragraphs[0], next(scene.sentences), told.lexicon),
        *(odds, odds.odds, odds.sample, *odds.base, odds.differences[0][0]),
        *(compared, compared.both, compared.both.comparison, compared.both.branch),
        *(tried, tried.options[0], summary, LATER, Sampling(forks=(LATER,))),
    ]


def test_every_value_is_a_line(sample: World) -> None:
    for value in values(sample):
        assert "\n" not in repr(value)
        assert len(repr(value)) < 1000, type(value)


def test_a_line_says_what_it_is(sample: World) -> None:
    universe = sample.run(3, until="17:30")
    assert repr(universe) == "<Universe 3 of sample/evening, day 1 17:30, 11 deeds>"
    assert repr(sample.with_change("a-good-year")) == "<World sample/evening with a-good-year>"
    assert repr(Sampling(seed=3)) == "Sampling(seed=3)"
    assert repr(Change(fork="Calm")) == "Change(fork='Calm')"
    assert repr(sample.odds("M3", Sampling(universes=8))) == "<Outlook M3: 8 universes>"


def test_a_notebook_gets_a_small_table_that_commands_nothing(sample: World) -> None:
    sample = copy.copy(sample)
    shown = [sample, sample.run(3), sample.ask("walk", "17:02", 121)]
    for value in shown:
        table = ElementTree.fromstring(value._repr_html_())  # type: ignore[attr-defined]
        assert table.tag == "table"
    assert "&lt;b&gt;" in lines.table([("<b>", 1)])
