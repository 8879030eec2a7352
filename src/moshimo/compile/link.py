"""The kernel's source and a world's emitted code → one namespace, in which they are interpreted.

The kernel is our own text, read with `ast` as the lowering reads it; the emitted code is a tree
of our making. Both are compiled with empty builtins: nothing of Python's is within reach.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from typing import Any

from moshimo.compile.emit import Emitted

_GIVEN: dict[str, Any] = {
    "range": range,
    "f64": float,
    "i64": int,
    "FOREVER": float("inf"),
    "M64": 0xFFFFFFFFFFFFFFFF,
}


def bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """Return a function without annotations, which are for the lowering and for people."""
    made = copy.copy(node)
    made.returns = None
    made.args = copy.copy(node.args)
    made.args.args = [ast.arg(role.arg) for role in node.args.args]
    return made


def link(kernel: Sequence[ast.stmt], emitted: Emitted) -> dict[str, Any]:
    """Return the namespace in which a universe of this world runs, interpreted."""
    space = bare_kernel(kernel)
    add(space, emitted.functions)
    return space


def bare_kernel(kernel: Sequence[ast.stmt]) -> dict[str, Any]:
    """Return a namespace with the kernel alone, for what calls no function of a world."""
    space: dict[str, Any] = {"__builtins__": {}, **_GIVEN}
    add(space, [node for node in kernel if isinstance(node, ast.Assign | ast.FunctionDef)])
    return space


def add(space: dict[str, Any], body: Sequence[ast.stmt]) -> None:
    """Compile functions and constants into a namespace. Changes `space` in place."""
    plain = [bare(node) if isinstance(node, ast.FunctionDef) else node for node in body]
    module = ast.fix_missing_locations(ast.Module(plain, []))
    code = compile(module, "moshimo", "exec", dont_inherit=True, optimize=2)
    exec(code, space)
