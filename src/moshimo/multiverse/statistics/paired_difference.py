"""How much likelier one thing is than another, and how sure that is.

`paired_difference` for forks of a world and for two questions asked of one: each universe has the
same dice in both. `independent_difference` for two samples that are independent of each other.
"""

from __future__ import annotations

import math

from moshimo.multiverse.statistics import LEVEL
from moshimo.multiverse.statistics.confidence_interval import Interval, at_least, z_of


def paired_difference(only_one: int, only_other: int, n: int, level: float = LEVEL) -> Interval:
    """Return by how much the one is likelier, of two things asked of the same n universes.

    Only universes in which they differ count, so it is far narrower than
    `independent_difference`.

    Args:
        only_one: in how many there was the one and not the other.
        only_other: in how many there was the other and not the one.
        n: how many pairs; 0 gives an interval from -1 to 1.
        level: how often the interval is to be right, inside (0, 1).

    Source: Bonett and Price, "Adjusted Wald confidence interval for a difference of binomial
    proportions based on paired data", 2012.
    """
    if n == 0:
        return Interval(math.nan, -1.0, 1.0)
    one, other = (only_one + 1) / (n + 2), (only_other + 1) / (n + 2)
    middle = one - other
    half = z_of(level) * math.sqrt((one + other - middle * middle) / (n + 2))
    estimate = (only_one - only_other) / n
    return Interval(estimate, max(-1.0, middle - half), min(1.0, middle + half))


def mcnemar(only_one: int, only_other: int) -> float:
    """Return how often chance alone would make two things differ as much as that, either way.

    Sound for one look at an n fixed before; to decide while looking on, use
    `confidence_sequence.likelier`.

    Source: McNemar, "Note on the sampling error of the difference between correlated proportions or
    percentages", 1947; the exact form, a sign test.
    """
    more, n = max(only_one, only_other), only_one + only_other
    return min(1.0, 2 * at_least(more, n, 0.5)[0])


def independent_difference(
    one: tuple[int, int], other: tuple[int, int], level: float = LEVEL
) -> Interval:
    """Return by how much a share is larger than that of another sample, each (hits, of how many).

    Source: Agresti and Caffo, "Simple and effective confidence intervals for proportions and
    differences of proportions", 2000: one success and one failure added to each sample.
    """
    (hits, n), (others, m) = one, other
    if n == 0 or m == 0:
        return Interval(math.nan, -1.0, 1.0)
    p, q = (hits + 1) / (n + 2), (others + 1) / (m + 2)
    half = z_of(level) * math.sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (m + 2))
    return Interval(hits / n - others / m, max(-1.0, p - q - half), min(1.0, p - q + half))
