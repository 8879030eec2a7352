"""Marks what a fork changes, so that a journal says which deeds read it.

In the fork's own universe the deed that stands for it is the last writer of what it changed. Here
the same cells are marked in the universe without the fork, where they keep their values: deeds that
read them there, and differ in the fork, then have the fork among their causes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import prod

import numpy as np

from moshimo.engine.block import Memory, roomier
from moshimo.engine.pictures import (
    CELL,
    attribute_rows,
    fill,
    read_picture,
    room_for,
    rows_of,
    write_picture,
)
from moshimo.engine.program import Program
from moshimo.lang.types import Attribute
from moshimo.multiverse.forking.changing import who_had_it
from moshimo.multiverse.forking.walk import put_mark
from moshimo.world.world import Belief, CheckedWorld, Fork, Secret


def mark(
    block: Memory, program: Program, forks: Sequence[Fork], world: CheckedWorld, key: int
) -> Memory:
    """Name the forks' deed as the last writer of what they change. Return the block, changed.

    The block and its program are of a universe that the forks leave now. The forks' indices are
    those of the cast of `world`; `key` is their deed's.
    """
    row = put_mark(block, key)
    if not row:  # the chains have one proof less
        return block
    everybody, layout = range(1, block.n_Character[0] + 1), program.layout
    if layout.hashed:
        cells = sum(len(fork.values) + len(fork.beliefs) + len(fork.secrets) for fork in forks)
        block = roomier(block, room_for(block, cells * len(everybody)))

    def mark_pictures(a: Attribute, cell: tuple[int, int], minds: Iterable[int]) -> None:
        if a.full in layout.pictured:
            for mind in minds:
                write_picture(
                    block, a, mind, *cell, replace(read_picture(block, a, mind, *cell), writer=row)
                )

    for fork in forks:
        for word in fork.removed:
            _mark_all(block, program, word, row)
        for full, owner, key_ in fork.values:
            a = program.world.laws.attribute(full)
            if cell := _cell(program, world, a, owner, key_):
                own, at = layout.columns[full], layout.cell(a, *cell)
                block.of(own.writer)[at] = row
                truth = block.of(own.value)[at]
                mark_pictures(a, cell, who_had_it(block, layout, a, *cell, truth))
        pictured: tuple[Belief | Secret, ...] = (*fork.beliefs, *fork.secrets)
        for one in pictured:
            if cell := _cell(program, world, one.attribute, one.owner, one.key):
                minds = (one.mind,) if isinstance(one, Belief) else everybody
                mark_pictures(one.attribute, cell, minds)
    return block


def _cell(
    program: Program, world: CheckedWorld, a: Attribute, owner: int, key: int
) -> tuple[int, int] | None:
    """Return whose and toward whom a value of the forks' world is here; None if one is not here."""
    here = _row(program.world, world, a.kind, owner)
    there = _row(program.world, world, a.key, key) if a.key else 0
    return None if here is None or there is None else (here, there)


def _row(world: CheckedWorld, other: CheckedWorld, kind: str, row: int) -> int | None:
    if row <= 0:
        return row
    members = other.members[kind]
    found = world.find(members[row - 1].id) if row <= len(members) else None
    return found[1] if found else None


def _mark_all(block: Memory, program: Program, word: str, mark: int) -> None:
    """Mark what somebody is, and how others stand to it, in truth and in every mind."""
    found = program.world.find(word)
    if found is None:
        return
    kind, row = found
    rows, minds = program.layout.rows, slice(1, block.n_Character[0] + 1)
    table_rows = rows_of(block)  # nothing where no picture is hashed
    for k in program.world.laws.kinds.values():
        for a in k.attributes:
            own = program.layout.columns[a.full]
            tables = [np.asarray(block.of(own.writer)).reshape(1, rows[a.kind], -1)]
            if own.hashed is not None:
                tables.append(np.asarray(block.of(own.hashed.writer)).reshape(tables[0].shape))
                shape = rows["Character"], rows[a.kind], rows.get(a.key, 1)
                part = attribute_rows(table_rows, own.hashed.first, prod(shape))
                _, owner, key = np.unravel_index(part[CELL], shape)
                about = (owner == row) & (a.kind == kind) | (key == row) & (a.key == kind)
                part["pic_by"][about] = mark
            elif own.picture is not None:
                pictures = np.asarray(block.of(own.picture.writer))
                tables.append(pictures.reshape(rows["Character"], rows[a.kind], -1)[minds])
            for table in tables:
                if a.kind == kind:
                    table[:, row] = mark
                if a.key == kind:
                    table[:, :, row] = mark
    if program.layout.hashed:
        fill(block, table_rows)
