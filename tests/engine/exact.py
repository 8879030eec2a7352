"""Exact tails of the binomial law, for counts whose chance is known.

With fixed seeds a test passes for ever or fails for ever; ALPHA says how unlikely it was that an
engine with just these chances would have been called wrong when the test was written.
"""

from __future__ import annotations

import math

ALPHA = 1e-6


def tails(k: int, n: int, p: float) -> float:
    """Return how likely a count is that is at least as far out as k, on either side (at most 1)."""
    return min(1.0, 2.0 * min(at_most(k, n, p), 1.0 - at_most(k - 1, n, p)))


def at_most(k: int, n: int, p: float) -> float:
    """Return P(X <= k) for n throws of chance p."""
    if k >= n:
        return 1.0
    if k < 0:
        return 0.0
    # By Chernoff's bound what is 40 deviations below the mean weighs less than exp(-800).
    first = max(0, int(n * p - 40.0 * math.sqrt(n * p)))
    return math.fsum(mass(i, n, p) for i in range(first, k + 1))


def mass(k: int, n: int, p: float) -> float:
    """Return P(X = k)."""
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(ways + k * math.log(p) + (n - k) * math.log1p(-p))


def likely(k: int, n: int, p: float, *, among: int = 1) -> bool:
    """Whether a count may come from that chance, tested once `among` others."""
    if p <= 0.0 or p >= 1.0:
        return k == round(n * p)
    return tails(k, n, p) > ALPHA / among


def waits(successes: int, failures: int, p: float) -> bool:
    """Whether so many successes may come before that many failures (negative binomial)."""
    # So many or more: the first of all tries but the last failure had so many successes.
    many = 1.0 - at_most(successes - 1, successes + failures - 1, p)
    few = at_most(successes, successes + failures, p)
    return 2.0 * min(few, many) > ALPHA
