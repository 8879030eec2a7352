"""The kernel and a world's emitted code → one namespace, in which they are interpreted.

Nothing of Python's is within reach there.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from typing import Any

from moshimo.compile.emit import Emitted
from moshimo.compile.ir.nodes import Function
from moshimo.compile.ir.python import GIVEN, execute, made_ready
from moshimo.compile.ir.reader import Scope, declared, read
from moshimo.compile.ir.verify import Schema, verify
from moshimo.compile.kernel import Kernel

_ONCE_A_DEED = frozenset(  # what their names begin with, up to `__`
    (
        *("trace", "teach", "guard", "guard_end", "guard_beginning", "guard_ending"),
        *("span", "span_of", "begin", "begin_effects", "watch_all", "plan_clocks"),
    )
)


def link(kernel: Kernel, emitted: Emitted) -> dict[str, Any]:
    """Return the namespace in which a universe of this world runs, interpreted."""
    space = bare_kernel(kernel)
    execute(made_ready(typed(kernel, emitted)), space)
    return space


def bare_kernel(kernel: Kernel) -> dict[str, Any]:
    """Return a namespace with the kernel alone, for what calls no function of a world."""
    space = {**GIVEN, **kernel.constants}
    execute(kernel.code, space)
    return space


def typed(kernel: Kernel, emitted: Emitted) -> list[Function]:
    """Return a world's functions in the typed form, verified against the kernel and its block."""
    signatures = {f.word: f.signature for f in kernel.functions}
    signatures |= {f.name: declared(f) for f in emitted.functions}
    scope = Scope({f.word: f for f in emitted.layout.fields}, kernel.constants, signatures)
    schema = Schema(scope.fields, signatures)
    made = [read(f, scope, seldom=_seldom(f)) for f in emitted.functions]
    for function in made:
        verify(function, schema)
    return made


def _seldom(function: ast.FunctionDef) -> bool:
    """Whether a function is called once a deed at most, or only where causes are kept."""
    head = function.name.split("__")[0]
    roles = [role.arg for role in function.args.args]
    return head in _ONCE_A_DEED or roles[1:2] == ["e"]


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
