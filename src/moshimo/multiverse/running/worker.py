"""Runs universes where a pool or a cluster puts it: a pure function of bytes.

It imports nothing of who asks, reads and writes no file of a world, and answers with bytes. A
process keeps what it has been sent and made, so that a world comes to it once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TypeVar

from moshimo.engine.program import SEMANTICS, prepare
from moshimo.errors import RunError, WorldError
from moshimo.multiverse.asking.asking import Asking
from moshimo.multiverse.asking.questions import read
from moshimo.multiverse.asking.variants import Origin, variants
from moshimo.multiverse.running.threads import batch
from moshimo.multiverse.running.wire import (
    Order,
    hash_of,
    order_of,
    refused,
    sealed,
    wants_world,
)
from moshimo.world.load import find_scenario, understood
from moshimo.world.text.source import source_of

K = TypeVar("K")
T = TypeVar("T")
MOST = 4  # worlds and orders that a process keeps


@dataclass(slots=True)
class _Made:
    """Questions made ready, and a block for each thread and variant."""

    variants: tuple[Asking, ...]
    own: tuple[threading.local, ...]


@dataclass(slots=True)
class _Kept:
    """What a process was sent and has made. Nothing that an answer hangs on."""

    worlds: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    made: OrderedDict[Order, _Made] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_KEPT = _Kept()  # one a process: that a world comes once is what saves the time


def run(raw: bytes, world: bytes | None = None) -> bytes:
    """Run the universes of an order; return their answers, or what is missing.

    Args:
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
        kind = replace(order, first=0, count=1, seed=1)
        made = _KEPT.made.get(kind)
        if made is None:
            known = _KEPT.worlds.get(order.world)
            if known is None:
                return wants_world(order)
            try:
                made = _make(order, known)
            except (WorldError, RunError, ValueError) as wrong:
                return refused(order, f"a worker cannot read the world: {wrong}")
            _keep(_KEPT.made, kind, made)
    return sealed(order, batch(made.variants, made.own, order.seed, order.first, order.count))


def _make(order: Order, world: bytes) -> _Made:
    """Make the questions of an order ready, in the world that these bytes are."""
    found = understood(source_of(world))
    if found.laws.source != order.laws:
        raise ValueError("its rules come out otherwise here; is Moshimo of the same version there?")
    scenario = find_scenario(found, order.scenario)
    asked = read(order.questions, found, scenario)
    origin = Origin(order.forks, order.since, order.past, order.shake, order.off)
    _, made = variants(prepare(found, scenario), asked, origin)
    return _Made(made, tuple(threading.local() for _ in made))


def _keep(kept: OrderedDict[K, T], key: K, value: T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > MOST:
        kept.popitem(last=False)
