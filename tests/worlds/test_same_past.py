"""The forks of the exile share the past of what they leave, to the last bit."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from moshimo.engine.journal import Deed
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.multiverse.forking.branching import fork_branch
from moshimo.world.load import load

pytestmark = pytest.mark.slow
SEEDS = (3, 44)
NOTHING = """
fork: All as it is
at: {before: call_vote}
change: {naruto.citizen: true, danzo.purpose: 0}
prevent: exile(kotetsu, None, None)
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return prepare(*load("leaf/exile"))


@pytest.fixture(scope="module")
def plain(program: Program) -> dict[int, list[Deed]]:
    return {s: Universe(program, s, interpreted=False).until().deeds for s in SEEDS}


def bits(deeds: list[Deed]) -> list[tuple[object, ...]]:
    return [(d.id, d.outcomes, d.begin, d.end, d.place, d.result, d.witnesses) for d in deeds]


def test_until_its_moment_a_fork_differs_in_nothing(
    program: Program, plain: dict[int, list[Deed]]
) -> None:
    world, parted = program.world, 0
    for word in world.forks:
        if world.forks[word].scenario != "exile":
            continue
        if any(fork.at.kind == "start" or fork.other_world for fork in world.chain(word)):
            continue
        branch = fork_branch(program, word)
        for seed in SEEDS:
            course = branch.course(seed, lambda p, s: Universe(p, s, interpreted=False))
            moment = min((t for p in course.parted for t in p.at), default=math.inf)
            before = [d for d in plain[seed] if d.end < moment]
            assert bits(course.universe.deeds[: len(before)]) == bits(before), (word, seed)
            parted += moment < math.inf
    assert parted > len(SEEDS)


def test_a_fork_that_says_what_is_so_anyway_changes_nothing(
    program: Program, plain: dict[int, list[Deed]], tmp_path: Path
) -> None:
    path = tmp_path / "nothing.yaml"
    path.write_text(NOTHING, encoding="utf-8")
    branch = fork_branch(program, str(path))
    for seed in SEEDS:
        course = branch.course(seed, lambda p, s: Universe(p, s, interpreted=False))
        assert bits(course.universe.deeds) == bits(plain[seed]), seed
        assert course.parted[0].at, seed
