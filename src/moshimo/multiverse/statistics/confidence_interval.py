"""Confidence intervals of a share: k hits in n universes.

`clopper_pearson` for what is shown, and for when to stop; `wilson` only where n was fixed before.
To decide while looking on, use `confidence_sequence.py`. Stopping depends on + - * / and square
roots alone, which every machine rounds alike, so that all machines stop at the same universe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from moshimo.multiverse.statistics import LEVEL

TINY = 1e-17  # of a sum: a term as small as that no longer changes it


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval: an estimate, and between what the truth lies.

    Attributes:
        estimate: what was found; nan if nothing was.
        low: the lower end, at most the estimate.
        high: the upper end.
    """

    estimate: float
    low: float
    high: float

    @property
    def half(self) -> float:
        """Half of its width: the `±`."""
        return (self.high - self.low) / 2


def clopper_pearson(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the interval of a share which holds the truth at least as often as it says.

    Args:
        hits: in how many, 0 to n.
        n: of how many; 0 gives an interval from 0 to 1.
        level: how often the interval is to be right, inside (0, 1).

    Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case
    of the binomial", 1934.
    """
    tail = (1 - level) / 2
    estimate = hits / n if n else math.nan
    return Interval(estimate, _lowest(hits, n, tail), 1 - _lowest(n - hits, n, tail))


def wilson(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the interval of a share of an n fixed before; its level holds on average over shares.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    if n == 0:
        return Interval(math.nan, 0.0, 1.0)
    share, zz = hits / n, z_of(level) ** 2
    middle = (share + zz / (2 * n)) / (1 + zz / n)
    half = math.sqrt(zz * (share * (1 - share) / n + zz / (4 * n * n))) / (1 + zz / n)
    low = 0.0 if hits == 0 else middle - half  # exactly there, but for the rounding
    return Interval(share, low, 1.0 if hits == n else middle + half)


def z_of(level: float) -> float:
    """Return how many standard errors to either side hold that much of a normal distribution.

    Twelve digits: the last ones hang on the logarithm of the machine's library.
    """
    return round(NormalDist().inv_cdf(0.5 + level / 2), 12)


def at_least(k: int, n: int, p: float) -> tuple[float, float]:
    """Return the chance of k or more hits in n, each with chance p; and that of exactly k.

    The terms of the binomial distribution, each as a multiple of the k-th: those above k and those
    below it, until they no longer count. No factorial and no power is ever needed.

    Args:
        k: 0 to n.
        n: how often it is tried.
        p: the chance of a hit, inside (0, 1).
    """
    odds = p / (1 - p)
    above = term = 1.0
    for j in range(k, n):
        term *= (n - j) / (j + 1) * odds
        above += term
        if term < TINY * above:
            break
    below, term = 0.0, 1.0
    for j in range(k, 0, -1):
        term *= j / ((n - j + 1) * odds)
        below += term
        if term < TINY * below or below > 1e300:
            break
    return above / (above + below), 1 / (above + below)


def _lowest(k: int, n: int, tail: float) -> float:
    """Return the share with which k or more hits in n have just that chance; 0 for no hits.

    Newton's steps, halving where one would leave what is known to hold it.
    """
    if k == 0:
        return 0.0
    low, high = 0.0, k / n if k < n else 1.0
    p = (k - 0.5) / n
    spread = 2 * math.sqrt(p * (1 - p) / n)
    p = p - spread if p > 2 * spread else p / 2  # near enough to begin with
    for _ in range(100):
        chance, exactly = at_least(k, n, p)
        if chance < tail:
            low = p
        else:
            high = p
        slope = exactly * k / p
        to = p - (chance - tail) / slope if slope > 0 else low
        if not low < to < high:
            to = (low + high) / 2
        if abs(to - p) <= 1e-14 * p:
            return to
        p = to
    return p
