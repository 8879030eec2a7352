"""Cost: the most work that expressions, effects and searches can take, known before anything runs.

A unit is one expression worked out once: about a nanosecond as machine code, some eighty in the
interpreter (measured: docs/explain/cost.md). All that is asked is counted, so what is asked
only if something else holds counts too; and as many members as a kind has, however few are near.
What is worked out once for all bindings counts once, as the plan of a search has it. A quantity is
looked into once, and its cost multiplied by how often it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, assert_never

from moshimo.errors import Span
from moshimo.lang import typed as t
from moshimo.lang.analysis.cycles import asked_in
from moshimo.lang.analysis.optimise import optimised, watch
from moshimo.lang.analysis.plan import Query, plan, roles_of
from moshimo.lang.laws import Laws, Rule, Weight
from moshimo.lang.types import ByQuantity

REMEMBERED = 12  # memories of one kind of deed, at most
STRONGEST = 4  # memories that a role of type Deed ranges over
PAST = 1000.0  # deeds of one kind that a question about the past goes through
THOUGHT: Final = "in one thought"
IN_MINDS: Final = "when all learn of something"
Occasion: TypeAlias = Literal[
    "in one thought",
    "when it happens",
    "when all learn of it",
    "when all learn of something",
    "to find whom it befalls",
    "to see whether it comes about",
]
_LARGEST = 1e30
_SHOWN = 12  # factors of a product


@dataclass(frozen=True, slots=True)
class Factor:
    """What multiplies some work: `many` members of a kind, or how often a quantity is asked."""

    many: float
    of: str
    at: Span


@dataclass(frozen=True, slots=True)
class Work:
    """Some work: how many units, and what multiplies most of them, the outermost first."""

    units: float = 0.0
    factors: tuple[Factor, ...] = ()

    def times(self, many: float, of: str, at: Span) -> Work:
        """Return this work done for so many."""
        units = min(self.units * many, _LARGEST)
        return Work(units, (Factor(many, of, at), *self.factors))

    def product(self) -> str:
        """Return the factors as a message shows them: `30 × 30 people × 2 times `q``."""
        found = [f for f in self.factors if f.many > 1]
        shown = []
        for n, factor in enumerate(found[:_SHOWN]):
            following = found[n + 1].of if n + 1 < len(found[:_SHOWN]) else ""
            alike = following == factor.of and not factor.of.startswith("times")
            shown.append(f"{factor.many:,.0f}" + ("" if alike else f" {factor.of}"))
        more = " × …" if len(found) > _SHOWN else ""
        return " × ".join(shown) + more


def together(works: Iterable[Work]) -> Work:
    """Return several pieces of work as one; its factors are those of the largest.

    A quantity that several of them ask is asked so many times.
    """
    units, best = 0.0, Work()
    many: dict[tuple[str, int], float] = {}
    for work in works:
        units = min(units + work.units, _LARGEST)
        if work.units > best.units:
            best = work
        if work.factors and work.factors[0].of.startswith("times"):
            head = work.factors[0].of, len(work.factors)
            many[head] = many.get(head, 0.0) + work.factors[0].many
    if best.factors and best.factors[0].of.startswith("times"):
        first = best.factors[0]
        asked = replace(first, many=many[first.of, len(best.factors)])
        return Work(units, (asked, *best.factors[1:]))
    return Work(units, best.factors)


@dataclass(frozen=True, slots=True)
class Costs:
    """Works out what the laws of a world cost with so many members of each kind."""

    laws: Laws
    counts: Mapping[str, int]
    most: float
    over: dict[str, Work] = field(default_factory=dict)
    _meant: dict[str, int] = field(default_factory=dict)
    _quantities: dict[tuple[str, bool], Work] = field(default_factory=dict)

    # expressions ------------------------------------------------------------------------------

    def quantity(self, word: str, picture: bool = False) -> Work:
        """Return what a named quantity costs, in truth or in a picture.

        Little if there is none, or if it alone costs more than `most`: then it is in `over`, and
        what asks it is to stay silent.
        """
        found = self.laws.quantities.get(word)
        if found is None:
            return Work(1)
        if (word, picture) not in self._quantities:
            for inner, pictured in sorted(asked_in(found, picture)):
                self.quantity(inner, pictured)  # the innermost first
            work = self.effects(found.body, picture)
            if work.units > self.most:
                self.over[word], work = work, Work(1)
            self._quantities[word, picture] = work
        return self._quantities[word, picture]

    def value(self, e: t.Ex, picture: bool = False, known: Set[t.Ex] = frozenset()) -> Work:
        """Return what an expression costs; of those `known` the value is there already."""
        if known and e in known:
            return Work(1)
        inward = picture or isinstance(e, t.Believe | t.Guess)
        inner = [self.value(x, inward, known) for x in t.children(e)]
        match e:
            case t.Each(var=var, kind=kind):
                return together((Work(1), *inner)).times(*self.members(kind), var.at)
            case t.Ask(quantity=word, at=at):
                asked = self.quantity(word, picture).times(1, f"times `{word}`", at)
                return together((Work(1), *inner, asked))
            case t.Recall(pattern=pattern, how=how):
                of_all = how in ("happened", "first") or (how == "tried" and e.mind is None)
                through = PAST if of_all else REMEMBERED * (2 if how == "tried" else 1)
                return together((Work(1 + through * self.shapes(pattern.word)), *inner))
            case t.Guess(read=t.Read(attribute=a)) if isinstance(a.guess, ByQuantity):
                return together((*inner, self.quantity(a.guess.word, True)))
            case t.Builtin(word="sees"):
                return together((Work(1), *inner, self.quantity("sees")))
            case t.Doing() | t.Read() | t.Builtin(word="recovering") if picture and _is_seen(e):
                return together((Work(1), *inner, self.quantity("sees")))
            case t.Const() | t.Unknown() | t.Var() | t.Read() | t.Calc() | t.Builtin() | t.Doing():
                return together((Work(1), *inner))
            case t.Believe() | t.Guess() | t.Claim():
                return together((Work(1), *inner))
        assert_never(e)

    def members(self, kind: str) -> tuple[float, str]:
        """Return how many members a kind can have, and what they are called."""
        many = self.counts.get(kind, 0) + self.laws.kinds[kind].room
        return float(many), {"Character": "people", "Place": "places"}.get(kind, f"of `{kind}`")

    def shapes(self, word: str) -> int:
        """Return how many kinds of deeds a deed's or a meaning's name can mean."""
        if not self._meant:
            self._meant.update(Counter(m for r in self.laws.rules.values() for m in r.meanings))
        return 1 if word in self.laws.rules else max(1, self._meant.get(word, 0))

    def matched(self) -> Iterator[tuple[int, str, Span]]:
        """Yield how many pieces of code are made of what asks for a meaning, which, and where.

        There is one for each kind of deed that can have it: its own search through memories, its
        own search for further roles.
        """
        for rule in self.laws.rules.values():
            if rule.of in self.laws.meanings and rule.mark == "event":
                yield self.shapes(rule.of), rule.of, rule.at
            yield from self._recalled([*t.walk(*rule.asked()), *t.expressions(rule.effects)])
        for quantity in self.laws.quantities.values():
            yield from self._recalled(t.expressions(quantity.body))

    def _recalled(self, parts: Iterable[t.Ex]) -> Iterator[tuple[int, str, Span]]:
        for e in parts:
            if isinstance(e, t.Recall) and e.pattern.word in self.laws.meanings:
                yield self.shapes(e.pattern.word), e.pattern.word, e.at

    # statements -------------------------------------------------------------------------------

    def effects(self, body: Sequence[t.Statement], picture: bool = False) -> Work:
        """Return what statements cost."""
        return together(self._statement(s, picture) for s in body)

    def _statement(self, s: t.Statement, picture: bool) -> Work:
        inner = [self.value(x, picture) for x in t.children(s)]
        match s:
            case t.If(yes=yes, no=no):
                return together((*inner, self.effects(yes, picture), self.effects(no, picture)))
            case t.Loop(var=var, kind=kind, body=body):
                return self.effects(body, picture).times(*self.members(kind), var.at)
        return together((Work(1), *inner))

    # searches ---------------------------------------------------------------------------------

    def search(self, query: Query, picture: bool, found: Work) -> Work:
        """Return what a query costs, and what is done with each of its bindings."""
        known = frozenset(e for e, _ in query.hoisted)
        work = found
        for n in range(len(query.steps), -1, -1):
            own = [self.value(x.test, picture, known) for x in query.asked(n)]
            if n == query.level and query.actor:
                own.append(self._weights(query.weights, known))
            work = together((*own, work))
            if n:
                step = query.steps[n - 1]
                if step.source is not None:
                    work = together((self.value(step.source, picture, known), work))
                elif step.how == "memory":
                    work = work.times(STRONGEST, "memories", step.role.at)
                else:
                    work = work.times(*self.members(step.role.type.of), step.role.at)
        return together((work, *(self.value(e, picture) for e, _ in query.hoisted)))

    def _weights(self, weights: Sequence[Weight], known: Set[t.Ex]) -> Work:
        asked = [e for w in weights for e in (w.value, *(x.test for x in w.conditions))]
        return together(self.value(e, True, known) for e in asked)

    # rules ------------------------------------------------------------------------------------

    def works(self, word: str) -> Iterator[tuple[Work, Occasion]]:
        """Yield what a rule costs, and on what occasion."""
        rule = self.laws.rules[word]
        if rule.mark == "action":
            yield self._thought(rule), THOUGHT
        if rule.mark in ("action", "event"):
            yield self._deed(rule), "when it happens"
            replayed = (*rule.replay_begin, *rule.replay_end)
            people = *self.members("Character"), rule.at
            yield self.effects(replayed, True).times(*people), "when all learn of it"
        if rule.mark == "event":
            if rule.of:
                yield self._following(rule), "to find whom it befalls"
            elif rule.watched:
                yield self._watching(rule), "to see whether it comes about"
        elif rule.mark in ("appraisal", "inference"):
            own = self._watching(rule) if rule.watched else self._following(rule)
            yield own.times(*self.members("Character"), rule.at), IN_MINDS

    def _thought(self, rule: Rule) -> Work:
        """Return what it costs to look for what somebody could do by an action."""
        taken = [r.word for r in roles_of(rule.answers, self.laws)]
        query = plan(rule, taken, self.laws.quantities, rule.roles[0].word)
        return self.search(optimised(query), True, Work(1))

    def _watching(self, rule: Rule) -> Work:
        """Return what it costs to see whether a rule that waits for its `when` has come true."""
        inward = rule.mark != "event"
        return self.search(watch(rule), inward, self.effects(rule.effects, inward))

    def _following(self, rule: Rule) -> Work:
        """Return what a rule costs that follows a deed: the search for its further roles."""
        given = [*(r.word for r in roles_of(rule.of, self.laws)), "mind"]
        inward = rule.mark != "event"
        own = self.effects(rule.effects, True) if inward else Work(1)
        return self.search(plan(rule, given, self.laws.quantities), inward, own)

    def _deed(self, rule: Rule) -> Work:
        """Return what it costs that a deed begins and ends, in the world."""
        asked = [self.value(e) for e in rule.asked()]
        spans = [self.value(e) for e in (rule.span, rule.recovers) if e is not None]
        if rule.carries == "sight":
            people = *self.members("Character"), rule.at
            asked.append(self.quantity("obstruction").times(*people))
        own = together((*asked, *spans, self.effects(rule.effects)))
        return together((own, self._deed(self.laws.rules[rule.seems]))) if rule.seems else own


def _is_seen(e: t.Doing | t.Builtin | t.Read) -> bool:
    """Whether a mind knows this of somebody only by seeing them."""
    return not isinstance(e, t.Read) or (
        e.attribute.who == "shown" and e.attribute.kind == "Character"
    )
