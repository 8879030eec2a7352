"""The block as the kernel takes it to be."""

from __future__ import annotations

from tests.engine.tiny import SAMPLE

from moshimo import load
from moshimo.compile import layout
from moshimo.engine.kernel import deed


def test_the_kernel_and_the_layout_agree_on_a_deeds_row() -> None:
    assert (deed.DEED_CELLS, deed.MOST_ROLES) == (layout.DEED_CELLS, layout.MOST_ROLES)


def test_a_deeds_roles_are_its_own_and_none_of_its_other_values() -> None:
    block = load(str(SAMPLE)).universe(1).block
    for d in (1, 2, 3):
        for i in range(layout.MOST_ROLES):
            block.d_role[d * layout.DEED_CELLS + i] = 10 * d + i
    assert [deed.role_of(block, 2, i) for i in range(4)] == [20, 21, 22, 23]
    columns = [word for word, _ in layout.POOLS[0].columns]
    assert all(block.__dict__[word][d] == 0 for word in columns for d in (1, 2, 3))
