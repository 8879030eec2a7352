"""Deeds that are looked out for while a universe runs: those asked about, and those barred.

`engine/lookout.py` writes both into the block. Where there are none, a deed costs one comparison.
"""

from __future__ import annotations

from moshimo.engine.kernel.deed import role_of
from moshimo.engine.kernel.newborn import is_newborn
from moshimo.engine.kernel.subset import FOREVER, Block, i64
from moshimo.schema.sizes import MOST_ROLES


def notice(b: Block, d: i64, begins: i64) -> None:
    """Count deed `d` for every question about it, as it begins (1) or is done (0)."""
    i = 0
    while i < b.watch_n[0]:
        if b.watch_begins[i] == begins and is_meant(b, d, i):
            b.watch_count[i] += 1
            if b.watch_first[i] == FOREVER:
                b.watch_first[i] = b.now[0]
                b.watch_step[i] = b.steps[0]
            if b.watch_halts[i] == 1:
                b.halted[0] = 1
        i = i + 1


def is_meant(b: Block, d: i64, i: i64) -> bool:
    """Whether deed `d` is what row `i` asks for."""
    if b.watch_rule[i] != b.d_rule[d]:
        return False
    if b.watch_place[i] >= 0 and b.watch_place[i] != b.d_place[d]:
        return False
    n = 0
    while n < MOST_ROLES:
        if not fits(b, b.watch_role[i * MOST_ROLES + n], role_of(b, d, n)):
            return False
        n = n + 1
    has = b.watch_has[i]
    if has & 1 != 0 and b.watch_o0[i] != b.d_o0[d]:
        return False
    if has & 2 != 0 and b.watch_o1[i] != b.d_o1[d]:
        return False
    if has & 4 != 0 and b.watch_o2[i] != b.d_o2[d]:
        return False
    return has & 8 == 0 or b.watch_o3[i] == b.d_o3[d]


def fits(b: Block, wanted: i64, given: i64) -> bool:
    """Whether a role holds the wanted row; -1 is any, and what is below that a newborn."""
    return wanted == -1 or wanted == given or (wanted < -1 and is_newborn(b, wanted, given))


def barred(b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64) -> bool:
    """Whether a deed is one that must not be."""
    i = 0
    while i < b.bar_n[0]:
        if (
            b.bar_rule[i] == rule
            and fits(b, b.bar_role[i * MOST_ROLES], r0)
            and fits(b, b.bar_role[i * MOST_ROLES + 1], r1)
            and fits(b, b.bar_role[i * MOST_ROLES + 2], r2)
            and fits(b, b.bar_role[i * MOST_ROLES + 3], r3)
        ):
            return True
        i = i + 1
    return False


def is_barred(b: Block, d: i64) -> bool:
    """Whether deed `d` is one that must not be."""
    rule = b.d_rule[d]
    if b.k_barred[rule] == 0:
        return False
    return barred(b, rule, role_of(b, d, 0), role_of(b, d, 1), role_of(b, d, 2), role_of(b, d, 3))
