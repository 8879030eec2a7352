"""The typed form → Python, run by the interpreter with nothing of Python's within reach.

Each statement keeps its place, so that a traceback, a debugger and a report of coverage name the
author's file and line (the kernel's, in the kernel).
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from types import CodeType
from typing import Any, assert_never

from moshimo.compile.ir import nodes as ir
from moshimo.schema.scalars import Scalar

OURS = "moshimo"  # the file of what stands in none
GIVEN: Mapping[str, Any] = {
    "__builtins__": {},
    "range": range,
    "f64": float,
    "i64": int,
    "FOREVER": inf,
}
_LOAD, _STORE = ast.Load(), ast.Store()
_ADD, _SUB, _MULT = ast.Add(), ast.Sub(), ast.Mult()
_OPERATORS: Mapping[str, ast.operator] = {
    "+": _ADD,
    "-": _SUB,
    "*": _MULT,
    "+sat": _ADD,
    "-sat": _SUB,
    "*sat": _MULT,
    "/": ast.Div(),
    "//": ast.FloorDiv(),
    "%": ast.Mod(),
    "&": ast.BitAnd(),
    "^": ast.BitXor(),
    ">>": ast.RShift(),
}
_COMPARISONS: Mapping[str, ast.cmpop] = {
    "==": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
_UNARY: Mapping[str, ast.unaryop] = {"-": ast.USub(), "not": ast.Not()}
_LOGIC: Mapping[str, ast.boolop] = {"and": ast.And(), "or": ast.Or()}


def made_ready(functions: Iterable[ir.Routine]) -> tuple[CodeType, ...]:
    """Return functions as Python's code, each of its own file.

    One after the other: a tree that is gone at once costs the garbage collector nothing.
    """
    return tuple(
        compile(
            ast.Module([python(made)], []),
            made.at.path if made.at else OURS,
            "exec",
            dont_inherit=True,
            optimize=2,
        )
        for made in functions
    )


def execute(code: Iterable[CodeType], space: dict[str, Any]) -> None:
    """Put what was made ready into a namespace. Changes it in place."""
    for one in code:
        exec(one, space)


def python(function: ir.Routine) -> ast.FunctionDef:
    """Return a function as Python's tree, with its lines."""
    place = function.at
    writer = _PythonWriter(place.path if place else OURS)
    line = place.line or 1 if place else 1
    roles = ["b"] if function.signature.block else []
    roles += [parameter.word for parameter in function.signature.parameters]
    made = ast.FunctionDef(
        name=function.word,
        args=ast.arguments(
            [], [ast.arg(r, lineno=line, col_offset=0) for r in roles], None, [], [], None, []
        ),
        body=writer.body(function.body, line),
        decorator_list=[],
        lineno=line,
        col_offset=0,
    )
    if sys.version_info >= (3, 12):  # which wants a list of type parameters
        made.type_params = []
    return made


def annotated(function: ir.Routine) -> ast.FunctionDef:
    """Return a function as Python's tree, with the types of what it takes and gives: to be read."""
    made, shape = python(function), function.signature
    types = [*(["Block"] if shape.block else []), *(p.type for p in shape.parameters)]
    for arg, kind in zip(made.args.args, types, strict=True):
        arg.annotation = ast.Name(kind, _LOAD)
    made.returns = ast.Constant(None) if shape.gives == "none" else ast.Name(shape.gives, _LOAD)
    return made


@dataclass(slots=True)
class _PythonWriter:
    """Writes what stands in one file; what stands elsewhere is at the line around it.

    Names and numbers of one line are one node wherever they stand: most of a tree is such leaves.
    """

    path: str
    leaves: dict[object, ast.expr] = field(default_factory=dict)

    def line(self, node: ir.Term | ir.Instruction, around: int) -> int:
        """Return a node's line."""
        at = node.at
        return around if at is None or at.path != self.path or not at.line else at.line

    def body(self, body: Sequence[ir.Instruction], around: int) -> list[ast.stmt]:
        """Write statements in a row."""
        if not body:
            return [ast.Pass(lineno=around, col_offset=0)]
        return [self.statement(s, self.line(s, around)) for s in body]

    def statement(self, s: ir.Instruction, n: int) -> ast.stmt:
        """Write a statement, at line `n`."""
        match s:
            case ir.Let(local=local, value=value):
                target: ast.expr = ast.Name(local.word, _STORE, lineno=n, col_offset=0)
                return ast.Assign([target], self.value(value, n), lineno=n, col_offset=0)
            case ir.Store(field=place, index=index, value=value):
                target = self.cell(place.word, index, _STORE, n)
                return ast.Assign([target], self.value(value, n), lineno=n, col_offset=0)
            case ir.IfElse(test=test, yes=yes, no=no):
                asked, first = self.value(test, n), self.body(yes, n)
                second = self.body(no, n) if no else []
                return ast.If(asked, first, second, lineno=n, col_offset=0)
            case ir.Perform(call=call):
                return ast.Expr(self.value(call, n), lineno=n, col_offset=0)
            case ir.Exit(value=value):
                made = None if value is None else self.value(value, n)
                return ast.Return(made, lineno=n, col_offset=0)
            case ir.Count(local=local, start=start, stop=stop, body=body):
                ends = [self.value(start, n), self.value(stop, n)]
                over = ast.Call(self.name("range", n), ends, [], lineno=n, col_offset=0)
                target = ast.Name(local.word, _STORE, lineno=n, col_offset=0)
                return ast.For(target, over, self.body(body, n), [], lineno=n, col_offset=0)
            case ir.While(test=test, body=body):
                return ast.While(
                    self.value(test, n), self.body(body, n), [], lineno=n, col_offset=0
                )
            case ir.Update(field=place, index=index, op=op, value=value):
                cell = self.cell(place.word, index, _STORE, n)
                made = self.value(value, n)
                return ast.AugAssign(cell, _OPERATORS[op], made, lineno=n, col_offset=0)
            case ir.Continue():
                return ast.Continue(lineno=n, col_offset=0)
            case ir.Break():
                return ast.Break(lineno=n, col_offset=0)
        assert_never(s)

    def value(self, e: ir.Term, around: int) -> ast.expr:
        """Write an expression."""
        n = around if e.at is None else self.line(e, around)
        match e:
            case ir.Variable(word=word):
                return self.name(word, n)
            case ir.Immediate(type=kind, value=value):
                return self.const(kind, value, n)
            case ir.Load(field=place, index=index):
                return self.cell(place.word, index, _LOAD, n)
            case ir.Compare(op=op, left=left, right=right):
                one, other = self.value(left, n), self.value(right, n)
                return ast.Compare(one, [_COMPARISONS[op]], [other], lineno=n, col_offset=0)
            case ir.Binary(op=op, left=left, right=right):
                one, other = self.value(left, n), self.value(right, n)
                return ast.BinOp(one, _OPERATORS[op], other, lineno=n, col_offset=0)
            case ir.Invoke(function=function, args=args):
                given = [self.value(arg, n) for arg in args]
                if function.block:
                    given.insert(0, self.name("b", n))
                return ast.Call(self.name(function.word, n), given, [], lineno=n, col_offset=0)
            case ir.Logic(op=op, parts=parts):
                made = [self.value(part, n) for part in parts]
                return ast.BoolOp(_LOGIC[op], made, lineno=n, col_offset=0)
            case ir.Unary(op=op, operand=operand):
                return ast.UnaryOp(_UNARY[op], self.value(operand, n), lineno=n, col_offset=0)
            case ir.Choose(test=test, yes=yes, no=no):
                asked, one, other = self.value(test, n), self.value(yes, n), self.value(no, n)
                return ast.IfExp(asked, one, other, lineno=n, col_offset=0)
            case ir.Convert(type=type, operand=operand):
                operands = [self.value(operand, n)]
                return ast.Call(self.name(type, n), operands, [], lineno=n, col_offset=0)
        assert_never(e)

    def cell(self, word: str, index: ir.Term, how: ast.expr_context, n: int) -> ast.Subscript:
        """Write `b.field[index]`."""
        row = self.leaves.get((word, n, "field"))
        if row is None:
            row = ast.Attribute(self.name("b", n), word, _LOAD, lineno=n, col_offset=0)
            self.leaves[word, n, "field"] = row
        return ast.Subscript(row, self.value(index, n), how, lineno=n, col_offset=0)

    def name(self, word: str, n: int) -> ast.expr:
        """Write a name that is read."""
        found = self.leaves.get((word, n))
        if found is None:
            found = self.leaves[word, n] = ast.Name(word, _LOAD, lineno=n, col_offset=0)
        return found

    def const(self, kind: Scalar, value: float, n: int) -> ast.expr:
        """Write a number. Infinity, which has no literal, is a name."""
        if value == inf:
            return self.name("FOREVER", n)
        if value == -inf:
            return ast.UnaryOp(_UNARY["-"], self.name("FOREVER", n), lineno=n, col_offset=0)
        if value == 0.0 and kind == "f64":  # of which there are two
            return ast.Constant(value, lineno=n, col_offset=0)
        found = self.leaves.get((value, n, kind))
        if found is None:
            found = self.leaves[value, n, kind] = ast.Constant(value, lineno=n, col_offset=0)
        return found
