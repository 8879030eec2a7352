"""A query → the statements that find its bindings, weigh each, and do something with it.

It serves thinking and asking (`thoughts.py`), feelings and the mind's own watchers (`minds.py`),
and the followers of events (`following.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from moshimo.compile.expressions import Emitter
from moshimo.compile.functions import indexed
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Expression, Local, Statement
from moshimo.compile.views import M, View, every, member
from moshimo.engine.kernel import numbers
from moshimo.engine.kernel.minds import learn, think
from moshimo.lang.analysis.plan import Confined, Query, Search, When
from moshimo.lang.laws import Condition, Weight
from moshimo.lang.typed import Const, Ex
from moshimo.schema.block import F
from moshimo.schema.field import Field

Once: TypeAlias = Sequence[tuple[Ex, When]]
Found: TypeAlias = Callable[[View], Sequence[Statement]]
Missed: TypeAlias = Callable[[int, "Condition | Search | None"], Sequence[Statement]]
WEIGHT = c.local("weight", "f64")
_WIDELY = c.local("widely", "bool")
_DONE: dict[When, Local] = {"wishes": c.local("wished"), "scruples": c.local("deterred")}


def search(
    query: Query,
    view: View,
    emitter: Emitter,
    found: Found,
    missed: Missed = lambda level, asked: (),
) -> list[Statement]:
    """Return what finds the bindings of a query.

    Args:
        query: what is searched for. If somebody thinks, each binding is weighed: `weight`.
        view: how its expressions are read; names the roles that are given.
        emitter: makes those expressions.
        found: what is done with a binding, in the view that names its roles.
        missed: what is done, at a level, where a condition fails, before a role is searched for,
            or (None) where nothing is wanted.
    """
    return _Writer(query, emitter, found, missed).level(0, view)


def weighed(
    weights: Sequence[Weight], view: View, emitter: Emitter, once: Once = ()
) -> list[Statement]:
    """Return what sets `weight`: the sum of the wishes, less what each scruple takes of it.

    Args:
        weights: the wishes and scruples.
        view: how they are read.
        emitter: makes their expressions.
        once: what of them is worked out for the first binding alone.
    """
    made, view = _late("wishes", once, view, emitter)
    made.append(c.let(WEIGHT, 0.0))
    for w in weights:
        if not w.deters:
            more = c.binary(WEIGHT, "+", emitter.number(w.value, view))
            made += only_if(w, c.let(WEIGHT, more, w.at), view, emitter)
    scruples = [w for w in weights if w.deters]
    if scruples:
        inner, view = _late("scruples", once, view, emitter)
        for w in scruples:
            share = c.call(numbers.within, emitter.number(w.value, view), 0.0, 1.0)
            less = c.binary(WEIGHT, "*", c.binary(1.0, "-", share))
            inner += only_if(w, c.let(WEIGHT, less, w.at), view, emitter)
        made.append(c.when(c.compare(WEIGHT, ">", 0.0), inner))
    return made


def only_if(w: Weight, change: Statement, view: View, emitter: Emitter) -> list[Statement]:
    """Return a change that is made under the conditions of a wish or scruple."""
    if not w.conditions:
        return [change]
    return [c.when(all_of(w.conditions, view, emitter), [change])]


def all_of(conditions: Sequence[Condition], view: View, emitter: Emitter) -> Expression:
    """Return whether all conditions hold, asked in their order."""
    return c.both(*(emitter.truth(x.test, view) for x in conditions))


def _hoisted(when: When, once: Once, view: View, emitter: Emitter) -> tuple[list[Statement], View]:
    """Return what works out the values of that time, and a view that has them."""
    made: list[Statement] = []
    for number, (e, at) in enumerate(once, 1):
        if at == when:
            value = emitter.value(e, view)
            held = c.local(f"h_{number}", value.type)
            made.append(c.let(held, value))
            view = replace(view, hoisted={**view.hoisted, e: held})
    return made, view


def _late(when: When, once: Once, view: View, emitter: Emitter) -> tuple[list[Statement], View]:
    """The same, for within a loop: it is done for the first binding that comes so far."""
    made, view = _hoisted(when, once, view, emitter)
    flag = _DONE[when]
    return [c.when(c.compare(flag, "==", 0), [c.let(flag, 1), *made])] if made else [], view


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one query, from the first level inwards."""

    query: Query
    emitter: Emitter
    found: Found
    missed: Missed

    def level(self, n: int, view: View) -> list[Statement]:
        """Return what is done once n roles are found."""
        query, made = self.query, list[Statement]()
        leave = c.skip() if n else c.give()
        for condition in query.asked(n):
            fails = c.negate(self.emitter.truth(condition.test, view))
            made.append(c.when(fails, [*self.missed(n, condition), leave]))
        if n == 1 and query.confined is not None:
            made.append(c.when(c.negate(self.near_a_wish(query.confined, view)), [leave]))
        if n == query.level and query.actor:
            unwanted = c.negate(c.compare(WEIGHT, ">", 0.0))
            made += weighed(query.weights, view, self.emitter, query.hoisted)
            made.append(c.when(unwanted, [*self.missed(n, None), leave]))
        if n == len(query.steps):
            return [*made, *self.found(view)]
        step = query.steps[n]
        made += [*self.missed(n, step), *self.listed(step, n)]
        if n == 0:
            early, view = _hoisted("search", query.hoisted, view, self.emitter)
            made += [*early, *self.before(view)]
        return [*made, self.loop(step, n, view)]

    # one role ---------------------------------------------------------------------------------

    def listed(self, step: Search, n: int) -> list[Statement]:
        """Return what lists those among whom a role is searched for."""
        match step.how:
            case "near" | "seen":
                made: list[Statement] = [c.do(c.call(think.look_near, M))]
                if n == 0:
                    made.append(c.when(c.compare(c.at(_count(step)), "==", 0), [c.give()]))
                return made
            case "memory":
                return [c.do(c.call(learn.strongest, M))]
            case "equal" | "every":
                return []
        assert_never(step.how)

    def loop(self, step: Search, n: int, view: View) -> Statement:
        """Return the loop that finds a role, and all within it."""
        x, k = member(step.role), c.local(f"k_{step.role.word}")
        inner = view.of({step.role.word: x})
        if step.how == "seen":
            inner = replace(inner, beheld=inner.beheld | {x.word})
        body = [*self.apart(step, n, inner), *self.level(n + 1, inner)]
        match step.how:
            case "equal":
                assert step.source is not None
                fixed: list[Statement] = [c.let(x, self.emitter.value(step.source, view))]
                if step.role.type.tag == "ref":
                    fixed.append(c.when(self.emitter.is_none(x, step.role.type.of), [c.skip()]))
                return c.loop(c.local(f"once_{step.role.word}"), 0, 1, [*fixed, *body])
            case "near" | "seen" | "memory":
                row = {"near": F.near, "seen": F.seen, "memory": F.strong}[step.how]
                return c.loop(k, 0, c.at(_count(step)), [c.let(x, c.at(row, k)), *body])
            case "every":
                return every(x, step.role.type.of, body)
        assert_never(step.how)

    def apart(self, step: Search, n: int, view: View) -> list[Statement]:
        """Return what passes over a person who is in another role, where somebody thinks."""
        if not self.query.actor or step.role.type.of != "Character":
            return []
        others = [s.role.word for s in self.query.steps[:n] if s.role.type.of == "Character"]
        if step.how not in ("near", "seen"):
            others.insert(0, self.query.actor)
        x = view.names[step.role.word]
        return [c.when(c.compare(x, "==", view.names[word]), [c.skip()]) for word in others]

    def before(self, view: View) -> list[Statement]:
        """Return what stands before all loops: who may want any place, and what is not done yet."""
        made: list[Statement] = []
        confined = self.query.confined
        if confined is not None:
            widely = [self.emitter.truth(e, view) for e in confined.anywhere]
            for e in confined.factors:
                if not isinstance(e, Const):
                    none = c.binary(self.emitter.number(e, view), "*", 0.0)
                    widely.append(c.compare(none, "!=", 0.0))
            made.append(c.let(_WIDELY, c.either(*widely) if widely else False))
            if confined.people:
                made.append(indexed())
        late = {when for _, when in self.query.hoisted}
        return made + [c.let(done, 0) for when, done in _DONE.items() if when in late]

    def near_a_wish(self, confined: Confined, view: View) -> Expression:
        """Return whether some wish can weigh anything for the member that was found."""
        x = view.names[self.query.steps[0].role.word]
        people = [c.compare(c.at(F.there, x), "!=", 0)] if confined.people else []
        return c.either(_WIDELY, *people, *(self.emitter.truth(e, view) for e in confined.here))


def _count(step: Search) -> Field:
    return {"near": F.near_n, "seen": F.seen_n, "memory": F.strong_n}[step.how]
