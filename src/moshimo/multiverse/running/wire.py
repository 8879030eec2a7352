"""What goes to a worker elsewhere and what comes back: checked bytes, never pickles of ours.

A world goes as its files, an order and an answer as JSON; answers of universes as little-endian
doubles. Whatever is not exactly what was asked for is refused.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from moshimo.engine.program import SEMANTICS
from moshimo.errors import Problem, RunError, Span, WorldError
from moshimo.multiverse.running.threads import Batch
from moshimo.world.text.folder import is_path

MAGIC = b"moshimo answers 1\n"
DIGEST = 32  # bytes of a SHA-256
FILES = ("*.yaml", "*/*.yaml", "rules/*.py")  # those that a world is read from
LARGEST = 1 << 28  # bytes of a world
APART = ".forks"  # where forks stand that are no part of the world; no world is called that
UNKNOWN_WORLD = "send the world"


@dataclass(frozen=True, slots=True)
class Order:
    """Universes to be run: everything that their answers hang on.

    Attributes:
        world: SHA-256 of its bytes.
        laws: the digest of its rules, so that another version's standard systems are noticed.
        scenario: in which it starts.
        questions: as they were asked.
        forks: the forks' words, or paths; the base comes before them.
        since: the moment from which universes go on, "" for the start.
        past: the seed of the universe whose past they have then.
        shake: which shake of the numbers of the data, 0 for none.
        off: by how much of itself a shaken number is off at most.
        seed: the row of universes.
        first: the index of the first universe.
        count: how many.
        semantics: of the engine that asks.
    """

    world: str
    laws: str
    scenario: str
    questions: tuple[str, ...]
    forks: tuple[str, ...] = ()
    since: str = ""
    past: int = 1
    shake: int = 0
    off: float = 0.0
    seed: int = 1
    first: int = 0
    count: int = 1
    semantics: str = SEMANTICS

    def raw(self) -> bytes:
        """Return it as canonical bytes."""
        return canonical(asdict(self))


def order_of(raw: bytes) -> Order:
    """Return the order that these bytes are."""
    given = json.loads(raw)
    return Order(
        **{**given, "questions": tuple(given["questions"]), "forks": tuple(given["forks"])}
    )


def canonical(value: object) -> bytes:
    """Return plain values as JSON that is the same for the same values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


# worlds ---------------------------------------------------------------------------------------


def packed(root: Path, forks: Sequence[str] = ()) -> bytes:
    """Return a world's folder as bytes: the same files give the same bytes.

    Args:
        root: the folder.
        forks: words of its forks, or paths to files of forks that stand elsewhere.

    Raises:
        WorldError: it is larger than any world needs.
    """
    paths = sorted({p for pattern in FILES for p in root.glob(pattern) if p.is_file()})
    files = {p.relative_to(root).as_posix(): p.read_bytes().decode() for p in paths}
    apart = [Path(word).expanduser() for word in forks if is_path(word)]
    texts = [path.read_bytes().decode() for path in apart]
    made = canonical({"word": root.name, "files": files, "forks": texts})
    if len(made) > LARGEST:
        raise WorldError(
            [Problem("too-long", Span(root.name), "this world is too large to be sent")]
        )
    return made


def unpacked(raw: bytes, where: Path) -> Path:
    """Write a world's files into an empty folder; return the world's own folder.

    Raises:
        ValueError: a name leads out of the folder, or is none that a world's file can have.
    """
    given = json.loads(raw)
    word = given["word"]
    root: Path = where / word
    if root.parent != where or word.startswith("."):
        raise ValueError(f"no name for a world: {word!r}")
    for name, text in given["files"].items():
        parts = PurePosixPath(name).parts
        plain = 1 <= len(parts) <= 2 and all(p[0] not in ".~" and ":" not in p for p in parts)
        if not plain or "\\" in name or name != "/".join(parts):
            raise ValueError(f"no name for a world's file: {name!r}")
        path = root.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    for n, text in enumerate(given["forks"]):
        path = where / APART / f"{n}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return root


def own_names(forks: Sequence[str], where: Path) -> tuple[str, ...]:
    """Return the words of forks as they are where a world was unpacked: paths lead there."""
    paths = (str(where / APART / f"{n}.yaml") for n in itertools.count())
    return tuple(next(paths) if is_path(word) else word for word in forks)


# answers --------------------------------------------------------------------------------------


def sealed(order: Order, batch: Batch) -> bytes:
    """Return what universes answered, with the trouble that one came to."""
    values = np.ascontiguousarray(batch.answers, dtype="<f8")
    return _frame({"shape": values.shape, "trouble": _told(batch.trouble)}, order, values.tobytes())


def wants_world(order: Order) -> bytes:
    """Return the answer of who does not know the world."""
    return _frame({"wants": UNKNOWN_WORLD}, order, b"")


def refused(order: Order, why: str) -> bytes:
    """Return the answer of who cannot do what is asked."""
    return _frame({"refused": why}, order, b"")


def opened(raw: object, order: Order) -> Batch | str:
    """Return what an answer says: the universes', or `UNKNOWN_WORLD`.

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
    wanted = (order.count, 1 + len(order.forks), len(order.questions))
    short = trouble is not None and shape[0] < wanted[0]
    if (
        len(values) != 8 * np.prod(shape)
        or shape[1:] != wanted[1:]
        or (shape != wanted and not short)
    ):
        raise ValueError("the answer has not the size that was asked for")
    return Batch(np.frombuffer(values, dtype="<f8").reshape(shape).astype(np.float64), trouble)


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
