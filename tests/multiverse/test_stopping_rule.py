"""When it is looked whether that is enough: how often the answer is right, how much is wasted."""

from __future__ import annotations

import functools
import itertools
import math
from pathlib import Path

import pytest
from tests.multiverse.coverage import stopped

from moshimo.multiverse.statistics.confidence_interval import (
    Interval,
    clopper_pearson,
    wilson,
)
from moshimo.multiverse.statistics.stopping_rule import enough, looks, needed, needed_of_mean

DOCS = Path(__file__).parent.parent.parent / "docs"
ODDS = (DOCS / "explain" / "odds.md").read_text(encoding="utf-8")
READ = (DOCS / "how" / "read-an-interval.md").read_text(encoding="utf-8")


def test_looks_rise_from_a_hundred_and_end_with_the_last_universe() -> None:
    assert list(looks(115)) == [100, 102, 104, 106, 108, 110, 112, 114, 115]
    assert list(looks(100)) == [100]
    assert list(looks(7)) == [7]
    assert list(looks(1)) == [1]


def test_a_look_is_at_most_a_fortieth_further_than_the_one_before() -> None:
    found = list(looks(1_000_000))
    assert all(n < m and 40 * (m - n) <= n for n, m in itertools.pairwise(found))
    assert len(found) < 400


def test_enough_is_half_of_the_width() -> None:
    assert enough(Interval(0.5, 0.25, 0.75), 0.25)
    assert not enough(Interval(0.5, 0.25, 0.76), 0.25)


def wald(hits: int, n: int) -> Interval:
    """Return the interval that textbooks begin with."""
    share = hits / n
    half = 1.959963984540 * math.sqrt(share * (1 - share) / n)
    return Interval(share, share - half, share + half)


def first_enough(p: float, within: float) -> int:
    return next(n for n in looks(10**6) if enough(clopper_pearson(round(n * p), n), within))


def test_a_fiftieth_at_even_odds_takes_hardly_more_than_it_must() -> None:
    exactly = next(n for n in range(2000, 3000) if enough(clopper_pearson(n // 2, n), 0.02))
    assert exactly == 2449
    assert first_enough(0.5, 0.02) == 2464


@pytest.mark.parametrize("within", [0.1, 0.05, 0.02, 0.005])
@pytest.mark.parametrize("p", [0.5, 0.2, 0.05])
def test_how_many_are_needed_is_guessed_well(p: float, within: float) -> None:
    found = first_enough(p, within)
    assert needed(round(1000 * p), 1000, within) == pytest.approx(found, rel=0.12)


def test_how_many_a_mean_needs_is_guessed_well() -> None:
    assert needed_of_mean(1.0, 0.1) == pytest.approx(385, rel=0.03)
    assert needed_of_mean(0.0, 0.1) == 100


@pytest.mark.parametrize(
    ("told", "p", "right", "runs"),
    [
        (wald, 0.5, 0.945, None),
        (wald, 0.1, 0.593, None),
        (wald, 0.03, 0.261, None),
        (wald, 0.01, 0.0955, None),
        (wilson, 0.5, 0.955, None),
        (wilson, 0.1, 0.945, None),
        (wilson, 0.03, 0.973, None),
        (wilson, 0.01, 0.970, None),
        (clopper_pearson, 0.5, 0.960, 408),
        (clopper_pearson, 0.1, 0.950, 155),
        (clopper_pearson, 0.03, 0.991, 67),
        (clopper_pearson, 0.01, 0.992, 48),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_stopping_every_ten_is_right_as_often_as_is_known(
    told: object, p: float, right: float, runs: float | None
) -> None:
    found, mean = stopped(told, 0.05, p, range(10, 601, 10))  # type: ignore[arg-type]
    assert found == pytest.approx(right, abs=5.1e-4)
    assert runs is None or mean == pytest.approx(runs, abs=0.51)


@pytest.mark.slow
@pytest.mark.parametrize("within", [0.1, 0.05, 0.03])
def test_stopping_at_our_looks_is_right_as_often_as_the_page_says(within: float) -> None:
    told = functools.cache(clopper_pearson)
    right = [
        stopped(told, within, p, list(looks(2000)))[0]
        for p in (0.5, 0.4, 0.3, 0.16, 0.07, 0.03, 0.01)
    ]
    assert min(right) > 0.946
    assert f"| {within} | {' | '.join(f'{100 * x:.1f}' for x in right)} |" in ODDS


@pytest.mark.slow
@pytest.mark.parametrize("within", [0.1, 0.05, 0.02, 0.01])
def test_so_many_are_run_as_the_page_says(within: float) -> None:
    runs = [f"{first_enough(p, within):,}" for p in (0.5, 0.1, 0.01)]
    assert f"| {within} | {' | '.join(runs)} |" in READ
