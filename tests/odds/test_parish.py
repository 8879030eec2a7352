"""A parish: a fever in houses, names that die out, lamps on a wall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import pytest
from tests.engine.exact import likely
from tests.odds.counts import Counts, counts, start, the_same_interpreted
from tests.odds.laws import fits, mean_is

pytestmark = pytest.mark.slow

UNIVERSES = 1000


@pytest.fixture(scope="module")
def parish() -> Counts:
    wanted = ("Cottage.caught", "Wall.nights", "Wall.watches", "House.reached")
    return counts(start("parish"), UNIVERSES, *wanted)


@pytest.mark.parametrize(
    ("homes", "chances"),
    [
        (
            ("forge", "mill_house"),
            [Fraction(1, 8), Fraction(3, 32), Fraction(3, 16), Fraction(19, 32)],
        ),
        (
            ("lodge", "rectory"),
            [
                Fraction("0.2401"),
                Fraction("0.1411788"),
                Fraction("0.152473104"),
                Fraction("0.2099876184"),
                Fraction("0.2562604776"),
            ],
        ),
    ],
)
def test_a_fever_goes_as_far_as_it_must(
    parish: Counts, homes: Iterable[str], chances: list[Fraction]
) -> None:
    caught = sum(parish.each("Cottage", "caught", home).sum(axis=0) for home in homes)
    found = [int(caught[parish.names["Tally"].index(f"cases_{n}")]) for n in range(len(chances))]
    assert sum(found) == 100 * UNIVERSES
    assert fits(found, chances)
    assert all(
        likely(k, sum(found), float(p), among=9) for k, p in zip(found, chances, strict=True)
    )


def test_names_die_out_as_they_must(parish: Counts) -> None:
    reached = Counter(parish.values["House.reached"].astype(int).flatten().tolist())
    houses = 100 * UNIVERSES
    gone = [Fraction(1, 4), Fraction(11, 32), Fraction(809, 2048), Fraction(3580049, 8388608)]
    assert reached.total() == houses
    for generation, chance in enumerate(gone):
        found = sum(reached[n] for n in range(generation + 1))
        assert likely(found, houses, float(chance), among=4)
    shares = [b - a for a, b in zip([Fraction(0), *gone], [*gone, Fraction(1)], strict=True)]
    assert fits([reached[n] for n in range(5)], shares)


@pytest.mark.parametrize(
    ("wall", "gaps"),
    [
        ("three", (1, 1, 1)),
        ("five", (2, 2, 1)),
        ("five_near", (1, 1, 3)),
        ("seven", (2, 2, 3)),
        ("nine", (3, 3, 3)),
        ("nine_near", (1, 4, 4)),
    ],
)
def test_lamps_meet_after_as_many_nights_as_they_must(
    parish: Counts, wall: str, gaps: tuple[int, int, int]
) -> None:
    a, b, c = gaps
    assert parish.total("Wall", "watches", wall) == 50 * UNIVERSES
    assert mean_is(parish.each("Wall", "nights", wall), 50, 4 * a * b * c / (a + b + c))


def test_interpreted_the_parish_is_the_same() -> None:
    assert the_same_interpreted(start("parish"), until=86400 * 20)
