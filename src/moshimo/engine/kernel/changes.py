"""Consequences of changing a universe under way from outside: by a fork, or by other dice.

`take_in`, `join` and `compel` are called from outside, after something was written into the block.
"""

from __future__ import annotations

from moshimo.engine.kernel.act import begin, happen, release, witnessed_arrivals
from moshimo.engine.kernel.deed import BROKEN, WAITING, new_deed
from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.due import CHANCES, plan_chance
from moshimo.engine.kernel.emitted import (
    awake_of,
    guard,
    infer_all,
    plan_clocks,
    watch_all,
)
from moshimo.engine.kernel.minds.in_view import be_seen, rouse, see_again
from moshimo.engine.kernel.minds.think import plan_thought, recovers, set_period
from moshimo.engine.kernel.notes import over
from moshimo.engine.kernel.presence import find_places, person_after
from moshimo.engine.kernel.subset import Block, i64

ASLEEP, NOT_THERE = -3, -4  # why a deed cannot be made to begin, where no condition fails; who
# still recovers can do no more than who sleeps
NOTHING_MORE, ANEW = 0, -1  # entries of the calendar that are void, or to be drawn again
EVENTS, CLOCKS = 1, 2  # what is asked again when the world was changed


def take_in(b: Block, again: i64) -> None:
    """Let what was changed be seen, inferred and set into the calendar.

    Those in `arrived` have been put elsewhere; those marked in `touched` are minds that have
    something new to think about. `again` says whether the events that wait for something to be so
    are asked (`EVENTS`), and those that wait for a moment (`CLOCKS`).
    """
    b.fuel[0] = b.budget[0]
    b.near_at[0] = -1
    b.strong_at[0] = -1
    b.there_for[0] = 0
    find_places(b)
    i = 0
    while i < b.arrived_n[0]:
        be_seen(b, b.arrived[i], True)
        i = i + 1
    witnessed_arrivals(b)
    see_again(b)
    rouse(b)
    b.arrived_n[0] = 0
    m = person_after(b, 0)
    while m != 0:
        if b.touched[m] == 1:
            b.touched[m] = 0
            infer_all(b, m)
        m = person_after(b, m)
    if again & EVENTS != 0:
        watch_all(b)
    if again & CLOCKS != 0:
        plan_clocks(b)
    b.fresh[0] = 1


def join(b: Block, m: i64) -> None:
    """Let a person who was not in the world before begin to think."""
    b.fuel[0] = b.budget[0]
    infer_all(b, m)
    set_period(b, m)
    plan_thought(b, m, b.think_at[0])


def compel(b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64, answered: i64) -> i64:
    """Let a deed begin now (an event: happen) if the rules allow it, whatever anybody wants.

    Returns 0, or why it cannot: the number of the first condition that does not hold, or `ASLEEP`.
    Then nothing has changed.
    """
    b.fuel[0] = b.budget[0]
    d = new_deed(b, rule, r0, r1, r2, r3, WAITING, 0)
    if d == 0:
        return NOT_THERE
    b.d_answers[d] = answered
    failed = guard(b, d, 0)
    if failed == 0 and b.k_action[rule] == 0:
        happen(b, d)
        return 0
    if failed == 0 and not awake_of(b, r0):
        failed = ASLEEP
    if failed == 0 and b.k_speech[rule] == 0 and recovers(b, r0):
        failed = ASLEEP
    if failed != 0:  # what was asked about stays as something that never comes
        return failed
    aside = b.c_aside[r0]
    if aside != 0:
        b.d_end[aside] = b.now[0]
        b.d_state[aside] = BROKEN
        release(b, aside)
        over(b, aside, BROKEN)
    b.best_rule[0] = rule
    b.best_role[1] = r1
    b.best_role[2] = r2
    b.best_role[3] = r3
    b.best_deed[0] = answered
    begin(b, r0, -1.0)  # nobody chose it, so there is no chance of the choice
    return 0


def cast_anew(b: Block) -> None:
    """Use other dice from here on. What is decided stays; all else is drawn again."""
    m = person_after(b, 0)
    while m != 0:
        b.c_dice[m] = mix(mix(b.seed[0], b.key_Character[m]), i64(b.c_period[m] * 1000.0) + 1)
        m = person_after(b, m)
    n = b.due_n[0]
    i = 0
    while i < n:  # events of pure chance have no memory
        if b.due_what[i] == CHANCES:
            b.due_what[i] = ANEW
        i = i + 1
    i = 0
    while i < n:
        if b.due_what[i] == ANEW:
            b.due_what[i] = NOTHING_MORE
            plan_chance(b, b.due_a[i], b.due_c[i])
            n = b.due_n[0]
        i = i + 1  # the new entry has moved others, but none to a place before this one
