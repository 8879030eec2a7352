"""How often a way of stopping and telling is right: exactly, by following all courses at once.

After n universes the chance of each number of hits is known from that after fewer (a convolution);
courses that have stopped are taken out. No dice are thrown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from moshimo.multiverse.statistics.confidence_interval import Interval

Chances = NDArray[np.float64]
Told = Callable[[int, int], Interval]


def chances(n: int, p: float) -> Chances:
    """Return the chance of each number of hits in n."""
    logs = np.array([math.lgamma(k + 1) for k in range(n + 1)])
    k = np.arange(n + 1)
    made: Chances = np.exp(logs[n] - logs - logs[::-1] + k * math.log(p) + (n - k) * math.log1p(-p))
    made /= made.sum()
    return made


def ever_wrong(told: Told, p: float, looks: Sequence[int]) -> float:
    """Return the chance that an interval excludes p at one of the looks, or more of them."""
    left, before, wrong = np.ones(1), 0, 0.0
    for n in looks:
        left, before = np.convolve(left, chances(n - before, p)), n
        first, last = _holding(told, p, n)
        wrong += left[:first].sum() + left[last + 1 :].sum()
        left[:first] = left[last + 1 :] = 0
    return float(wrong)


def stopped(told: Told, within: float, p: float, looks: Sequence[int]) -> tuple[float, float]:
    """Return how often an interval is right where one stops at its width, and the mean n."""
    left, before, right, runs = np.ones(1), 0, 0.0, 0.0
    for n in looks:
        left, before = np.convolve(left, chances(n - before, p)), n
        narrow = _narrow(told, within, n) if n < looks[-1] else n
        first, last = _holding(told, p, n)
        stops = np.zeros(n + 1, dtype=bool)
        stops[: narrow + 1] = stops[n - narrow :] = narrow >= 0
        holds = np.zeros(n + 1, dtype=bool)
        holds[first : last + 1] = True
        right += left[stops & holds].sum()
        runs += n * left[stops].sum()
        left[stops] = 0
        if left.sum() < 1e-12:
            break
    return float(right), float(runs)


def _narrow(told: Told, within: float, n: int) -> int:
    """Return with how many hits at most, or misses, n are enough; -1 if they never are."""
    return _first(lambda k: told(k, n).half > within, n // 2 + 1) - 1


def _holding(told: Told, p: float, n: int) -> tuple[int, int]:
    """Return the fewest and the most hits of n whose interval holds p."""
    first = _first(lambda k: told(k, n).high >= p, n + 1)
    return first, _first(lambda k: told(k, n).low > p, n + 1) - 1


def _first(so: Callable[[int], bool], end: int) -> int:
    """Return the first number below `end` for which something is so, and for all after it."""
    low, high = 0, end
    while low < high:
        middle = (low + high) // 2
        if so(middle):
            high = middle
        else:
            low = middle + 1
    return low
