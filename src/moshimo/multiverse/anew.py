"""Blocks used again: one in which a universe has run is reset, which is cheaper than a copy."""

from __future__ import annotations

import ctypes
import threading
from math import prod

from moshimo.engine.block import Memory, copy, rooms
from moshimo.engine.program import Program
from moshimo.schema.block_fields import PICTURES, POOLS


def fresh(program: Program, own: threading.local) -> Memory:
    """Return this thread's block as a program's template is; larger if it had to grow before."""
    template: Memory = program.template
    block: Memory | None = getattr(own, "block", None)
    if block is None or rooms(block) != rooms(template):
        block = own.block = copy(template)
    else:
        renew(block, template)
    return block


def renew(block: Memory, template: Memory) -> None:
    """Make a block that was a copy of a template equal to it, as far as a universe can tell.

    Last writers stay as they are. Of sparse tables only the rows of members that were born are
    copied: nothing writes into others. Of pools only the rows in use are copied: none, unless the
    template is under way already.
    """
    import numpy as np

    born = {kind: int(block.__dict__[f"n_{kind}"][0]) for kind in block.layout.rows}
    done = 0
    for sparse in block.layout.sparse:
        shape, many = sparse.shape, born[sparse.kind] + 1
        size = prod(shape)
        own = np.frombuffer(block.raw, np.uint8, size, sparse.start).reshape(shape)
        new = np.frombuffer(template.raw, np.uint8, size, sparse.start).reshape(shape)
        own[:, :many] = new[:, :many]
        ctypes.memmove(block.address + done, template.address + done, sparse.start - done)
        done = sparse.start + size
    ctypes.memmove(block.address + done, template.address + done, block.layout.core - done)
    if template.under_way[0] == 0:
        ctypes.memset(block.address + block.at_wishes[0], 0, 16 * block.room_wishes[0])
        if block.layout.hashed:
            at, size = block.at_pictures[0], block.room_pictures[0] * PICTURES.width
            ctypes.memmove(block.address + at, template.address + at, size)
        return
    used = {  # rows of deeds and memories count from 1; last times stand anywhere in their table
        "deeds": template.deeds_n[0] + 1,
        "memories": template.memory_n[0] + 1,
        "due": template.due_n[0],
        "wishes": template.room_wishes[0],
        "pictures": template.room_pictures[0],
        "notes": template.notes_n[0],
    }
    for pool in POOLS:
        at, many = template.__dict__[f"at_{pool.word}"][0], used.get(pool.word, 0)
        ctypes.memmove(block.address + at, template.address + at, many * pool.width)
