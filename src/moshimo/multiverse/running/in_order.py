"""Work shared out among this process's threads, its results in the order in which it was given."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
BATCH = 2  # universes handed to a thread at a time: few, so that few seeds too use all threads
AHEAD = 8  # batches a thread may be ahead of what was taken


def in_order(
    batches: Iterator[T],
    run: Callable[[T, threading.Event], R],
    threads: int | None,
    name: str,
) -> Generator[R, None, None]:
    """Yield what is made of each batch, in order; only a few are held at a time.

    Whoever stops taking stops the threads: at once, and what was taken stays.

    Args:
        batches: may be endless.
        run: makes something of one; it gives up when the event is set.
        threads: as many as there are cores if None.
        name: of the threads.
    """
    many = threads or os.cpu_count() or 1
    stop = threading.Event()
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(many, name) as pool:
        try:
            while True:
                while len(waiting) < many * AHEAD and (batch := next(batches, None)) is not None:
                    waiting.append(pool.submit(run, batch, stop))
                if not waiting:
                    return
                yield waiting.popleft().result()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
