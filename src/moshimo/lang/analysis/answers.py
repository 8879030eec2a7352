"""Answers that come too late, whoever gives them."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.errors import Problem
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Const, Foil
from moshimo.lang.types import SPAN

SOONEST = 0.3  # seconds: who perceives a deed answers no sooner


def never_given(rules: Mapping[str, Rule], problems: list[Problem]) -> None:
    """Note each answer to deeds that are over before anybody can answer them."""
    for rule in rules.values():
        if not rule.answers or rule.within >= SOONEST:
            continue
        answered = [r for r in rules.values() if rule.answers in (r.word, *r.meanings)]
        slow = [r for r in answered if r.span is not None and r.span != Const(SPAN, 0, r.span.at)]
        # Whom a deed foils thinks in the same instant.
        slow += [r for r in answered if any(isinstance(s, Foil) for s in r.effects)]
        if slow or not answered:
            continue
        what = f"nobody can ever `{rule.word}`: `{rule.answers}` is over as soon as it begins"
        why = f"who perceives a deed answers {SOONEST:g} seconds later at the soonest; without "
        why += "speech an answer is in time only until the deed ends."
        fix = "let the answered deed take some time, or say how long the answer may wait: "
        fix += "`within=seconds(5)`."
        problems.append(Problem("never-in-time", rule.at, what, why=why, fix=fix))
