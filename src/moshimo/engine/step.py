"""One step of a universe: the first thing in the calendar."""

from __future__ import annotations

from moshimo.engine.act import CUT_SHORT, cut_short, end, expect, happen, live
from moshimo.engine.deeds import CLAIMED, new_deed
from moshimo.engine.dice import logarithm, mix, unit
from moshimo.engine.due import CHANCES, ENDS, HAPPENS, STRIKES, THINKS, pop, push
from moshimo.engine.emitted import clock_due
from moshimo.engine.numbers import TOO_MANY_AT_ONCE, trip
from moshimo.engine.subset import Block, f64, i64

MOST_AT_ONCE = 20000  # steps at one instant; more is a chain of rules that costs no time


def step(b: Block) -> bool:
    """Do the first thing that is due; return whether there was one."""
    if b.due_n[0] == 0:
        return False
    time = b.due_time[0]
    what = b.due_what[0]
    a = b.due_a[0]
    c = b.due_c[0]
    pop(b)
    b.steps[0] += 1
    if time > b.now[0]:
        b.now[0] = time
        b.instant[0] = 0
    b.instant[0] += 1
    if b.instant[0] > MOST_AT_ONCE:
        trip(b, TOO_MANY_AT_ONCE, 0)
    if what == THINKS:
        if b.c_stamp[a] == c:
            live(b, a)
    elif what == ENDS:
        if c == CUT_SHORT:
            cut_short(b, a)
        else:
            end(b, a)
    elif what == HAPPENS:
        happen(b, a)
    elif what == STRIKES:
        while again_due(b, time, a, c):
            pop(b)  # the same moment, written twice
        if clock_due(b, a, c) == 1:
            expect(b, a, c, 0, 0, 0, 0, 0.0)
    elif what == CHANCES:
        strike_by_chance(b, a, c)
    return True


def again_due(b: Block, time: f64, rule: i64, owner: i64) -> bool:
    """Whether the next thing is the same moment of the same owner once more."""
    if b.due_n[0] == 0 or b.due_time[0] != time or b.due_what[0] != STRIKES:
        return False
    return b.due_a[0] == rule and b.due_c[0] == owner


def strike_by_chance(b: Block, d: i64, times: i64) -> None:
    """Let an event of pure chance happen, and find its next time."""
    rule = b.d_rule[d]
    expect(b, rule, b.d_r0[d], b.d_r1[d], b.d_r2[d], b.d_r3[d], 0, 0.0)
    plan_chance(b, d, times + 1)


def plan_chance(b: Block, d: i64, times: i64) -> None:
    """Put the next occurrence of an event of pure chance into the calendar (a Poisson process)."""
    rule = b.d_rule[d]
    u = unit(mix(mix(mix(b.seed[0], b.d_hash[d]), 0xCA), times))
    push(b, b.now[0] - logarithm(u) * b.k_again[rule], 0, b.d_hash[d], CHANCES, d, times)


def plant_chance(b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64) -> None:
    """Begin an event of pure chance for these roles."""
    d = new_deed(b, rule, r0, r1, r2, r3, CLAIMED, 0)
    if d != 0:
        plan_chance(b, d, 1)
