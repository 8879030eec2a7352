"""Claims about a state: told, believed, doubted, denied, kept, found false, remembered."""

from __future__ import annotations

from tests.engine.tiny import MakeWorld, asked, believed, told, true

from moshimo import Change, World
from moshimo.multiverse.asking.figures import Share

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
    when(news == is_so(Character.place, None, None))
    when(not recalls(teller, pass_on(teller, hearer, news)))
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
SECRET = "secret:\n  cup.price: [ana]\n"
THINGS = "Thing:\n  cup: {place: hut}\n"


def test_a_claim_that_was_heard_is_told_on_and_appraised(
    world: MakeWorld, interpreted: bool
) -> None:
    people = PEOPLE + "dan: {place: hall, credits: 0.6}\n"
    universe = saying(world, TELL_ON, people, more=THINGS, scenario=SECRET).run(
        1, interpreted=interpreted
    )
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


FINDING = '''
class Character:
    goes: bool = private(False)
    goal: Place = private(nowhere)


@action(moves=True, again=seconds(0))
def seek(seeker: Character, to: Place):
    """{seeker} goes to {to}."""
    when(seeker.goes, to == seeker.goal, to != seeker.place)
    weigh(90, "{seeker} wants to see for himself")
    takes(way(seeker.place, to))
    seeker.place = to


@action(again=days(9))
def know_better(finder: Character, claim: Deed, whom: Character):
    """{finder} sees that {claim} is not so."""
    when(believes(finder, is_false(claim)), claim == is_so(place, whom, None), about(claim, whom))
    when(not recalls(finder, know_better(finder, claim, whom)))
    weigh(90, "{finder} has seen it")


@action(again=days(9))
def believe_it(finder: Character, claim: Deed):
    """{finder} holds {claim} to be so."""
    when(believes(finder, is_so(claim)), not recalls(finder, believe_it(finder, claim)))
    weigh(90, "{finder} trusts in it")
'''


def test_a_claim_is_believed_until_it_is_found_false(world: MakeWorld, interpreted: bool) -> None:
    people = PEOPLE.replace("bo: {place: hall}", "bo: {place: hall, goes: true, goal: hut}")
    universe = saying(world, FINDING, people).run(1, interpreted=interpreted)
    found = [line for line in told(universe) if not line.startswith("say_where")]
    assert [line.split("(")[0] for line in found] == ["believe_it", "misses", "seek", "know_better"]
    assert found[-1].startswith("know_better(bo,")
    assert found[-1].endswith(", cai)")
    assert asked(universe, "believes(bo, cai.place == hut)") is False


def test_a_doubted_claim_is_neither_so_nor_false(world: MakeWorld, interpreted: bool) -> None:
    people = PEOPLE.replace("bo: {place: hall}", "bo: {place: hall, credits: 0.2}")
    universe = saying(world, FINDING, people).run(1, interpreted=interpreted)
    assert [deed.rule for deed in universe.deeds] == ["say_where"]


DENIED = '''
@action(answers=say_where, speech=True, again=days(9))
def deny(hearer: Character, teller: Character, claim: Deed):
    """{hearer} says to {teller} that {claim} is not so."""
    when(claim == is_so(Character.place, None, None))
    when(believes(hearer, is_false(claim)))
    weigh(90, "{hearer} knows better")
    takes(seconds(5))
    inform(teller, not claim)
'''


def test_who_is_told_that_a_claim_is_not_so_learns_what_the_denier_holds(
    world: MakeWorld, interpreted: bool
) -> None:
    people = PEOPLE.replace("bo: {place: hall}", "bo: {place: hall, credits: 0.2}")
    start = saying(world, DENIED, people, scenario="minds:\n  ana: {cai.place: hut}\n")
    universe = start.run(1, interpreted=interpreted)
    assert [deed.rule for deed in universe.deeds] == ["say_where", "deny"]
    assert believed(universe, "ana", "Character.place", "cai") == "mill"
    assert believed(universe, "bo", "Character.place", "cai") == "mill"
    assert asked(universe, "recalls(ana, is_so(place, cai, mill))")


PARTING = '''
class Character:
    parts: Moment = private(never)


@event(at=Character.parts)
def part(who: Character):
    """{who} goes to the mill."""
    who.place = who.goal
'''


def test_a_claim_is_no_newer_than_what_its_teller_holds(
    world: MakeWorld, interpreted: bool
) -> None:
    people = """
    ana: {place: hall, talks: true, speaks_of: cai, says: hut}
    bo: {place: hut, parts: "day 1 06:02", goal: hall}
    cai: {place: hut, parts: "day 1 06:01", goal: mill}"""
    start = saying(world, FINDING + PARTING, people)
    universe = start.run(1, interpreted=interpreted)
    assert "say_where(ana, bo, cai, hut)" in told(universe)
    assert believed(universe, "bo", "Character.place", "cai") == "mill"
    assert asked(universe, "recalls(bo, is_so(place, cai, hut))")


KINDS = '''
class Mood(Choice):
    calm, cross


class Character:
    speaks: bool = private(False)
    age: int = known(0)
    wealth: Amount = known(0.0)
    wed: bool = known(False)
    mood: Mood = known(calm)
    nap: Span = known(minutes(1))
    leaves: Moment = known(never)
    friend: Character = known(nobody)
    fond: Lean[Character] = private(0.0, guess=0.0, self=1.0)
    debt: bool[Character] = known(False)


@action(speech=True, again=days(9))
def gossip(teller: Character, hearer: Character):
    """{teller} gossips with {hearer}."""
    when(teller.speaks, teller.place == hearer.place, not recalls(teller, gossip(teller)))
    weigh(90, "{teller} likes to talk")
    inform(hearer, is_so(age, teller, 41))
    inform(hearer, is_so(wealth, teller, 2.5))
    inform(hearer, is_so(wed, teller, True))
    inform(hearer, is_so(mood, teller, cross))
    inform(hearer, is_so(nap, teller, minutes(20)))
    inform(hearer, is_so(leaves, teller, day(3)))
    inform(hearer, is_so(friend, teller, hearer))
    inform(hearer, is_so(fond[hearer], teller, -0.75))
    inform(hearer, is_so(debt[hearer], teller, True))
    inform(hearer, is_so(leaves, hearer, never))
'''


def test_what_is_claimed_has_the_type_of_its_attribute(world: MakeWorld, interpreted: bool) -> None:
    people = "ana: {place: hall, speaks: true}\nbo: {place: hall}\n"
    universe = world(KINDS, people).run(1, interpreted=interpreted)
    for held in (
        "ana.age == 41",
        "ana.wealth == 2.5",
        "ana.wed",
        "ana.mood == cross",
        "ana.nap == minutes(20)",
        "ana.leaves == day(3)",
        "ana.friend == bo",
        "guess(ana.fond[bo]) == -0.75",
        "ana.debt[bo]",
        "not ana.debt[ana]",
    ):
        assert asked(universe, f"believes(bo, {held})"), held
        assert held.startswith("not ") or not asked(universe, f"believes(ana, {held})"), held
    for said in (
        "is_so(age, ana, 41)",
        "is_so(wealth, None, 2.5)",
        "is_so(fond[bo], ana, -0.75)",
        "is_so(fond[None], ana, None)",
        "is_so(fond, ana, -0.75)",
        "is_so(mood, ana, cross)",
        "is_so(leaves, bo, never)",
    ):
        assert asked(universe, f"recalls(bo, {said})"), said
    for other in ("is_so(age, ana, 40)", "is_so(fond[ana], ana, None)", "is_so(mood, ana, calm)"):
        assert not asked(universe, f"recalls(bo, {other})"), other


def test_who_doubted_a_claim_believes_it_from_one_who_is_trusted(
    world: MakeWorld, interpreted: bool
) -> None:
    rules = SAY.replace("return mind.credits", "return 0.9 if source.trusted else 0.2")
    rules = rules.replace("    talks:", "    trusted: bool = known(False)\n    talks:") + TELL_ON
    people = """
    ana: {place: hall, talks: true, speaks_of: cai, says: hut}
    bo: {place: hall, trusted: true}
    dan: {place: hall}
    cai: {place: mill}"""
    start = world(rules, people, places=PLACES, more=THINGS)
    universe = start.run(1, interpreted=interpreted)
    lines = [(d.rule, d.roles["teller"], d.roles["hearer"]) for d in universe.deeds]
    assert ("pass_on", "bo", "dan") in lines
    assert believed(universe, "dan", "Character.place", "cai") == "hut"


def test_a_fork_can_make_somebody_tell_what_is_not_so(world: MakeWorld, interpreted: bool) -> None:
    people = PEOPLE.replace("talks: true, ", "")
    start = saying(world, TELL_ON, people, more=THINGS)
    assert told(start.run(1, interpreted=interpreted)) == []
    fork = start.with_change(Change(make=["pass_on(ana, bo, is_so(place, cai, hut))"]))
    universe = fork.run(1, interpreted=interpreted)
    assert [d.rule for d in universe.deeds][:1] == ["pass_on"]
    assert believed(universe, "bo", "Character.place", "cai") == "hut"
    assert asked(universe, "recalls(bo, is_so(place, cai, hut))")


def test_a_beat_can_say_what_is_claimed(world: MakeWorld) -> None:
    people = PEOPLE + "dan: {place: hall}\n"
    story = """
    story: Gossip
    of: start
    beats:
      - {id: B1, deed: "pass_on(None, None, is_so(place, cai, hut))"}
      - {id: B2, deed: "pass_on(None, None, is_so(place, cai, mill))"}
      - {id: B3, deed: "pass_on(None, None, is_so(Thing.place, cup, None))"}
      - {id: B4, deed: "pass_on(None, None, is_so(Character.place, None, None))"}
    """
    start = saying(world, TELL_ON, people, more=THINGS, story=story)
    odds = start.odds(["B1", "B2", "B3", "B4"], universes=20)
    assert [one.estimate for one in odds.base if isinstance(one, Share)] == [1.0, 0.0, 0.0, 1.0]


def test_a_claim_is_told_as_what_was_said(world: MakeWorld) -> None:
    people = PEOPLE.replace("cai: {", "cai: {name: Cai, pronouns: he, ").replace(
        "bo: {", "bo: {name: Bo, pronouns: he, "
    )
    people = people.replace("talks: true, ", "name: Ana, pronouns: she, ")
    start = saying(world, TELL_ON, people, more=THINGS)
    fork = start.with_change(Change(make=["pass_on(ana, bo, is_so(place, cai, hut))"]))
    assert fork.run(1).deeds[0].roles["news"] == "is_so(Character.place, cai, hut)"
    assert "Ana told Bo that Cai was at hut" in str(fork.tell(seed=1))


def test_what_is_claimed_saturates_as_the_value_would(world: MakeWorld) -> None:
    rules = '''
class Character:
    load: Amount = known(0)
    fear: Level = private(0.0, guess=0.0)
    heard_of: Amount = private(0.0)


@action(speech=True, again=days(9))
def exaggerate(a: Character, b: Character):
    """{a} exaggerates to {b}."""
    when(a.load > 0, a.place == b.place, not recalls(a, exaggerate(a, b)))
    weigh(90, "{a} likes to talk")
    takes(seconds(10))
    inform(b, is_so(fear, a, a.load))


@appraisal(of=is_so(fear))
def hears(mind: Character, member: Character, value: Level):
    when(recalls(mind, is_so(fear, member, 1)))
    mind.heard_of = value
'''
    universe = world(rules, "ana: {place: hall, load: 7}\nbo: {place: hall}").run(1)
    assert true(universe, "Character.heard_of", "bo") == 1
    (said,) = (deed for deed in universe.deeds if deed.rule == "exaggerate")
    assert believed(universe, "bo", "Character.fear", "ana") == 1, said


def test_what_is_denied_can_be_named_where_it_is_denied(world: MakeWorld) -> None:
    rules = SAY.replace(
        "inform(hearer, is_so(place, whom, at))", "inform(hearer, not is_so(place, whom, at))"
    )
    universe = world(rules, PEOPLE, places=PLACES, scenario="minds: {bo: {cai.place: hut}}").run(1)
    assert "say_where(ana, bo, cai, hut)" in told(universe)
    assert believed(universe, "bo", "Character.place", "cai") == "mill"
