"""An imagined universe: how one begins that was put together from what somebody pictures.

`conceive`, `envision` and `consult` are called from outside, by `engine/imagining/`.
"""

from __future__ import annotations

from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.emitted import (
    concern_of,
    foresight_of,
    imaginings_of,
    infer_all,
    plan_clocks,
    replay,
    span_of,
    suppose_members,
    suppose_private,
    watch_all,
    worth,
)
from moshimo.engine.kernel.minds.see import arrive
from moshimo.engine.kernel.minds.supposed import in_sight
from moshimo.engine.kernel.minds.think import plan_thought, set_period
from moshimo.engine.kernel.minds.voice import silent_until
from moshimo.engine.kernel.presence import find_places, person_after
from moshimo.engine.kernel.subset import Block, f64, i64, u64

IMAGININGS, FORESIGHT, CONCERN, SEES, WORTH = 1, 2, 3, 4, 5  # what `consult` is asked
SILENT, LASTS = 6, 7


def consult(b: Block, what: i64, m: i64, x: i64, y: i64) -> f64:
    """Return a number that only the world's rules can tell."""
    b.fuel[0] = b.budget[0]
    if what == IMAGININGS:
        return imaginings_of(b, m)
    if what == FORESIGHT:
        return foresight_of(b, m)
    if what == CONCERN:
        return concern_of(b, m, x, y)
    if what == SEES:
        return 1.0 if in_sight(b, m, x) else 0.0
    if what == SILENT:
        return silent_until(b, m)
    if what == LASTS:
        return span_of(b, x)
    return worth(b, m, x)


def conceive(b: Block, m: i64) -> None:
    """Complete the truth as `m` pictures it, and the minds of those who think in it.

    What `m` knows stands in the block already. What is private is as `m` guesses, also after
    the others have looked round; what is so already sets nothing off.
    """
    find_places(b)
    guess_all(b, m)
    x = person_after(b, 0)
    while x != 0:
        if x != m and b.c_still[x] == 0:
            b.fuel[0] = b.budget[0]
            hear_of(b, x)
            arrive(b, x)
            infer_all(b, x)
            b.c_startled[x] = 0
        x = person_after(b, x)
    guess_all(b, m)
    deeds = b.deeds_n[0]
    watch_all(b)
    b.deeds_n[0] = deeds
    b.due_n[0] = 0
    b.welcomed[0] = b.n_Character[0]
    b.under_way[0] = 1


def hear_of(b: Block, x: i64) -> None:
    """Let `x` picture what the deeds changed that it remembers."""
    rule = 1
    while rule < b.k_rules[0]:
        k = b.m_head[x * b.k_rules[0] + rule]
        while k != 0:
            if b.d_rule[b.m_deed[k]] == rule:
                replay(b, b.m_deed[k], x, 1, b.m_sure[k])
            k = b.m_next[k]
        rule = rule + 1


def guess_all(b: Block, m: i64) -> None:
    """Let what is private be as `m` guesses; of people, of those who do not stand still."""
    b.fuel[0] = b.budget[0]
    suppose_members(b, m)
    x = person_after(b, 0)
    while x != 0:
        if x != m and b.c_still[x] == 0:
            b.fuel[0] = b.budget[0]
            suppose_private(b, m, x)
        x = person_after(b, x)
    b.fuel[0] = b.budget[0]


def envision(b: Block, seed: u64) -> None:
    """Begin one imagined course of things, with dice of its own.

    What comes by pure chance is not imagined: it has no cause that anybody could know of.
    """
    b.seed[0] = seed
    b.fuel[0] = b.budget[0]
    x = person_after(b, 0)
    while x != 0:
        if b.c_still[x] == 0:
            b.c_dice[x] = mix(mix(seed, b.key_Character[x]), i64(b.c_period[x] * 1000.0) + 1)
            set_period(b, x)
            plan_thought(b, x, b.think_at[0])
        x = person_after(b, x)
    plan_clocks(b)
