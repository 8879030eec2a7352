"""Emits how a value is written: in the truth (`set_…`), and into a mind's picture (`put_…`)."""

from __future__ import annotations

import ast

from moshimo.compile import code as c
from moshimo.compile.layout import Layout, stem
from moshimo.compile.values import Emitter
from moshimo.lang.laws import Laws
from moshimo.lang.types import Attribute

_B = c.name("b")
_NOW = c.at("now", c.const(0))


def writers(laws: Laws, layout: Layout, emitter: Emitter) -> list[ast.FunctionDef]:
    """Return a `set_` for every attribute that changes, a `put_` for every one pictured."""
    made: list[ast.FunctionDef] = []
    clocks: dict[str, list[int]] = {}
    for word, rule in sorted(laws.rules.items()):
        if rule.clock is not None:
            clocks.setdefault(rule.clock.full, []).append(layout.rules[word])
    for kind in sorted(laws.kinds):
        for a in laws.kinds[kind].attributes:
            if a.full in layout.traced:
                made.append(_set(a, laws, layout, emitter, clocks.get(a.full, [])))
            if a.full in layout.pictured:
                made.append(_put(a, layout))
    return made


def _roles(a: Attribute) -> list[str]:
    return ["x", "y"] if a.key else ["x"]


def _inside(a: Attribute, layout: Layout) -> ast.expr:
    """Whether owner (and key) are members: none and unknown swallow writes."""
    tests = []
    for role, kind in zip(_roles(a), (a.kind, a.key), strict=False):
        tests += [
            c.compare(c.name(role), ">", c.const(0)),
            c.compare(c.name(role), "<", c.const(layout.rows[kind] - 1)),
        ]
    return c.both(*tests)


def _set(
    a: Attribute, laws: Laws, layout: Layout, emitter: Emitter, clocks: list[int]
) -> ast.FunctionDef:
    """`set_K_a(b, d, site, owner, key, value)`: the truth changes, by deed d."""
    value = "v" if a.type.whole else "x_v"
    key = c.name("y") if a.key else None
    index = emitter.cell(a, c.name("x"), key)
    body: list[ast.stmt] = [c.when(c.negate(_inside(a, layout)), [c.give()])]
    if not a.type.whole:
        low, high = c.real(a.type.low), c.real(a.type.high)
        body.append(c.let(value, c.call("kept", _B, c.name(value), low, high, c.name("site"))))
    body.append(c.let("i", index))
    at = c.name("i")
    old = c.at(f"v_{stem(a)}", at)
    if a.half_life:
        faded = c.call("fade", old, c.at(f"t_{stem(a)}", at), _NOW, c.real(a.half_life))
        body.append(c.let("x_old", faded))
        body.append(c.when(c.compare(c.name("x_old"), "==", c.name(value)), [c.give()]))
        body.append(c.put(f"t_{stem(a)}", at, _NOW))
    elif a.full == "Character.place":
        arrived = c.at("arrived_n", c.const(0))
        body.append(c.do(c.call("relocate", _B, c.name("x"), old, c.name(value))))
        body.append(
            c.when(
                c.both(
                    c.compare(old, "!=", c.name(value)),
                    c.compare(arrived, "<", c.const(layout.rows["Character"])),
                ),
                [
                    c.put("arrived", arrived, c.name("x")),
                    c.put("arrived_n", c.const(0), c.binary(arrived, "+", c.const(1))),
                ],
            )
        )
    body.append(c.put(f"v_{stem(a)}", at, c.name(value)))
    kept = c.compare(c.at("provenance", c.const(0)), "==", c.const(1))
    body.append(c.when(kept, [c.put(f"w_{stem(a)}", at, c.name("d"))]))
    if a.full in layout.pictured and a.who == "visible" and a.kind == "Character":
        own = emitter.picture_cell(a, c.name("x"), c.name("x"), key)
        body += [c.let("j", own), *_cells(a, "j", value, _NOW, c.real(1.0), c.name("d"))]
    if a.full == "Character.place":
        body.append(c.put("there_for", c.const(0), c.const(0)))
    for rule in clocks:  # what is past already comes at once, by this deed
        x, nil, number = c.name("x"), c.const(0), c.const(rule)
        past = c.call("expect", _B, number, x, nil, nil, nil, c.name("d"), c.real(0.0))
        own = c.at(f"key_{a.kind}", x)
        plan = c.call("plan_strike", _B, c.name(value), number, x, own)
        ahead = c.when(c.compare(c.name(value), "<", c.name("FOREVER")), [c.do(plan)])
        body.append(c.when(c.compare(c.name(value), "<", _NOW), [c.do(past)], [ahead]))
    return c.function(f"set_{stem(a)}", ["d", "site", *_roles(a), value], body, "None")


def _put(a: Attribute, layout: Layout) -> ast.FunctionDef:
    """`put_K_a(b, m, owner, key, value, time, sure, writer)`: a mind's picture changes.

    Older news never overwrites newer. (A sign asks `outweighs` before it comes here.)
    """
    value = "v" if a.type.whole else "x_v"
    key = c.name("y") if a.key else None
    made = Emitter(Laws(), layout)
    tests = c.both(_inside(a, layout), c.compare(c.name("m"), ">", c.const(0)))
    body: list[ast.stmt] = [
        c.when(c.negate(tests), [c.give()]),
        c.let("j", made.picture_cell(a, c.name("m"), c.name("x"), key)),
        c.when(c.compare(c.name("x_time"), "<", c.at(f"pt_{stem(a)}", c.name("j"))), [c.give()]),
    ]
    if not a.type.whole:
        low, high = c.real(a.type.low), c.real(a.type.high)
        body.append(c.let(value, c.call("within", c.name(value), low, high)))
    body += _cells(a, "j", value, c.name("x_time"), c.name("x_sure"), c.name("d"))
    if a.full == "Character.place":
        body.append(c.put("there_for", c.const(0), c.const(0)))
    roles = ["m", *_roles(a), value, "x_time", "x_sure", "d"]
    return c.function(f"put_{stem(a)}", roles, body, "None")


def _cells(
    a: Attribute, index: str, value: str, time: ast.expr, sure: ast.expr, writer: ast.expr
) -> list[ast.stmt]:
    at = c.name(index)
    kept = c.compare(c.at("provenance", c.const(0)), "==", c.const(1))
    return [
        c.put(f"p_{stem(a)}", at, c.name(value)),
        c.put(f"pt_{stem(a)}", at, time),
        c.put(f"ps_{stem(a)}", at, sure),
        c.when(kept, [c.put(f"pw_{stem(a)}", at, writer)]),
    ]
