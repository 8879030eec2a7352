"""Whether two forms of the village have the same statistics, within the error of sampling."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from bench.villages.common import FIGURES, Row

TOO_FAR = 4.0
"""So many standard errors: of eight figures of equal forms, one differs by that in 2,000 times."""


def distances(rows: Sequence[Row], reference: Sequence[Row]) -> dict[str, float]:
    """Return for each figure by how many standard errors the means differ.

    The spread is that of the reference, of which there are many more universes: an estimate from
    a few would make rare what is common. Were the spreads different, that would be a difference.
    """
    made = {}
    for i, word in enumerate(FIGURES):
        many = [row[i] for row in reference]
        error = statistics.stdev(many) * (1 / len(rows) + 1 / len(reference)) ** 0.5
        apart = statistics.fmean(row[i] for row in rows) - statistics.fmean(many)
        made[word] = apart / error
    return made
