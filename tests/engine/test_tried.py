"""What somebody tried: begun, foiled or broken off; asked of the past, and of a mind."""

from __future__ import annotations

from tests.engine.tiny import MakeWorld, asked, believed, told

from moshimo.multiverse.asking.figures import Share

SEARCH = '''
class Box:
    place: Place = visible(nowhere)


class Thing:
    inside: Box = known(nothing)


class Character:
    wants: Thing = private(nothing)
    saw: int = private(0)
    calls: bool = private(False)


@action(again=days(9))
def search(finder: Character, thing: Thing, box: Box):
    """{finder} looks for {thing} in {box}."""
    when(thing == finder.wants, box == thing.inside)
    weigh(90, "{finder} wants {thing}")
    takes(minutes(1))
    finder.wants = nothing


@action(again=days(9))
def wait(waiter: Character, finder: Character):
    """{waiter} has seen {finder} try."""
    when(waiter.calls, tried(waiter, search(finder)), not recalls(waiter, wait(waiter)))
    weigh(90, "{waiter} has seen it")


@inference(sure=1)
def takes_note(mind: Character, thing: Thing):
    """{mind} takes it that {thing} is nowhere."""
    when(tried(mind, search(None, thing)), not recalls(mind, search(None, thing)))
    thing.inside = nothing


@event()
def moved(box: Box, thing: Thing):
    """{thing} is put into {box}."""
    when(thing.inside == box, box.place == nowhere)
    thing.inside = nothing
'''
MORE = """
Box:
  basket: {place: hall}
  chest: {place: hall}
Thing:
  marble: {inside: chest}
"""
PEOPLE = """
sally: {place: hall, wants: marble}
anne: {place: hall, calls: true}
dan: {place: mill, calls: true}
"""
WRONG = "minds:\n  sally: {marble.inside: basket}\n"


def test_a_search_that_is_foiled_was_tried_and_did_not_happen(
    world: MakeWorld, interpreted: bool
) -> None:
    start = world(SEARCH, PEOPLE, more=MORE, scenario=WRONG)
    universe = start.run(1, interpreted=interpreted)
    assert told(universe)[0] == "search(sally, marble, basket): foiled"
    assert asked(universe, "tried(search(sally, marble, basket))")
    assert asked(universe, "tried(search(sally))")
    assert not asked(universe, "happened(search(sally, marble, basket))")
    assert not asked(universe, "tried(search(anne))")
    assert not asked(universe, "tried(search(sally, marble, chest))")  # she does not know where


def test_who_sees_a_deed_begin_knows_that_it_was_tried(world: MakeWorld, interpreted: bool) -> None:
    spoiling = (
        SEARCH
        + '''
@event(of=wait)
def trip(finder: Character):
    """{finder} trips."""
    foil(finder)
'''
    )
    universe = world(spoiling, PEOPLE, more=MORE).run(1, interpreted=interpreted)
    assert told(universe)[:3] == [
        "wait(anne, sally)",
        "search(sally, marble, chest): foiled",
        "trip(sally)",
    ]
    assert believed(universe, "anne", "Thing.inside", "marble") == ""
    assert believed(universe, "dan", "Thing.inside", "marble") == "chest"
    assert not any("dan" in line for line in told(universe))


def test_a_beat_can_be_what_was_only_tried(world: MakeWorld) -> None:
    story = """
    story: Sally
    of: start
    beats:
      - {id: B1, deed: "tried(search(sally, marble, basket))"}
      - {id: B2, deed: "search(sally, marble, basket)"}
      - {id: B3, deed: "tried(search(anne))"}
    """
    start = world(SEARCH, PEOPLE, more=MORE, scenario=WRONG, story=story)
    odds = start.odds(["B1", "B2", "B3", "tried(search(sally))"], universes=20)
    assert [one.estimate for one in odds.base if isinstance(one, Share)] == [1.0, 0.0, 0.0, 1.0]


def test_a_scenario_can_end_as_soon_as_something_is_tried(
    world: MakeWorld, interpreted: bool
) -> None:
    ends = "day 1 07:00, when: tried(search(sally))"
    universe = world(SEARCH, PEOPLE, more=MORE, ends=ends).run(1, interpreted=interpreted)
    assert universe.deeds == []
    assert 0 < universe.now < 60
