"""The subset as Python's `ast` → the typed form: the kernel's files, and templates.

docs/reference/subset.md has the forms. What is not among them is our mistake, not an author's.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from moshimo.compile.ir import code as c
from moshimo.compile.ir import nodes as ir
from moshimo.errors import Span
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar, Signature, signature_of

_ARITHMETIC: dict[type[ast.operator], ir.Arithmetic] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.RShift: ">>",
}
_SATURATED: dict[type[ast.operator], ir.Arithmetic] = {
    ast.Add: "+sat",
    ast.Sub: "-sat",
    ast.Mult: "*sat",
}
_COMPARISON: dict[type[ast.cmpop], ir.Relation] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}

_CONVERSIONS: dict[str, Literal["i64", "f64"]] = {"i64": "i64", "f64": "f64"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What the text of a function may name.

    Attributes:
        fields: of the block.
        constants: numbers with a name.
        signatures: functions, the kernel's and the world's.
    """

    fields: Mapping[str, Field]
    constants: Mapping[str, float | int]
    signatures: Mapping[str, Signature]


def declared(made: ast.FunctionDef) -> Signature:
    """Return the signature that a function's annotations tell."""
    told = {a.arg: _annotated(a.annotation) for a in made.args.args}
    return signature_of(made.name, told, _annotated(made.returns))


def _annotated(node: ast.expr | None) -> str:
    return node.id if isinstance(node, ast.Name) else "none"


def read(made: ast.FunctionDef, scope: Scope, path: str = "") -> ir.Routine:
    """Return a function of the subset in the typed form.

    Args:
        made: with annotations.
        scope: what it may name; itself, too.
        path: the file that it stands in, "" if its nodes have no lines.
    """
    shape = scope.signatures[made.name]
    parameters = {p.word: p.type for p in shape.parameters}
    reader = _Reader(scope, path, shape.gives, dict(parameters))
    while True:
        try:
            body = reader.statements(made.body)
        except _AgainError:
            reader.types = {**parameters, **reader.keys}
            continue
        return ir.Routine(shape, body, reader.place(made))


class _AgainError(Exception):
    """A name that was only given whole numbers as written turned out to be a key."""


@dataclass(slots=True)
class _Reader:
    """Reads one function: each name has the type of the first value it gets that is not written."""

    scope: Scope
    path: str
    gives: Scalar
    types: dict[str, Scalar]
    keys: dict[str, Scalar] = field(default_factory=dict)  # names that are u64, and why not at once
    written: set[str] = field(default_factory=set)  # names that were given written numbers alone

    def place(self, node: ast.stmt) -> Span | None:
        """Return where a statement stands."""
        return Span(self.path, node.lineno, node.col_offset + 1) if self.path else None

    # statements -----------------------------------------------------------------------------------

    def statements(self, body: Sequence[ast.stmt]) -> tuple[ir.Instruction, ...]:
        """Read statements in a row."""
        made: list[ir.Instruction] = []
        for s in body:
            match s:
                case ast.Pass() | ast.Expr(value=ast.Constant()):  # a docstring
                    continue
                case ast.If(test=ast.Name(id=word), body=yes, orelse=no) if self.is_told(word):
                    made += self.statements(yes if self.scope.constants[word] else no)
                case _:
                    made.append(self.statement(s))
        return tuple(made)

    def is_told(self, word: str) -> bool:
        """Whether a name is a truth value with which a template is filled in."""
        return word not in self.types and isinstance(self.scope.constants.get(word), bool)

    def statement(self, s: ast.stmt) -> ir.Instruction:
        """Read one statement."""
        at = self.place(s)
        match s:
            case ast.Assign(targets=[ast.Name(id=word)], value=value):
                return self.let(word, self.value(value), at)
            case ast.Assign(targets=[ast.Subscript() as place], value=value):
                field, index = self.cell(place)
                return c.put(field, index, self.wanted(self.value(value), field.type), at)
            case ast.AugAssign(target=ast.Subscript() as place, op=ast.Add(), value=value):
                return c.change(*self.cell(place), "+", self.value(value), at)
            case ast.AugAssign(target=ast.Subscript() as place, op=ast.Sub(), value=value):
                return c.change(*self.cell(place), "-", self.value(value), at)
            case ast.If(test=test, body=yes, orelse=no):
                return c.when(self.value(test), self.statements(yes), self.statements(no), at)
            case ast.While(test=test, body=body, orelse=[]):
                return c.during(self.value(test), self.statements(body), at)
            case ast.For(
                target=ast.Name(id=word),
                iter=ast.Call(func=ast.Name(id="range"), args=[start, stop]),
                body=body,
                orelse=[],
            ):
                first, last = self.value(start), self.value(stop)
                self.types[word] = "i64"
                self.written.discard(word)
                return c.loop(c.local(word), first, last, self.statements(body), at)
            case ast.Return(value=None):
                return c.give(None, at)
            case ast.Return(value=ast.expr() as value):
                return c.give(self.wanted(self.value(value), self.gives), at)
            case ast.Continue():
                return c.skip(at)
            case ast.Break():
                return c.leave(at)
            case ast.Expr(value=ast.Call() as call):
                made = self.call(call)
                assert isinstance(made, ir.Invoke)
                return c.do(made, at)
        raise AssertionError(f"not of the subset: {ast.dump(s)}")

    def let(self, word: str, value: ir.Term, at: Span | None) -> ir.Instruction:
        """Give a name a value; the first that is not only written tells its type."""
        only = self.is_written(value)
        if word not in self.types:
            self.types[word] = value.type
            if only:
                self.written.add(word)
        elif word in self.written and not only:
            if value.type == "u64":
                self.is_key(word)
            self.written.discard(word)
        return c.let(c.local(word, self.types[word]), self.wanted(value, self.types[word]), at)

    def is_key(self, word: str) -> None:
        """Begin anew, with a name that is a key."""
        self.keys[word] = "u64"
        self.written.clear()
        raise _AgainError

    def is_written(self, e: ir.Term) -> bool:
        """Whether an expression is made of whole numbers as written alone."""
        if isinstance(e, ir.Variable):
            return e.word in self.written
        if isinstance(e, ir.Unary):
            return e.op == "-" and self.is_written(e.operand)
        if isinstance(e, ir.Binary | ir.Choose):
            sides = (e.left, e.right) if isinstance(e, ir.Binary) else (e.yes, e.no)
            return all(map(self.is_written, sides))
        return isinstance(e, ir.Immediate) and e.type == "i64"

    # expressions ----------------------------------------------------------------------------------

    def value(self, e: ast.expr) -> ir.Term:
        """Read an expression."""
        match e:
            case ast.Constant(value=bool() | int() | float() as value):
                return c.const(value)
            case ast.Name(id=word) if word in self.types:
                return c.local(word, self.types[word])
            case ast.Name(id=word):
                return c.const(self.scope.constants[word])
            case ast.Subscript():
                return c.at(*self.cell(e))
            case ast.Call():
                return self.call(e)
            case ast.BinOp(left=left, op=op, right=right):
                one, other = self.sides(left, right)
                return c.binary(one, _ARITHMETIC[type(op)], other)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return c.negate(self.value(operand))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return c.minus(self.value(operand))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                one, other = self.sides(left, right)
                return c.compare(one, _COMPARISON[type(op)], other)
            case ast.BoolOp(op=op, values=parts):
                join = c.both if isinstance(op, ast.And) else c.either
                return join(*(self.value(part) for part in parts))
            case ast.IfExp(test=test, body=yes, orelse=no):
                asked = self.value(test)
                return c.choose(asked, *self.sides(yes, no))
        raise AssertionError(f"not of the subset: {ast.dump(e)}")

    def sides(self, left: ast.expr, right: ast.expr) -> tuple[ir.Term, ir.Term]:
        """Read two sides; beside a key, what is only written is one."""
        one, other = self.value(left), self.value(right)
        return self.wanted(one, other.type), self.wanted(other, one.type)

    def wanted(self, e: ir.Term, kind: Scalar) -> ir.Term:
        """Return an expression where one of this type is wanted."""
        key = kind == "u64" and e.type != "u64" and self.is_written(e)
        return self.as_key(e) if key else e

    def as_key(self, e: ir.Term) -> ir.Term:
        """Return what is only written as a key; if it names something, begin anew."""
        match e:
            case ir.Variable(word=word):
                self.is_key(word)
            case ir.Binary(op=op, left=left, right=right, at=at):
                return ir.Binary("u64", op, self.as_key(left), self.as_key(right), at)
            case ir.Choose(test=test, yes=yes, no=no, at=at):
                return ir.Choose("u64", test, self.as_key(yes), self.as_key(no), at)
        return c.of_type(e, "u64")

    def cell(self, e: ast.Subscript) -> tuple[Field, ir.Term]:
        """Read `b.field[index]`."""
        assert isinstance(e.value, ast.Attribute)
        return self.scope.fields[e.value.attr], self.value(e.slice)

    def call(self, e: ast.Call) -> ir.Term:
        """Read a call, or a conversion."""
        assert isinstance(e.func, ast.Name)
        word = e.func.id
        to = _CONVERSIONS.get(word)
        if to is not None:
            return c.convert(self.value(e.args[0]), to)
        found = self.scope.signatures[word]
        args = [self.value(arg) for arg in (e.args[1:] if found.block else e.args)]
        if word == ir.KEPT_WHOLE and isinstance(args[0], ir.Binary):
            asked = e.args[1]
            assert isinstance(asked, ast.BinOp)
            if type(asked.op) in _SATURATED:
                args[0] = c.binary(args[0].left, _SATURATED[type(asked.op)], args[0].right)
        return c.call(found, *args)
