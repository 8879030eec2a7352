"""Code made for questions about a universe: interpreted, in a namespace that nothing else uses.

Most questions call nothing of a world's own code, or only quantities that they bring along. For
those the kernel is linked without the world, which takes a fortieth of the time.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from moshimo.compile.asking import question_of
from moshimo.compile.link import add, bare_kernel
from moshimo.compile.values import Emitter
from moshimo.engine.program import Program, kernel
from moshimo.lang.model import Ex, Rule


@dataclass(slots=True)
class QuestionCode:
    """Makes functions that answer questions about universes of one program.

    Attributes:
        program: whose universes are asked.
        emitter: what emits for them.
        space: the functions made so far, the kernel and, once one needs it, the world's code.
    """

    program: Program
    emitter: Emitter = field(init=False)
    space: dict[str, Any] = field(default_factory=dict, init=False)
    _own: list[ast.FunctionDef] = field(default_factory=list, init=False)
    _known: dict[str, ast.FunctionDef] = field(default_factory=dict, init=False)
    _many: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.emitter = Emitter(self.program.world.laws, self.program.layout, path="question")

    def function(self, ex: Ex, rule: Rule | None = None) -> Callable[..., bool | float]:
        """Return what answers a question of a block, in truth; trouble is left in the block.

        Args:
            ex: the question.
            rule: of whose deeds it is asked; then the function takes `terms(rule)` as well.
        """
        self._many += 1
        made = question_of(f"question_{self._many}", rule, ex, self.emitter)
        function: Callable[..., bool | float] = self.add(made)
        return function

    def add(self, made: ast.FunctionDef) -> Callable[..., Any]:
        """Compile an emitted function, and those that the emitter made for it; return it."""
        if not self._known:
            self.space = bare_kernel(kernel())
            self._known = {f.name: f for f in kernel() if isinstance(f, ast.FunctionDef)}
        fresh = [*self.emitter.functions, made]
        self.emitter.functions.clear()
        self._own += fresh
        self._known |= {f.name: f for f in fresh}
        if self._called(made) - {*self._known, *self.space}:
            self.space = dict(self.program.space)
            fresh = self._own
        add(self.space, fresh)
        function: Callable[..., Any] = self.space[made.name]
        return function

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
