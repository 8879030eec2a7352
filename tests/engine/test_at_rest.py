"""A world comes to rest when nothing more can happen, also where events come by chance."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, of

from moshimo import Universe
from moshimo.world.rest import restless

BOTH = pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])
PETALS = '''
class Rose:
    petals: Amount = known(3)
    fresh: Level = private(1.0, half_life=hours(1))


@event(mean=minutes(10))
def drops(rose: Rose):
    """{rose} drops a petal."""
    when(CONDITION)
    rose.petals -= 1
'''
ROSES = "Rose:\n  red: {name: the red rose}\n  white: {name: the white rose, petals: 1}\n"


def roses(world: MakeWorld, condition: str, *, interpreted: bool) -> Universe:
    """Return what becomes of two roses within three days."""
    start = world(PETALS.replace("CONDITION", condition), more=ROSES, ends="day 4 06:00")
    assert bool(restless(start.checked)) is False
    return start.run(1, interpreted=interpreted)


@BOTH
def test_a_chance_whose_condition_no_longer_holds_lets_the_world_come_to_rest(
    world: MakeWorld, interpreted: bool
) -> None:
    universe = roses(world, "rose.petals > 0", interpreted=interpreted)
    assert len(of(universe, "drops")) == 4
    assert universe.ended == "nothing is due"
    assert universe.now == of(universe, "drops")[-1].end


@BOTH
@pytest.mark.parametrize(
    "condition",
    [
        "rose.petals > 0 and now < day(2)",
        "rose.petals > 2 or rose.fresh < 0.5",
        "rose.petals > 0 or time_of_day() < noon",
    ],
)
def test_what_time_alone_may_bring_about_is_waited_for(
    world: MakeWorld, condition: str, interpreted: bool
) -> None:
    assert roses(world, condition, interpreted=interpreted).ended == "its time is over"
