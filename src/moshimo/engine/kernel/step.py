"""A universe begins and runs: one thing in the calendar after the other.

`awaken`, `run` and `survives` are what is called from outside; all else is called by them.
"""

from __future__ import annotations

from moshimo.engine.kernel.act import (
    CUT_SHORT,
    cut_short,
    end,
    expect,
    happen,
    lacks_somebody,
    live,
)
from moshimo.engine.kernel.changes import cast_anew
from moshimo.engine.kernel.deed import CLAIMED, new_deed, role_of
from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.due import CHANCES, ENDS, HAPPENS, STRIKES, THINKS, plan_chance, pop
from moshimo.engine.kernel.emitted import (
    clock_due,
    guard,
    infer_all,
    plan_chances,
    plan_clocks,
    scenario_ends,
    watch_all,
)
from moshimo.engine.kernel.minds.in_view import rouse
from moshimo.engine.kernel.minds.think import plan_thought, set_period
from moshimo.engine.kernel.numbers import (
    LIMIT_DEEDS,
    LONGEST,
    QUIET,
    SPENT,
    TOO_LONG,
    TOO_MANY_AT_ONCE,
    trip,
)
from moshimo.engine.kernel.presence import find_places, person_after
from moshimo.engine.kernel.subset import Block, f64, i64, u64
from moshimo.engine.kernel.watches import is_barred
from moshimo.schema.sizes import MOST_AT_ONCE, MOST_QUIET, MOST_STEPS

# Why `run` came back.
PAUSED, REACHED, RESTS, TIMED_OUT, AWAITED, CROWDED, NOTED, TROUBLED = 1, 2, 3, 4, 5, 6, 7, 8
HALTED, FORESEES = 9, 10
# Any number would do.
SALT = 0x4D0B
OF_A_STEP = 4096  # work of a step itself, in nodes
AT_A_TIME = 134217728  # nodes after which `run` comes back, so that somebody can stop it


def awaken(b: Block, seed: u64) -> None:
    """Let everybody take in the beginning, and plan the first thoughts.

    What is under way already goes on, with other dice.
    """
    b.seed[0] = mix(mix(SALT, seed), 1)
    b.fuel[0] = b.budget[0]
    if b.under_way[0] == 1:
        cast_anew(b)
        return
    b.under_way[0] = 1
    b.welcomed[0] = b.n_Character[0]
    find_places(b)
    rouse(b)
    m = person_after(b, 0)
    while m != 0:
        infer_all(b, m)
        set_period(b, m)
        plan_thought(b, m, b.think_at[0])
        m = person_after(b, m)
    watch_all(b)
    plan_chances(b)
    plan_clocks(b)
    b.fresh[0] = 1


def run(b: Block, until: f64, most: i64) -> i64:
    """Do what is due up to that moment, at most so many steps; return why it stopped.

    It comes back early (`PAUSED`) after much work.
    """
    left = most
    worked = 0
    b.halted[0] = 0
    if b.fresh[0] == 1 and awaited(b):  # it is so from the start, or by a change
        return AWAITED
    while left > 0 and worked < AT_A_TIME:
        if b.trouble[0] != 0:
            return TROUBLED
        if b.awaits[0] != 0 and b.wanted_n[0] > b.foreseen_n[0]:
            return FORESEES
        if b.awaits[0] == 0:
            over = comes_to_end(b, until)
            if over != 0:
                return over
        if b.notes_n[0] * 2 > b.room_notes[0]:
            return NOTED
        if crowded(b):
            return CROWDED
        b.fresh[0] = 0
        if b.awaits[0] != 0:
            think_again(b)
        elif b.steps[0] >= MOST_STEPS or b.due_time[0] > LONGEST:
            trip(b, TOO_LONG, 0)
        elif b.over_n[0] >= b.limit_deeds[0] or b.deeds_n[0] >= b.limit_deeds[0]:
            trip(b, LIMIT_DEEDS, 0)
        elif b.endless[0] == 1 and b.quiet[0] > MOST_QUIET:
            trip(b, QUIET, 0)
        else:
            step(b)
        b.quiet[0] = 0 if b.fresh[0] == 1 else b.quiet[0] + 1
        worked = worked + OF_A_STEP + b.budget[0] - b.fuel[0]
        if b.fresh[0] == 1 and awaited(b):
            return AWAITED
        if b.trouble[0] != 0:
            return TROUBLED
        if b.halted[0] == 1:
            return HALTED
        left = left - 1
    return PAUSED


def comes_to_end(b: Block, until: f64) -> i64:
    """Return why nothing more is done up to that moment, 0 if something is due."""
    if b.due_n[0] == 0 or (b.n_Character[0] == 0 and waits_in_vain(b)):
        return RESTS
    time = b.due_time[0]
    if time > until and until < b.ends_at[0]:
        return REACHED
    if time >= b.ends_at[0]:
        b.now[0] = b.ends_at[0]
        return TIMED_OUT
    return 0


def think_again(b: Block) -> None:
    """Let who waited for what would come of its choices think the same thought again."""
    m = b.awaits[0]
    b.awaits[0] = 0
    b.fuel[0] = b.budget[0]
    live(b, m)
    if b.awaits[0] == 0:
        b.wanted_n[0] = 0
        b.foreseen_n[0] = 0


def waits_in_vain(b: Block) -> bool:
    """Whether only events of pure chance are due, and none of them can ever happen.

    Where there are people, they always think again.
    """
    b.fuel[0] = b.budget[0]
    i = 0
    while i < b.due_n[0]:
        d = b.due_a[i]
        if b.due_what[i] != CHANCES or b.k_timeless[b.d_rule[d]] == 0:
            return False
        if guard(b, d, 0) == 0 and not is_barred(b, d):
            return False
        i = i + 1
    return True


def awaited(b: Block) -> bool:
    """Whether what the scenario waits for has happened, and nothing went wrong before."""
    if b.trouble[0] != 0 or b.imagined[0] == 1:
        return False
    b.fuel[0] = b.budget[0]
    return scenario_ends(b) and b.trouble[0] == 0


def crowded(b: Block) -> bool:
    """Whether some pool is fuller than a step should find it; a step hardly needs a half."""
    return (
        short(b.deeds_n[0], b.room_deeds[0], b.most_deeds[0])
        or short(b.memory_n[0], b.room_memories[0], b.most_memories[0])
        or short(b.due_n[0], b.room_due[0], b.most_due[0])
        or short(b.wishes_n[0], b.room_wishes[0], b.most_wishes[0])
        or short(b.pictures_n[0], b.room_pictures[0], b.most_pictures[0])
    )


def short(n: i64, room: i64, most: i64) -> bool:
    """Whether less than half of a pool is left, and there may be more."""
    return n * 2 > room and room < most


def survives(x: f64) -> bool:
    """Whether half of the smallest normal number is still a number here.

    A foreign library may have told this thread's processor to take such numbers for 0.
    """
    return x * 0.5 > 0.0 and x * 0.5 < x


def step(b: Block) -> None:
    """Do the first thing that is due."""
    time = b.due_time[0]
    what = b.due_what[0]
    a = b.due_a[0]
    c = b.due_c[0]
    pop(b)
    b.steps[0] += 1
    b.fuel[0] = b.budget[0]
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
    if b.fuel[0] < 0:  # the kernel's own work
        trip(b, SPENT, 0)


def again_due(b: Block, time: f64, rule: i64, owner: i64) -> bool:
    """Whether the next thing is the same moment of the same owner once more."""
    if b.due_n[0] == 0 or b.due_time[0] != time or b.due_what[0] != STRIKES:
        return False
    return b.due_a[0] == rule and b.due_c[0] == owner


def strike_by_chance(b: Block, d: i64, times: i64) -> None:
    """Let an event of pure chance happen, and find its next time."""
    rule = b.d_rule[d]
    if lacks_somebody(b, d):
        return
    if guard(b, d, 0) == 0 and not is_barred(b, d):  # else it leaves no trace
        r2 = role_of(b, d, 2)
        r3 = role_of(b, d, 3)
        expect(b, rule, role_of(b, d, 0), role_of(b, d, 1), r2, r3, 0, 0.0)
    plan_chance(b, d, times + 1)


def plant_chance(b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64) -> None:
    """Begin an event of pure chance for these roles."""
    d = new_deed(b, rule, r0, r1, r2, r3, CLAIMED, 0)
    if d != 0:
        plan_chance(b, d, 1)
