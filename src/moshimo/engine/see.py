"""Who perceives a deed, and what a mind sees on entering a place."""

from __future__ import annotations

from moshimo.engine.deeds import CLAIMED, DONE, new_deed
from moshimo.engine.dice import halving, mix, unit
from moshimo.engine.emitted import (
    awake_of,
    infer_sight,
    look_at,
    look_things,
    lose,
    replay,
    sees_of,
    wish,
)
from moshimo.engine.learn import (
    HALF_SURE,
    STARTLING,
    answerable_until,
    has_role,
    learn,
    open_answer,
)
from moshimo.engine.notes import BEGUN, note, over
from moshimo.engine.subset import Block, f64, i64
from moshimo.engine.think import wake

ROLES, PLACE, EARSHOT, SIGHT, REALM = 0, 1, 2, 3, 4
QUICK, SLOW = 0.3, 0.5  # seconds: how soon one answers at the soonest, and how much later some do
SEEN_LEAVE = 0.3  # how sure those left behind are that somebody is still where they saw him go
EXPECTED = 0.5  # how sure one must be of finding somebody to be surprised; halves in half a day


def mark_witnesses(b: Block, d: i64) -> None:
    """Mark who perceives deed `d` as things stand; marks that stand already stay."""
    rule = b.d_rule[d]
    place = b.d_place[d]
    actor = 0
    if b.k_kind0[rule] == 1:
        actor = b.d_r0[d]
    how = b.k_carries[rule]
    x = 1
    while x <= b.n_Character[0]:
        if b.saw[x] == 0:
            if x == actor:
                b.saw[x] = 1
            elif how == REALM:
                b.saw[x] = 1 if awake_of(b, x) else 0
            elif how == ROLES:
                if has_role(b, d, x) and b.v_Character_place[x] == place and place != 0:
                    b.saw[x] = 1 if awake_of(b, x) else 0
            elif place != 0 and b.v_Character_place[x] != 0:
                here = b.v_Character_place[x] == place
                if here:
                    if awake_of(b, x):
                        b.saw[x] = (
                            1
                            if actor == 0
                            or b.v_Character_place[actor] != place
                            or sees_of(b, x, actor)
                            else 0
                        )
                elif how == EARSHOT:
                    way = b.way[b.v_Character_place[x] * b.k_places[0] + place]
                    if way <= b.k_reach[rule] and awake_of(b, x):
                        b.saw[x] = 1
        x = x + 1


def clear_witnesses(b: Block) -> None:
    """Forget the marks."""
    x = 1
    while x <= b.n_Character[0]:
        b.saw[x] = 0
        x = x + 1


def perceive_beginning(b: Block, d: i64) -> None:
    """Let those who see a deed begin know it, and answer it."""
    rule = b.d_rule[d]
    clear_witnesses(b)
    mark_witnesses(b, d)
    x = 1
    while x <= b.n_Character[0]:
        if b.saw[x] == 1:
            note(b, BEGUN, d, x, 0.0)
            replay(b, d, x, 0, 1.0)
            if x != b.d_r0[d]:
                if b.k_answered[rule] != 0:
                    open_answer(b, x, d, answerable_until(b, d))
                if b.k_answered[rule] != 0 or has_role(b, d, x):
                    wake(b, x, b.now[0] + reaction(b, x, d))
        x = x + 1


def perceive_end(b: Block, d: i64) -> None:
    """Let those who are marked, and those who see its end, learn a deed."""
    mark_witnesses(b, d)
    place = b.d_place[d]
    x = 1
    while x <= b.n_Character[0]:
        if b.saw[x] == 1:
            sure = 1.0
            if b.v_Character_place[x] != place and b.k_carries[b.d_rule[d]] == PLACE:
                sure = SEEN_LEAVE
            if x == b.d_r0[d]:
                sure = 1.0
            come_to_know(b, d, x, 0, sure)
        x = x + 1
    clear_witnesses(b)


def come_to_know(b: Block, d: i64, m: i64, source: i64, sure: f64) -> None:
    """Learn, and wake whom it concerns."""
    if not learn(b, d, m, source, sure):
        return
    rule = b.d_rule[d]
    moved = b.moved[0]
    actor = b.k_action[rule] == 1 and b.d_r0[d] == m
    until = answerable_until(b, d)
    if until >= b.now[0] and not actor and source == 0:
        open_answer(b, m, d, until)
    if moved > STARTLING or pointless(b, d, m):
        b.c_startled[m] = 1
        wake(b, m, b.now[0] + reaction(b, m, d))
    elif not actor and (has_role(b, d, m) or (until >= b.now[0] and source == 0)):
        wake(b, m, b.now[0] + reaction(b, m, d))


def pointless(b: Block, d: i64, m: i64) -> bool:
    """Whether what `m` has just learned takes away what it was at something for."""
    main = b.c_main[m]
    return main != 0 and main != d and wish(b, main) <= 0.0


def reaction(b: Block, m: i64, d: i64) -> f64:
    """Return how long `m` needs before it can answer; each time anew, so nobody is always first."""
    return QUICK + SLOW * unit(mix(mix(b.seed[0], b.key_Character[m]), b.d_key[d]))


def arrive(b: Block, m: i64) -> None:
    """Let `m` see who and what is where it has come to, against what it expected."""
    place = b.v_Character_place[m]
    if place == 0 or not awake_of(b, m):
        return
    people = b.k_people[0]
    x = 1
    while x <= b.n_Character[0]:
        if x != m:
            believed = b.p_Character_place[m * people + x]
            sure = expectation(b, m * people + x)
            there = b.v_Character_place[x] == place and sees_of(b, m, x)
            if there:
                if (
                    sure >= EXPECTED
                    and believed != place
                    and believed != 0
                    and believed != b.k_places[0] - 1
                ):
                    sense(b, b.k_meets[0], m, x, place)
                look_at(b, m, x)
            elif believed == place:
                if sure >= EXPECTED:
                    sense(b, b.k_meets[0] + 1, m, x, place)
                lose(b, m, x)
        x = x + 1
    look_things(b, m, place)
    infer_sight(b, m)


def expectation(b: Block, cell: i64) -> f64:
    """Return how sure a mind still is of where somebody is."""
    return b.ps_Character_place[cell] * halving((b.now[0] - b.pt_Character_place[cell]) / HALF_SURE)


def sense(b: Block, rule: i64, m: i64, x: i64, place: i64) -> None:
    """Tell a mind a deed of the engine's own: it meets or misses somebody."""
    d = new_deed(b, rule, m, x, place, 0, DONE, 0)
    if d == 0:
        return
    b.d_place[d] = place
    come_to_know(b, d, m, 0, 1.0)
    over(b, d, DONE)


def told(b: Block, hearer: i64, d: i64, teller: i64, sure: f64) -> None:
    """Let a hearer learn a deed from a teller."""
    come_to_know(b, d, hearer, teller, sure)


def claimed(b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64) -> i64:
    """Return a deed value that never happened, or not to the teller's knowledge."""
    return new_deed(b, rule, r0, r1, r2, r3, CLAIMED, 0)


def beholds(b: Block, m: i64, x: i64) -> bool:
    """Whether `m` sees `x` now."""
    if m == x:
        return True
    place = b.v_Character_place[m]
    if place == 0 or b.v_Character_place[x] != place:
        return False
    return sees_of(b, m, x)


def is_doing(b: Block, x: i64, rule: i64) -> bool:
    """Whether `x` is at such a deed."""
    main = b.c_main[x]
    aside = b.c_aside[x]
    return (main != 0 and b.d_rule[main] == rule) or (aside != 0 and b.d_rule[aside] == rule)
