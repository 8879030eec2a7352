"""Numbers that universes end with: their mean and how sure it is, their spread, their shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from moshimo.multiverse.statistics import LEVEL
from moshimo.multiverse.statistics.confidence_interval import Interval, z_of

FEWEST = 10  # numbers; fewer tell nothing reliable of how far a mean may be off
LARGEST = 1e150  # a larger one is none: squares and sums of numbers stay finite
NARROWEST = 1e-150  # of a bin
STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """A column of a histogram: `many` numbers from `low` up to, but without, `high`."""

    low: float
    high: float
    many: int


def is_number(x: float) -> bool:
    """Return whether there is such a number: it is neither never, nor undefined, nor too large."""
    return -LARGEST <= x <= LARGEST


def mean(values: Sequence[float], level: float = LEVEL) -> Interval:
    """Return the mean of what independent universes gave, and its interval.

    It takes for granted that the mean of so many is nearly normal, so it is true of many universes
    and of numbers that are not ruled by a few monstrous ones; of fewer than 10 it claims nothing:
    from -inf to inf. Where all are equal its width is 0, and it does not know how rare another
    value may be. For two forks and the same dice, give the differences, universe by universe.

    Args:
        values: (n,) numbers (`is_number`).
        level: how often the interval is to be right, inside (0, 1).

    Source: Student, "The probable error of a mean", 1908. That one may stop where it has become
    narrow enough: Chow and Robbins, "On the asymptotic theory of fixed-width sequential confidence
    intervals for the mean", 1965.
    """
    n = len(values)
    middle = _middle(values)
    if n < FEWEST:
        return Interval(middle, -math.inf, math.inf)
    half = _t_of(level, n - 1) * spread(values) / math.sqrt(n)
    return Interval(middle, middle - half, middle + half)


def spread(values: Sequence[float]) -> float:
    """Return the standard deviation of a sample of numbers; 0 of fewer than two."""
    n = len(values)
    if n < 2:
        return 0.0
    middle = _middle(values)
    return math.sqrt(math.fsum((value - middle) * (value - middle) for value in values) / (n - 1))


def histograms(*samples: Sequence[float], most: int = 20) -> tuple[tuple[Bin, ...], ...]:
    """Return the shape of each sample in the same bins, of 1, 2 or 5 times a power of ten.

    Whole numbers get bins of whole width, and where each has one, it stands in the middle of it.
    Empty bins between others are kept.

    Args:
        samples: each (n,) numbers (`is_number`).
        most: bins, 2 or more.
    """
    values = [value for sample in samples for value in sample]
    if not values:
        return tuple(() for _ in samples)
    least, largest = min(values), max(values)
    whole = all(value == math.floor(value) for value in values)
    width = (largest - least + whole) / most
    if width > 0:  # no narrower than numbers of that size can be told apart
        width = max(width, max(largest, -least) * 2.0**-50)
    step = _step(width, whole)
    while math.floor(largest / step) - math.floor(least / step) >= most:  # an end that sticks out
        step = _step(step * 1.5, False)
    first = math.floor(least / step)
    counts = [[0] * (math.floor(largest / step) - first + 1) for _ in samples]
    for many, sample in zip(counts, samples, strict=True):
        for value in sample:
            many[math.floor(value / step) - first] += 1
    middle = 0.5 if whole and step == 1 else 0.0
    edges = [(first + i) * step - middle for i in range(len(counts[0]) + 1)]
    return tuple(
        tuple(Bin(low, high, n) for (low, high), n in zip(pairwise(edges), many, strict=True))
        for many in counts
    )


def _step(least: float, whole: bool) -> float:
    """Return the smallest handy width of at least that."""
    if least <= 0:
        return 1.0
    least = max(least, NARROWEST)
    power = 1.0
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    step = next((power * s for s in STEPS if power * s >= least), power * 10)
    return max(step, 1.0) if whole else step


def _middle(values: Sequence[float]) -> float:
    """Return the mean, taken from the least value on: of equal values it is that value."""
    if not values:
        return math.nan
    least = min(values)
    return least + math.fsum(value - least for value in values) / len(values)


def _t_of(level: float, freedom: int) -> float:
    """Return how many standard errors hold that much of Student's distribution.

    Its expansion around the normal one, right to four digits from 9 degrees of freedom on.

    Source: Abramowitz and Stegun, "Handbook of mathematical functions", 1964, 26.7.5.
    """
    z = z_of(level)
    zz = z * z
    terms = (
        (zz + 1) / 4,
        ((5 * zz + 16) * zz + 3) / 96,
        (((3 * zz + 19) * zz + 17) * zz - 15) / 384,
        ((((79 * zz + 776) * zz + 1482) * zz - 1920) * zz - 945) / 92160,
    )
    made = 1.0
    for power, term in enumerate(terms, start=1):
        made += term / freedom**power
    return z * made
