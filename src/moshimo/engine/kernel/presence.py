"""The people in the universe, their places, and where a mind's picture of them stands."""

from __future__ import annotations

from moshimo.engine.kernel.subset import Block, i64


def person_after(b: Block, x: i64) -> i64:
    """Return the row of the next person in the universe after `x`, 0 after the last.

    Row 0 stands before the first. Every loop over people uses this function or the next one.
    """
    return x + 1 if x < b.n_Character[0] else 0


def person_before(b: Block, x: i64) -> i64:
    """Return the row of the person before `x`, 0 before the first; the last stands before 0."""
    return x - 1 if x != 0 else b.n_Character[0]


def pictured(b: Block, m: i64, x: i64) -> i64:
    """Return where mind `m` pictures `x`, in the fields of an attribute that `x` has one of."""
    return m * b.k_people[0] + x


def find_places(b: Block) -> None:
    """Let each place lead to its people, in order of their numbers, in truth."""
    i = 0
    while i < b.k_places[0]:
        b.first_at[i] = 0
        i = i + 1
    x = person_before(b, 0)
    while x != 0:
        place = b.v_Character_place[x]
        b.next_at[x] = b.first_at[place]
        b.first_at[place] = x
        x = person_before(b, x)


def relocate(b: Block, x: i64, old: i64, new: i64) -> None:
    """Take somebody from the people of one place to those of another."""
    b.fuel[0] -= b.n_Character[0]
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
