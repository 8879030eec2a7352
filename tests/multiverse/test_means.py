"""Means of numbers, their intervals, spread and shape."""

from __future__ import annotations

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moshimo.multiverse.statistics.means import Bin, histograms, mean, spread

FINITE = st.integers(-(10**6), 10**6).map(lambda i: i / 64)
SAMPLES = st.lists(FINITE, min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("n", "level", "t"),  # two-sided, from the tables of Student's distribution
    [
        (10, 0.95, 2.2622),
        (10, 0.99, 3.2498),
        (11, 0.90, 1.8125),
        (31, 0.95, 2.0423),
        (31, 0.99, 2.7500),
        (101, 0.95, 1.9840),
        (1001, 0.95, 1.9623),
    ],
)
def test_the_interval_of_a_mean_is_students(n: int, level: float, t: float) -> None:
    values = [float(i % 3) for i in range(n)]
    sure = mean(values, level)
    half = t * statistics.stdev(values) / math.sqrt(n)
    assert sure.half == pytest.approx(half, rel=5e-5)
    assert sure.estimate == pytest.approx(statistics.fmean(values))
    assert sure.low + sure.high == pytest.approx(2 * sure.estimate)


def test_of_fewer_than_ten_nothing_is_claimed() -> None:
    sure = mean([1.0, 2.0, 3.0])
    assert (sure.estimate, sure.low, sure.high) == (2, -math.inf, math.inf)
    assert math.isnan(mean([]).estimate)


@given(SAMPLES)
def test_the_spread_is_the_standard_deviation_of_a_sample(values: list[float]) -> None:
    expected = statistics.stdev(values) if len(values) > 1 else 0.0
    assert spread(values) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(st.lists(FINITE, min_size=10, max_size=60), st.randoms())
def test_order_changes_no_bit(values: list[float], dice: object) -> None:
    turned = sorted(values)
    assert mean(turned) == mean(values)
    assert spread(turned) == spread(values)


@given(SAMPLES, st.integers(2, 20))
def test_a_histogram_counts_each_number_once(values: list[float], most: int) -> None:
    (bins,) = histograms(values, most=most)
    assert len(bins) <= most
    assert sum(one.many for one in bins) == len(values)
    assert bins[0].many
    assert bins[-1].many
    for one in bins:
        inside = sum(one.low <= value < one.high for value in values)
        assert inside == one.many


def test_whole_numbers_stand_in_the_middle_of_a_bin_each() -> None:
    (bins,) = histograms([1, 1, 2, 4])
    assert bins == (Bin(0.5, 1.5, 2), Bin(1.5, 2.5, 1), Bin(2.5, 3.5, 0), Bin(3.5, 4.5, 1))
    assert histograms([3.0, 3.0]) == ((Bin(2.5, 3.5, 2),),)


def test_bins_are_one_two_or_five_wide() -> None:
    assert [one.low for one in histograms([0.0, 0.31, 0.99], most=5)[0]] == pytest.approx(
        [0, 0.2, 0.4, 0.6, 0.8]
    )
    assert {one.high - one.low for one in histograms([float(i) for i in range(100)])[0]} == {5}
    assert histograms([], []) == ((), ())


def test_samples_that_are_compared_have_the_same_bins() -> None:
    one, other = histograms([1.0, 2.0, 2.0], [4.0])
    assert (
        [column.low for column in one] == [column.low for column in other] == [0.5, 1.5, 2.5, 3.5]
    )
    assert [column.many for column in other] == [0, 0, 0, 1]


def test_the_mean_of_equal_numbers_is_that_number() -> None:
    for many in (1, 3, 7, 50):
        assert mean([0.1] * many).estimate == 0.1
        assert spread([0.1] * many) == 0.0
