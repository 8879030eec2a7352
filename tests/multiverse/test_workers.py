"""Wherever universes run, and whatever happens there: the same answers, to the last bit."""

from __future__ import annotations

import itertools
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from moshimo import World, load
from moshimo.asked.what import read
from moshimo.errors import RunError
from moshimo.multiverse.asking.elsewhere import answer, order_for
from moshimo.multiverse.running import worker
from moshimo.multiverse.running.cluster import crew
from moshimo.multiverse.running.wire import (
    MAGIC,
    UNKNOWN_WORLD,
    Order,
    opened,
    order_of,
    packed,
    sealed,
)
from moshimo.multiverse.running.workers import RETRIES, Crew, on_workers
from moshimo.multiverse.sampling import Sampling
from moshimo.world.load import understood
from moshimo.world.text import world_source
from moshimo.world.text.world_source import canonical, source_of

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
SOURCE, _ = world_source.read(str(SAMPLE))
QUESTIONS = ("M1", "happened(read_letter(ana))", "ana.worry")
MANY = 60


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let machine code be made once, in a place of these tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOSHIMO_CACHE", str(tmp_path_factory.mktemp("machine_code")))
        yield


@pytest.fixture(scope="module")
def sample() -> World:
    made = load(str(SAMPLE))
    assert made.program.native is not None
    return made


@pytest.fixture(scope="module")
def expected(sample: World) -> bytes:
    return sample.odds(QUESTIONS, Sampling(universes=MANY)).answers.tobytes()


@pytest.fixture
def order(sample: World) -> Order:
    questions = read(QUESTIONS, sample.checked, sample.scenario)
    return order_for(sample.program, questions, Sampling(), packed(SOURCE))


@pytest.fixture
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_KEPT", worker._Kept())


class KilledWorker(Exception):  # noqa: N818 - Dask's own name
    """As Dask's, which is known by its name."""


class Contrary(Executor):
    """Delays, drops, repeats, reorders, and fails, as its dice fall."""

    def __init__(self, seed: int, worst: int = RETRIES) -> None:
        self.dice, self.worst = random.Random(seed), worst
        self.pool = ThreadPoolExecutor(2)
        self.failed: dict[bytes, int] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: D102
        made: Future[Any] = Future()
        key = args[0]
        mood = self.dice.choice(("well", "late", "twice", "lost", "cut", "gone", "dropped", "hurt"))
        if mood in ("lost", "cut", "gone", "dropped", "hurt"):
            self.failed[key] = self.failed.get(key, 0) + 1
            if self.failed[key] > self.worst - 1:
                mood = "well"
        self.pool.submit(self._run, made, mood, self.dice.random() / 20, fn, args)
        return made

    def _run(
        self, made: Future[Any], mood: str, wait: float, fn: Callable[..., Any], args: Any
    ) -> None:
        if mood == "dropped":
            return
        if mood in ("late", "twice"):
            time.sleep(wait)
        wrong = {"lost": KilledWorker("it"), "cut": BrokenExecutor("it"), "gone": CancelledError()}
        if mood in wrong:
            made.set_exception(wrong[mood])
            return
        if mood == "twice":
            fn(*args)
        answer = fn(*args)
        made.set_result(b"?" + answer[1:] if mood == "hurt" else answer)


class Once(Executor):
    """Runs everything at once, where it stands."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: D102
        made: Future[Any] = Future()
        try:
            made.set_result(fn(*args, **kwargs))
        except Exception as wrong:  # noqa: BLE001 - as executors do
            made.set_exception(wrong)
        return made


def answers(found: Crew, order: Order, most: int = MANY) -> bytes:
    results = on_workers(found, answer, order, packed(SOURCE), most)
    rows = [row for batch in results for row in batch.values]
    return np.array(rows).tobytes()


# in this process ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_a_contrary_executor_changes_nothing(
    order: Order, expected: bytes, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(order.raw(), packed(SOURCE))  # so that the machine code is made
    monkeypatch.setattr(worker, "_KEPT", worker._Kept())
    found = Crew(Contrary(seed), 2, patience=1.0)
    assert answers(found, order) == expected


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 7])
def test_how_many_workers_there_are_changes_nothing(
    order: Order, expected: bytes, workers: int
) -> None:
    assert answers(Crew(Once(), workers), order) == expected
    with ThreadPoolExecutor(workers) as pool:
        assert answers(Crew(pool, workers), order) == expected


def test_an_executor_that_was_given_is_left_open(sample: World, expected: bytes) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = sample.odds(QUESTIONS, Sampling(universes=MANY), on=pool)
        assert made.answers.tobytes() == expected
        assert pool.submit(lambda: 5).result() == 5


def test_the_world_is_sent_only_to_who_asks_for_it(order: Order) -> None:
    sent: list[bytes | None] = []

    class Counting(Once):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            sent.append(args[1])
            return super().submit(fn, *args, **kwargs)

    answers(Crew(Counting(), 1), order)
    sent.clear()
    answers(Crew(Counting(), 1), order)
    assert sent
    assert set(sent) == {None}


@pytest.mark.usefixtures("_forgetful")
def test_who_does_not_know_the_world_asks_for_it(order: Order) -> None:
    assert opened(answer(order.raw()), order) == UNKNOWN_WORLD
    there = opened(answer(order.raw(), packed(SOURCE)), order)
    assert not isinstance(there, str)
    assert not isinstance(opened(answer(order.raw()), order), str)


def test_workers_lost_again_and_again_are_told_of(order: Order) -> None:
    class Lost(Once):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            made: Future[Any] = Future()
            made.set_exception(KilledWorker("it"))
            return made

    with pytest.raises(RunError) as caught:
        answers(Crew(Lost(), 1), order)
    assert str(caught.value) == (
        "evening: error[workers-lost]: a batch was lost 4 times\n\n"
        "  why: a worker that ends by itself was most often ended by the system, for want of"
        " memory.\n"
        "  fix: look at the workers' own messages; running on `threads` needs none of them."
    )


def test_an_executor_that_takes_nothing_any_more_is_told_of(order: Order) -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(RunError, match="a batch was lost 4 times"):
        answers(Crew(pool, 1), order)


def test_what_comes_out_differently_is_told_of(order: Order) -> None:
    fresh = itertools.count()

    class Lying(Once):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            lie = order_of(args[0])
            if next(fresh) % 2:
                other = replace(lie, row=99)
                raw = answer(other.raw(), packed(SOURCE))
                batch = opened(raw, other)
                assert not isinstance(batch, str)
                made: Future[Any] = Future()
                made.set_result(sealed(lie, batch))
                return made
            return super().submit(fn, args[0], packed(SOURCE))

    with pytest.raises(RunError) as caught:
        answers(Crew(Lying(), 1), order)
    assert str(caught.value) == (
        "evening: error[not-the-same]: universes 0 to 1 came out differently when they were run "
        "twice\n\n"
        "  why: the same seed gives the same universe on every machine; a worker has other code, "
        "or is broken."
    )


def test_trouble_comes_from_a_worker_as_it_comes_here(sample: World) -> None:
    texts = ["M1", "1 / (ana.hands - ana.hands) > 1"]
    with pytest.raises(RunError) as here:
        sample.odds(texts, Sampling(universes=5))
    with pytest.raises(RunError) as there:
        sample.odds(texts, Sampling(universes=5), on=Once())
    assert str(here.value) == str(there.value)
    assert here.value.__notes__ == there.value.__notes__ == ["seed 1"]


def test_another_versions_worker_refuses(order: Order) -> None:
    old = replace(order, semantics="0")
    with pytest.raises(RunError, match="a worker has semantics"):
        opened(answer(old.raw(), packed(SOURCE)), old)
    other = replace(order, laws="another digest")
    with pytest.raises(RunError, match="is Moshimo of the same version there"):
        opened(answer(other.raw(), packed(SOURCE)), other)


SPOILT: dict[str, Callable[[bytes], object]] = {
    "cut": lambda raw: raw[:-1],
    "one bit": lambda raw: raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
    "another head": lambda raw: b"x" + raw[1:],
    "only a head": lambda raw: raw[: len(MAGIC)],
    "nothing": lambda raw: b"",
    "none": lambda raw: None,
    "text": lambda raw: "text",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_damaged_answer_is_none(order: Order, spoil: Callable[[bytes], object]) -> None:
    raw = answer(order.raw(), packed(SOURCE))
    with pytest.raises(ValueError, match="answer"):
        opened(spoil(raw), order)


def test_an_answer_to_another_order_is_none(order: Order) -> None:
    raw = answer(order.raw(), packed(SOURCE))
    with pytest.raises(ValueError, match="another order"):
        opened(raw, replace(order, first=7))


# worlds as bytes ------------------------------------------------------------------------------


def test_a_world_is_the_same_from_its_bytes(sample: World) -> None:
    raw = packed(SOURCE)
    world = understood(source_of(raw))
    assert world.laws.source == sample.checked.laws.source
    assert world.scenarios["evening"].values == sample.scenario.values
    assert packed(world.texts.source) == raw
    assert world.texts.source.digest == SOURCE.digest


@pytest.mark.parametrize(
    "name",
    ["../out.yaml", "/etc/out.yaml", "a/b/c.yaml", "a\\b.yaml", "./a.yaml", ".a", "C:/a", ""],
)
def test_no_file_leaves_its_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"world.yaml": "title: Town", name: "{}"}
    world = understood(source_of(canonical({"word": "../town", "files": files, "apart": {}})))
    assert world.title == "Town"
    assert list(tmp_path.iterdir()) == []


# other processes ------------------------------------------------------------------------------


@pytest.mark.slow
def test_processes_answer_the_same_though_one_is_killed(order: Order, expected: bytes) -> None:
    with crew("processes", 2) as found:
        assert found is not None
        killed = threading.Event()
        results = on_workers(found, answer, order, packed(SOURCE), MANY)
        rows: list[NDArray[np.float64]] = []
        for batch in results:
            rows += batch.values
            if not killed.is_set():
                assert isinstance(found.executor, ProcessPoolExecutor)
                os.kill(next(iter(found.executor._processes)), signal.SIGKILL)
                killed.set()
        assert np.array(rows).tobytes() == expected


@pytest.fixture
def dask() -> Iterator[Crew]:
    pytest.importorskip("distributed")
    with crew("dask-local", 2) as found:
        assert found is not None
        yield found


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_answers_the_same_though_a_worker_is_killed(
    dask: Crew, order: Order, expected: bytes
) -> None:
    client = dask.executor._client  # type: ignore[attr-defined]
    assert all(address.startswith("tcp://127.0.0.1:") for address in client.nthreads())
    assert dask.workers == 2
    rows: list[NDArray[np.float64]] = []
    for batch in on_workers(dask, answer, order, packed(SOURCE), MANY):
        if not rows:
            first = min(client.run(os.getpid).values())
            os.kill(first, signal.SIGKILL)
        rows += batch.values
    assert np.array(rows).tobytes() == expected
