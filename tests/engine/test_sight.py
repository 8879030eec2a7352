"""What is seen from afar: sight lines between places, and how high something rises."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, of

RULES = '''
class Character:
    fights: bool = private(False)
    fled: bool = visible(False)


@action(carries=sight, again=days(9))
def brawl(fighter: Character):
    """{fighter} brawls."""
    when(fighter.fights)
    weigh(1000000, "{fighter} is angry")
    takes(seconds(30))
    fighter.fights = False


@event(of=brawl, carries=sight(2.5))
def explode(fighter: Character):
    """Something explodes."""
'''
PLACES = """
Place:
  field: {path: {gates: 4 minutes, hill: 9 minutes, cellar: 9 minutes}}
  gates: {between: {field: 2.5}}
  terrace: {between: {field: 0}}
  hill: {between: {field: 2.6}}
  cellar: {between: {field: 0}, walls: 3}
"""
PEOPLE = """
ana: {place: field, fights: true}
bo: {place: gates}
cai: {place: terrace}
dora: {place: hill}
eli: {place: cellar}
fay: {place: terrace, asleep: true}
gil: {place: nowhere}
"""
FRONT = "systems: [time, perception, sight]"


def test_a_fight_is_seen_from_the_terrace_and_an_explosion_from_the_gates(world: MakeWorld) -> None:
    made = world(RULES, PEOPLE, places=PLACES, front=FRONT, ends="day 1 13:00")
    universe = made.run(1)
    (brawl,), (explosion,) = of(universe, "brawl"), of(universe, "explode")
    assert brawl.begun == brawl.witnesses == ("ana", "cai")
    assert explosion.witnesses == ("ana", "bo", "cai")


def test_by_night_something_must_be_brighter(world: MakeWorld) -> None:
    rules = RULES.replace(
        "when(fighter.fights)", "when(fighter.fights, dark(), time_of_day() > noon)"
    )
    for places, seen in (
        (PLACES, ("ana", "cai")),
        (PLACES.replace("field: {path", "field: {lit: 1, path"), ("ana", "bo", "cai")),
    ):
        night = world(rules, PEOPLE, places=places, front=FRONT, ends="day 1 23:30").run(1)
        assert of(night, "brawl")[0].witnesses == (("ana",) if seen[1] == "cai" else ("ana", "cai"))
        assert of(night, "explode")[0].witnesses == seen


@pytest.mark.parametrize("carries", ["sight", "sight(99)"])
def test_without_sight_lines_only_those_who_are_there_see_it(
    world: MakeWorld, carries: str
) -> None:
    rules = RULES.replace("carries=sight,", f"carries={carries},")
    people = "ana: {place: hall, fights: true}\nbo: {place: hall}\ncai: {place: mill}"
    universe = world(rules, people).run(1)
    assert of(universe, "brawl")[0].witnesses == ("ana", "bo")


def test_it_is_the_same_in_both_modes(world: MakeWorld) -> None:
    made = world(RULES, PEOPLE, places=PLACES, front=FRONT)
    modes = [made.universe(3, interpreted=mode).until() for mode in (True, False)]
    assert modes[0].hash() == modes[1].hash()
