"""Operators: what they take, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moshimo.errors import Span
from moshimo.lang import tree
from moshimo.lang.model import BOOL, NUMBER, Calc, Const, Ex
from moshimo.lang.types import fits, is_timed, reckoned, spoken

if TYPE_CHECKING:
    from moshimo.lang.expressions import Typer

_ORDER = ("<", "<=", ">", ">=")


def operation(node: tree.Operation, typer: Typer) -> Ex:
    """Return the typed operation."""
    op, at = node.op, node.at
    match op:
        case "and" | "or" | "not":
            return Calc(BOOL, op, tuple(typer.truth(arg) for arg in node.args), at.line)
        case "unknown" | "heard_of":
            return _unknown(node, typer)
        case "neg":
            return _negative(node, typer)
        case "==" | "!=":
            return _comparison(op, *_equals(node, typer), at, typer)
    left, right = typer.value(node.args[0]), typer.value(node.args[1])
    if op in _ORDER:
        return _comparison(op, left, right, at, typer)
    kind = reckoned(op, left.type, right.type)
    if kind is not None:
        return Calc(kind, op, (left, right), at.line)
    timed = is_timed(left.type, right.type)
    return typer.wrong(
        "unit-mismatch" if timed else "wrong-type",
        at,
        f"`{op}` does not go with {spoken(left.type)} and {spoken(right.type)}",
        fix="divide by a span to get a number, for example `… / hours(1)`." if timed else "",
    )


def _unknown(node: tree.Operation, typer: Typer) -> Ex:
    made = typer.value(node.args[0])
    if made.type.tag not in ("ref", "bad"):
        typer.wrong("wrong-type", node.at, "only a reference to a member can be unknown")
    unknown = Calc(BOOL, "unknown", (made,), node.at.line)
    return unknown if node.op == "unknown" else Calc(BOOL, "not", (unknown,), node.at.line)


def _negative(node: tree.Operation, typer: Typer) -> Ex:
    inner = typer.value(node.args[0])
    if isinstance(inner, Const) and inner.type.tag in ("int", "number"):
        return Const(inner.type, -inner.value)
    if inner.type.tag not in ("int", "number", "span", "bool", "bad"):
        typer.wrong("wrong-type", node.at, f"{spoken(inner.type)} has no negative")
    kind = inner.type if inner.type.tag in ("int", "span") else NUMBER
    return Calc(kind, "neg", (inner,), node.at.line)


def _equals(node: tree.Operation, typer: Typer) -> tuple[Ex, Ex]:
    """Return both sides; what a bare word means on one is settled by the other."""
    one, other = node.args
    left, right = typer.value(one), typer.value(other)
    bare = isinstance(one, tree.Name) or left.type.tag == "none"
    if bare and left.type.tag != "bad":
        left = typer.value(one, right.type)
    if isinstance(other, tree.Name) and right.type.tag != "bad":
        right = typer.value(other, left.type)
    return left, right


def _comparison(op: str, left: Ex, right: Ex, at: Span, typer: Typer) -> Ex:
    one, other = left.type, right.type
    if "bad" not in (one.tag, other.tag):
        if _is_unknown(left) or _is_unknown(right):
            what, fix = "unknown compares with nothing", "write `… is unknown`."
            return typer.wrong("wrong-type", at, what, fix=fix)
        alike = fits(one, other) or fits(other, one)
        if not alike or (op in _ORDER and one.tag in ("ref", "deed", "none")):
            fix = ""
            if {one.tag, other.tag} & {"int", "number"}:
                timed = {"span": "`hours(5)`", "moment": "`day(2)`"}
                fix = timed.get(one.tag) or timed.get(other.tag) or ""
            typer.wrong(
                "unit-mismatch" if is_timed(one, other) else "wrong-type",
                at,
                f"{spoken(one)} cannot be compared with {spoken(other)}"
                + (f" by `{op}`" if alike else ""),
                fix=fix and f"compare it with another, for example {fix}.",
            )
    return Calc(BOOL, op, (left, right), at.line)


def _is_unknown(e: Ex) -> bool:
    return isinstance(e, Const) and e.value == -1 and e.type.tag in ("none", "ref")
