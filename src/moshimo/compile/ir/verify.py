"""Holds a function of the typed form to the subset, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from typing import assert_never

from moshimo.compile.ir.nodes import (
    KEPT_WHOLE,
    Binary,
    Break,
    Call,
    Change,
    Choose,
    Compare,
    Const,
    Continue,
    Convert,
    Count,
    Do,
    Expression,
    Function,
    If,
    Let,
    Load,
    Local,
    Logic,
    Return,
    Statement,
    Store,
    Unary,
    While,
)
from moshimo.errors import OurError, Span
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar, Signature

OPERATORS: Mapping[str, frozenset[Scalar]] = {
    "+": frozenset({"i64", "u64", "f64"}),
    "-": frozenset({"i64", "f64"}),
    "*": frozenset({"i64", "u64", "f64"}),
    "/": frozenset({"f64"}),
    "//": frozenset({"i64"}),
    "%": frozenset({"i64"}),
    "&": frozenset({"i64", "u64"}),
    "^": frozenset({"u64"}),
    ">>": frozenset({"u64"}),
    "+sat": frozenset({"i64"}),
    "-sat": frozenset({"i64"}),
    "*sat": frozenset({"i64"}),
    "==": frozenset({"i64", "u64", "f64", "bool"}),
    "!=": frozenset({"i64", "u64", "f64", "bool"}),
    "<": frozenset({"i64", "u64", "f64"}),
    "<=": frozenset({"i64", "u64", "f64"}),
    ">": frozenset({"i64", "u64", "f64"}),
    ">=": frozenset({"i64", "u64", "f64"}),
}
_CONVERTED: Mapping[Scalar, frozenset[Scalar]] = {
    "i64": frozenset({"f64", "u64"}),
    "f64": frozenset({"i64", "u64"}),
}
_MOST = {"i64": (-(1 << 63), (1 << 63) - 1), "u64": (0, (1 << 64) - 1)}
_NEVER = -1  # which names have a value where nothing comes: all


@dataclass(frozen=True, slots=True)
class Schema:
    """What a function may name.

    Attributes:
        fields: of the block, by name.
        signatures: functions, the kernel's and the world's.
    """

    fields: Mapping[str, Field]
    signatures: Mapping[str, Signature]


def verify(function: Function, schema: Schema) -> None:
    """Hold a function to the subset.

    Every type agrees; a name has a value on every way to where it is read; fields are there, and
    their places whole numbers; calls are as their functions want them; `break` and `continue` stand
    in loops; and every way through gives a value, if one is to be given.

    Raises:
        OurError: something is not so; it says what and where.
    """
    checker = _Checker(function, schema)
    if schema.signatures.get(function.word) != function.signature:
        checker.no("is not known as it is made", function)
    ways = 0
    for parameter in function.signature.parameters:
        ways |= checker.bit(Local(parameter.word, parameter.type))
    if checker.body(function.body, ways) != _NEVER and function.signature.gives != "none":
        checker.no("some way through it gives no value", function)


@dataclass(slots=True)
class _Checker:
    """Checks one function. Which names have a value is told by a bit each."""

    function: Function
    schema: Schema
    types: dict[str, Scalar] = field(default_factory=dict)
    bits: dict[str, int] = field(default_factory=dict)
    loops: list[int] = field(default_factory=list)  # which names have a value at every `break`
    place: Span | None = None

    def no(self, what: str, node: Function | Expression | Statement) -> None:
        """Refuse the function."""
        where = node.at or self.place or self.function.at or Span("moshimo")
        raise OurError(f"`{self.function.word}` {what}: {node}"[:600], where)

    def bit(self, local: Local) -> int:
        """Return the bit of a name; hold it to its one type."""
        if self.types.setdefault(local.word, local.type) != local.type:
            self.no(f"has {local.word} as {self.types[local.word]} too", local)
        return self.bits.setdefault(local.word, 1 << len(self.bits))

    # statements -----------------------------------------------------------------------------------

    def body(self, body: Sequence[Statement], ways: int) -> int:
        """Check statements; return which names have a value after them."""
        for s in body:
            self.place = s.at or self.place
            ways = self.statement(s, ways)
        return ways

    def statement(self, s: Statement, ways: int) -> int:
        """Check a statement; return which names have a value after it."""
        match s:
            case Let(local=local, value=value):
                self.wanted(value, local.type, ways)
                return ways | self.bit(local)
            case Store(field=field, index=index, value=value):
                self.wanted(value, field.type, ways)
                self.cell(s, field, index, ways)
            case Change(field=field, index=index, value=value):
                self.cell(s, field, index, ways)
                self.wanted(value, field.type, ways)
                if field.type not in ("i64", "f64"):
                    self.no(f"changes {field.type} in place", s)
            case Do(call=call):
                self.expression(call, ways)
            case If(test=test, yes=yes, no=no):
                self.wanted(test, "bool", ways)
                after = self.body(yes, ways)
                if not no and self.asks_once(s):
                    return after
                return after & self.body(no, ways)
            case While(test=test, body=body):
                self.wanted(test, "bool", ways)
                return self.loop(body, ways, _NEVER if _is_true(test) else ways)
            case Count(local=local, start=start, stop=stop, body=body):
                self.wanted(start, "i64", ways)
                self.wanted(stop, "i64", ways)
                if local.type != "i64":
                    self.no(f"counts in {local.type}", s)
                return self.loop(body, ways | self.bit(local), ways)
            case Return(value=value):
                if value is not None:
                    self.wanted(value, self.function.signature.gives, ways)
                elif self.function.signature.gives != "none":
                    self.no("gives no value", s)
                return _NEVER
            case Break() | Continue():
                if not self.loops:
                    self.no("leaves a loop that is not there", s)
                if isinstance(s, Break):
                    self.loops[-1] &= ways
                return _NEVER
            case _:
                assert_never(s)
        return ways

    def loop(self, body: Sequence[Statement], ways: int, after: int) -> int:
        """Check a loop's body; `after` is what has a value when it ends by itself."""
        self.loops.append(after)
        self.body(body, ways)
        return self.loops.pop()

    def asks_once(self, s: If) -> bool:
        """Whether it is `if flag == 0`, and the flag is up once that was done, and only then.

        What is given a value in there has one from then on, whether it is done now or was before.
        """
        match s:
            case If(
                test=Compare(op="==", left=Local(word=word), right=Const(value=0)),
                yes=(Let(local=Local(word=raised), value=Const(value=1)), *more),
            ) if word == raised and all(isinstance(one, Let) for one in more):
                given = [one.value for one in _lets(self.function.body) if one.local.word == word]
                up = [value for value in given if not isinstance(value, Const) or value.value != 0]
                return len(up) == 1
        return False

    def cell(self, s: Expression | Statement, field: Field, index: Expression, ways: int) -> None:
        """Check a place of a field."""
        known = self.schema.fields.get(field.word)
        if known is None or known.type != field.type:
            self.no(f"names {field.word}, which is no such field of the block", s)
        elif isinstance(index, Const):
            if index.type != "i64" or not (known.pool or 0 <= index.value < known.size):
                self.no(f"has a place outside {field.word}", s)
        else:
            self.wanted(index, "i64", ways)

    # expressions ----------------------------------------------------------------------------------

    def wanted(self, e: Expression, type: Scalar, ways: int) -> None:
        """Check an expression where a type is wanted."""
        self.expression(e, ways)
        if e.type != type:
            self.no(f"has {e.type} where {type} is wanted", e)

    def expression(self, e: Expression, ways: int) -> None:
        """Check an expression."""
        match e:
            case Local(word=word):
                if not ways & self.bit(e):
                    self.no(f"reads {word}, which may have no value yet", e)
            case Const(type=type, value=value):
                if type in _MOST:
                    low, high = _MOST[type]
                    if isinstance(value, bool | float) or not low <= value <= high:
                        self.no(f"has what is no {type}", e)
                elif not isinstance(value, float if type == "f64" else bool):
                    self.no(f"has what is no {type}", e)
            case Load(field=field, index=index):
                self.cell(e, field, index, ways)
            case Compare(op=op, left=left, right=right):
                self.expression(left, ways)
                self.wanted(right, left.type, ways)
                if left.type not in OPERATORS[op]:
                    self.no(f"compares {left.type}", e)
            case Binary(type=type, op=op, left=left, right=right):
                self.wanted(left, type, ways)
                self.wanted(right, type, ways)
                if type not in OPERATORS[op] or op.endswith("sat"):
                    self.no(f"has no {op} of {type} here", e)
                if op == ">>" and not (isinstance(right, Const) and right.value < 64):
                    self.no("shifts by what is no number from 0 to 63", e)
            case Call():
                self.call(e, ways)
            case Logic(parts=parts):
                for part in parts:
                    self.wanted(part, "bool", ways)
            case Unary(op=op, operand=operand):
                self.expression(operand, ways)
                if operand.type not in (("bool",) if op == "not" else ("i64", "f64")):
                    self.no(f"has no {op} of {operand.type}", e)
            case Choose(type=type, test=test, yes=yes, no=no):
                self.wanted(test, "bool", ways)
                self.wanted(yes, type, ways)
                self.wanted(no, type, ways)
            case Convert(type=type, operand=operand):
                self.expression(operand, ways)
                if operand.type not in _CONVERTED.get(type, ()):
                    self.no(f"makes no {type} of {operand.type}", e)
            case _:
                assert_never(e)

    def call(self, e: Call, ways: int) -> None:
        """Check a call; an `i64` where a `u64` is wanted keeps its bits."""
        found = e.function
        known = self.schema.signatures.get(found.word)
        if known is not found and known != found:
            self.no(f"calls {found.word}, which is no such function", e)
        if len(e.args) != len(found.parameters):
            self.no(f"calls {found.word} with {len(e.args)} values", e)
        for arg, parameter in zip(e.args, found.parameters, strict=True):
            if isinstance(arg, Binary) and arg.op.endswith("sat") and found.word == KEPT_WHOLE:
                self.wanted(arg.left, "i64", ways)
                self.wanted(arg.right, "i64", ways)
                continue
            self.expression(arg, ways)
            if arg.type != parameter.type and (arg.type, parameter.type) != ("i64", "u64"):
                self.no(f"calls {found.word} with {arg.type} as {parameter.word}", e)


def _is_true(test: Expression) -> bool:
    return isinstance(test, Const) and test.value is True


def _lets(body: Sequence[Statement]) -> Iterator[Let]:
    """Yield whatever gives a name a value."""
    for s in body:
        match s:
            case Let():
                yield s
            case If(yes=yes, no=no):
                yield from _lets(yes)
                yield from _lets(no)
            case While(body=inner) | Count(body=inner):
                yield from _lets(inner)
            case Store() | Change() | Do() | Return() | Break() | Continue():
                pass
            case _:
                assert_never(s)
