"""What one mind takes another to hold: by what it saw the other see, do and be told."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, asked, place

from moshimo import Change, WorldError
from moshimo.engine.universe import Universe

RULES = '''
class Thing:
    inside: Place = known(nowhere)
    place: Place = visible(nowhere)


class Character:
    puts_at: Moment = private(never)
    goes_at: Moment = private(never)
    back_at: Moment = private(never)
    tells_at: Moment = private(never)
    moves: Thing = private(nothing)
    into: Place = private(nowhere)
    goal: Place = private(nowhere)
    home: Place = private(nowhere)
    hears: Character = private(nobody)
    looks_in: Place = private(nowhere)


@event(at=Character.puts_at)
def put(doer: Character):
    """{doer} moves something."""
    thing = doer.moves
    thing.inside = doer.into


@event(at=Character.goes_at)
def go(walker: Character):
    """{walker} goes away."""
    walker.place = walker.goal


@event(at=Character.back_at)
def come_back(walker: Character):
    """{walker} comes back."""
    walker.place = walker.home


@event(at=Character.tells_at)
def tell(teller: Character):
    """{teller} tells somebody where a thing is."""
    inform(teller.hears, is_so(inside, teller.moves, teller.moves.inside))


@event(at=Character.tells_at, carries=realm)
def nothing_more(teller: Character):
    """{teller} falls silent."""
    teller.tells_at = never


def thinks(mind: Character, other: Character, thing: Thing, at: Place) -> bool:
    return believes(mind, believes(other, thing.inside == at))
'''
PLACES = """
Place:
  room: {path: {hall: 4 minutes}}
  hall: {}
  basket: {}
  chest: {}
"""
MARBLE = "Thing:\n  marble: {inside: basket}\n"
SALLY = """
sally: {place: room, goes_at: day 1 06:02, goal: hall}
anne: {place: room, puts_at: day 1 06:03, moves: marble, into: chest}
"""


def minds(universe: Universe, one: str, other: str) -> str:
    """Return where one mind takes another to hold the marble to be."""
    where = [
        place
        for place in ("basket", "chest", "hall", "room")
        if asked(universe, f"believes({one}, believes({other}, marble.inside == {place}))")
    ]
    return "".join(where)


def test_sally_does_not_know_and_anne_knows_that_she_does_not(
    world: MakeWorld, interpreted: bool
) -> None:
    universe = world(RULES, SALLY, places=PLACES, more=MARBLE).run(1, interpreted=interpreted)
    assert asked(universe, "believes(sally, marble.inside == basket)")
    assert asked(universe, "believes(anne, marble.inside == chest)")
    assert minds(universe, "anne", "sally") == "basket"
    assert minds(universe, "sally", "anne") == "basket"
    assert minds(universe, "anne", "anne") == "chest"
    assert asked(universe, "thinks(anne, sally, marble, basket)")


def test_who_stayed_is_known_to_know(world: MakeWorld, interpreted: bool) -> None:
    people = SALLY.replace("goes_at: day 1 06:02", "goes_at: day 1 06:04")
    universe = world(RULES, people, places=PLACES, more=MARBLE).run(1, interpreted=interpreted)
    assert minds(universe, "anne", "sally") == "chest"
    assert minds(universe, "sally", "anne") == "chest"


def test_who_was_told_is_known_to_know_by_the_teller_and_the_bystanders_alone(
    world: MakeWorld, interpreted: bool
) -> None:
    people = (
        SALLY.replace("into: chest", "into: chest, tells_at: day 1 06:06, hears: sally").replace(
            "goal: hall", "goal: hall, back_at: day 1 06:05, home: room"
        )
        + "bob: {place: room}\ndan: {place: room, goes_at: day 1 06:04, goal: hall}\n"
    )
    universe = world(RULES, people, places=PLACES, more=MARBLE).run(1, interpreted=interpreted)
    assert asked(universe, "believes(sally, marble.inside == chest)")
    assert minds(universe, "anne", "sally") == "chest"
    assert minds(universe, "bob", "sally") == "chest"
    assert minds(universe, "dan", "sally") == "basket"  # he had left
    assert minds(universe, "sally", "anne") == "chest"  # she takes the teller to mean it
    assert minds(universe, "sally", "dan") == "basket"  # nobody told her what he saw


VAN = """
john: {place: park}
mary: {place: park, goes_at: day 1 06:02, goal: home}
vendor: {place: park, goes_at: day 1 06:05, goal: church}
"""
VAN_RULES = '''
class Van:
    driver: Character = known(nobody)
    place: Place = visible(nowhere)


class Character:
    goes_at: Moment = private(never)
    goal: Place = private(nowhere)
    tells_at: Moment = private(never)
    hears: Character = private(nobody)
    van: Van = private(nothing)
    laughed: bool = private(False)


@event(at=Character.goes_at)
def go(walker: Character):
    """{walker} goes away."""
    walker.place = walker.goal
    walker.van.place = walker.goal


@event(at=Character.tells_at, carries=roles)
def tell(teller: Character):
    """{teller} tells somebody where the van is."""
    inform(teller.hears, teller.van.place)


@action(again=days(1))
def laugh(one: Character, other: Character, van: Van, at: Place):
    """{one} laughs: {other} will look for {van} where it is not."""
    when(not one.laughed, other != one, at == one.goal, at == van.place)
    when(van.driver != one, van.driver != other, not believes(other, van.place == at))
    weigh(90, "{one} knows better")
    one.laughed = True


def supposed(mind: Character, other: Character, van: Van, at: Place) -> bool:
    return believes(mind, believes(other, van.place == at))
'''
TOWN = """
Place:
  park: {path: {church: 4 minutes, home: 3 minutes}}
  church: {}
  home: {}
"""


def test_john_does_not_know_that_mary_knows_where_the_van_is(
    world: MakeWorld, interpreted: bool
) -> None:
    # Perner and Wimmer (1985), "John thinks that Mary thinks that": both are told, apart
    people = """
    john: {place: park, goal: church}
    mary: {place: park, goes_at: day 1 06:02, goal: home}
    vendor:
      {place: park, goes_at: day 1 06:05, goal: church, van: van, tells_at: day 1 06:08,
       hears: mary}
    """
    start = world(
        VAN_RULES, people, places=TOWN, more="Van:\n  van: {place: park, driver: vendor}\n"
    )
    universe = start.run(1, interpreted=interpreted)
    assert asked(universe, "believes(mary, van.place == church)")
    assert asked(universe, "believes(john, van.place == church)")
    assert asked(universe, "believes(john, believes(mary, van.place == park))")
    assert not asked(universe, "believes(john, believes(mary, van.place == church))")
    assert asked(universe, "believes(vendor, believes(mary, van.place == church))")
    assert [(d.roles["one"], d.roles["other"]) for d in universe.deeds if d.rule == "laugh"] == [
        ("john", "mary")
    ]


def test_what_no_rule_asks_of_anothers_mind_is_not_kept(world: MakeWorld) -> None:
    start = world(RULES, SALLY, places=PLACES, more=MARBLE)
    with pytest.raises(WorldError) as found:
        start.odds("believes(anne, believes(sally, marble.place == hall))", universes=5)
    assert found.value.problems[0].what == (
        "what minds take each other to hold of `Thing.place` is not kept in this world"
    )


GOSSIP = '''
class Thing:
    inside: Place = known(nowhere)


@action(carries=roles)
def pass_on(teller: Character, hearer: Character, news: Deed):
    """{teller} tells {hearer} some news."""
    weigh(0, "{teller} has no reason")
    inform(hearer, news)


@action(carries=roles)
def say_where(teller: Character, hearer: Character, thing: Thing, at: Place):
    """{teller} tells {hearer} that {thing} is in {at}."""
    weigh(0, "{teller} has no reason")
    inform(hearer, is_so(inside, thing, at))


def thinks(mind: Character, other: Character, thing: Thing, at: Place) -> bool:
    return believes(mind, believes(other, thing.inside == at))
'''


def test_who_is_told_of_a_telling_knows_what_those_hold_between_whom_it_was(
    world: MakeWorld, interpreted: bool
) -> None:
    people = "".join(f"{one}: {{place: room}}\n" for one in ("ana", "bo", "cai", "dan"))
    start = world(GOSSIP, people, places=PLACES, more=MARBLE)
    universe = start.run(1, interpreted=interpreted, until="06:01")
    rules = universe.program.layout.rules
    ana, bo, cai, dan = (place(universe, "Character", one) for one in ("ana", "bo", "cai", "dan"))
    marble, chest = place(universe, "Thing", "marble"), place(universe, "Place", "chest")
    assert universe.compel(rules["say_where"], [ana, bo, marble, chest]) == 0
    for teller, hearer, of in ((bo, cai, "say_where"), (cai, dan, "pass_on")):
        b = universe.block
        news = max(d for d in range(1, b.deeds_n[0] + 1) if b.d_rule[d] == rules[of])
        universe.until(universe.now + 60)
        assert universe.compel(rules["pass_on"], [teller, hearer, news]) == 0
    assert asked(universe, "believes(bo, marble.inside == chest)")
    assert minds(universe, "cai", "ana") == "chest"  # who says so means it
    assert minds(universe, "cai", "bo") == "chest"
    assert minds(universe, "dan", "bo") == "chest"
    assert minds(universe, "dan", "cai") == "basket"  # cai was told of a telling, and no more
    assert asked(universe, "believes(cai, marble.inside == basket)")


def test_a_fork_lets_those_who_knew_take_those_to_know_it_whom_they_took_to_know(
    world: MakeWorld,
) -> None:
    start = world(RULES, SALLY, places=PLACES, more=MARBLE)
    changed = start.with_change(Change(at="06:05", change={"marble.inside": "hall"}))
    universe = changed.run(1)
    assert asked(universe, "believes(anne, marble.inside == hall)")
    assert minds(universe, "anne", "anne") == "hall"
    assert minds(universe, "anne", "sally") == "basket"  # whom she took to have it wrong
    soon = start.with_change(Change(at="06:01", change={"marble.inside": "hall"})).run(1, until=90)
    assert minds(soon, "anne", "sally") == "hall"
    assert minds(soon, "sally", "anne") == "hall"
