"""Ways that take longer uphill than down, and ways that lead in one direction only."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, of, tiny

from moshimo import Change, Sampling, World
from moshimo.multiverse.asking.figures import Mean

RULES = '''
@action(moves=True, again=seconds(0))
def go(who: Character, to: Place):
    """{who} goes to {to}."""
    when(who.place != to, way(who.place, to) < hours(5), step(who.place, to) == to)
    weigh(5, "{who} is restless")
    takes(way(who.place, to))
    who.place = to
'''
PLACES = """
Place:
  yard: {path: {hill: {there: 30 minutes, back: 10 minutes}, weir: {there: 2 minutes}}}
  hill: {path: {mill: 3 minutes}}
  weir: {path: {mill: 7 minutes}}
  mill: {}
  isle: {}
"""
ONCE = Sampling(universes=1)


@pytest.fixture
def yard(tmp_path: Path) -> World:
    return tiny(tmp_path, Tiny(RULES, "ana: {place: yard}", places=PLACES, ends="day 2 06:00"))


def minutes(world: World, one: str, other: str, n: int = 0) -> float | None:
    """Return how long the way is, None if there is none."""
    (figure,) = world.odds(f"way({one}, {other}) / minutes(1)", ONCE).figures[n]
    assert isinstance(figure, Mean)
    return None if figure.none.hits else figure.mean


def test_a_way_takes_its_time_in_each_direction(yard: World) -> None:
    assert minutes(yard, "hill", "yard") == 10
    assert minutes(yard, "yard", "hill") == 12  # by the weir: 2 + 7 + 3, and not 30
    assert minutes(yard, "mill", "hill") == minutes(yard, "hill", "mill") == 3


def test_a_way_may_lead_there_and_not_back(yard: World) -> None:
    assert minutes(yard, "yard", "weir") == 2
    assert minutes(yard, "weir", "yard") == 20  # by the mill and the hill
    assert minutes(yard, "yard", "isle") is None
    assert "There is none in 100 %" in str(yard.odds("way(isle, yard)", ONCE))


def test_people_go_as_the_ways_lead_and_as_long(yard: World) -> None:
    at, legs = "yard", of(yard.run(1), "go")
    allowed = {("yard", "weir"): 2, ("weir", "mill"): 7, ("mill", "weir"): 7, ("mill", "hill"): 3,
               ("hill", "mill"): 3, ("hill", "yard"): 10}  # fmt: skip
    assert len(legs) > 20
    for leg in (leg for leg in legs if leg.result == "done"):
        assert (leg.end - leg.begin) / 60 == pytest.approx(allowed[at, leg.roles["to"]])
        at = leg.roles["to"]


def test_a_fork_can_close_one_direction(yard: World) -> None:
    change = Change(change={"hill.path[yard]": {"there": "4 minutes"}})
    found = yard.odds("way(yard, hill) / minutes(1)", Sampling(universes=1, forks=(change,)))
    assert [figure.mean for (figure,) in found.figures if isinstance(figure, Mean)] == [12, 12]
    forked = yard.with_change(change)
    assert minutes(forked, "hill", "yard", 1) == 4
    assert minutes(forked, "weir", "yard", 1) == 14
