"""Confidence sequences: intervals that hold at every n at once, to decide while looking on.

An interval of Clopper-Pearson or Wilson that is looked at again and again, until it suits, is wrong
a third of the time. A confidence sequence is wide enough that the chance of its *ever* being wrong
is one minus its level, whatever the reason to stop.
"""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

from moshimo.engine.kernel.dice import logarithm
from moshimo.multiverse.statistics import LEVEL
from moshimo.multiverse.statistics.confidence_interval import Interval

Decision: TypeAlias = Literal["above", "below", "unsure"]

LN_PI = 1.1447298858494002
HALF_LN_2_PI = 0.9189385332046727


def confidence_sequence(hits: int, n: int, level: float = LEVEL) -> Interval:
    """Return the interval of a share that may be looked at as often as one likes.

    Those shares p are kept under which what was seen is not too unlikely beside what all shares
    together, weighed by Beta(1/2, 1/2), make of it.

    Args:
        hits: in how many, 0 to n.
        n: of how many; 0 gives an interval from 0 to 1.
        level: how often it is to be right at all n at once, inside (0, 1).

    Source: Robbins, "Statistical methods related to the law of the iterated logarithm", 1970; as a
    mixture of beta and binomial: Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform,
    nonparametric, nonasymptotic confidence sequences", 2021.
    """
    if n == 0:
        return Interval(math.nan, 0.0, 1.0)
    return Interval(hits / n, _lowest(hits, n, level), 1 - _lowest(n - hits, n, level))


def decide(hits: int, n: int, threshold: float, level: float = LEVEL) -> Decision:
    """Return on which side of a threshold the share is, or that it cannot be said yet.

    May be asked after every universe: the chance that it ever names the wrong side is at most one
    minus the level.

    Args:
        hits: in how many, 0 to n.
        n: of how many.
        threshold: inside (0, 1).
        level: how often it is to be right, inside (0, 1).
    """
    if n == 0 or _likelihood(hits, n, threshold) > _least(hits, n, level):
        return "unsure"
    return "above" if hits > threshold * n else "below"


def likelier(only_one: int, only_other: int, level: float = LEVEL) -> Decision:
    """Return whether the one is likelier ("above") or less likely ("below") than the other.

    Of two things asked of the same universes, or of the same dice in two forks, only the universes
    in which they differ say which is likelier: is it more than half of those? May be asked after
    every universe, as `decide`.

    Args:
        only_one: in how many universes there was the one and not the other.
        only_other: in how many there was the other and not the one.
        level: how often it is to be right, inside (0, 1).
    """
    return decide(only_one, only_one + only_other, 0.5, level)


def _lowest(k: int, n: int, level: float) -> float:
    """Return the smallest share that is kept, by halving; 0 for no hits."""
    if k == 0:
        return 0.0
    least = _least(k, n, level)
    low, high = 0.0, k / n if k < n else 1.0
    while True:
        p = (low + high) / 2
        if not low < p < high:
            return p
        if _likelihood(k, n, p) > least:
            high = p
        else:
            low = p


def _likelihood(k: int, n: int, p: float) -> float:
    """Return the logarithm of the chance of k hits and n - k misses, in a given order."""
    return (k * logarithm(p) if k else 0.0) + ((n - k) * logarithm(1 - p) if k < n else 0.0)


def _least(k: int, n: int, level: float) -> float:
    """Return the likelihood that a share must exceed to be kept."""
    mixed = _ln_gamma(k + 0.5) + _ln_gamma(n - k + 0.5) - _ln_gamma(n + 1.0) - LN_PI
    return logarithm(1 - level) + mixed


def _ln_gamma(x: float) -> float:
    """Return the logarithm of the gamma function for x > 0.

    Stirling's series, which is good from 12 on; below it, by way of x + 1.
    """
    shift = 0.0
    while x < 12:
        shift -= _ln(x)
        x += 1
    y = 1 / (x * x)
    series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188))))) / x
    return shift + (x - 0.5) * _ln(x) - x + HALF_LN_2_PI + series


def _ln(x: float) -> float:
    return logarithm(x) if x <= 1 else -logarithm(1 / x)
