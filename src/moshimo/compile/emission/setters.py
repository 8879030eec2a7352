"""Emits how a value is written: in the truth (`set_…`), and into a mind's picture (`put_…`)."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.pictured import freshest
from moshimo.compile.emission.views import stored
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Invoke, Routine, Term
from moshimo.compile.ir.reader import Scope, read
from moshimo.compile.layout import stem
from moshimo.engine.kernel import act, dice, due, numbers, presence
from moshimo.engine.kernel.minds import held, in_view
from moshimo.lang.text.authored import module
from moshimo.lang.text.source import own_file
from moshimo.lang.types import Attribute
from moshimo.schema.attributes import count, keys
from moshimo.schema.block_fields import FIELDS, F
from moshimo.schema.scalars import Parameter, Scalar, Signature, signature

_CALLED = (
    act.expect,
    dice.fade,
    due.plan_strike,
    numbers.kept,
    numbers.within,
    in_view.alter,
    in_view.alter_at,
    in_view.lose_sight,
    held.picture_row,
    held.take_row,
    presence.relocate,
)


def set_(
    a: Attribute,
    deed: Term,
    site: Term,
    owner: Term,
    key: Term | None,
    value: Term,
) -> Invoke:
    """Return what changes the truth, by a deed."""
    given = [] if key is None else [key]
    return c.call(_setter(a), deed, site, owner, *given, value)


def put(
    a: Attribute,
    mind: Term,
    owner: Term,
    key: Term | None,
    value: Term,
    time: Term,
    sure: c.Operand,
    writer: c.Operand,
) -> Invoke:
    """Return what changes a mind's picture, by a deed."""
    given = [] if key is None else [key]
    return c.call(_putter(a), mind, owner, *given, value, time, sure, writer)


def look(a: Attribute) -> Signature:
    """Return the function by which a mind sees a member's hashed values."""
    return Signature(f"look_{stem(a)}", (Parameter("m", "i64"), Parameter("x", "i64")))


def stir(a: Attribute) -> Signature:
    """Return the function that runs what a change of a mind's picture can make true in it."""
    return Signature(f"stir_{stem(a)}", (Parameter("m", "i64"),))


def born(kind: str) -> Signature:
    """Return the function that makes a new member of a kind, by a deed; a person, like another."""
    words = ("d", "slot", "like") if kind == "Character" else ("d", "slot")
    return Signature(f"born_{kind}", tuple(Parameter(word, "i64") for word in words), "i64")


def leave(kind: str) -> Signature:
    """Return the function by which a member of a kind leaves the world, by a deed."""
    return Signature(f"leave_{kind}", (Parameter("d", "i64"), Parameter("x", "i64")))


def _setter(a: Attribute) -> Signature:
    before: dict[str, Scalar] = {"d": "i64", "site": "i64"}
    return _shape(f"set_{stem(a)}", a, before, {})


def _putter(a: Attribute) -> Signature:
    after: dict[str, Scalar] = {"time": "f64", "sure": "f64", "d": "i64"}
    return _shape(f"put_{stem(a)}", a, {"m": "i64"}, after)


def _shape(
    word: str, a: Attribute, before: dict[str, Scalar], after: dict[str, Scalar]
) -> Signature:
    place: dict[str, Scalar] = {"x": "i64", "y": "i64"} if a.key else {"x": "i64"}
    roles = {**before, **place, "value": stored(a.type), **after}
    return Signature(word, tuple(Parameter(role, kind) for role, kind in roles.items()))


def writers(emitter: Emitter) -> list[Routine]:
    """Return a `set_` for every attribute that changes, a `put_` for every one pictured."""
    laws, layout = emitter.laws, emitter.layout
    made: list[Routine] = []
    clocks: dict[str, list[int]] = {}
    for word, rule in sorted(laws.rules.items()):
        if rule.clock is not None:
            clocks.setdefault(rule.clock.full, []).append(layout.rules[word])
    for kind in sorted(laws.kinds):
        for a in laws.kinds[kind].attributes:
            scope = _filled(a, emitter)
            if a.full in layout.traced:
                made.append(_set(a, scope, clocks.get(a.full, [])))
            if a.full in layout.pictured:
                filled = read(_templates()["put"], scope)
                made.append(Routine(_putter(a), filled.body, a.at))
            if layout.bodies:
                made += _of_bodies(a, scope)
            if "looked" in scope.fields:
                made.append(Routine(look(a), read(_templates()["look"], scope).body, a.at))
    return made


def inherit(a: Attribute) -> Signature:
    """Return the function that gives who is born what another has of an attribute."""
    return Signature(f"inherit_{stem(a)}", (Parameter("x", "i64"), Parameter("n", "i64")))


def adopt(a: Attribute) -> Signature:
    """Return the function by which a mind supposes of a body what it holds of a person."""
    return Signature(f"adopt_{stem(a)}", tuple(Parameter(p, "i64") for p in ("m", "p", "x")))


def _cells(word: str, a: Attribute) -> Signature:
    return Signature(f"{word}_{stem(a)}", (Parameter("i", "i64"), Parameter("j", "i64")))


def _inherit_pictures(a: Attribute) -> Signature:
    return replace(inherit(a), word=f"inherit_pictures_{stem(a)}")


def _of_bodies(a: Attribute, scope: Scope) -> list[Routine]:
    """Return what is done with an attribute where there are other bodies than one's own."""
    words = {"inherit": inherit(a), "given": _cells("given", a)}
    if scope.constants["HELD"]:
        words |= {"copied": _cells("copied", a), "inherit_pictures": _inherit_pictures(a)}
    if scope.constants["HELD"] and scope.constants["OWNED"]:
        words |= {"freshest": freshest(a), "adopt": adopt(a)}
    return [
        Routine(made, read(_templates()[word], scope).body, a.at) for word, made in words.items()
    ]


def _set(a: Attribute, scope: Scope, clocks: Sequence[int]) -> Routine:
    body = read(_templates()["set_"], scope).body
    if any(scope.constants[word] for word in ("IN_VIEW", "IS_PLACE", "LIES")):
        body = (*read(_templates()["viewed"], scope).body, *body)
    for rule in clocks:
        own = replace(scope, constants={**scope.constants, "RULE": rule})
        body += read(_templates()["strike"], own).body
    return Routine(_setter(a), body, a.at)


@cache
def _templates() -> dict[str, ast.FunctionDef]:
    text = own_file("compile", "emission", "templates.py")
    return {node.name: node for node in module(text).body if isinstance(node, ast.FunctionDef)}


def _filled(a: Attribute, emitter: Emitter) -> Scope:
    """Return what the templates' holes are for an attribute."""
    layout, columns = emitter.layout, emitter.columns(a)
    pictured = a.who == "visible" and a.full in layout.pictured
    seen = pictured and a.kind == "Character"
    where = layout.columns.get(f"{a.kind}.place")
    glimpsed = _is_glimpsed(a, emitter)
    lies = pictured and not seen and (a.kind == "Place" or where is not None)
    holes = {"value": columns.value, "writer": columns.writer, "key": keys(a.kind)}
    if columns.since is not None:
        holes["since"] = columns.since
    if where is not None:
        holes["lies_at"] = where.value
    if columns.picture is not None:
        own = columns.picture
        holes |= {"held": own.value, "held_at": own.time}
        holes |= {"held_sure": own.sure, "held_by": own.writer}
    hashed = columns.hashed
    if hashed is not None:
        holes |= {"held": F.pic_n if a.type.whole else F.pic_x, "start_writer": hashed.writer}
        holes |= {"held_at": F.pic_at, "held_sure": F.pic_sure, "held_by": F.pic_by}
        more = {"start": hashed.start, "looked": hashed.looked}
        holes |= {word: field for word, field in more.items() if field is not None}
        if a.key:
            holes["many"] = count(a.key)
    constants: dict[str, float | int] = {
        "KEYED": bool(a.key),
        "REAL": not a.type.whole,
        "FADES": columns.since is not None,
        "SEEN": seen,
        "IN_VIEW": seen or glimpsed,
        "HOW": in_view.LASTING if seen else in_view.PASSING,
        "LIES": lies and a.kind != "Place",
        "IS_PLACE": lies and a.kind == "Place",
        "WHERE": lies and a.word == "place",
        "HASHED": hashed is not None,
        "LOOKS": "looked" in holes,
        "FIRST": 0 if hashed is None else hashed.first,
        "PLACE": a.full == "Character.place",
        "FOREVER": math.inf,
        "ROWS": layout.rows[a.kind],
        "LAST": layout.row(a.kind, -1),
        "KEYS": layout.rows[a.key] if a.key else 1,
        **({"LAST_KEY": layout.row(a.key, -1)} if a.key else {}),
        "CELLS": layout.rows[a.kind] * (layout.rows[a.key] if a.key else 1),
        "OWNED": a.kind == "Character",
        "TOWARD": a.key == "Character",
        "HELD": columns.picture is not None,
        "LIKE_SELF": a.own is not None and a.kind == a.key == "Character",
        "OWN": a.own or 0,
        "PEOPLE": layout.rows["Character"],
        "LOW": a.type.low,
        "HIGH": a.type.high,
        "HALF_LIFE": a.half_life,
    }
    return Scope({**_FIELDS, **holes}, constants, _shapes(a))


def _shapes(a: Attribute) -> dict[str, Signature]:
    """Return the functions that the templates of an attribute call."""
    shapes = {f.__name__: signature(f) for f in _CALLED}
    shapes |= {word: _setter(a) for word in ("set_", "strike", "viewed")}
    shapes |= {"put": _putter(a), "look": look(a), "inherit": inherit(a)}
    shapes |= {word: _cells(word, a) for word in ("given", "copied")}
    shapes |= {"inherit_pictures": _inherit_pictures(a), "adopt": adopt(a)}
    shapes["freshest"] = freshest(a)
    return shapes


def _is_glimpsed(a: Attribute, emitter: Emitter) -> bool:
    """Whether minds conclude something from what is shown of a person."""
    if a.who != "shown" or a.kind != "Character":
        return False
    rules = emitter.laws.rules.values()
    return any(r.watched and r.mark != "event" and a.full in r.reads.attributes for r in rules)


_FIELDS = {f.word: f for f in FIELDS}
