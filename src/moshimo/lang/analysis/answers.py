"""Answers that come too late, whoever gives them."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.errors import Problem
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Const, Foil, walk_statements

SOONEST = 0.3  # seconds: who perceives a deed answers no sooner


def never_given(rules: Mapping[str, Rule], problems: list[Problem]) -> None:
    """Note each answer to deeds that are over before anybody can answer them."""
    for rule in rules.values():
        answered = [r for r in rules.values() if rule.answers in (r.word, *r.meanings)]
        late = rule.within < SOONEST and all(_is_over_at_once(deed) for deed in answered)
        if not answered or not late:
            continue
        what = f"nobody can ever `{rule.word}`: `{rule.answers}` is over as soon as it begins"
        why = f"who perceives a deed answers {SOONEST:g} seconds later at the soonest; without "
        why += "speech an answer is in time only until the deed ends."
        fix = "let the answered deed take some time, or say how long the answer may wait: "
        fix += "`within=seconds(5)`."
        problems.append(Problem("never-in-time", rule.at, what, why=why, fix=fix))


def _is_over_at_once(rule: Rule) -> bool:
    """Whether nobody has time to answer; whom a deed foils thinks in the same instant."""
    if any(isinstance(s, Foil) for s in walk_statements(rule.effects)):
        return False
    return rule.span is None or (isinstance(rule.span, Const) and rule.span.value <= 0.0)
