"""Emits what others take a deed for that seems another one, and how long its actor recovers."""

from __future__ import annotations

from moshimo.compile.emission.deeds import LONGEST, noted
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.views import D, M, deed_names, padded, role, truth_view, walked
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine
from moshimo.engine.kernel import deed, numbers
from moshimo.lang.laws import Rule


def pretend(rule: Rule, emitter: Emitter) -> Routine:
    """What others take such a deed for: another one, with those of its roles that it has."""
    names = deed_names(rule, emitter.layout)
    roles = padded([names[r.word] for r in emitter.laws.rules[rule.seems].roles])
    made = c.call(deed.new_deed, emitter.layout.rules[rule.seems], *roles, deed.GOING, 0)
    return c.function(f"pretend__{rule.word}", [D], [c.give(made)], "i64", rule.at, seldom=True)


def begin_outcomes(rule: Rule, emitter: Emitter) -> Routine:
    """What such a deed throws and notes as it begins; it changes nothing."""
    view = truth_view(rule, emitter.layout)
    body = walked(rule.begin, view, emitter, lambda s, v: noted(s, rule, v, emitter))[0]
    word = f"begin_outcomes__{rule.word}"
    return c.function(word, [D], [c.let(M, role(D, 0)), *body], at=rule.at, seldom=True)


def recovery(rule: Rule, emitter: Emitter) -> Routine:
    """How long the actor recovers, at the deed's end; never less than nothing."""
    assert rule.recovers is not None
    made = emitter.number(rule.recovers, truth_view(rule, emitter.layout))
    kept = c.call(numbers.kept, made, 0, LONGEST, emitter.site(rule.recovers.at))
    body: list[Instruction] = [c.let(M, role(D, 0)), c.give(kept, rule.recovers.at)]
    return c.function(f"recovery__{rule.word}", [D], body, "f64", rule.at, seldom=True)
