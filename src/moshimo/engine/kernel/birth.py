"""Being born and leaving: who comes into the world while it runs, and who is gone for good."""

from __future__ import annotations

from moshimo.engine.kernel.act import come_to_nothing, release
from moshimo.engine.kernel.deed import GOING
from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.emitted import inherit_all
from moshimo.engine.kernel.minds.learn import keep_memory
from moshimo.engine.kernel.newborn import number_born
from moshimo.engine.kernel.presence import relocate
from moshimo.engine.kernel.subset import Block, i64
from moshimo.schema.sizes import STRONG


def bear(b: Block, n: i64, x: i64) -> None:
    """Let `n` be who was just born; like `x`, if that is somebody: it looks, knows and feels so."""
    people = b.k_people[0]
    b.likeness[n] = n
    b.takes[n * people + n] = n
    if b.k_guise[0] > 0:
        b.likeness[n + b.k_guise[0]] = n + b.k_guise[0]
        b.key_Character[n + b.k_guise[0]] = mix(b.key_Character[n], 1)
    if x <= 0 or x >= n:
        return
    inherit_all(b, x, n)
    for y in range(1, people):
        b.takes[n * people + y] = b.takes[x * people + y]
        b.taken_by[n * people + y] = b.taken_by[x * people + y]
        b.taken_next[n * people + y] = b.taken_next[x * people + y]
    b.takes[n * people + x] = x
    b.takes[n * people + n] = n
    b.likeness[n] = b.likeness[x]
    number_born(b, n)
    for rule in range(1, b.k_rules[0]):
        inherit_memories(b, n, x, rule)
    i = 0
    while i < STRONG:
        b.lately_rule[n * STRONG + i] = b.lately_rule[x * STRONG + i]
        i = i + 1
    relocate(b, n, 0, b.v_Character_place[n])


def inherit_memories(b: Block, n: i64, x: i64, rule: i64) -> None:
    """Let `n` remember what `x` does of one kind of deed, in the same order: the oldest first."""
    head = n * b.k_rules[0] + rule
    source = x * b.k_rules[0] + rule
    left = b.m_count[source]
    while left > 0:
        k = b.m_head[source]
        i = 1
        while i < left:
            k = b.m_next[k]
            i = i + 1
        keep_memory(b, head, b.m_deed[k], b.m_from[k], b.m_sure[k], b.m_hash[k], b.m_at[k])
        left = left - 1


def depart(b: Block, d: i64, x: i64) -> None:
    """Let `x` be gone: by deed `d`, which goes on. What `x` was at comes to nothing."""
    b.c_stamp[x] += 1
    b.c_open_n[x] = 0
    forsake(b, d, b.c_main[x])
    forsake(b, d, b.c_aside[x])


def forsake(b: Block, d: i64, own: i64) -> None:
    """Bring a deed of somebody who is gone to nothing, if there is one beside `d`."""
    if own != 0 and own != d and b.d_state[own] == GOING:
        come_to_nothing(b, own, -1)
        release(b, own)
