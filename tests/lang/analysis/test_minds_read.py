"""A question says whose minds it reads, or that this cannot be said."""

from __future__ import annotations

import pytest

from moshimo import load
from moshimo.asked.what import read
from moshimo.lang.analysis.minds_read import minds_read


@pytest.mark.parametrize(
    ("question", "minds"),
    [
        ("bo.place == mill", 0),
        ("bo.fond[cai] > 0", 1),
        ("bo.fond[cai] > cai.fond[bo]", 2),
        ("any(x.fond[bo] > 0 for x in Character)", None),
        ("happened(exile(cai, bo))", None),
    ],
)
def test_whose_minds_a_question_reads(question: str, minds: int | None) -> None:
    world = load("./tests/worlds/sample")
    (asked,) = read([question], world.checked, world.scenario)
    assert asked.ex is not None
    found = minds_read(asked.ex, world.checked.laws)
    assert (None if found is None else len(found)) == minds
