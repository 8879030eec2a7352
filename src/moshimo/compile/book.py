"""The rules of a world as the emitter goes through them, and the functions made so far."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from moshimo.compile import code as c
from moshimo.compile.layout import Layout, watched
from moshimo.compile.values import Emitter
from moshimo.compile.views import View, deed_names, meanings
from moshimo.errors import Span
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Var
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.world.world import CheckedWorld

_B, _D = c.name("b"), c.name("d")


class Book:
    """A world's rules by what the kernel asks of them; gathers the functions that they come to.

    Attributes:
        deeds: actions and events, by number.
        inward: what runs in a mind whenever its `when` becomes true.
        feelings: appraisals of a deed or meaning.
        senses: the engine's own deeds.
        functions: those made so far.
        by_rule: rule → the names of the functions made of it.
    """

    def __init__(self, world: CheckedWorld, layout: Layout) -> None:
        self.laws, self.layout = world.laws, layout
        self.emitter = Emitter(world.laws, layout)
        self.functions: list[ast.FunctionDef] = []
        self.by_rule: dict[str, list[str]] = {}
        self._cases: defaultdict[str, dict[int, list[ast.stmt]]] = defaultdict(dict)
        rules = world.laws.rules
        self.deeds = [rules[w] for w in layout.rules if w in rules]
        self.actions = [r for r in self.deeds if r.mark == "action"]
        self.events = [r for r in self.deeds if r.mark == "event"]
        self.inward = [r for r in rules.values() if watched(r) and r.mark != "event"]
        self.feelings = [r for r in rules.values() if r.mark == "appraisal" and r.of]
        own = Span("moshimo")
        self.senses = [Rule(word, "event", roles, own) for word, roles in ENGINE_DEEDS.items()]

    def number(self, rule: Rule) -> int:
        """Return a deed's number."""
        return self.layout.rules[rule.word]

    def roles_of(self, word: str) -> tuple[Var, ...]:
        """Return the roles of a deed or meaning."""
        if word in self.laws.meanings:
            return self.laws.meanings[word]
        return ENGINE_DEEDS[word] if word in ENGINE_DEEDS else self.laws.rules[word].roles

    def meaning(self, word: str) -> Iterator[tuple[Rule, dict[str, ast.expr], list[ast.expr]]]:
        """Yield the deeds that are, or mean, something.

        With each come the values of its roles, read from deed `d`, and the conditions under which
        it means that.
        """
        shape = self.roles_of(word)
        for rule in [*self.deeds, *self.senses]:
            if rule.word == word:
                yield rule, {r.word: c.role(_D, i) for i, r in enumerate(shape)}, []
        for rule in self.deeds:
            for means, tests in meanings((*rule.replay_begin, *rule.replay_end)):
                if means.meaning == word:
                    names, answered = deed_names(rule), c.at("d_answers", _D)
                    view = View(False, "", names, time=c.at("d_end", _D), answered=answered)
                    roles = {
                        r.word: self.emitter.stored(arg, r.type, view)
                        for r, arg in zip(shape, means.args, strict=True)
                    }
                    yield rule, roles, [self.emitter.truth(test, view) for test in tests]

    # what is made -----------------------------------------------------------------------------

    def add(self, rule: Rule, made: ast.FunctionDef) -> None:
        """Keep a function that was made of a rule."""
        self.functions.append(made)
        self.by_rule.setdefault(rule.word, []).append(made.name)

    def define(
        self, word: str, roles: Sequence[str], body: Sequence[ast.stmt], gives: str = "None"
    ) -> None:
        """Make a function that belongs to no single rule."""
        self.functions.append(c.function(word, roles, body, gives))

    def case(self, word: str, number: int, *body: ast.stmt) -> None:
        """Let the function `word`, which is to be dispatched, do this for a deed of that number."""
        self._cases[word].setdefault(number, []).extend(body)

    def part(self, word: str, rule: Rule, made: ast.FunctionDef, *more: ast.expr) -> None:
        """Keep a function of a rule's deed `d`, and let the one for all deeds call it."""
        self.add(rule, made)
        call = c.call(made.name, _B, _D, *more)
        gives = isinstance(made.returns, ast.Name)
        self.case(word, self.number(rule), c.give(call) if gives else c.do(call))

    def dispatch(
        self,
        word: str,
        roles: Sequence[str],
        gives: str = "None",
        otherwise: ast.expr | None = None,
    ) -> None:
        """Make the function `word` of its cases: it asks which rule (or whose deed `d`) it is."""
        body = [] if "rule" in roles else [c.let("rule", c.at("d_rule", _D))]
        body += c.switch("rule", sorted(self._cases.pop(word, {}).items()))
        if otherwise is not None:
            body.append(c.give(otherwise))
        self.define(word, roles, body, gives)
