"""Exact laws to hold counts against: beside the binomial, chi-square, means, and coupled races."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from tests.engine.exact import ALPHA
from tests.odds.counts import Values

FAR = 5.0  # standard errors: further out once in 1.7 million


def fits(counts: Sequence[int], chances: Sequence[Fraction]) -> bool:
    """Whether counts may come from these chances, by chi-square; nor may they fit too well.

    Each is expected some dozens of times, and the chances add up to 1.
    """
    assert sum(chances) == 1
    n = sum(counts)
    expected = [n * float(p) for p in chances]
    assert min(expected) > 50
    x = sum((k - e) ** 2 / e for k, e in zip(counts, expected, strict=True))
    return ALPHA < beyond(x, len(counts) - 1) < 1 - ALPHA


def beyond(x: float, k: int) -> float:
    """Return P(chi-square with k degrees of freedom > x): finite sums, for each parity of k."""
    half = x / 2
    if k % 2 == 0:
        return math.exp(-half) * math.fsum(half**i / math.factorial(i) for i in range(k // 2))
    rest = math.fsum(half ** (i - 0.5) / math.gamma(i + 0.5) for i in range(1, (k + 1) // 2))
    return math.erfc(math.sqrt(half)) + math.exp(-half) * rest


def mean_is(sums: Values, parts: int, mean: float) -> bool:
    """Whether sums of so many alike and independent parts each may come from parts of that mean."""
    error = float(sums.std(ddof=1)) / math.sqrt(len(sums))
    return abs(float(sums.mean()) - parts * mean) < FAR * error


# two races with the same dice ------------------------------------------------------------------


def coupled(p: Sequence[Fraction], q: Sequence[Fraction]) -> list[list[Fraction]]:
    """Return P(k wins the one race, l the other), if each runner has the same noise in both.

    Times are E/p and E/q with exponential noise. Given that i wins with time t/p_i and j ≠ i wins
    the other, E_j is t·u with u from p_j/p_i to q_j/q_i, and each other E_k is above both bars:

    > P(i, j) = ∫ du / (1 + u + Σ max(p_k/p_i, u·q_k/q_j))²

    which is rational between the points where a maximum turns. None is left where q_j/q_i is not
    above p_j/p_i: a race never turns from i to j unless j has gained on i (Oberst, Sontag,
    "Counterfactual off-policy evaluation with Gumbel-max structural causal models", 2019).
    """
    n = range(len(p))
    return [[_won(i, j, p, q) for j in n] for i in n]


def _won(i: int, j: int, p: Sequence[Fraction], q: Sequence[Fraction]) -> Fraction:
    if i == j:
        return 1 / sum((max(a / p[i], b / q[i]) for a, b in zip(p, q, strict=True)), Fraction(0))
    return sum(_pieces(i, j, p, q), Fraction(0))


def _pieces(i: int, j: int, p: Sequence[Fraction], q: Sequence[Fraction]) -> Iterator[Fraction]:
    low, high = p[j] / p[i], q[j] / q[i]
    if high <= low:
        return
    others = [k for k in range(len(p)) if k not in (i, j)]
    bars = [(p[k] / p[i], q[k] / q[j]) for k in others]
    turns = sorted({low, high, *(a / b for a, b in bars if low < a / b < high)})
    for one, two in pairwise(turns):
        middle = (one + two) / 2
        flat = 1 + sum((a for a, b in bars if a >= b * middle), Fraction(0))
        steep = 1 + sum((b for a, b in bars if a < b * middle), Fraction(0))
        yield (two - one) / ((flat + steep * one) * (flat + steep * two))
