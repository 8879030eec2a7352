"""Universes are run again: as machine code here, in other processes, and by the interpreter."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from moshimo import load

WORLDS = Path(__file__).parents[1] / "worlds"
SAMPLE = str(WORLDS / "sample")
BATCH = 250  # universes that a process runs at a time
SELDOM = 100  # of so many universes one is interpreted: that takes as much longer


def differing(universes: int, processes: int | None = None, first: int = 1) -> Iterator[str]:
    """Yield each universe that came out otherwise the second time, and how."""
    starts = range(first, first + universes, BATCH)
    batches = [(start, min(BATCH, first + universes - start)) for start in starts]
    spawned = multiprocessing.get_context("spawn")
    world = load(SAMPLE)
    with ProcessPoolExecutor(processes or os.cpu_count(), mp_context=spawned) as pool:
        for (start, many), there in zip(batches, pool.map(hashes, batches), strict=True):
            seeds = range(start, start + many)
            here = [one.hash for one in world.ensemble(seeds, hashes=True)]
            for seed, one, other in zip(seeds, here, there, strict=True):
                if one != other:
                    yield f"universe {seed} is another one in another process"
                if seed % SELDOM == 0 and world.run(seed, interpreted=True).hash() != one:
                    yield f"universe {seed} is another one when it is interpreted"


def hashes(batch: tuple[int, int]) -> list[str]:
    """Run some universes one after the other, each as `run` runs it."""
    start, many = batch
    world = load(SAMPLE)
    return [world.run(seed, interpreted=False).hash() for seed in range(start, start + many)]
