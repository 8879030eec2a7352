"""Constructors of the typed form, for whoever emits code.

A number of Python's stands for a constant wherever the other side, the parameter or the field
tells its type. A node made of others stands where its first part does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias, TypeVar

from moshimo.compile.ir import nodes as ir
from moshimo.errors import Span
from moshimo.schema.field import Field
from moshimo.schema.scalars import Parameter, Scalar, Signature, signature

Number: TypeAlias = int | float  # truth values among them
Operand: TypeAlias = "ir.Term | Number"
Callee: TypeAlias = Signature | Callable[..., object]  # the latter of the kernel, or a slot
_Node = TypeVar("_Node", ir.Term, ir.Instruction)


def placed(node: _Node, at: Span | None) -> _Node:
    """Return a node that stands there, if it stands nowhere yet."""
    return replace(node, at=at) if node.at is None and at is not None else node


def const(value: Number, kind: Scalar | None = None, at: Span | None = None) -> ir.Immediate:
    """A number or truth value; of what type, the value says if nobody else does."""
    if kind is None:
        kind = "bool" if value is True or value is False else "i64"
        kind = "f64" if isinstance(value, float) else kind
    return ir.Immediate(kind, float(value) if kind == "f64" else value, at)


def real(value: Number, at: Span | None = None) -> ir.Immediate:
    """A number as a double."""
    return ir.Immediate("f64", float(value), at)


def local(word: str, kind: Scalar = "i64", at: Span | None = None) -> ir.Variable:
    """A parameter or local name."""
    return ir.Variable(word, kind, at)


def of_type(value: Operand, kind: Scalar) -> ir.Term:
    """An operand where one of this type is wanted: a whole number as written takes it.

    One below 0 is no key; given to a function that wants one, it keeps its bits.
    """
    if isinstance(value, int | float):
        return const(value, None if kind == "u64" and value < 0 else kind)
    if kind == "u64" and isinstance(value, ir.Immediate) and value.value >= 0:
        return ir.Immediate("u64", value.value, value.at)
    return value


def matched(one: Operand, other: Operand) -> tuple[ir.Term, ir.Term]:
    """Two sides of one type, of which one may be only written."""
    if isinstance(one, int | float):
        one = const(one) if isinstance(other, int | float) else const(one, other.type)
    right = of_type(other, one.type)
    return of_type(one, right.type), right


def at(field: Field, index: Operand = 0, at: Span | None = None) -> ir.Load:
    """`b.field[index]`; without an index, of a field of a single cell."""
    return ir.Load(field, of_type(index, "i64"), at)


def binary(left: Operand, op: ir.Arithmetic, right: Operand, at: Span | None = None) -> ir.Binary:
    """An arithmetic operator."""
    one, other = matched(left, right)
    return ir.Binary(one.type, op, one, other, at or one.at)


def compare(left: Operand, op: ir.Relation, right: Operand, at: Span | None = None) -> ir.Compare:
    """A comparison."""
    one, other = matched(left, right)
    return ir.Compare(op, one, other, at or one.at)


def both(*parts: ir.Term, at: Span | None = None) -> ir.Term:
    """`and`, in order, of what is not certain; True if there is none."""
    left = tuple(p for p in parts if not (isinstance(p, ir.Immediate) and p.value is True))
    if not left:
        return const(True, at=at)
    return left[0] if len(left) == 1 else ir.Logic("and", left, at or left[0].at)


def either(*parts: ir.Term, at: Span | None = None) -> ir.Term:
    """`or`, in order."""
    return parts[0] if len(parts) == 1 else ir.Logic("or", parts, at or parts[0].at)


def negate(part: ir.Term, at: Span | None = None) -> ir.Unary:
    """`not`."""
    return ir.Unary("not", part, at or part.at)


def minus(part: ir.Term, at: Span | None = None) -> ir.Term:
    """Unary minus; of a number as it is written, that number."""
    if isinstance(part, ir.Immediate):
        return ir.Immediate(part.type, -part.value, at or part.at)
    return ir.Unary("-", part, at or part.at)


def choose(test: ir.Term, yes: Operand, no: Operand, at: Span | None = None) -> ir.Term:
    """`yes if test else no`; only one of them where that is certain."""
    one, other = matched(yes, no)
    if isinstance(test, ir.Immediate):
        return one if test.value else other
    return ir.Choose(one.type, test, one, other, at or test.at)


def call(function: Callee, *args: Operand, at: Span | None = None) -> ir.Invoke:
    """A call of a function of the kernel, of a slot, or of emitted code."""
    found = function if isinstance(function, Signature) else signature(function)
    made = tuple(of_type(a, p.type) for a, p in zip(args, found.parameters, strict=True))
    return ir.Invoke(found, made, at)


def convert(operand: ir.Term, kind: Literal["i64", "f64"], at: Span | None = None) -> ir.Convert:
    """`i64(x)` or `f64(x)`."""
    return ir.Convert(kind, operand, at or operand.at)


# Statements ---------------------------------------------------------------------------------------


def let(name: ir.Variable, value: Operand, at: Span | None = None) -> ir.Let:
    """`name = value`."""
    made = of_type(value, name.type)
    return ir.Let(name, made, at or made.at)


def put(field: Field, index: Operand, value: Operand, at: Span | None = None) -> ir.Store:
    """`b.field[index] = value`."""
    made = of_type(value, field.type)
    return ir.Store(field, of_type(index, "i64"), made, at or made.at)


def change(
    field: Field, index: Operand, op: Literal["+", "-"], value: Operand, at: Span | None = None
) -> ir.Update:
    """`b.field[index] += value`, or `-=`."""
    made = of_type(value, field.type)
    return ir.Update(field, of_type(index, "i64"), op, made, at or made.at)


def do(call: ir.Invoke, at: Span | None = None) -> ir.Perform:
    """A call for its effect."""
    return ir.Perform(call, at or call.at)


def when(
    test: ir.Term,
    yes: Sequence[ir.Instruction],
    no: Sequence[ir.Instruction] = (),
    at: Span | None = None,
) -> ir.IfElse:
    """`if`."""
    return ir.IfElse(test, tuple(yes), tuple(no), at or test.at)


def during(test: ir.Term, body: Sequence[ir.Instruction], at: Span | None = None) -> ir.While:
    """`while`."""
    return ir.While(test, tuple(body), at or test.at)


def loop(
    name: ir.Variable,
    start: Operand,
    stop: Operand,
    body: Sequence[ir.Instruction],
    at: Span | None = None,
) -> ir.Count:
    """`for name in range(start, stop)`."""
    return ir.Count(name, of_type(start, "i64"), of_type(stop, "i64"), tuple(body), at)


def give(value: ir.Term | None = None, at: Span | None = None) -> ir.Exit:
    """`return`."""
    return ir.Exit(value, at or (value.at if value is not None else None))


def leave(at: Span | None = None) -> ir.Break:
    """`break`."""
    return ir.Break(at)


def skip(at: Span | None = None) -> ir.Continue:
    """`continue`."""
    return ir.Continue(at)


def switch(
    name: ir.Variable, cases: Sequence[tuple[int, Sequence[ir.Instruction]]]
) -> list[ir.Instruction]:
    """Whole-number dispatch as a balanced tree of `if`s: seven comparisons for a hundred rules."""
    if not cases:
        return []
    if len(cases) == 1:
        number, body = cases[0]
        return [when(compare(name, "==", number), body)]
    middle = len(cases) // 2
    test = compare(name, "<", cases[middle][0])
    return [when(test, switch(name, cases[:middle]), switch(name, cases[middle:]))]


def function(
    word: str,
    parameters: Sequence[ir.Variable],
    body: Sequence[ir.Instruction],
    gives: Scalar = "none",
    at: Span | None = None,
    *,
    seldom: bool = False,
) -> ir.Routine:
    """A function of emitted code: it takes the block, then these."""
    took = tuple(Parameter(p.word, p.type) for p in parameters)
    return ir.Routine(Signature(word, took, gives), tuple(body), at, seldom)
