"""Runs the universes of an order where a pool or a cluster puts it: a pure function of bytes.

It reads and writes no file of a world. A process keeps the worlds that it was sent, so that a world
is sent to it once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import TypeAlias, TypeVar

from moshimo.engine.program import SEMANTICS
from moshimo.errors import RunError, WorldError
from moshimo.multiverse.running.threads import RunSeed, in_a_row, seed_of
from moshimo.multiverse.running.wire import (
    Numbers,
    Order,
    hash_of,
    order_of,
    refused,
    sealed,
    wants_world,
)
from moshimo.world.load import find_scenario, understood
from moshimo.world.text.world_source import source_of
from moshimo.world.world import CheckedWorld, Scenario

# The world, the scenario, the order → what runs a universe. It is called on a worker, so it must be
# a function of a module.
Make: TypeAlias = Callable[[CheckedWorld, Scenario, Order], RunSeed[Numbers]]

K = TypeVar("K")
T = TypeVar("T")
MOST = 4  # worlds and orders that a process keeps


@dataclass(slots=True)
class _Kept:
    """What a process was sent and has made. No answer depends on it."""

    worlds: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    made: OrderedDict[tuple[Make, Order], RunSeed[Numbers]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_KEPT = _Kept()  # one a process: that a world comes once is what saves the time


def answer(make: Make, raw: bytes, world: bytes | None = None) -> bytes:
    """Run the universes of an order; return their answers, or what is missing.

    Args:
        make: says how each of them is run.
        raw: an `Order`.
        world: its bytes, if the worker is to learn them; a worker that does not know the world
            asks for them.
    """
    order = order_of(raw)
    if order.semantics != SEMANTICS:
        return refused(order, f"a worker has semantics {SEMANTICS}, not {order.semantics}")
    with _KEPT.lock:
        if world is not None:
            if hash_of(world) != order.world:
                return refused(order, "a worker was sent another world than it was told")
            _keep(_KEPT.worlds, order.world, world)
        kind = make, replace(order, first=0, count=1, row=1)
        run = _KEPT.made.get(kind)
        if run is None:
            known = _KEPT.worlds.get(order.world)
            if known is None:
                return wants_world(order)
            try:
                run = _made(make, order, known)
            except (WorldError, RunError, ValueError) as wrong:
                return refused(order, f"a worker cannot read the world: {wrong}")
            _keep(_KEPT.made, kind, run)
    seeds = (seed_of(order.row, order.first + n) for n in range(order.count))
    return sealed(order, in_a_row(seeds, run, threading.Event()))


def end_with(parent: Connection) -> None:
    """Let this process end as soon as the one that started it is gone, however that came.

    Ctrl-C reaches all processes of a terminal: here it is for the other one to hear it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: Connection) -> None:
    """Wait for a pipe to close, into which nothing is ever written."""
    with contextlib.suppress(EOFError, OSError):
        parent.recv_bytes()
    os._exit(0)


def _made(make: Make, order: Order, world: bytes) -> RunSeed[Numbers]:
    """Read the world that these bytes are, which may be a stranger's."""
    found = understood(source_of(world))
    if found.laws.source != order.laws:
        raise ValueError("its rules come out otherwise here; is Moshimo of the same version there?")
    return make(found, find_scenario(found, order.scenario), order)


def _keep(kept: OrderedDict[K, T], key: K, value: T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST:
        kept.popitem(last=False)
