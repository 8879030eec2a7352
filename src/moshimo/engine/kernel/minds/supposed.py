"""What one mind takes another to hold: by what it saw the other see, and knows the other was told.

Asked only where a rule reads another's mind (`k_ideas`). Of a pair of minds there is one number.
"""

from __future__ import annotations

from moshimo.engine.kernel.deed import person_in
from moshimo.engine.kernel.emitted import (
    awake_of,
    bodied,
    idea_of_deed,
    idea_of_loss,
    idea_of_sight,
    idea_of_things,
    sees_of,
)
from moshimo.engine.kernel.minds.bodies import body_shown, freshest_place, seen_in, taken
from moshimo.engine.kernel.presence import person_after, pictured
from moshimo.engine.kernel.subset import Block, i64
from moshimo.schema.sizes import MOST_ROLES

TO_ALL = 4  # `carries=realm`, a number of `see`
TOLD = 2  # in place of whether a deed ends: it is told of; so what it told somebody counts too
DEEPEST = 5  # more than `TOLD`, it is told of in so many more deeds that are told of


def pair(b: Block, m: i64, o: i64) -> i64:
    """Return the number of mind `m`'s idea of mind `o`."""
    return m * b.k_people[0] + o


def taken_as(b: Block, m: i64, x: i64) -> i64:
    """Return for whom `m` takes `x`: by the body that it sees, if it sees one."""
    if not bodied(b):
        return x
    return taken(b, m, body_shown(b, x) if in_sight(b, m, x) else x)


def in_sight(b: Block, m: i64, x: i64) -> bool:
    """Whether `m` sees `x`, who is at the same place."""
    place = b.v_Character_place[m]
    return place != 0 and b.v_Character_place[x] == place and sees_of(b, m, x)


def before_it(b: Block) -> None:
    """Keep which witnesses of a deed see each other before it has its effects."""
    b.glimpse[0] += 1
    i = 0
    while i < b.saw_n[0]:
        m = b.saw_who[i]
        j = 0
        while j < b.saw_n[0]:
            o = b.saw_who[j]
            if o != m and in_sight(b, m, o):
                b.glimpsed[pair(b, m, o)] = b.glimpse[0]
            j = j + 1
        i = i + 1


def seen_together(b: Block, d: i64, ending: i64) -> None:
    """Let the people who are marked take those whom they see beside them to know of deed `d`.

    That is whom they see there now or saw before the deed had its effects (`before_it`).
    """
    actor = person_in(b, d, 0)
    everybody = b.k_carries[b.d_rule[d]] == TO_ALL
    i = 0
    while i < b.saw_n[0]:
        m = b.saw_who[i]
        j = 0
        while j < b.saw_n[0]:
            o = b.saw_who[j]
            if o != m and (
                o == actor
                or everybody
                or b.glimpsed[pair(b, m, o)] == b.glimpse[0]
                or in_sight(b, m, o)
            ):
                idea_of_deed(b, d, m, taken_as(b, m, o), ending)
            j = j + 1
        i = i + 1


def told_of(b: Block, d: i64, hearer: i64, teller: i64) -> None:
    """Let those who know that somebody is told of deed `d` take both to know of it.

    The hearer takes those in the deed's roles to know of it too.
    """
    m = person_after(b, 0)
    while m != 0:
        if is_aware(b, m, hearer, teller):
            if m != hearer:
                idea_of_deed(b, d, m, taken_as(b, m, hearer), TOLD)
            if m != teller and teller != 0:
                idea_of_deed(b, d, m, taken_as(b, m, teller), TOLD)
        m = person_after(b, m)
    i = 0
    while i < MOST_ROLES:
        x = person_in(b, d, i)
        if x != 0 and x != hearer and x != teller:
            idea_of_deed(b, d, hearer, seen_in(b, hearer, d, i) if bodied(b) else x, TOLD)
        i = i + 1


def is_aware(b: Block, m: i64, hearer: i64, teller: i64) -> bool:
    """Whether `m` knows what somebody is told: one of the two, or who sees the hearer hear it."""
    if m == hearer:
        return True
    return m == teller or (b.saw[m] == 1 and in_sight(b, m, hearer))


def looked_round(b: Block, m: i64) -> None:
    """Let `m`, who looks round, and those at the place take each other to see what is there."""
    place = b.v_Character_place[m]
    o = b.first_at[place]
    while o != 0:
        if o != m:
            if awake_of(b, o) and in_sight(b, m, o):
                sees_what_i_see(b, m, o, place)
            if awake_of(b, o) and in_sight(b, o, m):
                sees_what_i_see(b, o, m, place)
        o = b.next_at[o]


def sees_what_i_see(b: Block, m: i64, o: i64, place: i64) -> None:
    """Let `m` take `o`, who is at the same place, to see all that `m` sees there."""
    p = pair(b, m, taken_as(b, m, o))
    x = person_after(b, 0)
    while x != 0:
        if b.v_Character_place[x] == place and (x == m or in_sight(b, m, x)):
            idea_of_sight(b, p, x, taken_as(b, m, x))
        elif x != m and b.p_Character_place[where_for(b, m, x)] != place:
            idea_of_loss(b, p, x, place)
        x = person_after(b, x)
    idea_of_things(b, p, place)


def where_for(b: Block, m: i64, x: i64) -> i64:
    """Return the cell that says where `m` believes `x` to be."""
    return freshest_place(b, m, x) if bodied(b) else pictured(b, m, x)


def seen_again(b: Block, x: i64) -> None:
    """Let those who see `x`, who changed, take whom they see there to see that too."""
    place = b.v_Character_place[x]
    m = b.first_at[place]
    while m != 0:
        if awake_of(b, m) and (m == x or in_sight(b, m, x)):
            o = b.first_at[place]
            while o != 0:
                if o != m and awake_of(b, o) and in_sight(b, m, o):
                    p = pair(b, m, taken_as(b, m, o))
                    idea_of_sight(b, p, x, taken_as(b, m, x))
                o = b.next_at[o]
        m = b.next_at[m]


def looked_at(b: Block, place: i64) -> None:
    """Let those at a place, where something changed, take whom they see there to see that too."""
    m = b.first_at[place]
    while m != 0:
        o = b.first_at[place]
        while o != 0:
            if o != m and awake_of(b, m) and awake_of(b, o) and in_sight(b, m, o):
                idea_of_things(b, pair(b, m, taken_as(b, m, o)), place)
            o = b.next_at[o]
        m = b.next_at[m]


def lost_sight(b: Block, m: i64, x: i64) -> None:
    """Let those who see `m` lose sight of `x` (`x` too) take `m` not to know where `x` goes."""
    place = b.v_Character_place[x]
    o = b.first_at[place]
    while o != 0:
        if o != m and awake_of(b, o) and in_sight(b, o, m):
            idea_of_loss(b, pair(b, o, taken_as(b, o, m)), taken_as(b, o, x), place)
        o = b.next_at[o]
