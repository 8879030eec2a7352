"""How one attribute is written, as functions of the subset with holes. Python never runs them.

Each attribute has both of its own. `setters.py` fills in: the attribute's columns (`b.value`,
`b.writer`, `b.since`; `b.held…` is every mind's picture), numbers, and what is true of it. An `if`
of a name in capitals is decided then.
"""

from __future__ import annotations

from typing import Any

from moshimo.engine.kernel.act import expect
from moshimo.engine.kernel.dice import fade
from moshimo.engine.kernel.due import plan_strike
from moshimo.engine.kernel.minds.held import picture_row, take_row
from moshimo.engine.kernel.minds.in_view import alter, alter_at, lose_sight
from moshimo.engine.kernel.numbers import kept, within
from moshimo.engine.kernel.presence import relocate
from moshimo.engine.kernel.subset import FOREVER, Block, f64, i64

KEYED = REAL = FADES = SEEN = PLACE = HASHED = LOOKS = OWNED = TOWARD = HELD = LIKE_SELF = True
IN_VIEW = IS_PLACE = LIES = WHERE = True
FIRST = CELLS = ROWS = KEYS = LAST = LAST_KEY = PEOPLE = 0  # LAST stands for the unknown member
HOW = RULE = 0
LOW = HIGH = HALF_LIFE = OWN = 0.0


def viewed(b: Block, x: i64, value: Any) -> None:
    """Come before `set_` where the value can be seen: note what changes in view."""
    if x > 0 and x < LAST:
        if IN_VIEW:
            alter(b, x, HOW)
        if IS_PLACE:
            alter_at(b, x)
        if LIES:
            alter_at(b, b.lies_at[x])
        if WHERE:
            alter_at(b, value)
        if PLACE:
            lose_sight(b, x, value)


def set_(b: Block, d: i64, site: i64, x: i64, y: i64, value: Any) -> None:
    """Change the truth, by deed `d`. The none and the unknown member swallow it."""
    if not (x > 0 and x < LAST):
        return
    i = x
    if KEYED:
        if not (y > 0 and y < LAST_KEY):
            return
        i = i * KEYS + y
    if REAL:
        value = kept(b, value, LOW, HIGH, site)
    if FADES:
        old = fade(b.value[i], b.since[i], b.now[0], HALF_LIFE)
        if old == value:
            return
        b.since[i] = b.now[0]
    if PLACE:
        relocate(b, x, b.value[i], value)
        if b.value[i] != value and b.arrived_n[0] < PEOPLE:
            b.arrived[b.arrived_n[0]] = x
            b.arrived_n[0] = b.arrived_n[0] + 1
        b.there_for[0] = 0
    b.value[i] = value
    if b.provenance[0] == 1:
        b.writer[i] = d
    if SEEN:  # by oneself
        i = x * ROWS + x
        if KEYED:
            i = i * KEYS + y
        if HASHED:
            cell = FIRST + i
            i = picture_row(b, cell)
            if b.pic_cell[i] != cell and not take_row(b, i, cell):
                return
        b.held[i] = value
        b.held_at[i] = b.now[0]
        b.held_sure[i] = 1.0
        if b.provenance[0] == 1:
            b.held_by[i] = d


def put(b: Block, m: i64, x: i64, y: i64, value: Any, time: f64, sure: f64, d: i64) -> None:
    """Change a mind's picture, by deed `d`. Older news never overwrites newer.

    (A sign asks `outweighs` before it comes here.)
    """
    if not (x > 0 and x < LAST and m > 0):
        return
    i = m * ROWS + x
    if KEYED:
        if not (y > 0 and y < LAST_KEY):
            return
        i = i * KEYS + y
    if HASHED:
        cell = FIRST + i
        i = picture_row(b, cell)
        if b.pic_cell[i] != cell:
            if LOOKS:  # noqa: SIM102 - decided when the template is filled in
                if time < b.looked[m * ROWS + x]:
                    return
            if time < 0.0 or not take_row(b, i, cell):
                return
        elif time < b.held_at[i]:
            return
    else:
        if time < b.held_at[i]:
            return
    if REAL:
        value = within(value, LOW, HIGH)
    if PLACE:
        b.there_for[0] = 0
    b.held[i] = value
    b.held_at[i] = time
    b.held_sure[i] = sure
    if b.provenance[0] == 1:
        b.held_by[i] = d


def look(b: Block, m: i64, x: i64) -> None:
    """Let a mind see what somebody or something is, or is toward each member of the key.

    What is as at the start takes no row: that it was seen now is told by `looked`.
    """
    if not (x > 0 and x < LAST and m > 0):
        return
    y = 0
    if KEYED:
        y = 1
    going = True
    while going:
        true = x
        cell = m * ROWS + x
        if KEYED:
            true = true * KEYS + y
            cell = cell * KEYS + y
        cell = cell + FIRST
        i = picture_row(b, cell)
        kept = b.pic_cell[i] == cell
        same = b.value[true] == b.start[true]
        if b.provenance[0] == 1 and b.writer[true] != b.start_writer[true]:
            same = False
        if kept or not same:
            if not kept and not take_row(b, i, cell):
                return
            b.held[i] = b.value[true]
            b.held_at[i] = b.now[0]
            b.held_sure[i] = 1.0
            if b.provenance[0] == 1:
                b.held_by[i] = b.writer[true]
        going = False
        if KEYED:
            y = y + 1
            going = y <= b.many[0]
    b.looked[m * ROWS + x] = b.now[0]


def freshest(b: Block, m: i64, x: i64, y: i64) -> i64:
    """Return where a mind has the latest news of a person: of all bodies that it takes for them."""
    i = m * ROWS + x
    if KEYED:
        i = i * KEYS + y
    body = b.taken_by[m * PEOPLE + x]
    while body != 0:
        j = m * ROWS + body
        if KEYED:
            j = j * KEYS + y
        if b.held_at[j] >= b.held_at[i]:
            i = j
        body = b.taken_next[m * PEOPLE + body]
    return i


def adopt(b: Block, m: i64, p: i64, x: i64) -> None:
    """Let a mind suppose of body `x` what it holds of person `p`, as of when it learned that."""
    y = 0
    while y < KEYS:
        if KEYED:
            copied(b, freshest(b, m, p, y), (m * ROWS + x) * KEYS + y)
        else:
            copied(b, freshest(b, m, p), m * ROWS + x)  # type: ignore[call-arg]
        y = y + 1


def inherit(b: Block, x: i64, n: i64) -> None:
    """Give `n` what `x` has, and what others have toward `x`; and the mind of `x`."""
    y = 0
    if OWNED:
        while y < KEYS:
            given(b, x * KEYS + y, n * KEYS + y)
            y = y + 1
    if TOWARD:
        for o in range(1, ROWS):
            given(b, o * KEYS + x, o * KEYS + n)
    if LIKE_SELF:  # who is born so trusts the other as oneself, and is trusted so
        b.value[n * KEYS + x] = OWN
        b.value[x * KEYS + n] = OWN
    if HELD:
        inherit_pictures(b, x, n)


def inherit_pictures(b: Block, x: i64, n: i64) -> None:
    """Let `n` picture all as `x` does, and itself as that; others have toward it what they had."""
    if TOWARD:
        for m in range(1, PEOPLE):
            for o in range(1, ROWS):
                copied(b, (m * ROWS + o) * KEYS + x, (m * ROWS + o) * KEYS + n)
    y = 0
    while y < CELLS:
        copied(b, x * CELLS + y, n * CELLS + y)
        y = y + 1
    y = 0
    if OWNED:
        while y < KEYS:
            copied(b, (n * ROWS + x) * KEYS + y, (n * ROWS + n) * KEYS + y)
            y = y + 1


def given(b: Block, i: i64, j: i64) -> None:
    """Let one value in truth be as another."""
    b.value[j] = b.value[i]
    b.writer[j] = b.writer[i]
    if FADES:
        b.since[j] = b.since[i]


def copied(b: Block, i: i64, j: i64) -> None:
    """Let one cell of a picture be as another."""
    b.held[j] = b.held[i]
    b.held_at[j] = b.held_at[i]
    b.held_sure[j] = b.held_sure[i]
    b.held_by[j] = b.held_by[i]


def strike(b: Block, d: i64, x: i64, value: Any) -> None:
    """Follow `set_` where an event comes at that moment: what is past comes at once."""
    if value < b.now[0]:
        expect(b, RULE, x, 0, 0, 0, d, 0.0)
    elif value < FOREVER:
        plan_strike(b, value, RULE, x, b.key[x])
