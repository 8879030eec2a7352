"""What is asked once in a search, and what is passed over, makes no difference to what is bid."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from moshimo import load
from moshimo.compile.emission import search
from moshimo.compile.ir.python import execute, made_ready
from moshimo.engine.recording import WITHOUT_CAUSES
from moshimo.engine.universe import Universe

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"


def bids(space: dict[str, Any], b: Any, m: int, word: str) -> list[tuple[Any, ...]]:
    """Return what a function of options offers, as a fresh thought of `m`."""
    heard: list[tuple[Any, ...]] = []
    b.thoughts[0] += 1
    b.mind[0] = b.asking[0] = m
    b.near_at[0] = b.strong_at[0] = -1
    b.there_for[0] = 0
    before, space["bid"] = space["bid"], lambda _, *given: heard.append(given)
    try:
        space[word](b, m)
    finally:
        space["bid"], b.asking[0] = before, 0
    return heard


@pytest.mark.parametrize(
    ("where", "hours"),
    [
        (str(SAMPLE), (1, 9)),
        pytest.param("leaf/exile", (1, 26), marks=pytest.mark.slow),
    ],
)
def test_every_mind_bids_the_same_whether_what_is_the_actors_own_is_asked_once_or_each_time(
    where: str, hours: tuple[int, ...]
) -> None:
    program = load(where).program
    assert program.native is not None
    space, emitter = program.space, program.emitted.emitter
    own = [r for r in program.world.laws.rules.values() if r.mark == "action" and not r.answers]
    actions = [r for r in own if not r.is_left_out]
    for rule in actions:
        query = search.considered(rule, program.world.laws)
        function = search.options(query, rule, emitter)
        named = replace(function.signature, word=f"plainly__{rule.word}")
        plainly = replace(function, signature=named)
        execute(made_ready([*emitter.functions, plainly]), space)
        emitter.functions.clear()
    offered = 0
    for hour in hours:
        b = Universe(program, 3, WITHOUT_CAUSES).until(hour * 3600.0).block
        for m in range(1, b.n_Character[0] + 1):
            for rule in actions:
                found = bids(space, b, m, f"options__{rule.word}")
                assert found == bids(space, b, m, f"plainly__{rule.word}")
                offered += len(found)
    assert offered
