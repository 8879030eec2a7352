"""The shortest ways between places."""

from __future__ import annotations

from array import array
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moshimo.engine import block


def ways(places: int, paths: dict[tuple[int, int], float]) -> tuple[list[float], list[int]]:
    n = places + 2
    direct = [0.0] * (n * n)
    for (i, j), far in paths.items():
        direct[i * n + j] = far
    b: Any = SimpleNamespace(
        v_Place_path=direct, way=array("d", [0.0] * n * n), step=array("q", [0] * n * n)
    )
    layout: Any = SimpleNamespace(rows={"Place": n})
    block.find_ways(b, layout)
    return b.way.tolist(), b.step.tolist()


@settings(deadline=None)
@given(
    st.integers(1, 9),
    st.dictionaries(
        st.tuples(st.integers(1, 9), st.integers(1, 9)), st.floats(0.1, 1e6), max_size=40
    ),
)
def test_ways_of_many_places_come_out_as_those_of_few_bit_for_bit(
    places: int, paths: dict[tuple[int, int], float]
) -> None:
    paths = {(i, j): far for (i, j), far in paths.items() if max(i, j) <= places}
    one = ways(places, paths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "MANY_PLACES", 0)
        assert ways(places, paths) == one
