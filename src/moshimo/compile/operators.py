"""Operators and the words of the closed table → expressions of the subset."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from moshimo.compile import code as c
from moshimo.compile.layout import stem
from moshimo.compile.views import View
from moshimo.lang.typed import Builtin, Calc, Doing, Ex, Read
from moshimo.lang.types import Type

if TYPE_CHECKING:
    from moshimo.compile.values import Emitter

_INT = Type("int")
_KERNEL = {"min": "smaller", "max": "larger", "abs": "size", "clip": "within"}


def calc(e: Calc, v: View, emitter: Emitter) -> ast.expr:
    """Return an operator over values, or a word of the language."""
    op, args = e.op, e.args
    match op:
        case "and":
            return c.both(*(emitter.truth(arg, v) for arg in args))
        case "or":
            return c.either(*(emitter.truth(arg, v) for arg in args))
        case "not":
            return c.negate(emitter.truth(args[0], v))
        case "==" | "!=" | "<" | "<=" | ">" | ">=":
            return _comparison(e, v, emitter)
        case "neg":
            whole = e.type.tag == "int"
            return c.minus(emitter.value(args[0], v) if whole else emitter.number(args[0], v))
        case "+" | "-" | "*":
            return _plain(e, v, emitter)
        case "/":
            parts = [emitter.number(arg, v) for arg in args]
            return c.call("quotient", c.name("b"), *parts, emitter.site(e.at))
        case "//" | "%":
            word = "whole_quotient" if op == "//" else "remainder"
            parts = [emitter.stored(arg, _INT, v) for arg in args]
            return c.call(word, c.name("b"), *parts, emitter.site(e.at))
        case "if":
            return _cases(e, v, emitter)
        case "min" | "max" | "abs" | "clip":
            made = c.call(_KERNEL[op], *(emitter.number(arg, v) for arg in args))
            return c.call("i64", made) if e.type.tag == "int" else made
    assert_never(op)


def builtin(e: Builtin, v: View, emitter: Emitter) -> ast.expr:
    """Return a word about time, places or deeds."""
    word, args = e.word, e.args
    match word:
        case "now":
            return emitter.now(v)
        case "noon" | "sunrise" | "sunset":
            return c.at(word, c.const(0))
        case "midnight":
            return c.real(0.0)
        case "time_of_day":
            return c.call("time_of_day", c.name("b"), emitter.now(v))
        case "next_time":
            return c.call("next_time", c.name("b"), emitter.number(args[0], v), emitter.now(v))
        case "day":
            return c.call("midnight", c.name("b"), emitter.number(args[0], v))
        case "way" | "step":
            places = c.const(emitter.layout.rows["Place"])
            row = c.binary(emitter.value(args[0], v), "*", places)
            return c.at(word, c.binary(row, "+", emitter.value(args[1], v)))
        case "in_time":
            assert v.answered is not None
            return c.compare(c.at("d_state", v.answered), "==", c.const(2))
        case "sees":
            if v.picture and emitter.own(args[0], v):
                return emitter.sees("Character", emitter.value(args[1], v), v)
            return c.call("beholds", c.name("b"), *(emitter.value(a, v) for a in args))
        case "about":  # only Characters count so far
            deed, x = emitter.value(args[0], v), emitter.value(args[1], v)
            return c.call("has_role", c.name("b"), deed, x)
        case "last_heard":
            return _last_heard(args[0], v, emitter)
        case "unknown":  # only a picture has what is unknown: also when asked in truth
            unknown = emitter.layout.rows[args[0].type.of] - 1
            own = replace(v, picture=True) if v.mind else v
            return c.compare(emitter.value(args[0], own), "==", c.const(unknown))
    assert_never(word)


def _plain(e: Calc, v: View, emitter: Emitter) -> ast.expr:
    if e.type.tag == "int":
        left, right = (emitter.stored(arg, _INT, v) for arg in e.args)
        made = c.binary(left, e.op, right)
        return c.call("kept_whole", c.name("b"), made, emitter.site(e.at))
    left, right = (emitter.number(arg, v) for arg in e.args)
    return c.binary(left, e.op, right)


def _cases(e: Calc, v: View, emitter: Emitter) -> ast.expr:
    test, yes, no = e.args
    asked = emitter.truth(test, v)
    if e.type.tag == "bool":
        return c.choose(asked, emitter.truth(yes, v), emitter.truth(no, v))
    return c.choose(asked, emitter.stored(yes, e.type, v), emitter.stored(no, e.type, v))


def _comparison(e: Calc, v: View, emitter: Emitter) -> ast.expr:
    one, other = e.args
    if {one.type.tag, other.type.tag} & {"ref", "none", "deed"}:
        return _same_member(e.op, one, other, v, emitter)
    if one.type.tag == "bool" and other.type.tag == "bool":
        return c.compare(emitter.stored(one, _INT, v), e.op, emitter.stored(other, _INT, v))
    if one.type.whole and other.type.whole:
        left, right = emitter.stored(one, one.type, v), emitter.stored(other, other.type, v)
        return c.compare(left, e.op, right)
    return c.compare(emitter.number(one, v), e.op, emitter.number(other, v))


def _same_member(op: str, one: Ex, other: Ex, v: View, emitter: Emitter) -> ast.expr:
    """Unknown compares false with everything, also by `!=`."""
    left, right = emitter.value(one, v), emitter.value(other, v)
    test = c.compare(left, op, right)
    kind = one.type.of or other.type.of
    if not kind or one.type.tag == "deed":
        return test
    unknown = c.const(emitter.layout.rows[kind] - 1)
    doubtful = [
        made
        for e, made in ((one, left), (other, right))
        if isinstance(e, Read) and v.picture and e.attribute.full in emitter.layout.pictured
    ]
    if op == "==" and len(doubtful) < 2:
        return test
    return c.both(test, *(c.compare(made, "!=", unknown) for made in doubtful))


def doing(e: Doing, v: View, emitter: Emitter) -> ast.expr:
    """Return whether somebody does such a deed now; of others, only if they are seen."""
    x = emitter.value(e.who, v)
    made: ast.expr = c.call("is_doing", c.name("b"), x, c.const(emitter.layout.rules[e.deed]))
    if v.picture and not emitter.own(e.who, v):
        made = c.both(emitter.sees("Character", x, v), made)
    return made


def _last_heard(e: Ex, v: View, emitter: Emitter) -> ast.expr:
    assert isinstance(e, Read)
    a = e.attribute
    owner = emitter.value(e.owner, v)
    key = None if e.key is None else emitter.value(e.key, v)
    if a.full not in emitter.layout.pictured or not v.mind:
        return c.real(0.0)
    return c.at(f"pt_{stem(a)}", emitter.picture_cell(a, c.name(v.mind), owner, key))
