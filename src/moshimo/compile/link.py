"""The kernel's source and a world's emitted code → one namespace, or (later) one native module.

The kernel is our own text, read with `ast` as the lowering will read it; the emitted code is a tree
of our making. Both are compiled with empty builtins: nothing of Python's is within reach.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Sequence
from types import CodeType, FunctionType
from typing import Any

from moshimo.compile import thoughts
from moshimo.compile.emit import Emitted

_GIVEN: dict[str, Any] = {
    "range": range,
    "f64": float,
    "i64": int,
    "FOREVER": float("inf"),
    "M64": 0xFFFFFFFFFFFFFFFF,
}


def kernel_code(sources: Sequence[tuple[str, str]]) -> CodeType:
    """Return the kernel's functions and constants, without its imports and annotations."""
    body: list[ast.stmt] = []
    for _, text in sources:
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef):
                body.append(bare(node))
            elif isinstance(node, ast.Assign):
                body.append(node)
    module = ast.fix_missing_locations(ast.Module(body, []))
    return compile(module, "moshimo kernel", "exec", dont_inherit=True, optimize=2)


def bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """Return a function without annotations, which are for the lowering and for people."""
    made = copy.copy(node)
    made.returns = None
    made.args = copy.copy(node.args)
    made.args.args = [ast.arg(role.arg) for role in node.args.args]
    return made


def link(kernel: CodeType, emitted: Emitted) -> dict[str, Any]:
    """Return the namespace in which a universe of this world runs, interpreted."""
    space: dict[str, Any] = {"__builtins__": {}, **_GIVEN}
    exec(kernel, space)
    add(space, emitted.functions)
    space["trace"] = _tracer(space, emitted)
    return space


def add(space: dict[str, Any], functions: Sequence[ast.FunctionDef]) -> None:
    """Compile emitted functions into a namespace. Changes `space` in place."""
    module = ast.fix_missing_locations(ast.Module([bare(f) for f in functions], []))
    code = compile(module, "moshimo world", "exec", dont_inherit=True, optimize=2)
    exec(code, space)


def _tracer(space: dict[str, Any], emitted: Emitted) -> Callable[[Any, int], None]:
    """Return the kernel's `trace`: each rule's is compiled when it is first wanted."""
    words = {number: word for word, number in emitted.layout.rules.items()}
    made: dict[int, FunctionType] = {}

    def trace(b: Any, d: int) -> None:
        if b.provenance[0] == 0:
            return
        number = b.d_rule[d]
        if number not in made:
            rule = emitted.emitter.laws.rules[words[number]]
            function = thoughts.trace(rule, emitted.emitter)
            add(space, [*emitted.emitter.functions, function])
            emitted.emitter.functions.clear()
            made[number] = space[function.name]
        made[number](b, d)

    return trace
