"""What a universe carries over into another cast."""

from __future__ import annotations

import pytest

from moshimo import load
from moshimo.engine.recording import WITHOUT_CAUSES
from moshimo.engine.universe import Universe
from moshimo.multiverse.forking.transplant import transplant


@pytest.mark.slow
def test_every_flag_that_is_up_stays_up_and_so_does_the_one_that_says_that_some_are() -> None:
    program = load("leaf/exile").program
    assert program.native is not None
    block = Universe(program, 1, WITHOUT_CAUSES).until(26 * 3600.0).block
    made = transplant(block, program, program)
    flags = [field.word for field in program.layout.flags.values()]
    assert sum(any(block.__dict__[word]) for word in flags) > 5
    for word in flags:
        assert made.__dict__[word].tolist() == block.__dict__[word].tolist()
