"""How much of one person's story stands word for word in the whole story of that universe.

Whoever reads what somebody lived wants to read how that was for them, and not the same story with
less in it.
"""

from __future__ import annotations

from math import nan

from bench.telling.told import Fault, Told


def borrowed(told: Told) -> tuple[float, list[Fault]]:
    """Return the share of such sentences, and which they are; no number of a whole story."""
    if told.whole:
        return nan, []
    found = [line for line in told.story.sentences if line.text in told.elsewhere]
    many = len(list(told.story.sentences))
    return len(found) / max(1, many), [Fault(line.text, deeds=line.deeds) for line in found]
