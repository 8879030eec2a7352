"""Protocols as stories of a town: a note without a name, a book in leaves, torn banknotes."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.engine.exact import likely
from tests.odds.counts import Counts, counts, start, the_same_interpreted

pytestmark = pytest.mark.slow

UNIVERSES = 2000  # with fifty rounds each


@pytest.fixture(scope="module")
def town() -> Counts:
    wanted = ["Circle.letters", "Circle.traced", "Courier.books", "Courier.given_up"]
    wanted += ["Courier.given_up_at_last", "Courier.nothing_came", "Table.bargains", "Table.hers"]
    return counts(start("town"), UNIVERSES, *wanted)


def traced(friends: int, notes: int) -> Fraction:
    """Return the chance that informers see the writer more than once in so many notes."""
    informed, on = Fraction(91, 1000), Fraction(8, 10)
    again = (1 - informed) * on
    seen = informed + again / friends * informed / (1 - again)
    return 1 - (1 - seen) ** notes - notes * seen * (1 - seen) ** (notes - 1)


@pytest.mark.parametrize(
    ("friends", "notes"),
    [(5, 3), (5, 4), (5, 5), (5, 6), (10, 3), (10, 6), (20, 5), (20, 6)],
)
def test_a_writer_is_traced_as_often_as_they_must_be(
    town: Counts, friends: int, notes: int
) -> None:
    circle = f"circle_{friends}_{notes}"
    found = town.total("Circle", "traced", circle)
    assert town.total("Circle", "letters", circle) == 50 * UNIVERSES
    assert likely(found, 50 * UNIVERSES, float(traced(friends, notes)))


def test_what_is_expected_of_a_circle_is_what_model_checkers_print() -> None:
    exact = Fraction(317474548144042278373095748974301, 3688602718160800000000000000000000)
    assert traced(20, 5) == exact
    assert float(traced(5, 3)) == pytest.approx(0.0529625349, abs=2e-10)


COURIERS = {  # leaves, how often again, lost, token lost
    "summer": (16, 2, Fraction(2, 100), Fraction(1, 100)),
    "winter": (16, 2, Fraction(2, 10), Fraction(1, 10)),
    "plague": (3, 1, Fraction(1, 2), Fraction(1, 4)),
}


@pytest.mark.parametrize("who", COURIERS)
def test_a_book_is_given_up_as_often_as_it_must(town: Counts, who: str) -> None:
    leaves, again, lost, token_lost = COURIERS[who]
    stuck = (1 - (1 - lost) * (1 - token_lost)) ** (again + 1)
    chances = {
        "given_up": 1 - (1 - stuck) ** leaves,
        "given_up_at_last": (1 - stuck) ** (leaves - 1) * stuck,
        "nothing_came": lost ** (again + 1),
    }
    for word, chance in chances.items():
        found = town.total("Courier", word, who)
        assert likely(found, 50 * UNIVERSES, float(chance), among=3), word


def test_who_hands_over_first_is_left_with_nothing_a_little_more_often(town: Counts) -> None:
    found = town.total("Table", "hers")
    assert town.total("Table", "bargains") == 200 * UNIVERSES
    assert likely(found, 200 * UNIVERSES, 1 / 2 + 2**-6)


def test_interpreted_the_town_is_the_same() -> None:
    assert the_same_interpreted(start("town"), until=30)
