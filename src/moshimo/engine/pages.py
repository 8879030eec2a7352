"""What steps noted → journal entries, in the world's own names."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from moshimo.compile.layout import Layout
from moshimo.engine.act import FOILED_BY_ANOTHER, PREVENTED
from moshimo.engine.block import Memory
from moshimo.engine.deeds import BROKEN, DONE, FOILED
from moshimo.engine.journal import Deed, Result
from moshimo.engine.notes import BEGUN, CAUSE, FAILED, OVER, REASON, SAID, WITNESS
from moshimo.lang.model import Rule, Type
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.world.world import CheckedWorld

_WITHOUT = {FOILED_BY_ANOTHER: "another foiled it", PREVENTED: "a fork prevents it"}
_RESULTS: dict[int, Result] = {DONE: "done", FOILED: "foiled", BROKEN: "broken off"}


@dataclass(slots=True)
class Page:
    """What is noted of a deed that has not ended yet."""

    witnesses: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    said: list[tuple[int, int]] = field(default_factory=list)
    causes: list[int] = field(default_factory=list)
    reasons: dict[int, float] = field(default_factory=dict)
    failed: int = 0


class Pages:
    """Gathers notes by deed until the deed is over. Keeps what is open between steps."""

    def __init__(self, world: CheckedWorld, layout: Layout) -> None:
        self.world, self.layout = world, layout
        self.rules = {number: word for word, number in layout.rules.items()}
        self.open: dict[int, Page] = {}

    def fork(self, world: CheckedWorld, layout: Layout) -> Pages:
        """Return pages that go their own way from here, in the names of that world."""
        made = Pages(world, layout)
        made.open = deepcopy(self.open)
        return made

    def take(self, b: Memory) -> list[Deed]:
        """Empty the block's notes; return the deeds that ended."""
        made: list[tuple[int, Deed]] = []
        for i in range(b.notes_n[0]):
            what, d, a = b.notes_what[i], b.notes_deed[i], b.notes_a[i]
            if what == OVER:
                page = self.open.pop(d, None) or Page()
                made.append((d, self.deed(b, d, a, page)))
                continue
            page = self.open.get(d) or self.open.setdefault(d, Page())
            if what == WITNESS:
                page.witnesses.add(a)
            elif what == BEGUN:
                page.begun.add(a)
            elif what == SAID:
                page.said.append((int(b.notes_x[i]), a))
            elif what == CAUSE:
                page.causes.append(a)
            elif what == REASON:
                page.reasons[a] = page.reasons.get(a, 0.0) + b.notes_x[i]
            elif what == FAILED:
                page.failed = a
        b.notes_n[0] = 0
        for d, _ in made:  # who learned of it after it was over is no witness of it
            self.open.pop(d, None)
        return [deed for _, deed in made]

    def deed(self, b: Memory, d: int, state: int, page: Page) -> Deed:
        """Return the journal's entry of a deed."""
        word = self.rules[b.d_rule[d]]
        rule = self.world.laws.rules.get(word)
        roles = {
            role.word: self.named(b, role.type, getattr(b, f"d_r{i}")[d])
            for i, role in enumerate(rule.roles if rule else ENGINE_DEEDS[word])
        }
        outcomes: dict[str, float | str] = {}
        kind_of: Literal["action", "event", "sense"] = "sense"
        failed = ""
        if rule is not None:
            kind_of = "action" if rule.mark == "action" else "event"
            if state == DONE:
                outcomes = self.outcomes(b, d, rule)
            if page.failed > 0:
                failed = rule.conditions[page.failed - 1].text
            elif page.failed < 0:
                failed = _WITHOUT[page.failed]
        chance = b.d_chance[d]
        return Deed(
            id=f"{b.d_key[d]:016x}",
            rule=word,
            kind=kind_of,
            roles=roles,
            outcomes=outcomes,
            begin=b.d_begin[d],
            end=b.d_end[d],
            place=self.member("Place", b.d_place[d]),
            result=_RESULTS[state],
            failed=failed,
            witnesses=tuple(sorted(self.member("Character", m) for m in page.witnesses)),
            said=tuple((self.member("Character", m), index) for m, index in page.said),
            causes=self.causes(b, page),
            chance=chance if chance >= 0 else None,
            reasons=self.reasons(rule, page),
            begun=tuple(sorted(self.member("Character", m) for m in page.begun)),
        )

    def outcomes(self, b: Memory, d: int, rule: Rule) -> dict[str, float | str]:
        """Return a deed's outcomes; the hidden ones (circumstances) among them."""
        made: dict[str, float | str] = {}
        for i, outcome in enumerate(rule.outcomes):
            value = getattr(b, f"d_o{i}")[d]
            if outcome.type.tag in ("ref", "deed", "none"):
                made[outcome.word] = self.named(b, outcome.type, int(value))
            elif outcome.type.tag == "choice":
                made[outcome.word] = self.world.laws.choices[outcome.type.of][int(value)]
            else:
                made[outcome.word] = value
        return made

    def causes(self, b: Memory, page: Page) -> tuple[str, ...]:
        """Return the ids of the deeds that a deed rests on, each once, earliest first."""
        found = sorted({(b.d_begin[d], b.d_key[d]) for d in page.causes})
        return tuple(f"{key:016x}" for _, key in found)

    def reasons(self, rule: Rule | None, page: Page) -> tuple[tuple[str, float], ...]:
        """Return the texts of the wishes that spoke for it, with their shares, strongest first."""
        if rule is None:
            return ()
        total = sum(x for x in page.reasons.values() if x > 0)
        if not total:
            return ()
        found = [
            (rule.weights[i].reason, x / total) for i, x in sorted(page.reasons.items()) if x > 0
        ]
        return tuple(sorted(found, key=lambda pair: -pair[1]))

    def named(self, b: Memory, kind: Type, index: int) -> str:
        """Return a role's value as the journal names it."""
        if kind.tag == "deed":
            return f"{b.d_key[index]:016x}" if index else ""
        return self.member(kind.of, index) if kind.tag == "ref" else ""

    def member(self, kind: str, index: int) -> str:
        """Return a member's id; one born while the world runs has its kind and number."""
        members = self.world.members.get(kind, ())
        if 0 < index <= len(members):
            return members[index - 1].id
        if len(members) < index < self.layout.rows[kind] - 1:
            return f"{kind.lower()}_{index - len(members)}"
        return ""
