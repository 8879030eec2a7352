"""Who is born thinks, who is gone takes no part, and a body is whom a mind takes it for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import MakeWorld, asked, believed, line, of, place, told, true

from moshimo import World, load
from moshimo.engine.universe import Universe

CLONES = Path(__file__).parents[1] / "worlds" / "clones"
PEOPLE = "ana: {place: hall, due: day 1 06:01}\nbo: {place: hall}\ncai: {place: mill}"
BORN = """
class Character(room=2):
    due: Moment = private(never)
    skill: Amount = known(0)
    glad: Level = visible(0.0)
    fear: Level = private(0.0, guess=0.0)
    foe: Character = private(nobody)
    trust: Lean[Character] = private(0.2, self=1.0)

@event(at=Character.due)
def double(x: Character):
    \"\"\"{x} is two.\"\"\"
    other = born(Character, like=x)
    other.due = never
"""
HUM = """
@action()
def hum(a: Character):
    \"\"\"{a} hums.\"\"\"
    weigh(2, "{a} likes it")
    takes(seconds(10))
"""


def mind(universe: Universe, who: str, body: str) -> str:
    """Return for whom somebody takes a body."""
    m, x = (place(universe, "Character", name) for name in (who, body))
    names = ("nobody", *universe.names("Character"))
    taken: int = universe.program.space["taken"](universe.block, m, x)
    return names[taken]


def test_who_is_born_like_somebody_is_where_they_are_and_has_what_they_have(
    world: MakeWorld,
) -> None:
    people = PEOPLE.replace("ana: {", "ana: {skill: 3, fear: 0.7, foe: cai, trust: {bo: -0.5}, ")
    universe = world(BORN, people).run(1)
    assert universe.names("Character")[-1] == "clone_of_ana"
    for full in ("Character.place", "Character.skill", "Character.fear", "Character.foe"):
        assert true(universe, full, "clone_of_ana") == true(universe, full, "ana")
    ana, bo = (place(universe, "Character", who) - 1 for who in ("ana", "bo"))
    assert universe["trust"][3][bo] == -0.5
    assert universe["trust"][bo][3] == universe["trust"][bo][ana]


def test_who_is_born_thinks_with_dice_of_the_deed_that_bore_them(world: MakeWorld) -> None:
    made = world(BORN + HUM, PEOPLE)
    universe = made.run(3)
    own = [deed for deed in of(universe, "hum") if deed.roles["a"] == "clone_of_ana"]
    assert own
    assert own[0].begin > 60.0
    assert [d.begin for d in own] != [d.begin for d in of(universe, "hum") if d.roles["a"] == "ana"]


def test_who_is_born_remembers_what_the_other_did(world: MakeWorld) -> None:
    rules = (
        BORN
        + """
@event(mean=seconds(10))
def ring(x: Character):
    \"\"\"{x} rings.\"\"\"
    when(x.skill > 0)

@action()
def recall(a: Character):
    \"\"\"{a} recalls it.\"\"\"
    when(recalls(a, ring(None), within=hours(1)), now > day(1) + minutes(0))
    weigh(5, "{a} heard it")
    takes(seconds(5))
"""
    )
    people = PEOPLE.replace("ana: {", "ana: {skill: 1, ").replace("06:01", "06:03")
    universe = world(rules, people).run(1)
    assert [d for d in of(universe, "recall") if d.roles["a"] == "clone_of_ana"]


def test_who_did_not_see_the_birth_takes_the_newborn_for_the_other(world: MakeWorld) -> None:
    rules = (
        BORN
        + """
@event(at=Character.goes)
def leave(x: Character):
    \"\"\"{x} leaves.\"\"\"
    x.place = x.goal

class Character:
    goes: Moment = private(never)
    goal: Place = private(nowhere)
"""
    )
    due = "    other.due = never\n"
    rules = rules.replace(due, due + "    x.goes = now + minutes(1)\n")
    people = PEOPLE.replace("ana: {", "ana: {goal: mill, ")
    universe = world(rules, people).run(1)
    assert mind(universe, "bo", "clone_of_ana") == "clone_of_ana"  # saw it made
    assert mind(universe, "ana", "clone_of_ana") == "clone_of_ana"
    assert mind(universe, "clone_of_ana", "ana") == "ana"
    assert mind(universe, "cai", "clone_of_ana") == "ana"


GONE = """
class Letter(room=1):
    place: Place = visible(nowhere)

class Character:
    due: Moment = private(never)
    burns: Moment = private(never)

@event(at=Character.due)
def die(x: Character):
    \"\"\"{x} dies.\"\"\"
    gone(x)

@action()
def knock(a: Character, b: Character):
    \"\"\"{a} knocks at {b}.\"\"\"
    when(a.place == b.place)
    weigh(1, "{a} is bored")
    takes(seconds(30))

@event(mean=minutes(2))
def sneeze(x: Character):
    \"\"\"{x} sneezes.\"\"\"
    when(x.place != nowhere)

@action(speech=True)
def count_them(a: Character):
    \"\"\"{a} counts {n}.\"\"\"
    weigh(0.3, "{a} counts")
    n = pick((x for x in Character), weight=1)
"""


def test_who_is_gone_does_nothing_and_nothing_befalls_them(world: MakeWorld) -> None:
    for seed in range(1, 6):
        universe = world(GONE, PEOPLE).run(seed)
        assert of(universe, "die")
        after = [deed for deed in universe.deeds if deed.begin > 60.0 and deed.result == "done"]
        assert after
        assert not [line(deed) for deed in after if "ana" in deed.roles.values()]
        assert not [deed for deed in after if "ana" in deed.witnesses]
        assert "ana" not in {deed.outcomes["n"] for deed in of(universe, "count_them")[3:]}


def test_what_somebody_gone_was_at_comes_to_nothing(world: MakeWorld) -> None:
    found = [
        deed.result
        for seed in range(1, 12)
        for deed in world(GONE, PEOPLE).run(seed).deeds
        if deed.roles.get("a") == "ana" and deed.begin < 60.0 < deed.end + 1e-9
    ]
    assert set(found) == {"foiled"}


def test_who_saw_somebody_go_no_longer_thinks_of_them_and_others_do(world: MakeWorld) -> None:
    universe = world(GONE, PEOPLE).run(2)
    assert believed(universe, "bo", "Character.place", "ana") in ("", "?")
    assert believed(universe, "cai", "Character.place", "ana") == "hall"


def test_clones_live_the_same_in_both_modes() -> None:
    made: World = load(str(CLONES))
    for seed in (3, 4):
        ways = [told(made.run(seed, interpreted=way)) for way in (True, False)]
        assert ways[0] == ways[1]


def test_a_clone_that_is_struck_bursts_and_its_maker_lives_on() -> None:
    universe = load(str(CLONES)).run(3)
    bursts = of(universe, "burst")
    assert bursts
    assert all(deed.roles["to"].startswith("clone_of_") for deed in bursts)
    who, when = bursts[0].roles["to"], bursts[0].end
    later = [d for d in universe.deeds if d.begin > when and d.kind != "sense"]
    assert not [line(deed) for deed in later if who in deed.roles.values()]


MASKS = """
class Slight(Deed):
    by: Character
    to: Character

class Character:
    due: Moment = private(never)
    acts: Moment = private(never)
    shows: Moment = private(never)
    comes: Moment = private(never)
    model: Character = private(nobody)
    goal: Place = private(nowhere)
    trust: Lean[Character] = private(0.0, self=1.0)

@event(at=Character.due)
def don(x: Character):
    \"\"\"{x} puts on a mask.\"\"\"
    disguise(x, x.model)
    x.comes = now + seconds(30)

@event(at=Character.comes)
def come(x: Character):
    \"\"\"{x} comes.\"\"\"
    x.place = x.goal

@event(at=Character.acts)
def insult(x: Character):
    \"\"\"{x} insults everybody.\"\"\"
    for y in Character:
        if y != x:
            means(Slight(x, y))

@event(at=Character.shows)
def unmask(x: Character):
    \"\"\"{x} is unmasked.\"\"\"
    reveal(x)
    disguise(x, x)

@appraisal(of=Slight)
def resent(mind: Character, by: Character, to: Character):
    when(mind == to)
    mind.trust[by] -= 0.4
"""
BALL = (
    "ana: {place: hall}\nbo: {place: hall}\ncai: {place: mill}\n"
    "dan: {place: mill, goal: hall, model: cai, "
    "due: day 1 06:01, acts: day 1 06:02, shows: day 1 06:04}"
)


def felt(universe: Universe, who: str) -> tuple[float, float]:
    """Return what somebody feels toward cai and toward dan."""
    row = place(universe, "Character", who) - 1
    found = universe["trust"][row]
    cai, dan = (place(universe, "Character", whom) - 1 for whom in ("cai", "dan"))
    return round(float(found[cai]), 6), round(float(found[dan]), 6)


def test_what_a_masked_man_does_is_laid_to_whom_he_looks_like(world: MakeWorld) -> None:
    universe = world(MASKS, BALL).run(1, until="06:03")
    assert felt(universe, "ana") == (-0.4, 0.0)
    assert felt(universe, "cai") == (1.0, 0.0)  # was not there; to oneself it is 1


def test_once_he_is_revealed_each_deed_is_felt_anew_once(world: MakeWorld) -> None:
    universe = world(MASKS, BALL).run(1)
    assert felt(universe, "ana") == (-0.4, -0.4)
    assert felt(universe, "bo") == (-0.4, -0.4)


@pytest.mark.parametrize("like", ["cai", ""])
def test_who_wears_a_mask_knows_it_and_others_see_somebody_else(
    world: MakeWorld, like: str
) -> None:
    people = BALL if like else BALL.replace("model: cai, ", "")
    universe = world(MASKS, people).run(1, until="06:03")
    b, space = universe.block, universe.program.space
    guise = b.k_guise[0] + place(universe, "Character", "dan")
    seen = space["taken"](b, place(universe, "Character", "ana"), guise)
    assert seen == (place(universe, "Character", "cai") if like else guise)
    assert space["taken"](b, place(universe, "Character", "dan"), guise) == guise - b.k_guise[0]


def test_who_sees_a_mask_come_off_knows_who_is_there_and_who_is_not(world: MakeWorld) -> None:
    rules = MASKS.replace("    reveal(x)\n", "")
    start = world(rules, BALL)
    masked, bare = start.run(1, until="06:03"), start.run(1)
    assert asked(masked, "believes(ana, cai.place == hall)")
    assert asked(masked, "believes(ana, dan.place == mill)")
    assert asked(bare, "believes(ana, dan.place == hall)")
    assert asked(bare, "believes(ana, cai.place == mill)")


TWO = """
class Character:
    wise: bool = private(False)

@inference(sure=1.0)
def two_of_one(mind: Character, who: Character):
    when(mind.wise, who.glad > 0.5, who != mind)
    reveal(who)
"""


def test_an_inference_can_change_whom_a_body_is_taken_for(world: MakeWorld) -> None:
    due = "    other.due = never\n"
    rules = BORN.replace(due, due + "    other.goes = now + minutes(1)\n")
    rules += """
class Character:
    goes: Moment = private(never)
    goal: Place = private(nowhere)

@event(at=Character.goes)
def leave(x: Character):
    \"\"\"{x} leaves.\"\"\"
    x.place = x.goal
    x.glad = 1.0

@action()
def stroll(a: Character, to: Place):
    \"\"\"{a} strolls to {to}.\"\"\"
    when(a.wise, a.place != to)
    weigh(1, "{a} strolls")
    a.place = to
"""
    people = PEOPLE.replace("ana: {", "ana: {goal: mill, ").replace("cai: {", "cai: {wise: true, ")
    for inferring, whose in (("", "ana"), (TWO, "clone_of_ana")):
        both = inferring or "class Character:\n    wise: bool = private(False)\n"
        universe = world(rules + both, people).run(1)
        assert mind(universe, "cai", "clone_of_ana") == whose


def test_who_is_masked_is_not_found_by_name(world: MakeWorld) -> None:
    rules = (
        MASKS
        + '''
class Character:
    calls: Character = private(nobody)
    calls_at: Moment = private(never)


@action(again=days(9))
def call(a: Character, b: Character):
    """{a} calls {b}."""
    when(b == a.calls, now > a.calls_at, a.place == b.place)
    weigh(50, "{a} looks for {b}")
    takes(seconds(2))
'''
    )
    people = BALL.replace("ana: {", "ana: {calls: dan, calls_at: day 1 06:02, ")
    minds = "minds: {ana: {dan.place: hall}}"
    masked = world(rules, people, scenario=minds).run(1, until="06:03:30")
    away = world(rules, people.replace("goal: hall", "goal: mill"), scenario=minds).run(1)
    for universe in (masked, away):
        assert told(universe).count("call(ana, dan): foiled") == 1
        assert not [deed for deed in of(universe, "call") if deed.result == "done"]
    known = masked.block.takes[place(masked, "Character", "ana") * masked.block.k_people[0] :]
    assert known[place(masked, "Character", "dan")] == 0
