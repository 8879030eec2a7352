"""Holds a function of the typed form to the subset, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import assert_never

from moshimo.compile.ir import nodes as ir
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
    "+sat": frozenset(),
    "-sat": frozenset(),
    "*sat": frozenset(),  # but in `kept_whole`
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
_SATURATED = ("+sat", "-sat", "*sat")
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


def verify(function: ir.Routine, schema: Schema) -> None:
    """Hold a function to the subset.

    Every type agrees. A name has a value on every way to where it is read. Fields are there, their
    places whole numbers, and what the world says stays. Calls are as their functions want them.
    `break` and `continue` stand in loops. Every way through gives a value, if one is to be given.

    Raises:
        OurError: something is not so; it says what and where.
    """
    checker = _Verifier(function, schema)
    if schema.signatures.get(function.word) != function.signature:
        checker.no("is not known as it is made", function)
    ways = 0
    for parameter in function.signature.parameters:
        ways |= checker.bit(ir.Variable(parameter.word, parameter.type))
    ended = checker.body(function.body, ways) == _NEVER
    checker.must(ended or function.signature.gives == "none", "may end without a value", function)


@dataclass(slots=True)
class _Verifier:
    """Checks one function. Which names have a value is told by a bit each."""

    function: ir.Routine
    schema: Schema
    types: dict[str, Scalar] = field(default_factory=dict)
    bits: dict[str, int] = field(default_factory=dict)
    loops: list[int] = field(default_factory=list)  # which names have a value at every `break`
    place: Span | None = None

    def no(self, what: str, node: ir.Routine | ir.Term | ir.Instruction) -> None:
        """Refuse the function."""
        where = node.at or self.place or self.function.at or Span("moshimo")
        raise OurError(f"`{self.function.word}` {what}: {node}"[:600], where)

    def must(self, so: bool, what: str, node: ir.Routine | ir.Term | ir.Instruction) -> None:
        """Refuse the function unless something is so."""
        if not so:
            self.no(what, node)

    def bit(self, local: ir.Variable) -> int:
        """Return the bit of a name; hold it to its one type."""
        if self.types.setdefault(local.word, local.type) != local.type:
            self.no(f"has {local.word} as {self.types[local.word]} too", local)
        return self.bits.setdefault(local.word, 1 << len(self.bits))

    # statements -----------------------------------------------------------------------------------

    def body(self, body: Sequence[ir.Instruction], ways: int) -> int:
        """Check statements; return which names have a value after them."""
        for s in body:
            self.place = s.at or self.place
            ways = self.statement(s, ways)
        return ways

    def statement(self, s: ir.Instruction, ways: int) -> int:
        """Check a statement; return which names have a value after it."""
        match s:
            case ir.Let(local=local, value=value):
                self.wanted(value, local.type, ways)
                return ways | self.bit(local)
            case ir.Store(field=field, index=index, value=value):
                self.wanted(value, field.type, ways)
                self.changed(s, field, index, ways)
                return ways
            case ir.Update(field=field, index=index, value=value):
                self.changed(s, field, index, ways)
                self.wanted(value, field.type, ways)
                self.must(field.type in ("i64", "f64"), "changes a key in place", s)
                return ways
            case ir.Perform(call=call):
                self.call(call, ways)
                return ways
            case ir.IfElse():
                return self.branch(s, ways)
            case ir.While(test=test, body=body):
                self.wanted(test, "bool", ways)
                ever = isinstance(test, ir.Immediate) and test.value is True
                return self.loop(body, ways, _NEVER if ever else ways)
            case ir.Count(local=local, start=start, stop=stop, body=body):
                self.wanted(start, "i64", ways)
                self.wanted(stop, "i64", ways)
                self.must(local.type == "i64", f"counts in {local.type}", s)
                return self.loop(body, ways | self.bit(local), ways)
            case ir.Exit(value=value):
                gives = self.function.signature.gives
                self.must((value is None) == (gives == "none"), f"is to give {gives}", s)
                if value is not None:
                    self.wanted(value, gives, ways)
                return _NEVER
            case ir.Break() | ir.Continue():
                self.must(bool(self.loops), "leaves a loop that is not there", s)
                if isinstance(s, ir.Break):
                    self.loops[-1] &= ways
                return _NEVER
        assert_never(s)

    def branch(self, s: ir.IfElse, ways: int) -> int:
        """Check an `if`; return which names have a value after it."""
        self.wanted(s.test, "bool", ways)
        after = self.body(s.yes, ways)
        if asks_once(s, self.function):
            return after
        return after & self.body(s.no, ways)

    def loop(self, body: Sequence[ir.Instruction], ways: int, after: int) -> int:
        """Check a loop's body; `after` is what has a value when it ends by itself."""
        self.loops.append(after)
        self.body(body, ways)
        return self.loops.pop()

    def changed(self, s: ir.Store | ir.Update, field: Field, index: ir.Term, ways: int) -> None:
        """Check a place of a field that is given a value."""
        self.cell(s, field, index, ways)
        self.must(field.lasts != "given", f"changes {field.word}, which no code does", s)

    def cell(self, s: ir.Term | ir.Instruction, field: Field, index: ir.Term, ways: int) -> None:
        """Check a place of a field."""
        known = self.schema.fields.get(field.word)
        if known is None or known.type != field.type:
            self.no(f"names {field.word}, which is no such field of the block", s)
        elif isinstance(index, ir.Immediate):
            inside = index.type == "i64" and 0 <= index.value < (known.size or inf)
            self.must(inside, f"has a place outside {field.word}", s)
        else:
            self.wanted(index, "i64", ways)

    # expressions ----------------------------------------------------------------------------------

    def wanted(self, e: ir.Term, kind: Scalar, ways: int) -> None:
        """Check an expression where a type is wanted."""
        self.expression(e, ways)
        if e.type != kind:
            self.no(f"has {e.type} where {kind} is wanted", e)

    def expression(self, e: ir.Term, ways: int) -> None:
        """Check an expression."""
        match e:
            case ir.Variable(word=word):
                if not ways & self.bit(e):
                    self.no(f"reads {word}, which may have no value yet", e)
            case ir.Immediate():
                self.must(_is_right(e), f"has what is no {e.type}", e)
            case ir.Load(field=field, index=index):
                self.cell(e, field, index, ways)
            case ir.Compare(op=op, left=left, right=right):
                self.expression(left, ways)
                self.wanted(right, left.type, ways)
                self.must(left.type in OPERATORS[op], f"has no {op} of {left.type}", e)
            case ir.Binary(type=kind, op=op, left=left, right=right):
                self.wanted(left, kind, ways)
                self.wanted(right, kind, ways)
                fits = op != ">>" or (isinstance(right, ir.Immediate) and right.value < 64)
                self.must(kind in OPERATORS[op] and fits, f"has no {op} of {kind} here", e)
            case ir.Invoke():
                self.call(e, ways)
            case ir.Logic(parts=parts):
                for part in parts:
                    self.wanted(part, "bool", ways)
            case ir.Unary(op=op, operand=operand):
                self.expression(operand, ways)
                kinds = ("bool",) if op == "not" else ("i64", "f64")
                self.must(operand.type in kinds, f"has no {op} of {operand.type}", e)
            case ir.Choose(type=kind, test=test, yes=yes, no=no):
                self.wanted(test, "bool", ways)
                self.wanted(yes, kind, ways)
                self.wanted(no, kind, ways)
            case ir.Convert(type=kind, operand=operand):
                self.expression(operand, ways)
                able = operand.type in _CONVERTED.get(kind, ())
                self.must(able, f"makes no {kind} of {operand.type}", e)
            case _:
                assert_never(e)

    def call(self, e: ir.Invoke, ways: int) -> None:
        """Check a call; an `i64` where a `u64` is wanted keeps its bits."""
        found = e.function
        known = self.schema.signatures.get(found.word)
        self.must(known == found, f"calls {found.word}, which is no such function", e)
        many = len(e.args) == len(found.parameters)
        self.must(many, f"calls {found.word} with {len(e.args)} values", e)
        for arg, parameter in zip(e.args, found.parameters, strict=True):
            if isinstance(arg, ir.Binary) and arg.op in _SATURATED and found.word == ir.KEPT_WHOLE:
                self.wanted(arg.left, "i64", ways)
                self.wanted(arg.right, "i64", ways)
            else:
                self.expression(arg, ways)
                fits = arg.type == parameter.type or (arg.type, parameter.type) == ("i64", "u64")
                self.must(fits, f"calls {found.word} with {arg.type} as {parameter.word}", arg)


def _is_right(e: ir.Immediate) -> bool:
    """Whether a constant's value is of its type."""
    if e.type in ("f64", "bool"):
        return isinstance(e.value, float if e.type == "f64" else bool)
    low, high = _MOST[e.type]
    return not isinstance(e.value, bool | float) and low <= e.value <= high


def asks_once(s: ir.IfElse, function: ir.Routine) -> bool:
    """Whether it is `if flag == 0`, and the flag is up once that was done, and only then.

    What is given a value in there has one from then on, whether it is done now or was before.
    """
    match s:
        case ir.IfElse(
            test=ir.Compare(op="==", left=ir.Variable(word=word), right=ir.Immediate(value=0)),
            yes=(ir.Let(local=ir.Variable(word=raised), value=ir.Immediate(value=1)), *more),
            no=(),
        ) if word == raised and all(isinstance(one, ir.Let) for one in more):
            inside = list(ir.within(function.body))
            counted = any(isinstance(one, ir.Count) and one.local.word == word for one in inside)
            if counted or word in {p.word for p in function.signature.parameters}:
                return False  # it comes with a value that nobody knows here
            lets = [one for one in inside if isinstance(one, ir.Let)]
            given = [one.value for one in lets if one.local.word == word]
            up = [
                value for value in given if not isinstance(value, ir.Immediate) or value.value != 0
            ]
            return len(up) == 1
    return False
