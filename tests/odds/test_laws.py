"""The laws that counts are held against: each gives what is printed elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.odds.laws import beyond, coupled


@pytest.mark.parametrize(
    ("x", "k", "tail"),
    [(3.841458821, 1, 0.05), (5.991464547, 2, 0.05), (18.307038053, 10, 0.05), (20.515, 5, 0.001)],
)
def test_the_tails_of_chi_square_are_those_of_the_tables(x: float, k: int, tail: float) -> None:
    assert beyond(x, k) == pytest.approx(tail, rel=1e-4)


def test_a_coupled_race_has_the_margins_of_both() -> None:
    p, q = (
        [Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)],
        [Fraction(1, 5), Fraction(1, 2), Fraction(3, 10)],
    )
    joint = coupled(p, q)
    assert [sum(row) for row in joint] == p
    assert [sum(row[j] for row in joint) for j in range(3)] == q


@pytest.mark.parametrize(
    ("p", "q", "rows", "change"),
    [
        (
            [Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)],
            [Fraction(1, 5), Fraction(1, 2), Fraction(3, 10)],
            [
                [Fraction(2, 5), Fraction(12, 31), Fraction(33, 155)],
                [0, 1, 0],
                [0, Fraction(1, 31), Fraction(30, 31)],
            ],
            Fraction(19, 62),
        ),
        (
            [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)],
            [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)],
            [
                [Fraction(1, 2), Fraction(1, 10), Fraction(2, 5)],
                [0, Fraction(4, 5), Fraction(1, 5)],
                [0, 0, 1],
            ],
            Fraction(3, 10),
        ),
        (
            [Fraction(1, 3)] * 3,
            [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)],
            [[1, 0, 0], [Fraction(1, 4), Fraction(3, 4), 0], [Fraction(1, 4), 0, Fraction(3, 4)]],
            Fraction(1, 6),
        ),
    ],
)
def test_a_coupled_race_changes_as_seldom_as_was_worked_out_by_hand(
    p: list[Fraction], q: list[Fraction], rows: list[list[Fraction]], change: Fraction
) -> None:
    joint = coupled(p, q)
    assert [[x / p[i] for x in row] for i, row in enumerate(joint)] == rows
    assert 1 - sum(joint[i][i] for i in range(3)) == change
