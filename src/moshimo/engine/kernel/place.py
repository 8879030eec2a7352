"""Who is where, in truth: each place leads to its people, in order of their numbers."""

from __future__ import annotations

from moshimo.engine.kernel.subset import Block, i64


def find_places(b: Block) -> None:
    """Go through everybody once, as a universe begins."""
    i = 0
    while i < b.k_places[0]:
        b.first_at[i] = 0
        i = i + 1
    x = b.n_Character[0]
    while x > 0:
        place = b.v_Character_place[x]
        b.next_at[x] = b.first_at[place]
        b.first_at[place] = x
        x = x - 1


def relocate(b: Block, x: i64, old: i64, new: i64) -> None:
    """Take somebody from the people of one place to those of another."""
    if b.first_at[old] == x:
        b.first_at[old] = b.next_at[x]
    else:
        i = b.first_at[old]
        while i != 0 and b.next_at[i] != x:
            i = b.next_at[i]
        if i != 0:
            b.next_at[i] = b.next_at[x]
    i = b.first_at[new]
    if i == 0 or i > x:
        b.next_at[x] = i
        b.first_at[new] = x
        return
    while b.next_at[i] != 0 and b.next_at[i] < x:
        i = b.next_at[i]
    b.next_at[x] = b.next_at[i]
    b.next_at[i] = x
