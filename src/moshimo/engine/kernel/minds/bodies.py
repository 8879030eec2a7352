"""Bodies: for whom a mind takes whom it perceives, and who is a person in its eyes.

In truth a body is a row of people; a person in disguise has one more row, for how that looks. In a
mind only persons count. `takes` leads from a body to a person, and `taken_by` to the bodies that a
mind takes for somebody else's. Only worlds whose laws make other bodies ask any of this.
"""

from __future__ import annotations

from moshimo.engine.kernel.deed import bit, person_in, role_of, somebody_in
from moshimo.engine.kernel.dice import mix
from moshimo.engine.kernel.emitted import (
    adopt_all,
    appraise,
    bodied,
    guard,
    infer_all,
    role_hash,
    roles_key,
    sees_of,
    teach,
)
from moshimo.engine.kernel.notes import TAKEN, note
from moshimo.engine.kernel.presence import person_after
from moshimo.engine.kernel.subset import Block, f64, i64, u64
from moshimo.schema.sizes import MOST_ROLES

LOST = -1  # in place of a person: the mind knows that this person is gone for good


def taken(b: Block, m: i64, x: i64) -> i64:
    """Return the person for whom mind `m` takes a body."""
    if m <= 0 or x <= 0 or x == m:
        return x
    if is_own_guise(b, m, x):
        return m
    t = b.takes[m * b.k_people[0] + x]
    if t > 0:
        return t
    like = b.likeness[x]
    return x if like == m else like  # who looks like oneself is somebody else


def is_own_guise(b: Block, m: i64, x: i64) -> bool:
    """Whether a body is how `m` itself looks in disguise."""
    return b.k_guise[0] > 0 and x == m + b.k_guise[0]


def is_person(b: Block, m: i64, x: i64) -> bool:
    """Whether `x` is somebody in the eyes of `m`, and not gone for all it knows."""
    if x == m:
        return True
    t = b.takes[m * b.k_people[0] + x]
    return t == x or (t == 0 and x <= b.k_cast[0] and b.likeness[x] == x)


def body_shown(b: Block, x: i64) -> i64:
    """Return the body that others see of `x`: its own, or that of its disguise."""
    if b.k_guise[0] > 0 and b.disguised[x] == 1:
        return x + b.k_guise[0]
    return x


def bare(b: Block, x: i64) -> i64:
    """Return whose body it is, in truth."""
    if b.k_guise[0] > 0 and x > b.k_guise[0] and x < b.k_people[0] - 1:
        return x - b.k_guise[0]
    return x


def body_in(b: Block, d: i64, i: i64) -> i64:
    """Return the body in role `i` of deed `d`, a role for a person."""
    x = role_of(b, d, i)
    return x + b.k_guise[0] if b.d_guise[d] & bit(i) != 0 else x


def seen_in(b: Block, m: i64, d: i64, i: i64) -> i64:
    """Return the person whom `m` takes to be in role `i` of deed `d`."""
    return taken(b, m, body_in(b, d, i))


def row_of(b: Block, m: i64, x: i64) -> i64:
    """Return the row in which `m` keeps what it learns of a body.

    Before it has perceived the body that is the person's for whom it would take it.
    """
    if m <= 0 or x <= 0 or b.takes[m * b.k_people[0] + x] > 0:
        return x
    return taken(b, m, x)


def row_in(b: Block, m: i64, d: i64, i: i64) -> i64:
    """Return the row in which `m` keeps what it learns of who is in role `i` of deed `d`."""
    return row_of(b, m, body_in(b, d, i))


def body_in_view(b: Block, m: i64, p: i64) -> i64:
    """Return the body that `m` sees now and takes for `p`, 0 for none."""
    here = b.v_Character_place[m]
    if here == 0 or p <= 0:
        return 0
    x = b.first_at[here]
    while x != 0:
        if x != m and taken(b, m, body_shown(b, x)) == p and sees_of(b, m, x):
            return body_shown(b, x)
        x = b.next_at[x]
    return 0


def body_meant(b: Block, m: i64, p: i64) -> i64:
    """Return the body that `m` means by a person: the one it sees, else the person's own."""
    seen = body_in_view(b, m, p)
    return seen if seen != 0 else p


def sees_person(b: Block, m: i64, p: i64) -> bool:
    """Whether `m` sees a body that it takes for `p`."""
    return m == p or body_in_view(b, m, p) != 0


def face_key(b: Block, x: i64) -> u64:
    """Return the key of whom a body looks like; the dice of a deed know no more of who is in it."""
    return b.key_Character[b.likeness[x]]


def key_among(b: Block, x: i64) -> u64:
    """Return the key by which one of several is drawn: how they look, and which of those there."""
    face = b.likeness[body_shown(b, x)]
    key = b.key_Character[face]
    y = b.first_at[b.v_Character_place[x]]
    while y != 0:
        if y < x and b.likeness[body_shown(b, y)] == face:
            key = mix(key, 0xF1)
        y = b.next_at[y]
    return key


def hash_for(b: Block, m: i64, d: i64) -> u64:
    """Return the hash of a deed's rule, and of its roles as `m` takes them."""
    if not bodied(b):
        return b.d_hash[d]
    r0 = role_for(b, m, d, 0)
    return roles_key(
        b, b.d_rule[d], r0, role_for(b, m, d, 1), role_for(b, m, d, 2), role_for(b, m, d, 3)
    )


def role_for(b: Block, m: i64, d: i64, i: i64) -> i64:
    """Return what is in role `i` of a deed for `m`: a person as it takes them, else the row."""
    return role_of(b, d, i) if somebody_in(b, d, i) == 0 else seen_in(b, m, d, i)


def is_in_role(b: Block, m: i64, d: i64, i: i64, x: i64) -> bool:
    """Whether `x` is in role `i` of a deed; of people, whom `m` takes for the same."""
    if not bodied(b) or somebody_in(b, d, i) == 0:
        return role_of(b, d, i) == x
    return seen_in(b, m, d, i) == taken(b, m, x)


def is_about(b: Block, m: i64, d: i64, p: i64) -> bool:
    """Whether a person, as `m` takes people, has a role in deed `d`."""
    i = 0
    while i < b.k_role_n[b.d_rule[d]]:
        if person_in(b, d, i) != 0 and seen_in(b, m, d, i) == p:
            return True
        i = i + 1
    return False


def note_taken(b: Block, m: i64, d: i64) -> None:
    """Note for whom `m`, who perceives a deed, takes those in it, where they are others."""
    if not bodied(b) or b.lean[0] == 1:
        return
    i = 0
    while i < MOST_ROLES:
        x = somebody_in(b, d, i)
        if x > 0 and seen_in(b, m, d, i) != x:
            note(b, TAKEN, d, m, f64(i * b.k_people[0] + seen_in(b, m, d, i)))
        i = i + 1
    if b.k_picked[b.d_rule[d]] != 0:
        note_picked(b, m, d, 0, b.d_o0[d])
        note_picked(b, m, d, 1, b.d_o1[d])
        note_picked(b, m, d, 2, b.d_o2[d])
        note_picked(b, m, d, 3, b.d_o3[d])


def note_picked(b: Block, m: i64, d: i64, i: i64, outcome: f64) -> None:
    """Note for whom `m` takes who was picked, if that is somebody else."""
    if b.k_picked[b.d_rule[d]] & bit(i) == 0:
        return
    p = taken(b, m, i64(outcome))
    if p != bare(b, i64(outcome)):
        note(b, TAKEN, d, m, f64((MOST_ROLES + i) * b.k_people[0] + p))


def guise_of(b: Block, m: i64) -> f64:
    """Return whom `m` looks like in disguise, 0 if it is in none."""
    if not bodied(b) or b.disguised[m] == 0:
        return 0.0
    return f64(b.likeness[m + b.k_guise[0]])


def freshest_place(b: Block, m: i64, p: i64) -> i64:
    """Return where `m` pictures the place of `p`: of the bodies taken for `p`, the latest news."""
    best = m * b.k_people[0] + p
    x = b.taken_by[best]
    while x != 0:
        cell = m * b.k_people[0] + x
        if b.pt_Character_place[cell] >= b.pt_Character_place[best]:
            best = cell
        x = b.taken_next[cell]
    return best


def failing(b: Block, d: i64, ending: i64) -> i64:
    """Return which condition of a deed does not hold in truth as it begins, or ends; 0 for none."""
    hide_masked(b, d)
    failed = guard(b, d, ending)
    show_masked(b, d)
    return failed


def show_failure(b: Block, d: i64, failed: i64) -> None:
    """Let the actor of a deed that came to nothing learn what of that condition was wrong."""
    hide_masked(b, d)
    teach(b, d, failed)
    show_masked(b, d)


def hide_masked(b: Block, d: i64) -> None:
    """Put those nowhere whom the actor of a deed means and would not know: they are in disguise.

    Their disguises' rows keep where they are. Nobody is found by a name that their looks hide.
    """
    i = 1
    while i < MOST_ROLES and b.k_guise[0] > 0:
        x = person_in(b, d, i)
        guise = x + b.k_guise[0]
        by_name = x > 0 and b.disguised[x] == 1 and b.d_guise[d] & bit(i) == 0
        if by_name and taken(b, role_of(b, d, 0), guise) != x and b.v_Character_place[x] != 0:
            b.v_Character_place[guise] = b.v_Character_place[x]
            b.v_Character_place[x] = 0
        i = i + 1


def show_masked(b: Block, d: i64) -> None:
    """Let those be where they are whom `hide_masked` hid."""
    i = 1
    while i < MOST_ROLES and b.k_guise[0] > 0:
        x = person_in(b, d, i)
        if x > 0 and b.v_Character_place[x + b.k_guise[0]] != 0:
            b.v_Character_place[x] = b.v_Character_place[x + b.k_guise[0]]
            b.v_Character_place[x + b.k_guise[0]] = 0
        i = i + 1


# how the map changes ------------------------------------------------------------------------------


def recognise(b: Block, m: i64, x: i64) -> None:
    """Let `m`, who perceives a body, take it for somebody, if it has not before."""
    if m <= 0 or x <= 0 or x == m or is_own_guise(b, m, x):
        return
    at = m * b.k_people[0] + x
    t = b.takes[at]
    if t == LOST:
        b.takes[at] = x
        return
    if t > 0:
        if b.takes[m * b.k_people[0] + t] == LOST:
            b.takes[m * b.k_people[0] + t] = t
        return
    like = b.likeness[x]
    if like == m or (like != x and has_another_in_view(b, m, like, x)):
        b.takes[at] = x  # a double
    else:
        take_for(b, m, x, like)


def has_another_in_view(b: Block, m: i64, p: i64, x: i64) -> bool:
    """Whether `m` sees another body than `x` that it has taken for `p`."""
    here = b.v_Character_place[m]
    y = b.first_at[here]
    while y != 0 and here != 0:
        body = body_shown(b, y)
        t = b.takes[m * b.k_people[0] + body]
        if y != m and body != x and (t == p or (t == 0 and body == p)) and sees_of(b, m, y):
            return True
        y = b.next_at[y]
    return False


def take_for(b: Block, m: i64, x: i64, p: i64) -> None:
    """Let `m` take a body for a person. What it perceives of the body has a row of its own."""
    at = m * b.k_people[0]
    old = b.takes[at + x]
    if old == p:
        return
    if old > 0 and old != x:
        put_aside(b, m, x, old)
    b.takes[at + x] = p
    if p == x:
        part_from_others(b, m, x)
        return
    if b.takes[at + p] == LOST:
        b.takes[at + p] = p
    if old <= 0:
        adopt_all(b, m, p, x)
    b.taken_next[at + x] = b.taken_by[at + p]
    b.taken_by[at + p] = x


def put_aside(b: Block, m: i64, x: i64, p: i64) -> None:
    """Take a body from those that `m` takes for `p`."""
    at = m * b.k_people[0]
    y = b.taken_by[at + p]
    if y == x:
        b.taken_by[at + p] = b.taken_next[at + x]
    while y != 0:
        after = b.taken_next[at + y]
        if after == x:
            b.taken_next[at + y] = b.taken_next[at + x]
        y = after
    b.taken_next[at + x] = 0


def part_from_others(b: Block, m: i64, p: i64) -> None:
    """Let `m`, who sees `p` in person, take a body that it sees too for itself: a double."""
    here = b.v_Character_place[m]
    y = b.first_at[here]
    while y != 0 and here != 0:
        body = body_shown(b, y)
        if body != p and b.takes[m * b.k_people[0] + body] == p and sees_of(b, m, y):
            put_aside(b, m, body, p)
            b.takes[m * b.k_people[0] + body] = body
        y = b.next_at[y]


def reveal(b: Block, m: i64, x: i64) -> None:
    """Let `m` know whose body it is. What it remembers of that body it appraises anew, once."""
    if m <= 0 or x <= 0 or x == m or x >= b.k_people[0] - 1:
        return
    was = taken(b, m, x)
    true = x if bare(b, x) == x else taken(b, m, bare(b, x))
    if b.takes[m * b.k_people[0] + x] == 0 and true == x:
        adopt_own(b, m, x)
    take_for(b, m, x, true)
    if was != true:
        appraise_anew(b, m, x)
        infer_all(b, m)


def reveal_latest(b: Block, m: i64, p: i64) -> None:
    """Let `m` know whose body it took for `p` last, if it was another's."""
    body = body_in_view(b, m, p)
    if body == 0 or body == p:
        body = b.taken_by[m * b.k_people[0] + p]
    reveal(b, m, body)


def see_through(b: Block, m: i64, x: i64) -> None:
    """Let `m`, who learns that somebody masks or unmasks themselves, know whose disguise it is."""
    true = bare(b, x)
    if b.disguised[true] == 1 or x != true:
        reveal(b, m, true + b.k_guise[0])


def adopt_own(b: Block, m: i64, x: i64) -> None:
    """Let `m`, who hears of a body for the first time, suppose of it what its looks say."""
    if b.likeness[x] != x:
        adopt_all(b, m, b.likeness[x], x)


def appraise_anew(b: Block, m: i64, x: i64) -> None:
    """Let `m` appraise what it remembers of a body, which is somebody else now, each deed once."""
    rule = 1
    while rule < b.k_rules[0]:
        k = b.m_head[m * b.k_rules[0] + rule]
        while k != 0:
            d = b.m_deed[k]
            if has_body(b, d, x):
                b.m_hash[k] = hash_for(b, m, d)
                same = 0
                e = b.m_next[k]
                while e != 0:
                    if b.m_hash[e] == b.m_hash[k]:
                        same = same + 1
                    e = b.m_next[e]
                b.habit[0] = 1.0
                while same > 0 and b.habit[0] > 1e-9:
                    b.habit[0] = b.habit[0] * 0.5
                    same = same - 1
                appraise(b, d, m)
            k = b.m_next[k]
        rule = rule + 1


def has_body(b: Block, d: i64, x: i64) -> bool:
    """Whether a body has a role in deed `d`."""
    i = 0
    while i < MOST_ROLES:
        if somebody_in(b, d, i) != 0 and body_in(b, d, i) == x:
            return True
        i = i + 1
    return False


def know_gone(b: Block, m: i64, x: i64) -> None:
    """Let `m` know that whom it takes a body for is gone for good."""
    if m <= 0 or x <= 0 or x == m:
        return
    b.takes[m * b.k_people[0] + taken(b, m, x)] = LOST


def disguise(b: Block, x: i64, like: i64) -> None:
    """Let `x` look like somebody; like nobody known if `like` is 0, like itself if it is `x`."""
    guise = b.k_guise[0]
    if x <= 0 or guise == 0:
        return
    if like == x:
        b.disguised[x] = 0
        return
    b.disguised[x] = 1
    looks = like if like > 0 else x + guise
    if b.likeness[x + guise] == looks:
        return
    b.likeness[x + guise] = looks
    m = person_after(b, 0)
    while m != 0:  # it is another disguise than before: nobody has seen it
        at = m * b.k_people[0] + x + guise
        if b.takes[at] > 0 and b.takes[at] != x + guise:
            put_aside(b, m, x + guise, b.takes[at])
        b.takes[at] = 0
        m = person_after(b, m)


def dress(b: Block, d: i64) -> None:
    """Note which people in the roles of a deed are in disguise now."""
    i = 0
    before = b.d_guise[d]
    while i < MOST_ROLES:
        x = person_in(b, d, i)
        if x > 0 and b.disguised[x] == 1 and b.d_guise[d] & bit(i) == 0:
            b.d_guise[d] += bit(i)
        i = i + 1
    if b.d_guise[d] != before:
        role_hash(b, d)
