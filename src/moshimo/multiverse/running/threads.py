"""Universes on the cores of this process, a batch at a time, in the order of their seeds.

Machine code runs without the interpreter's lock, so threads are enough.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from moshimo.errors import no_memory

R = TypeVar("R")
# Runs the universe of a seed; gives up when the event is set, and then returns anything.
RunSeed: TypeAlias = Callable[[int, threading.Event], R]

BATCH = 2  # universes handed to a thread at a time: few, so that few seeds too use all threads
AHEAD = 8  # batches a thread may be ahead of what was taken


@dataclass(frozen=True, slots=True)
class Batch(Generic[R]):
    """What universes in a row came to.

    Attributes:
        trouble: what the universe after the last of them came to, if its value is missing.
    """

    values: Sequence[R]
    trouble: Exception | None = None


def seed_of(row: int, index: int) -> int:
    """Return the seed of the universe of that index, from 0: 1, 2, 3 and so on in row 1."""
    return ((row - 1) * 2**32 + 1 + index) % 2**64


def on_threads(
    seeds: Iterable[int],
    run: RunSeed[R],
    threads: int | None = None,
    stop: threading.Event | None = None,
) -> Generator[Batch[R], None, None]:
    """Yield what universes come to, in the order of the seeds; only a few batches are held.

    Closing the generator cancels the remaining work.

    Args:
        seeds: may be endless.
        run: called on several threads at once.
        threads: as many as there are cores if None.
        stop: set once the generator is closed.
    """
    many = threads or os.cpu_count() or 1
    stop = stop or threading.Event()
    left = iter(seeds)
    waiting: deque[Future[Batch[R]]] = deque()
    with ThreadPoolExecutor(many, "universes") as pool:
        try:
            while True:
                while len(waiting) < many * AHEAD and (some := [*itertools.islice(left, BATCH)]):
                    waiting.append(pool.submit(in_a_row, some, run, stop))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def in_a_row(seeds: Iterable[int], run: RunSeed[R], stop: threading.Event) -> Batch[R]:
    """Run universes one after the other, up to the first that fails."""
    values: list[R] = []
    for seed in seeds:
        if stop.is_set():
            break
        try:
            values.append(run(seed, stop))
        except Exception as wrong:  # noqa: BLE001 - raised where its turn comes
            error = no_memory(wrong) or wrong
            error.add_note(f"seed {seed}")
            return Batch(values, error)
    return Batch(values)
