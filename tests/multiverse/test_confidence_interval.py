"""Intervals against published values, and against sums that take their time."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.multiverse.coverage import chances

from moshimo.multiverse.statistics.confidence_interval import (
    Interval,
    at_least,
    clopper_pearson,
    wilson,
    z_of,
)

# k, n, Clopper-Pearson, Wilson at 95 per cent; by another library (SciPy 1.17).
KNOWN = [
    (0, 10, 0, 0.3084971078, 0, 0.2775327999),
    (1, 10, 0.0025285785, 0.4450161170, 0.0178762131, 0.4041500268),
    (5, 10, 0.1870860284, 0.8129139716, 0.2365930905, 0.7634069095),
    (3, 100, 0.0062299715, 0.0851760530, 0.0102545240, 0.0845193643),
    (493, 1000, 0.4615728628, 0.5244684577, 0.4620994074, 0.5239541672),
    (4929, 10000, 0.4830544369, 0.5027497001, 0.4831057757, 0.5026996771),
]
LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


@st.composite
def tallies(draw: st.DrawFn, most: int = 3000) -> tuple[int, int]:
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(("k", "n", "low", "high", "low_wilson", "high_wilson"), KNOWN)
def test_intervals_have_the_digits_that_are_known(
    k: int, n: int, low: float, high: float, low_wilson: float, high_wilson: float
) -> None:
    sure = clopper_pearson(k, n)
    assert (sure.low, sure.high) == pytest.approx((low, high), abs=5.1e-11)
    sure = wilson(k, n)
    assert (sure.low, sure.high) == pytest.approx((low_wilson, high_wilson), abs=5.1e-11)


def test_of_nothing_nothing_is_known() -> None:
    for sure in (clopper_pearson(0, 0), wilson(0, 0)):
        assert math.isnan(sure.estimate)
        assert (sure.low, sure.high) == (0, 1)


def test_none_in_many_has_the_closed_form() -> None:
    for n in (1, 7, 100, 100_000):
        assert clopper_pearson(0, n).high == pytest.approx(1 - 0.025 ** (1 / n), rel=1e-10)
        assert clopper_pearson(n, n).low == pytest.approx(0.025 ** (1 / n), rel=1e-12)


@given(tallies(60), st.fractions(Fraction(1, 1000), Fraction(999, 1000), max_denominator=1000))
def test_a_tail_is_the_sum_of_its_terms(tally: tuple[int, int], p: Fraction) -> None:
    k, n = tally
    terms = [math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(n + 1)]
    chance, exactly = at_least(k, n, float(p))
    assert chance == pytest.approx(float(sum(terms[k:])), rel=1e-12)
    assert exactly == pytest.approx(float(terms[k]), rel=1e-12)


def tail_in_fifty_digits(k: int, n: int, p: float) -> Decimal:
    """Return the chance of k or more hits, summed from no hit at all upwards."""
    with localcontext(Context(prec=50, Emin=-(10**9), Emax=10**9)):
        odds = Decimal(p) / (1 - Decimal(p))
        term = (1 - Decimal(p)) ** n
        below = Decimal(0)
        for j in range(k):
            below += term
            term = term * (n - j) / (j + 1) * odds
        return 1 - below


@pytest.mark.parametrize("level", [0.9, 0.95, 0.999])
@pytest.mark.parametrize(
    ("k", "n"),
    [
        *[(1, 1), (1, 2), (7, 9), (1, 100), (99, 100), (250, 2500), (40, 10_000), (6000, 12_000)],
        *[(1, 1_000_000), (30, 1_000_000), (30_000, 1_000_000)],
    ],
)
def test_each_end_leaves_the_tail_it_should(k: int, n: int, level: float) -> None:
    tail = Decimal(1 - level) / 2
    sure = clopper_pearson(k, n, level)
    assert float(tail_in_fifty_digits(k, n, sure.low) / tail) == pytest.approx(1, rel=1e-9)
    if k < n:  # k or fewer: not k + 1 or more
        above = 1 - tail_in_fifty_digits(k + 1, n, sure.high)
        assert float(above / tail) == pytest.approx(1, rel=1e-8)


@given(tallies(), LEVELS)
def test_the_estimate_is_inside(tally: tuple[int, int], level: float) -> None:
    for sure in (clopper_pearson(*tally, level), wilson(*tally, level)):
        assert 0 <= sure.low <= sure.estimate <= sure.high <= 1


@given(tallies(), LEVELS)
def test_hits_and_misses_are_mirror_images(tally: tuple[int, int], level: float) -> None:
    k, n = tally
    one, other = clopper_pearson(k, n, level), clopper_pearson(n - k, n, level)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-15)


@given(tallies(), LEVELS)
def test_one_more_hit_moves_both_ends_up(tally: tuple[int, int], level: float) -> None:
    k, n = tally
    if k < n:
        fewer, more = clopper_pearson(k, n, level), clopper_pearson(k + 1, n, level)
        assert fewer.low < more.low
        assert fewer.high < more.high or more.high == 1


@given(tallies(), st.floats(0.01, 0.99), st.floats(0.001, 0.009))
def test_the_surer_the_wider(tally: tuple[int, int], level: float, more: float) -> None:
    narrow, wide = clopper_pearson(*tally, level), clopper_pearson(*tally, level + more)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


def test_half_is_half_of_the_width() -> None:
    assert Interval(0.5, 0.25, 0.75).half == 0.25


def test_z_is_that_of_the_tables() -> None:
    assert z_of(0.95) == 1.959963984540
    assert z_of(0.99) == 2.575829303549


@pytest.mark.parametrize(
    ("method", "n", "least"),
    [
        (clopper_pearson, 100, 0.9504),
        (clopper_pearson, 1000, 0.9507),
        (wilson, 100, 0.9048),
        (wilson, 1000, 0.9198),
    ],
)
def test_a_fixed_number_is_covered_as_often_as_is_known(
    method: Callable[[int, int], Interval], n: int, least: float
) -> None:
    ends = [method(k, n) for k in range(n + 1)]
    low = np.array([end.low for end in ends])
    high = np.array([end.high for end in ends])
    covered = [
        chances(n, p)[(low <= p) & (p <= high)].sum() for p in (i / 1000 for i in range(1, 1000))
    ]
    assert min(covered) == pytest.approx(least, abs=5.1e-5)
