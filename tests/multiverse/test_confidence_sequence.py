"""The confidence sequence: known digits, and that looking on does not make it wrong."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.multiverse.coverage import ever_wrong
from tests.multiverse.test_confidence_interval import LEVELS, tallies

from moshimo.multiverse.statistics.confidence_interval import clopper_pearson, wilson
from moshimo.multiverse.statistics.confidence_sequence import confidence_sequence, decide, likelier

# k, n, the ends at 95 per cent, by another library (SciPy 1.17).
KNOWN = [
    (0, 10, 0, 0.37698735),
    (1, 10, 0.00046562, 0.54400868),
    (5, 10, 0.11756292, 0.88243708),
    (3, 100, 0.00187906, 0.12294889),
    (493, 1000, 0.43548607, 0.55063805),
    (4929, 10000, 0.47313493, 0.51267989),
]
EVERY_TEN = range(10, 1001, 10)


@pytest.mark.parametrize(("k", "n", "low", "high"), KNOWN)
def test_the_sequence_has_the_digits_that_are_known(
    k: int, n: int, low: float, high: float
) -> None:
    sure = confidence_sequence(k, n)
    assert (sure.low, sure.high) == pytest.approx((low, high), abs=5.1e-9)


def test_of_nothing_nothing_is_known() -> None:
    sure = confidence_sequence(0, 0)
    assert math.isnan(sure.estimate)
    assert (sure.low, sure.high) == (0, 1)
    assert decide(0, 0, 0.5) == "unsure"


def mixture(k: int, n: int) -> Fraction:
    """Return the chance of some order of k hits in n, over all shares weighed by Beta(1/2, 1/2)."""
    made = Fraction(1)
    for i in range(k):
        made *= Fraction(2 * i + 1, 2)
    for i in range(n - k):
        made *= Fraction(2 * i + 1, 2)
    return made / math.factorial(n)


@given(tallies(300))
def test_at_an_end_the_share_is_twenty_times_less_likely_than_the_mixture(
    tally: tuple[int, int],
) -> None:
    k, n = tally
    sure = confidence_sequence(k, n)
    for end, there in ((sure.low, k > 0), (sure.high, k < n)):
        p = Fraction(end)
        ratio = p**k * (1 - p) ** (n - k) / mixture(k, n)
        assert not there or float(ratio) == pytest.approx(0.05, rel=1e-9)


@pytest.mark.parametrize(
    ("k", "n"), [(1, 1_000_000), (40_000, 1_000_000), (500_000, 1_000_000), (3, 65_536)]
)
def test_it_is_right_for_a_million_too(k: int, n: int) -> None:
    sure = confidence_sequence(k, n)
    mixed = math.lgamma(k + 0.5) + math.lgamma(n - k + 0.5) - math.lgamma(n + 1) - math.log(math.pi)
    for end in (sure.low, sure.high):
        ratio = k * math.log(end) + (n - k) * math.log1p(-end) - mixed
        assert ratio == pytest.approx(math.log(0.05), abs=1e-7)


@given(tallies(), LEVELS)
def test_it_is_wider_than_one_for_a_fixed_number(tally: tuple[int, int], level: float) -> None:
    if level >= 0.95:
        wide, narrow = confidence_sequence(*tally, level), clopper_pearson(*tally, level)
        assert wide.low <= narrow.low + 1e-15  # of one universe they are the same
        assert wide.high >= narrow.high - 1e-15


@given(tallies(), LEVELS)
def test_hits_and_misses_are_mirror_images(tally: tuple[int, int], level: float) -> None:
    k, n = tally
    one, other = confidence_sequence(k, n, level), confidence_sequence(n - k, n, level)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-15)


@given(tallies(), LEVELS)
def test_one_more_hit_moves_both_ends_up(tally: tuple[int, int], level: float) -> None:
    k, n = tally
    if k < n:
        fewer, more = confidence_sequence(k, n, level), confidence_sequence(k + 1, n, level)
        assert fewer.low < more.low
        assert fewer.high < more.high or more.high == 1


@given(tallies(), st.floats(0.5, 0.98), st.floats(0.001, 0.019))
def test_the_surer_the_wider(tally: tuple[int, int], level: float, more: float) -> None:
    narrow, wide = confidence_sequence(*tally, level), confidence_sequence(*tally, level + more)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@given(tallies(), st.floats(0.01, 0.99), LEVELS)
def test_a_side_is_told_where_the_threshold_is_outside(
    tally: tuple[int, int], threshold: float, level: float
) -> None:
    sure = confidence_sequence(*tally, level)
    told = decide(*tally, threshold, level)
    expected = "unsure" if sure.low <= threshold <= sure.high else "above"
    assert told == ("below" if sure.high < threshold else expected)


def test_so_many_must_differ_until_it_can_be_said() -> None:
    assert [likelier(n, 0) for n in (6, 7)] == ["unsure", "above"]
    for many, share in ((65, 0.7), (305, 0.6)):
        ones = round(many * share)
        assert likelier(ones, many - ones) == "above"
        fewer = round((many - 5) * share)
        assert likelier(fewer, many - 5 - fewer) == "unsure"


def test_which_is_likelier_hangs_on_the_universes_that_differ() -> None:
    assert likelier(37, 12) == "above"
    assert likelier(12, 37) == "below"
    assert likelier(20, 12) == "unsure"
    assert likelier(0, 0) == "unsure"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("told", "p", "wrong"),
    [
        (wilson, 0.5, 0.357),
        (wilson, 0.1, 0.371),
        (clopper_pearson, 0.5, 0.321),
        (clopper_pearson, 0.1, 0.279),
        (confidence_sequence, 0.5, 0.013),
        (confidence_sequence, 0.1, 0.011),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_looking_on_fools_all_but_the_sequence(told: object, p: float, wrong: float) -> None:
    assert ever_wrong(told, p, EVERY_TEN) == pytest.approx(wrong, abs=5.1e-4)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("p", [0.5, 0.1, 0.01])
def test_the_wrong_side_is_hardly_ever_told(p: float) -> None:
    assert ever_wrong(confidence_sequence, p, range(1, 400)) < 0.05
