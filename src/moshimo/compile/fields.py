"""Emits how a value is written: in the truth (`set_…`), and into a mind's picture (`put_…`)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from moshimo.compile.expressions import Emitter
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Call, Expression, Function, Local, Statement
from moshimo.compile.layout import stem
from moshimo.compile.views import NOW, D, M, stored
from moshimo.engine.kernel import act, dice, due, numbers, presence
from moshimo.lang.types import Attribute
from moshimo.schema.attributes import keys
from moshimo.schema.block import F
from moshimo.schema.scalars import Parameter, Signature

_X, _Y, _SITE, _I, _J = (c.local(word) for word in ("x", "y", "site", "i", "j"))
_TIME, _SURE = c.local("time", "f64"), c.local("sure", "f64")


def set_(
    a: Attribute,
    deed: Expression,
    site: Expression,
    owner: Expression,
    key: Expression | None,
    value: Expression,
) -> Call:
    """Return what changes the truth, by a deed."""
    keys = [] if key is None else [key]
    return c.call(_shape("set", a, _to_set(a)), deed, site, owner, *keys, value)


def put(
    a: Attribute,
    mind: Expression,
    owner: Expression,
    key: Expression | None,
    value: Expression,
    time: Expression,
    sure: c.Operand,
    writer: c.Operand,
) -> Call:
    """Return what changes a mind's picture.

    Older news never overwrites newer. (A sign asks `outweighs` before it comes here.)
    """
    keys = [] if key is None else [key]
    return c.call(_shape("put", a, _to_put(a)), mind, owner, *keys, value, time, sure, writer)


def stir(a: Attribute) -> Signature:
    """Return the function that runs what a change of a mind's picture can make true in it."""
    return _shape("stir", a, [M])


def born(kind: str) -> Signature:
    """Return the function that makes a new member of a kind, by a deed."""
    return Signature(f"born_{kind}", (Parameter("d", "i64"), Parameter("slot", "i64")), "i64")


def _shape(what: str, a: Attribute, roles: Sequence[Local]) -> Signature:
    return Signature(f"{what}_{stem(a)}", tuple(Parameter(r.word, r.type) for r in roles))


def _value(a: Attribute) -> Local:
    return c.local("value", stored(a.type))


def _owner(a: Attribute) -> list[Local]:
    return [_X, _Y] if a.key else [_X]


def _to_set(a: Attribute) -> list[Local]:
    return [D, _SITE, *_owner(a), _value(a)]


def _to_put(a: Attribute) -> list[Local]:
    return [M, *_owner(a), _value(a), _TIME, _SURE, D]


def writers(emitter: Emitter) -> list[Function]:
    """Return a `set_` for every attribute that changes, a `put_` for every one pictured."""
    laws, layout = emitter.laws, emitter.layout
    made: list[Function] = []
    clocks: dict[str, list[int]] = {}
    for word, rule in sorted(laws.rules.items()):
        if rule.clock is not None:
            clocks.setdefault(rule.clock.full, []).append(layout.rules[word])
    for kind in sorted(laws.kinds):
        for a in laws.kinds[kind].attributes:
            if a.full in layout.traced:
                body = _set(a, emitter, clocks.get(a.full, []))
                made.append(Function(_shape("set", a, _to_set(a)), tuple(body), a.at))
            if a.full in layout.pictured:
                body = _put(a, emitter)
                made.append(Function(_shape("put", a, _to_put(a)), tuple(body), a.at))
    return made


def _inside(a: Attribute, emitter: Emitter) -> Expression:
    """Whether owner (and key) are members: none and unknown swallow writes."""
    tests: list[Expression] = []
    for held, kind in zip(_owner(a), (a.kind, a.key), strict=False):
        tests += [c.compare(held, ">", 0), c.compare(held, "<", emitter.unknown(kind))]
    return c.both(*tests)


def _set(a: Attribute, emitter: Emitter, clocks: Sequence[int]) -> list[Statement]:
    value, columns = _value(a), emitter.columns(a)
    key = _Y if a.key else None
    body: list[Statement] = [c.when(c.negate(_inside(a, emitter)), [c.give()])]
    if not a.type.whole:
        body.append(c.let(value, c.call(numbers.kept, value, a.type.low, a.type.high, _SITE)))
    body.append(c.let(_I, emitter.cell(a, _X, key)))
    old = c.at(columns.value, _I)
    if columns.since is not None:
        before = c.local("old", "f64")
        faded = c.call(dice.fade, old, c.at(columns.since, _I), NOW, a.half_life)
        body.append(c.let(before, faded))
        body.append(c.when(c.compare(before, "==", value), [c.give()]))
        body.append(c.put(columns.since, _I, NOW))
    elif a.full == "Character.place":
        arrived = c.at(F.arrived_n)
        room = c.compare(arrived, "<", emitter.layout.rows["Character"])
        keep = [c.put(F.arrived, arrived, _X), c.put(F.arrived_n, 0, c.binary(arrived, "+", 1))]
        body.append(c.do(c.call(presence.relocate, _X, old, value)))
        body.append(c.when(c.both(c.compare(old, "!=", value), room), keep))
    body.append(c.put(columns.value, _I, value))
    body.append(c.when(c.compare(c.at(F.provenance), "==", 1), [c.put(columns.writer, _I, D)]))
    if a.full in emitter.layout.pictured and a.who == "visible" and a.kind == "Character":
        body.append(c.let(_J, emitter.picture(a, _X, _X, key)))
        body += _cells(a, emitter, NOW, 1)
    if a.full == "Character.place":
        body.append(c.put(F.there_for, 0, 0))
    for rule in clocks:  # what is past already comes at once, by this deed
        past = c.call(act.expect, rule, _X, 0, 0, 0, D, 0)
        plan = c.call(due.plan_strike, value, rule, _X, c.at(keys(a.kind), _X))
        ahead = c.when(c.compare(value, "<", math.inf), [c.do(plan)])
        body.append(c.when(c.compare(value, "<", NOW), [c.do(past)], [ahead]))
    return body


def _put(a: Attribute, emitter: Emitter) -> list[Statement]:
    value, columns = _value(a), emitter.columns(a).picture
    assert columns is not None
    tests = c.both(_inside(a, emitter), c.compare(M, ">", 0))
    body: list[Statement] = [
        c.when(c.negate(tests), [c.give()]),
        c.let(_J, emitter.picture(a, M, _X, _Y if a.key else None)),
        c.when(c.compare(_TIME, "<", c.at(columns.time, _J)), [c.give()]),
    ]
    if not a.type.whole:
        body.append(c.let(value, c.call(numbers.within, value, a.type.low, a.type.high)))
    body += _cells(a, emitter, _TIME, _SURE)
    if a.full == "Character.place":
        body.append(c.put(F.there_for, 0, 0))
    return body


def _cells(a: Attribute, emitter: Emitter, time: Expression, sure: c.Operand) -> list[Statement]:
    columns = emitter.columns(a).picture
    assert columns is not None
    return [
        c.put(columns.value, _J, _value(a)),
        c.put(columns.time, _J, time),
        c.put(columns.sure, _J, sure),
        c.when(c.compare(c.at(F.provenance), "==", 1), [c.put(columns.writer, _J, D)]),
    ]
