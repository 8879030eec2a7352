"""Acting: a deed begins, runs, and ends; or is foiled, or broken off."""

from __future__ import annotations

from moshimo.engine.kernel.deed import (
    BROKEN,
    DONE,
    FOILED,
    GOING,
    WAITING,
    new_deed,
    person_in,
    role_of,
    satisfied,
    set_event_key,
    set_key,
)
from moshimo.engine.kernel.due import ENDS, HAPPENS, push
from moshimo.engine.kernel.emitted import (
    begin_effects,
    begin_outcomes,
    bodied,
    end_effects,
    follow,
    gone_of,
    guard,
    infer,
    infer_all,
    pretend,
    recovery_of,
    replay,
    role_hash,
    span_of,
    trace,
    watch,
    wish,
)
from moshimo.engine.kernel.minds.bodies import body_meant, dress, failing, hash_for, show_failure
from moshimo.engine.kernel.minds.foresight import foreseen_of_best
from moshimo.engine.kernel.minds.in_view import be_seen, rouse_one, see_again
from moshimo.engine.kernel.minds.learn import STARTLING, remember_try
from moshimo.engine.kernel.minds.race import chance_of_best, keep_seen
from moshimo.engine.kernel.minds.see import (
    arrive,
    clear_witnesses,
    mark_first,
    perceive_beginning,
    perceive_end,
    pointless,
)
from moshimo.engine.kernel.minds.think import next_thought, plan_thought, set_period, think
from moshimo.engine.kernel.minds.voice import raise_voice, silent_until
from moshimo.engine.kernel.notes import CAUSE, FAILED, FORESAW, note, over
from moshimo.engine.kernel.numbers import LONGEST, TOO_MANY_AT_ONCE, trip
from moshimo.engine.kernel.presence import person_after
from moshimo.engine.kernel.subset import FOREVER, Block, f64, i64
from moshimo.engine.kernel.watches import is_barred, notice
from moshimo.schema.sizes import MOST_ROLES

CUT_SHORT = 1  # in the calendar: the effects of a deed that another foiled are still to come
FOILED_BY_ANOTHER, PREVENTED = -1, -2  # in place of a condition that failed
MOST_A_PERIOD = 500  # deeds of one person in one period; more is a rule that costs no time


def live(b: Block, m: i64) -> None:
    """Let `m` think, and begin what it chooses."""
    rouse_one(b, m)
    if b.c_aside[m] != 0 or b.c_asleep[m] == 1:
        set_period(b, m)
        plan_thought(b, m, b.think_at[0])
        return
    main = b.c_main[m]
    if main != 0 and b.c_startled[m] != 0 and wish(b, main) <= 0.0:
        break_off(b, m)
    if not think(b, m):
        if b.awaits[0] != 0:
            return
        if b.chances[0] == 1:
            keep_seen(b, m)
        plan_thought(b, m, next_thought(b, m))
        return
    rule = b.best_rule[0]
    if b.k_speech[rule] == 1:
        free = silent_until(b, m)
        if free > b.now[0]:  # one voice: speech waits for speech; it has not lost to doing nothing
            plan_thought(b, m, free + 0.05)
            return
    chance = -1.0
    if b.chances[0] == 1:
        chance = chance_of_best(b, m)
    begin(b, m, chance)


def begin(b: Block, m: i64, chance: f64) -> None:
    """Begin what `m` has chosen. `chance` is that of the choice, -1 where there is none."""
    rule = b.best_rule[0]
    d = chosen(b, m, chance)
    if d == 0:
        return
    b.c_begun[m] += 1
    b.c_epoch[m] += 1
    b.c_last[m] = b.d_key[d]
    b.c_last_at[m] = b.now[0]
    if b.c_begun[m] > MOST_A_PERIOD and b.imagined[0] == 0:  # whose periods are long
        trip(b, TOO_MANY_AT_ONCE, rule)
    if b.best_deed[0] != 0:
        note(b, CAUSE, d, b.best_deed[0], 0.0)
    if b.provenance[0] == 1:
        trace(b, d)
    failed = failing(b, d, 0)
    if failed != 0:
        come_to_nothing(b, d, failed)
        satisfied(b, d, hash_for(b, m, d))
        plan_thought(b, m, b.now[0])
        return
    if b.k_tried[rule] != 0:
        b.fresh[0] = 1
    if b.k_watched[rule] == 1:
        notice(b, d, 1)
    span = lasts(b, d)
    if b.k_speech[rule] == 1:
        raise_voice(b, m, b.d_place[d], b.now[0] + span)
    main = b.c_main[m]
    beside = (
        main != 0
        and b.k_aside[rule] == 1
        and not (b.k_speech[rule] == 1 and b.k_speech[b.d_rule[main]] == 1)
    )
    if main != 0 and not beside:
        break_off(b, m)
    b.d_end[d] = b.now[0] + span
    mark_first(b, d)
    b.arrived_n[0] = 0
    begin_effects(b, d)
    if span <= 0.0:
        finish(b, d)
        return
    if beside:
        b.c_aside[m] = d
    else:
        b.c_main[m] = d
    perceive_beginning(b, d, seeming(b, d))
    witnessed_arrivals(b)
    settle(b, d)
    push(b, b.d_end[d], 0, b.d_key[d], ENDS, d, 0)
    set_period(b, m)
    if not beside:
        plan_thought(b, m, b.think_at[0])


def lasts(b: Block, d: i64) -> f64:
    """Return how long a deed that begins takes; no moment lies further off than we can tell."""
    span = span_of(b, d)
    return span if span < LONGEST else LONGEST


def seeming(b: Block, d: i64) -> i64:
    """Return what others take deed `d` for, which has just begun; 0: they see nothing of it.

    That is mostly the deed itself. What a feint seems is a deed as they would see it if it were
    true, to the key and all that is drawn from that.
    """
    seems = b.k_seems[b.d_rule[d]]
    if seems <= 0:
        return d if seems == 0 else 0
    e = pretend(b, d)
    if e == 0:
        return 0
    b.alive_n[0] -= 1  # it is over with deed `d`, and nothing else waits for it
    b.d_seems[d] = e
    b.d_seems[e] = -d
    b.d_answers[e] = b.d_answers[d]
    b.d_place[e] = b.d_place[d]
    b.d_end[e] = b.now[0] + lasts(b, e)
    begin_outcomes(b, e)
    return e


def end(b: Block, d: i64) -> None:
    """End a deed whose time is over, unless something ended it before."""
    if b.d_state[d] != GOING:
        return
    failed = failing(b, d, 1)
    if failed == 0 and is_barred(b, d):
        failed = PREVENTED
    if failed != 0:
        come_to_nothing(b, d, failed)
        release(b, d)
        cut_short(b, d)
        recover(b, d)
        plan_thought(b, role_of(b, d, 0), b.now[0])
        return
    b.d_place[d] = b.v_Character_place[role_of(b, d, 0)]
    mark_first(b, d)
    b.arrived_n[0] = 0
    finish(b, d)


def finish(b: Block, d: i64) -> None:
    """Finish a deed that has run: effects, arrivals, witnesses, events. Marks are set before."""
    m = role_of(b, d, 0)
    was = b.v_Character_place[m]
    b.d_end[d] = b.now[0]
    end_effects(b, d, 1)
    b.d_state[d] = DONE
    b.done_n[b.d_rule[d]] += 1
    satisfied(b, d, hash_for(b, m, d))
    release(b, d)
    recover(b, d)
    if b.v_Character_place[m] != 0:
        b.d_place[d] = b.v_Character_place[m]
    else:
        b.d_place[d] = was
    if b.k_watched[b.d_rule[d]] == 1:
        notice(b, d, 0)
    conclude(b, d)
    plan_thought(b, m, b.now[0])


def recover(b: Block, d: i64) -> None:
    """Let the actor of a deed that ran to its end recover from it, if its rule says so."""
    if b.k_recovers[b.d_rule[d]] == 0:
        return
    m = role_of(b, d, 0)
    until = b.now[0] + recovery_of(b, d)
    if until > b.c_recovers[m]:
        b.c_recovers[m] = until


def happen(b: Block, d: i64) -> None:
    """Let an event happen whose time has come, if its conditions hold."""
    if b.d_state[d] != WAITING:
        return
    if lacks_somebody(b, d) or guard(b, d, 0) != 0 or is_barred(b, d):
        b.d_state[d] = FOILED
        return
    if b.k_guise[0] > 0:
        dress(b, d)
    set_event_key(b, d)
    b.d_state[d] = GOING
    rule = b.d_rule[d]
    cause = b.d_cause[d]
    if cause != 0:
        note(b, CAUSE, d, cause, 0.0)
    x = first_there(b, d)
    b.d_place[d] = where(b, d)
    if b.provenance[0] == 1:
        trace(b, d)
    mark_first(b, d)
    b.arrived_n[0] = 0
    if b.k_watched[rule] == 1:
        notice(b, d, 1)
    end_effects(b, d, 1)
    b.d_state[d] = DONE
    b.done_n[rule] += 1
    if b.v_Character_place[x] != 0:
        b.d_place[d] = b.v_Character_place[x]  # where it moved somebody, it is seen
    if b.k_watched[rule] == 1:
        notice(b, d, 0)
    conclude(b, d)


def where(b: Block, d: i64) -> i64:
    """Return where an event happens: by its first person who is somewhere, its place, its cause."""
    rule = b.d_rule[d]
    place = b.v_Character_place[first_there(b, d)]
    if place == 0 and b.k_ground[rule] != 0:
        place = role_of(b, d, b.k_ground[rule] - 1)
    if place == 0 and b.d_cause[d] != 0:
        place = b.d_place[b.d_cause[d]]
    return place


def first_there(b: Block, d: i64) -> i64:
    """Return the first person in the roles of a deed who is somewhere, 0 if there is none."""
    i = 0
    while i < b.k_role_n[b.d_rule[d]]:
        x = person_in(b, d, i)
        if b.v_Character_place[x] != 0:
            return x
        i = i + 1
    return 0


def conclude(b: Block, d: i64) -> None:
    """Arrivals are seen, witnesses learn, events follow, and the journal is told."""
    witnessed_arrivals(b)
    perceive_end(b, d)
    settle(b, d)
    follow(b, d)
    over(b, d, b.d_state[d])


def settle(b: Block, d: i64) -> None:
    """Who was born and what changed in view is seen; events come whose `when` was made true."""
    welcome(b)
    see_again(b)
    watch(b, b.d_rule[d])


def witnessed_arrivals(b: Block) -> None:
    """Let everybody whom the deed moved look round. Marks stay."""
    i = 0
    while i < b.arrived_n[0]:
        arrive(b, b.arrived[i])
        i = i + 1


def lacks_somebody(b: Block, d: i64) -> bool:
    """Whether a person in the roles of a deed that has waited is gone by now."""
    i = 0
    while i < b.k_role_n[b.d_rule[d]]:
        if gone_of(b, person_in(b, d, i)):
            return True
        i = i + 1
    return False


def chosen(b: Block, m: i64, chance: f64) -> i64:
    """Return the deed that `m` has chosen, done to the bodies that it means; 0 without room."""
    rule = b.best_rule[0]
    if b.c_main[m] == 0 or b.k_aside[rule] == 0:
        b.c_foreseen[m] = foreseen_of_best(b, m)
    if bodied(b):
        find_bodies(b, m)
    d = new_deed(b, rule, m, b.best_role[1], b.best_role[2], b.best_role[3], GOING, 0)
    if d == 0:
        return 0
    if b.k_guise[0] > 0:
        dress_actor(b, d)
    b.d_chance[d] = chance
    b.d_answers[d] = b.best_deed[0]
    b.d_place[d] = b.v_Character_place[m]
    if b.foreseen_n[0] > 0:
        note(b, FORESAW, d, b.foresights[0], 0.0)
    return d


def find_bodies(b: Block, m: i64) -> None:
    """Find the bodies that `m` means by the people in the roles of what it has chosen."""
    i = 1
    while i < MOST_ROLES:
        if b.k_person[b.best_rule[0] * MOST_ROLES + i] == 1:
            b.best_role[i] = body_meant(b, m, b.best_role[i])
        i = i + 1


def dress_actor(b: Block, d: i64) -> None:
    """Note that the actor of a deed is in disguise, if so."""
    if b.disguised[role_of(b, d, 0)] == 1:
        b.d_guise[d] += 1
        role_hash(b, d)
        set_key(b, d)


def welcome(b: Block) -> None:
    """Let those begin to live who were born in this deed; who is there sees them."""
    while b.welcomed[0] < b.n_Character[0]:
        b.welcomed[0] += 1
        n = b.welcomed[0]
        be_seen(b, n, True)
        arrive(b, n)
        infer_all(b, n)
        set_period(b, n)
        plan_thought(b, n, b.think_at[0])


def come_to_nothing(b: Block, d: i64, failed: i64) -> None:
    """Foil a deed; its actor learns the values that were wrong."""
    b.d_state[d] = FOILED
    b.d_end[d] = b.now[0]
    note(b, FAILED, d, failed, 0.0)
    m = role_of(b, d, 0)
    if failed > 0:
        b.moved[0] = 0.0
        show_failure(b, d, failed)
        if b.moved[0] > STARTLING or pointless(b, d, m):
            b.c_startled[m] = 1  # it thinks at once
    if b.k_tried[b.d_rule[d]] > 0 and b.blind[0] == 0:
        remember_try(b, d, m)
    over(b, d, FOILED)


def break_off(b: Block, m: i64) -> None:
    """Break off what `m` is at."""
    d = b.c_main[m]
    if d == 0:
        return
    b.d_end[d] = b.now[0]
    b.d_state[d] = BROKEN
    release(b, d)
    cut_short(b, d)
    over(b, d, BROKEN)


def cut_short(b: Block, d: i64) -> None:
    """Apply the effects of a deed cut short, if its rule has any; witnesses take them in."""
    rule = b.d_rule[d]
    if b.k_whole[rule] == 0:
        return
    mark_first(b, d)
    b.arrived_n[0] = 0
    end_effects(b, d, 0)
    x = person_after(b, 0)
    while x != 0:
        if b.saw[x] == 1:
            replay(b, d, x, 1, 1.0)
            infer(b, rule, x)
        x = person_after(b, x)
    clear_witnesses(b)
    witnessed_arrivals(b)
    settle(b, d)


def foil(b: Block, m: i64) -> None:
    """Bring what `m` is doing to nothing, and what it does beside that."""
    foil_deed(b, m, b.c_main[m])
    foil_deed(b, m, b.c_aside[m])


def foil_deed(b: Block, m: i64, d: i64) -> None:
    """Bring one deed of `m` to nothing, if there is one."""
    if d != 0 and b.d_state[d] == GOING:
        come_to_nothing(b, d, FOILED_BY_ANOTHER)
        release(b, d)
        push(b, b.now[0], 0, b.d_key[d], ENDS, d, CUT_SHORT)
        plan_thought(b, m, b.now[0])


def release(b: Block, d: i64) -> None:
    """Let the actor of a deed be free of it; what it seemed to be is over too."""
    m = role_of(b, d, 0)
    if b.d_seems[d] > 0:
        b.d_state[b.d_seems[d]] = BROKEN
        b.d_end[b.d_seems[d]] = b.now[0]
    if b.c_main[m] == d:
        b.c_main[m] = 0
    if b.c_aside[m] == d:
        b.c_aside[m] = 0


def expect(b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64, cause: i64, after: f64) -> None:
    """Put an event into the calendar, unless it would never come."""
    if not after < FOREVER:
        return
    d = new_deed(b, rule, r0, r1, r2, r3, WAITING, cause)
    if d != 0:
        push(b, b.now[0] + after, 0, b.d_key[d], HAPPENS, d, 0)
