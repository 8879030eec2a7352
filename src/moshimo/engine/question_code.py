"""Code made for questions about a universe: interpreted, in a namespace that nothing else uses.

Most questions call nothing of a world's own code, or only quantities that they bring along. For
those the kernel is linked without the world, which takes a fortieth of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.views import View, argument, form, parameter
from moshimo.compile.fuel import metered
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Routine, calls
from moshimo.compile.ir.python import execute, made_ready
from moshimo.compile.kernel import bare_kernel
from moshimo.engine.block import Memory
from moshimo.engine.program import Program, costs, kernel
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Ex, Var
from moshimo.lang.types import OURS, Type
from moshimo.schema.sizes import ASKED_WORK

PLACE = Var(Type("ref", "Place"), "place", OURS)


def terms(rule: Rule) -> list[Var]:
    """Return what a question can name of a deed: its roles, its outcomes, and its place."""
    roles = {r.word: r for r in rule.roles}
    outcomes = {o.word: Var(o.type, o.word, rule.at) for o in rule.outcomes}
    return list({"place": PLACE, **outcomes, **roles}.values())


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
    _own: list[Routine] = field(default_factory=list, init=False)
    _known: dict[str, Routine] = field(default_factory=dict, init=False)
    _many: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.emitter = Emitter(self.program.world.laws, self.program.layout)

    def function(self, ex: Ex, rule: Rule | None = None) -> Callable[..., bool | float]:
        """Return what answers a question of a block, in truth; trouble is left in the block.

        Args:
            ex: the question.
            rule: of whose deeds it is asked; then the function takes `terms(rule)` as well.
        """
        self._many += 1
        made = _question_of(f"question_{self._many}", rule, ex, self.emitter)
        function: Callable[..., bool | float] = self.add(made)
        return function

    def add(self, made: Routine) -> Callable[..., Any]:
        """Compile an emitted function, and those that the emitter made for it; return it.

        What is returned works no more than a question may; then it leaves `SPENT` in the block.
        """
        if not self._known:
            self.space = bare_kernel(kernel())
            self._known = {f.word: f for f in kernel().functions}
        every = [*self.emitter.functions, made]
        fresh = [*metered(every, costs(), self.program.layout.rows, self.emitter.site)]
        self.emitter.functions.clear()
        self._own += fresh
        self._known |= {f.word: f for f in fresh}
        if self._called(made) - {*self._known, *self.space}:
            self.space = dict(self.program.space)
            fresh = self._own
        execute(made_ready(fresh), self.space)
        function: Callable[..., Any] = self.space[made.word]

        def asked(b: Memory, *given: float) -> Any:
            b.fuel[0] = ASKED_WORK
            return function(b, *given)

        return asked

    def _called(self, function: Routine) -> set[str]:
        """Return what a function calls, and what those call in turn."""
        found: set[str] = set()
        waiting = [function]
        while waiting:
            for word in calls(waiting.pop()):
                if word not in found and word in self._known:
                    waiting.append(self._known[word])
                found.add(word)
        return found


def _question_of(name: str, rule: Rule | None, asked: Ex, emitter: Emitter) -> Routine:
    """Return `name(b, …)`, which gives what is asked, in truth.

    The terms of a rule's deeds are its parameters; without a rule it is asked of the universe.
    """
    named = terms(rule) if rule else []
    view = View(False, None, {term.word: argument(term) for term in named})
    body = [c.give(emitter.value(asked, view))]
    return c.function(name, [parameter(term) for term in named], body, form(asked.type), asked.at)
