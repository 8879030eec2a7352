"""What changes in view is seen again, by whoever sees it; and by a sleeper who wakes.

While a deed has its effects, the setters note whom and what they change (`alter`, `alter_at`), and
let those lose sight of somebody whom the deed moves away (`lose_sight`). Once its witnesses have
learned of it, `see_again` puts right what the others see.
"""

from __future__ import annotations

from moshimo.engine.kernel.emitted import (
    awake_of,
    infer_sight,
    look_at,
    look_things,
    lose,
    misjudges,
    sees_of,
)
from moshimo.engine.kernel.minds.bodies import body_shown
from moshimo.engine.kernel.minds.see import arrive
from moshimo.engine.kernel.minds.supposed import looked_at, lost_sight, seen_again
from moshimo.engine.kernel.presence import person_after
from moshimo.engine.kernel.subset import Block, i64

LASTING, PASSING = 1, 2  # what changed is remembered by who sees it; or it is (also) only shown


def alter(b: Block, x: i64, how: i64) -> None:
    """Note that something changes which is to be seen of a person."""
    if b.altered_how[x] == 0:
        b.altered[b.altered_n[0]] = x
        b.altered_n[0] += 1
    if b.altered_how[x] < how:
        b.altered_how[x] = how


def alter_at(b: Block, place: i64) -> None:
    """Note that a place changes, or something that lies there."""
    if place > 0 and place < b.k_places[0] - 1 and b.altered_at[place] == 0:
        b.altered_at[place] = 1
        b.altered_place[b.altered_places[0]] = place
        b.altered_places[0] += 1


def lose_sight(b: Block, x: i64, to: i64) -> None:
    """Let those who see somebody lose sight of them; witnesses of the deed will learn where to."""
    place = b.v_Character_place[x]
    if place == 0 or place == to or b.blind[0] == 1:
        return
    m = b.first_at[place]
    while m != 0:
        if m != x and b.saw[m] == 0 and awake_of(b, m) and sees_of(b, m, x):
            lose(b, m, body_shown(b, x))
            if b.k_ideas[0] == 1:
                lost_sight(b, m, x)
            b.looks[m] = 1
            b.looks_n[0] += 1
        m = b.next_at[m]


def see_again(b: Block) -> None:
    """Let whoever sees what a deed changed see how it is now, if they did not learn it as such."""
    while b.altered_n[0] > 0:
        b.altered_n[0] -= 1
        x = b.altered[b.altered_n[0]]
        how = b.altered_how[x]
        b.altered_how[x] = 0
        be_seen(b, x, how == PASSING)
    while b.altered_places[0] > 0:
        b.altered_places[0] -= 1
        place = b.altered_place[b.altered_places[0]]
        b.altered_at[place] = 0
        be_looked_at(b, place)
    if b.looks_n[0] > 0:
        b.looks_n[0] = 0
        m = person_after(b, 0)
        while m != 0:
            if b.looks[m] == 1:
                b.looks[m] = 0
                infer_sight(b, m)
            m = person_after(b, m)


def be_seen(b: Block, x: i64, anyway: bool) -> None:
    """Let the people where `x` is see `x`, who picture it otherwise; all that see it, if `anyway`.

    `see_again` lets them conclude from it.
    """
    place = b.v_Character_place[x]
    if place == 0 or b.blind[0] == 1:
        return
    m = b.first_at[place]
    while m != 0:
        news = m != x and (anyway or misjudges(b, m, x))
        if news and awake_of(b, m) and sees_of(b, m, x):
            look_at(b, m, x)
            b.looks[m] = 1
            b.looks_n[0] += 1
        m = b.next_at[m]
    if b.k_ideas[0] == 1:
        seen_again(b, x)


def be_looked_at(b: Block, place: i64) -> None:
    """Let the people at a place see it, and what lies there."""
    m = b.first_at[place]
    while m != 0 and b.blind[0] == 0:
        if awake_of(b, m):
            look_things(b, m, place)
            b.looks[m] = 1
            b.looks_n[0] += 1
        m = b.next_at[m]
    if b.k_ideas[0] == 1 and b.blind[0] == 0:
        looked_at(b, place)


def rouse(b: Block) -> None:
    """Let those look round who were asleep and are awake now, and note who sleeps."""
    m = person_after(b, 0)
    while m != 0:
        rouse_one(b, m)
        m = person_after(b, m)


def rouse_one(b: Block, m: i64) -> None:
    """The same, for one mind."""
    if not awake_of(b, m):
        b.c_asleep[m] = 1
    elif b.c_asleep[m] == 1:
        b.c_asleep[m] = 0
        arrive(b, m)
