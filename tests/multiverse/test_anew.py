"""A block that is used again is as it was in the beginning."""

from __future__ import annotations

from moshimo import load
from moshimo.engine.block import copy, rooms
from moshimo.engine.run import Universe
from moshimo.multiverse.anew import renew


def test_a_block_is_as_the_template_again_whatever_was_born_and_written_in_it() -> None:
    program = load("leaf/exile").program
    assert program.native is not None
    assert program.layout.sparse
    for seed in (1, 2):  # with the room that they need, nothing grows the second time
        program.keep_room(rooms(Universe(program, seed, provenance=False).until().block))
    template, core = program.template, program.layout.core
    block = copy(template)
    for seed in (1, 2):
        universe = Universe(program, seed, provenance=False, lean=True, within=block).until()
        assert universe.block is block
        assert block.n_Letter[0] > template.n_Letter[0]
        renew(block, template)
        assert block.raw[:core] == template.raw[:core]
        assert not any(block.wish_key)
