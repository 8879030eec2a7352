"""The shortest chain of steps from one place to all others (Dijkstra 1959)."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)
S = TypeVar("S")


def shortest(
    onward: Mapping[N, Sequence[tuple[S, N]]], start: N, length: Callable[[S], int]
) -> dict[N, tuple[S, ...]]:
    """Return of every place that can be reached the steps back to the start, the last first.

    Of chains of one length, the one that was found first is taken.

    Args:
        onward: from each place, the steps to others, in order.
        start: the place from which all is reached.
        length: of a step, 1 or more.
    """
    found: dict[N, tuple[S, ...]] = {}
    open_: list[tuple[int, int, N, tuple[S, ...]]] = [(0, 0, start, ())]
    pushed = 0
    while open_:
        far, _, place, chain = heapq.heappop(open_)
        if place in found:
            continue
        found[place] = chain
        for step, later in onward.get(place, ()):
            if later not in found:
                pushed += 1
                heapq.heappush(open_, (far + length(step), pushed, later, (step, *chain)))
    del found[start]
    return found
