"""Differences between forks, and between samples, against what is published or countable."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moshimo.multiverse.statistics.paired_difference import (
    independent_difference,
    mcnemar,
    paired_difference,
)

COUNTS = st.integers(0, 400)


def test_a_paired_difference_is_that_of_its_source() -> None:
    sure = paired_difference(37, 12, 1000)
    assert sure.estimate == 0.025
    assert (sure.low, sure.high) == pytest.approx((0.0110668, 0.0388335), abs=1e-7)


def test_two_samples_differ_as_in_their_source() -> None:
    sure = independent_difference(
        (56, 70), (48, 80)
    )  # a table much used in the literature: 0.80 and 0.60
    assert sure.estimate == pytest.approx(0.2)
    assert (sure.low, sure.high) == pytest.approx((0.053, 0.335), abs=0.003)


def test_of_nothing_no_difference_is_known() -> None:
    for sure in (paired_difference(0, 0, 0), independent_difference((0, 0), (0, 0))):
        assert math.isnan(sure.estimate)
        assert (sure.low, sure.high) == (-1, 1)


@given(COUNTS, COUNTS, COUNTS)
def test_a_paired_difference_turns_its_sign_with_its_sides(
    one: int, other: int, agreed: int
) -> None:
    n = one + other + agreed
    if n:
        there, back = paired_difference(one, other, n), paired_difference(other, one, n)
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-15)
        assert -1 <= there.low <= there.high <= 1


@given(st.integers(60, 400), st.integers(0, 50), st.integers(0, 50))
def test_pairs_that_agree_make_it_narrower_than_two_samples(
    both: int, one: int, other: int
) -> None:
    n = 2 * both + one + other  # as many with neither as with both
    assert (
        paired_difference(one, other, n).half
        < independent_difference((both + one, n), (both + other, n)).half
    )


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_twice_the_rarer_tail_of_fair_coins(one: int, other: int) -> None:
    n, fewer = one + other, min(one, other)
    tail = sum(Fraction(math.comb(n, j), 2**n) for j in range(fewer + 1))
    assert mcnemar(one, other) == pytest.approx(float(min(Fraction(1), 2 * tail)), rel=1e-12)


def test_mcnemar_of_many_is_known_to_four_digits() -> None:
    assert mcnemar(37, 12) == pytest.approx(4.698e-4, abs=5.1e-8)
    assert mcnemar(12, 37) == mcnemar(37, 12)
    assert mcnemar(0, 0) == 1
    assert mcnemar(50_500, 49_500) == pytest.approx(0.0015826, abs=2e-5)
