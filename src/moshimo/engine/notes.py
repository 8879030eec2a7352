"""What a step tells the journal, which stands outside the block."""

from __future__ import annotations

from moshimo.engine.numbers import TOO_LONG, trip
from moshimo.engine.subset import Block, f64, i64

WITNESS, BEGUN, OVER, SAID, CAUSE, REASON, FAILED = 1, 2, 3, 4, 5, 6, 7
MOST_NOTES = 16384


def note(b: Block, what: i64, d: i64, a: i64, x: f64) -> None:
    """Note something about a deed."""
    n = b.notes_n[0]
    if n >= MOST_NOTES:
        trip(b, TOO_LONG, 0)
        return
    b.notes_what[n] = what
    b.notes_deed[n] = d
    b.notes_a[n] = a
    b.notes_x[n] = x
    b.notes_n[0] = n + 1


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
