"""Python's expressions → ours."""

from __future__ import annotations

import ast
import math

from moshimo.errors import Span
from moshimo.lang import tree
from moshimo.lang.model import LARGEST_WHOLE
from moshimo.lang.page import Page
from moshimo.lang.slips import refuse

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.USub: "neg",
    ast.Not: "not",
    ast.And: "and",
    ast.Or: "or",
}


def expression(node: ast.expr, page: Page) -> tree.Expression:
    """Return an expression, and note what in it is not of the language."""
    page.deeper(node)
    made = _one(node, page)
    page.level -= 1
    return made


def _one(node: ast.expr, page: Page) -> tree.Expression:
    at = page.span(node)
    match node:
        case ast.Constant(value=value):
            return _constant(value, at, page)
        case ast.Name(id=word):
            page.named(word, node)
            return tree.Name(word, at)
        case ast.Attribute(value=owner, attr=word):
            page.named(word, node)
            last = Span(at.path, at.line, at.column + at.width - len(word), len(word), at.text)
            return tree.Field(expression(owner, page), word, at, last)
        case ast.Subscript(value=whole, slice=key) if not isinstance(key, ast.Slice):
            return tree.Item(expression(whole, page), expression(key, page), at)
        case ast.Call(func=ast.Name(id=word)):
            args = tuple(expression(arg, page) for arg in node.args)
            named = tuple((k.arg or "", expression(k.value, page)) for k in node.keywords)
            return tree.Call(word, args, named, at, page.span(node.func))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _OPERATORS:
            return tree.Operation(_OPERATORS[type(op)], (expression(operand, page),), at)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
            both = (expression(left, page), expression(right, page))
            return tree.Operation(_OPERATORS[type(op)], both, at)
        case ast.BoolOp(op=op, values=values):
            parts = tuple(expression(value, page) for value in values)
            return tree.Operation(_OPERATORS[type(op)], parts, at)
        case ast.Compare():
            return _compare(node, at, page)
        case ast.IfExp(test=test, body=yes, orelse=no):
            return tree.Either(
                expression(test, page), expression(yes, page), expression(no, page), at
            )
        case ast.GeneratorExp(elt=value, generators=[one]):
            return _every(value, one, at, page)
        case _:
            refuse(node, page)
            return tree.Number(0, False, at)


def _constant(value: object, at: Span, page: Page) -> tree.Expression:
    match value:
        case None:
            return tree.Hole(at)
        case bool():
            return tree.Number(int(value), True, at)
        case int() if abs(value) <= LARGEST_WHOLE:
            return tree.Number(value, False, at)
        case float() if math.isfinite(value):
            return tree.Number(value, False, at)
        case str():
            return tree.Text(value, at)
    whole = isinstance(value, int)
    fix = "one so large is written with a point, `1e20`, and is no whole number." if whole else ""
    page.wrong("bad-number", at, "this number is too large, or no number at all", fix=fix)
    return tree.Number(0, False, at)


def _compare(node: ast.Compare, at: Span, page: Page) -> tree.Expression:
    parts: list[tree.Expression] = []
    left = expression(node.left, page)
    for op, given in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, ast.Is | ast.IsNot):
            if isinstance(given, ast.Name) and given.id == "unknown":
                word = "unknown" if isinstance(op, ast.Is) else "heard_of"
                parts.append(tree.Operation(word, (left,), at))
            else:
                page.wrong(
                    "not-in-the-language",
                    page.span(given),
                    "`is` asks only whether something is unknown",
                    fix="compare values with `==`.",
                )
            continue
        if type(op) not in _OPERATORS:
            page.wrong(
                "not-in-the-language",
                at,
                "`in` is not part of the world language",
                fix="compare with `==`, and join several comparisons with `or`.",
            )
            continue
        right = expression(given, page)
        parts.append(tree.Operation(_OPERATORS[type(op)], (left, right), at))
        left = right
    if not parts:
        return tree.Number(0, True, at)
    return parts[0] if len(parts) == 1 else tree.Operation("and", tuple(parts), at)


def _every(value: ast.expr, one: ast.comprehension, at: Span, page: Page) -> tree.Expression:
    if not isinstance(one.target, ast.Name) or not isinstance(one.iter, ast.Name):
        page.wrong(
            "not-in-the-language",
            page.span(one.iter),
            "one goes over the members of a kind",
            fix="for example `any(x.awake for x in Character)`.",
        )
        return tree.Number(0, False, at)
    return tree.Every(
        expression(value, page),
        one.target.id,
        one.iter.id,
        tuple(expression(test, page) for test in one.ifs),
        at,
        page.span(one.iter),
    )
