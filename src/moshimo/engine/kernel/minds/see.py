"""Who perceives a deed, and what a mind sees on entering a place."""

from __future__ import annotations

from moshimo.engine.kernel.deed import DONE, has_role, new_deed, person_in, role_of
from moshimo.engine.kernel.dice import halving, mix, unit
from moshimo.engine.kernel.emitted import (
    awake_of,
    bodied,
    infer_sight,
    look_at,
    look_things,
    lose,
    obstruction_of,
    replay,
    sees_of,
    wish,
)
from moshimo.engine.kernel.minds.bodies import (
    bare,
    body_in,
    body_in_view,
    body_shown,
    freshest_place,
    guise_of,
    is_person,
    note_taken,
    recognise,
    taken,
)
from moshimo.engine.kernel.minds.learn import (
    HALF_SURE,
    STARTLING,
    answerable_until,
    learn,
    open_answer,
    remember_try,
)
from moshimo.engine.kernel.minds.supposed import before_it, looked_round, seen_together, told_of
from moshimo.engine.kernel.minds.think import wake, would_answer
from moshimo.engine.kernel.notes import BEGUN, note, over
from moshimo.engine.kernel.numbers import rounding
from moshimo.engine.kernel.presence import person_after, pictured
from moshimo.engine.kernel.subset import Block, f64, i64

ROLES, PLACE, EARSHOT, SIGHT, REALM = 0, 1, 2, 3, 4
QUICK, SLOW = 0.3, 0.5  # seconds: how soon one answers at the soonest, and how much later some do
SEEN_LEAVE = 0.3  # how sure those left behind are that somebody is still where they saw him go
EXPECTED = 0.5  # how sure one must be of finding somebody to be surprised; halves in half a day


def mark_witnesses(b: Block, d: i64) -> None:
    """Mark the people who perceive deed `d` now. Marks that are set stay."""
    how = b.k_carries[b.d_rule[d]]
    place = b.d_place[d]
    if how == ROLES or b.blind[0] == 1:
        mark_roles(b, d)
    elif how == REALM:
        x = person_after(b, 0)
        while x != 0:
            if b.saw[x] == 0 and awake_of(b, x):
                mark(b, x)
            x = person_after(b, x)
    elif place != 0:
        x = b.first_at[place]
        while x != 0:
            if b.saw[x] == 0 and perceives(b, d, x):
                mark(b, x)
            x = b.next_at[x]
        if how == EARSHOT:
            mark_hearers(b, d)
        elif how == SIGHT:
            mark_onlookers(b, d)
    actor = person_in(b, d, 0)
    if actor != 0 and b.saw[actor] == 0 and (b.k_action[b.d_rule[d]] == 1 or awake_of(b, actor)):
        mark(b, actor)


def mark_first(b: Block, d: i64) -> None:
    """Mark the people who perceive deed `d` before it has its effects, and nobody else."""
    clear_witnesses(b)
    mark_witnesses(b, d)
    if b.k_ideas[0] == 1:
        before_it(b)


def mark_roles(b: Block, d: i64) -> None:
    """Mark those in the deed's roles who are there."""
    i = 0
    while i < b.k_role_n[b.d_rule[d]]:
        mark_role(b, d, person_in(b, d, i))
        i = i + 1


def mark_role(b: Block, d: i64, x: i64) -> None:
    """Mark somebody in a role of deed `d`, if there and awake."""
    if x == 0 or b.saw[x] == 1 or b.d_place[d] == 0:
        return
    if b.v_Character_place[x] == b.d_place[d] and awake_of(b, x):
        mark(b, x)


def perceives(b: Block, d: i64, x: i64) -> bool:
    """Whether somebody at its place perceives deed `d`."""
    actor = person_in(b, d, 0)
    if x == actor and b.k_action[b.d_rule[d]] == 1:
        return True
    if not awake_of(b, x):
        return False
    if x == actor:
        return True
    if actor == 0 or b.v_Character_place[actor] != b.d_place[d]:
        return True
    return sees_of(b, x, actor)


def mark_hearers(b: Block, d: i64) -> None:
    """Mark those elsewhere who hear deed `d`."""
    place = b.d_place[d]
    x = person_after(b, 0)
    while x != 0:
        here = b.v_Character_place[x]
        far = b.way[here * b.k_places[0] + place] > b.k_reach[b.d_rule[d]]
        if b.saw[x] == 0 and here != 0 and here != place and not far and awake_of(b, x):
            mark(b, x)
        x = person_after(b, x)


def mark_onlookers(b: Block, d: i64) -> None:
    """Mark those elsewhere for whom deed `d` rises above what stands between."""
    place = b.d_place[d]
    x = person_after(b, 0)
    while x != 0:
        here = b.v_Character_place[x]
        near = here == 0 or here == place
        if b.saw[x] == 0 and not near and awake_of(b, x) and rises(b, d, x):
            mark(b, x)
        x = person_after(b, x)


def rises(b: Block, d: i64, x: i64) -> bool:
    """Whether deed `d` rises above what stands between it and `x`, but for rounding."""
    height = b.k_reach[b.d_rule[d]]
    return obstruction_of(b, x, b.d_place[d]) <= height + rounding(height)


def mark(b: Block, x: i64) -> None:
    """Mark somebody, in order of their numbers."""
    b.saw[x] = 1
    i = b.saw_n[0]
    b.saw_n[0] = i + 1
    while i > 0 and b.saw_who[i - 1] > x:
        b.saw_who[i] = b.saw_who[i - 1]
        i = i - 1
    b.saw_who[i] = x


def clear_witnesses(b: Block) -> None:
    """Forget the marks."""
    i = 0
    while i < b.saw_n[0]:
        b.saw[b.saw_who[i]] = 0
        i = i + 1
    b.saw_n[0] = 0


def perceive_beginning(b: Block, d: i64, seen: i64) -> None:
    """Let the people who see a deed begin take that in, and answer it.

    What they see, replay, answer and are woken by is `seen`: mostly the deed itself; of a feint
    what it seems to be; 0 if its beginning is not seen. The actor knows what it does.
    """
    actor = role_of(b, d, 0)
    clear_witnesses(b)
    if seen != 0:
        mark_witnesses(b, seen)
    elif actor != 0:
        mark(b, actor)
    if b.k_ideas[0] == 1 and seen != 0:
        seen_together(b, seen, 0)
    rule = b.d_rule[seen]
    i = 0
    while i < b.saw_n[0]:
        x = b.saw_who[i]
        if b.blind[0] == 0:
            note(b, BEGUN, d, x, guise_of(b, x))
            recognise_roles(b, d, x)
            note_taken(b, x, d)
            replay(b, d if x == actor else seen, x, 0, 1.0)
            remember_try(b, d if x == actor else seen, x)
        if x != actor:
            if b.k_answered[rule] != 0:
                open_answer(b, x, seen, answerable_until(b, seen))
            if has_role(b, seen, x) or (b.k_answered[rule] != 0 and would_answer(b, x, seen)):
                wake(b, x, b.now[0] + reaction(b, x, seen))
        i = i + 1


def perceive_end(b: Block, d: i64) -> None:
    """Let the people who are marked, and those who see its end, learn of a deed."""
    mark_witnesses(b, d)
    if b.k_ideas[0] == 1:
        seen_together(b, d, 1)
    place = b.d_place[d]
    i = 0
    while i < b.saw_n[0]:
        x = b.saw_who[i]
        if b.blind[0] == 1:
            if (x != role_of(b, d, 0) or b.k_action[b.d_rule[d]] == 0) and has_role(b, d, x):
                wake(b, x, b.now[0] + reaction(b, x, d))
        else:
            sure = 1.0
            if b.v_Character_place[x] != place and b.k_carries[b.d_rule[d]] == PLACE:
                sure = SEEN_LEAVE
            if x == role_of(b, d, 0):
                sure = 1.0
            recognise_roles(b, d, x)
            come_to_know(b, d, x, 0, sure)
        i = i + 1
    clear_witnesses(b)


def come_to_know(b: Block, d: i64, m: i64, source: i64, sure: f64) -> None:
    """Let mind `m` learn of a deed, and wake it if the deed concerns it."""
    if not learn(b, d, m, source, sure):
        return
    rule = b.d_rule[d]
    moved = b.moved[0]
    actor = b.k_action[rule] == 1 and role_of(b, d, 0) == m
    until = answerable_until(b, d)
    if until >= b.now[0] and not actor and source == 0:
        open_answer(b, m, d, until)
    if moved > STARTLING or pointless(b, d, m):
        b.c_startled[m] = 1
        wake(b, m, b.now[0] + reaction(b, m, d))
    elif not actor and (
        has_role(b, d, m) or (until >= b.now[0] and source == 0 and would_answer(b, m, d))
    ):
        wake(b, m, b.now[0] + reaction(b, m, d))


def pointless(b: Block, d: i64, m: i64) -> bool:
    """Whether what `m` has just learned leaves no reason for what it is doing."""
    main = b.c_main[m]
    return main != 0 and main != d and wish(b, main) <= 0.0


def reaction(b: Block, m: i64, d: i64) -> f64:
    """Return how long `m` needs before it can answer; each time anew, so nobody is always first."""
    return QUICK + SLOW * unit(mix(mix(b.seed[0], b.key_Character[m]), b.d_key[d]))


def arrive(b: Block, m: i64) -> None:
    """Let `m` look round where it has arrived, and notice what it did not expect."""
    place = b.v_Character_place[m]
    if place == 0 or b.blind[0] == 1 or not awake_of(b, m):
        return
    if bodied(b):
        look_at_bodies(b, m, place)
        return
    x = person_after(b, 0)
    while x != 0:
        if x != m:
            cell = pictured(b, m, x)
            believed = b.p_Character_place[cell]
            there = b.v_Character_place[x] == place and sees_of(b, m, x)
            if there:
                if (
                    believed != place
                    and believed != 0
                    and believed != b.k_places[0] - 1
                    and expectation(b, cell) >= EXPECTED
                ):
                    sense(b, b.k_meets[0], m, x, place)
                look_at(b, m, x)
            elif believed == place:
                if expectation(b, cell) >= EXPECTED:
                    sense(b, b.k_meets[0] + 1, m, x, place)
                lose(b, m, x)
        x = person_after(b, x)
    look_things(b, m, place)
    if b.k_ideas[0] == 1:
        looked_round(b, m)
    infer_sight(b, m)


def look_at_bodies(b: Block, m: i64, place: i64) -> None:
    """Let `m` look at whom it takes for somebody at its place, then at those who are like them."""
    p = 1
    while p < b.k_people[0] - 1:
        if p != m and is_person(b, m, p):
            look_for(b, m, p, place)
        p = p + 1
    x = b.first_at[place]
    while x != 0:
        if x != m and taken(b, m, body_shown(b, x)) != 0 and sees_of(b, m, x):
            look_at(b, m, x)
        x = b.next_at[x]
    look_things(b, m, place)
    if b.k_ideas[0] == 1:
        looked_round(b, m)
    infer_sight(b, m)


def look_for(b: Block, m: i64, p: i64, place: i64) -> None:
    """Let `m` look for a person at its place, and notice what it did not expect."""
    cell = freshest_place(b, m, p)
    believed = b.p_Character_place[cell]
    body = body_in_view(b, m, p)
    if body != 0:
        if (
            believed != place
            and believed != 0
            and believed != b.k_places[0] - 1
            and expectation(b, cell) >= EXPECTED
        ):
            sense(b, b.k_meets[0], m, body, place)
        look_at(b, m, bare(b, body))
    elif believed == place:
        if expectation(b, cell) >= EXPECTED:
            sense(b, b.k_meets[0] + 1, m, p, place)
        lose(b, m, p)


def recognise_roles(b: Block, d: i64, m: i64) -> None:
    """Let `m`, who perceives a deed, take those in its roles whom it sees for somebody."""
    if not bodied(b):
        return
    i = 0
    while i < b.k_role_n[b.d_rule[d]]:
        x = person_in(b, d, i)
        if x > 0 and beholds(b, m, x):
            recognise(b, m, body_in(b, d, i))
        i = i + 1


def expectation(b: Block, cell: i64) -> f64:
    """Return how sure a mind still is of where somebody is."""
    return b.ps_Character_place[cell] * halving((b.now[0] - b.pt_Character_place[cell]) / HALF_SURE)


def sense(b: Block, rule: i64, m: i64, x: i64, place: i64) -> None:
    """Tell a mind a deed of the engine's own: it meets or misses somebody."""
    d = new_deed(b, rule, m, x, place, 0, DONE, 0)
    if d == 0:
        return
    b.done_n[rule] += 1
    b.d_place[d] = place
    come_to_know(b, d, m, 0, 1.0)
    over(b, d, DONE)


def told(b: Block, hearer: i64, d: i64, teller: i64, sure: f64) -> None:
    """Let a hearer learn a deed from a teller; who is not awake hears nothing."""
    if awake_of(b, hearer):
        come_to_know(b, d, hearer, teller, sure)
        if b.k_ideas[0] == 1:
            told_of(b, d, hearer, teller)


def beholds(b: Block, m: i64, x: i64) -> bool:
    """Whether `m` sees `x` now."""
    if m == x:
        return True
    place = b.v_Character_place[m]
    if place == 0 or b.v_Character_place[x] != place:
        return False
    return sees_of(b, m, x)


def looks_round(b: Block, m: i64, place: i64) -> bool:
    """Whether `m` is awake at a place, and so sees it and what lies there."""
    return place != 0 and b.v_Character_place[m] == place and awake_of(b, m)


def is_recovering(b: Block, x: i64) -> bool:
    """Whether `x` still recovers from what it did."""
    return b.c_recovers[x] > b.now[0]


def seems_doing(b: Block, m: i64, x: i64, rule: i64) -> bool:
    """Whether `x` seems to `m` to be at such a deed; `x` and what is no mind (0) know better."""
    if m == x or m == 0:
        return is_doing(b, x, rule)
    return looks(b, b.c_main[x]) == rule or looks(b, b.c_aside[x]) == rule


def looks(b: Block, d: i64) -> i64:
    """Return the rule that others see somebody at in deed `d`; below 0, or 0: none."""
    rule = b.d_rule[d]
    return b.k_seems[rule] if b.k_seems[rule] != 0 else rule


def is_doing(b: Block, x: i64, rule: i64) -> bool:
    """Whether `x` is at such a deed."""
    main = b.c_main[x]
    aside = b.c_aside[x]
    return (main != 0 and b.d_rule[main] == rule) or (aside != 0 and b.d_rule[aside] == rule)
