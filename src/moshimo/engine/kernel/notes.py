"""Notes that a step leaves for the journal, which is kept outside the block."""

from __future__ import annotations

from moshimo.engine.kernel.deed import DONE
from moshimo.engine.kernel.numbers import FULL_NOTES, trip
from moshimo.engine.kernel.subset import Block, f64, i64

WITNESS, BEGUN, OVER, SAID, CAUSE, REASON, FAILED = 1, 2, 3, 4, 5, 6, 7
TAKEN, FORESAW, STIRRED = 8, 9, 10


def note(b: Block, what: i64, d: i64, a: i64, x: f64) -> None:
    """Note something about a deed, if a journal is kept."""
    if b.lean[0] == 1:
        return
    n = b.notes_n[0]
    if n >= b.room_notes[0]:
        trip(b, FULL_NOTES, 0)
        return
    b.notes_what[n] = what
    b.notes_deed[n] = d
    b.notes_a[n] = a
    b.notes_x[n] = x
    b.notes_n[0] = n + 1


def over(b: Block, d: i64, state: i64) -> None:
    """Note that a deed is over, as it stands."""
    if state == DONE:
        b.alive_n[0] -= 1
    b.over_n[0] += 1
    b.d_over[d] = b.over_n[0]
    b.fresh[0] = 1
    note(b, OVER, d, state, 0.0)


def cite(b: Block, d: i64, writer: i64) -> None:
    """Note that deed `d` rests on what `writer` did."""
    if writer != 0 and writer != d:
        note(b, CAUSE, d, writer, 0.0)


def cited(b: Block, d: i64, writer: i64, x_value: f64) -> f64:
    """Return a value that was read, and cite who wrote it."""
    cite(b, d, writer)
    return x_value


def cited_whole(b: Block, d: i64, writer: i64, value: i64) -> i64:
    """The same of a whole number."""
    cite(b, d, writer)
    return value
