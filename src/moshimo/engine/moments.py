"""Answers to questions about the moment at which each deed began, for telling a story.

A second universe runs one step behind the first, so it still holds the world as it was before the
deeds that the first has just begun. A question that names an outcome is asked when the deed ends.

For a story as one person lived it, what is asked is what that person holds to be so. Nothing is
asked of another's mind.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from moshimo.engine.kernel.deed import CLAIMED, GOING, WAITING, role_of
from moshimo.engine.kernel.numbers import SPENT
from moshimo.engine.member_ids import Naming
from moshimo.engine.program import Program
from moshimo.engine.question_code import QuestionCode, terms
from moshimo.engine.recording import WITHOUT_CAUSES
from moshimo.engine.trouble import trouble
from moshimo.engine.universe import Universe
from moshimo.engine.within.heart import Heart
from moshimo.lang.analysis.minds_read import minds_read
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Believe, Const, Ex, named
from moshimo.lang.types import BOOL, Type
from moshimo.world.telling.telling import asked_in_letters

# What was asked of a deed, and what it came to: a truth, a number, or a member's id.
Answers: TypeAlias = dict[Ex, bool | float | str]


@dataclass(frozen=True, slots=True)
class DeedQuestion:
    """One question about the deeds of one rule.

    Attributes:
        at_end: whether it names an outcome.
        minds: whose minds it reads: these have to be the person's who is asked.
    """

    rule: Rule
    ex: Ex
    at_end: bool
    function: Callable[..., bool | float]
    minds: frozenset[str | int] = frozenset()


@dataclass(slots=True)
class Watching:
    """Two universes, one a step behind the other, and the deeds that are still to be asked about.

    Attributes:
        asked: what is asked of the deeds of each rule, by its number.
        seen: how many deed values there were after the last step.
        waiting: those of them that have not begun.
        going: those that have begun and are still asked for an outcome.
        found: what was answered, by the deed's id.
        heart: of the person who is asked; None: it is asked in truth.
    """

    ahead: Universe
    behind: Universe
    asked: Mapping[int, Sequence[DeedQuestion]]
    names: Naming
    seen: int = 0
    waiting: list[int] = field(default_factory=list)
    going: list[int] = field(default_factory=list)
    found: dict[str, Answers] = field(default_factory=dict)
    heart: Heart | None = None

    def until(self, time: float = math.inf, *, before: bool = False) -> None:
        """Run both to that moment, or to their end; with `before`, without what is due just then.

        Raises:
            RunError: a bound was reached or a number had no value; with the rule's line.
        """
        self.ahead.expect(time)
        while not self.ahead.ended and self.ahead.block.due_n[0]:
            due = self.ahead.block.due_time[0]
            if due > time or (before and due >= time):
                break
            self.ahead.step()
            self.look()
            self.behind.step()
        if not before:
            self.ahead.until(time)
            if self.heart:
                self.heart.close(self.ahead.block)

    def look(self) -> None:
        """Ask about every deed that the last step of the first universe began or ended."""
        b = self.ahead.block
        if self.heart:
            self.heart.look(b)
        self.waiting += range(self.seen + 1, b.deeds_n[0] + 1)
        self.seen = b.deeds_n[0]
        still = []
        for d in self.waiting:
            if b.d_state[d] == WAITING:
                still.append(d)
            elif b.d_state[d] != CLAIMED and b.d_rule[d] in self.asked:
                self.ask(d, at_end=False)
                self.going.append(d)
        self.waiting = still
        for d in [d for d in self.going if b.d_state[d] != GOING]:
            self.going.remove(d)
            self.ask(d, at_end=True)

    def ask(self, d: int, *, at_end: bool) -> None:
        """Ask what is to be asked of a deed now."""
        b, before = self.ahead.block, self.behind.block
        for one in self.asked[b.d_rule[d]]:
            if one.at_end != at_end:
                continue
            values: dict[str, float] = {"place": b.d_place[d]}
            for i, outcome in enumerate(one.rule.outcomes):
                value = getattr(b, f"d_o{i}")[d]
                values[outcome.word] = int(value) if outcome.type.whole else value
            for i, role in enumerate(one.rule.roles):
                values[role.word] = role_of(b, d, i)
            if self.heart and any(values.get(str(m), m) != self.heart.row(b) for m in one.minds):
                continue
            found: bool | float | str = one.function(
                before, *(values[t.word] for t in terms(one.rule))
            )
            kind = one.ex.type
            if kind.tag == "ref":
                found = self.names.member(kind.of, int(found))
            if before.trouble[0] == SPENT:
                raise trouble(self.behind.program, before, one.ex.at)
            if before.trouble[0]:  # a division by nothing, say, is no answer
                before.trouble[0] = 0
                found = "" if kind.tag == "ref" else False
            self.found.setdefault(f"{b.d_key[d]:016x}", {})[one.ex] = found


def heart_of(program: Program, who: str) -> Heart | None:
    """Return what notes what moves a person; None for nobody ("")."""
    return Heart(program, who, asked_in_letters(program.world.telling)) if who else None


def watched(
    program: Program,
    seed: int,
    questions: Mapping[str, Sequence[Ex]],
    until: float = math.inf,
    *,
    interpreted: bool | None = None,
    heart: Heart | None = None,
) -> tuple[Universe, dict[str, Answers]]:
    """Run a universe; return it, and what was asked of each deed by the deed's id.

    Questions are asked by rule, over its deeds' roles, place and outcomes: in truth, or of the
    person whose `heart` is given, which then has what moved them.

    Raises:
        RunError: a bound was reached or a number had no value; with the rule's line.
    """
    ahead = Universe(program, seed, interpreted=interpreted)
    if not questions and not heart:
        return ahead.until(until), {}
    behind = Universe(program, seed, WITHOUT_CAUSES, interpreted=interpreted)
    watch = watching(ahead, behind, questions, heart)
    watch.until(until)
    return watch.ahead, watch.found


def watching(
    ahead: Universe,
    behind: Universe,
    questions: Mapping[str, Sequence[Ex]],
    heart: Heart | None = None,
) -> Watching:
    """Return what watches a universe, from where it is now, with one that is as it is."""
    program, b = ahead.program, ahead.block
    watch = Watching(
        ahead,
        behind,
        _functions(program, questions, heart),
        Naming(program.world, program.layout),
        int(b.deeds_n[0]),
        heart=heart,
    )
    if heart:
        heart.look(b)
    for d in range(1, watch.seen + 1):
        if b.d_state[d] == WAITING:
            watch.waiting.append(d)
        elif b.d_state[d] == GOING and b.d_rule[d] in watch.asked:
            watch.going.append(d)
    return watch


def _functions(
    program: Program, questions: Mapping[str, Sequence[Ex]], heart: Heart | None
) -> dict[int, list[DeedQuestion]]:
    """Return the questions by the number of the rule, made ready to be asked."""
    ready, made = QuestionCode(program), dict[int, list[DeedQuestion]]()
    laws, rows = program.world.laws, [m.id for m in program.world.members["Character"]]
    whose = rows.index(heart.who) + 1 if heart and heart.who in rows else 0
    for word, asked in questions.items():
        rule = laws.rules[word]
        outcomes = {o.word for o in rule.outcomes} - {r.word for r in rule.roles}
        for ex in asked:
            true = heart is None or ex in heart.plain
            minds = frozenset[str | int]() if true else minds_read(ex, laws)
            if minds is None or not (true or whose):
                continue
            held = ex
            if not true:
                held = Believe(BOOL, Const(Type("ref", "Character"), whose, ex.at), ex, ex.at)
            one = DeedQuestion(
                rule, ex, bool(named(ex) & outcomes), ready.function(held, rule), minds
            )
            made.setdefault(program.layout.rules[word], []).append(one)
    return made
