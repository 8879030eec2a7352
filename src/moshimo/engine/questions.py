"""A question → a function of a block, interpreted: what is asked of a universe, or of a deed in it.

Most questions call nothing of a world's own code, or only quantities that they bring along; then
the kernel is linked without the world, which takes a fortieth of the time.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from moshimo.compile.asking import question_of
from moshimo.compile.ir.python import python
from moshimo.compile.link import add, bare_kernel
from moshimo.compile.values import Emitter
from moshimo.engine.program import Program, kernel
from moshimo.lang.model import Ex, Rule


@dataclass(slots=True)
class Questions:
    """Makes the functions of questions about universes of one program."""

    program: Program
    _many: int = 0
    _emitter: Emitter | None = None
    _space: dict[str, Any] = field(default_factory=dict)
    _known: dict[str, ast.FunctionDef] = field(default_factory=dict)  # what stands in `_space`

    def function(self, ex: Ex, rule: Rule | None = None) -> Callable[..., bool | float]:
        """Return what answers a question of a block, in truth; trouble is left in the block.

        Args:
            ex: the question.
            rule: of whose deeds it is asked; then the function takes `terms(rule)` as well.
        """
        self._many += 1
        name = f"question_{self._many}"
        own = self._without_world()
        made = question_of(name, rule, ex, own)
        functions = [*own.functions, made]
        own.functions.clear()
        self._known |= {f.name: f for f in functions}
        space = self._space
        if self._called(made) - {*self._known, *space}:
            space, own = self.program.space, self.program.emitted.emitter
            functions = [question_of(name, rule, ex, own)]
            functions = [*own.functions, *functions]
            own.functions.clear()
        add(space, functions)
        function: Callable[..., bool | float] = space[name]
        return function

    def _without_world(self) -> Emitter:
        """Return what emits into a namespace of its own, in which the kernel stands alone."""
        if self._emitter is None:
            self._space = bare_kernel(kernel())
            self._known = {f.word: python(f) for f in kernel().functions}
            self._emitter = Emitter(self.program.world.laws, self.program.layout, path="question")
        return self._emitter

    def _called(self, function: ast.FunctionDef) -> set[str]:
        """Return what a function calls, and what those call in turn."""
        found: set[str] = set()
        waiting: list[ast.FunctionDef] = [function]
        while waiting:
            for node in ast.walk(waiting.pop()):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    word = node.func.id
                    if word not in found and word in self._known:
                        waiting.append(self._known[word])
                    found.add(word)
        return found
