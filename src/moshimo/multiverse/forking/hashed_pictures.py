"""What forks do with the pictures of attributes that stand in the hash table."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from moshimo.engine.block import Memory, roomier
from moshimo.engine.pictures import (
    CELL,
    REST,
    PictureRows,
    attribute_rows,
    fill,
    read_picture,
    room_for,
    rows_of,
    write_picture,
)
from moshimo.lang.laws import Laws
from moshimo.lang.types import Attribute
from moshimo.schema.field import Field

if TYPE_CHECKING:
    from numpy.typing import NDArray

    RowsOf: TypeAlias = dict[str, NDArray[np.int64]]  # kind → old row to new row, 0: who is gone


def carry_pictures(
    block: Memory, made: Memory, template: Memory, rows: RowsOf, laws: Laws
) -> Memory:
    """Return the block `made` with the pictures that those in both casts had in `block`.

    Newcomers, and all minds of newcomers, have those with which their cast begins (`template`). All
    fields were carried over before: the truth at the start, and when somebody was looked at.
    """
    old, new, parts = rows_of(block), rows_of(template), []
    for full in made.layout.hashed:
        own = _Cells(laws.attribute(full), block, made, template, rows)
        parts += [own.begun(new), own.carried(old), *own.unlike()]
    whole = {word: np.concatenate([part[word] for part in parts]) for word in (CELL, *REST)}
    first = np.unique(whole[CELL], return_index=True)[1]
    made = roomier(made, room_for(made, len(first)))
    fill(made, {word: column[first] for word, column in whole.items()})
    return made


def mark_unlike(made: Memory, other: Memory, laws: Laws, mark: int) -> Memory:
    """Return a block in which a deed is the writer of each picture that is not as in another block.

    Where the truth at the start differs, it was marked before.
    """
    now, then = rows_of(made), rows_of(other)
    made = roomier(made, room_for(made, len(then[CELL])))
    for full in made.layout.hashed:
        a, hashed = laws.attribute(full), made.layout.columns[full].hashed
        assert hashed is not None
        rows = made.layout.rows
        shape = rows["Character"], rows[a.kind], rows.get(a.key, 1)
        own = (attribute_rows(x, hashed.first, prod(shape))[CELL] for x in (now, then))
        for mind, owner, key in np.transpose(np.unravel_index(np.union1d(*own), shape)).tolist():
            here, there = (read_picture(x, a, mind, owner, key) for x in (made, other))
            writer = mark if here.value != there.value else there.writer
            write_picture(made, a, mind, owner, key, replace(here, writer=writer))
    return made


class _Cells:
    """The pictures of one attribute, in the old cast and in the new one."""

    def __init__(
        self, a: Attribute, block: Memory, made: Memory, template: Memory, rows: RowsOf
    ) -> None:
        self.made, self.template, self.rows = made, template, rows
        old, new = (x.layout.columns[a.full].hashed for x in (block, made))
        assert old is not None
        assert new is not None
        self.a, self.old, self.hashed = a, old, new
        kinds = ["Character", a.kind, *([a.key] if a.key else [])]
        self.before = [block.layout.rows[kind] for kind in kinds]
        self.after = [made.layout.rows[kind] for kind in kinds]
        self.into = [_kept(rows[kind], block.__dict__[f"n_{kind}"][0]) for kind in kinds]
        self.stays = [
            np.isin(np.arange(many), into[into > 0])
            for many, into in zip(self.after, self.into, strict=True)
        ]
        self.new = [  # rows of newcomers
            np.flatnonzero(~stays[: made.__dict__[f"n_{kind}"][0] + 1])[1:]
            for kind, stays in zip(kinds, self.stays, strict=True)
        ]

    def carried(self, rows: PictureRows) -> PictureRows:
        """Return the rows of those in both casts."""
        own = attribute_rows(rows, self.old.first, int(np.prod(self.before)))
        places = np.unravel_index(own[CELL], self.before)
        moved = [into[at] for into, at in zip(self.into, places, strict=True)]
        kept = np.all([at > 0 for at in moved], axis=0)
        if self.a.type.tag == "ref":
            own["pic_n"] = self.rows[self.a.type.of][own["pic_n"]]
        own[CELL] = np.ravel_multi_index(moved, self.after) + self.hashed.first
        return {word: column[kept] for word, column in own.items()}

    def begun(self, rows: PictureRows) -> PictureRows:
        """Return the rows of the new cast's beginning in which somebody is new."""
        own = attribute_rows(rows, self.hashed.first, int(np.prod(self.after)))
        places = np.unravel_index(own[CELL], self.after)
        known = [stays[at] for stays, at in zip(self.stays, places, strict=True)]
        own[CELL] = own[CELL] + self.hashed.first
        fresh = ~np.all(known, axis=0)
        return {word: column[fresh] for word, column in own.items()}

    def unlike(self) -> list[PictureRows]:
        """Return what is as the new cast begins, but not as the fields have it now."""
        made, template, hashed = self.made, self.template, self.hashed
        fields = [hashed.writer] if hashed.start is None else [hashed.start, hashed.writer]
        found = []
        differ = np.any([_array(made, f) != _array(template, f) for f in fields], axis=0)
        true = np.flatnonzero(differ)
        found.append(self._as_begun(self.new[0][:, None] * len(differ) + true[None, :], true))
        if hashed.looked is not None and self.a.key:
            looked = _array(made, hashed.looked).reshape(self.after[:2])
            looked = looked * np.outer(*self.stays[:2])
            minds, owners = np.nonzero(looked)
            keys = self.new[2]
            true = owners[:, None] * self.after[2] + keys[None, :]
            cells = minds[:, None] * len(differ) + true
            found.append(self._as_begun(cells, true))
        return found

    def _as_begun(self, cells: NDArray[np.int64], true: NDArray[np.int64]) -> PictureRows:
        """Return rows that say what the new cast begins with, where there is no other."""
        hashed, whole = self.hashed, self.a.type.whole
        true = np.broadcast_to(true, cells.shape).ravel()
        if hashed.start is None:
            value = np.full(len(true), self.a.default)
        else:
            value = _array(self.template, hashed.start)[true]
        nothing = np.zeros(len(true))
        return {
            CELL: cells.ravel() + hashed.first,
            "pic_by": _array(self.template, hashed.writer)[true],
            "pic_n": (value if whole else nothing).astype(np.int64),
            "pic_x": (nothing if whole else value).astype(np.float64),
            "pic_at": nothing,
            "pic_sure": nothing + (hashed.start is not None),
        }


def _kept(rows: NDArray[np.int64], last: int) -> NDArray[np.int64]:
    """Return old row to new row, 0 for all but members in both casts."""
    kept = rows.copy()
    kept[0] = 0
    kept[last + 1 :] = 0
    return kept


def _array(block: Memory, field: Field) -> NDArray[Any]:
    return np.asarray(block.of(field))
