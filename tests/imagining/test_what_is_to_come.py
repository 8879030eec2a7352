"""Which events that are on their way somebody counts on: those that follow from what it knows."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld

from moshimo.engine.journal import Foreseen

RULES = '''
class Character:
    lights: Moment = private(never)
    wait: Span = private(minutes(3))
    careful: bool = private(False)
    low: bool = visible(False)
    hurt: bool = visible(False)

@event(at=Character.lights)
def light(who: Character):
    """{who} lights a fuse."""
    later(bang(who), after=AFTER)

@event(of=never_done)
def bang(who: Character):
    """It bangs beside {who}."""
    for x in Character:
        if not x.low:
            x.hurt = True

@action()
def never_done(who: Character):
    """{who} does nothing."""
    when(False)
    weigh(1, "it is nothing")

@worth
def whole(mind):
    weigh(0 if mind.hurt else 1, "{mind} is whole")

@action(again=minutes(30))
def lie_down(who: Character):
    """{who} lies down."""
    when(who.careful, any(recalls(who, light(x)) for x in Character))
    weigh(foresee(minutes(10)), "{who} sees what comes of it")
    who.low = True
'''
PEOPLE = """
ana: {place: hall, careful: true, lights: LIT}
bo: {place: hall, lights: HIS}
"""


@pytest.mark.parametrize(
    ("after", "hers", "worth"),
    [
        ("minutes(3)", False, 1.0),
        ("who.wait", False, 0.0),  # how long his fuse is, she does not know
        ("minutes(3) + who.wait - who.wait", False, 0.0),
    ],
)
def test_one_counts_on_what_follows_from_what_was_seen(
    after: str, hers: bool, worth: float, world: MakeWorld
) -> None:
    people = PEOPLE.replace("LIT", "never").replace("HIS", "day 1 06:00:30")
    universe = world(RULES.replace("AFTER", after), people, pace="20 seconds").universe(1)
    universe.block.provenance[0] = 1
    found: list[Foreseen] = []
    while universe.step() and universe.now < 200:
        found = [one for deed in universe.deeds for one in deed.foreseen] or found
    if worth:
        assert {one.worth for one in found} == {worth}
        assert [deed.rule for deed in universe.deeds if deed.kind == "action"] == ["lie_down"]
    else:
        assert not [deed for deed in universe.deeds if deed.kind == "action"]


BREEDS = '''
class Character(room=1):
    splits: bool = private(True, guess=True)
    ease: Level = private(0.0)

@worth
def content(mind):
    weigh(mind.ease, "{mind} is at ease")

@action(again=seconds(0))
def split(who: Character):
    """{who} is two."""
    when(who.splits)
    weigh(9, "{who} does that")
    child = born(Character)
    child.place = who.place

@action(again=minutes(30))
def rest(who: Character):
    """{who} rests."""
    when(not who.splits)
    weigh(foresee(minutes(30)), "{who} sees what comes of it")
    who.ease = 0.5
'''


def test_where_nobody_more_can_be_born_what_is_imagined_ends(world: MakeWorld) -> None:
    people = "ana: {place: hall, splits: false}\nbo: {place: hall, splits: false}"
    universe = world(BREEDS, people, pace="1 minute").run(2)
    rests = [deed for deed in universe.deeds if deed.rule == "rest"]
    assert {deed.result for deed in rests} == {"done"}
    assert {one.worth for deed in rests for one in deed.foreseen} == {0.5}


TWICE = '''
class Character:
    calm: Level = private(0.0)
    glad: int = private(0)

@worth
def gladness(mind):
    weigh(mind.glad, "{mind} is glad")

@action(again=minutes(30))
def now_and_then(who: Character):
    """{who} hums."""
    weigh(foresee(minutes(10)), "{who} sees what comes of it")
    who.calm = 1.0

@action(again=minutes(30))
def for_long(who: Character):
    """{who} sings."""
    weigh(foresee(days(30)), "{who} sees what comes of it")
    who.calm = 0.5

@action(again=seconds(1))
def sigh(who: Character):
    """{who} sighs."""
    weigh(1000, "{who} always does")
    who.glad += 1
'''


def test_doing_nothing_is_imagined_as_finely_as_what_it_is_compared_with(world: MakeWorld) -> None:
    universe = world(TWICE, "ana: {place: hall}", pace="1 minute").run(1)
    found = [one for deed in universe.deeds for one in deed.foreseen if one.span == 600]
    assert found
    assert all(abs(one.worth) <= 1 for one in found)
