"""Worlds whose odds are known exactly: dice, race and calendar must give just those.

Counts are held by an exact binomial test (tests/engine/exact.py), on some 20,000 draws a model.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.engine.exact import likely
from tests.engine.tiny import World, of, true

from moshimo import Start

DIE = '''
class Character:
    turn: Moment = private(never)
    state: int = private(0)
    ones: int = private(0)
    twos: int = private(0)
    threes: int = private(0)
    fours: int = private(0)
    fives: int = private(0)
    sixes: int = private(0)


@event(at=Character.turn)
def flip(who: Character):
    """{who} flips a coin."""
    heads = COIN
    if who.state == 0:
        who.state = 1 if heads else 2
    elif who.state == 1:
        who.state = 3 if heads else 4
    elif who.state == 2:
        who.state = 5 if heads else 6
    elif who.state == 3:
        who.state = 1 if heads else 0
        who.ones += not heads
    elif who.state == 4:
        who.state = 0
        who.twos += heads
        who.threes += not heads
    elif who.state == 5:
        who.state = 0
        who.fours += heads
        who.fives += not heads
    else:
        who.state = 2 if heads else 0
        who.sixes += not heads
    who.turn = now + seconds(1)
'''
FACES = ["ones", "twos", "threes", "fours", "fives", "sixes"]

CRAPS = '''
class Face:
    points: int = known(0)


class Character:
    turn: Moment = private(never)
    point: int = private(0)
    passes: int = private(0)
    losses: int = private(0)


@event(at=Character.turn)
def roll(who: Character):
    """{who} rolls two dice."""
    one = pick((f for f in Face), weight=1)
    other = pick((f for f in Face), weight=1)
    sum = one.points + other.points
    if who.point == 0:
        if sum == 7 or sum == 11:
            who.passes += 1
        elif sum == 2 or sum == 3 or sum == 12:
            who.losses += 1
        else:
            who.point = sum
    elif sum == who.point:
        who.passes += 1
        who.point = 0
    elif sum == 7:
        who.losses += 1
        who.point = 0
    who.turn = now + seconds(1)
'''
DICE = "Face:\n" + "".join(f"  face_{n}: {{points: {n}}}\n" for n in range(1, 7))

RUIN = '''
class Character:
    purse: int = private(START)


@action(again=seconds(0))
def bet(gambler: Character):
    """{gambler} puts a coin on red."""
    weigh(20, "{gambler} feels lucky")
    takes(seconds(1))
    won = contest(WIN, LOSE)
    gambler.purse += 1 if won else -1


@event()
def broke(gambler: Character):
    """{gambler} is broke."""
    when(gambler.purse == 0)
    gambler.purse = START


@event()
def rich(gambler: Character):
    """{gambler} has broken the bank."""
    when(gambler.purse == GOAL)
    gambler.purse = START
'''


def faces(start: Start, seeds: int) -> Counter[str]:
    total: Counter[str] = Counter()
    for seed in range(seeds):
        universe = start.run(seed)
        total.update({f: int(true(universe, f"Character.{f}", "ana")) for f in FACES})
    return total


@pytest.mark.slow
@pytest.mark.parametrize(
    ("coin", "chances"),
    [
        ("chance(0.5)", [1 / 6] * 6),
        ("contest(3, 2)", [9 / 40, 9 / 40, 3 / 20, 18 / 95, 12 / 95, 8 / 95]),
    ],
)
def test_knuth_and_yaos_coin_makes_a_die(world: World, coin: str, chances: list[float]) -> None:
    start = world(
        DIE.replace("COIN", coin), "ana: {turn: day 1 06:00}", pace="1 hour", ends="day 1 06:20"
    )
    total = faces(start, 16)
    assert total.total() > 4500
    for face, chance in zip(FACES, chances, strict=True):
        assert likely(total[face], total.total(), chance, among=6), face


@pytest.mark.slow
def test_craps_is_won_244_times_in_495(world: World) -> None:
    start = world(CRAPS, "ana: {turn: day 1 06:00}", more=DICE, pace="1 hour", ends="day 1 06:20")
    universes = [start.run(seed) for seed in range(9)]
    passes = sum(int(true(u, "Character.passes", "ana")) for u in universes)
    losses = sum(int(true(u, "Character.losses", "ana")) for u in universes)
    assert passes + losses > 3000
    assert likely(passes, passes + losses, 244 / 495)


def test_each_face_is_picked_as_often(world: World) -> None:
    start = world(CRAPS, "ana: {turn: day 1 06:00}", more=DICE, pace="1 hour", ends="day 1 06:10")
    rolls = [deed for seed in range(6) for deed in of(start.run(seed), "roll")]
    thrown = Counter((deed.outcomes["one"], deed.outcomes["other"]) for deed in rolls)
    assert len(thrown) == 36  # the two dice of one deed do not go together
    assert all(likely(n, len(rolls), 1 / 36, among=36) for n in thrown.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("purse", "goal", "odds", "ruin"),
    [
        (5, 10, (1, 1), 1 / 2),
        (3, 10, (1, 1), 7 / 10),
        (3, 10, (2, 3), 55593 / 58025),
        (5, 20, (3, 2), 2171168 / 16520075),
    ],
)
def test_gamblers_are_ruined_as_often_as_they_must(
    world: World, purse: int, goal: int, odds: tuple[int, int], ruin: float
) -> None:
    rules = RUIN.replace("START", str(purse)).replace("GOAL", str(goal))
    rules = rules.replace("WIN", str(odds[0])).replace("LOSE", str(odds[1]))
    start = world(rules, "ana: {place: hall}", pace="1 second", ends="day 1 06:40")
    broke, rich = 0, 0
    for seed in range(9):
        universe = start.run(seed)
        broke += len(of(universe, "broke"))
        rich += len(of(universe, "rich"))
    assert broke + rich > 300
    assert likely(broke, broke + rich, ruin)
