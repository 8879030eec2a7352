"""Deeds as values: what happened, what is going on, what is only claimed."""

from __future__ import annotations

from moshimo.engine.dice import mix
from moshimo.engine.emitted import role_hash
from moshimo.engine.numbers import FULL_DEEDS, FULL_WISHES, trip
from moshimo.engine.subset import Block, f64, i64, u64

CLAIMED, WAITING, GOING, DONE, FOILED, BROKEN = 0, 1, 2, 3, 4, 5
MOST_DEEDS = 4096
WISH_SLOTS = 8192


def new_deed(
    b: Block, rule: i64, r0: i64, r1: i64, r2: i64, r3: i64, state: i64, cause: i64
) -> i64:
    """Return the place of a new deed value; its key is set when it begins."""
    d = b.deeds_n[0] + 1
    if d >= MOST_DEEDS:
        trip(b, FULL_DEEDS, rule)
        return 0
    b.deeds_n[0] = d
    b.d_rule[d] = rule
    b.d_r0[d] = r0
    b.d_r1[d] = r1
    b.d_r2[d] = r2
    b.d_r3[d] = r3
    b.d_state[d] = state
    b.d_cause[d] = cause
    b.d_answers[d] = 0
    b.d_chance[d] = -1.0
    role_hash(b, d)
    set_key(b, d, False)
    return d


def set_key(b: Block, d: i64, among_all: bool) -> None:
    """Key a deed by rule's luck, roles, beginning and repetition. Changes the deed in place.

    A new deed looks for the same only among those just before it; an event that has waited may
    have been put into the calendar long before another that comes with it.
    """
    now = b.now[0]
    b.d_begin[d] = now
    b.d_end[d] = now
    times = 0
    e = b.deeds_n[0]
    while e > 0 and (among_all or b.d_begin[e] == now):
        if e != d and b.d_hash[e] == b.d_hash[d] and b.d_begin[e] == now and b.d_state[e] != WAITING:
            times = times + 1
        e = e - 1
    key = mix(b.d_hash[d], i64(now * 1000000.0) + 1)
    if times > 0:
        key = mix(key, 0x5D + times)
    b.d_key[d] = key


def wish_slot(b: Block, h: u64) -> i64:
    """Return where the last time of doing the same to the same is kept."""
    i = i64(h & 0x1FFF)
    tries = 0
    while b.wish_key[i] != 0 and b.wish_key[i] != h:
        i = (i + 1) & 0x1FFF
        tries = tries + 1
        if tries >= WISH_SLOTS:
            trip(b, FULL_WISHES, 0)
            return 0
    return i


def satisfied(b: Block, d: i64) -> None:
    """Note that the same has now been done to the same."""
    b.did_n[b.d_r0[d] * b.k_rules[0] + b.d_rule[d]] += 1
    h = b.d_hash[d]
    i = wish_slot(b, h)
    b.wish_key[i] = h
    b.wish_at[i] = b.now[0]
