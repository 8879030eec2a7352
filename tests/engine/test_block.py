"""The block as the kernel takes it to be."""

from __future__ import annotations

from tests.engine.tiny import SAMPLE

from moshimo import load
from moshimo.engine.kernel.deed import role_of
from moshimo.schema.block_fields import DEED_CELLS, POOLS
from moshimo.schema.sizes import MOST_ROLES


def test_a_deeds_roles_are_its_own_and_none_of_its_other_values() -> None:
    block = load(str(SAMPLE)).universe(1).block
    for d in (1, 2, 3):
        for i in range(MOST_ROLES):
            block.d_role[d * DEED_CELLS + i] = 10 * d + i
    assert [role_of(block, 2, i) for i in range(4)] == [20, 21, 22, 23]
    columns = [f.word for f in POOLS[0].columns if not f.axes]
    assert all(block.__dict__[word][d] == 0 for word in columns for d in (1, 2, 3))
