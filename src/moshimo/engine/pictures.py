"""What minds hold to be so, read and written from outside, wherever the layout has it stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from moshimo.engine.kernel.minds.held import picture_row, take_row
from moshimo.engine.kernel.subset import Block
from moshimo.lang.types import Attribute

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CELL = "pic_cell"
REST = ("pic_by", "pic_n", "pic_x", "pic_at", "pic_sure")
PictureRows: TypeAlias = "dict[str, NDArray[Any]]"  # column of the table → a cell for each row


@dataclass(frozen=True, slots=True)
class Held:
    """What a mind holds an attribute to be; the attribute is pictured."""

    value: float | int
    time: float
    sure: float
    writer: int


def read_picture(b: Block, a: Attribute, mind: int, owner: int, key: int = 0) -> Held:
    """Return what a mind holds an attribute of somebody to be."""
    own, at = b.layout.columns[a.full], b.layout.picture(a, mind, owner, key)
    hashed, seen = own.hashed, own.picture
    if hashed is None:
        return Held(*(b.of(f)[at] for f in (seen.value, seen.time, seen.sure, seen.writer)))
    i = picture_row(b, hashed.first + at)
    if b.pic_cell[i]:
        value = b.pic_n[i] if a.type.whole else b.pic_x[i]
        return Held(value, b.pic_at[i], b.pic_sure[i], b.pic_by[i])
    true, looked = b.layout.cell(a, owner, key), 0.0
    if hashed.looked is not None and (not a.key or 0 < key < b.layout.row(a.key, -1)):
        looked = b.of(hashed.looked)[mind * b.layout.rows[a.kind] + owner]
    writer = b.of(hashed.writer)[true]
    if hashed.start is None:
        return Held(int(a.default) if a.type.whole else float(a.default), looked, 0.0, writer)
    return Held(b.of(hashed.start)[true], looked, 1.0, writer)


def write_picture(b: Block, a: Attribute, mind: int, owner: int, key: int, new: Held) -> None:
    """Let a mind hold an attribute of somebody to be that; a full table is trouble of the block."""
    own, at = b.layout.columns[a.full], b.layout.picture(a, mind, owner, key)
    hashed, seen = own.hashed, own.picture
    if hashed is None:
        b.of(seen.value)[at], b.of(seen.time)[at] = new.value, new.time
        b.of(seen.sure)[at], b.of(seen.writer)[at] = new.sure, new.writer
        return
    cell = hashed.first + at
    i = picture_row(b, cell)
    if b.pic_cell[i] or (read_picture(b, a, mind, owner, key) != new and take_row(b, i, cell)):
        (b.pic_n if a.type.whole else b.pic_x)[i] = new.value
        b.pic_at[i], b.pic_sure[i], b.pic_by[i] = new.time, new.sure, new.writer


# the table as a whole ----------------------------------------------------------------------------


def rows_of(b: Block) -> PictureRows:
    """Return the rows that are taken, in the order of their cells."""
    import numpy as np

    cells = np.asarray(b.pic_cell)
    taken = np.flatnonzero(cells)
    taken = taken[np.argsort(cells[taken])]
    return {word: np.asarray(getattr(b, word))[taken] for word in (CELL, *REST)}


def attribute_rows(rows: PictureRows, first: int, cells: int) -> PictureRows:
    """Return the rows of an attribute, of so many cells from there on; they count from 0."""
    import numpy as np

    start, stop = np.searchsorted(rows[CELL], (first, first + cells))
    found = {word: column[start:stop] for word, column in rows.items()}
    return {**found, CELL: found[CELL] - first}


def room_for(b: Block, more: int) -> dict[str, int]:
    """Return the room that a table needs for more rows."""
    room = b.room_pictures[0]
    while (b.pictures_n[0] + more) * 2 > room:
        room *= 2
    return {"pictures": room}


def fill(b: Block, rows: PictureRows) -> None:
    """Let these rows, and no others, be taken; there is room for them. Changes the block."""
    import numpy as np

    at = _places(rows[CELL], b.room_pictures[0])
    columns = {word: np.asarray(getattr(b, word)) for word in (CELL, *REST)}
    columns[CELL][:] = 0
    for word, column in columns.items():
        column[at] = rows[word]
    b.pictures_n[0] = len(at)


def _places(cells: NDArray[Any], room: int) -> NDArray[np.int64]:
    """Return a row for each cell, as `picture_row` looks for it."""
    import numpy as np

    hashes = cells.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    at = ((hashes >> np.uint64(24)) & np.uint64(room - 1)).astype(np.int64)
    taken, left = np.zeros(room, bool), np.arange(len(cells))
    while len(left):
        wanted = at[left]
        first = np.unique(wanted, return_index=True)[1]
        first = first[~taken[wanted[first]]]
        taken[wanted[first]] = True
        left = np.delete(left, first)
        at[left] = (at[left] + taken[at[left]]) & (room - 1)
    return at
