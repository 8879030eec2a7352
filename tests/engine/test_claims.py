"""Claims about a state: told, believed, doubted, denied, kept, found false, remembered."""

from __future__ import annotations

import pytest
from tests.engine.tiny import MakeWorld, believed, told, true

from moshimo import World
from moshimo.asked.what import read
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.universe import Universe

PLACES = """
Place:
  hall: {path: {mill: 4 minutes, hut: 5 minutes}}
  mill: {}
  hut: {}
"""
SAY = '''
class Thing:
    place: Place = visible(nowhere)
    price: Amount = known(0.0)


class Character:
    talks: bool = private(False)
    speaks_of: Character = private(nobody)
    says: Place = private(nowhere)
    credits: Level = private(0.8)
    heard: Level = private(0.0)


def credence(mind: Character, source: Character) -> Level:
    return mind.credits


@action(speech=True, again=days(9))
def say_where(teller: Character, hearer: Character, whom: Character, at: Place):
    """{teller} says to {hearer} that {whom} is in {at}."""
    when(teller.talks, teller.place == hearer.place, whom == teller.speaks_of, at == teller.says)
    when(not recalls(teller, say_where(teller, hearer)))
    weigh(60, "{teller} likes to talk")
    takes(seconds(10))
    inform(hearer, is_so(place, whom, at))


@event()
def moved(thing: Thing):
    """{thing} lies somewhere."""
    when(thing.price > 100)
    thing.place = nowhere
'''
PEOPLE = """
ana: {place: hall, talks: true, speaks_of: cai, says: hut}
bo: {place: hall}
cai: {place: mill}
"""


def asked(universe: Universe, text: str) -> bool:
    """Return the answer to a question, asked of a universe as it stands."""
    program = universe.program
    (question,) = read([text], program.world, program.scenario)
    assert question.ex is not None
    return bool(QuestionCode(program).function(question.ex)(universe.block))


@pytest.fixture(params=[True, False], ids=["interpreted", "native"])
def interpreted(request: pytest.FixtureRequest) -> bool:
    """Each way in which a universe can run."""
    return bool(request.param)


def saying(world: MakeWorld, rules: str = "", people: str = PEOPLE, **given: str) -> World:
    """Return a world in which Ana says where Cai is."""
    return world(SAY + rules, people, places=PLACES, **given)


def test_who_is_told_where_somebody_is_takes_it_to_be_so(
    world: MakeWorld, interpreted: bool
) -> None:
    universe = saying(world).run(1, interpreted=interpreted)
    assert told(universe) == ["say_where(ana, bo, cai, hut)"]
    assert believed(universe, "bo", "Character.place", "cai") == "hut"
    assert believed(universe, "ana", "Character.place", "cai") == "mill"


def test_a_claim_is_remembered_and_found_by_what_it_says(
    world: MakeWorld, interpreted: bool
) -> None:
    universe = saying(world).run(1, interpreted=interpreted)
    for remembered in (
        "is_so(place, cai, hut)",
        "is_so(Character.place, None, hut)",
        "is_so(place, cai, None)",
        "is_so(Character.place, None, None)",
    ):
        assert asked(universe, f"recalls(bo, {remembered})"), remembered
    for other in ("is_so(place, cai, mill)", "is_so(place, bo, hut)", "is_so(price, None, 3)"):
        assert not asked(universe, f"recalls(bo, {other})"), other
    assert not asked(universe, "recalls(ana, is_so(place, cai, hut))")


def test_a_claim_that_is_hardly_believed_is_remembered_and_changes_nothing(
    world: MakeWorld, interpreted: bool
) -> None:
    people = PEOPLE.replace("bo: {place: hall}", "bo: {place: hall, credits: 0.3}")
    universe = saying(world, people=people).run(1, interpreted=interpreted)
    assert believed(universe, "bo", "Character.place", "cai") == "mill"
    assert asked(universe, "recalls(bo, is_so(place, cai, hut))")


def test_a_claim_against_ones_own_eyes_is_not_believed(world: MakeWorld, interpreted: bool) -> None:
    people = PEOPLE.replace("cai: {place: mill}", "cai: {place: hall}")
    universe = saying(world, people=people).run(1, until="06:05", interpreted=interpreted)
    assert "say_where(ana, bo, cai, hut)" in told(universe)
    assert believed(universe, "bo", "Character.place", "cai") == "hall"
    assert asked(universe, "recalls(bo, is_so(place, cai, hut))")


TELL_ON = '''
@action(speech=True, again=days(9))
def pass_on(teller: Character, hearer: Character, news: Deed):
    """{teller} tells {hearer} {news}."""
    when(not teller.talks, teller.place == hearer.place, not about(news, hearer))
    when(news == is_so(Character.place, None, None), not recalls(teller, pass_on(teller, hearer, news)))
    weigh(60, "{teller} likes to talk")
    takes(seconds(10))
    inform(hearer, news)


@action(speech=True, again=days(9))
def deny(speaker: Character, hearer: Character, claim: Deed):
    """{speaker} tells {hearer} that it is not so."""
    when(speaker.place == hearer.place, is_false(claim), speaker.heard > 0)
    weigh(60, "{speaker} knows better")
    takes(seconds(10))
    inform(hearer, not claim)


@appraisal(of=is_so(Character.place))
def hears_of(member, value, mind):
    """{mind} hears where {member} is."""
    when(mind.place != value)
    mind.heard += 0.5


@inference(sure=0.9)
def follows(mind: Character, thing: Thing):
    """{mind} takes it that {thing} is there too."""
    when(recalls(mind, is_so(Character.place, None, hut_of(thing))))
    thing.price = 7.0


def hut_of(thing: Thing) -> Place:
    return thing.place
'''
THINGS = "Thing:\n  cup: {place: hut}\n"


def test_a_claim_that_was_heard_is_told_on_and_appraised(
    world: MakeWorld, interpreted: bool
) -> None:
    people = PEOPLE + "dan: {place: hall, credits: 0.6}\n"
    universe = saying(world, TELL_ON, people, more=THINGS).run(1, interpreted=interpreted)
    assert sum(deed.startswith("pass_on(bo, dan") for deed in told(universe)) <= 1
    assert true(universe, "Character.heard", "bo") == 0.5
    assert asked(universe, "recalls(dan, is_so(place, cai, hut))")
    assert believed(universe, "bo", "Thing.price", "cup") == 7.0
    assert believed(universe, "ana", "Thing.price", "cup") == 0.0


def test_who_told_what_can_be_asked(world: MakeWorld, interpreted: bool) -> None:
    people = PEOPLE + "dan: {place: hall}\n"
    universe = saying(world, TELL_ON, people, more=THINGS).run(1, interpreted=interpreted)
    teller = next(d.roles["teller"] for d in universe.deeds if d.rule == "pass_on")
    hearer = next(d.roles["hearer"] for d in universe.deeds if d.rule == "pass_on")
    assert asked(universe, f"happened(pass_on({teller}, {hearer}, is_so(place, cai, hut)))")
    assert asked(universe, "happened(pass_on(None, None, is_so(Character.place, None, hut)))")
    assert not asked(universe, "happened(pass_on(None, None, is_so(place, cai, mill)))")
    assert asked(universe, f"recalls({hearer}, pass_on({teller}, None, is_so(place, cai, None)))")

