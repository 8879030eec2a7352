"""Deeds as values: what happened, what is going on, what is only claimed."""

from __future__ import annotations

from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.emitted import role_hash
from moshimo.engine.kernel.numbers import FULL_DEEDS, FULL_WISHES, TOO_MANY_AT_ONCE, trip
from moshimo.engine.kernel.subset import Block, i64, u64
from moshimo.schema.block_fields import DEED_CELLS
from moshimo.schema.sizes import MOST_ROLES

CLAIMED, WAITING, GOING, DONE, FOILED, BROKEN = 0, 1, 2, 3, 4, 5
MOST_ALIKE = 500  # of one event at one instant; more is a rule that costs no time


def new_deed(
    b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64, state: i64, cause: i64
) -> i64:
    """Return the place of a new deed value; its key is set when it begins."""
    d = b.deeds_n[0] + 1
    if b.forgets[0] == 1 and b.alive_n[0] == 0 and d > 1 and b.d_begin[d - 1] < b.now[0]:
        d = 1  # deeds that are over may be overwritten
    b.alive_n[0] += 1
    if d >= b.room_deeds[0]:
        trip(b, FULL_DEEDS, rule)
        return 0
    b.deeds_n[0] = d
    b.d_rule[d] = rule
    at = d * DEED_CELLS
    b.d_role[at] = r0
    b.d_role[at + 1] = r1
    b.d_role[at + 2] = r2
    b.d_role[at + 3] = r3
    b.d_state[d] = state
    b.d_cause[d] = cause
    b.d_answers[d] = 0
    b.d_seems[d] = 0
    b.d_place[d] = 0
    b.d_over[d] = 0
    b.d_guise[d] = 0
    b.d_o0[d] = 0.0
    b.d_o1[d] = 0.0
    b.d_o2[d] = 0.0
    b.d_o3[d] = 0.0
    b.d_chance[d] = -1.0
    if b.k_guise[0] > 0:
        undress(b, d)
    role_hash(b, d)
    set_key(b, d)
    return d


def undress(b: Block, d: i64) -> None:
    """Put people into a deed's roles in place of their disguises, and note which were those."""
    i = 0
    while i < MOST_ROLES:
        x = somebody_in(b, d, i)
        if x > b.k_guise[0] and x < b.k_people[0] - 1:
            b.d_role[d * DEED_CELLS + i] = x - b.k_guise[0]
            b.d_guise[d] += bit(i)
        i = i + 1


def bit(i: i64) -> i64:
    """Return the bit that stands for role `i`."""
    n = 1
    while i > 0:
        n = n * 2
        i = i - 1
    return n


def role_of(b: Block, d: i64, i: i64) -> i64:
    """Return the row in role `i` of deed `d`."""
    return b.d_role[d * DEED_CELLS + i]


def person_in(b: Block, d: i64, i: i64) -> i64:
    """Return the person in role `i` of deed `d`, 0 if that role is not for a person."""
    if b.k_person[b.d_rule[d] * MOST_ROLES + i] == 0:
        return 0
    return role_of(b, d, i)


def somebody_in(b: Block, d: i64, i: i64) -> i64:
    """Return the person in role `i` of deed `d`; of `meets` and `misses`, whom it is about too."""
    if b.k_sense[b.d_rule[d]] == 1 and i == 1:
        return role_of(b, d, i)
    return person_in(b, d, i)


def has_role(b: Block, d: i64, m: i64) -> bool:
    """Whether mind `m` has a role in deed `d`."""
    n = b.k_role_n[b.d_rule[d]]
    i = 0
    while i < n:
        if person_in(b, d, i) == m:
            return True
        i = i + 1
    return False


def set_key(b: Block, d: i64) -> None:
    """Key a new deed by rule's luck, roles, beginning and repetition. Changes the deed in place."""
    now = b.now[0]
    b.d_begin[d] = now
    b.d_end[d] = now
    times = 0
    e = d - 1
    while b.d_state[d] != WAITING and e > 0 and b.d_begin[e] == now:
        if b.d_hash[e] == b.d_hash[d] and b.d_state[e] != WAITING:
            times = times + 1
        e = e - 1
    b.fuel[0] -= d - e
    b.d_key[d] = key_of(b, d, times)


def set_event_key(b: Block, d: i64) -> None:
    """Key an event that has waited, as it happens. Changes the deed in place.

    The same may have been put into the calendar at any time before; so what happened at this
    instant is kept where last times are.
    """
    b.d_begin[d] = b.now[0]
    b.d_end[d] = b.now[0]
    times = 0
    h = mix(b.d_hash[d], 0xE7)
    i = wish_slot(b, h)
    while b.wish_key[i] == h and b.wish_at[i] == b.now[0]:
        times = times + 1
        if times > MOST_ALIKE:
            trip(b, TOO_MANY_AT_ONCE, b.d_rule[d])
            return
        h = mix(b.d_hash[d], 0xE7 + times)
        i = wish_slot(b, h)
    keep_time(b, h)
    b.d_key[d] = key_of(b, d, times)


def key_of(b: Block, d: i64, times: i64) -> u64:
    """Return the key of a deed that begins now for the `times`-th time more."""
    key = mix(b.d_hash[d], i64(b.now[0] * 1000000.0) + 1)
    if times > 0:
        key = mix(key, 0x5D + times)
    return key


def wish_slot(b: Block, h: u64) -> i64:
    """Return where the last time of doing the same to the same is kept."""
    last = b.room_wishes[0] - 1
    i = i64(h >> 12) & last
    while b.wish_key[i] != 0 and b.wish_key[i] != h:
        i = (i + 1) & last
    return i


def keep_time(b: Block, h: u64) -> None:
    """Keep now as the last time of something; a quarter of the places stay free."""
    i = wish_slot(b, h)
    if b.wish_key[i] == 0:
        n = b.wishes_n[0] + 1
        if n * 4 > b.room_wishes[0] * 3:
            trip(b, FULL_WISHES, 0)
            return
        b.wishes_n[0] = n
        b.wish_key[i] = h
    b.wish_at[i] = b.now[0]


def satisfied(b: Block, d: i64, h: u64) -> None:
    """Note that the same has now been done to the same: what has that hash for the actor."""
    b.did_n[role_of(b, d, 0) * b.k_rules[0] + b.d_rule[d]] += 1
    if b.k_again[b.d_rule[d]] > 0.0:
        keep_time(b, h)
