"""How an expression is read: in whose picture or in truth, and what its names stand for."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from moshimo.compile import code as c
from moshimo.lang.binding import substitute
from moshimo.lang.model import BOOL, Branch, Calc, Ex, Local, Means, Rule, Statement


@dataclass(frozen=True, slots=True)
class View:
    """How an expression is read.

    Attributes:
        picture: in the picture of `mind` (else in truth).
        mind: the variable that holds the mind, "" if there is none.
        names: roles and shorthands, and the expressions that stand for them.
        time: what `now` is, an expression of seconds; the universe's time if None.
        answered: the answered deed, if there is one.
        traced: whether every reading is cited (`why`).
        deed: the variable of the deed to cite for.
        hoisted: what was worked out once, before a loop, and the variables that hold it.
        beheld: the variables that hold somebody whom the mind sees: nobody asks again.
    """

    picture: bool
    mind: str
    names: dict[str, ast.expr]
    time: ast.expr | None = None
    answered: ast.expr | None = None
    traced: bool = False
    deed: str = ""
    hoisted: Mapping[Ex, str] = field(default_factory=dict)
    beheld: frozenset[str] = frozenset()

    def true(self) -> View:
        """The same, in truth."""
        return replace(self, picture=False)

    def of(self, more: dict[str, ast.expr]) -> View:
        """The same, with more names."""
        return replace(self, names={**self.names, **more})


def deed_names(rule: Rule) -> dict[str, ast.expr]:
    """Return how a deed's roles and outcomes are read from its value `d`."""
    names: dict[str, ast.expr] = {
        role.word: c.role(c.name("d"), i) for i, role in enumerate(rule.roles)
    }
    for i, outcome in enumerate(rule.outcomes):
        slot = c.at(f"d_o{i}", c.name("d"))
        if outcome.type.tag == "bool":
            names[outcome.word] = c.compare(slot, "!=", c.real(0.0))
        else:
            names[outcome.word] = c.call("i64", slot) if outcome.type.whole else slot
    return names


def meanings(
    body: Sequence[Statement], tests: tuple[Ex, ...] = (), given: Mapping[str, Ex] | None = None
) -> list[tuple[Means, tuple[Ex, ...]]]:
    """Return the meanings that a deed has outside of `for`, with the conditions under which.

    Shorthands (`given`: those from further out) are written out: who asks later has only the deed.
    """
    found: list[tuple[Means, tuple[Ex, ...]]] = []
    short = dict(given or {})
    for s in body:
        match s:
            case Local(word=word, value=value):
                short[word] = substitute(value, short)
            case Means(meaning=meaning, args=args, line=line):
                written = tuple(substitute(arg, short) for arg in args)
                found.append((Means(meaning, written, line), tests))
            case Branch(test=test, yes=yes, no=no):
                asked = substitute(test, short)
                found += meanings(yes, (*tests, asked), short)
                found += meanings(no, (*tests, Calc(BOOL, "not", (asked,))), short)
    return found
