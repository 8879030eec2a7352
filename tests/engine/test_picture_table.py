"""The table of what minds hold to be so keeps what was put there, however large it grows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.tiny import Tiny, tiny

from moshimo.compile import layout
from moshimo.compile.layout import Layout, lay_out
from moshimo.engine.block import Memory, empty, roomier
from moshimo.engine.kernel.minds.held import picture_row, take_row
from moshimo.engine.kernel.numbers import FULL_PICTURES
from moshimo.engine.pictures import fill, rows_of

CELLS = st.dictionaries(st.integers(1, 1 << 40), st.integers(-9, 9), max_size=200)


@pytest.fixture(scope="module")
def hashed(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    rules = "from moshimo.rules import *\nclass Thing:\n    worth: Amount = private(2.0)\n"
    world = tiny(tmp_path_factory.mktemp("table"), Tiny(rules, "ana: {place: hall}"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "DENSE", 0)
        return lay_out(world.checked)


def taken(b: Memory) -> dict[int, int]:
    """Return what stands in a table, by its cells, as the kernel finds it."""
    found = [cell for cell in b.pic_cell if cell]
    assert len(found) == b.pictures_n[0]
    assert all(b.pic_cell[picture_row(b, cell)] == cell for cell in found)
    return {cell: b.pic_n[picture_row(b, cell)] for cell in found}


def table(made: Layout, room: int, cells: dict[int, int]) -> Memory:
    """Return a block with these in its table."""
    b = empty(made, {"pictures": room})
    for cell, value in cells.items():
        row = picture_row(b, cell)
        assert take_row(b, row, cell)
        b.pic_n[row] = value
    return b


@settings(deadline=None)
@given(CELLS, st.integers(8, 12))
def test_what_was_put_into_a_table_is_found_also_after_it_grew(
    hashed: Layout, cells: dict[int, int], grown: int
) -> None:
    b = table(hashed, 512, cells)
    assert taken(b) == cells
    larger = roomier(b, {"pictures": 1 << grown})
    assert taken(larger) == cells
    assert larger.room_pictures[0] == max(512, 1 << grown)


@settings(deadline=None)
@given(CELLS)
def test_a_table_is_filled_anew_with_some_of_its_rows(
    hashed: Layout, cells: dict[int, int]
) -> None:
    b = table(hashed, 512, cells)
    rows = rows_of(b)
    kept = rows["pic_n"] > 0
    fill(b, {word: column[kept] for word, column in rows.items()})
    assert taken(b) == {cell: value for cell, value in cells.items() if value > 0}


def test_a_quarter_of_a_table_stays_free_and_more_is_trouble(hashed: Layout) -> None:
    b = table(hashed, 16, dict.fromkeys(range(1, 13), 1))
    row = picture_row(b, 99)
    assert not take_row(b, row, 99)
    assert b.trouble[0] == FULL_PICTURES
    assert b.pictures_n[0] == 12
