"""Slips that a lowering could make, each played by the interpreter: programs have to show them."""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Callable
from typing import Any

from tests.compile import written as c
from tests.compile.programs import Program

M64 = 2**64 - 1


def as_signed(x: Any) -> Any:
    """Return what the bits of a u64 are as i64; doubles and i64 are what they are."""
    return x - 2**64 if isinstance(x, int) and x >= 2**63 else x


def as_unsigned(x: Any) -> Any:
    return x & M64 if isinstance(x, int) and not isinstance(x, bool) else x


def truncated(x: int, y: int) -> int:
    """Return a quotient towards 0, as `sdiv` gives it."""
    return abs(x) // abs(y) * (1 if (x < 0) == (y < 0) else -1)


def towards_zero(x: float) -> int:
    return int(x) if math.isfinite(x) else 0


Slip = tuple[type[ast.AST], Callable[..., Any]]
SLIPS: dict[str, Slip] = {
    "a quotient is rounded towards 0": (ast.FloorDiv, truncated),
    "a remainder has the sign of what is divided": (ast.Mod, lambda x, y: x - y * truncated(x, y)),
    "a shift brings in the sign": (ast.RShift, lambda x, y: (as_signed(x) >> y) & M64),
    "minus is a difference from 0": (ast.USub, lambda x: 0 - x),
    "keys are compared as whole numbers": (ast.Lt, lambda x, y: as_signed(x) < as_signed(y)),
    "whole numbers are compared as keys": (ast.GtE, lambda x, y: as_unsigned(x) >= as_unsigned(y)),
    "what is no number is unequal to nothing": (ast.NotEq, lambda x, y: x < y or x > y),
    "what is no number equals everything": (ast.Eq, lambda x, y: not (x < y or x > y)),
    "less or equal is not more": (ast.LtE, lambda x, y: not x > y),
    "greater is not less or equal": (ast.Gt, lambda x, y: not x <= y),
    "both sides of `and` are asked": (ast.And, lambda *parts: all(parts)),
    "both sides of `or` are asked": (ast.Or, lambda *parts: any(parts)),
    "both sides of `if else` are worked out": (ast.IfExp, lambda t, x, y: x if t else y),
    "sides are worked out from right to left": (ast.BinOp, lambda y, x: (x, y)),
    "`+=` reads its place after the value": (ast.AugAssign, lambda y, x: x + y),
}
WORDS: dict[str, tuple[str, Callable[..., Any]]] = {
    "a key becomes a double by its sign": ("f64", lambda x: float(as_signed(x))),
    "a double becomes a whole number upwards": ("i64", lambda x: math.ceil(x)),
    "sums wrap before they are looked at": (
        "kept_whole",
        lambda b, x, site: as_signed(x & M64),
    ),
    "the larger is fmax": ("larger", lambda x, y: x if y != y else max(y, x)),
    "the smaller is fmin": ("smaller", lambda x, y: x if y != y else min(y, x)),
    "size takes the sign off a zero": ("size", abs),
    "floor is towards 0": ("floor", lambda x: float(towards_zero(x))),
}


class Slipping(ast.NodeTransformer):
    """Puts a call in the place of every operator of one kind."""

    def __init__(self, kind: type[ast.AST]) -> None:
        self.kind = kind

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or the call that stands in for it."""
        super().generic_visit(node)
        match node:
            case ast.AugAssign(target=ast.Subscript() as target, op=ast.Add(), value=value):
                if self.kind is ast.AugAssign:
                    now = ast.Subscript(target.value, target.slice, c.LOAD)
                    return ast.Assign([target], c.call("slip", value, now))
            case ast.BinOp(left=left, op=op, right=right):
                if isinstance(op, self.kind):
                    return c.call("slip", left, right)
                if self.kind is ast.BinOp and not isinstance(right, ast.Constant):
                    pair = ast.BinOp(c.name("slip_left"), op, c.name("slip_right"))
                    return turned(pair, left, right)
            case ast.UnaryOp(op=op, operand=operand) if isinstance(op, self.kind):
                return c.call("slip", operand)
            case ast.BoolOp(op=bool_op, values=values) if isinstance(bool_op, self.kind):
                return c.call("slip", *values)
            case ast.Compare(left=left, ops=[one], comparators=[right]):
                if isinstance(one, self.kind):
                    return c.call("slip", left, right)
            case ast.IfExp(test=test, body=yes, orelse=no) if self.kind is ast.IfExp:
                return c.call("slip", test, yes, no)
        return node


def turned(pair: ast.BinOp, left: ast.expr, right: ast.expr) -> ast.expr:
    """Return the operation with its right side worked out first."""
    roles = ast.arguments([], [ast.arg("slip_right"), ast.arg("slip_left")], None, [], [], None, [])
    return ast.Call(ast.Lambda(roles, pair), [right, left], [])


def slipped(program: Program, kind: type[ast.AST]) -> Program:
    """Return the program with a call of `slip` for every operator of one kind."""
    made = [Slipping(kind).visit(copy.deepcopy(f)) for f in program.functions]
    return Program(tuple(made), program.values)
