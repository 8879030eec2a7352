"""Learning: one function for all ways (seen, told, read, proclaimed, lied).

Remember the deed; replay its effects in the mind's picture; appraise; infer; perhaps wake.
"""

from __future__ import annotations

from moshimo.engine.kernel.deed import CLAIMED, GOING, new_deed
from moshimo.engine.kernel.dice import halving
from moshimo.engine.kernel.emitted import appraise, infer, replay, suppose
from moshimo.engine.kernel.minds.bodies import guise_of, hash_for, is_in_role, note_taken
from moshimo.engine.kernel.notes import STIRRED, WITNESS, note
from moshimo.engine.kernel.numbers import FULL_MEMORY, trip
from moshimo.engine.kernel.subset import FOREVER, Block, f64, i64, u64
from moshimo.schema.sizes import OPEN, OPEN_ALIKE, SAME_KIND, STRONG

HALF_SURE = 43200.0
STARTLING = 0.25  # a feeling that moves by so much interrupts what one is doing


def learn(b: Block, d: i64, m: i64, source: i64, sure: f64) -> bool:
    """Let mind `m` come to know of deed `d`; return whether that was news to it.

    `source` is the teller, 0 for one's own eyes. Sets `moved` to how far its feelings moved.
    """
    b.moved[0] = 0.0
    if m == 0 or d == 0:
        return False
    rule = b.d_rule[d]
    head = m * b.k_rules[0] + rule
    same = 0
    h = hash_for(b, m, d)
    k = b.m_head[head]
    while k != 0:
        if b.m_deed[k] == d:
            if sure > b.m_sure[k]:
                b.m_sure[k] = sure
                if rule >= b.k_claims[0]:  # what was doubted may be believed now
                    replay(b, d, m, 1, sure)
            return False
        if b.m_hash[k] == h:
            same = same + 1
        k = b.m_next[k]
    b.learnings[0] += 1
    remember(b, d, m, source, sure, h)
    if source == 0:
        note(b, WITNESS, d, m, guise_of(b, m))
        note_taken(b, m, d)
    replay(b, d, m, 1, sure)
    habit = 1.0
    while same > 0 and habit > 1e-9:
        habit = habit * 0.5
        same = same - 1
    b.habit[0] = habit
    appraise(b, d, m)
    infer(b, rule, m)
    if source == 0 and b.moved[0] > STARTLING:
        note(b, STIRRED, d, m, b.moved[0])
    return True


def remember(b: Block, d: i64, m: i64, source: i64, sure: f64, h: u64) -> None:
    """Keep a memory of a deed that `m` has learned of."""
    keep_memory(b, m * b.k_rules[0] + b.d_rule[d], d, source, sure, h, b.now[0])
    if b.k_sense[b.d_rule[d]] == 0 and b.trouble[0] == 0:
        keep_lately(b, m, b.d_rule[d])


def remember_try(b: Block, d: i64, m: i64) -> None:
    """Keep that `m` saw a deed begin, or tried it in vain, if anybody asks for that."""
    rule = b.d_rule[d]
    if b.k_tried[rule] <= 0:
        return
    head = m * b.k_rules[0] + b.k_tried[rule]
    if b.m_count[head] == 0 or b.m_deed[b.m_head[head]] != d:
        keep_memory(b, head, d, 0, 1.0, hash_for(b, m, d), b.now[0])
        infer(b, rule, m)


def keep_memory(b: Block, head: i64, d: i64, source: i64, sure: f64, h: u64, time: f64) -> None:
    """Keep a memory with those of one mind and kind; the faintest goes when there are too many."""
    if b.m_count[head] >= SAME_KIND:
        forget_faintest(b, head)
    k = b.memory_free[0]
    if k != 0:
        b.memory_free[0] = b.m_next[k]
    else:
        k = b.memory_n[0] + 1
        if k >= b.room_memories[0]:
            trip(b, FULL_MEMORY, b.d_rule[d])
            return
        b.memory_n[0] = k
    b.m_deed[k] = d
    b.m_hash[k] = h
    b.m_from[k] = source
    b.m_at[k] = time
    b.m_sure[k] = sure
    b.m_next[k] = b.m_head[head]
    b.m_head[head] = k
    b.m_count[head] += 1


def keep_lately(b: Block, m: i64, rule: i64) -> None:
    """Put a kind of deed first among those that `m` learned of last; of one moment, by number."""
    start = m * STRONG
    at = 0
    while at < STRONG:
        other = b.lately_rule[start + at]
        if other == 0 or other == rule or other > rule:
            break
        if b.m_at[b.m_head[m * b.k_rules[0] + other]] != b.now[0]:
            break
        at = at + 1
    moved = rule
    while at < STRONG:
        other = b.lately_rule[start + at]
        b.lately_rule[start + at] = moved
        if other == 0 or other == rule:
            return
        moved = other
        at = at + 1


def forget_faintest(b: Block, head: i64) -> None:
    """Drop the least sure memory of one kind, the oldest of equals."""
    k = b.m_head[head]
    before = 0
    worst = k
    worst_before = 0
    while k != 0:
        if b.m_sure[k] <= b.m_sure[worst]:
            worst = k
            worst_before = before
        before = k
        k = b.m_next[k]
    if worst_before == 0:
        b.m_head[head] = b.m_next[worst]
    else:
        b.m_next[worst_before] = b.m_next[worst]
    b.m_next[worst] = b.memory_free[0]
    b.memory_free[0] = worst
    b.m_count[head] -= 1


def open_answer(b: Block, m: i64, d: i64, until: f64) -> None:
    """Let mind `m` answer deed `d` until then. The oldest of too many (alike) is let go."""
    start = m * OPEN
    n = b.c_open_n[m]
    alike = 0
    oldest = 0
    i = n - 1
    while i >= 0:
        if b.open_deed[start + i] == d:
            b.open_until[start + i] = until
            return
        if b.d_rule[b.open_deed[start + i]] == b.d_rule[d]:
            alike = alike + 1
            oldest = i
        i = i - 1
    if alike >= OPEN_ALIKE or n >= OPEN:
        i = oldest + 1 if alike >= OPEN_ALIKE else 1
        while i < n:
            b.open_deed[start + i - 1] = b.open_deed[start + i]
            b.open_until[start + i - 1] = b.open_until[start + i]
            i = i + 1
        n = n - 1
    b.open_deed[start + n] = d
    b.open_until[start + n] = until
    b.c_open_n[m] = n + 1


def answerable_until(b: Block, d: i64) -> f64:
    """Return until when deed `d` can be answered; less than now if nothing answers it."""
    rule = b.d_rule[d]
    if b.k_answered[rule] == 0:
        return -1.0
    if b.d_state[d] == GOING:
        return FOREVER
    if b.d_state[d] == CLAIMED:
        return -1.0
    return b.d_end[d] + b.k_within[rule]


def strongest(b: Block, m: i64) -> None:
    """List the strongest memories of `m`: one of each kind of deed, the latest learned first.

    A second call in one thought does nothing.
    """
    if b.strong_at[0] == b.thoughts[0]:
        return
    b.strong_at[0] = b.thoughts[0]
    n = 0
    while n < STRONG and b.lately_rule[m * STRONG + n] != 0:
        b.strong[n] = b.m_deed[b.m_head[m * b.k_rules[0] + b.lately_rule[m * STRONG + n]]]
        n = n + 1
    b.strong_n[0] = n


def meant(
    b: Block,
    hearer: i64,
    teller: i64,
    own: i64,
    noted: i64,
    rule: i64,
    r0: i64,
    r1: i64,
    r2: i64,
    r3: i64,
) -> i64:
    """Return the deed that a teller means (0 is a hole), or a new claim if it remembers none.

    A deed `own` that tells of itself means itself: a claim that has its outcomes, of which those in
    `noted` are known by then, a bit each. All others are as the hearer supposes.
    """
    if rule == 0:
        return 0
    itself = own != 0 and is_such(b, teller, own, r0, r1, r2, r3)
    k = b.m_head[teller * b.k_rules[0] + rule]
    while k != 0 and teller != 0 and not itself:
        if is_such(b, teller, b.m_deed[k], r0, r1, r2, r3):
            return b.m_deed[k]
        k = b.m_next[k]
    d = new_deed(b, rule, r0, r1, r2, r3, CLAIMED, 0)
    if d == 0:
        return 0
    trouble = b.trouble[0]
    suppose(b, d, hearer)
    b.trouble[0] = trouble  # what comes to nothing is not supposed
    if itself:
        if noted & 1 != 0:
            b.d_o0[d] = b.d_o0[own]
        if noted & 2 != 0:
            b.d_o1[d] = b.d_o1[own]
        if noted & 4 != 0:
            b.d_o2[d] = b.d_o2[own]
        if noted & 8 != 0:
            b.d_o3[d] = b.d_o3[own]
    return d


def is_such(b: Block, m: i64, d: i64, r0: i64, r1: i64, r2: i64, r3: i64) -> bool:
    """Whether a deed has these roles, as `m` takes them; 0 is a hole."""
    return (
        (r0 == 0 or is_in_role(b, m, d, 0, r0))
        and (r1 == 0 or is_in_role(b, m, d, 1, r1))
        and (r2 == 0 or is_in_role(b, m, d, 2, r2))
        and (r3 == 0 or is_in_role(b, m, d, 3, r3))
    )


def stirred(b: Block, x_by: f64) -> None:
    """Note that a feeling moved by so much."""
    if x_by < 0.0:
        b.moved[0] -= x_by
    else:
        b.moved[0] += x_by


def outweighs(sure: f64, old_sure: f64, old_time: f64, now: f64) -> bool:
    """Whether a sign is surer than the memory; sureness halves in half a day."""
    return sure > old_sure * halving((now - old_time) / HALF_SURE)
