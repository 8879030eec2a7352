"""What minds hold to be so, where it is not as at the start: a hash table of cells.

Only attributes stand here of which a cell for every mind would take too much memory. A cell has a
number: which attribute, which mind, of what, and toward what.
"""

from __future__ import annotations

from moshimo.engine.kernel.numbers import FULL_PICTURES, trip
from moshimo.engine.kernel.subset import M64, Block, f64, i64, u64


def picture_row(b: Block, cell: i64) -> i64:
    """Return the row of a cell; a free one if the cell is as at the start (Knuth, "6.4", 1973)."""
    last = b.room_pictures[0] - 1
    i = i64(scattered(cell) >> 24) & last
    while b.pic_cell[i] != 0 and b.pic_cell[i] != cell:
        i = (i + 1) & last
    return i


def scattered(cell: u64) -> u64:
    """Return a number whose upper bits all bits of a cell's number have a part in."""
    return (cell * 0x9E3779B97F4A7C15) & M64


def take_row(b: Block, i: i64, cell: i64) -> bool:
    """Give a free row to a cell; a quarter of the rows stay free. Return whether there is room."""
    n = b.pictures_n[0] + 1
    if n * 4 > b.room_pictures[0] * 3:
        trip(b, FULL_PICTURES, 0)
        return False
    b.pictures_n[0] = n
    b.pic_cell[i] = cell
    return True


def held_whole(b: Block, cell: i64, start: i64) -> i64:
    """Return what a mind holds something to be; `start` if that is as at the start."""
    i = picture_row(b, cell)
    return b.pic_n[i] if b.pic_cell[i] == cell else start


def held_real(b: Block, cell: i64, start: f64) -> f64:
    """Return what a mind holds a number to be; `start` if that is as at the start."""
    i = picture_row(b, cell)
    return b.pic_x[i] if b.pic_cell[i] == cell else start


def held_since(b: Block, cell: i64, start: f64) -> f64:
    """Return as of when a mind holds it to be so."""
    i = picture_row(b, cell)
    return b.pic_at[i] if b.pic_cell[i] == cell else start


def held_surely(b: Block, cell: i64, start: f64) -> f64:
    """Return how sure a mind is of it."""
    i = picture_row(b, cell)
    return b.pic_sure[i] if b.pic_cell[i] == cell else start


def held_from(b: Block, cell: i64, start: i64) -> i64:
    """Return the deed by which a mind came to hold it."""
    i = picture_row(b, cell)
    return b.pic_by[i] if b.pic_cell[i] == cell else start
