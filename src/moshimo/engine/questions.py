"""A question → a function of a block, interpreted: what is asked of a universe that has ended.

Most questions call nothing of a world's own code, or only quantities that they bring along; then
the kernel is linked without the world, which takes a tenth of the time.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from moshimo.compile import code as c
from moshimo.compile.link import add, bare_kernel
from moshimo.compile.values import Emitter
from moshimo.compile.views import View
from moshimo.engine.block import Memory
from moshimo.engine.program import Program, kernel
from moshimo.lang.model import Ex


@dataclass(slots=True)
class Questions:
    """Makes the functions of questions about universes of one program."""

    program: Program
    _many: int = 0
    _kernel: list[ast.stmt] = field(default_factory=list)
    _space: dict[str, Any] = field(default_factory=dict)

    def function(self, ex: Ex) -> Callable[[Memory], bool | float]:
        """Return what answers a question without roles, in truth; trouble is left in the block."""
        self._many += 1
        name = f"question_{self._many}"
        own = Emitter(self.program.world.laws, self.program.layout, path="question")
        functions = _functions(name, ex, own)
        space = self._without_world()
        if not self._called(functions) <= {*space, *(f.name for f in functions)}:
            space = self.program.space
            functions = _functions(name, ex, self.program.emitted.emitter)
        add(space, functions)
        return cast("Callable[[Memory], bool | float]", space[name])

    def _without_world(self) -> dict[str, Any]:
        """Return a namespace of its own, with the kernel alone."""
        if not self._space:
            self._kernel = kernel()
            self._space = bare_kernel(self._kernel)
        return dict(self._space)

    def _called(self, functions: Sequence[ast.FunctionDef]) -> set[str]:
        """Return what these functions call, and what those of the kernel call in turn."""
        known = {f.name: f for f in self._kernel if isinstance(f, ast.FunctionDef)}
        found: set[str] = set()
        waiting = list(functions)
        while waiting:
            for node in ast.walk(waiting.pop()):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    word = node.func.id
                    if word not in found and word in known:
                        waiting.append(known[word])
                    found.add(word)
        return found


def _functions(name: str, ex: Ex, emitter: Emitter) -> list[ast.FunctionDef]:
    """Return a question's function, after those that it brings along."""
    gives = "bool" if ex.type.tag == "bool" else "i64" if ex.type.whole else "f64"
    made = c.function(name, [], [c.give(emitter.value(ex, View(False, "", {})))], gives)
    functions = [*emitter.functions, made]
    emitter.functions.clear()
    return functions
