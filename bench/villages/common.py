"""What all forms of the village share: how it starts, what is measured of a universe, the dice."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from bench.villages.make import Person, cast, places_for

FIGURES = ("move", "chat", "gossip", "quarrel", "help", "affection", "mood", "coverage")
ACTIONS = FIGURES[:5]

Row: TypeAlias = tuple[float, ...]
"""The `FIGURES` of one universe: five counts and three means."""

Run: TypeAlias = Callable[[Sequence[int], int], list[Row]]
"""Runs the universes of these seeds in so many threads."""

Dice: TypeAlias = Callable[[int, int, int], float]
"""A number in [0, 1) for a turn, a person and a draw: 0 what, 1 where to or which, 2 to whom."""

FIRST = 2**31  # the turn for which the order of turns is drawn
MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15

__all__ = ["ACTIONS", "FIGURES", "FIRST", "Dice", "Person", "Row", "Run", "cast", "places_for"]


def mix(z: int) -> int:
    """Return the finaliser of SplitMix64."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def hashed(seed: int) -> Dice:
    """Return the dice that C and Numba throw."""
    key = mix((seed + GAMMA) & MASK)

    def dice(turn: int, person: int, draw: int) -> float:
        place = (turn << 32) + person * 8 + draw + 1
        return (mix((key + place * GAMMA) & MASK) >> 11) * 2.0**-53

    return dice


def usual(seed: int) -> Dice:
    """Return the dice that Python comes with, which are quicker there."""
    throw = random.Random(seed).random
    return lambda turn, person, draw: throw()


def in_threads(
    run: Callable[[Sequence[int]], list[Row]], seeds: Sequence[int], n: int
) -> list[Row]:
    """Share the seeds among so many threads."""
    if n == 1:
        return run(seeds)
    with ThreadPoolExecutor(n) as pool:
        done = list(pool.map(run, [seeds[i::n] for i in range(n)]))
    rows: list[Row] = [()] * len(seeds)
    for i, part in enumerate(done):
        rows[i::n] = part
    return rows
