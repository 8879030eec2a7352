"""Thinking: when a mind thinks, whom it finds near, and what it then chooses."""

from __future__ import annotations

from moshimo.engine.kernel.deed import GOING
from moshimo.engine.kernel.dice import mix, unit
from moshimo.engine.kernel.due import THINKS, push
from moshimo.engine.kernel.emitted import (
    bodied,
    consider,
    consider_answers,
    consider_asides,
    gone_of,
    pace_of,
    sees_of,
    wish,
)
from moshimo.engine.kernel.minds.bodies import body_in_view, freshest_place, is_person
from moshimo.engine.kernel.minds.race import draw_binding
from moshimo.engine.kernel.numbers import floor
from moshimo.engine.kernel.presence import person_after, person_before, pictured
from moshimo.engine.kernel.subset import FOREVER, Block, f64, i64
from moshimo.schema.sizes import OPEN

PHASE = 15  # what a draw is for: see `NOTHING` in `race.py`
QUICKEST = 0.05  # seconds; a pace is never shorter, and in an imagined universe much longer
SLOWEST = 1e9  # nor longer
SURELY = 0.999998  # of a pace: so far it is the same period, however it is rounded
ROUNDED = 1e-6  # of a pace: a period's first thought is not lost to the last one by rounding


def think(b: Block, m: i64) -> bool:
    """Let mind `m` choose; return whether it found something to do (in `best_…`)."""
    b.thoughts[0] += 1
    b.asking[0] = m  # nothing changes until it is reset: quantities of `m` are kept
    now = b.now[0]
    set_period(b, m)
    main = b.c_main[m]
    startled = b.c_startled[m]
    b.c_startled[m] = 0
    b.race_n[0] = 0
    b.bid_start[0] = 0
    b.best_rule[0] = 0
    b.best_n[0] = 0
    b.best_time[0] = FOREVER
    b.mind[0] = m
    b.rival[0] = 1.0
    b.staying[0] = 0
    if main != 0 and startled != 0:
        b.rival[0] = 0.0
        b.staying[0] = 1
        staying = wish(b, main)
        if staying > 0.0:
            done = (now - b.d_begin[main]) / (b.d_end[main] - b.d_begin[main] + 1e-9)
            b.rival[0] = staying / (1.05 - done)
    beside = 1 if main != 0 and startled == 0 else 0
    hush(b, m, main, beside)
    if beside == 1:
        if b.k_aside[b.d_rule[main]] == 0:  # nothing is done beside an aside
            consider_asides(b, m)
    else:
        consider(b, m)
    i = 0
    kept = 0
    n = b.c_open_n[m]
    while i < n:
        d = b.open_deed[m * OPEN + i]
        until = b.open_until[m * OPEN + i]
        if until >= now and (until < FOREVER or b.d_state[d] == GOING):
            b.open_deed[m * OPEN + kept] = d
            b.open_until[m * OPEN + kept] = until
            kept = kept + 1
            consider_answers(b, m, d, beside)
        i = i + 1
    b.c_open_n[m] = kept
    b.asking[0] = 0
    if b.wanted_n[0] > b.foreseen_n[0]:  # it thinks again once that is known
        b.c_startled[m] = startled
        b.awaits[0] = m
        return False
    if b.best_n[0] == 0:
        return False
    draw_binding(b)
    return True


def would_answer(b: Block, m: i64, d: i64) -> bool:
    """Return whether `m` finds anything to answer deed `d` with; otherwise it is not woken."""
    main = b.c_main[m]
    beside = 1 if main != 0 and b.c_startled[m] == 0 else 0
    b.mind[0] = m
    hush(b, m, main, beside)
    b.race_n[0] = 0
    b.bid_start[0] = 0
    b.rival[0] = 0.0
    b.best_time[0] = FOREVER
    b.near_at[0] = -1
    b.strong_at[0] = -1
    b.hopeful[0] = 1
    consider_answers(b, m, d, beside)
    b.hopeful[0] = 0
    b.near_at[0] = -1
    b.strong_at[0] = -1
    return b.race_n[0] > 0


def hush(b: Block, m: i64, main: i64, beside: i64) -> None:
    """Set what `m` cannot begin now: speech while speaking, the same, and all else but speech."""
    b.silent[0] = 2 if recovers(b, m) else 0
    b.at_rule[0] = 0
    if beside == 1:
        b.silent[0] += b.k_speech[b.d_rule[main]]
        b.at_rule[0] = b.d_rule[main]


def recovers(b: Block, m: i64) -> bool:
    """Whether `m` still recovers from what it did."""
    return b.c_recovers[m] > b.now[0]


def set_period(b: Block, m: i64) -> None:
    """Find the present period of `m`. A new period starts with no deed begun.

    Where the pace has changed, the period may have begun before deeds of another pace. Its dice are
    those after the last of them: who comes back to a pace does not draw again what led to it.
    """
    pace = pace_of(b, m)
    if not pace > b.least_pace[0]:
        pace = b.least_pace[0]
    if pace > SLOWEST:
        pace = SLOWEST
    since = b.now[0] - b.c_period[m]
    if pace == b.c_pace[m] and since >= 0.0 and since < pace * SURELY:  # the same as before
        b.think_at[0] = later(b, b.c_period[m], pace)
        return
    b.c_pace[m] = pace
    phase = b.c_phase[m]
    if phase == 0.0:
        phase = unit(mix(mix(b.seed[0], b.key_Character[m]), PHASE))
        b.c_phase[m] = phase
    start = (floor(b.now[0] / pace - phase + ROUNDED) + phase) * pace
    if start != b.c_period[m] or b.c_dice[m] == 0:
        b.c_dice[m] = mix(mix(b.seed[0], b.key_Character[m]), i64(start * 1000.0) + 1)
        if b.c_last[m] != 0 and b.c_last_at[m] >= start:
            b.c_dice[m] = mix(b.c_dice[m], b.c_last[m])
    if start != b.c_period[m]:
        b.c_period[m] = start
        b.c_begun[m] = 0
        b.c_epoch[m] += 1
    b.think_at[0] = later(b, start, pace)


def later(b: Block, start: f64, pace: f64) -> f64:
    """Return when the period after one that began then begins, but no moment that is past."""
    after = start + pace
    return after if after > b.now[0] else b.now[0] + pace


def look_near(b: Block, m: i64) -> None:
    """List those whom `m` believes to be where `m` is, and those of them whom it sees.

    A second call in one thought does nothing.
    """
    if b.near_at[0] == b.thoughts[0]:
        return
    b.near_at[0] = b.thoughts[0]
    b.fuel[0] -= b.n_Character[0]
    b.near_n[0] = 0
    b.seen_n[0] = 0
    here = b.v_Character_place[m]
    if here == 0:
        return
    if b.blind[0] == 1:
        list_people(b, m, here)
        return
    if bodied(b):
        list_persons(b, m, here)
        return
    n = 0
    seen = 0
    i = person_after(b, 0)
    while i != 0:
        if b.p_Character_place[pictured(b, m, i)] == here and i != m:
            b.near[n] = i
            n = n + 1
            if b.v_Character_place[i] == here and sees_of(b, m, i):
                b.seen[seen] = i
                seen = seen + 1
        i = person_after(b, i)
    b.near_n[0] = n
    b.seen_n[0] = seen


def list_persons(b: Block, m: i64, place: i64) -> None:
    """List the persons, in the eyes of `m`, whom it believes at its place, and those it sees."""
    n = 0
    seen = 0
    p = 1
    while p < b.k_people[0] - 1:
        if p != m and is_person(b, m, p) and b.p_Character_place[freshest_place(b, m, p)] == place:
            b.near[n] = p
            n = n + 1
            if body_in_view(b, m, p) != 0:
                b.seen[seen] = p
                seen = seen + 1
        p = p + 1
    b.near_n[0] = n
    b.seen_n[0] = seen


def list_people(b: Block, m: i64, place: i64) -> None:
    """List the people at a place, in a world in which everybody knows and sees where they are."""
    n = 0
    i = b.first_at[place]
    while i != 0:
        if i != m:
            b.near[n] = i
            b.seen[n] = i
            n = n + 1
        i = b.next_at[i]
    b.near_n[0] = n
    b.seen_n[0] = n


def index_places(b: Block, m: i64) -> None:
    """List, for each place, those whom `m` believes there: `there` leads to `beside`, in order."""
    b.fuel[0] -= b.k_places[0] + b.n_Character[0]
    i = 0
    while i < b.k_places[0]:
        b.there[i] = 0
        i = i + 1
    if bodied(b):
        index_persons(b, m)
        return
    i = person_before(b, 0)
    while i != 0:
        place = b.p_Character_place[pictured(b, m, i)]
        b.beside[i] = b.there[place]
        b.there[place] = i
        i = person_before(b, i)
    b.there_for[0] = m


def index_persons(b: Block, m: i64) -> None:
    """List, for each place, the persons whom `m` believes there."""
    p = b.k_people[0] - 2
    while p > 0:
        if is_person(b, m, p):
            place = b.p_Character_place[freshest_place(b, m, p)]
            b.beside[p] = b.there[place]
            b.there[place] = p
        p = p - 1
    b.there_for[0] = m


def next_thought(b: Block, m: i64) -> f64:
    """Return when `m` thinks next if nothing happens: in the next period, or once recovered."""
    if recovers(b, m) and b.c_recovers[m] < b.think_at[0]:
        return b.c_recovers[m]
    return b.think_at[0]


def plan_thought(b: Block, m: i64, time: f64) -> None:
    """Put the next thought of `m` into the calendar, in place of any other."""
    if gone_of(b, m):
        return
    b.c_stamp[m] += 1
    b.c_think_at[m] = time
    tie = mix(mix(b.seed[0], b.key_Character[m]), i64(time * 1000.0) + 1)
    push(b, time, 1, tie, THINKS, m, b.c_stamp[m])


def wake(b: Block, m: i64, time: f64) -> None:
    """Let `m` think at that time, unless it will sooner."""
    if b.c_think_at[m] > time or b.c_think_at[m] < b.now[0]:
        plan_thought(b, m, time)
