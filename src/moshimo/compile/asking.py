"""Questions → functions of the subset, which are only interpreted.

They stand outside the world's own functions, so that prose can change and the machine code stay.
"""

from __future__ import annotations

from moshimo.compile.expressions import Emitter
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Function
from moshimo.compile.views import View, argument, form, parameter
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Ex, Var
from moshimo.lang.types import OURS, Type

PLACE = Var(Type("ref", "Place"), "place", OURS)


def terms(rule: Rule) -> list[Var]:
    """Return what a question can name of a deed: its roles, its outcomes, and its place."""
    roles = {r.word: r for r in rule.roles}
    outcomes = {o.word: Var(o.type, o.word, rule.at) for o in rule.outcomes}
    return list({"place": PLACE, **outcomes, **roles}.values())


def question_of(name: str, rule: Rule | None, asked: Ex, emitter: Emitter) -> Function:
    """Return `name(b, …)`, which gives what is asked, in truth.

    The terms of a rule's deeds are its parameters; without a rule it is asked of the universe.
    """
    named = terms(rule) if rule else []
    view = View(False, None, {term.word: argument(term) for term in named})
    body = [c.give(emitter.value(asked, view))]
    return c.function(name, [parameter(term) for term in named], body, form(asked.type), asked.at)
