"""The rules of a world as the emitter goes through them, and the functions made so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.views import D, Meant, View, as_taken, deed_names, meanings
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine, Term, Variable
from moshimo.compile.layout import Layout
from moshimo.errors import Span
from moshimo.lang.analysis.plan import roles_of
from moshimo.lang.laws import Rule
from moshimo.lang.words import ENGINE_DEEDS
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Signature, signature
from moshimo.world.world import CheckedWorld

RULE = c.local("rule")


class Book:
    """A world's rules by what the kernel asks of them; gathers the functions that they come to.

    Attributes:
        deeds: actions and events, by number.
        actions: those that somebody may choose.
        claims: about a state: a kind of deed for each attribute.
        inward: what runs in a mind whenever its `when` becomes true.
        feelings: appraisals of a deed or meaning.
        senses: the engine's own deeds.
        functions: those made so far.
        by_rule: rule → the names of the functions made of it.
    """

    def __init__(self, world: CheckedWorld, layout: Layout) -> None:
        self.laws, self.layout = world.laws, layout
        self.emitter = Emitter(world.laws, layout)
        self.functions: list[Routine] = []
        self.by_rule: dict[str, list[str]] = {}
        self._cases: defaultdict[Signature, dict[int, list[Instruction]]] = defaultdict(dict)
        rules = world.laws.rules
        found = [rules[w] for w in layout.rules if w in rules]
        self.deeds = [r for r in found if r.mark != "claim"]
        self.claims = [r for r in found if r.mark == "claim"]
        self.actions = [r for r in self.deeds if r.mark == "action" and not r.is_left_out]
        self.events = [r for r in self.deeds if r.mark == "event"]
        self.inward = [r for r in rules.values() if r.watched and r.mark != "event"]
        self.feelings = [r for r in rules.values() if r.mark == "appraisal" and r.of]
        own = Span("moshimo")
        self.senses = [Rule(word, "event", roles, own) for word, roles in ENGINE_DEEDS.items()]

    def meaning(
        self, word: str, eyes: Variable | None = None
    ) -> Iterator[tuple[Rule, Meant, dict[str, Term], Term]]:
        """Yield the deeds that are, or mean, something.

        With each come how it has that meaning, the values of its roles, read from deed `d` (of
        people, as the mind in `eyes` takes them), and whether it has it.
        """
        shape = roles_of(word, self.laws)
        eyes = eyes if self.layout.bodies else None
        for rule in [*self.deeds, *self.senses]:
            if rule.word == word:
                own = Rule(word, "event", shape, rule.at)
                roles = deed_names(own, self.layout, eyes)
                yield rule, Meant(word, (), (), ()), roles, c.const(True)
        for rule in self.deeds:
            for meant in meanings(rule, word):
                names, answered = (
                    {**deed_names(rule, self.layout), **meant.names},
                    c.at(F.d_answers, D),
                )
                view = View(False, None, names, time=c.at(F.d_end, D), answered=answered)
                roles = {
                    r.word: as_taken(arg, self.emitter.stored(arg, r.type, view), rule, eyes)
                    for r, arg in zip(shape, meant.args, strict=True)
                }
                tests = (self.emitter.truth(test, view) for test in meant.tests)
                yield rule, meant, roles, c.both(*tests)

    # what is made -----------------------------------------------------------------------------

    def add(self, word: str, made: Routine) -> None:
        """Keep a function that was made of the rule of that name."""
        self.functions.append(made)
        self.by_rule.setdefault(word, []).append(made.word)

    def define(self, of: c.Callee, body: Sequence[Instruction], *, seldom: bool = False) -> None:
        """Make a function that belongs to no single rule."""
        found = of if isinstance(of, Signature) else signature(of)
        self.functions.append(Routine(found, tuple(body), None, seldom))

    def case(self, of: c.Callee, word: str, *body: Instruction) -> None:
        """Let a function that is to be dispatched do this for a deed of that rule."""
        found = of if isinstance(of, Signature) else signature(of)
        self._cases[found].setdefault(self.layout.rules[word], []).extend(body)

    def part(self, of: c.Callee, word: str, made: Routine) -> None:
        """Keep a function of a rule's deed `d`, and let the one for all deeds call it."""
        self.add(word, made)
        call = c.call(
            made.signature, *(Variable(p.word, p.type) for p in made.signature.parameters)
        )
        self.case(of, word, c.do(call) if call.type == "none" else c.give(call))

    def dispatch(
        self, of: c.Callee, otherwise: float | None = None, *, seldom: bool = False
    ) -> None:
        """Make a function of its cases: it asks which rule (or whose deed `d`) it is."""
        found = of if isinstance(of, Signature) else signature(of)
        told = RULE.word in {p.word for p in found.parameters}
        body: list[Instruction] = [] if told else [c.let(RULE, c.at(F.d_rule, D))]
        body += c.switch(RULE, sorted(self._cases.pop(found, {}).items()))
        if otherwise is not None:
            body.append(c.give(c.of_type(otherwise, found.gives)))
        self.define(found, body, seldom=seldom)
