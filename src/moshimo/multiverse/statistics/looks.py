"""When `odds --within` looks whether it is sure enough: at a fixed list of numbers of universes.

Fixed, and results taken in the order of their seeds: what has come in first is no fair sample (the
short universes come in first), and whoever could choose when to look could choose the answer.
What this does to the interval's level is worked out in `docs/explain/odds.md`: next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from moshimo.multiverse.statistics.intervals import LEVEL, Interval, z_of

FIRST = 100
EACH = 40  # a look is a fortieth further than the last: so many at most are run in vain


def looks(universes: int) -> Iterator[int]:
    """Yield the numbers of universes at which to look, rising; the last is `universes`.

    Args:
        universes: how many may be run at most, 1 or more.
    """
    n = FIRST
    while n < universes:
        yield n
        n += n // EACH
    yield universes


def enough(interval: Interval, within: float) -> bool:
    """Return whether an interval is as narrow as asked: half its width is `within` at most."""
    return interval.half <= within


def needed(hits: int, n: int, within: float, level: float = LEVEL) -> int:
    """Return of how many universes a share will be sure enough: a guess, for the time left.

    Args:
        hits: in how many of them it was so.
        n: how many have been run.
        within: half the width that is asked for, above 0.
        level: of the interval.
    """
    share = (hits + 1) / (n + 2)  # never 0 or 1, which would promise an end too soon
    z = z_of(level)
    return _reached(z * z * share * (1 - share) / (within * within) + 1 / within)


def needed_of_mean(spread: float, within: float, level: float = LEVEL) -> int:
    """Return of how many universes a mean will be sure enough: a guess, for the time left.

    Args:
        spread: the standard deviation so far.
        within: half the width that is asked for, above 0, in the unit of the numbers.
        level: of the interval.
    """
    return _reached((z_of(level) * spread / within) ** 2)


def _reached(n: float) -> int:
    """Return the first look at which so many have been run."""
    whole = math.ceil(n)
    return next(look for look in looks(2 * whole + FIRST) if look >= whole)
