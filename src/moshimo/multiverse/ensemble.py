"""Many universes on all cores, summarised in the order of their seeds.

Each thread keeps one block and runs one universe after the other in it. What is asked for is copied
out; the rest is forgotten.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moshimo.asked.which import rule_called
from moshimo.engine.block import Memory, rooms
from moshimo.engine.journal import Deed
from moshimo.engine.journal_writer import DeedNotes, JournalWriter
from moshimo.engine.program import Program
from moshimo.engine.recording import Recording
from moshimo.engine.universe import Universe, array
from moshimo.lines import line_of
from moshimo.multiverse.anew import fresh
from moshimo.multiverse.running.threads import Batch, on_threads

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
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

    __repr__ = line_of


def ensemble(
    program: Program,
    seeds: Iterable[int],
    *,
    deeds: Sequence[str] = (),
    fields: Sequence[str] = (),
    hashes: bool = False,
    threads: int | None = None,
) -> Generator[Summary, None, None]:
    """Yield a summary a seed, in the order of the seeds, as `World.ensemble` does."""
    deeds, fields = tuple(deeds), tuple(fields)
    for word in deeds:
        if word not in program.layout.rules:  # `meets` and `misses` are no rules of the world
            rule_called(word, program.world)
    for word in fields:
        array(program, program.template, word)
    _ = program.native  # made before the threads begin
    own, keeps = threading.local(), Recording(hashes, causes=False, deeds=hashes or bool(deeds))

    def run(seed: int, stop: threading.Event) -> Summary:
        within = fresh(program, own)
        universe = Universe(program, seed, keeps, interpreted=False, within=within)
        while not universe.ended and not stop.is_set():
            universe.steps(1000)
        b = own.block = universe.block
        program.keep_room(rooms(b))
        return Summary(
            seed,
            universe.ended,
            universe.now,
            tuple(_deeds(program, b, deeds)) if deeds else (),
            {word: array(program, b, word) for word in fields},
            _done(program, b),
            universe.counts,
            universe.hash() if hashes else "",
        )

    return _unpacked(on_threads(seeds, run, threads))


def _unpacked(batches: Generator[Batch[Summary], None, None]) -> Generator[Summary, None, None]:
    with contextlib.closing(batches):
        for batch in batches:
            yield from batch.values
            if batch.trouble is not None:
                raise batch.trouble


def _done(program: Program, b: Memory) -> dict[str, int]:
    many, did = b.k_rules[0], b.did_n.tolist()
    return {word: sum(did[n::many]) for word, n in program.layout.rules.items() if b.k_action[n]}


def _deeds(program: Program, b: Memory, wanted: Iterable[str]) -> Iterator[Deed]:
    """Yield the deeds of some rules that are over, from the block: no journal was kept."""
    numbers = {program.layout.rules[word] for word in wanted}
    writer = JournalWriter(program.world, program.layout)
    rules, over = b.d_rule, b.d_over
    found = [(over[d], d) for d in range(1, b.deeds_n[0] + 1) if rules[d] in numbers and over[d]]
    for _, d in sorted(found):
        yield writer.deed(b, d, b.d_state[d], DeedNotes())
