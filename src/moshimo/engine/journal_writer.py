"""Notes of steps → entries of the journal, in the world's own names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Literal

from moshimo.compile.layout import Layout
from moshimo.engine.block import Memory
from moshimo.engine.imagining.prospect import Prospect
from moshimo.engine.journal import Deed, Foreseen, ImaginedDeed, Result, Seeming
from moshimo.engine.kernel.act import FOILED_BY_ANOTHER, PREVENTED
from moshimo.engine.kernel.deed import BROKEN, DONE, FOILED, GOING, bit, role_of
from moshimo.engine.kernel.minds.bodies import bare
from moshimo.engine.kernel.notes import (
    BEGUN,
    CAUSE,
    FAILED,
    FORESAW,
    OVER,
    REASON,
    SAID,
    STIRRED,
    TAKEN,
    WITNESS,
)
from moshimo.engine.member_ids import Naming
from moshimo.lang.laws import Rule
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.schema.sizes import MOST_ROLES
from moshimo.world.world import CheckedWorld

_WITHOUT = {FOILED_BY_ANOTHER: "another foiled it", PREVENTED: "a fork prevents it"}
_RESULTS: dict[int, Result] = {
    DONE: "done",
    FOILED: "foiled",
    BROKEN: "broken off",
    GOING: "under way",
}


@dataclass(slots=True)
class DeedNotes:
    """The notes on a deed that has not ended yet."""

    witnesses: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    stirred: dict[int, float] = field(default_factory=dict)
    said: list[tuple[int, int]] = field(default_factory=list)
    causes: list[int] = field(default_factory=list)
    reasons: dict[int, float] = field(default_factory=dict)
    failed: int = 0
    taken: dict[tuple[int, int], int] = field(default_factory=dict)  # whose, role → for whom
    foresight: int = 0  # the number of the thought in which its actor looked ahead
    masked: dict[int, int] = field(default_factory=dict)  # who perceives it, like whom they look


def causes(b: Memory, notes: DeedNotes) -> tuple[str, ...]:
    """Return the ids of the deeds that a deed rests on, each once, earliest first.

    What rests on what a deed seemed to be rests on that deed.
    """
    true = (-b.d_seems[d] if b.d_seems[d] < 0 else d for d in notes.causes)
    found = sorted({(b.d_begin[d], b.d_key[d]) for d in true})
    return tuple(f"{key:016x}" for _, key in found)


def _rows(old: CheckedWorld, new: CheckedWorld) -> Callable[[int], int]:
    """Return what gives the row of a person of the old cast in the new one, 0 for who is gone."""
    before, after = (world.members.get("Character", ()) for world in (old, new))
    found = {member.id: row for row, member in enumerate(after, 1)}

    def row_of(m: int) -> int:
        born = m - len(before)  # while it ran
        return born + len(after) if born > 0 else found.get(before[m - 1].id, 0)

    return row_of


class JournalWriter:
    """Gathers the notes on each deed until it is over; keeps those on deeds under way."""

    def __init__(self, world: CheckedWorld, layout: Layout) -> None:
        self.world, self.names = world, Naming(world, layout)
        self.rules = {number: word for word, number in layout.rules.items()}
        self.open: dict[int, DeedNotes] = {}
        self.foresights: dict[int, tuple[Foreseen, ...]] = {}

    def fork(self, world: CheckedWorld, layout: Layout) -> JournalWriter:
        """Return a writer that goes its own way from here, in the names of that world."""
        made = JournalWriter(world, layout)
        made.foresights = dict(self.foresights)
        rows = _rows(self.world, world)
        for d, notes in self.open.items():
            kept = made.open[d] = deepcopy(notes)
            kept.witnesses = {row for m in notes.witnesses if (row := rows(m))}
            kept.taken = {
                (mind, role): person
                for (m, role), x in notes.taken.items()
                if (mind := rows(m)) and (person := rows(x))
            }
            kept.begun = {row for m in notes.begun if (row := rows(m))}
            kept.stirred = {row: x for m, x in notes.stirred.items() if (row := rows(m))}
            kept.masked = {
                row: like for m, x in notes.masked.items() if (row := rows(m)) and (like := rows(x))
            }
            kept.said = [(row, index) for m, index in notes.said if (row := rows(m))]
        return made

    def take(self, b: Memory) -> list[Deed]:
        """Empty the block's notes; return the deeds that ended."""
        made: list[tuple[int, Deed]] = []
        for i in range(b.notes_n[0]):
            what, d, a = b.notes_what[i], b.notes_deed[i], b.notes_a[i]
            if what == OVER:
                notes = self.open.pop(d, None) or DeedNotes()
                made.append((d, self.deed(b, d, a, notes)))
                continue
            notes = self.open.get(d) or self.open.setdefault(d, DeedNotes())
            if what in (WITNESS, BEGUN) and b.notes_x[i]:
                notes.masked[a] = int(b.notes_x[i])
            if what == WITNESS:
                notes.witnesses.add(a)
            elif what == BEGUN:
                notes.begun.add(a)
            elif what == STIRRED:
                notes.stirred[a] = b.notes_x[i]
            elif what == SAID:
                notes.said.append((int(b.notes_x[i]), a))
            elif what == CAUSE:
                notes.causes.append(a)
            elif what == REASON:
                notes.reasons[a] = notes.reasons.get(a, 0.0) + b.notes_x[i]
            elif what == TAKEN:
                role, person = divmod(int(b.notes_x[i]), b.k_people[0])
                notes.taken[a, role] = person
            elif what == FAILED:
                notes.failed = a
            elif what == FORESAW:
                notes.foresight = a
        b.notes_n[0] = 0
        for d, _ in made:  # learning of it later makes no witness
            self.open.pop(d, None)
        return [deed for _, deed in made]

    def under_way(self, b: Memory) -> list[Deed]:
        """Return the deeds that have begun and not ended, each as far as it has come."""
        found = [
            replace(self.deed(b, d, GOING, notes), end=float(b.now[0]))
            for d, notes in self.open.items()
            if b.d_state[d] == GOING
        ]
        return sorted(found, key=lambda deed: (deed.begin, deed.id))

    def deed(self, b: Memory, d: int, state: int, notes: DeedNotes) -> Deed:
        """Return the journal's entry of a deed."""
        word = self.rules[b.d_rule[d]]
        rule = self.world.laws.rules.get(word)
        outcomes: dict[str, float | str] = {}
        kind_of: Literal["action", "event", "sense"] = "sense"
        failed = ""
        if rule is not None:
            kind_of = "action" if rule.mark == "action" else "event"
            if state == DONE:
                outcomes = self.outcomes(b, d, rule)
            if notes.failed > 0:
                failed = rule.conditions[notes.failed - 1].text
            elif notes.failed < 0:
                failed = _WITHOUT[notes.failed]
        chance = b.d_chance[d]
        return Deed(
            id=f"{b.d_key[d]:016x}",
            rule=word,
            kind=kind_of,
            roles=self.roles(b, d),
            outcomes=outcomes,
            begin=b.d_begin[d],
            end=b.d_end[d],
            place=self.names.member("Place", b.d_place[d]),
            result=_RESULTS[state],
            failed=failed,
            witnesses=tuple(sorted(self.names.body(b, m) for m in notes.witnesses)),
            said=tuple((self.names.body(b, m), index) for m, index in notes.said),
            causes=causes(b, notes),
            chance=chance if chance >= 0 else None,
            reasons=self.reasons(rule, notes),
            begun=tuple(sorted(self.names.body(b, m) for m in notes.begun)),
            stirred=tuple(sorted((self.names.body(b, m), x) for m, x in notes.stirred.items())),
            taken=self.taken(b, d, rule, notes, tuple(self.roles(b, d))),
            masked=self.masked(b, d, notes),
            seemed=self.seemed(b, b.d_seems[d]),
            foreseen=self.foresights.get(notes.foresight, ()),
        )

    def foresaw(self, b: Memory, prospects: Sequence[Prospect]) -> None:
        """Keep what somebody thinks would come of choices, for the deed that is chosen then."""
        number = int(b.foresights[0])
        wanted = {number, *(notes.foresight for notes in self.open.values())}
        kept = {n: found for n, found in self.foresights.items() if n in wanted}
        found = (self.foreseen(b, one) for one in prospects)
        self.foresights = {**kept, number: (*kept.get(number, ()), *found)}

    def foreseen(self, b: Memory, prospect: Prospect) -> Foreseen:
        """Return what would come of a choice, in the world's own names."""
        choice, rules = prospect.choice, self.world.laws.worths
        pairs = zip(rules, prospect.worths, strict=True)
        worths = [(rule.weights[0].reason, x) for rule, x in pairs if rule.weights and x]
        return Foreseen(
            rule=self.rules[choice.rule],
            roles=self.named(b, choice.rule, choice.roles),
            span=choice.span,
            worth=prospect.worth,
            error=prospect.error,
            copies=prospect.copies,
            worths=tuple(sorted(worths, key=lambda pair: -abs(pair[1]))),
            turns=tuple(
                ImaginedDeed(self.rules[x.rule], self.named(b, x.rule, x.roles), x.after, x.gain)
                for x in prospect.turns
            ),
        )

    def named(self, b: Memory, number: int, rows: Sequence[int]) -> dict[str, str]:
        """Return who and what is in the roles of a deed that is only thought of."""
        word = self.rules[number]
        rule = self.world.laws.rules.get(word)
        roles = rule.roles if rule else ENGINE_DEEDS[word]
        pairs = zip(roles, rows, strict=False)
        return {
            r.word: "" if r.type.tag == "deed" else self.names.named(b, r.type, x) for r, x in pairs
        }

    def taken(
        self, b: Memory, d: int, rule: Rule | None, notes: DeedNotes, roles: tuple[str, ...]
    ) -> tuple[tuple[str, str, str], ...]:
        """Return for whom those who perceived a deed took others in it; "": whom they look like.

        Of those who were picked in it too: in place of a role stands the outcome.
        """
        if not self.names.layout.bodies:
            return ()
        picked = [(MOST_ROLES + i, o.word) for i, o in enumerate(rule.outcomes if rule else ())]
        words = dict([*enumerate(roles), *picked])
        bodies = {
            i: role_of(b, d, i) + (b.k_guise[0] if b.d_guise[d] & bit(i) else 0)
            for i in range(len(roles))
            if b.k_person[b.d_rule[d] * MOST_ROLES + i]
        }
        for i, _ in picked:
            if b.k_picked[b.d_rule[d]] & bit(i - MOST_ROLES):
                bodies[i] = int(getattr(b, f"d_o{i - MOST_ROLES}")[d])
        looks = {
            (0, i): int(b.likeness[body])
            for i, body in bodies.items()
            if b.likeness[body] != bare(b, body)
        }
        return tuple(
            (self.names.body(b, m), words[i], self.names.body(b, person))
            for (m, i), person in sorted((looks | notes.taken).items())
        )

    def masked(self, b: Memory, d: int, notes: DeedNotes) -> tuple[tuple[str, str], ...]:
        """Return who in a deed's roles, and of those who perceived it, looked like whom."""
        rows = [role_of(b, d, i) for i in range(MOST_ROLES) if b.d_guise[d] & bit(i)]
        looks = {row: int(b.likeness[row + b.k_guise[0]]) for row in rows} | notes.masked
        return tuple(
            sorted((self.names.body(b, m), self.names.body(b, x)) for m, x in looks.items())
        )

    def roles(self, b: Memory, d: int) -> dict[str, str]:
        """Return who and what is in the roles of a deed."""
        word = self.rules[b.d_rule[d]]
        rule = self.world.laws.rules.get(word)
        return {
            role.word: self.names.named(b, role.type, role_of(b, d, i))
            for i, role in enumerate(rule.roles if rule else ENGINE_DEEDS[word])
        }

    def seemed(self, b: Memory, e: int) -> Seeming | None:
        """Return what a deed seemed to be; `e` is its place, if it seemed another one."""
        if e <= 0:
            return None
        return Seeming(f"{b.d_key[e]:016x}", self.rules[b.d_rule[e]], self.roles(b, e))

    def outcomes(self, b: Memory, d: int, rule: Rule) -> dict[str, float | str]:
        """Return a deed's outcomes; the hidden ones (circumstances) among them."""
        made: dict[str, float | str] = {}
        for i, outcome in enumerate(rule.outcomes):
            value = getattr(b, f"d_o{i}")[d]
            if outcome.type.tag in ("ref", "deed", "none"):
                row = bare(b, int(value)) if outcome.type.of == "Character" else int(value)
                made[outcome.word] = self.names.named(b, outcome.type, row)
            elif outcome.type.tag == "choice":
                made[outcome.word] = self.world.laws.choices[outcome.type.of][int(value)]
            else:
                made[outcome.word] = value
        return made

    def reasons(self, rule: Rule | None, notes: DeedNotes) -> tuple[tuple[str, float], ...]:
        """Return the texts of the wishes that spoke for it, with their shares, strongest first."""
        if rule is None:
            return ()
        total = sum(x for x in notes.reasons.values() if x > 0)
        if not total:
            return ()
        found = [
            (rule.weights[i].reason, x / total) for i, x in sorted(notes.reasons.items()) if x > 0
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1]))
