"""Marks what a fork changes, so that a journal says which deeds read it.

In the fork's own universe the deed that stands for it is the last writer of what it changed. Here
the same cells are marked in the universe without the fork, where they keep their values: deeds that
read them there, and differ in the fork, then have the fork among their causes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moshimo.compile.layout import stem
from moshimo.engine.block import Memory
from moshimo.engine.program import Program
from moshimo.lang.types import Attribute
from moshimo.multiverse.forking.walk import put_mark
from moshimo.world.world import Belief, CheckedWorld, Fork, Secret


def mark(
    block: Memory, program: Program, forks: Sequence[Fork], world: CheckedWorld, key: int
) -> None:
    """Name the forks' deed as the last writer of what they change. Changes `block` in place.

    Args:
        block: of a universe without those forks.
        program: its own.
        forks: that leave it now.
        world: as it is for the forks: their indices are those of its cast.
        key: the forks' deed's.
    """
    row = put_mark(block, key)
    if not row:  # the chains have one proof less
        return
    for fork in forks:
        for word in fork.removed:
            for cells in _all_of(block, program, word):
                for cell, at in cells:
                    block.__dict__[cell][at] = row
        for full, owner, key_ in fork.values:
            _mark_value(block, program, world, full, owner, key_, row)
        pictured: tuple[Belief | Secret, ...] = (*fork.beliefs, *fork.secrets)
        for one in pictured:
            minds = (one.mind,) if isinstance(one, Belief) else ()
            place = _place(program, world, one.attribute.full, one.owner, one.key)
            if place is not None:
                _mark_pictures(block, program, one.attribute.full, place, minds, row)


def _mark_value(
    block: Memory, program: Program, world: CheckedWorld, full: str, owner: int, key: int, row: int
) -> None:
    """Mark a value, and the pictures of those who have it right."""
    place = _place(program, world, full, owner, key)
    if place is None:
        return
    a = _attribute(program.world, full)
    block.__dict__[f"w_{stem(a)}"][place] = row
    if full in program.layout.pictured and a.who in ("known", "visible"):
        size = len(block.__dict__[f"v_{stem(a)}"])
        truth, picture = block.__dict__[f"v_{stem(a)}"][place], block.__dict__[f"p_{stem(a)}"]
        minds = range(1, block.n_Character[0] + 1)
        right = tuple(m for m in minds if picture[m * size + place] == truth)
        if right:
            _mark_pictures(block, program, full, place, right, row)


def _mark_pictures(
    block: Memory, program: Program, full: str, place: int, minds: Sequence[int], row: int
) -> None:
    """Mark what minds picture of a value; all minds if none is named."""
    if full not in program.layout.pictured:
        return
    a = _attribute(program.world, full)
    size = len(block.__dict__[f"v_{stem(a)}"])
    for mind in minds or range(1, block.n_Character[0] + 1):
        block.__dict__[f"pw_{stem(a)}"][mind * size + place] = row


def _place(program: Program, world: CheckedWorld, full: str, owner: int, key: int) -> int | None:
    """Return where a value of the forks' world stands here; None if it has no place."""
    a = _attribute(program.world, full)
    here = _row(program.world, world, a.kind, owner)
    there = _row(program.world, world, a.key, key) if a.key else 0
    if here is None or there is None:
        return None
    return here * program.layout.rows[a.key] + there if a.key else here


def _row(world: CheckedWorld, other: CheckedWorld, kind: str, row: int) -> int | None:
    if row <= 0:
        return row
    members = other.members[kind]
    found = world.find(members[row - 1].id) if row <= len(members) else None
    return found[1] if found else None


def _all_of(block: Memory, program: Program, word: str) -> Iterator[list[tuple[str, int]]]:
    """Yield the cells in which it stands who wrote what somebody is, and how others stand to it."""
    found = program.world.find(word)
    if found is None:
        return
    kind, row = found
    rows, pictured = program.layout.rows, program.layout.pictured
    for k in program.world.laws.kinds.values():
        for a in k.attributes:
            many = rows[a.key] if a.key else 1
            places = [row * many + i for i in range(many)] if a.kind == kind else []
            if a.key == kind:
                places += [i * many + row for i in range(rows[a.kind])]
            yield [(f"w_{stem(a)}", at) for at in places]
            if a.full in pictured:
                size = rows[a.kind] * many
                minds = range(1, block.n_Character[0] + 1)
                yield [(f"pw_{stem(a)}", m * size + at) for m in minds for at in places]


def _attribute(world: CheckedWorld, full: str) -> Attribute:
    kind, _, word = full.partition(".")
    found = world.laws.kinds[kind].attribute(word)
    assert found is not None
    return found
