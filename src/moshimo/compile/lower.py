"""The subset, as Python's `ast` → LLVM IR text. Knows the subset's page and nothing of worlds.

Types, operators and their edge cases: docs/reference/subset.md. Each function comes to text by
itself; `compile/native.py` puts together what belongs together.
"""

from __future__ import annotations

import ast
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from moshimo.compile.layout import Field

LITERAL = "literal"  # a whole number as written: i64 or u64, as needed
LLVM = {LITERAL: "i64", "i64": "i64", "u64": "i64", "f64": "double", "bool": "i1", "None": "void"}
_OF_FORM = {"q": "i64", "Q": "u64", "d": "f64"}
_ZERO = {"i64": " 0", "u64": " 0", "f64": " 0.0", "bool": " false", "None": ""}
_PLAIN: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}
_REAL: dict[type[ast.operator], str] = {
    ast.Add: "fadd",
    ast.Sub: "fsub",
    ast.Mult: "fmul",
    ast.Div: "fdiv",
}
_COMPARED: dict[type[ast.cmpop], tuple[str, str, str]] = {  # i64 and bool, u64, f64
    ast.Eq: ("icmp eq", "icmp eq", "fcmp oeq"),
    ast.NotEq: ("icmp ne", "icmp ne", "fcmp une"),
    ast.Lt: ("icmp slt", "icmp ult", "fcmp olt"),
    ast.LtE: ("icmp sle", "icmp ule", "fcmp ole"),
    ast.Gt: ("icmp sgt", "icmp ugt", "fcmp ogt"),
    ast.GtE: ("icmp sge", "icmp uge", "fcmp oge"),
}
_KEPT = "kept_whole"  # what is reckoned straight into it may overflow: it arrives as too large
_SATURATED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("llvm.sadd.sat.i64", ""),
    ast.Sub: ("llvm.ssub.sat.i64", ""),
    ast.Mult: ("llvm.smul.fix.sat.i64", ", i32 0"),
}
OURS = "our."  # what our functions' names begin with: LLVM takes a `floor` for the C library's
STRAY = "stray"  # the function of the kernel that notes a place outside its field


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's types: those of its roles, and of what it gives."""

    roles: tuple[str, ...]
    gives: str


@dataclass(frozen=True, slots=True)
class Known:
    """What functions may name.

    Attributes:
        fields: the block's fields, by name, in their order.
        constants: the kernel's constants.
        signatures: all functions, the kernel's and the world's.
        tags: for each field the number of its alias class in a module.
        guards: for each function the number under which it reports a place outside its field; what
            is not listed reports 0.
        guarded: whether such places are looked for at all.
    """

    fields: Mapping[str, Field]
    constants: Mapping[str, float | int]
    signatures: Mapping[str, Signature]
    tags: Mapping[str, int]
    guards: Mapping[str, int] = field(default_factory=dict)
    guarded: bool = True


@dataclass(frozen=True, slots=True)
class Lowered:
    """A function as LLVM text.

    Attributes:
        word: its name.
        text: `gives @name(roles) … {body}`, without `define` and what goes before it.
        calls: the functions that it calls, in order of first mention.
        fields: the fields that it touches, in order of first mention.
        size: its length in lines.
        loops: whether it has a loop.
    """

    word: str
    text: str
    calls: tuple[str, ...]
    fields: tuple[str, ...]
    size: int
    loops: bool


def signature(made: ast.FunctionDef) -> Signature:
    """Return the types that a function's annotations tell."""
    return Signature(tuple(_word(a.annotation) for a in made.args.args), _word(made.returns))


def _word(node: ast.expr | None) -> str:
    return node.id if isinstance(node, ast.Name) else "None"


def lower(made: ast.FunctionDef, known: Known) -> Lowered:
    """Return a function as LLVM text.

    Args:
        made: a function of the subset, with annotations. That it keeps to the page is not checked
            here: a test reads all that there is.
        known: what it may name.
    """
    shape = known.signatures[made.name]
    writer = _Writer(known, made.name, shape.gives)
    own = [(a.arg, k) for a, k in zip(made.args.args, shape.roles, strict=True) if k != "Block"]
    writer.types |= dict(own)
    writer.infer(made.body)
    writer.line("entry:")
    for word, kind in writer.types.items():
        writer.line(f"%v.{word} = alloca {LLVM[kind]}")
    for word, kind in own:
        writer.line(f"store {LLVM[kind]} %r.{word}, ptr %v.{word}")
    writer.statements(made.body)
    writer.line(f"ret {LLVM[shape.gives]}{_ZERO[shape.gives]}")
    writer.close()
    roles = [
        "ptr %b" if kind == "Block" else f"{LLVM[kind]} %r.{a.arg}"
        for a, kind in zip(made.args.args, shape.roles, strict=True)
    ]
    body = "\n".join(writer.lines)
    text = f"{LLVM[shape.gives]} @{OURS}{made.name}({', '.join(roles)}) #0 {{\n{body}\n}}\n"
    return Lowered(
        made.name, text, tuple(writer.calls), tuple(writer.fields), len(writer.lines), writer.looped
    )


@dataclass(slots=True)
class _Writer:
    """Writes one function's body."""

    known: Known
    word: str
    gives: str
    lines: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    calls: dict[str, None] = field(default_factory=dict)
    fields: dict[str, None] = field(default_factory=dict)
    loops: list[tuple[str, str]] = field(default_factory=list)  # where continue and break lead
    block: str = "entry"  # the block that is being written
    last: int = 0
    guarded: bool = False  # whether some place is checked
    looped: bool = False

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
            self.open("stray")
            number = self.known.guards.get(self.word, 0)
            self.line(f"call void @{OURS}{STRAY}(ptr %b, i64 {number})")
            self.line(f"ret {LLVM[self.gives]}{_ZERO[self.gives]}")
            self.calls[STRAY] = None

    # types ------------------------------------------------------------------------------------

    def infer(self, body: Sequence[ast.stmt]) -> None:
        """Find the type of each name: that of the first value it gets that is no literal."""
        before: dict[str, str] | None = None
        while before != self.types:  # a name may get another's value before that one has a type
            before = dict(self.types)
            self.inferred(body)

    def inferred(self, body: Sequence[ast.stmt]) -> None:
        """Go once through statements."""
        for s in body:
            match s:
                case ast.Assign(targets=[ast.Name(id=word)], value=value):
                    if self.types.get(word, LITERAL) == LITERAL:
                        self.types[word] = self.type(value)
                case ast.If(body=yes, orelse=no):
                    self.inferred(yes)
                    self.inferred(no)
                case ast.While(body=inner):
                    self.inferred(inner)
                case ast.For(target=ast.Name(id=word), body=inner):
                    self.types[word] = "i64"
                    self.inferred(inner)

    def type(self, e: ast.expr) -> str:
        """Return the type of an expression."""
        match e:
            case ast.Constant(value=bool()) | ast.Compare() | ast.BoolOp():
                return "bool"
            case ast.UnaryOp(op=ast.Not()):
                return "bool"
            case ast.Constant(value=int()):
                return LITERAL
            case ast.Constant():
                return "f64"
            case ast.Name(id=word):
                return self.types[word] if word in self.types else self.constant(word)[0]
            case ast.Subscript(value=ast.Attribute(attr=word)):
                return _OF_FORM[self.known.fields[word].form]
            case ast.Call(func=ast.Name(id=("i64" | "f64") as word)):
                return word
            case ast.Call(func=ast.Name(id=word)):
                return self.known.signatures[word].gives
            case ast.UnaryOp(operand=operand):
                return self.type(operand)
            case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
                kind = self.type(one)
                return self.type(other) if kind == LITERAL else kind
        raise AssertionError(ast.dump(e))

    def constant(self, word: str) -> tuple[str, str]:
        """Return the type and text of one of the kernel's constants."""
        value = self.known.constants[word]
        return ("f64", real(value)) if isinstance(value, float) else (LITERAL, whole(value))

    # statements -------------------------------------------------------------------------------

    def statements(self, body: Sequence[ast.stmt]) -> None:
        """Write statements in a row."""
        for s in body:
            self.statement(s)

    def statement(self, s: ast.stmt) -> None:
        """Write one statement."""
        match s:
            case ast.Assign(targets=[ast.Name(id=word)], value=value):
                kind = self.types[word]
                self.line(f"store {LLVM[kind]} {self.value(value)}, ptr %v.{word}")
            case ast.Assign(targets=[ast.Subscript() as place], value=value):
                made = self.value(value)
                kind, where, tag = self.place(place)
                self.line(f"store {LLVM[kind]} {made}, ptr {where}{tag}")
            case ast.AugAssign(target=ast.Subscript() as place, op=op, value=value):
                kind, where, tag = self.place(place)
                old = self.let(f"load {LLVM[kind]}, ptr {where}{tag}")
                change = (_REAL if kind == "f64" else _PLAIN)[type(op)]
                new = self.let(f"{change} {LLVM[kind]} {old}, {self.value(value)}")
                self.line(f"store {LLVM[kind]} {new}, ptr {where}{tag}")
            case ast.If(test=test, body=yes, orelse=no):
                self.branch(test, yes, no)
            case ast.While(test=test, body=inner):
                self.during(test, inner)
            case ast.For(target=ast.Name(id=word), iter=ast.Call(args=args), body=inner):
                self.count(word, args, inner)
            case ast.Return(value=None):
                self.leave("ret void")
            case ast.Return(value=ast.expr() as value):
                self.leave(f"ret {LLVM[self.gives]} {self.value(value)}")
            case ast.Continue():
                self.leave(f"br label %{self.loops[-1][0]}")
            case ast.Break():
                self.leave(f"br label %{self.loops[-1][1]}")
            case ast.Expr(value=ast.Call() as call):
                self.call(call)

    def leave(self, text: str) -> None:
        """End the block; what comes after it is never reached."""
        self.line(text)
        self.open(self.fresh())

    def branch(self, test: ast.expr, yes: Sequence[ast.stmt], no: Sequence[ast.stmt]) -> None:
        """Write an `if`."""
        then, after = self.fresh(), self.fresh()
        other = self.fresh() if no else after
        self.line(f"br i1 {self.value(test)}, label %{then}, label %{other}")
        self.open(then)
        self.statements(yes)
        if no:
            self.line(f"br label %{after}")
            self.open(other)
            self.statements(no)
        self.start(after)

    def during(self, test: ast.expr, body: Sequence[ast.stmt]) -> None:
        """Write a `while`."""
        head, inside, after = self.fresh(), self.fresh(), self.fresh()
        self.looped = True
        self.start(head)
        self.line(f"br i1 {self.value(test)}, label %{inside}, label %{after}")
        self.open(inside)
        self.loops.append((head, after))
        self.statements(body)
        self.loops.pop()
        self.line(f"br label %{head}")
        self.open(after)

    def count(self, word: str, args: Sequence[ast.expr], body: Sequence[ast.stmt]) -> None:
        """Write a `for` over a range: the name is set anew each time, whatever the body made it."""
        first, stop = self.value(args[0]), self.value(args[1])
        head, inside, more, after = (self.fresh() for _ in range(4))
        before, step = self.block, f"%n.{more}"
        self.looped = True
        self.start(head)
        at = self.let(f"phi i64 [ {first}, %{before} ], [ {step}, %{more} ]")
        test = self.let(f"icmp slt i64 {at}, {stop}")
        self.line(f"br i1 {test}, label %{inside}, label %{after}")
        self.open(inside)
        self.line(f"store i64 {at}, ptr %v.{word}")
        self.loops.append((more, after))
        self.statements(body)
        self.loops.pop()
        self.start(more)
        self.line(f"{step} = add i64 {at}, 1")
        self.line(f"br label %{head}")
        self.open(after)

    # expressions ------------------------------------------------------------------------------

    def value(self, e: ast.expr) -> str:
        """Write an expression; return the name or text of its value."""
        match e:
            case ast.Constant(value=value):
                return text(value)
            case ast.Name(id=word) if word in self.types:
                return self.let(f"load {LLVM[self.types[word]]}, ptr %v.{word}")
            case ast.Name(id=word):
                return self.constant(word)[1]
            case ast.Subscript():
                kind, where, tag = self.place(e)
                return self.let(f"load {LLVM[kind]}, ptr {where}{tag}")
            case ast.Call(func=ast.Name(id=("i64" | "f64") as word), args=[arg]):
                return self.convert(word, arg)
            case ast.Call():
                return self.call(e)
            case ast.BinOp():
                return self.arithmetic(e)
            case ast.UnaryOp(op=op, operand=operand):
                made = self.value(operand)
                if isinstance(op, ast.Not):
                    return self.let(f"xor i1 {made}, true")
                real_ = self.type(operand) == "f64"
                return self.let(f"fneg double {made}" if real_ else f"sub i64 0, {made}")
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                kind = self.either(left, right)
                form = _COMPARED[type(op)][2 if kind == "f64" else int(kind == "u64")]
                one, other = self.value(left), self.value(right)
                return self.let(f"{form} {LLVM[kind]} {one}, {other}")
            case ast.BoolOp(op=op, values=parts):
                return self.logic(isinstance(op, ast.And), parts)
            case ast.IfExp(test=test, body=yes, orelse=no):
                return self.choice(test, yes, no)
        raise AssertionError(ast.dump(e))

    def either(self, one: ast.expr, other: ast.expr) -> str:
        """Return the type of two sides, of which one may be a literal."""
        kind = self.type(one)
        kind = self.type(other) if kind == LITERAL else kind
        return "i64" if kind == LITERAL else kind

    def arithmetic(self, e: ast.BinOp) -> str:
        """Write an operator between two numbers."""
        kind = self.either(e.left, e.right)
        one, other = self.value(e.left), self.value(e.right)
        match e.op:
            case ast.BitAnd():
                return self.let(f"and i64 {one}, {other}")
            case ast.BitXor():
                return self.let(f"xor i64 {one}, {other}")
            case ast.RShift():
                return self.let(f"lshr i64 {one}, {other}")
            case ast.FloorDiv() | ast.Mod():
                return self.divided(one, other, isinstance(e.op, ast.Mod))
        change = (_REAL if kind == "f64" else _PLAIN)[type(e.op)]
        return self.let(f"{change} {LLVM[kind]} {one}, {other}")

    def divided(self, one: str, other: str, rest: bool) -> str:
        """Write `//` or `%` with Python's signs: towards minus infinity."""
        left = self.let(f"srem i64 {one}, {other}")
        mixed = self.let(f"xor i64 {left}, {other}")
        turned = self.let(f"icmp slt i64 {mixed}, 0")
        uneven = self.let(f"icmp ne i64 {left}, 0")
        off = self.let(f"and i1 {turned}, {uneven}")
        if rest:
            more = self.let(f"add i64 {left}, {other}")
            return self.let(f"select i1 {off}, i64 {more}, i64 {left}")
        plain = self.let(f"sdiv i64 {one}, {other}")
        less = self.let(f"sub i64 {plain}, 1")
        return self.let(f"select i1 {off}, i64 {less}, i64 {plain}")

    def saturated(self, e: ast.BinOp) -> str:
        """Write a sum, difference or product that, too large, becomes the largest of its sign."""
        one, other = self.value(e.left), self.value(e.right)
        word, more = _SATURATED[type(e.op)]
        return self.let(f"call i64 @{word}(i64 {one}, i64 {other}{more})")

    def convert(self, to: str, arg: ast.expr) -> str:
        """Write a conversion between numbers."""
        made, kind = self.value(arg), self.type(arg)
        if to == "i64":
            if kind != "f64":
                return made
            return self.let(f"call i64 @llvm.fptosi.sat.i64.f64(double {made})")
        return self.let(f"{'uitofp' if kind == 'u64' else 'sitofp'} i64 {made} to double")

    def logic(self, both: bool, parts: Sequence[ast.expr]) -> str:
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

    def choice(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> str:
        """Write `x if t else y`: only one side is worked out."""
        kind = self.either(yes, no)
        then, other, after = self.fresh(), self.fresh(), self.fresh()
        self.line(f"br i1 {self.value(test)}, label %{then}, label %{other}")
        found: list[str] = []
        for block, side in ((then, yes), (other, no)):
            self.open(block)
            made = self.value(side)
            found.append(f"[ {made}, %{self.block} ]")
            self.line(f"br label %{after}")
        self.open(after)
        return self.let(f"phi {LLVM[kind]} {', '.join(found)}")

    def call(self, e: ast.Call) -> str:
        """Write a call; return the name of what it gives, "" for nothing."""
        assert isinstance(e.func, ast.Name)
        word = e.func.id
        shape = self.known.signatures[word]
        self.calls[word] = None
        args = []
        for arg, kind in zip(e.args, shape.roles, strict=True):
            if kind == "Block":
                args.append("ptr %b")
            elif word == _KEPT and isinstance(arg, ast.BinOp) and type(arg.op) in _SATURATED:
                args.append(f"i64 {self.saturated(arg)}")
            else:
                args.append(f"{LLVM[kind]} {self.value(arg)}")
        made = f"call {LLVM[shape.gives]} @{OURS}{word}({', '.join(args)})"
        if shape.gives == "None":
            self.line(made)
            return ""
        return self.let(made)

    # places -----------------------------------------------------------------------------------

    def place(self, e: ast.expr) -> tuple[str, str, str]:
        """Write where `b.field[i]` stands; return its type, its address, and whose it is.

        No two fields share memory, so each has an alias class of its own.
        """
        assert isinstance(e, ast.Subscript)
        assert isinstance(e.value, ast.Attribute)
        word = e.value.attr
        self.fields[word] = None
        found = self.known.fields[word]
        kind, tag = _OF_FORM[found.form], f", !tbaa !{self.known.tags[word]}"
        row, cell = _row_and_cell(e.slice, found)
        if cell >= 0:
            found = replace(found, size=0, start=8 * cell, step=8 * found.size)
        index = self.value(row)
        if not found.pool and index.isdigit():
            assert int(index) < found.size, word
            start = found.start + 8 * int(index)
            return kind, self.let(f"getelementptr i8, ptr %b, i64 {start}"), tag
        if self.known.guarded:
            room = self.head(f"room_{found.pool}") if found.pool else str(found.size)
            if found.pool and found.size:
                room = self.let(f"mul i64 {room}, {found.size}")
            inside = self.let(f"icmp ult i64 {index}, {room}")
            more = self.fresh()
            self.line(f"br i1 {inside}, label %{more}, label %stray, !prof !1")
            self.open(more)
            self.guarded = True
        if found.pool:
            at = self.head(f"at_{found.pool}")
            root = self.let(f"getelementptr i8, ptr %b, i64 {at}")
            head = self.let(f"getelementptr [{found.step} x i8], ptr {root}, i64 {index}")
            return kind, self.let(f"getelementptr i8, ptr {head}, i64 {found.start}"), tag
        root = self.let(f"getelementptr i8, ptr %b, i64 {found.start}")
        return kind, self.let(f"getelementptr i64, ptr {root}, i64 {index}"), tag

    def head(self, word: str) -> str:
        """Write what the block's head says of a pool: nothing changes it while code runs."""
        start = self.known.fields[word].start
        where = self.let(f"getelementptr i8, ptr %b, i64 {start}")
        return self.let(f"load i64, ptr {where}, !invariant.load !2")


def _row_and_cell(index: ast.expr, field: Field) -> tuple[ast.expr, int]:
    """Return the row and the cell of `row * cells + cell` in an array over a pool; else -1."""
    match index:
        case ast.BinOp(ast.BinOp(row, ast.Mult(), ast.Constant(many)), ast.Add(), ast.Constant(n)):
            if field.pool and many == field.size and isinstance(n, int) and 0 <= n < field.size:
                return row, n
    return index, -1


def text(value: object) -> str:
    """Return a constant as LLVM text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return whole(value)
    assert isinstance(value, float)
    return real(value)


def whole(value: int) -> str:
    """Return a whole number as LLVM text; what only an u64 can hold keeps its bits."""
    return str(value - (1 << 64) if value >= 1 << 63 else value)


def real(value: float) -> str:
    """Return a double as LLVM text: all its bits, in hexadecimal."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"
