"""Two smugglers trade torn banknotes (Even, Goldreich, Lempel, "A randomized protocol for signing
contracts", 1985).

Of each of the other's notes each has stolen one half, and nobody knows which. They hand over the
left halves, then the right ones, by turns. Whoever has a whole note first can walk away.
"""
from moshimo.rules import *

notes = number(5)                          # of each smuggler
bargains = number(50)                      # at each table


class Table:
    begun_at: Moment = private(never)
    moves_at: Moment = private(never)
    moves: int = private(0)
    bargains: int = private(0)
    hers: int = private(0)                 # she handed over first and was left with nothing whole


class Banknote:
    table: Table = known(nothing)
    seat: int = known(0)
    he_stole_left: bool = private(False)   # of hers; else the right half
    she_stole_left: bool = private(False)


@event(at=Table.begun_at)
def sit_down(table: Table):
    """Two *sit* down at {table}."""
    table.moves = 0
    table.moves_at = now + seconds(1)


@event(of=sit_down)
def steal(table: Table, note: Banknote):
    """Each has *stolen* a half of {note}."""
    when(note.table == table)
    his = chance(0.5)
    hers = chance(0.5)
    note.he_stole_left = his
    note.she_stole_left = hers


@event(at=Table.moves_at)
def hand_over(table: Table):
    """A half *changes* hands at {table}."""
    left = table.moves < 2 * notes         # the left halves go first
    move = table.moves - (0 if left else 2 * notes)   # she hands over one, he all of his, she the rest
    she = move == 0 or move > notes
    seat = move if move == 0 else (move - notes if she else move - 1)
    his = any(n.he_stole_left != left for n in Banknote if n.table == table and n.seat == seat)
    hers = any(n.she_stole_left != left for n in Banknote if n.table == table and n.seat == seat)
    whole = his if she else hers
    table.moves += 1
    if whole:
        table.hers += she
        table.bargains += 1
    if whole and table.bargains < bargains:
        table.begun_at = now + seconds(1)
    if not whole:
        table.moves_at = now + seconds(1)
