"""Universes on any `concurrent.futures.Executor`, in the order of their seeds.

An executor needs `submit` alone, and its futures `result`. Workers may be lost, be slow, or run a
batch twice. A batch is a pure function of its order: a lost one is run again, and two answers to
one order must be the same to the last bit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from concurrent import futures
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeAlias

import numpy as np

from moshimo.engine.limits import Bounds
from moshimo.errors import Problem, RunError, Span
from moshimo.multiverse.running.threads import Batch
from moshimo.multiverse.running.wire import Numbers, Order, opened

Answering: TypeAlias = Callable[[bytes, bytes | None], bytes]

RETRIES = 3  # of one batch, for any reason
SENDINGS = 8  # of the world for one batch: to as many workers that do not have it
CHECKED = 100  # one batch in so many is run twice and compared
AHEAD = 3  # batches a worker has before it or in hand
SMALLEST, LARGEST = 2, 512  # universes of a batch
LASTS = 1.5  # seconds that a batch should take: far more than to hand it over
PATIENCE = 600.0  # seconds after which a batch is taken to be lost; then twice as many
LOOK = 0.05  # seconds between two looks at what is late
ENDED = "a worker that ends by itself was most often ended by the system, for want of memory."
# Lost workers and connections, by the names of their classes: Dask's and others' need no import.
LOST = ("KilledWorker", "CommClosedError", "FutureCancelledError", "WorkerStartTimeoutError")
INFRASTRUCTURE = (
    BrokenExecutor,
    CancelledError,
    futures.TimeoutError,
    TimeoutError,
    ConnectionError,
)


@dataclass(slots=True)
class _Task:
    """A batch that was handed out, perhaps more than once."""

    order: Order
    began: float
    tries: int = 0
    sent: int = 0
    out: int = 0  # answers that are still to come
    again: bool = False  # it is to be run once more, and compared
    digest: bytes = b""  # of its answer, once there is one
    batch: Batch[Numbers] | None = None


@dataclass(slots=True)
class Crew:
    """An executor and what there is to know of it.

    Attributes:
        executor: anything with `submit`.
        workers: how many batches it can run at once.
        renew: gives another executor in place of one that is broken; None if there is no other.
        patience: seconds after which a batch is taken to be lost.
        end: ends the workers at once, whatever they are at, if they are ours.
    """

    executor: Executor
    workers: int
    renew: Callable[[], Executor] | None = None
    patience: float = PATIENCE
    end: Callable[[], None] = lambda: None


def on_workers(
    crew: Crew,
    answer: Answering,
    order: Order,
    world: bytes,
    most: int,
    bounds: Bounds | None = None,
) -> Generator[Batch[Numbers], None, None]:
    """Yield what universes come to, in order.

    Args:
        crew: who runs them.
        answer: what a worker does: an order and the world's bytes, or None, to an answer's bytes.
            A function of a module: executors send its name, and no code.
        order: of the first universe; the others are asked for alike.
        world: its bytes, for workers that do not have it.
        most: how many universes.
        bounds: when the time is over; None for never.

    Raises:
        RunError: workers were lost again and again, or gave different answers to the same; or the
            time is over.
    """
    hand = _Hand(crew, answer, order, world, most, bounds or Bounds())
    try:
        while (batch := hand.next()) is not None:
            yield batch
    except GeneratorExit:
        hand.wait_for_checks()
        raise
    finally:
        hand.drop()


@dataclass(slots=True)
class _Hand:
    """Hands batches out and takes their answers in."""

    crew: Crew
    answer: Answering
    order: Order
    world: bytes
    most: int
    bounds: Bounds
    started: int = 0  # universes
    made: int = 0  # batches
    taken: int = 0  # batches
    tasks: dict[int, _Task] = field(default_factory=dict)
    flying: dict[Future[bytes], tuple[int, Executor]] = field(default_factory=dict)
    finished: int = 0  # universes, in any order
    clock: float = field(default_factory=time.monotonic)

    def next(self) -> Batch[Numbers] | None:
        """Return the next batch in order, None after the last."""
        while True:
            self._hand_out()
            task = self.tasks.get(self.taken)
            if task is None:
                self.wait_for_checks()
                return None
            if task.batch is not None:
                batch, task.batch = task.batch, None
                if not task.out:
                    del self.tasks[self.taken]
                self.taken += 1
                return batch
            self._take_in()

    def wait_for_checks(self) -> None:
        """Wait until all batches that were to be run twice have been compared."""
        limit = time.monotonic() + self.crew.patience
        while any(task.again and task.out for task in self.tasks.values()):
            if time.monotonic() > limit:
                return
            self._take_in()

    def drop(self) -> None:
        """Cancel what no worker has begun."""
        for future in self.flying:
            future.cancel()

    # handing out ------------------------------------------------------------------------------

    def _hand_out(self) -> None:
        open_ = sum(1 for task in self.tasks.values() if task.batch is None and not task.digest)
        while open_ < self.crew.workers * AHEAD and self.started < self.most:
            count = min(self._size(), self.most - self.started)
            order = replace(self.order, first=self.started, count=count)
            task = self.tasks[self.made] = _Task(order, time.monotonic())
            self._submit(self.made)
            if self.made % CHECKED == 0:
                task.again = True
                self._submit(self.made)
            self.started += count
            self.made += 1
            open_ += 1

    def _size(self) -> int:
        """Return how many universes a batch should have, to take about as long as it should."""
        if not self.finished:
            return SMALLEST
        each = (time.monotonic() - self.clock) * self.crew.workers / self.finished
        return max(SMALLEST, min(LARGEST, int(LASTS / max(each, 1e-6)), self.finished))

    def _submit(self, number: int, *, with_world: bool = False) -> None:
        task = self.tasks[number]
        task.began = time.monotonic()
        world = self.world if with_world else None
        while True:
            executor = self.crew.executor
            try:
                future = executor.submit(self.answer, task.order.raw(), world)
            except (*INFRASTRUCTURE, RuntimeError) as lost:
                self._lost(number, lost)
                self._renew(executor)
            else:
                self.flying[future] = number, executor
                task.out += 1
                return

    # taking in --------------------------------------------------------------------------------

    def _take_in(self) -> None:
        self.bounds.check(self.order.scenario)
        done, _ = futures.wait(self.flying, LOOK, futures.FIRST_COMPLETED)
        for future in done:
            number, executor = self.flying.pop(future)
            task = self.tasks.get(number)
            if task is None:
                continue
            task.out -= 1
            try:
                answer = opened(future.result(), task.order)
            except Exception as lost:
                if not _is_lost(lost):
                    raise
                if isinstance(lost, BrokenExecutor):
                    self._renew(executor)
                self._again(number, lost)
                continue
            if isinstance(answer, str):
                self._send_world(number)
            else:
                self._keep(number, answer)
        now = time.monotonic()
        for number, task in list(self.tasks.items()):
            waits = task.batch is None and not task.digest
            if waits and now - task.began > self.crew.patience * 2**task.tries:
                self._again(number, TimeoutError(f"no answer in {self.crew.patience:g} s"))

    def _keep(self, number: int, batch: Batch[Numbers]) -> None:
        task = self.tasks[number]
        digest = sha256(np.array(batch.values).tobytes() + str(batch.trouble).encode()).digest()
        if task.digest and task.digest != digest:
            first, last = task.order.first, task.order.first + task.order.count - 1
            raise RunError(
                Problem(
                    "not-the-same",
                    Span(self.order.scenario),
                    f"universes {first} to {last} came out differently when they were run twice",
                    why="the same seed gives the same universe on every machine; a worker has other"
                    " code, or is broken.",
                )
            )
        if not task.digest:
            task.digest, task.batch = digest, batch
            self.finished += len(batch.values)
        elif number < self.taken and not task.out:
            del self.tasks[number]

    def _send_world(self, number: int) -> None:
        task = self.tasks[number]
        task.sent += 1
        if task.sent > SENDINGS:
            raise self._gone("workers forget the world as often as it is sent to them")
        self._submit(number, with_world=True)

    def _again(self, number: int, lost: BaseException) -> None:
        """Run a batch once more, unless its answer is there and no second one is awaited."""
        task = self.tasks[number]
        if task.digest and not task.again:
            return
        self._lost(number, lost)
        self._submit(number)

    def _lost(self, number: int, lost: BaseException) -> None:
        task = self.tasks[number]
        task.tries += 1
        if task.tries > RETRIES:
            killed = isinstance(lost, BrokenExecutor) or type(lost).__name__ == "KilledWorker"
            why = ENDED if killed else ""
            raise self._gone(f"a batch was lost {task.tries} times", why) from lost

    def _renew(self, broken: Executor) -> None:
        """Take another executor in place of a broken one, once."""
        if self.crew.renew is not None and self.crew.executor is broken:
            self.crew.executor = self.crew.renew()

    def _gone(self, what: str, why: str = "") -> RunError:
        fix = "look at the workers' own messages; running on `threads` needs none of them."
        return RunError(Problem("workers-lost", Span(self.order.scenario), what, why=why, fix=fix))


def _is_lost(wrong: BaseException) -> bool:
    """Whether a worker or its connection failed, and not the universes."""
    names = {kind.__name__ for kind in type(wrong).__mro__}
    return isinstance(wrong, (*INFRASTRUCTURE, ValueError)) or bool(names & set(LOST))
