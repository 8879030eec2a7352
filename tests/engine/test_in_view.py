"""What is seen is seen whenever it changes in view, where somebody arrives, and on waking."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, believed, of, told, true

from moshimo import Sampling

BOTH = pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])
CLOCK = '''
class Lamp:
    place: Place = visible(nowhere)
    lit: bool = visible(False)


class Place:
    bright: bool = visible(False)


class Character:
    hat: bool = visible(False)
    pale: bool = shown(False)
    asleep: bool = visible(False)
    worried: bool = known(False)
    hour: Moment = private(never)
    second: Moment = private(never)
    target: Place = private(nowhere)
    ward: Character = private(nobody)


def awake(mind: Character) -> bool:
    return not mind.asleep


@inference(sure=1)
def worries(mind: Character, other: Character):
    """{mind} worries about {other}."""
    when(other.pale, other != mind)
    other.worried = True
'''
PEOPLE = """
ana: {place: hall, hour: day 1 06:10, target: mill}
bo: {place: hall}
cai: {place: mill}
"""


@BOTH
def test_whom_an_event_moves_is_seen_where_they_arrive(world: MakeWorld, interpreted: bool) -> None:
    rules = (
        CLOCK
        + '''

@event(at=Character.hour)
def is_carried_off(who: Character):
    """{who} is carried off."""
    who.place = who.target
'''
    )
    universe = world(rules, PEOPLE).run(1, interpreted=interpreted)
    (moved,) = of(universe, "is_carried_off")
    assert moved.place == "mill"
    assert set(moved.witnesses) == {"ana", "bo", "cai"}
    assert believed(universe, "cai", "Character.place", "ana") == "mill"
    assert believed(universe, "bo", "Character.place", "ana") == "mill"  # bo saw where to


@BOTH
def test_who_is_moved_by_others_is_seen_to_come_and_to_be_gone(
    world: MakeWorld, interpreted: bool
) -> None:
    rules = (
        CLOCK
        + '''

@event(at=Character.hour, carries=roles)
def spirits_away(who: Character):
    """{who} spirits somebody away."""
    who.ward.place = who.target
'''
    )
    people = """
    ana: {place: tower, hour: day 1 06:10, target: mill, ward: bo}
    bo: {place: hall}
    cai: {place: mill}
    dora: {place: hall}
    ed: {place: hall, asleep: true}"""
    places = "Place:\n  hall: {path: {mill: 4 minutes}}\n  mill: {}\n  tower: {}\n"
    universe = world(rules, people, places=places).run(1, interpreted=interpreted)
    assert told(universe) == ["spirits_away(ana)"]
    assert believed(universe, "cai", "Character.place", "bo") == "mill"
    assert believed(universe, "dora", "Character.place", "bo") == "?"
    assert believed(universe, "ed", "Character.place", "bo") == "hall"
    assert believed(universe, "bo", "Character.place", "cai") == "mill"
    assert believed(universe, "bo", "Character.place", "dora") == "hall"


@BOTH
def test_who_leaves_a_place_without_a_word_of_it_was_not_seen_there_if_hidden(
    world: MakeWorld, interpreted: bool
) -> None:
    rules = (
        CLOCK
        + '''

class Character:
    hidden: bool = private(False)


def sees(mind: Character, who: Character) -> bool:
    return mind.place == who.place and not who.hidden


@event(at=Character.hour, carries=roles)
def slips_away(who: Character):
    """{who} slips away."""
    who.place = who.target
'''
    )
    people = PEOPLE.replace("hour", "hidden: true, hour")
    universe = world(rules, people).run(1, interpreted=interpreted)
    assert believed(universe, "bo", "Character.place", "ana") == "hall"
    assert believed(universe, "cai", "Character.place", "ana") == "hall"


CHANGES = (
    CLOCK
    + '''

@event(at=Character.hour, carries=roles)
def changes(who: Character):
    """{who} *changes* something."""
    EFFECT
'''
)
SEEING = """
ana: {place: tower, hour: day 1 06:10, target: hall, ward: bo}
bo: {place: hall}
cai: {place: hall}
dora: {place: hall, asleep: true}
ed: {place: mill}
"""
THINGS = "Lamp:\n  lamp: {name: the lamp, place: hall}\n"
TOWER = "Place:\n  hall: {path: {mill: 4 minutes}}\n  mill: {}\n  tower: {}\n"


@BOTH
@pytest.mark.parametrize(
    ("effect", "attribute", "owner", "value"),
    [
        ("who.ward.hat = True", "Character.hat", "bo", 1),
        ("for x in Lamp:\n        x.lit = True", "Lamp.lit", "lamp", 1),
        ("who.target.bright = True", "Place.bright", "hall", 1),
        ("for x in Lamp:\n        x.place = who.place", "Lamp.place", "lamp", "?"),
        ("who.ward.pale = True", "Character.worried", "bo", 1),
    ],
    ids=["a person", "a thing", "the place", "what is taken away", "what is shown"],
)
def test_what_changes_in_view_is_seen(
    world: MakeWorld,
    effect: str,
    attribute: str,
    owner: str,
    value: str | float,
    interpreted: bool,
) -> None:
    start = world(CHANGES.replace("EFFECT", effect), SEEING, places=TOWER, more=THINGS)
    universe = start.run(1, interpreted=interpreted)
    assert told(universe) == ["changes(ana)"]
    assert believed(universe, "cai", attribute, owner) == value
    for mind in ("dora", "ed"):  # one sleeps, one is elsewhere
        assert believed(universe, mind, attribute, owner) != value


WAKES = (
    CLOCK
    + '''

@event(at=Character.hour, carries=roles)
def changes(who: Character):
    """{who} *changes* something."""
    who.hat = True
    who.pale = True
    who.place.bright = True
    who.ward.place = who.target


@event(at=Character.second)
def wakes(who: Character):
    """{who} wakes."""
    who.asleep = False
'''
)
SLEEPING = """
ana: {place: hall, hour: day 1 06:10, target: mill, ward: bo}
bo: {place: hall}
cai: {place: hall, asleep: true, second: day 1 06:20}
"""


@BOTH
def test_a_sleeper_sees_nothing_and_looks_round_on_waking(
    world: MakeWorld, interpreted: bool
) -> None:
    start = world(WAKES, SLEEPING)
    asleep = start.run(1, until="day 1 06:15", interpreted=interpreted)
    awake = start.run(1, interpreted=interpreted)
    assert told(awake) == ["changes(ana)", "misses(cai, bo, hall)", "wakes(cai)"]
    for attribute, owner, before, after in [
        ("Character.hat", "ana", 0, 1),
        ("Character.worried", "ana", 0, 1),
        ("Place.bright", "hall", 0, 1),
        ("Character.place", "bo", "hall", "?"),
    ]:
        assert believed(asleep, "cai", attribute, owner) == before
        assert believed(awake, "cai", attribute, owner) == after


@BOTH
def test_who_is_awake_by_the_hour_looks_round_on_thinking_again(
    world: MakeWorld, interpreted: bool
) -> None:
    rules = WAKES.replace(
        "return not mind.asleep", "return mind.ward != nobody or now > day(1) + hours(6.5)"
    )
    start = world(rules, SLEEPING.replace("asleep: true, second: day 1 06:20", "hat: false"))
    before = start.run(1, until="day 1 06:29", interpreted=interpreted)
    after = start.run(1, until="day 1 06:33", interpreted=interpreted)
    assert believed(before, "cai", "Character.hat", "ana") == 0
    assert believed(after, "cai", "Character.hat", "ana") == 1


@BOTH
def test_a_sleeper_sees_nothing_that_is_shown(world: MakeWorld, interpreted: bool) -> None:
    people = """
    ana: {place: hall, pale: true}
    bo: {place: hall}
    cai: {place: hall, asleep: true}"""
    rules = (
        CLOCK
        + '''

class Character:
    fright: Level = private(0.0)


@appraisal()
def frightened(mind: Character, other: Character):
    """{mind} is frightened."""
    when(other.pale, other != mind)
    mind.fright += 0.3
'''
    )
    universe = world(rules, people).run(1, interpreted=interpreted)
    assert [true(universe, "Character.fright", x) for x in ("bo", "cai")] == [0.3, 0.0]


def test_nor_does_a_sleeper_see_what_somebody_is_doing(world: MakeWorld) -> None:
    rules = (
        CLOCK
        + '''

@action(again=days(1))
def sew(who: Character):
    """{who} sews."""
    when(who.ward != nobody)
    weigh(99, "{who} likes it")
    takes(minutes(30))
'''
    )
    people = "ana: {place: hall, ward: bo}\nbo: {place: hall}\ncai: {place: hall, asleep: true}"
    start = world(rules, people, ends="day 1 06:10")
    asked = ["believes(bo, doing(ana, sew))", "believes(cai, doing(ana, sew))"]
    asked += ["sees(bo, ana)", "sees(cai, ana)"]
    odds = start.odds(asked, Sampling(universes=4))
    assert odds.answers[:, 0].tolist() == [[True, False, True, False]] * 4
