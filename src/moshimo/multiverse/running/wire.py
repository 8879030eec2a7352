"""What goes to a worker elsewhere and what comes back: checked bytes, never pickles of ours.

A world goes as the texts of its files, an order as JSON, an answer as JSON and little-endian
doubles. An answer that is not exactly what was asked for is refused.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from moshimo.engine.program import SEMANTICS
from moshimo.errors import Problem, RunError, Span, WorldError
from moshimo.multiverse.running.threads import Batch
from moshimo.world.text.world_source import Source, canonical

MAGIC = b"moshimo answers 1\n"
DIGEST = 32  # bytes of a SHA-256
LARGEST = 1 << 28  # bytes of a world
UNKNOWN_WORLD = "send the world"

Numbers: TypeAlias = NDArray[np.float64]  # what one universe comes to


@dataclass(frozen=True, slots=True)
class Order:
    """Universes to be run, with everything that their answers depend on.

    Attributes:
        world: SHA-256 of its bytes.
        laws: the digest of its rules, so that another version's standard systems are noticed.
        asked: what is asked of each universe, as canonical JSON; only the caller reads it.
        shape: of the numbers that a universe comes to.
    """

    world: str
    laws: str
    scenario: str
    asked: str
    shape: tuple[int, ...]
    row: int = 1
    first: int = 0
    count: int = 1
    semantics: str = SEMANTICS

    def raw(self) -> bytes:
        """Return it as canonical bytes."""
        return canonical(asdict(self))


def order_of(raw: bytes) -> Order:
    """Return the order that these bytes are."""
    given = json.loads(raw)
    return Order(**{**given, "shape": tuple(given["shape"])})


def packed(source: Source) -> bytes:
    """Return a world's texts as bytes: the same texts give the same bytes.

    Raises:
        WorldError: it is larger than any world needs.
    """
    made = source.raw()
    if len(made) > LARGEST:
        raise WorldError(
            [Problem("too-long", Span(source.word), "this world is too large to be sent")]
        )
    return made


# answers --------------------------------------------------------------------------------------


def sealed(order: Order, batch: Batch[Numbers]) -> bytes:
    """Return what universes came to, with the trouble that one had."""
    values = np.array(batch.values, dtype="<f8").reshape(len(batch.values), *order.shape)
    return _frame({"shape": values.shape, "trouble": _told(batch.trouble)}, order, values.tobytes())


def wants_world(order: Order) -> bytes:
    """Return the answer of a worker that does not have the world."""
    return _frame({"wants": UNKNOWN_WORLD}, order, b"")


def refused(order: Order, why: str) -> bytes:
    """Return the answer of a worker that cannot do what is asked."""
    return _frame({"refused": why}, order, b"")


def opened(raw: object, order: Order) -> Batch[Numbers] | str:
    """Return what an answer says of the universes, or `UNKNOWN_WORLD`.

    Raises:
        ValueError: these bytes are no answer to that order.
        RunError: the worker cannot do what is asked.
    """
    if not isinstance(raw, bytes) or raw[: len(MAGIC)] != MAGIC:
        raise ValueError("no answer of ours")
    digest, body = raw[len(MAGIC) : len(MAGIC) + DIGEST], raw[len(MAGIC) + DIGEST :]
    if sha256(body).digest() != digest:
        raise ValueError("the answer has been damaged")
    head, _, values = body.partition(b"\n")
    said = json.loads(head)
    if said["order"] != sha256(order.raw()).hexdigest():
        raise ValueError("the answer is to another order")
    if "wants" in said:
        return UNKNOWN_WORLD
    if "refused" in said:
        raise RunError(Problem("worker-refused", Span(order.scenario), said["refused"]))
    shape = tuple(said["shape"])
    trouble = _trouble(said["trouble"])
    wanted = (order.count, *order.shape)
    short = trouble is not None and shape[0] < wanted[0]
    if (
        len(values) != 8 * np.prod(shape)
        or shape[1:] != wanted[1:]
        or (shape != wanted and not short)
    ):
        raise ValueError("the answer has not the size that was asked for")
    found = np.frombuffer(values, dtype="<f8").reshape(shape).astype(np.float64)
    return Batch(list(found), trouble)


def _frame(said: dict[str, object], order: Order, values: bytes) -> bytes:
    head = canonical({**said, "order": sha256(order.raw()).hexdigest()})
    body = head + b"\n" + values
    return MAGIC + sha256(body).digest() + body


def _told(trouble: Exception | None) -> object:
    """Return a trouble as plain values."""
    if trouble is None:
        return None
    notes = list(getattr(trouble, "__notes__", ()))
    if isinstance(trouble, RunError):
        return {"problem": asdict(trouble.problem), "notes": notes}
    return {"ours": f"{type(trouble).__name__}: {trouble}", "notes": notes}


def _trouble(said: Any) -> Exception | None:
    if said is None:
        return None
    made: Exception
    if "problem" in said:
        given = dict(said["problem"])
        given["where"] = Span(**given["where"])
        given["also"] = tuple((Span(**span), remark) for span, remark in given["also"])
        made = RunError(Problem(**given))
    else:
        made = RuntimeError(f"on a worker: {said['ours']}")
    for note in said["notes"]:
        made.add_note(note)
    return made


def hash_of(raw: bytes) -> str:
    """Return the hash by which a world's bytes are known."""
    return sha256(raw).hexdigest()
