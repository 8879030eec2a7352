"""How two values are compared: members and bodies, numbers."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.compile.emission.views import Values, View, flesh
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Immediate, Relation, Term
from moshimo.compile.layout import Layout
from moshimo.engine.kernel import newborn, numbers
from moshimo.engine.kernel.minds import bodies
from moshimo.lang import typed as t
from moshimo.lang.newborns import is_newborn
from moshimo.lang.types import INT


def comparison(e: t.Calc, op: Relation, v: View, values: Values) -> Term:
    """Return a comparison of two values of one type."""
    one, other = e.args
    if {one.type.tag, other.type.tag} & {"ref", "none", "deed"}:
        return _same_member(op, one, other, v, values)
    if one.type.tag == "bool" and other.type.tag == "bool":
        return c.compare(values.stored(one, INT, v), op, values.stored(other, INT, v))
    if one.type.whole and other.type.whole:
        left, right = values.stored(one, one.type, v), values.stored(other, other.type, v)
        return c.compare(left, op, right)
    left, right = values.number(one, v), values.number(other, v)
    if {one.type.tag, other.type.tag} <= {"moment"}:
        return c.compare(left, op, right)
    return _within_rounding(left, op, right)


def member(e: t.Const, layout: Layout) -> Term:
    """Return a member by its row. Who is born while the world runs is looked for."""
    row = c.const(layout.row(e.type.of, int(e.value)), at=e.at)
    return c.call(newborn.newborn, row) if is_newborn(e.value) else row


def _same_member(op: Relation, one: t.Ex, other: t.Ex, v: View, values: Values) -> Term:
    """Return a comparison of members; unknown compares false with all, also by `!=`."""
    left, right = values.value(one, v), values.value(other, v)
    kind = one.type.of or other.type.of
    if kind == "Character" and not v.picture and values.layout.bodies:
        left, right = _same_body(one, other, (left, right), v, values)
    test = c.compare(left, op, right)
    if not kind or one.type.tag == "deed":
        return test
    doubtful = [
        made
        for e, made in ((one, left), (other, right))
        if isinstance(e, t.Read) and v.picture and e.attribute.full in values.layout.pictured
    ]
    if op == "==" and len(doubtful) < 2:
        return test
    return c.both(
        test, *(c.compare(made, "!=", c.const(values.layout.row(kind, -1))) for made in doubtful)
    )


def _same_body(
    one: t.Ex, other: t.Ex, sides: tuple[Term, Term], v: View, values: Values
) -> tuple[Term, Term]:
    """Return two people as they are compared in truth: whose bodies they are.

    What somebody holds in private is compared as they take people.
    """
    for e in (one, other):
        if isinstance(e, t.Read) and e.attribute.who == "private":
            whose = flesh(values.value(e.owner, v), values.layout)
            return c.call(bodies.taken, whose, sides[0]), c.call(bodies.taken, whose, sides[1])
    return flesh(sides[0], values.layout), flesh(sides[1], values.layout)


def _within_rounding(left: Term, op: Relation, right: Term) -> Term:
    """Return a comparison of two numbers that takes those for equal which rounding may part."""
    if isinstance(left, Immediate) and not isinstance(right, Immediate):
        left, op, right = right, _TURNED.get(op, op), left
    if op == "==" or op == "!=":
        same = c.call(numbers.alike, left, right)
        return same if op == "==" else c.negate(same)
    beyond = op == ">" or op == "<="
    if not isinstance(right, Immediate):
        near: Term = c.call(numbers.rounding, right)
        return c.compare(left, op, c.binary(right, "+" if beyond else "-", near))
    nearly = numbers.rounding(right.value)
    return c.compare(left, op, c.real(right.value + (nearly if beyond else -nearly), right.at))


_TURNED: Mapping[Relation, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
