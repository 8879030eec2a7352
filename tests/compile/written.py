"""Small constructors for the subset as Python's tree: what generated programs are written in."""

from __future__ import annotations

import ast
import copy
import sys
from collections.abc import Sequence
from typing import Any

from moshimo.schema.block_fields import DEED_CELLS

_OPERATORS: dict[str, type[ast.operator]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "//": ast.FloorDiv,
    "%": ast.Mod,
    "&": ast.BitAnd,
}
_COMPARISONS: dict[str, type[ast.cmpop]] = {
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
LOAD, STORE = ast.Load(), ast.Store()


def name(word: str) -> ast.expr:
    """A local name."""
    return ast.Name(word, LOAD)


def const(value: float | int | bool) -> ast.expr:
    """A number. Infinity, which has no literal, is the kernel's own constant."""
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return name("FOREVER") if value > 0 else ast.UnaryOp(ast.USub(), name("FOREVER"))
    return ast.Constant(value)


def real(value: float) -> ast.expr:
    """A number as a double."""
    return const(float(value))


def call(word: str, *args: ast.expr) -> ast.Call:
    """A call of a kernel or emitted function."""
    return ast.Call(name(word), list(args), [])


def at(field: str, index: ast.expr) -> ast.expr:
    """`b.field[index]`."""
    return ast.Subscript(ast.Attribute(name("b"), field, LOAD), index, LOAD)


def role(deed: ast.expr, i: int) -> ast.expr:
    """Who or what is in role `i` of a deed."""
    return at("d_role", binary(binary(deed, "*", const(DEED_CELLS)), "+", const(i)))


def binary(left: ast.expr, op: str, right: ast.expr) -> ast.expr:
    """An arithmetic operator of the subset."""
    return ast.BinOp(left, _OPERATORS[op](), right)


def compare(left: ast.expr, op: str, right: ast.expr) -> ast.expr:
    """A comparison."""
    return ast.Compare(left, [_COMPARISONS[op]()], [right])


def both(*parts: ast.expr) -> ast.expr:
    """`and`, in order, of what is not certain; True if there is none."""
    parts = tuple(p for p in parts if not (isinstance(p, ast.Constant) and p.value is True))
    if not parts:
        return const(True)
    return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), list(parts))


def either(*parts: ast.expr) -> ast.expr:
    """`or`, in order."""
    return parts[0] if len(parts) == 1 else ast.BoolOp(ast.Or(), list(parts))


def negate(part: ast.expr) -> ast.expr:
    """`not`."""
    return ast.UnaryOp(ast.Not(), part)


def minus(part: ast.expr) -> ast.expr:
    """Unary minus."""
    return ast.UnaryOp(ast.USub(), part)


def choose(test: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    """`yes if test else no`; only one of them where that is certain."""
    if isinstance(test, ast.Constant):
        return yes if test.value else no
    return ast.IfExp(test, yes, no)


def let(word: str, value: ast.expr) -> ast.stmt:
    """`word = value`."""
    return ast.Assign([ast.Name(word, STORE)], value)


def put(field: str, index: ast.expr, value: ast.expr) -> ast.stmt:
    """`b.field[index] = value`."""
    target = ast.Subscript(ast.Attribute(name("b"), field, LOAD), index, STORE)
    return ast.Assign([target], value)


def do(value: ast.expr) -> ast.stmt:
    """An expression for its effect."""
    return ast.Expr(value)


def when(test: ast.expr, yes: Sequence[ast.stmt], no: Sequence[ast.stmt] = ()) -> ast.stmt:
    """`if`."""
    return ast.If(test, list(yes) or [ast.Pass()], list(no))


def loop(word: str, start: ast.expr, stop: ast.expr, body: Sequence[ast.stmt]) -> ast.For:
    """`for word in range(start, stop)`."""
    return ast.For(
        ast.Name(word, STORE), call("range", start, stop), list(body) or [ast.Pass()], []
    )


def every(word: str, kind: str, body: Sequence[ast.stmt]) -> ast.For:
    """`for word in range(1, n_kind + 1)`: the members of a kind."""
    return loop(word, const(1), binary(at(f"n_{kind}", const(0)), "+", const(1)), body)


def during(test: ast.expr, body: Sequence[ast.stmt]) -> ast.stmt:
    """`while`."""
    return ast.While(test, list(body), [])


def give(value: ast.expr | None = None) -> ast.stmt:
    """`return`."""
    return ast.Return(value)


def skip() -> ast.stmt:
    """`continue`."""
    return ast.Continue()


def function(
    word: str, roles: Sequence[str], body: Sequence[ast.stmt], gives: str
) -> ast.FunctionDef:
    """A function of the subset: first the block, then whole numbers. `gives` is its type's name.

    Roles are 64-bit integers; those that begin with "x_" are doubles.
    """
    args = [ast.arg("b", name("Block"))]
    args += [ast.arg(r, name("f64" if r.startswith("x_") else "i64")) for r in roles]
    made = ast.FunctionDef(
        name=word,
        args=ast.arguments([], args, None, [], [], None, []),
        body=list(body) or [ast.Pass()],
        decorator_list=[],
        returns=ast.Constant(None) if gives == "None" else name(gives),
        lineno=1,
        col_offset=0,
    )
    if sys.version_info >= (3, 12):  # which wants a list of type parameters
        made.type_params = []
    return made


def switch(word: str, cases: Sequence[tuple[int, list[ast.stmt]]]) -> list[ast.stmt]:
    """Whole-number dispatch as a balanced tree of `if`s: seven comparisons for a hundred rules."""
    if not cases:
        return [ast.Pass()]
    if len(cases) == 1:
        number, body = cases[0]
        return [when(compare(name(word), "==", const(number)), body)]
    middle = len(cases) // 2
    test = compare(name(word), "<", const(cases[middle][0]))
    return [when(test, switch(word, cases[:middle]), switch(word, cases[middle:]))]


def bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """Return a function without annotations, which are for the lowering and for people."""
    made = copy.copy(node)
    made.returns = None
    made.args = copy.copy(node.args)
    made.args.args = [ast.arg(role.arg) for role in node.args.args]
    return made


def add(space: dict[str, Any], body: Sequence[ast.stmt]) -> None:
    """Compile functions and constants into a namespace. Changes `space` in place."""
    plain = [bare(node) if isinstance(node, ast.FunctionDef) else node for node in body]
    module = ast.fix_missing_locations(ast.Module(plain, []))
    code = compile(module, "moshimo", "exec", dont_inherit=True, optimize=2)
    exec(code, space)
