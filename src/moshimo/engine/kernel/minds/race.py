"""The race: actions bid with their weights, one wins, and its chance is worked out.

Each action is one runner: its weight is that of its best binding, and the binding is drawn inside
it. All runners race against doing nothing, which has weight 1 for one pace. A runner's time is
`noise / weight` with exponential noise (an exponential race, "Gumbel-max"); the noise is keyed by
rule, actor, period and how many deeds the actor has begun in it, so thinking again does not
reroll, doing does.
"""

from __future__ import annotations

from moshimo.engine.kernel.deed import wish_slot
from moshimo.engine.kernel.dice import halving, logarithm, mix, unit
from moshimo.engine.kernel.emitted import roles_key
from moshimo.engine.kernel.numbers import FULL_BIDS, trip
from moshimo.engine.kernel.subset import FOREVER, Block, f64, i64
from moshimo.engine.kernel.watches import barred

NO_RACE = -1.0  # as `rival`: nothing races and every bid is kept; for questions
NOTHING, STAYING, BINDING, RUNNER = 11, 12, 13, 14  # what a draw is for


def bid(b: Block, rule: i64, x_weight: f64, r1: i64, r2: i64, r3: i64, answered: i64) -> None:
    """Bid for one binding of a rule. What was done lately weighs less (satiation)."""
    if b.silent[0] != 0 and b.silent[0] & (2 - b.k_speech[rule]) != 0:
        return  # nobody says two things at a time; who recovers can do nothing but speak
    if rule == b.at_rule[0]:  # nobody does the same thing twice at a time
        return
    m = b.mind[0]
    if b.k_barred[rule] == 1 and barred(b, rule, m, r1, r2, r3):
        return
    w = x_weight
    if b.k_again[rule] > 0.0 and b.did_n[m * b.k_rules[0] + rule] != 0:
        h = roles_key(b, rule, m, r1, r2, r3)
        i = wish_slot(b, h)
        if b.wish_key[i] == h:
            w = w * (1.0 - halving((b.now[0] - b.wish_at[i]) / b.k_again[rule]))
    if not w > 1e-9:
        return
    n = b.bid_start[0] + b.bid_n[0]
    if n >= b.room_bids[0]:
        trip(b, FULL_BIDS, rule)
        return
    b.weighed[0] += 1
    b.bid_n[0] += 1
    if w > b.bid_top[0]:
        b.bid_top[0] = w
    b.bid_rule[n] = rule
    b.bid_w[n] = w
    b.bid_r1[n] = r1
    b.bid_r2[n] = r2
    b.bid_r3[n] = r3
    b.bid_deed[n] = answered


def close_bids(b: Block, rule: i64) -> None:
    """Let one runner race and start the next. Only the bids of the best runner so far are kept."""
    top = b.bid_top[0]
    start = b.bid_start[0]
    n = b.bid_n[0]
    b.bid_top[0] = 0.0
    b.bid_n[0] = 0
    if b.rival[0] == NO_RACE:
        b.bid_start[0] = start + n
        return
    i = b.race_n[0]
    if i == 0:
        open_race(b)
    b.race_rule[i] = rule
    b.race_w[i] = top
    b.race_n[0] = i + 1
    luck = b.k_luck[rule]
    if b.bid_deed[start] != 0:
        b.race_rule[i] = 0
        luck = mix(luck, b.d_key[b.bid_deed[start]])
    u = unit(mix(b.dice_c[0], luck))
    if 1.0 - u >= b.best_time[0] * top:  # -log(u) is at least 1 - u
        return
    time = -logarithm(u) / top
    if time >= b.best_time[0]:
        return
    b.best_time[0] = time
    b.best_place[0] = i
    b.best_weight[0] = top
    b.best_from[0] = start
    b.best_n[0] = n
    b.bid_start[0] = start + n


def open_race(b: Block) -> None:
    """Start the race: draw the time of doing nothing, or of going on."""
    m = b.mind[0]
    start = mix(b.c_dice[m], b.c_begun[m])
    b.dice_c[0] = mix(start, RUNNER)
    b.dice_b[0] = mix(start, BINDING)
    what = STAYING if b.staying[0] == 1 else NOTHING
    if b.rival[0] > 0.0:
        b.best_time[0] = -logarithm(unit(mix(start, what))) / b.rival[0]


def draw_binding(b: Block) -> None:
    """Draw one of the best runner's bindings: a race of their own, keyed by rule and roles."""
    total = 0.0
    start = b.best_from[0]
    stop = start + b.best_n[0]
    best = start
    best_time = FOREVER
    i = start
    while i < stop:
        w = b.bid_w[i]
        total = total + w
        if b.best_n[0] > 1:
            h = roles_key(b, b.bid_rule[i], b.mind[0], b.bid_r1[i], b.bid_r2[i], b.bid_r3[i])
            if b.bid_deed[i] != 0:
                h = mix(h, b.d_key[b.bid_deed[i]])
            u = unit(mix(b.dice_b[0], h))
            if 1.0 - u < best_time * w:
                time = -logarithm(u) / w
                if time < best_time:
                    best_time = time
                    best = i
        i = i + 1
    b.best_rule[0] = b.bid_rule[best]
    b.best_sum[0] = total
    b.best_own[0] = b.bid_w[best]
    b.best_role[1] = b.bid_r1[best]
    b.best_role[2] = b.bid_r2[best]
    b.best_role[3] = b.bid_r3[best]
    b.best_deed[0] = b.bid_deed[best]


def keep_seen(b: Block, m: i64) -> None:
    """Keep the largest weight with which each runner has lost to doing nothing in this period.

    Answers are left out, because their dice belong to the one deed that they answer. A runner that
    lost to going on is left out too, because that race has other dice.
    """
    if b.rival[0] != 1.0:
        return
    rules = b.k_rules[0]
    i = 0
    while i < b.race_n[0]:
        k = m * rules + b.race_rule[i]
        if b.race_rule[i] != 0:
            if b.seen_at[k] != b.c_epoch[m]:
                b.seen_at[k] = b.c_epoch[m]
                b.seen_w[k] = 0.0
            if b.race_w[i] > b.seen_w[k]:
                b.seen_w[k] = b.race_w[i]
        i = i + 1


def chance_of_best(b: Block, m: i64) -> f64:
    """Return the chance that just this would be chosen, given what earlier thoughts decided.

    Earlier thoughts with the same dice, of weights v, all lost to doing nothing: its time s is
    below each E/v. With s = c·t the winner's density integrates piecewise to
    w / (w + c + Σ max(w_i, v_i c))², from c = 1 to w / v (derived in docs/explain/dice.md).
    """
    w = b.best_weight[0]
    if b.rival[0] != 1.0:  # going on was the rival, and is weighed only once
        others = b.rival[0]
        i = 0
        while i < b.race_n[0]:
            others = others + b.race_w[i]
            i = i + 1
        return w / others * b.best_own[0] / b.best_sum[0]
    before = gather_seen(b, m)
    n = b.race_n[0]
    best = b.best_place[0]
    top = FOREVER
    if b.race_v[best] > 0.0:
        top = w / b.race_v[best]
    total = 0.0
    c = 1.0
    pieces = 0
    while c < top and pieces <= n:
        fixed = w
        slope = 1.0
        after = top
        i = 0
        while i < n:
            if i != best:
                turn = FOREVER
                if b.race_v[i] > 0.0:
                    turn = b.race_w[i] / b.race_v[i]
                if turn <= c:
                    slope = slope + b.race_v[i]
                else:
                    fixed = fixed + b.race_w[i]
                    if turn < after:
                        after = turn
            i = i + 1
        rest = 0.0
        if after < FOREVER:
            rest = 1.0 / (fixed + slope * after)
        total = total + w / slope * (1.0 / (fixed + slope * c) - rest)
        c = after
        pieces = pieces + 1
    return total * (1.0 + before) * b.best_own[0] / b.best_sum[0]


def gather_seen(b: Block, m: i64) -> f64:
    """Set each runner's earlier weight beside its present one; return the sum of the earlier."""
    rules = b.k_rules[0]
    epoch = b.c_epoch[m]
    n = b.race_n[0]
    before = 0.0
    i = 0
    while i < n:
        b.race_v[i] = 0.0
        k = m * rules + b.race_rule[i]
        if b.race_rule[i] != 0 and b.seen_at[k] == epoch:
            b.race_v[i] = b.seen_w[k]
            before = before + b.seen_w[k]
            b.seen_at[k] = -epoch
        i = i + 1
    rule = 1
    while rule < rules:
        k = m * rules + rule
        if b.seen_at[k] == epoch and b.seen_w[k] > 0.0:
            b.race_rule[n] = rule
            b.race_w[n] = 0.0
            b.race_v[n] = b.seen_w[k]
            before = before + b.seen_w[k]
            n = n + 1
        rule = rule + 1
    b.race_n[0] = n
    return before
