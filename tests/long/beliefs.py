"""Stories of false beliefs: what all hold, take each other to hold, and do first, by an oracle."""

from __future__ import annotations

from collections.abc import Iterator

from tests.beliefs.family import FAMILIES

SELDOM = 20  # of so many stories one is interpreted


def differing(stories: int, first: int = 1) -> Iterator[str]:
    """Yield what comes out otherwise than it should; the stories are of each family in turn."""
    for seed in range(first, first + stories):
        family = FAMILIES[seed % len(FAMILIES)]
        yield from family.differing(seed, interpreted=seed % SELDOM == 0)
