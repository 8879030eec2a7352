"""Nobody sets out for a place that no way leads to."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, of, told

ISLAND = """
Place:
  hall: {path: {mill: 4 minutes}}
  mill: {}
  isle: {}
"""
GO = '''
class Character:
    goal: Place = private(nowhere)
    friend: Character = private(nobody)


@action(moves=True, again=seconds(0))
def go(who: Character, to: Place):
    """{who} goes to {to}."""
    when(who.place != to)
    weigh(9, "{who} is restless")
    SPAN
    who.place = to
'''


@pytest.mark.parametrize(
    "span",
    [
        "takes(way(who.place, to))",
        "leg = step(who.place, to)\n    takes(way(who.place, leg) * 2)",
        "takes(max(minutes(1), way(who.place, to)))",
        "takes(way(who.place, who.friend.place))",
    ],
)
@pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])
def test_nobody_sets_out_for_a_place_that_no_way_leads_to(
    world: MakeWorld, span: str, interpreted: bool
) -> None:
    people = "ana: {place: hall, friend: bo}\nbo: {place: isle}\ncai: {place: mill, friend: ana}"
    start = world(GO.replace("SPAN", span), people, places=ISLAND)
    universe = start.run(2, interpreted=interpreted)
    assert of(universe, "go")
    assert not [line for line in told(universe) if "bo" in line]
    if "friend" in span:
        assert {deed.roles["who"] for deed in of(universe, "go")} == {"cai"}
    else:
        assert not [line for line in told(universe) if "isle" in line]


def test_who_is_wrong_of_where_it_leads_does_not_get_away(world: MakeWorld) -> None:
    rules = GO.replace("SPAN", "takes(way(who.place, who.friend.place))")
    people = "ana: {place: hall, friend: bo}\nbo: {place: isle}"
    start = world(rules, people, places=ISLAND, scenario="minds:\n  ana: {bo.place: mill}\n")
    universe = start.run(2)
    assert {deed.failed for deed in of(universe, "go")} == {"there is a way"}
    assert len(of(universe, "go")) == 1
