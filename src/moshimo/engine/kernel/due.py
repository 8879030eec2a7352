"""The calendar: what is due, earliest first; at one instant deeds before thoughts, then by key."""

from __future__ import annotations

from moshimo.engine.kernel.dice import logarithm, mix, unit
from moshimo.engine.kernel.numbers import FULL_CALENDAR, trip
from moshimo.engine.kernel.subset import Block, f64, i64, u64

ENDS, THINKS, HAPPENS, STRIKES, CHANCES = 1, 2, 3, 4, 5


def push(b: Block, time: f64, order: i64, tie: u64, what: i64, a: i64, c: i64) -> None:
    """Put something into the calendar."""
    i = b.due_n[0]
    if i >= b.room_due[0]:
        trip(b, FULL_CALENDAR, 0)
        return
    b.due_n[0] = i + 1
    while i > 0:
        up = (i - 1) // 2
        if not sooner(b, time, order, tie, up):
            break
        move(b, up, i)
        i = up
    b.due_time[i] = time
    b.due_order[i] = order
    b.due_tie[i] = tie
    b.due_what[i] = what
    b.due_a[i] = a
    b.due_c[i] = c


def pop(b: Block) -> None:
    """Take out the first (which stands at 0 until then)."""
    n = b.due_n[0] - 1
    b.due_n[0] = n
    if n == 0:
        return
    time = b.due_time[n]
    order = b.due_order[n]
    tie = b.due_tie[n]
    what = b.due_what[n]
    a = b.due_a[n]
    c = b.due_c[n]
    i = 0
    down = 1
    while down < n:  # the hole goes down to the bottom, where the last most often belongs
        if down + 1 < n and sooner(
            b, b.due_time[down + 1], b.due_order[down + 1], b.due_tie[down + 1], down
        ):
            down = down + 1
        move(b, down, i)
        i = down
        down = 2 * i + 1
    while i > 0:
        up = (i - 1) // 2
        if not sooner(b, time, order, tie, up):
            break
        move(b, up, i)
        i = up
    b.due_time[i] = time
    b.due_order[i] = order
    b.due_tie[i] = tie
    b.due_what[i] = what
    b.due_a[i] = a
    b.due_c[i] = c


def sooner(b: Block, time: f64, order: i64, tie: u64, than: i64) -> bool:
    """Whether something comes before an entry."""
    if time != b.due_time[than]:
        return time < b.due_time[than]
    if order != b.due_order[than]:
        return order < b.due_order[than]
    return tie < b.due_tie[than]


def move(b: Block, old: i64, new: i64) -> None:
    """Move an entry."""
    b.due_time[new] = b.due_time[old]
    b.due_order[new] = b.due_order[old]
    b.due_tie[new] = b.due_tie[old]
    b.due_what[new] = b.due_what[old]
    b.due_a[new] = b.due_a[old]
    b.due_c[new] = b.due_c[old]


def plan_strike(b: Block, x_time: f64, rule: i64, owner: i64, key: u64) -> None:
    """Put an event at its moment into the calendar; a moment that is past strikes at once."""
    time = x_time
    if time < b.now[0]:
        time = b.now[0]
    push(b, time, 0, mix(b.k_luck[rule], key), STRIKES, rule, owner)


def plan_chance(b: Block, d: i64, times: i64) -> None:
    """Put the next occurrence of an event of pure chance into the calendar (a Poisson process)."""
    u = unit(mix(mix(mix(b.seed[0], b.d_hash[d]), 0xCA), times))
    after = b.now[0] - logarithm(u) * b.k_again[b.d_rule[d]]
    push(b, after, 0, b.d_hash[d], CHANCES, d, times)
