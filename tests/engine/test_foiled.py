"""What a deed that comes to nothing teaches whoever began it: what the failure shows, no more."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, believed, of, told, true

from moshimo import Sampling

BOTH = pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])
SEARCH = '''
class Box:
    pass


class Marble:
    box: Box = known(nothing)


class Character:
    sorrow: Level = private(0.0)
    puzzled: bool = known(False)
    tidy: bool = known(False)
    guide: Character = known(nobody)


@action(again=seconds(0))
def search(seeker: Character, marble: Marble, box: Box):
    """{seeker} looks for {marble} in {box}."""
    when(marble.box == box)
    weigh(50 * (seeker.sorrow < 0.1), "{seeker} wants it")


@appraisal()
def upset(mind: Character, marble: Marble):
    """{mind} is upset."""
    when(marble.box is unknown)
    mind.sorrow += 0.5


@inference(sure=1)
def wonders(mind: Character, marble: Marble):
    """{mind} wonders who took it."""
    when(marble.box is unknown)
    mind.puzzled = True
'''
THINGS = """
Box:
  basket: {name: the basket}
  chest: {name: the chest}
  jar: {name: the jar}
Marble:
  marble: {name: the marble, box: chest}
"""


@BOTH
def test_who_finds_the_basket_empty_does_not_know_which_box_holds_it(
    world: MakeWorld, interpreted: bool
) -> None:
    start = world(
        SEARCH,
        "ana: {place: hall}",
        more=THINGS,
        scenario="minds:\n  ana: {marble.box: basket}\n",
    )
    universe = start.run(1, interpreted=interpreted)
    assert told(universe) == ["search(ana, marble, basket): foiled"]
    assert believed(universe, "ana", "Marble.box", "marble") == "?"


@BOTH
def test_what_failing_teaches_is_appraised_and_concluded_from(
    world: MakeWorld, interpreted: bool
) -> None:
    start = world(
        SEARCH,
        "ana: {place: hall}",
        more=THINGS,
        scenario="minds:\n  ana: {marble.box: basket}\n",
    )
    universe = start.run(1, interpreted=interpreted)
    assert true(universe, "Character.sorrow", "ana") == 0.5
    assert believed(universe, "ana", "Character.puzzled", "ana") == 1


ASKS = '''
class Character:
    boss: Character = known(nobody)
    rival: Character = private(nobody)
    free: bool = known(True)
    purse: Amount = known(3)
    mercy: Level = private(0.9, guess=0.2)
    tired: bool = private(False)


@action(again=days(1))
def ask(who: Character, other: Character):
    """{who} asks {other}."""
    when(CONDITION)
    weigh(50, "{who} needs it")


@action()
def change(who: Character):
    """{who} *changes* nothing."""
    weigh(0, "{who} never does")
    who.boss = nobody
    who.free = False
    who.purse = 0
    look(who, who.mercy)
'''
THREE = """
ana: {place: hall, rival: cai}
bo: {place: mill, boss: cai, free: false, purse: 1}
cai: {place: mill}
"""


@BOTH
@pytest.mark.parametrize(
    ("condition", "minds", "attribute", "owner", "learned"),
    [
        ("other.boss == who", "bo.boss: ana", "boss", "bo", "?"),
        ("other.boss != who.rival", "bo.boss: ana", "boss", "bo", "cai"),
        ("not other.boss == who.rival", "bo.boss: ana", "boss", "bo", "cai"),
        ("other.free", "bo.free: true", "free", "bo", 0),
        ("other.purse >= 2", "bo.purse: 5", "purse", "bo", 1),
        # the first of two fails; of the second nothing is shown
        ("other.free and other.purse >= 2", "bo.free: true, bo.purse: 5", "free", "bo", 0),
        ("other.purse >= 1 and other.free", "bo.free: true, bo.purse: 5", "purse", "bo", 5),
        # it was asked of cai, in truth; ana thought of bo's boss as herself
        ("not other.boss.free", "bo.boss: ana, ana.free: false, cai.free: false", "free", "cai", 0),
        ("not other.boss.free", "bo.boss: ana, ana.free: false", "boss", "bo", "?"),
    ],
)
def test_failing_shows_what_it_shows(
    world: MakeWorld,
    condition: str,
    minds: str,
    attribute: str,
    owner: str,
    learned: str | float,
    interpreted: bool,
) -> None:
    rules = ASKS.replace("CONDITION", f"who.boss == nobody, other.boss != nobody, {condition}")
    scenario = f"minds:\n  ana: {{{minds}}}\n"
    universe = world(rules, THREE, scenario=scenario).run(1, interpreted=interpreted)
    assert "ask(ana, bo): foiled" in told(universe)
    assert believed(universe, "ana", f"Character.{attribute}", owner) == learned


def test_what_was_guessed_is_not_shown_by_failing(world: MakeWorld) -> None:
    rules = ASKS.replace("CONDITION", "other != who, guess(other.mercy) + other.purse > 4")
    start = world(rules, THREE, scenario="minds:\n  ana: {bo.purse: 5}\n")
    universe = start.run(1)
    assert "ask(ana, bo): foiled" in told(universe)
    assert believed(universe, "ana", "Character.purse", "bo") == 1
    assert (
        start.odds("believes(ana, guess(bo.mercy) > 0.5)", Sampling(universes=9)).answers.sum() == 0
    )


def test_a_failure_that_moves_somebody_lets_them_leave_what_they_are_at(world: MakeWorld) -> None:
    start = world(
        SEARCH
        + '''

@action(again=days(1))
def sew(seeker: Character):
    """{seeker} sews."""
    weigh(9, "{seeker} has time")
    takes(hours(3))


@action(again=days(1))
def cry(seeker: Character):
    """{seeker} cries."""
    when(seeker.sorrow > 0.3)
    weigh(5000, "{seeker} is sad")
    takes(minutes(2))
''',
        "ana: {place: hall}",
        more=THINGS,
        scenario="minds:\n  ana: {marble.box: basket}\n",
    )
    for seed in range(9):
        universe = start.run(seed)
        (search,) = of(universe, "search")
        (cry,) = of(universe, "cry")
        assert cry.begin == search.begin
