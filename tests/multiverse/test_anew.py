"""A block that is used again is as it was in the beginning."""

from __future__ import annotations

import pytest

from moshimo import load
from moshimo.asked.when import since
from moshimo.engine.block import copy, rooms
from moshimo.engine.recording import STATE_ONLY, WITHOUT_CAUSES
from moshimo.engine.universe import Universe
from moshimo.multiverse.anew import renew
from moshimo.multiverse.forking.branching import past_of, scenario_branch


@pytest.mark.slow
def test_a_block_is_as_the_template_again_whatever_was_born_and_written_in_it() -> None:
    program = load("leaf/exile").program
    assert program.native is not None
    assert program.layout.sparse
    for seed in (9, 10):  # with the room that they need, nothing grows the second time
        program.keep_room(rooms(Universe(program, seed, WITHOUT_CAUSES).until().block))
    template, core = program.template, program.layout.core
    block = copy(template)
    for seed in (9, 10):
        universe = Universe(program, seed, STATE_ONLY, within=block).until()
        assert universe.block is block
        assert block.n_Letter[0] > template.n_Letter[0]
        renew(block, template)
        assert block.raw[:core] == template.raw[:core]
        assert not any(block.wish_key)


@pytest.mark.slow
def test_a_block_from_a_moment_on_is_as_it_was_then() -> None:
    program = load("leaf/exile").program
    at = since("before call_vote", program.world, program.scenario)
    past = past_of(program, at, 44)
    assert past is not None
    program = scenario_branch(program, past=past).program
    block = copy(program.template)
    for seed in (1, 2, 3):
        alone = Universe(program, seed, STATE_ONLY).until()
        renew(block, program.template)
        universe = Universe(program, seed, STATE_ONLY, within=block).until()
        used = universe.block.deeds_n[0] + 1
        assert universe.counts == alone.counts
        assert list(universe.block.d_key[:used]) == list(alone.block.d_key[:used])
        block = universe.block if rooms(universe.block) == rooms(program.template) else block
