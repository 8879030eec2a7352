"""What begins as another deed, or unseen, and what one recovers from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.engine.tiny import MakeWorld, of, place, true

from moshimo.engine.journal import Deed, Seeming
from moshimo.engine.universe import Universe
from moshimo.multiverse.asking.figures import Share
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.selection.perspective import lived
from moshimo.world.telling.ways import PLAIN

FIGHT = '''
class Threat(Deed):
    by: Character
    to: Character
    size: Level


class Character:
    foe: Character = known(nobody)
    sly: bool = private(False)
    brawn: Level = private(0.7)
    fear: Level = private(0.0)
    ducked: int = private(0)
    ready: bool = shown(False)
    swung: bool = visible(False)
    saw_through: bool = private(False)


@action(again=days(9))
def strike(attacker: Character, target: Character):
    """{attacker} strikes at {target}."""
    when(target == attacker.foe, not attacker.sly)
    weigh(1000000, "{attacker} is angry")
    attacker.swung = True
    heavy = chance(attacker.brawn + 0.5)
    if heavy:
        means(Threat(attacker, target, attacker.brawn))
    takes(seconds(100))
    target.fear += 0.1 * heavy


@action(again=days(9), seems=strike)
def feint(attacker: Character, target: Character):
    """{attacker} feints at {target}."""
    when(target == attacker.foe, attacker.sly)
    weigh(1000000, "{attacker} is sly")
    attacker.swung = True
    takes(seconds(80))
    attacker.foe = nobody
    target.ready = True


@action(answers=strike)
def duck(target: Character, attacker: Character):
    """{target} ducks."""
    weigh(20 * in_time(), "a blow is coming")
    takes(seconds(1))
    target.ducked += 1


@action(answers=Threat)
def shout(to, by):
    """{to} shouts."""
    weigh(3 * in_time(), "a blow is coming")
'''
WATCH = '''
class Character:
    watches: bool = private(False)


@action(again=seconds(1))
def note_down(one: Character, other: Character):
    """{one} *notes* down that {other} strikes."""
    when(one.watches, sees(one, other), doing(other, strike))
    weigh(5, "{one} keeps count")


@action(again=seconds(1))
def laugh(one: Character, other: Character):
    """{one} laughs at the feint of {other}."""
    when(one.watches, sees(one, other), doing(other, feint))
    weigh(5, "{one} sees through it")


@action(again=seconds(1))
def gloat(one: Character):
    """{one} gloats."""
    when(doing(one, feint))
    weigh(5, "nobody knows")
'''
PAIR = """
ana: {place: hall, foe: bo, sly: %s}
bo: {place: hall}
cai: {place: hall, watches: true}
"""


def fight(world: MakeWorld, sly: bool, rules: str = FIGHT + WATCH, **more: str) -> Universe:
    """Return a universe in which ana strikes, or feints, at bo."""
    made = world(rules, PAIR % str(sly).lower(), pace="2 seconds", **more)
    return made.run(1)


def as_seen(deeds: Sequence[Deed], until: float) -> list[tuple[object, ...]]:
    """Return what others than ana did before a moment: when, with which ids and chances."""
    own = {"strike", "feint", "gloat"}
    return [
        (d.rule, d.id, d.roles, d.begin, d.chance, d.reasons)
        for d in deeds
        if d.begin < until and d.rule not in own
    ]


def test_others_do_the_same_until_its_end_as_if_it_were_what_it_seems(world: MakeWorld) -> None:
    honest, sly = fight(world, False), fight(world, True)
    strike, feint = of(honest, "strike")[0], of(sly, "feint")[0]
    assert feint.seemed == Seeming(strike.id, "strike", strike.roles)
    assert feint.begun == strike.begun == ("ana", "bo", "cai")
    assert as_seen(sly.deeds, feint.end) == as_seen(honest.deeds, feint.end)
    rules = {d.rule for d in sly.deeds if d.begin < feint.end}
    assert {"duck", "shout", "note_down", "gloat"} <= rules
    assert "laugh" not in rules


def test_at_its_end_they_learn_the_true_one(world: MakeWorld) -> None:
    sly = fight(world, True)
    feint = of(sly, "feint")[0]
    assert feint.witnesses == ("ana", "bo", "cai")
    block, rules = sly.block, sly.program.emitted.layout.rules
    many = block.k_rules[0]
    for mind in (1, 2, 3):
        assert block.m_count[mind * many + rules["feint"]] > 0
        assert block.m_count[mind * many + rules["strike"]] == 0
    assert true(sly, "Character.ready", "bo") == 1


def test_after_its_end_there_is_nothing_more_to_answer(world: MakeWorld) -> None:
    sly = fight(world, True)
    (feint,) = of(sly, "feint")
    late = [d.rule for d in sly.deeds if d.begin > feint.end]
    assert not {"duck", "shout", "note_down"} & {*late}
    assert [d.rule for d in sly.deeds if d.begin < feint.end].count("duck") > 3


def test_what_it_only_seems_was_never_tried(world: MakeWorld) -> None:
    made = world(FIGHT + WATCH, PAIR % "true", pace="2 seconds")
    odds = made.odds(["tried(strike(ana, bo))", "tried(feint(ana, bo))"], universes=3)
    assert [one.estimate for one in odds.base if isinstance(one, Share)] == [0.0, 1.0]


def test_what_answers_it_rests_on_it_in_the_journal(world: MakeWorld) -> None:
    sly = fight(world, True)
    ids = {d.id: d.rule for d in [*sly.deeds, *sly.under_way()]}
    for duck in of(sly, "duck"):
        assert "feint" in [ids[cause] for cause in duck.causes]


def test_each_lives_through_what_it_seemed_until_its_end(world: MakeWorld) -> None:
    made = world(FIGHT + WATCH, PAIR % "true", pace="2 seconds")
    universe = made.universe(1).until(60)
    (feint,) = [d for d in universe.under_way() if d.rule == "feint"]
    deeds, lexicon = (
        [*universe.deeds, *universe.under_way()],
        lexicon_of(made.checked, made.scenario, PLAIN),
    )
    for who, rule in (("ana", "feint"), ("bo", "strike"), ("cai", "strike")):
        view = lived(deeds, who, lexicon)
        seen = next(d for d in view.deeds if d.result == "under way" and d.rule != "duck")
        assert seen.rule == rule
        ids = {d.id for d in view.deeds}
        assert {cause for d in view.deeds for cause in d.causes} <= ids
        assert (feint.id in ids) == (who == "ana")


def test_it_is_the_same_in_both_modes(world: MakeWorld) -> None:
    made = world(FIGHT + WATCH, PAIR % "true", pace="2 seconds")
    modes = [made.universe(3, interpreted=mode).until() for mode in (True, False)]
    assert modes[0].hash() == modes[1].hash()
    assert [d.seemed for d in modes[0].deeds] == [d.seemed for d in modes[1].deeds]


# broken off, foiled, unseen ------------------------------------------------------------------

BREAKS = '''

class Character:
    calls: bool = private(False)
    stops: bool = private(False)


@action(answers=strike, again=days(9))
def parry(target, attacker):
    """{target} parries."""
    when(target.stops)
    weigh(1000000, "a blow is coming")
    foil(attacker)


@event(of=duck)
def stumbles(target, attacker):
    """{attacker} stumbles."""
    when(attacker.calls)
    foil(attacker)
'''


def test_what_foils_the_seeming_deed_foils_the_true_one_and_nobody_learns_of_it(
    world: MakeWorld,
) -> None:
    made = world(
        FIGHT + BREAKS,
        "ana: {place: hall, foe: bo, sly: true}\nbo: {place: hall, stops: true}",
        pace="2 seconds",
    )
    universe = made.run(1)
    (parry, *_), feints = of(universe, "parry"), of(universe, "feint")
    assert {d.result for d in feints} == {"foiled"}
    assert feints[0].witnesses == ()
    deeds, lexicon = universe.deeds, lexicon_of(made.checked, made.scenario, PLAIN)
    assert {d.rule for d in lived(deeds, "bo", lexicon).deeds} <= {
        "strike",
        "parry",
        "duck",
        "shout",
    }
    view = lived(deeds, "bo", lexicon)
    assert feints[0].seemed is not None
    own = next(d for d in view.deeds if d.id == parry.id)
    assert own.causes == (feints[0].seemed.id,) or parry.causes == ()
    assert {d.rule for d in lived(deeds, "ana", lexicon).deeds} >= {"feint", "parry"}
    block, rules = universe.block, universe.program.emitted.layout.rules
    bo = place(universe, "Character", "bo")
    assert block.m_count[bo * block.k_rules[0] + rules["feint"]] == 0


SNEAKS = '''
class Character:
    sneaks: bool = private(False)
    gone: bool = private(False)
    watches: bool = private(False)


@action(again=days(9), seems=None, carries=roles)
def sneak(who: Character):
    """{who} sneaks to the door."""
    when(who.sneaks, not who.gone)
    weigh(1000000, "{who} must not be seen")
    takes(seconds(100))
    who.gone = True


@action(answers=sneak)
def stop(other: Character, who: Character):
    """{other} stops {who}."""
    weigh(1000000, "nobody leaves")
    foil(who)


@action(again=seconds(1))
def point(other: Character, who: Character):
    """{other} points at {who}."""
    when(other.watches, sees(other, who), doing(who, sneak))
    weigh(5, "somebody sneaks away")


@action(again=seconds(30))
def hum(one: Character):
    """{one} hums."""
    weigh(2, "{one} is in a good mood")
'''


def test_what_begins_unseen_is_neither_answered_nor_noticed(world: MakeWorld) -> None:
    people = "ana: {place: hall, sneaks: %s}\nbo: {place: hall, watches: true}"
    found = [
        world(SNEAKS, people % sneaks, pace="2 seconds").run(1) for sneaks in ("true", "false")
    ]
    (sneak,) = of(found[0], "sneak")
    assert (sneak.result, sneak.begun, sneak.witnesses) == ("done", ("ana",), ("ana",))
    assert sneak.seemed is None
    assert of(found[0], "stop") == of(found[0], "point") == []
    bo = [[(d.id, d.begin, d.chance) for d in u.deeds if d.roles.get("one") == "bo"] for u in found]
    assert bo[0] == bo[1] != []


def test_an_event_of_the_world_knows_what_somebody_truly_does(world: MakeWorld) -> None:
    trap = (
        SNEAKS
        + '''

@event(mean=seconds(5))
def creaks(who: Character):
    """The floor creaks under {who}."""
    when(doing(who, sneak))
'''
    )
    universe = world(trap, "ana: {place: hall, sneaks: true}", pace="2 seconds").run(1)
    assert of(universe, "creaks") != []


# following through ---------------------------------------------------------------------------

SWING = '''
class Character:
    foe: Character = known(nobody)
    clumsy: Amount = private(1.0)
    answers: bool = private(False)
    misses_all: bool = private(False)
    out_of_reach: bool = known(False)


@action(again=seconds(0), recovers=seconds(10) * attacker.clumsy + seconds(20) * (not lands))
def swing(attacker: Character, target: Character):
    """{attacker} swings at {target}."""
    when(target == attacker.foe, not target.out_of_reach)
    weigh(1000000, "{attacker} is angry")
    takes(seconds(2))
    lands = chance(not attacker.misses_all)


@action(speech=True, again=seconds(1))
def groan(one: Character):
    """{one} groans."""
    when(one.foe != nobody)
    weigh(1000000, "it hurts")


@action(again=seconds(1))
def jab(one: Character, other: Character):
    """{one} jabs at {other}."""
    when(one.answers, sees(one, other), recovering(other))
    weigh(1000000, "{other} is open")


@action(again=seconds(1))
def rest(one: Character):
    """{one} rests."""
    when(recovering(one))
    weigh(1000000, "{one} cannot do it")
'''


def test_who_follows_through_can_begin_nothing_but_speech(world: MakeWorld) -> None:
    universe = world(SWING, "ana: {place: hall, foe: bo}\nbo: {place: hall}", pace="1 hour").run(1)
    swings = of(universe, "swing")
    assert len(swings) > 50
    assert min(round(b.begin - a.end, 3) for a, b in pairwise(swings)) == 10.0
    assert of(universe, "rest") == []
    groans = of(universe, "groan")
    assert any(a.end <= groan.begin < a.end + 10 for a in swings for groan in groans)


def test_a_quantity_and_an_outcome_say_how_long_it_takes(world: MakeWorld) -> None:
    people = "ana: {place: hall, foe: bo, clumsy: 2, misses_all: true}\nbo: {place: hall}"
    swings = of(world(SWING, people, pace="1 hour").run(1), "swing")
    assert min(round(b.begin - a.end, 3) for a, b in pairwise(swings)) == 40.0


def test_others_see_the_opening_and_only_then(world: MakeWorld) -> None:
    people = "ana: {place: hall, foe: bo}\nbo: {place: hall, answers: true}"
    universe = world(SWING, people, pace="1 second").run(1)
    swings, jabs = of(universe, "swing"), of(universe, "jab")
    assert len(jabs) > 50
    for jab in jabs:
        assert any(a.end <= jab.begin < a.end + 10 for a in swings)
    far = world(SWING, people.replace("bo: {place: hall", "bo: {place: mill"), pace="1 second")
    assert of(far.run(1), "jab") == []


def test_what_comes_to_nothing_at_its_end_is_followed_through_and_what_is_foiled_is_not(
    world: MakeWorld,
) -> None:
    rules = (
        SWING
        + '''

class Character:
    steps_back: bool = private(False)
    wrests: bool = private(False)


@action(answers=swing, again=seconds(0))
def step_back(target, attacker):
    """{target} steps back."""
    when(target.steps_back)
    weigh(1000000, "a blow is coming")
    takes(seconds(1))


@event(of=step_back, carries=roles)
def slips(target):
    """{target} is out of reach."""
    target.out_of_reach = True


@action(answers=swing, again=seconds(0))
def wrest(target, attacker):
    """{target} holds {attacker}'s arm."""
    when(target.wrests)
    weigh(1000000, "a blow is coming")
    foil(attacker)
'''
    )
    people = "ana: {place: hall, foe: bo}\nbo: {place: hall, %s: true}"
    ended = world(rules, people % "steps_back", pace="1 second").universe(1).until(4)
    (swing,) = of(ended, "swing")
    assert (swing.result, swing.begin + 2) == ("foiled", swing.end)
    assert ended.block.c_recovers[place(ended, "Character", "ana")] == swing.end + 30
    foiled = world(rules, people % "wrests", pace="1 second").universe(1).until(4)
    assert of(foiled, "swing")[0].result == "foiled"
    assert foiled.block.c_recovers[place(foiled, "Character", "ana")] == 0


def test_somebody_asked_says_that_they_recover(world: MakeWorld) -> None:
    made = world(SWING, "ana: {place: hall, foe: bo}\nbo: {place: hall}", pace="1 second")
    (swing, *_) = of(made.run(1), "swing")
    asked = made.ask("swing", at=swing.end + 1, seed=1)
    (ana,) = [one.text for one in asked.obstacles if one.actor == "ana"]
    assert ana == "still recovers from what went before"
