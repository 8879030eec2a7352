"""Reads functions as the lowering will: every node, operator and type against the page's tables."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "subset.md"
WRITTEN = "written"  # a whole number as it stands in the text: i64 or u64
TYPES = ("i64", "u64", "f64", "bool")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the page allows: statements by form, operators by form and type."""

    statements: frozenset[str]
    operators: Mapping[str, frozenset[str]]


def shape() -> Shape:
    """Read the page's tables."""
    text = PAGE.read_text(encoding="utf-8")
    statements = {form(code) for code, _ in _rows(text, "Statements")}
    operators: dict[str, set[str]] = {}
    for code, types in _rows(text, "Operators"):
        operators.setdefault(form(code), set()).update(types)
    return Shape(frozenset(statements), {k: frozenset(v) for k, v in operators.items()})


def _rows(text: str, heading: str) -> Iterable[tuple[str, list[str]]]:
    """Yield each form of a table, and the types for which it stands there."""
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    for row in section.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if row.startswith("| `"):
            types = [t for t in TYPES if f"`{t}`" in cells[1]] or list(TYPES)
            for code in cells[0].split("`")[1::2]:
                yield code, types


def form(code: str) -> str:
    """Return the form of a line of the page, as `named` names a node."""
    node = ast.parse(f"while t:\n {code}" if code in ("continue", "break") else code).body[0]
    if isinstance(node, ast.While) and code in ("continue", "break"):
        node = node.body[0]
    if not isinstance(node, ast.Expr):
        return named(node)
    return "effect" if code == "f(b)" else named(node.value)


def named(node: ast.AST) -> str:
    """Return a node's form."""
    match node:
        case ast.Assign(targets=[ast.Name()]):
            return "name ="
        case ast.Assign(targets=[ast.Subscript()]):
            return "field ="
        case ast.AugAssign(target=ast.Subscript(), op=op):
            return f"field {type(op).__name__}="
        case ast.For(iter=ast.Call(func=ast.Name("range"), args=[_, _]), orelse=[]):
            return "for range"
        case ast.While(orelse=[]):
            return "while"
        case ast.BinOp(op=op) | ast.UnaryOp(op=op):
            return type(op).__name__
        case ast.BoolOp(op=bool_op):
            return type(bool_op).__name__
        case ast.Compare(ops=[one]):
            return type(one).__name__
        case ast.Subscript(value=ast.Attribute(value=ast.Name("b"))):
            return "field"
        case ast.Call(func=ast.Name(("i64" | "f64") as word), args=[_], keywords=[]):
            return word
        case ast.If() | ast.Return() | ast.Continue() | ast.Break() | ast.Pass() | ast.IfExp():
            return type(node).__name__
    return f"{type(node).__name__} that is not in the subset"


@dataclass(slots=True)
class Reader:
    """Reads functions; `wrong` gathers what the page does not allow."""

    shape: Shape
    fields: Mapping[str, str]
    constants: Mapping[str, str]
    signatures: Mapping[str, tuple[list[str], str]]
    wrong: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    function: str = ""
    gives: str = ""

    def read(self, made: ast.FunctionDef) -> None:
        """Read one function."""
        self.function = made.name
        types, self.gives = self.signatures[made.name]
        self.names = dict(zip((a.arg for a in made.args.args), types, strict=True))
        plain = (made.args.defaults, made.args.kwonlyargs, made.args.vararg, made.args.kwarg)
        if any(plain) or made.decorator_list:
            self.no(made, "more than plain roles")
        self.body(made.body)

    def no(self, node: ast.AST, what: str) -> None:
        """Note what is wrong, and where."""
        self.wrong.append(f"{self.function}: {what}: {ast.unparse(node)[:100]}")

    def body(self, body: Sequence[ast.stmt]) -> None:
        """Read statements in a row."""
        for statement in body:
            self.statement(statement)

    def statement(self, s: ast.stmt) -> None:
        """Read one statement."""
        match s:
            case ast.Expr(value=ast.Constant(value=str())):
                return  # a docstring
            case ast.Expr(value=ast.Call() as call):
                self.call(call)
                return
        if named(s) not in self.shape.statements:
            self.no(s, named(s))
            return
        match s:
            case ast.Assign(targets=[target], value=value):
                self.assign(target, self.type(value), s)
            case ast.AugAssign(target=target, value=value):
                kind = self.type(target)
                if kind not in ("i64", "f64"):
                    self.no(s, f"{kind} changed in place")
                self.like(self.type(value), kind, s)
            case ast.If(test=test, body=yes, orelse=no):
                self.like(self.type(test), "bool", test)
                self.body(yes)
                self.body(no)
            case ast.While(test=test, body=inner):
                self.like(self.type(test), "bool", test)
                self.body(inner)
            case ast.For(target=target, iter=ast.Call(args=args), body=inner):
                for arg in args:
                    self.like(self.type(arg), "i64", arg)
                self.assign(target, "i64", s)
                self.body(inner)
            case ast.Return(value=None):
                self.like("None", self.gives, s)
            case ast.Return(value=ast.expr() as value):
                self.like(self.type(value), self.gives, s)

    def assign(self, target: ast.expr, kind: str, s: ast.stmt) -> None:
        """Give a name or a field a value of some type."""
        if isinstance(target, ast.Name):
            before = self.names.get(target.id, kind)
            joined = self.joined(before, kind)
            if joined is None:
                self.no(s, f"{target.id} is {before} and becomes {kind}")
            self.names[target.id] = joined or before
        else:
            self.like(kind, self.type(target), s)

    def like(self, kind: str, wanted: str, node: ast.AST) -> None:
        """Hold a type against the one that is wanted."""
        if kind != wanted and not (kind == WRITTEN and wanted in ("i64", "u64")):
            self.no(node, f"{kind} where {wanted} is wanted")

    def joined(self, one: str, other: str) -> str | None:
        """Return the type of both, or None."""
        if one == other or (other == WRITTEN and one in ("i64", "u64")):
            return one
        return other if one == WRITTEN and other in ("i64", "u64") else None

    # expressions ------------------------------------------------------------------------------

    def type(self, e: ast.expr) -> str:
        """Return the type of an expression."""
        match e:
            case ast.Constant(value=bool()):
                return "bool"
            case ast.Constant(value=int()):
                return WRITTEN
            case ast.Constant(value=float()):
                return "f64"
            case ast.Name(id=word):
                kind = self.names.get(word) or self.constants.get(word)
                if kind is None:
                    self.no(e, "a name that has no value")
                return kind or "i64"
            case ast.Call(func=ast.Name(id=word)) if word in self.signatures:
                return self.call(e)
        what = named(e)
        allowed = self.shape.operators.get(what)
        if allowed is None:
            self.no(e, what)
            return "i64"
        return self.operator(e, what, allowed)

    def operator(self, e: ast.expr, what: str, allowed: frozenset[str]) -> str:
        """Return the type of an operator, of a field, or of a conversion."""
        match e:
            case ast.Subscript(value=ast.Attribute(attr=word), slice=index):
                self.like(self.type(index), "i64", e)
                if word not in self.fields:
                    self.no(e, "no field of the block")
                return self.fields.get(word, "i64")
            case ast.IfExp(test=test, body=yes, orelse=no):
                self.like(self.type(test), "bool", e)
                return self.same([yes, no], e)
            case ast.Call(args=[arg]):
                self.fits(self.type(arg), allowed, e)
                return what
            case ast.BinOp(left=left, right=right):
                kind = self.same([left, right], e)
                self.fits(kind, allowed, e)
                return kind
            case ast.BoolOp(values=parts):
                for part in parts:
                    self.like(self.type(part), "bool", part)
                return "bool"
            case ast.UnaryOp(operand=operand):
                kind = self.type(operand)
                self.fits(kind, allowed, e)
                return kind
            case ast.Compare(left=left, comparators=[right]):
                self.fits(self.same([left, right], e), allowed, e)
                return "bool"
        raise AssertionError(what)

    def same(self, parts: Sequence[ast.expr], e: ast.expr) -> str:
        """Return the one type of both sides."""
        one, other = (self.type(part) for part in parts)
        joined = self.joined(one, other)
        if joined is None:
            self.no(e, f"{one} with {other}")
        return joined or one

    def fits(self, kind: str, allowed: frozenset[str], e: ast.expr) -> None:
        """Hold a type against those for which a form stands in the table."""
        if kind not in allowed and not (kind == WRITTEN and allowed & {"i64", "u64"}):
            self.no(e, f"{named(e)} of {kind}")

    def call(self, call: ast.Call) -> str:
        """Return what a call of one of our functions gives."""
        word = call.func.id if isinstance(call.func, ast.Name) else ""
        if word not in self.signatures or call.keywords:
            self.no(call, "a call of what is no function of ours")
            return "i64"
        types, gives = self.signatures[word]
        if len(types) != len(call.args):
            self.no(call, f"{len(call.args)} values for {len(types)} roles")
        for arg, wanted in zip(call.args, types, strict=False):
            if wanted == "Block":
                if not (isinstance(arg, ast.Name) and arg.id == "b"):
                    self.no(call, "a block that is not b")
                continue
            kind = self.type(arg)
            if not (kind == "i64" and wanted == "u64"):  # keeps its bits
                self.like(kind, wanted, call)
        return gives


def signature(made: ast.FunctionDef) -> tuple[list[str], str]:
    """Return the types of a function's roles, and what it gives."""
    types = [ast.unparse(a.annotation) if a.annotation else "" for a in made.args.args]
    return types, ast.unparse(made.returns) if made.returns else ""


def calls(made: ast.FunctionDef) -> set[str]:
    """Return the names of what a function calls."""
    return {
        node.func.id
        for node in ast.walk(made)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def ring(called: Mapping[str, set[str]]) -> list[str]:
    """Return functions that call each other in a ring, or nothing."""
    done: set[str] = set()

    def walk(word: str, path: list[str]) -> list[str]:
        if word in path:
            return [*path[path.index(word) :], word]
        if word in done:
            return []
        for after in sorted(called.get(word, ())):
            found = walk(after, [*path, word])
            if found:
                return found
        done.add(word)
        return []

    for word in sorted(called):
        found = walk(word, [])
        if found:
            return found
    return []
