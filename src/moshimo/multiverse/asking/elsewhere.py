"""Questions put to universes on workers: what is sent there as an order, and read there again."""

from __future__ import annotations

import json
from collections.abc import Sequence

from moshimo.asked.what import Question, read
from moshimo.engine.limits import Bounds, Limits
from moshimo.engine.program import Program, prepare
from moshimo.multiverse.asking.variants import answering, variants
from moshimo.multiverse.running import worker
from moshimo.multiverse.running.threads import RunSeed
from moshimo.multiverse.running.wire import Numbers, Order, hash_of
from moshimo.multiverse.sampling import Sampling
from moshimo.world.text.world_source import canonical
from moshimo.world.world import CheckedWorld, Scenario


def order_for(
    program: Program,
    questions: Sequence[Question],
    sampling: Sampling,
    world: bytes,
    shake: int = 0,
) -> Order:
    """Return the order of the first universe, for a packed world that has the forks."""
    asked = {
        "questions": [q.text for q in questions],
        "forks": sampling.forks,
        "since": sampling.since,
        "past": sampling.seed,
        "shake": shake,
        "off": sampling.shake,
        "memory": program.bounds.limits.memory,
        "deeds": program.bounds.limits.deeds,
    }
    return Order(
        hash_of(world),
        program.world.laws.source,
        program.scenario.word,
        canonical(asked).decode(),
        (1 + len(sampling.forks), len(questions)),
        sampling.row,
    )


def answer(raw: bytes, world: bytes | None = None) -> bytes:
    """Do on a worker what an order asks for: bytes of the answer, as `worker.answer`."""
    return worker.answer(_run, raw, world)


def _run(world: CheckedWorld, scenario: Scenario, order: Order) -> RunSeed[Numbers]:
    asked = json.loads(order.asked)
    sampling = Sampling(
        forks=tuple(asked["forks"]), since=asked["since"], seed=asked["past"], shake=asked["off"]
    )
    questions = read(asked["questions"], world, scenario)
    limits = Limits(memory=asked["memory"], deeds=asked["deeds"])
    program = prepare(world, scenario, bounds=Bounds(limits))
    return answering(variants(program, questions, sampling, asked["shake"]))
