"""The typed form → LLVM's text. Each function comes to text by itself.

Operators and their edge cases: docs/reference/subset.md. `compile/native.py` puts together what
belongs together.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from moshimo.compile.ir import nodes as ir
from moshimo.engine.kernel import numbers
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar, signature

LLVM: Mapping[Scalar, str] = {
    "i64": "i64",
    "u64": "i64",
    "f64": "double",
    "bool": "i1",
    "none": "void",
}
_ZERO: Mapping[Scalar, str] = {
    "i64": " 0",
    "u64": " 0",
    "f64": " 0.0",
    "bool": " false",
    "none": "",
}
_QUOTIENT = (  # with Python's signs: towards minus infinity
    *("srem i64 {x}, {y}", "xor i64 {0}, {y}", "icmp slt i64 {1}, 0", "icmp ne i64 {0}, 0"),
    *("and i1 {2}, {3}", "sdiv i64 {x}, {y}", "sub i64 {5}, 1"),
    "select i1 {4}, i64 {6}, i64 {5}",
)
_REMAINDER = (*_QUOTIENT[:5], "add i64 {0}, {y}", "select i1 {4}, i64 {5}, i64 {0}")
ROWS: Mapping[tuple[str, Scalar], tuple[str, ...]] = {
    # the sides are {x} and {y}; what a line gives is known by the line's number
    ("+", "i64"): ("add i64 {x}, {y}",),
    ("-", "i64"): ("sub i64 {x}, {y}",),
    ("*", "i64"): ("mul i64 {x}, {y}",),
    ("//", "i64"): _QUOTIENT,
    ("%", "i64"): _REMAINDER,
    ("&", "i64"): ("and i64 {x}, {y}",),
    ("+sat", "i64"): ("call i64 @llvm.sadd.sat.i64(i64 {x}, i64 {y})",),
    ("-sat", "i64"): ("call i64 @llvm.ssub.sat.i64(i64 {x}, i64 {y})",),
    ("*sat", "i64"): ("call i64 @llvm.smul.fix.sat.i64(i64 {x}, i64 {y}, i32 0)",),
    ("+", "u64"): ("add i64 {x}, {y}",),
    ("*", "u64"): ("mul i64 {x}, {y}",),
    ("&", "u64"): ("and i64 {x}, {y}",),
    ("^", "u64"): ("xor i64 {x}, {y}",),
    (">>", "u64"): ("lshr i64 {x}, {y}",),
    ("+", "f64"): ("fadd double {x}, {y}",),
    ("-", "f64"): ("fsub double {x}, {y}",),
    ("*", "f64"): ("fmul double {x}, {y}",),
    ("/", "f64"): ("fdiv double {x}, {y}",),
    ("==", "i64"): ("icmp eq i64 {x}, {y}",),
    ("!=", "i64"): ("icmp ne i64 {x}, {y}",),
    ("<", "i64"): ("icmp slt i64 {x}, {y}",),
    ("<=", "i64"): ("icmp sle i64 {x}, {y}",),
    (">", "i64"): ("icmp sgt i64 {x}, {y}",),
    (">=", "i64"): ("icmp sge i64 {x}, {y}",),
    ("==", "u64"): ("icmp eq i64 {x}, {y}",),
    ("!=", "u64"): ("icmp ne i64 {x}, {y}",),
    ("<", "u64"): ("icmp ult i64 {x}, {y}",),
    ("<=", "u64"): ("icmp ule i64 {x}, {y}",),
    (">", "u64"): ("icmp ugt i64 {x}, {y}",),
    (">=", "u64"): ("icmp uge i64 {x}, {y}",),
    ("==", "f64"): ("fcmp oeq double {x}, {y}",),
    ("!=", "f64"): ("fcmp une double {x}, {y}",),
    ("<", "f64"): ("fcmp olt double {x}, {y}",),
    ("<=", "f64"): ("fcmp ole double {x}, {y}",),
    (">", "f64"): ("fcmp ogt double {x}, {y}",),
    (">=", "f64"): ("fcmp oge double {x}, {y}",),
    ("==", "bool"): ("icmp eq i1 {x}, {y}",),
    ("!=", "bool"): ("icmp ne i1 {x}, {y}",),
}
ROWS_OF_ONE: Mapping[tuple[str, Scalar], str] = {  # an operator or what is made; of what
    ("-", "i64"): "sub i64 0, {x}",
    ("-", "f64"): "fneg double {x}",
    ("not", "bool"): "xor i1 {x}, true",
    ("i64", "f64"): "call i64 @llvm.fptosi.sat.i64.f64(double {x})",
    ("i64", "u64"): "",  # the same bits
    ("f64", "i64"): "sitofp i64 {x} to double",
    ("f64", "u64"): "uitofp i64 {x} to double",
}
OURS = "our."  # what our functions' names begin with: LLVM takes a `floor` for the C library's
TRIP = signature(numbers.trip)
STRAY = signature(numbers.stray)  # notes a place outside its field


@dataclass(frozen=True, slots=True)
class Known:
    """What the functions of a world are written with.

    Attributes:
        fields: the block's fields, by name, where they stand.
        tags: for each field the number of its alias class in a module.
        guards: for each function the number under which it reports a place outside its field; what
            is not listed reports 0.
        guarded: whether such places are looked for at all.
    """

    fields: Mapping[str, Field]
    tags: Mapping[str, int]
    guards: Mapping[str, int] = field(default_factory=dict)
    guarded: bool = True


@dataclass(frozen=True, slots=True)
class Lowered:
    """A function as LLVM text.

    Attributes:
        text: `gives @name(roles) … {body}`, without `define` and what goes before it.
        head: `gives @name(types)`, for whoever calls it from another module.
        calls: the functions that it calls, in order of first mention.
        fields: the fields that it touches, in order of first mention.
        size: its length in lines.
    """

    text: str
    head: str
    calls: tuple[str, ...]
    fields: tuple[str, ...]
    size: int


def lower(function: ir.Routine, known: Known) -> Lowered:
    """Return a function, which `verify` has seen, as LLVM text."""
    shape = function.signature
    writer = _LlvmWriter(known, function.word, shape.gives)
    writer.statements(function.body)
    writer.line(f"ret {LLVM[shape.gives]}{_ZERO[shape.gives]}")
    writer.close()
    own = {p.word: p.type for p in shape.parameters}
    head = ["entry:"]
    head += [f"%v.{word} = alloca {LLVM[kind]}" for word, kind in {**own, **writer.names}.items()]
    head += [f"store {LLVM[kind]} %r.{word}, ptr %v.{word}" for word, kind in own.items()]
    block = ["ptr %b"] if shape.block else []
    roles = ", ".join([*block, *(f"{LLVM[kind]} %r.{word}" for word, kind in own.items())])
    types = ", ".join([*(["ptr"] if block else []), *(LLVM[kind] for kind in own.values())])
    name = f"{LLVM[shape.gives]} @{OURS}{function.word}"
    body = "\n".join([*head, *writer.lines])
    return Lowered(
        f"{name}({roles}) #0 {{\n{body}\n}}\n",
        f"{name}({types})",
        tuple(writer.calls),
        tuple(writer.fields),
        len(head) + len(writer.lines),
    )


@dataclass(slots=True)
class _LlvmWriter:
    """Writes one function's body."""

    known: Known
    word: str
    gives: Scalar
    lines: list[str] = field(default_factory=list)
    names: dict[str, Scalar] = field(default_factory=dict)  # those that are given a value
    calls: dict[str, None] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)
    loops: list[tuple[str, str]] = field(default_factory=list)  # where continue and break lead
    block: str = "entry"  # the block that is being written
    last: int = 0
    guarded: bool = False  # whether some place is checked

    def line(self, text: str) -> None:
        self.lines.append(text)

    def let(self, text: str) -> str:
        """Write a value; return its name."""
        self.last += 1
        self.lines.append(f"%t{self.last} = {text}")
        return f"%t{self.last}"

    def fresh(self) -> str:
        """Return the name of a block to come."""
        self.last += 1
        return f"l{self.last}"

    def start(self, block: str) -> None:
        """Begin a block; the one before leads into it unless it has led elsewhere."""
        self.line(f"br label %{block}")
        self.open(block)

    def open(self, block: str) -> None:
        self.line(f"{block}:")
        self.block = block

    def close(self) -> None:
        """Write where a place outside its field leads: the note is made, nothing more is done."""
        if self.guarded:
            self.open("outside")
            number = self.known.guards.get(self.word, 0)
            self.line(f"call void @{OURS}{STRAY.word}(ptr %b, i64 {number})")
            self.line(f"ret {LLVM[self.gives]}{_ZERO[self.gives]}")
            self.calls[STRAY.word] = None

    # statements -----------------------------------------------------------------------------------

    def statements(self, body: Sequence[ir.Instruction]) -> None:
        """Write statements in a row."""
        for s in body:
            self.statement(s)

    def statement(self, s: ir.Instruction) -> None:
        """Write one statement."""
        match s:
            case ir.Let(local=local, value=value):
                self.names[local.word] = local.type
                self.line(f"store {LLVM[local.type]} {self.value(value)}, ptr %v.{local.word}")
            case ir.Store(field=field, index=index, value=value):
                made = self.value(value)
                where = self.cell(field.word, index)
                self.line(f"store {LLVM[field.type]} {made}, ptr {where}")
            case ir.Update(field=field, index=index, op=op, value=value):
                where = self.cell(field.word, index)
                old = self.let(f"load {LLVM[field.type]}, ptr {where}")
                new = self.row(op, field.type, old, self.value(value))
                self.line(f"store {LLVM[field.type]} {new}, ptr {where}")
            case ir.Perform(call=call):
                self.line(self.call(call))
            case ir.IfElse(test=test, yes=yes, no=no):
                self.branch(test, yes, no)
            case ir.While(test=test, body=body):
                self.during(test, body)
            case ir.Count():
                self.count(s)
            case ir.Exit(value=value):
                made = "" if value is None else f" {self.value(value)}"
                self.leave(f"ret {LLVM[self.gives]}{made}")
            case ir.Continue():
                self.leave(f"br label %{self.loops[-1][0]}")
            case ir.Break():
                self.leave(f"br label %{self.loops[-1][1]}")
            case _:
                assert_never(s)

    def leave(self, text: str) -> None:
        """End the block; what comes after it is never reached."""
        self.line(text)
        self.open(self.fresh())

    def branch(
        self, test: ir.Term, yes: Sequence[ir.Instruction], no: Sequence[ir.Instruction]
    ) -> None:
        """Write an `if`."""
        then, after = self.fresh(), self.fresh()
        other = self.fresh() if no else after
        rare = ", !prof !3" if _is_rare(yes) else ""
        self.line(f"br i1 {self.value(test)}, label %{then}, label %{other}{rare}")
        self.open(then)
        self.statements(yes)
        if no:
            self.line(f"br label %{after}")
            self.open(other)
            self.statements(no)
        self.start(after)

    def during(self, test: ir.Term, body: Sequence[ir.Instruction]) -> None:
        """Write a `while`."""
        head, inside, after = self.fresh(), self.fresh(), self.fresh()
        self.start(head)
        self.line(f"br i1 {self.value(test)}, label %{inside}, label %{after}")
        self.open(inside)
        self.loops.append((head, after))
        self.statements(body)
        self.loops.pop()
        self.line(f"br label %{head}")
        self.open(after)

    def count(self, s: ir.Count) -> None:
        """Write a `for` over a range: the name is set anew each time, whatever the body made it."""
        first, stop = self.value(s.start), self.value(s.stop)
        head, inside, more, after = (self.fresh() for _ in range(4))
        before, step = self.block, f"%n.{more}"
        self.names[s.local.word] = s.local.type
        self.start(head)
        at = self.let(f"phi i64 [ {first}, %{before} ], [ {step}, %{more} ]")
        test = self.let(f"icmp slt i64 {at}, {stop}")
        self.line(f"br i1 {test}, label %{inside}, label %{after}")
        self.open(inside)
        self.line(f"store i64 {at}, ptr %v.{s.local.word}")
        self.loops.append((more, after))
        self.statements(s.body)
        self.loops.pop()
        self.start(more)
        self.line(f"{step} = add i64 {at}, 1")
        self.line(f"br label %{head}")
        self.open(after)

    # expressions ----------------------------------------------------------------------------------

    def value(self, e: ir.Term) -> str:
        """Write an expression; return the name or text of its value."""
        match e:
            case ir.Variable(word=word, type=type):
                return self.let(f"load {LLVM[type]}, ptr %v.{word}")
            case ir.Immediate(value=value):
                return text(value)
            case ir.Load(field=field, index=index):
                return self.let(f"load {LLVM[field.type]}, ptr {self.cell(field.word, index)}")
            case ir.Compare(op=op, left=left, right=right):
                return self.row(op, left.type, self.value(left), self.value(right))
            case ir.Binary(type=type, op=op, left=left, right=right):
                return self.row(op, type, self.value(left), self.value(right))
            case ir.Invoke():
                return self.let(self.call(e))
            case ir.Logic(op=op, parts=parts):
                return self.logic(op == "and", parts)
            case ir.Unary(op=word, operand=operand) | ir.Convert(type=word, operand=operand):
                made, row = self.value(operand), ROWS_OF_ONE[word, operand.type]
                return self.let(row.format(x=made)) if row else made
            case ir.Choose():
                return self.choice(e)
            case _:
                assert_never(e)

    def row(self, op: str, kind: Scalar, one: str, other: str) -> str:
        """Write an operator between two values."""
        made: list[str] = []
        for part in ROWS[op, kind]:
            made.append(self.let(part.format(*made, x=one, y=other)))
        return made[-1]

    def logic(self, both: bool, parts: Sequence[ir.Term]) -> str:
        """Write `and` or `or`: what need not be asked is not asked."""
        after = self.fresh()
        found: list[str] = []
        for part in parts[:-1]:
            made, more = self.value(part), self.fresh()
            found.append(f"[ {'false' if both else 'true'}, %{self.block} ]")
            yes, no = (more, after) if both else (after, more)
            self.line(f"br i1 {made}, label %{yes}, label %{no}")
            self.open(more)
        made = self.value(parts[-1])
        found.append(f"[ {made}, %{self.block} ]")
        self.start(after)
        return self.let(f"phi i1 {', '.join(found)}")

    def choice(self, e: ir.Choose) -> str:
        """Write `x if t else y`: only one side is worked out."""
        then, other, after = self.fresh(), self.fresh(), self.fresh()
        self.line(f"br i1 {self.value(e.test)}, label %{then}, label %{other}")
        found: list[str] = []
        for block, side in ((then, e.yes), (other, e.no)):
            self.open(block)
            made = self.value(side)
            found.append(f"[ {made}, %{self.block} ]")
            self.line(f"br label %{after}")
        self.open(after)
        return self.let(f"phi {LLVM[e.type]} {', '.join(found)}")

    def call(self, e: ir.Invoke) -> str:
        """Return a call, its arguments written."""
        shape = e.function
        args = ["ptr %b"] if shape.block else []
        for arg, parameter in zip(e.args, shape.parameters, strict=True):
            args.append(f"{LLVM[parameter.type]} {self.value(arg)}")
        self.calls[shape.word] = None
        return f"call {LLVM[shape.gives]} @{OURS}{shape.word}({', '.join(args)})"

    # places ---------------------------------------------------------------------------------------

    def cell(self, word: str, index: ir.Term) -> str:
        """Write where `b.field[i]` stands; return its address, and whose it is.

        No two fields share memory, so each has an alias class of its own.
        """
        self.fields[word] = None
        found, tag = self.known.fields[word], f", !tbaa !{self.known.tags[word]}"
        row, cell = _row_and_cell(index, found)
        if cell >= 0:
            found = replace(found, size=0, start=8 * cell, step=8 * found.size)
        if not found.pool and isinstance(index, ir.Immediate):
            start = found.start + 8 * int(index.value)
            return self.let(f"getelementptr i8, ptr %b, i64 {start}") + tag
        place = self.value(row)
        if self.known.guarded:
            room = self.head(f"room_{found.pool}") if found.pool else str(found.size)
            if found.pool and found.size:
                room = self.let(f"mul i64 {room}, {found.size}")
            inside = self.let(f"icmp ult i64 {place}, {room}")
            more = self.fresh()
            self.line(f"br i1 {inside}, label %{more}, label %outside, !prof !1")
            self.open(more)
            self.guarded = True
        if found.pool:
            at = self.head(f"at_{found.pool}")
            root = self.let(f"getelementptr i8, ptr %b, i64 {at}")
            head = self.let(f"getelementptr [{found.step} x i8], ptr {root}, i64 {place}")
            return self.let(f"getelementptr i8, ptr {head}, i64 {found.start}") + tag
        root = self.let(f"getelementptr i8, ptr %b, i64 {found.start}")
        return self.let(f"getelementptr i64, ptr {root}, i64 {place}") + tag

    def head(self, word: str) -> str:
        """Write what the block's head says of a pool: nothing changes it while code runs."""
        start = self.known.fields[word].start
        where = self.let(f"getelementptr i8, ptr %b, i64 {start}")
        return self.let(f"load i64, ptr {where}, !invariant.load !2")


def _is_rare(body: Sequence[ir.Instruction]) -> bool:
    """Whether statements begin by noting trouble, which ends the run."""
    return bool(body) and isinstance(body[0], ir.Perform) and body[0].call.function == TRIP


def _row_and_cell(index: ir.Term, field: Field) -> tuple[ir.Term, int]:
    """Return the row and the cell of `row * cells + cell` in an array over a pool; else -1."""
    if field.pool and isinstance(index, ir.Binary) and index.op == "+":
        scaled, cell = index.left, index.right
        if not (isinstance(scaled, ir.Binary) and isinstance(cell, ir.Immediate)):
            return index, -1
        by_row = scaled.op == "*" and scaled.right == ir.Immediate("i64", field.size)
        if by_row and 0 <= cell.value < field.size:
            return scaled.left, int(cell.value)
    return index, -1


def text(value: float) -> str:
    """Return a constant as LLVM text: of a double all its bits, in hexadecimal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):  # what only an u64 can hold keeps its bits
        return str(value - (1 << 64) if value >= 1 << 63 else value)
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
