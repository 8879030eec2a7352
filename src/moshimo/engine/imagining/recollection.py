"""What the actor remembers, in an imagined universe: its own memories, and what others know by it.

Others know the deeds of which the actor knows that they know them: those in which they had a part,
that everybody heard of, that happened where the actor believes them to have been, and of which they
were told.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moshimo.engine.block import Memory
from moshimo.engine.imagining.pictured_truth import Viewpoint
from moshimo.engine.kernel.deed import CLAIMED, DONE, FOILED, GOING, WAITING, wish_slot
from moshimo.engine.kernel.due import HAPPENS
from moshimo.engine.kernel.minds.bodies import freshest_place, seen_in
from moshimo.engine.kernel.minds.see import REALM, ROLES
from moshimo.lang.analysis.sequels import sequels
from moshimo.schema.block_fields import DEED_CELLS, POOLS
from moshimo.schema.sizes import MOST_ROLES, STRONG

WIDTH = POOLS[0].width  # bytes of a deed's row


@dataclass(frozen=True, slots=True)
class Remembered:
    """One memory of the actor.

    Attributes:
        deed: the deed's row in the imagined block.
        rule: the kind of memory.
        row: the memory's, in the universe's block.
        cast: the people in that deed's roles.
        told: the deeds in its roles, rows in the imagined block.
    """

    deed: int
    rule: int
    row: int
    cast: frozenset[int]
    told: tuple[int, ...]


@dataclass(slots=True)
class Recollection:
    """Deeds on their way from one block to another.

    Attributes:
        deed_roles: rule's number → which of its roles are deeds.
        deeds: row there → row in the imagined block.
        memories: the actor's, the oldest first.
    """

    picture: Viewpoint
    made: Memory
    deed_roles: dict[int, tuple[int, ...]]
    deeds: dict[int, int] = field(default_factory=dict)
    memories: list[Remembered] = field(default_factory=list)

    def recall(self) -> None:
        """Carry over what the actor remembers, and when it was done last."""
        b, m, rules = self.picture.block, self.picture.mind, int(self.picture.block.k_rules[0])
        found: list[tuple[float, int, int]] = []
        for rule in range(1, rules):
            k = b.m_head[m * rules + rule]
            while k:
                found.append((b.m_at[k], rule, k))
                k = b.m_next[k]
        found.sort(key=lambda one: (one[0], b.d_begin[b.m_deed[one[2]]], b.d_key[b.m_deed[one[2]]]))
        for _, rule, k in found:
            d = self.carry(b.m_deed[k])
            told = tuple(
                self.made.d_role[d * DEED_CELLS + i]
                for i in self.deed_roles.get(self.made.d_rule[d], ())
            )
            self.memories.append(Remembered(d, rule, k, self.cast(d), told))
        self.remember(m, self.memories)
        learned = {one.deed for one in self.memories if one.rule == self.made.d_rule[one.deed]}
        for d in sorted({one.deed for one in self.memories} | set(self.deeds.values())):
            if d in learned or self.made.d_role[d * DEED_CELLS] == m:
                self.sate(d)
            else:
                self.unfinish(d)
        for i in range(STRONG):
            self.made.lately_rule[m * STRONG + i] = b.lately_rule[m * STRONG + i]

    def carry(self, d: int) -> int:
        """Carry a deed over as the actor has it; return its row."""
        if d in self.deeds or d == 0:
            return self.deeds.get(d, 0)
        b, made = self.picture.block, self.made
        row = int(made.deeds_n[0]) + 1
        made.deeds_n[0] = self.deeds[d] = row
        start, to = int(b.at_deeds[0]) + d * WIDTH, int(made.at_deeds[0]) + row * WIDTH
        made.raw[to : to + WIDTH] = b.raw[start : start + WIDTH]
        for i in range(MOST_ROLES):
            role = row * DEED_CELLS + i
            if self.picture.layout.bodies and b.k_person[b.d_rule[d] * MOST_ROLES + i]:
                made.d_role[role] = seen_in(b, self.picture.mind, d, i)
            elif i in self.deed_roles.get(b.d_rule[d], ()):
                made.d_role[role] = self.carry(b.d_role[d * DEED_CELLS + i])
        made.d_answers[row] = self.deeds.get(b.d_answers[d], 0)
        made.d_cause[row] = self.deeds.get(b.d_cause[d], 0)
        made.d_guise[row] = made.d_seems[row] = made.d_over[row] = 0
        return row

    def remember(self, mind: int, known: Sequence[Remembered]) -> None:
        """Let somebody who remembers nothing yet remember what the actor does, the oldest first.

        There is room for it, and of no kind does anybody remember more than the actor.
        """
        b, made, rules = self.picture.block, self.made, int(self.made.k_rules[0])
        first = int(made.memory_n[0]) + 1
        rows, kept = slice(first, first + len(known)), [one.row for one in known]
        made.memory_n[0] += len(known)
        own = mind == self.picture.mind
        told = [self.picture.as_taken(b.m_from[k]) if own else 0 for k in kept]
        made.m_deed[rows] = array("q", [one.deed for one in known])
        made.m_from[rows] = array("q", told)
        made.m_hash[rows] = array("Q", [b.m_hash[k] for k in kept])
        made.m_at[rows] = array("d", [b.m_at[k] for k in kept])
        made.m_sure[rows] = array("d", [b.m_sure[k] for k in kept])
        for k, one in enumerate(known, first):
            head = mind * rules + one.rule
            made.m_next[k], made.m_head[head] = made.m_head[head], k
            made.m_count[head] += 1

    def unfinish(self, d: int) -> None:
        """Let nothing be known of a deed but that it was begun, or that there is talk of it."""
        made = self.made
        if made.d_state[d] == CLAIMED:
            return
        made.d_state[d], made.d_end[d] = CLAIMED, made.d_begin[d]
        for outcome in (made.d_o0, made.d_o1, made.d_o2, made.d_o3):
            outcome[d] = 0.0

    def content(self, d: int) -> int:
        """Carry over a deed that is a value of something that the actor knows; return its row."""
        known = d in self.deeds
        row = self.carry(d)
        if not known and row:
            self.made.d_state[row] = CLAIMED
        return row

    def sate(self, d: int) -> None:
        """Let who did a deed want the same again as soon as they would."""
        made = self.made
        if made.d_state[d] not in (DONE, FOILED):
            return
        rule, actor = made.d_rule[d], made.d_role[d * DEED_CELLS]
        made.did_n[actor * made.k_rules[0] + rule] += 1
        if made.k_action[rule] and made.k_again[rule] > 0:
            i = wish_slot(made, made.d_hash[d])
            made.wishes_n[0] += int(made.wish_key[i] == 0)
            made.wish_key[i] = made.d_hash[d]
            made.wish_at[i] = max(made.wish_at[i], made.d_end[d])

    # what others know -------------------------------------------------------------------------

    def known_to(self, other: int) -> list[Remembered]:
        """Return what the actor remembers and takes somebody else to know, the oldest first."""
        b, made, m = self.picture.block, self.made, self.picture.mind
        told = {d for one in self.memories if other in one.cast for d in one.told}
        at = m * b.k_people[0] + other
        if self.picture.layout.bodies:
            at = freshest_place(b, m, other)
        place, since = b.p_Character_place[at], b.pt_Character_place[at]

        def knows(one: Remembered) -> bool:
            if other in one.cast or one.deed in told:
                return True
            carries = made.k_carries[made.d_rule[one.deed]]
            there = place == made.d_place[one.deed] != 0 and since <= made.d_begin[one.deed]
            return carries == REALM or (there and carries != ROLES)

        return [one for one in self.memories if knows(one)]

    def cast(self, d: int) -> frozenset[int]:
        """Return the people in the roles of a deed in the imagined block."""
        made, rule = self.made, self.made.d_rule[d]
        if made.k_sense[rule]:
            return frozenset({made.d_role[d * DEED_CELLS]})
        people = (i for i in range(made.k_role_n[rule]) if made.k_person[rule * MOST_ROLES + i])
        return frozenset(made.d_role[d * DEED_CELLS + i] for i in people) - {0}

    def under_way(self) -> dict[int, int]:
        """Carry over what the actor is at, and sees others do now; return each deed, and whose."""
        b, m = self.picture.block, self.picture.mind
        found: dict[int, int] = {}
        for x, person in {m: m, **self.picture.seen}.items():
            for own, busy in ((b.c_main, self.made.c_main), (b.c_aside, self.made.c_aside)):
                d = own[x]
                if d and x != m and b.k_seems[b.d_rule[d]]:
                    d = max(0, b.d_seems[d])  # 0: nothing of it is seen
                hidden = d and x != m and b.k_carries[b.d_rule[d]] == ROLES
                if not d or b.d_state[d] != GOING or (hidden and not self._has_part(d)):
                    continue
                busy[person] = row = self.carry(d)
                self.made.d_state[row] = GOING
                if x != m:
                    self.see_begun(person, row)
                found[row] = person
        return found

    def see_begun(self, person: int, row: int) -> None:
        """Let a deed of somebody else that goes on have begun when the actor saw it first."""
        b, made, m = self.picture.block, self.made, self.picture.mind
        at = m * b.k_people[0] + person
        if self.picture.layout.bodies:
            at = freshest_place(b, m, person)
        first = b.pt_Character_place[at]
        if first > made.d_begin[row]:  # of its beginning nothing is known
            made.d_begin[row] = first
            for outcome in (made.d_o0, made.d_o1, made.d_o2, made.d_o3):
                outcome[row] = 0.0

    def _has_part(self, d: int) -> bool:
        b, m = self.picture.block, self.picture.mind
        roles = range(b.k_role_n[b.d_rule[d]])
        return any(
            b.k_person[b.d_rule[d] * MOST_ROLES + i] and b.d_role[d * DEED_CELLS + i] == m
            for i in roles
        )

    def waiting(self) -> Iterator[tuple[int, float]]:
        """Carry over the events that are due of what the actor remembers; yield each, and when."""
        b = self.picture.block
        due = [i for i in range(int(b.due_n[0])) if b.due_what[i] == HAPPENS]
        known = [
            (b.due_time[i], b.due_tie[i], b.due_a[i])
            for i in due
            if b.d_state[b.due_a[i]] == WAITING and self.foretold(b.due_a[i])
        ]
        for time, _, d in sorted(known):
            row = self.carry(d)
            yield row, time

    def foretold(self, d: int) -> bool:
        """Whether the actor knows what an event that waits comes of, and that it is to come."""
        cause = self.picture.block.d_cause[d]
        row = self.deeds.get(cause, 0)
        if not row or self.made.d_state[row] == CLAIMED:
            return False
        made, laws, words = self.made, self.picture.laws, self.picture.layout.rules
        named = {number: word for word, number in words.items()}
        own = made.d_role[row * DEED_CELLS] == self.picture.mind
        rule = laws.rules[named[made.d_rule[row]]]
        return named[self.picture.block.d_rule[d]] in sequels(rule, laws, own=own)
