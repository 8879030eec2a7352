"""Many universes on all cores: results in the order of the seeds, whatever the threads did.

Machine code runs without the interpreter's lock, so threads are enough. Each thread keeps one block
and runs one universe after the other in it; what is asked for is copied out, the rest forgotten.
"""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moshimo.engine.block import Memory, copy, rooms
from moshimo.engine.journal import Deed
from moshimo.engine.journal_writer import DeedNotes, JournalWriter
from moshimo.engine.program import Program
from moshimo.engine.recording import Recording
from moshimo.engine.universe import Universe, array
from moshimo.multiverse.anew import renew
from moshimo.multiverse.running.in_order import BATCH, in_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Result:
    """What was asked of one universe.

    Attributes:
        seed: its seed.
        ended: why it ended.
        now: when, in seconds since its start.
        deeds: those of the rules asked for, in the order in which they ended; without witnesses,
            causes and reasons, which are not kept where many run.
        state: the fields asked for as they were at the end, as `Universe[field]` gives them.
        done: how often each action was done by anybody.
        counts: how much went on.
        hash: as `Universe.hash`, "" if not asked for.
    """

    seed: int
    ended: str
    now: float
    deeds: tuple[Deed, ...] = ()
    state: dict[str, NDArray[np.generic]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What each universe is asked for."""

    deeds: frozenset[str]
    fields: tuple[str, ...]
    hashes: bool


def ensemble(
    program: Program,
    seeds: Iterable[int],
    *,
    deeds: Sequence[str] = (),
    fields: Sequence[str] = (),
    hashes: bool = False,
    threads: int | None = None,
) -> Generator[Result, None, None]:
    """Yield a result a seed, in the order of the seeds; at most a few are held at a time.

    Whoever stops taking stops the threads: at once, and what was taken stays.

    Args:
        program: a world made ready to run.
        seeds: each 0 to 2^64 - 1; may be endless.
        deeds: the rules whose deeds are wanted.
        fields: the attributes whose values at the end are wanted.
        hashes: whether the journal's hash is wanted; it costs much more than the universe.
        threads: as many as there are cores if None.

    Raises:
        KeyError: there is no such rule or attribute.
        RunError: a universe came to trouble; those before it have been yielded.
    """
    asked = Asked(frozenset(deeds), tuple(fields), hashes)
    for word in deeds:
        if word not in program.layout.rules:
            raise KeyError(word)
    for word in fields:
        array(program, program.template, word)
    _ = program.native  # made before the threads begin
    return _results(program, iter(seeds), asked, threads)


def _results(
    program: Program, seeds: Iterator[int], asked: Asked, threads: int | None
) -> Generator[Result, None, None]:
    own = threading.local()

    def run(batch: list[int], stop: threading.Event) -> list[Result | Exception]:
        return _batch(program, batch, asked, own, stop)

    batches = iter(lambda: list(itertools.islice(seeds, BATCH)), [])
    made = in_order(batches, run, threads, "universes")
    with contextlib.closing(made):  # whoever stops taking stops the threads, at once
        for results in made:
            for result in results:
                if isinstance(result, Exception):
                    raise result
                yield result


def _batch(
    program: Program,
    seeds: Sequence[int],
    asked: Asked,
    own: threading.local,
    stop: threading.Event,
) -> list[Result | Exception]:
    """Run some universes in this thread's own block; what fails is handed over in its place."""
    made: list[Result | Exception] = []
    for seed in seeds:
        if stop.is_set():
            break
        try:
            made.append(_one(program, seed, asked, own, stop))
        except Exception as error:  # noqa: BLE001 - raised again where the results are taken
            error.add_note(f"seed {seed}")
            made.append(error)
            break
    return made


def _one(
    program: Program, seed: int, asked: Asked, own: threading.local, stop: threading.Event
) -> Result:
    universe = Universe(
        program,
        seed,
        Recording(asked.hashes, causes=False, deeds=bool(asked.hashes or asked.deeds)),
        interpreted=False,
        within=fresh(program, own),
    )
    while not universe.ended and not stop.is_set():
        universe.steps(100_000)
    own.block = universe.block
    program.keep_room(rooms(universe.block))
    return Result(
        seed,
        universe.ended,
        universe.now,
        tuple(_deeds(program, universe.block, asked.deeds)) if asked.deeds else (),
        {word: array(program, universe.block, word) for word in asked.fields},
        _done(program, universe.block),
        universe.counts,
        universe.hash() if asked.hashes else "",
    )


def fresh(program: Program, own: threading.local) -> Memory:
    """Return this thread's block as it is in the beginning; larger if it had to grow before."""
    template: Memory = program.template
    block: Memory | None = getattr(own, "block", None)
    if block is None or rooms(block) != rooms(template):
        block = own.block = copy(template)
    else:
        renew(block, template)
    return block


def _done(program: Program, b: Memory) -> dict[str, int]:
    many, did = b.k_rules[0], b.did_n.tolist()
    return {word: sum(did[n::many]) for word, n in program.layout.rules.items() if b.k_action[n]}


def _deeds(program: Program, b: Memory, wanted: frozenset[str]) -> Iterator[Deed]:
    """Yield the deeds of some rules that are over, from the block: no journal was kept."""
    numbers = {program.layout.rules[word] for word in wanted}
    writer = JournalWriter(program.world, program.layout)
    rules, over = b.d_rule, b.d_over
    found = [(over[d], d) for d in range(1, b.deeds_n[0] + 1) if rules[d] in numbers and over[d]]
    for _, d in sorted(found):
        yield writer.deed(b, d, b.d_state[d], DeedNotes())
