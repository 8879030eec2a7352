"""What people do, one thing at a time: begun, broken off, foiled, answered, wanted again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.engine.tiny import MakeWorld, of, place, told, true

# asides, and what breaks something off -------------------------------------------------------

BUSY = '''
class Character:
    works: bool = private(False)
    hums: bool = private(False)
    walks: Place = private(nowhere)


@action(again=days(1000))
def work(who: Character):
    """{who} works."""
    when(who.works)
    weigh(50, "there is work to do")
    takes(minutes(40))


@action(again=minutes(5))
def hum(who: Character):
    """{who} hums a tune."""
    when(who.hums)
    weigh(3, "{who} is in a good mood")
    takes(seconds(20))


@action(again=minutes(5))
def rest(who: Character):
    """{who} sits down."""
    when(who.hums)
    weigh(3, "{who} is lazy")
    takes(minutes(2))


@action(moves=True)
def walk(who: Character, to: Place):
    """{who} walks to {to}."""
    when(to == who.walks, to != who.place)
    weigh(3, "{who} likes walking")
    takes(seconds(30))
    who.place = to
'''


def test_an_aside_does_not_end_what_takes_longer(world: MakeWorld) -> None:
    universe = world(BUSY, "ana: {place: hall, works: true, hums: true}").run(1)
    (work,) = of(universe, "work")
    during = [d for d in of(universe, "hum") if work.begin < d.begin < work.end]
    assert work.result == "done"
    assert len(during) > 2


def test_what_takes_longer_than_a_minute_is_not_done_beside_something(world: MakeWorld) -> None:
    universe = world(BUSY, "ana: {place: hall, works: true, hums: true}").run(1)
    (work,) = of(universe, "work")
    assert [d for d in of(universe, "rest") if work.begin < d.begin < work.end] == []


def test_who_must_move_cannot_do_it_beside_something(world: MakeWorld) -> None:
    universe = world(BUSY, "ana: {place: hall, works: true, walks: mill}").run(1)
    (work,) = of(universe, "work")
    assert [d for d in of(universe, "walk") if work.begin < d.begin < work.end] == []


STARTLED = '''
class Wound(Deed):
    to: Character
    size: Level


class Character:
    works: bool = private(False)
    pain: Level = private(0.0)
    open: bool = visible(False)
    shelters: bool = known(False)
    sting_at: Moment = private(never)
    sting: Level = private(0.5)


@action(again=days(1000))
def work(who: Character):
    """{who} works with the door open."""
    when(who.works)
    weigh(5 * (who.pain < 0.3), "there is work to do")
    who.open = True
    whole = takes(minutes(40))
    who.open = False
    if whole:
        who.works = False


@action(again=days(1000))
def flee(who: Character):
    """{who} flees."""
    weigh(200 * who.pain, "{who} is in pain")
    takes(minutes(10))
    who.shelters = True


@event(at=Character.sting_at)
def sting(who: Character):
    """Something stings {who}."""
    means(Wound(who, who.sting))


@appraisal(of=Wound)
def hurts(to, size, mind):
    """{mind} is in pain."""
    when(to == mind)
    mind.pain += size
'''


def test_who_is_startled_breaks_off(world: MakeWorld) -> None:
    universe = world(STARTLED, "ana: {place: hall, works: true, sting_at: day 1 06:20}").run(1)
    assert told(universe)[:3] == ["sting(ana)", "work(ana): broken off", "flee(ana)"]


def test_a_small_feeling_startles_nobody(world: MakeWorld) -> None:
    people = "ana: {place: hall, works: true, sting_at: day 1 06:20, sting: 0.2}"
    universe = world(STARTLED, people).run(1)
    assert told(universe)[:2] == ["sting(ana)", "work(ana)"]


def test_what_names_being_cut_short_has_its_effects_either_way(world: MakeWorld) -> None:
    cut = world(STARTLED, "ana: {place: hall, works: true, sting_at: day 1 06:20}").run(1)
    assert true(cut, "Character.open", "ana") == 0
    assert true(cut, "Character.works", "ana") == 1
    whole = world(STARTLED, "ana: {place: hall, works: true}").run(1)
    assert true(whole, "Character.works", "ana") == 0


def test_what_does_not_name_being_cut_short_has_no_late_effects(world: MakeWorld) -> None:
    rules = STARTLED.replace("weigh(200 * who.pain", "weigh(200 * (0 < who.pain < 0.8)")
    people = "ana: {place: hall, sting_at: day 1 06:20}"
    universe = world(rules, people).universe(1)
    universe.until(22 * 60)
    assert universe.block.c_main[1] != 0  # fleeing
    assert true(universe, "Character.shelters", "ana") == 0


# foiling --------------------------------------------------------------------------------------

FENCE = '''
class Character:
    strikes: Character = private(nobody)
    agile: Level = private(0.0)
    hit: int = known(0)
    asleep: bool = known(False)
    tired: bool = private(False)


@action(again=days(1000))
def strike(by: Character, at: Character):
    """{by} strikes at {at}."""
    when(at == by.strikes, at.place == by.place)
    weigh(50, "{by} is angry")
    takes(seconds(5))
    at.hit += 1


@action(answers=strike, again=seconds(0))
def duck(at: Character, by: Character):
    """{at} ducks."""
    weigh(1000 * in_time() * at.agile, "it can still be dodged")
    takes(seconds(0.5))
    evaded = contest(at.agile, 0)
    if evaded:
        foil(by)


@action(again=days(1000))
def sleep(who: Character):
    """{who} falls asleep."""
    when(who.tired)
    weigh(50, "{who} is tired")
    who.asleep = True
    whole = takes(hours(5))
    who.asleep = False
    if whole:
        who.tired = False


@action(again=days(1000))
def shake(by: Character, who: Character):
    """{by} shakes {who}."""
    when(who.asleep, who == by.strikes)
    weigh(50, "{by} wants {who} awake")
    foil(who)
'''
DUEL = "ana: {place: hall, strikes: bo}\nbo: {place: hall, agile: 1}"


def test_a_foiled_deed_has_no_effects(world: MakeWorld) -> None:
    universe = world(FENCE, DUEL, ends="day 1 06:02").run(1)
    assert told(universe)[:2] == ["strike(ana, bo): foiled", "duck(bo, ana)"]
    assert true(universe, "Character.hit", "bo") == 0


def test_one_does_not_strike_twice_at_once(world: MakeWorld) -> None:
    people = "ana: {place: hall, strikes: bo}\nbo: {place: hall}"
    rules = FENCE.replace("again=days(1000)", "again=seconds(0)")
    strikes = of(world(rules, people, pace="1 second", ends="day 1 06:05").run(1), "strike")
    assert len(strikes) > 20
    assert all(b.begin >= a.end for a, b in pairwise(strikes))


HUSH = (
    BUSY
    + '''

class Character:
    sulks: bool = private(False)


@action(answers=hum, again=seconds(0))
def hush(grump: Character, who: Character):
    """{grump} hushes {who}."""
    when(grump.sulks)
    weigh(1000, "{grump} wants quiet")
    foil(who)
'''
)


def test_what_is_done_beside_something_can_be_foiled_too(world: MakeWorld) -> None:
    people = "ana: {place: hall, works: true, hums: true}\nbo: {place: hall, sulks: true}"
    universe = world(HUSH, people).run(1)
    assert {d.result for d in of(universe, "hum")} == {"foiled"}


def test_who_finds_nothing_to_answer_is_not_woken(world: MakeWorld) -> None:
    people = "ana: {place: hall, works: true, hums: true}\nbo: {place: hall, sulks: true}"
    start = world(HUSH, f"{people}\ncarl: {{place: hall}}", ends="day 1 06:10")

    def thoughts(who: str) -> int:
        universe = start.universe(1)
        block, row, last, many = universe.block, place(universe, "Character", who), 0, 0
        going = True
        while going:
            thinker = block.due_a[0]
            going = universe.step()
            many += thinker == row and block.thoughts[0] > last
            last = block.thoughts[0]
        assert of(universe, "hush")
        return many

    assert thoughts("carl") == 10  # one a pace
    assert thoughts("bo") > 10


def test_an_answer_knows_what_it_answers(world: MakeWorld) -> None:
    universe = world(FENCE, DUEL, ends="day 1 06:02").run(1)
    strike, duck, *_ = universe.deeds
    assert strike.begin < duck.begin < strike.begin + 5
    assert strike.id in duck.causes


def test_nobody_answers_what_he_does_not_perceive(world: MakeWorld) -> None:
    rules = FENCE.replace(", at.place == by.place", "")
    universe = world(rules, "ana: {place: hall, strikes: bo}\nbo: {place: mill, agile: 1}").run(1)
    assert told(universe) == ["strike(ana, bo)"]


def test_being_foiled_cuts_short_and_that_has_its_effects(world: MakeWorld) -> None:
    rules = FENCE.replace('weigh(50, "{by} is angry', 'weigh(0, "{by} is angry')
    people = "ana: {place: hall, strikes: bo}\nbo: {place: hall, tired: true}"
    universe = world(rules, people).universe(1)
    while not of(universe, "shake"):
        universe.step()
    universe.step()
    assert told(universe)[:2] == ["sleep(bo): foiled", "shake(ana, bo)"]
    assert true(universe, "Character.tired", "bo") == 1
    assert true(universe, "Character.asleep", "bo") == 0


LEAVES = '''
class Character:
    gifts: Character = private(nobody)
    given: int = known(0)
    leaves: Moment = private(never)
    goes: Place = private(nowhere)


@action(again=days(1000))
def give(by: Character, to: Character):
    """{by} unwraps a gift for {to}."""
    when(to == by.gifts, to.place == by.place)
    weigh(50, "{by} is fond of {to}")
    takes(minutes(20))
    to.given += 1


@event(at=Character.leaves, carries=roles)
def leave(who: Character):
    """{who} leaves."""
    who.place = who.goes
'''


def test_a_condition_is_asked_again_at_the_end(world: MakeWorld) -> None:
    universe = world(
        LEAVES,
        """
        ana: {place: hall, gifts: bo}
        bo: {place: hall, goes: mill, leaves: day 1 06:15}""",
    ).run(1)
    assert told(universe) == ["leave(bo)", "give(ana, bo): foiled"]
    assert universe.deeds[-1].failed == "to.place == by.place"
    assert true(universe, "Character.given", "bo") == 0


def test_what_the_beginning_wrote_is_not_asked_again(world: MakeWorld) -> None:
    rules = '''
class Character:
    seated: bool = visible(False)


@action(again=days(1000))
def sit(who: Character):
    """{who} sits down for a while."""
    when(not who.seated)
    weigh(50, "{who} is tired")
    who.seated = True
    takes(minutes(10))
'''
    assert told(world(rules, "ana: {place: hall}").run(1)) == ["sit(ana)"]


# speech ---------------------------------------------------------------------------------------

TALK = '''
class Character:
    talks: bool = private(False)


@action(speech=True, again=minutes(1))
def talk(by: Character):
    """{by} talks."""
    when(by.talks)
    weigh(20, "{by} likes to talk")
    takes(seconds(20))


@action(answers=talk, speech=True, within=minutes(1), again=seconds(0))
def reply(other: Character, by: Character):
    """{other} replies to {by}."""
    when(not other.talks)
    weigh(100, "{other} has something to say")
    takes(seconds(5))
'''


def test_there_is_one_voice_at_a_place(world: MakeWorld) -> None:
    people = "\n".join(f"p{i}: {{place: hall, talks: true}}" for i in range(6))
    spoken = world(TALK, people, pace="20 seconds", ends="day 1 06:20").run(1).deeds
    assert len(spoken) > 20
    assert {deed.result for deed in spoken} == {"done"}
    for before, after in pairwise(spoken):
        assert before.end <= after.begin


def test_what_had_to_wait_for_the_voice_was_not_impossible(world: MakeWorld) -> None:
    people = "\n".join(f"p{i}: {{place: hall, talks: true}}" for i in range(6))
    spoken = world(TALK, people, pace="2 minutes", ends="day 1 06:20").run(1).deeds
    assert min(deed.chance or 0.0 for deed in spoken) > 0.001


def test_two_places_have_two_voices(world: MakeWorld) -> None:
    people = """
        ana: {place: hall, talks: true}
        bo: {place: mill, talks: true}"""
    spoken = world(TALK, people, pace="10 seconds", ends="day 1 06:30").run(1).deeds
    pairs = pairwise(spoken)
    assert any(after.begin < before.end for before, after in pairs)


def test_who_has_spoken_listens_for_half_a_minute(world: MakeWorld) -> None:
    people = "ana: {place: hall, talks: true}"
    rules = TALK.replace("again=minutes(1)", "again=seconds(0)")
    spoken = world(rules, people, pace="2 seconds", ends="day 1 06:20").run(1).deeds
    pauses = [b.begin - a.end for a, b in pairwise(spoken)]
    assert min(pauses) >= 30


@pytest.mark.parametrize("seed", range(4))
def test_an_answer_comes_within_its_window(world: MakeWorld, seed: int) -> None:
    people = "ana: {place: hall, talks: true}\nbo: {place: hall}"
    universe = world(TALK, people, pace="5 minutes").run(seed)
    replies = of(universe, "reply")
    talks = {deed.id: deed for deed in of(universe, "talk")}
    assert replies
    for reply in replies:
        answered = next(talks[cause] for cause in reply.causes if cause in talks)
        assert answered.begin < reply.begin <= answered.end + 60


# satiation ------------------------------------------------------------------------------------

EAT = '''
class Character:
    eats: bool = known(True)


@action(again=hours(1))
def eat(who: Character):
    """{who} eats."""
    when(who.eats)
    weigh(6, "{who} is hungry")


@action(again=hours(1))
def wave(who: Character, other: Character):
    """{who} waves to {other}."""
    when(not who.eats)
    weigh(6, "{who} is friendly")
'''


def chances_by_age(
    world: MakeWorld, people: str, rule: str, seeds: int
) -> list[tuple[float, float]]:
    start = world(EAT, people, ends="day 2 06:00")
    found = []
    for seed in range(seeds):
        deeds = of(start.run(seed), rule)
        for before, after in pairwise(deeds):
            assert after.chance is not None
            found.append((after.begin - before.end, after.chance))
    return found


def test_a_wish_comes_back_by_one_minus_two_to_the_minus_t(world: MakeWorld) -> None:
    # the weight after t is 6·(1 − 2^(−t/1h)); each thought is the only one of its period, so
    # the chance told of it is weight / (1 + weight)
    for age, chance in chances_by_age(world, "ana: {place: hall}", "eat", 3):
        weight = 6 * (1 - 2 ** (-age / 3600))
        assert chance == pytest.approx(weight / (1 + weight), rel=1e-9)


def test_the_same_with_another_is_another_wish(world: MakeWorld) -> None:
    people = "ana: {place: hall, eats: false}\nbo: {place: hall, eats: true}\ncai: {place: hall}"
    waves = of(world(EAT, people).run(1), "wave")
    fresh = [d.roles["other"] for d in waves[:2]]
    assert sorted(fresh) == ["bo", "cai"]


# bodies and births ----------------------------------------------------------------------------

LETTERS = '''
class Letter(room=2):
    author: Character = visible(nobody)
    place: Place = visible(nowhere)


class Character:
    writes: bool = private(False)


@action(again=days(1000))
def write(author: Character):
    """{author} writes a letter."""
    when(author.writes)
    weigh(50, "{author} has something to say")
    letter = born(Letter)
    letter.author = author
    letter.place = author.place


@action(again=days(1000))
def find(finder: Character, letter: Letter):
    """{finder} finds {letter}."""
    when(letter.place == finder.place, letter.author != finder)
    weigh(50, "{finder} is curious")
'''


def test_who_is_born_can_be_known_and_have_a_role(world: MakeWorld) -> None:
    people = "ana: {place: hall, writes: true}\nbo: {place: hall}"
    universe = world(LETTERS, people).run(1)
    assert told(universe)[:2] == ["write(ana)", "find(bo, letter_1)"]
    assert universe.deeds[0].outcomes["letter"] == "letter_1"


def test_before_it_is_born_it_is_no_candidate(world: MakeWorld) -> None:
    universe = world(LETTERS, "ana: {place: hall}\nbo: {place: hall}").run(1)
    assert universe.deeds == []
    assert universe["Letter.author"].tolist() == []


# the actor alone ------------------------------------------------------------------------------


def test_what_carries_to_its_roles_is_known_to_no_other(world: MakeWorld) -> None:
    rules = '''
@action(carries=roles, again=days(1000))
def whisper(by: Character, to: Character):
    """{by} whispers to {to}."""
    when(by.place == to.place, by.bold)
    weigh(50, "{by} has a secret")


@action(again=days(1000), carries=earshot(minutes(5)))
def shout(by: Character):
    """{by} shouts."""
    when(by.loud)
    weigh(50, "{by} is loud")


@action(again=days(1000), carries=realm)
def ring(by: Character):
    """{by} rings the great bell."""
    when(by.rings)
    weigh(50, "{by} is the sexton")


class Character:
    bold: bool = private(False)
    loud: bool = private(False)
    rings: bool = private(False)
'''
    far = "Place:\n  hall: {path: {mill: 4 minutes}}\n  mill: {path: {hut: 4 minutes}}\n  hut: {}\n"
    people = """
        ana: {place: hall, WHAT: true}
        bo: {place: hall}
        cai: {place: mill}
        dora: {place: hut}"""
    seen = {
        what: sorted(
            {
                w
                for d in world(rules, people.replace("WHAT", what), places=far).run(1).deeds
                if d.roles.get("to", "bo") == "bo"
                for w in d.witnesses
            }
        )
        for what in ("bold", "loud", "rings")
    }
    assert seen == {
        "bold": ["ana", "bo"],
        "loud": ["ana", "bo", "cai"],
        "rings": ["ana", "bo", "cai", "dora"],
    }
