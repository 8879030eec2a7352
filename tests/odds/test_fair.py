"""Games of chance at a fair: a die of coins, craps, an urn, and gamblers who cannot stop."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from tests.engine.exact import likely, waits
from tests.odds.counts import Counts, counts, start, the_same_interpreted
from tests.odds.laws import fits, mean_is

pytestmark = pytest.mark.slow

UNIVERSES = 300
FAIR, BENT = [[f"{word}_{n}" for n in range(1, 5)] for word in ("fair", "bent")]
FACES = ("one", "two", "three", "four", "five", "six")
SHOOTERS = ("jem", "kit", "sal", "wat")
PLAYED = ("broke", "rich", "placed", "broke_early", "rich_from_the_first")


@pytest.fixture(scope="module")
def fair() -> Counts:
    wanted = ["Die.fallen", "Die.flips", "Die.thrown", "Urn.ended"]
    wanted += [f"Shooter.{word}" for word in ("passes", "losses", "rolls")]
    wanted += [f"Character.{word}" for word in PLAYED]
    return counts(start("fair"), UNIVERSES, *wanted)


def faces(fair: Counts, dice: list[str]) -> list[int]:
    fallen = sum(fair.each("Die", "fallen", die).sum(axis=0) for die in dice)
    return [int(fallen[fair.names["Node"].index(face)]) for face in FACES]


def test_a_coin_makes_a_fair_die(fair: Counts) -> None:
    found = faces(fair, FAIR)
    assert sum(found) == 1000 * UNIVERSES
    assert fits(found, [Fraction(1, 6)] * 6)
    assert all(likely(n, sum(found), 1 / 6, among=6) for n in found)


def test_a_bent_coin_makes_the_die_that_it_must(fair: Counts) -> None:
    chances = [
        Fraction(9, 40),
        Fraction(9, 40),
        Fraction(3, 20),
        Fraction(18, 95),
        Fraction(12, 95),
        Fraction(8, 95),
    ]
    found = faces(fair, BENT)
    assert fits(found, chances)
    assert all(
        likely(k, sum(found), float(p), among=6) for k, p in zip(found, chances, strict=True)
    )


def test_a_throw_takes_eleven_flips_in_three(fair: Counts) -> None:
    """One flip, and two more as often as it takes until that succeeds, three times in four."""
    flips, throws = fair.total("Die", "flips", *FAIR), fair.total("Die", "thrown", *FAIR)
    tries = (flips - throws) // 2
    assert flips == throws + 2 * tries
    assert waits(throws, tries - throws, 3 / 4)
    for die in FAIR:
        assert mean_is(fair.each("Die", "flips", die), 250, 11 / 3)


def test_craps_is_won_244_times_in_495(fair: Counts) -> None:
    won, lost = (fair.total("Shooter", word) for word in ("passes", "losses"))
    assert won + lost == 1000 * UNIVERSES
    assert likely(won, won + lost, 244 / 495)


def test_two_dice_of_one_deed_do_not_go_together() -> None:
    thrown: Counter[tuple[object, ...]] = Counter()
    for result in start("fair").ensemble(range(1, 6), deeds=("roll",)):
        thrown.update((d.outcomes["left"], d.outcomes["right"]) for d in result.deeds)
    assert len(thrown) == 36
    assert fits(list(thrown.values()), [Fraction(1, 36)] * 36)


def test_a_round_of_craps_takes_557_rolls_in_165(fair: Counts) -> None:
    for shooter in SHOOTERS:
        assert mean_is(fair.each("Shooter", "rolls", shooter), 250, 557 / 165)


def test_an_urn_that_grows_by_what_is_drawn_ends_with_any_share(fair: Counts) -> None:
    ended = fair.values["Urn.ended"].sum(axis=(0, 1))
    found = [int(ended[fair.names["Tally"].index(f"red_{n}")]) for n in range(1, 12)]
    assert sum(found) == 1000 * UNIVERSES
    assert fits(found, [Fraction(1, 11)] * 11)


RUINED = {  # who starts with how much, wants how much, at what odds: chance to lose it, mean bets
    "ned": (Fraction(1, 2), Fraction(25)),
    "meg": (Fraction(7, 10), Fraction(21)),
    "abel": (Fraction(55593, 58025), Fraction(29951, 2321)),
    "bess": (Fraction(2171168, 16520075), None),
    "hob": (Fraction(25937424601, 29424209002), None),
    "joan": (Fraction(10000000000, 13486784401), None),
}


@pytest.mark.parametrize("who", RUINED)
def test_gamblers_are_ruined_as_often_as_they_must(fair: Counts, who: str) -> None:
    broke, rich = (fair.total("Character", word, who) for word in ("broke", "rich"))
    assert broke + rich == UNIVERSES * (200 if who in ("ned", "meg", "abel") else 40)
    assert likely(broke, broke + rich, float(RUINED[who][0]))


@pytest.mark.parametrize("who", ["ned", "meg", "abel"])
def test_it_takes_them_as_many_bets_as_it_must(fair: Counts, who: str) -> None:
    mean = RUINED[who][1]
    assert mean is not None
    assert mean_is(fair.each("Character", "placed", who), 200, float(mean))


def test_they_are_ruined_early_as_often_as_they_must(fair: Counts) -> None:
    early = fair.total("Character", "broke_early", "ned")
    assert likely(early, 200 * UNIVERSES, 10886591 / 33554432)


@pytest.mark.parametrize(("who", "chance"), [("ned", 3 / 5), ("meg", 2 / 3)])
def test_who_wins_in_the_end_has_won_the_first_bet_more_often(
    fair: Counts, who: str, chance: float
) -> None:
    """Seen from the end, each step is likelier by how much it helps (Doob's transform)."""
    first, rich = (fair.total("Character", word, who) for word in ("rich_from_the_first", "rich"))
    assert likely(first, rich, chance)


def test_interpreted_the_fair_is_the_same() -> None:
    assert the_same_interpreted(start("fair"), until=40)
