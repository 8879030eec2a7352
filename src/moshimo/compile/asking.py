"""Questions → functions of the subset, which are only interpreted.

They stand outside the world's own functions, so that prose can change and the machine code stay.
"""

from __future__ import annotations

import ast

from moshimo.compile import code as c
from moshimo.compile.values import Emitter, argument, parameter
from moshimo.compile.views import View
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Ex, Var
from moshimo.lang.types import OURS, Type

PLACE = Var(Type("ref", "Place"), "place", OURS)


def terms(rule: Rule) -> list[Var]:
    """Return what a question can name of a deed: its roles, its outcomes, and its place."""
    roles = {r.word: r for r in rule.roles}
    outcomes = {o.word: Var(o.type, o.word, rule.at) for o in rule.outcomes}
    return list({"place": PLACE, **outcomes, **roles}.values())


def question_of(name: str, rule: Rule | None, asked: Ex, emitter: Emitter) -> ast.FunctionDef:
    """Return `name(b, …)`, which gives what is asked, in truth.

    The terms of a rule's deeds are its parameters; without a rule it is asked of the universe.
    """
    named = terms(rule) if rule else []
    names = {term.word: argument(term) for term in named}
    view = View(False, "", names)
    gives = "bool" if asked.type.tag == "bool" else "i64" if asked.type.whole else "f64"
    body = [c.give(emitter.value(asked, view))]
    return c.function(name, [parameter(term) for term in named], body, gives)
