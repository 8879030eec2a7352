"""Whoever looks ahead weighs what would come of a choice in the world as they picture it."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.engine.tiny import MakeWorld

from moshimo import World
from moshimo.engine.attempt import attempts
from moshimo.engine.journal import Deed
from moshimo.engine.recording import STATE_ONLY
from moshimo.engine.universe import Universe
from moshimo.errors import RunError

DOORS = '''
class Character:
    gold: Amount = private(0.0)
    chosen: bool = known(False)
    idle: bool = private(False)


@worth
def rich(mind):
    weigh(mind.gold, "{mind} has gold")


@action()
def left(who: Character):
    """{who} opens the left door."""
    when(not who.chosen, not who.idle)
    weigh(foresee(hours(1)), "{who} knows what is behind it")
    takes(minutes(5))
    who.chosen = True


@action()
def right(who: Character):
    """{who} opens the right door."""
    when(not who.chosen, not who.idle)
    weigh(foresee(hours(1)), "{who} knows what is behind it")
    takes(minutes(5))
    who.chosen = True


@event(of=left)
def finds_little(who):
    """{who} finds a little."""
    who.gold += 1


@event(of=right)
def finds_much(who):
    """{who} finds much, or nothing."""
    lucky = chance(0.5)
    if lucky:
        who.gold += 8
'''
SURE = """
def rationality(mind: Character) -> Amount:
    return 1000
"""
ANA = "ana: {place: hall}"


def looked_ahead(universe: Universe) -> list[Deed]:
    return [deed for deed in universe.deeds if deed.foreseen]


def doors(world: MakeWorld, rules: str = "", people: str = ANA) -> World:
    return world(DOORS + rules, people)


# what is foreseen -------------------------------------------------------------------------------


def test_what_was_foreseen_stays_with_the_deed(world: MakeWorld) -> None:
    (deed,) = looked_ahead(doors(world).run(2))
    found = {one.rule: one for one in deed.foreseen}
    assert set(found) == {"left", "right"}
    one = found["left"]
    assert (one.roles, one.span, one.worth, one.error) == ({"who": "ana"}, 3600.0, 1.0, 0.0)
    assert one.worths == (("{mind} has gold", 1.0),)
    assert [(turn.rule, turn.after, turn.gain) for turn in one.turns] == [
        ("finds_little", 300.0, 1.0)
    ]


def test_each_time_it_is_imagined_with_other_dice(world: MakeWorld) -> None:
    start = doors(world, "\n\ndef imaginings(mind: Character) -> Amount:\n    return 20\n")
    (deed,) = looked_ahead(start.run(2))
    assert next(one for one in deed.foreseen if one.rule == "right").error > 0


def test_the_better_door_is_chosen_in_most_universes(world: MakeWorld) -> None:
    start = doors(world, SURE)
    chosen = [deed.rule for seed in range(40) for deed in looked_ahead(start.run(seed))]
    assert chosen.count("right") > 2 * chosen.count("left")


def test_how_often_somebody_imagines_is_theirs(world: MakeWorld) -> None:
    patient = "\n\ndef imaginings(mind: Character) -> Amount:\n    return 17\n"
    (deed,) = looked_ahead(doors(world, patient).run(2))
    assert {one.copies for one in deed.foreseen} == {17}


def test_how_far_ahead_somebody_looks_is_theirs(world: MakeWorld) -> None:
    short = "\n\ndef foresight(mind: Character) -> Span:\n    return minutes(4)\n"
    assert not looked_ahead(doors(world, short).run(2))  # the doors take five minutes


def test_without_rationality_each_choice_weighs_what_it_is_worth(world: MakeWorld) -> None:
    blunt = "\n\ndef rationality(mind: Character) -> Amount:\n    return 0\n"
    universe = doors(world, blunt).universe(1)
    weights = {word: attempts(universe, word).options[0] for word in ("left", "right")}
    for option in weights.values():
        assert option.foreseen is not None
        assert option.weight == pytest.approx(option.foreseen.worth)


def test_of_two_choices_the_worse_loses_half_for_each_unit_that_it_is_short(
    world: MakeWorld,
) -> None:
    plain = "\n\ndef rationality(mind: Character) -> Amount:\n    return 1\n"
    universe = doors(world, plain).universe(1)
    deed = looked_ahead(universe.until())[0]
    left, right = (next(o for o in deed.foreseen if o.rule == w) for w in ("left", "right"))
    best = max(left.worth, right.worth)
    weights = [one.worth * 2 ** (one.worth - best) for one in (left, right)]
    assert deed.chance is not None
    own = weights[("left", "right").index(deed.rule)]
    assert deed.chance <= own / (own + 1)  # doing nothing has weight 1


def test_a_reason_can_look_ahead_for_its_action(world: MakeWorld) -> None:
    rules = '''
class Character:
    gold: Amount = private(0.0)


@worth
def rich(mind):
    weigh(mind.gold, "{mind} has gold")


@action()
def dig(who: Character):
    """{who} digs."""
    takes(minutes(5))
    who.gold += 3


@reason(of=dig)
def worth_it(who):
    weigh(foresee(minutes(30)), "{who} thinks that something is there")
'''
    (deed, *_) = looked_ahead(world(rules, ANA).run(1))
    assert [(one.rule, one.worth) for one in deed.foreseen] == [("dig", 3.0)]


def test_the_imagined_do_not_imagine(world: MakeWorld) -> None:
    rules = (
        DOORS.replace("ana", "x")
        + '''

@action()
def wait_for_luck(who: Character):
    """{who} sits down."""
    when(not who.chosen)
    weigh(foresee(hours(2)), "{who} has time")
    who.gold += 0.5
'''
    )
    deed = looked_ahead(world(rules, ANA).run(3))[0]
    found = {one.rule: one.worth for one in deed.foreseen}
    assert found["wait_for_luck"] == 0.5  # no door is opened after it: nobody would want to


def test_what_comes_by_pure_chance_is_not_imagined(world: MakeWorld) -> None:
    rain = '''

@event(mean=minutes(2))
def gold_rains(who: Character):
    """Gold falls on {who}."""
    when(who.chosen)
    who.gold += 100
'''
    deed = looked_ahead(doors(world, rain).run(2))[0]
    assert max(one.worth for one in deed.foreseen) <= 8


# whose picture ----------------------------------------------------------------------------------

THIEF = '''
class Character:
    honest: bool = private(True, guess=True)
    owes: Character = known(nobody)
    gold: Amount = private(0.0)


@worth
def rich(mind):
    weigh(mind.gold, "{mind} has gold")


@action()
def lend(who: Character, to: Character):
    """{who} lends {to} a coin."""
    when(to.place == who.place, to != who, to.owes == nobody)
    weigh(foresee(minutes(30)), "{who} will have it back with interest")
    who.gold -= 1
    to.owes = who


@action(answers=lend, within=minutes(5))
def give_back(to: Character, who: Character):
    """{to} gives {who} two."""
    when(to.honest, to.owes == who)
    weigh(100, "that was the bargain")
    who.gold += 2
    to.owes = nobody
'''


def test_others_are_imagined_as_the_actor_guesses_them(world: MakeWorld) -> None:
    people = "ana: {place: hall, gold: 5}\nbo: {place: hall, honest: false, gold: 5}"
    deeds = looked_ahead(world(THIEF, people).run(1))
    by_ana = [one.worth for deed in deeds if deed.roles["who"] == "ana" for one in deed.foreseen]
    assert by_ana[0] == pytest.approx(1, abs=0.05)  # bo keeps it, and she does not know that


def test_what_is_imagined_is_what_the_actor_pictures_and_not_what_is_so(world: MakeWorld) -> None:
    people = "ana: {place: hall, gold: 5}\nbo: {place: mill}"
    start = world(THIEF, people, scenario="minds: {ana: {bo.place: hall}}")
    deed = next(deed for deed in looked_ahead(start.run(1)) if deed.roles["who"] == "ana")
    assert deed.result == "foiled"  # he is not there
    assert deed.foreseen[0].worth == pytest.approx(1, abs=0.05)


def test_without_a_guess_others_are_imagined_with_the_default(world: MakeWorld) -> None:
    rules = THIEF.replace("private(True, guess=True)", "private(True)")
    people = "ana: {place: hall, gold: 5}\nbo: {place: hall, honest: false, gold: 5}"
    deed = next(d for d in looked_ahead(world(rules, people).run(1)) if d.roles["who"] == "ana")
    assert deed.foreseen[0].worth == pytest.approx(1, abs=0.05)


def test_at_most_eight_think_and_the_nearest_come_first(world: MakeWorld) -> None:
    rules = '''
class Character:
    pleased: Amount = private(0.0)
    sang: bool = known(False)


@worth
def company(mind):
    weigh(count(x for x in Character if x.sang), "others sing")


@action(carries=realm)
def begin(who: Character):
    """{who} begins to sing."""
    when(who.pleased > 0)
    weigh(foresee(minutes(20)), "the others will join in")
    who.pleased = 0.0


@action(answers=begin, within=minutes(5))
def join_in(singer: Character, who: Character):
    """{singer} joins in."""
    weigh(1000, "everybody knows it")
    singer.sang = True
'''
    people = "ana: {place: hall, pleased: 1}\n" + "".join(
        f"p{n}: {{place: {'hall' if n < 9 else 'mill'}}}\n" for n in range(12)
    )
    (deed,) = looked_ahead(world(rules, people).run(1))
    assert [one.worth for one in deed.foreseen] == [7.0]


# the same bits ----------------------------------------------------------------------------------


def test_foresight_is_the_same_interpreted_and_native(world: MakeWorld) -> None:
    start = doors(world, people=f"{ANA}\nbo: {{place: hall}}")
    for seed in range(5):
        one, other = (start.universe(seed, interpreted=i).until() for i in (True, False))
        assert [d.foreseen for d in one.deeds] == [d.foreseen for d in other.deeds]
        assert one.hash() == other.hash()


def test_foresight_is_the_same_in_threads(world: MakeWorld) -> None:
    start = doors(world, people=f"{ANA}\nbo: {{place: hall}}")
    alone = [start.universe(seed, interpreted=False).until().hash() for seed in range(12)]
    with ThreadPoolExecutor(4) as pool:
        made = pool.map(lambda seed: start.universe(seed, interpreted=False).until(), range(12))
        assert [universe.hash() for universe in made] == alone


def test_what_is_recorded_changes_nothing_of_what_is_chosen(world: MakeWorld) -> None:
    program = doors(world).program
    for seed in range(8):
        full, bare = Universe(program, seed).until(), Universe(program, seed, STATE_ONLY).until()
        assert list(full["gold"]) == list(bare["gold"])


def test_a_universe_can_be_copied_and_pickled_while_a_thought_waits(world: MakeWorld) -> None:
    start = doors(world)
    whole = start.universe(2).until()
    universe = start.universe(2)
    while not universe.block.awaits[0]:
        assert universe.step()
    copied, carried = copy.deepcopy(universe), pickle.loads(pickle.dumps(universe))
    assert {one.until().hash() for one in (universe, copied, carried)} == {whole.hash()}


def test_looking_ahead_changes_nothing_but_the_choice(world: MakeWorld) -> None:
    universe = doors(world).universe(2).until(60)
    before = bytes(universe.block.raw)
    attempts(universe, "left")
    assert bytes(universe.block.raw) == before


# bounds and troubles ----------------------------------------------------------------------------


def test_a_thought_that_looks_ahead_for_too_many_choices_is_told(world: MakeWorld) -> None:
    rules = '''
class Character:
    gold: Amount = private(0.0)


@worth
def rich(mind):
    weigh(mind.gold, "{mind} has gold")


@action()
def rob(who: Character, whom: Character):
    """{who} robs {whom}."""
    when(whom.place == who.place)
    weigh(foresee(minutes(5)), "{whom} has money")
    who.gold += 1
'''
    people = "".join(f"p{n}: {{place: hall}}\n" for n in range(70))
    with pytest.raises(RunError) as caught:
        world(rules, people).run(1)
    assert str(caught.value) == (
        "tiny_0/rules/tiny.py:13:5: error[too-many-foreseen]: one thought would look ahead for "
        "more choices than it can\n"
        "\n"
        "   13 | def rob(who: Character, whom: Character):\n"
        "      |     ^^^\n"
        "\n"
        "  fix: bind more of its roles in `when`."
    )


def test_trouble_in_what_is_imagined_is_told_with_the_rules_line(world: MakeWorld) -> None:
    rules = DOORS.replace("who.gold += 1", "who.gold += 1 / (who.gold - who.gold)")
    with pytest.raises(RunError, match=r"divided-by-zero") as caught:
        world(rules, ANA).run(2)
    assert "tiny_0/rules/tiny.py" in str(caught.value)
