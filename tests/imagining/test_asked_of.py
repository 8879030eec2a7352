"""What somebody looks ahead to does not depend on what we ask of the universe, or from when on."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld

from moshimo import Sampling

ORCHARD = '''
class Character:
    strict: Level = known(0.0)
    sore: Level = private(0.0)
    apples: Amount = private(0.0)

@worth
def full_pockets(mind):
    weigh(mind.apples, "{mind} has apples")

@worth
def a_box_on_the_ear(mind):
    weigh(-8 * mind.sore, "{mind} has been caught")

@action(carries=earshot(minutes(9)), again=hours(2))
def gather(thief: Character):
    """{thief} picks apples."""
    when(thief.strict == 0)
    weigh(foresee(minutes(15)), "{thief} has thought of what would come of it")
    takes(minutes(2))
    thief.apples += 1

@action(answers=gather, moves=True, again=minutes(10))
def box(owner: Character, thief: Character):
    """{owner} boxes {thief}'s ear."""
    when(owner != thief, thief.place != owner.place)
    weigh(400 * owner.strict, "they are {owner}'s apples")
    takes(way(owner.place, thief.place))
    owner.place = thief.place
    thief.sore = 1.0
    thief.apples = 0
'''
STRICT = """
ana: {place: hall}
bo: {place: mill, strict: 1}
"""


@pytest.mark.parametrize(
    "asked", [["happened(gather(ana))"], ["happened(gather(ana))", "ana.sore"]]
)
def test_odds_are_those_of_what_happens(asked: list[str], world: MakeWorld) -> None:
    made = world(ORCHARD, STRICT)
    picked = sum(
        any(deed.rule == "gather" for deed in made.run(seed).deeds) for seed in range(1, 21)
    )
    assert picked == 0
    assert made.odds(asked, universes=20, seed=1).answers[:, 0, 0].sum() == 0


SOUP = '''
class Character:
    poison: Level = private(0.0)
    ill: Level = private(0.0)

@worth
def well(mind):
    weigh(1 - 8 * mind.ill, "{mind} is well")

@worth
def fed(mind):
    weigh(mind.eaten, "{mind} has eaten")

class Character:
    eaten: Amount = private(0.0)

@action(again=hours(9))
def eat(who: Character, cook: Character):
    """{who} eats what {cook} has made."""
    when(who != cook, who.poison == 0)
    weigh(0.1 * foresee(minutes(10)), "{who} is hungry")
    takes(minutes(1))
    who.ill = cook.poison
    who.eaten += 1
'''


def test_who_looks_ahead_from_a_later_moment_knows_no_more(world: MakeWorld) -> None:
    made = world(SOUP, "ana: {place: hall}\nbo: {place: hall, poison: 1}")
    sampling = Sampling(universes=20, since="06:02")
    assert made.odds("happened(eat(ana))", sampling).answers[:, 0, 0].sum() > 15
