"""What a mind learned of last is kept in order, so that nobody goes through all that it knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from moshimo import load
from moshimo.engine.kernel.minds.learn import STRONG
from moshimo.engine.universe import Universe

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"


@pytest.mark.slow
@pytest.mark.parametrize("where", [str(SAMPLE), "leaf/evening"])
def test_the_kinds_of_deed_learned_of_last_are_those_whose_latest_memory_is_the_latest(
    where: str,
) -> None:
    program = load(where).program
    assert program.native is not None
    for seed in range(1, 6):
        b = Universe(program, seed).until().block
        many = b.k_rules[0]
        for m in range(1, b.n_Character[0] + 1):
            known = [
                (-b.m_at[b.m_head[m * many + rule]], rule)
                for rule in range(1, many)
                if b.m_head[m * many + rule] and not b.k_sense[rule]
            ]
            latest = [rule for _, rule in sorted(known)][:STRONG]
            kept = b.lately_rule[m * STRONG : (m + 1) * STRONG].tolist()
            assert kept == latest + [0] * (STRONG - len(latest))
