"""Claims about a state as deed values: made, compared, and remembered or not."""

from __future__ import annotations

from moshimo.engine.kernel.deed import CLAIMED, new_deed, role_of
from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.subset import Block, f64, i64

WIDEST = 9.0e12  # a value of a claim is hashed to the millionth, and no further than this


def claimed(
    b: Block, teller: i64, rule: i64, r0: i64, r1: i64, r2: i64, value: f64, time: f64
) -> i64:
    """Return a claim about how something is as of `time`: the one that its teller knows, or anew.

    `value` is what it says, if that is no member. Claims that say the same are alike: they have one
    hash and one key, whenever they are made.
    """
    k = 0
    if teller > 0:
        k = b.m_head[teller * b.k_rules[0] + rule]
    while k != 0:
        d = b.m_deed[k]
        same = role_of(b, d, 0) == r0 and role_of(b, d, 1) == r1 and role_of(b, d, 2) == r2
        if same and b.d_o0[d] == value and b.d_end[d] >= time:
            return d
        k = b.m_next[k]
    d = new_deed(b, rule, r0, r1, r2, 0, CLAIMED, 0)
    if d == 0:
        return 0
    b.d_o0[d] = value
    b.d_end[d] = time
    near = value
    if near > WIDEST:
        near = WIDEST
    if near < -WIDEST:
        near = -WIDEST
    if value != 0.0:
        b.d_hash[d] = mix(b.d_hash[d], i64(near * 1000000.0))
    b.d_key[d] = mix(b.d_hash[d], 0xC1)
    return d


def same_deed(b: Block, one: i64, other: i64) -> bool:
    """Whether two deed values are the same deed, or claims that say the same."""
    if one == other:
        return True
    first = b.k_claims[0]
    return (
        one != 0
        and other != 0
        and b.d_rule[one] >= first
        and b.d_rule[one] == b.d_rule[other]
        and b.d_hash[one] == b.d_hash[other]
    )
