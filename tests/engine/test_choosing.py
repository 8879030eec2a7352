"""How often what is chosen: as the weights say, however often one is asked."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from tests.engine.exact import likely, waits
from tests.engine.tiny import MakeWorld, of, place

from moshimo import World, load
from moshimo.engine.universe import Universe

TWO = '''
class Character:
    busy: bool = private(False)
    every: Span = known(hours(1))


def pace(mind: Character) -> Span:
    return mind.every


@action(again=seconds(0))
def one(who: Character):
    """{who} does the one."""
    when(who.busy)
    weigh(1, "{who} wants it")


@action(again=seconds(0))
def three(who: Character):
    """{who} does the other."""
    when(who.busy)
    weigh(3, "{who} wants it three times as much")


@action(again=seconds(0), carries=roles)
def nudge(friend: Character, who: Character):
    """{friend} nudges {who}."""
    when(friend.place == who.place, not friend.busy)
    weigh(1, "{friend} is bored")
'''


def deeds(start: World, seeds: int) -> Counter[str]:
    return Counter(deed.rule for seed in range(seeds) for deed in start.run(seed).deeds)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("every", "ends"), [("1 second", "day 1 06:10"), ("1 hour", "day 16 06:00")]
)
def test_weights_one_to_three_are_chosen_one_to_three(
    world: MakeWorld, every: str, ends: str
) -> None:
    start = world(TWO, f"ana: {{place: hall, busy: true, every: {every}}}", ends=ends)
    done = deeds(start, 6)
    assert done.total() > 5000
    assert likely(done["one"], done.total(), 1 / 4)


@pytest.mark.slow
def test_who_is_woken_all_the_time_does_just_what_he_would_have_done(world: MakeWorld) -> None:
    def with_bo_at(where: str) -> World:
        people = f"""
            ana: {{place: hall, busy: true, every: 10 minutes}}
            bo: {{place: {where}, every: 4 seconds}}"""
        return world(TWO, people, ends="day 1 07:30")

    nudged, alone = with_bo_at("hall"), with_bo_at("mill")
    for seed in range(5):
        often, seldom = nudged.run(seed), alone.run(seed)
        assert often.counts["thoughts"] > 800 + seldom.counts["thoughts"]
        assert of_ana(often) == of_ana(seldom)
        assert len(of_ana(seldom)) > 10


def of_ana(universe: Universe) -> list[str]:
    """Return what ana does from her first whole period on."""
    fresh = Universe(universe.program, universe.seed)
    whole = fresh.block.c_think_at[place(fresh, "Character", "ana")]
    own = [d for d in universe.deeds if d.roles.get("who") == "ana" and d.rule != "nudge"]
    return [d.rule for d in own if d.begin >= whole]


@pytest.mark.slow
def test_how_often_one_acts_in_a_period_is_what_the_weights_say(world: MakeWorld) -> None:
    # each thought does something with chance 4/5; a period ends with the first that does not
    start = world(TWO, "ana: {place: hall, busy: true, every: 1 second}", ends="day 1 06:08")
    universes = [start.run(seed) for seed in range(8)]
    done = sum(len(u.deeds) for u in universes)
    assert waits(done, 8 * 480, 4 / 5)


CALM = '''
class Character:
    calm: bool = private(False)


def pace(mind: Character) -> Span:
    return minutes(1) + days(30) * mind.calm


@action(again=seconds(0))
def start_up(who: Character):
    """{who} starts up."""
    when(who.calm)
    weigh(0.25, "{who} has a mind to")
    takes(seconds(70))
    who.calm = False


@action(again=seconds(0))
def settle(who: Character):
    """{who} settles down."""
    when(not who.calm)
    weigh(1000000, "nothing came of it")
    takes(seconds(5))
    who.calm = True
'''


@pytest.mark.slow
def test_who_comes_back_to_a_slower_pace_does_not_draw_the_same_again(world: MakeWorld) -> None:
    start = world(CALM, "ana: {place: hall}", ends="day 1 06:45")
    universes = [start.run(seed) for seed in range(400)]
    done = sum(deed.rule == "start_up" for u in universes for deed in u.deeds)
    assert waits(done, 400, 1 / 5)


@pytest.mark.slow
@pytest.mark.parametrize("every", ["1 second", "7 seconds", "90 seconds"])
def test_no_period_is_lost_to_rounding(world: MakeWorld, every: str) -> None:
    start = world(TWO, f"ana: {{place: hall, every: {every}}}", ends="day 1 12:00")
    seconds = {"1 second": 1, "7 seconds": 7, "90 seconds": 90}[every]
    thoughts = start.run(1).counts["thoughts"]
    assert thoughts == pytest.approx(6 * 3600 / seconds, abs=1)


# the race of bindings ------------------------------------------------------------------------

RACE = '''
class Runner:
    share: Amount = known(0.0)


class Character:
    turn: Moment = private(never)


@event(at=Character.turn)
def race(judge: Character):
    """{judge} lets them run."""
    won = pick((r for r in Runner), weight=r.share)
    judge.turn = now + seconds(1)


@action(again=seconds(0))
def choose(judge: Character, runner: Runner):
    """{judge} takes {runner}."""
    weigh(1000000 * runner.share, "{runner} is quick")
    takes(seconds(2))
'''
TABLES = [
    (
        ("1/2", "3/10", "1/5"),
        ("1/5", "1/2", "3/10"),
        (("2/5", "12/31", "33/155"), ("0", "1", "0"), ("0", "1/31", "30/31")),
    ),
    (
        ("1/2", "1/4", "1/4"),
        ("1/4", "1/4", "1/2"),
        (("1/2", "1/10", "2/5"), ("0", "4/5", "1/5"), ("0", "0", "1")),
    ),
    (
        ("1/3", "1/3", "1/3"),
        ("1/2", "1/4", "1/4"),
        (("1", "0", "0"), ("1/4", "3/4", "0"), ("1/4", "0", "3/4")),
    ),
]


def racing(world: MakeWorld, shares: tuple[str, ...]) -> World:
    runners = "".join(
        f"  r{i}: {{share: {float(Fraction(share))!r}}}\n" for i, share in enumerate(shares)
    )
    people = "ana: {turn: day 1 06:00}"
    return world(RACE, people, more=f"Runner:\n{runners}", pace="1 second", ends="day 1 06:20")


def winners(universe: Universe) -> dict[tuple[str, float], str]:
    """Return who won each race and each choice, by kind and time."""
    races = {("race", d.end): str(d.outcomes["won"]) for d in of(universe, "race")}
    choices = {("choose", d.begin): d.roles["runner"] for d in of(universe, "choose")}
    return races | choices


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after", "rows"), TABLES)
def test_other_weights_with_the_same_dice_change_no_more_than_they_must(
    world: MakeWorld,
    before: tuple[str, ...],
    after: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
) -> None:
    one, other = racing(world, before), racing(world, after)
    moved: Counter[tuple[str, str, str]] = Counter()
    for seed in range(6):
        first, second = winners(one.run(seed)), winners(other.run(seed))
        moved.update((at[0], first[at], second[at]) for at in first.keys() & second.keys())
    assert moved.total() > 10000
    for kind, i in product(("race", "choose"), range(3)):
        tried = sum(moved[kind, f"r{i}", f"r{j}"] for j in range(3))
        for j, chance in enumerate(rows[i]):
            assert likely(moved[kind, f"r{i}", f"r{j}"], tried, float(Fraction(chance)), among=18)


# the chance that is told ---------------------------------------------------------------------

SWAYED = '''
class Character:
    turn: Moment = private(never)
    swayed: bool = private(False)


@action(again=seconds(0))
def stay(who: Character):
    """{who} stays."""
    weigh(0.5 + 2.5 * who.swayed, "{who} wants to stay")


@action(again=seconds(0))
def go(who: Character):
    """{who} goes."""
    weigh(2 - who.swayed, "{who} wants to go")


@action(again=seconds(0))
def sing(who: Character):
    """{who} sings."""
    when(who.swayed)
    weigh(0.7, "{who} is moved")


@event(at=Character.turn)
def sway(who: Character):
    """{who} has a change of heart."""
    who.swayed = True
'''


@pytest.mark.slow
def test_the_chance_told_is_the_frequency_when_this_period_has_decided_nothing(
    world: MakeWorld,
) -> None:
    start = world(SWAYED, "ana: {place: hall}", pace="1 second", ends="day 1 06:10")
    universes = [start.run(seed) for seed in range(6)]
    thoughts = sum(u.counts["thoughts"] for u in universes)
    told = Counter((deed.rule, deed.chance) for u in universes for deed in u.deeds)
    assert {rule for rule, _ in told} == {"stay", "go"}
    assert len(told) == 2  # one situation, so one chance for each
    for (_, chance), n in told.items():
        assert chance is not None
        assert likely(n, thoughts, chance, among=2)


@pytest.mark.slow
def test_the_chance_told_takes_in_what_this_period_has_already_decided(world: MakeWorld) -> None:
    # everybody has thought once in this hour and then, at 08:00, is swayed and thinks again
    names = [f"p{i}" for i in range(50)]
    people = "\n".join(f"{name}: {{turn: day 1 08:00}}" for name in names)
    start = world(SWAYED, people, pace="1 hour", ends="day 1 08:00:01", places="")
    turn = 2 * 3600.0
    told: Counter[tuple[str, float]] = Counter()
    tried = 0
    for seed in range(60):
        universe = start.run(seed)
        tried += len(names)
        for name in names:
            first = next(
                (d for d in universe.deeds if name in d.roles.values() and d.begin > turn), None
            )
            if first is not None and first.chance is not None:
                told[first.rule, round(first.chance, 9)] += 1
    told = Counter({key: n for key, n in told.items() if n > 5})
    assert {rule for rule, _ in told} == {"stay", "sing"}  # going has grown weaker: it lost already
    assert len(told) == 2
    for (_, chance), n in told.items():
        assert likely(n, tried, chance, among=2)


@pytest.mark.parametrize("world_name", ["sample", "harbour"])
def test_what_was_chosen_had_a_chance(world_name: str) -> None:
    start = load(str(Path(__file__).parents[1] / "worlds" / world_name))
    chances = [deed.chance for seed in range(8) for deed in start.run(seed).deeds]
    assert all(0.0 < chance <= 1.0 for chance in chances if chance is not None)
