"""Where universes run: threads of this process, processes of this machine, or a Dask cluster.

A cluster is trusted: its workers run the code of everybody who can reach the Dask scheduler. The
cluster that is started here listens on this machine alone, and shows no dashboard.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

from moshimo.errors import Problem, Span, WorldError
from moshimo.lines import short
from moshimo.multiverse.running.worker import end_with
from moshimo.multiverse.running.workers import Crew

HERE = "127.0.0.1"
WORDS = ("threads", "processes", "dask-local", "dask://HOST:PORT")
_DASK = re.compile(r"dask://([^/\s]+:\d{1,5})")
PATIENTLY = "10s"  # how long a scheduler may take to answer
MISSING = "Dask is not installed; it comes with `pip install moshimo[cluster]`."


@contextlib.contextmanager
def crew(on: str | Executor, workers: int | None = None) -> Iterator[Crew | None]:
    """Give what runs universes; None for threads of this process.

    What is started here is ended afterwards; an executor that was given is left open.

    Args:
        on: `threads`, `processes`, `dask-local`, `dask://HOST:PORT`, or an executor.
        workers: how many; as many as there are cores, or as the cluster has, if None.

    Raises:
        WorldError: there is no such place.
        ValueError: what it needs is not installed, or does not answer.
    """
    if isinstance(on, str) or not hasattr(on, "submit"):
        ensure_place(on)
    many = workers or os.cpu_count() or 1
    if not isinstance(on, str):
        yield Crew(on, workers or getattr(on, "_max_workers", None) or many)
    elif on == "threads":
        yield None
    elif on == "processes":
        with _processes(many) as made:
            yield made
    else:
        with _dask(on, workers) as made:
            yield made


def ensure_place(on: object) -> None:
    """Check that universes can be run on what a word names.

    Raises:
        WorldError: there is no such place.
    """
    if not isinstance(on, str):
        raise TypeError(f"on: expected a place or an executor, got {short(on)}")
    if on not in WORDS[:3] and not _DASK.fullmatch(on):
        fix = f"there is: {', '.join(WORDS)}."
        what = f"nothing can run on `{on}`"
        raise WorldError([Problem("unknown-place", Span("on"), what, fix=fix)])


@contextlib.contextmanager
def _processes(many: int) -> Iterator[Crew]:
    made: list[ProcessPoolExecutor] = []
    # Fresh processes on every system alike: none has a thread or a lock of ours half-way.
    context = multiprocessing.get_context("spawn")
    theirs, ours = context.Pipe(duplex=False)  # its end closes when this process is gone

    def renew() -> Executor:
        made.append(ProcessPoolExecutor(many, context, end_with, (theirs,)))
        return made[-1]

    def end() -> None:
        ours.close()
        for pool in made:
            pool.shutdown(wait=False, cancel_futures=True)

    with theirs, _ended_if_interrupted(end):
        yield Crew(renew(), many, renew, end=end)
        for pool in made:
            pool.shutdown(cancel_futures=True)
        ours.close()


@contextlib.contextmanager
def _ended_if_interrupted(end: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        end()
        raise


@contextlib.contextmanager
def _dask(on: str, workers: int | None) -> Iterator[Crew]:
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise ValueError(MISSING) from None
    open_ = contextlib.ExitStack()

    def end() -> None:  # it takes seconds to close in good order: nobody waits for that
        threading.Thread(target=open_.pop_all().close).start()

    with open_, _ended_if_interrupted(end):
        if on == "dask-local":
            local = LocalCluster(
                n_workers=workers or os.cpu_count() or 1,
                threads_per_worker=1,
                host=HERE,
                dashboard_address=None,
                worker_dashboard_address=None,
                silence_logs=50,
            )
            client = open_.enter_context(Client(open_.enter_context(local)))
        else:
            found = _DASK.fullmatch(on)
            assert found is not None
            try:
                client = open_.enter_context(Client(f"tcp://{found[1]}", timeout=PATIENTLY))
            except OSError:
                raise ValueError(f"no Dask scheduler answers at {found[1]}.") from None
        yield Crew(
            client.get_executor(), workers or max(1, sum(client.nthreads().values())), end=end
        )
