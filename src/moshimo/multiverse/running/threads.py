"""Universes of several variants on all cores of this process, in the order of their seeds.

Machine code runs without the interpreter's lock. Each thread keeps one block for each variant and
runs one universe after the other in it; only the answers are kept.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moshimo.multiverse.asking.asking import Asking
from moshimo.multiverse.running.in_order import BATCH, in_order


@dataclass(frozen=True, slots=True)
class Batch:
    """What universes in a row answered.

    Attributes:
        answers: (universes, variants, questions), yes as 1.0.
        trouble: what the universe after the last of them came to, if it is not there.
    """

    answers: NDArray[np.float64]
    trouble: Exception | None = None


def seed_of(seed: int, index: int) -> int:
    """Return the seed of the universe of that index, from 0: 1, 2, 3 and so on for `seed` 1."""
    return ((seed - 1) * 2**32 + 1 + index) % 2**64


def on_threads(
    variants: Sequence[Asking], seed: int, most: int, threads: int | None = None
) -> Generator[Batch, None, None]:
    """Return what universes answer, in order; each runs in every variant with the same dice.

    Whoever stops taking stops the threads.

    Args:
        variants: the base, then its forks.
        seed: the first of a row, as `seed_of`.
        most: how many universes.
        threads: as many as there are cores if None.
    """
    own = [threading.local() for _ in variants]

    def run(indices: range, stop: threading.Event) -> Batch:
        return batch(variants, own, seed, indices.start, len(indices), stop)

    batches = (range(n, min(n + BATCH, most)) for n in range(0, most, BATCH))
    return in_order(batches, run, threads, "odds")


def batch(
    variants: Sequence[Asking],
    own: Sequence[threading.local],
    seed: int,
    first: int,
    count: int,
    stop: threading.Event | None = None,
) -> Batch:
    """Run universes `first` to `first + count - 1` in this thread's own blocks."""
    answers = np.empty((count, len(variants), variants[0].questions))
    for n in range(count):
        if stop is not None and stop.is_set():
            return Batch(answers[:n])
        at = seed_of(seed, first + n)  # if it is stopped in the middle, nobody takes this batch
        try:
            base = variants[0].answered(at, own[0], stop=stop)
            answers[n] = base.answers
            for i, (fork, mine) in enumerate(zip(variants[1:], own[1:], strict=True), 1):
                step = fork.gate.step(base) if fork.gate else 0
                if step is not None:  # else all was decided before it leaves the base
                    answers[n, i] = fork.answered(at, mine, step=step, stop=stop).answers
        except Exception as error:  # noqa: BLE001 - raised where its turn comes
            error.add_note(f"seed {at}")
            return Batch(answers[:n], error)
    return Batch(answers)
