"""Looking ahead: what somebody asks before it chooses, and what the answers come to.

A thought that weighs `foresee` cannot be finished here: what would come of a choice is found out in
imagined universes, which `engine/imagining/` runs. So the first time the choices are noted,
and the run comes back; then each has its worth, and the same thought is thought again.
"""

from __future__ import annotations

from moshimo.engine.kernel.dice import halving
from moshimo.engine.kernel.emitted import rationality_of
from moshimo.engine.kernel.numbers import TOO_MANY_FORESEEN, trip
from moshimo.engine.kernel.subset import Block, f64, i64
from moshimo.schema.sizes import FORESEEN, MOST_ROLES


def foreseen(
    b: Block, rule: i64, m: i64, r1: i64, r2: i64, r3: i64, answered: i64, span: f64
) -> f64:
    """Return how much more `m` thinks a choice worth than doing nothing; 0 until that is known.

    Who is only asked whether it would want anything hopes for 1. The imagined do not imagine.
    """
    if b.imagined[0] == 1:
        return 0.0
    if b.hopeful[0] == 1:
        return 1.0
    i = found(b, rule, r1, r2, r3, answered, span)
    if i < b.foreseen_n[0]:
        return compared(b, m, i)
    if i < b.wanted_n[0]:
        return 0.0
    if i >= FORESEEN:
        trip(b, TOO_MANY_FORESEEN, rule)
        return 0.0
    b.wanted_n[0] = i + 1
    b.wanted_rule[i] = rule
    b.wanted_role[i * MOST_ROLES] = m
    b.wanted_role[i * MOST_ROLES + 1] = r1
    b.wanted_role[i * MOST_ROLES + 2] = r2
    b.wanted_role[i * MOST_ROLES + 3] = r3
    b.wanted_deed[i] = answered
    b.wanted_span[i] = span
    return 0.0


def found(b: Block, rule: i64, r1: i64, r2: i64, r3: i64, answered: i64, span: f64) -> i64:
    """Return which of the choices that are asked about this is; after the last if none of them."""
    i = 0
    while i < b.wanted_n[0]:
        if is_choice(b, i, rule, r1, r2, r3, answered) and b.wanted_span[i] == span:
            return i
        i = i + 1
    return i


def is_choice(b: Block, i: i64, rule: i64, r1: i64, r2: i64, r3: i64, answered: i64) -> bool:
    """Whether it is this choice that is asked about as the `i`-th."""
    at = i * MOST_ROLES
    return (
        b.wanted_rule[i] == rule
        and b.wanted_role[at + 1] == r1
        and b.wanted_role[at + 2] == r2
        and b.wanted_role[at + 3] == r3
        and b.wanted_deed[i] == answered
    )


def compared(b: Block, m: i64, i: i64) -> f64:
    """Return what choice `i` weighs beside the best of those that are foreseen with it.

    What is less than the best loses half for each unit of worth, so many times as the mind is
    rational: a quantal response (McKelvey and Palfrey, "Quantal Response Equilibria", 1995). What
    is worth no more than doing nothing speaks against itself in full.
    """
    worth = b.wanted_worth[i]
    if worth <= 0.0:
        return worth
    best = worth
    k = 0
    while k < b.foreseen_n[0]:
        if b.wanted_worth[k] > best:
            best = b.wanted_worth[k]
        k = k + 1
    return worth * halving((best - worth) * rationality_of(b, m))


def foreseen_of_best(b: Block, m: i64) -> f64:
    """Return what `m` foresaw of what it has chosen, 0 if it did not look ahead."""
    r1 = b.best_role[1]
    r2 = b.best_role[2]
    r3 = b.best_role[3]
    i = 0
    while i < b.foreseen_n[0]:
        if is_choice(b, i, b.best_rule[0], r1, r2, r3, b.best_deed[0]):
            return compared(b, m, i)
        i = i + 1
    return 0.0
