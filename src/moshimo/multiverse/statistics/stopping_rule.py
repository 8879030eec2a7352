"""The stopping rule of `odds --within`: it looks at a fixed list of numbers of universes.

The list is fixed, and results are taken in the order of their seeds. The first results to come in
are no fair sample: short universes come in first. A free choice of when to look would be a choice
of the answer. `docs/explain/odds.md` works out what stopping does to the interval's level: next to
nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from moshimo.multiverse.statistics import LEVEL
from moshimo.multiverse.statistics.confidence_interval import Interval, z_of

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
