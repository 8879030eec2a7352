"""Who is born like somebody else while a universe runs, found by whom they are like."""

from __future__ import annotations

from moshimo.engine.kernel.subset import Block, i64
from moshimo.schema.sizes import LIKES


def newborn(b: Block, wanted: i64) -> i64:
    """Return the row of somebody born like another, given as `-(which * LIKES + whom)`.

    The row that is unknown, as long as they are not born.
    """
    x = -wanted
    left = 0
    while x >= LIKES:
        x = x - LIKES
        left = left + 1
    like = x
    while left > 0 and x < b.n_Character[0]:
        x = x + 1
        if b.likeness[x] == like and x > b.k_cast[0]:
            left = left - 1
    return x if left == 0 else b.k_people[0] - 1


def is_newborn(b: Block, wanted: i64, given: i64) -> bool:
    """Whether a row is that of who is born like another."""
    return given > b.k_cast[0] and newborn(b, wanted) == given
