"""Who is born like somebody else while a universe runs, found by whom they are like."""

from __future__ import annotations

from moshimo.engine.kernel.subset import Block, i64
from moshimo.schema.sizes import LIKES


def newborn(b: Block, wanted: i64) -> i64:
    """Return the row of somebody born like another, given as `-(which * LIKES + whom)`.

    The row that is unknown, as long as they are not born.
    """
    x = b.k_cast[0] + 1
    while x <= b.n_Character[0]:
        if b.born_as[x] == wanted:
            return x
        x = x + 1
    return b.k_people[0] - 1


def number_born(b: Block, n: i64) -> None:
    """Give `n`, who was just born like another, the number by which `newborn` finds it."""
    like = b.likeness[n]
    which = 1
    x = b.k_cast[0] + 1
    while x < n:
        if b.likeness[x] == like:
            which = which + 1
        x = x + 1
    b.born_as[n] = -(which * LIKES + like)


def is_newborn(b: Block, wanted: i64, given: i64) -> bool:
    """Whether a row is that of who is born like another."""
    return given > b.k_cast[0] and b.born_as[given] == wanted
