"""The village in Moshimo: the shipped world, or one like it with more people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bench.villages.common import ACTIONS, Row, Run
from bench.villages.make import PEOPLE, ROOT, TURNS, write
from moshimo import World, load
from moshimo.engine.recording import WITHOUT_CAUSES
from moshimo.engine.universe import Universe

BUILD = ROOT / ".bench"
ARRAYS = ("mood", "affection", "know")
Numbers: TypeAlias = NDArray[np.float64]
CAN_ENSEMBLE = hasattr(World, "ensemble")


def where(people: int, turns: int) -> str:
    """Return the name of such a world, which is written first unless it is shipped."""
    if (people, turns) == (PEOPLE, TURNS):
        return "village"
    folder = BUILD / "worlds" / f"village_{people}_{turns}"
    write(folder, people, turns)
    return str(folder)


def prepare(people: int, turns: int) -> Run:
    """Return how to run many universes together, compiled."""
    start = load(where(people, turns))

    def run(seeds: Sequence[int], threads: int) -> list[Row]:
        assert hasattr(start, "ensemble")
        results = start.ensemble(seeds, threads=threads, fields=ARRAYS, deeds=())
        rows = {
            x.seed: row(x.done, *(np.asarray(x.state[w], float) for w in ARRAYS)) for x in results
        }
        return [rows[seed] for seed in seeds]

    return run


def prepare_interpreted(people: int, turns: int) -> Run:
    """Return how to run one universe after the other, interpreted."""
    program = load(where(people, turns)).program

    def run(seeds: Sequence[int], threads: int) -> list[Row]:
        return [
            of(Universe(program, seed, WITHOUT_CAUSES, interpreted=True).until()) for seed in seeds
        ]

    return run


def of(universe: Universe) -> Row:
    """Return the figures of a universe that has run."""
    counts = dict.fromkeys(ACTIONS, 0)
    for deed in universe.deeds:
        if deed.rule in counts and deed.result == "done":
            counts[deed.rule] += 1
    return row(counts, *(np.asarray(universe[word], float) for word in ARRAYS))


def row(counts: dict[str, int], mood: Numbers, affection: Numbers, know: Numbers) -> Row:
    """Return the figures of a universe; nobody has an affection for oneself."""
    n = len(mood)
    mean = float(affection.sum()) / (n * (n - 1))
    return (*(float(counts[w]) for w in ACTIONS), mean, float(mood.mean()), float(know.mean()))
