"""A query → the statements that find its bindings, weigh each, and do something with it.

It serves thinking and asking, feelings and the mind's own watchers (`minds.py`), and the followers
of events (`following.py`). Below it, what a mind considers: each action a query over its picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from moshimo.compile.emission.book import Book
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.functions import indexed
from moshimo.compile.emission.views import (
    ANSWERED,
    NOW,
    D,
    M,
    Meant,
    View,
    deed_names,
    member,
    members,
    padded,
    parameter,
    role,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine, Term, Variable
from moshimo.engine.kernel import dice, emitted, notes, numbers
from moshimo.engine.kernel.deed import GOING
from moshimo.engine.kernel.minds import bodies, learn, race, think
from moshimo.lang.analysis.optimise import optimised
from moshimo.lang.analysis.plan import Confined, Query, Search, When, hurdles, plan, roles_of
from moshimo.lang.analysis.replay import reads, writes
from moshimo.lang.laws import Condition, Laws, Rule, Weight
from moshimo.lang.typed import Const, Ex, Var, named
from moshimo.schema.attributes import keys
from moshimo.schema.block_fields import F
from moshimo.schema.field import Field
from moshimo.schema.scalars import Parameter, Signature

Once: TypeAlias = Sequence[tuple[Ex, When]]
OnBinding: TypeAlias = Callable[[View], Sequence[Instruction]]
OnMiss: TypeAlias = Callable[[int, "Condition | Search | None"], Sequence[Instruction]]
WEIGHT = c.local("weight", "f64")
_WIDELY = c.local("widely", "bool")
_DONE: dict[When, Variable] = {"wishes": c.local("wished"), "scruples": c.local("deterred")}
_BESIDE = c.local("beside")
FAILS = Signature("fails", (Parameter("hurdle", "i64"),), block=False)


def search(
    query: Query,
    view: View,
    emitter: Emitter,
    found: OnBinding,
    missed: OnMiss = lambda level, asked: (),
) -> list[Instruction]:
    """Return what finds the bindings of a query.

    Args:
        query: what is searched for. If somebody thinks, each binding is weighed: `weight`.
        view: how its expressions are read; names the roles that are given.
        emitter: makes those expressions.
        found: what is done with a binding, in the view that names its roles.
        missed: what is done, at a level, where a condition fails, before a role is searched for,
            or (None) where nothing is wanted.
    """
    return _SearchWriter(query, emitter, found, missed).level(0, view)


def weighed(
    weights: Sequence[Weight], view: View, emitter: Emitter, once: Once = ()
) -> list[Instruction]:
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


def only_if(w: Weight, change: Instruction, view: View, emitter: Emitter) -> list[Instruction]:
    """Return a change that is made under the conditions of a wish or scruple."""
    if not w.conditions:
        return [change]
    return [c.when(all_of(w.conditions, view, emitter), [change])]


def all_of(conditions: Sequence[Condition], view: View, emitter: Emitter) -> Term:
    """Return whether all conditions hold, asked in their order."""
    return c.both(*(emitter.truth(x.test, view) for x in conditions))


def _hoisted(
    when: When, once: Once, view: View, emitter: Emitter
) -> tuple[list[Instruction], View]:
    """Return what works out the values of that time, and a view that has them."""
    made: list[Instruction] = []
    for number, (e, at) in enumerate(once, 1):
        if at == when:
            value = emitter.value(e, view)
            held = c.local(f"h_{number}", value.type)
            made.append(c.let(held, value))
            view = replace(view, hoisted={**view.hoisted, e: held})
    return made, view


def _late(when: When, once: Once, view: View, emitter: Emitter) -> tuple[list[Instruction], View]:
    """The same, for within a loop: it is done for the first binding that comes so far."""
    made, view = _hoisted(when, once, view, emitter)
    flag = _DONE[when]
    return [c.when(c.compare(flag, "==", 0), [c.let(flag, 1), *made])] if made else [], view


@dataclass(frozen=True, slots=True)
class _SearchWriter:
    """Writes one query, from the first level inwards."""

    query: Query
    emitter: Emitter
    found: OnBinding
    missed: OnMiss

    def level(self, n: int, view: View) -> list[Instruction]:
        """Return what is done once n roles are found."""
        query, made = self.query, list[Instruction]()
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

    def listed(self, step: Search, n: int) -> list[Instruction]:
        """Return what lists those among whom a role is searched for."""
        match step.how:
            case "near" | "seen":
                made: list[Instruction] = [c.do(c.call(think.look_near, M))]
                if n == 0:
                    made.append(c.when(c.compare(c.at(_count(step)), "==", 0), [c.give()]))
                return made
            case "memory":
                return [c.do(c.call(learn.strongest, M))]
            case "equal" | "every":
                return []
        assert_never(step.how)

    def loop(self, step: Search, n: int, view: View) -> Instruction:
        """Return the loop that finds a role, and all within it."""
        x, k = member(step.role), c.local(f"k_{step.role.word}")
        inner = view.of({step.role.word: x})
        if step.how == "seen":
            inner = replace(inner, beheld=inner.beheld | {x.word})
        body = [*self.apart(step, n, inner), *self.level(n + 1, inner)]
        match step.how:
            case "equal":
                assert step.source is not None
                fixed: list[Instruction] = [c.let(x, self.emitter.value(step.source, view))]
                if step.role.type.tag == "ref":
                    fixed.append(c.when(self.emitter.is_none(x, step.role.type.of), [c.skip()]))
                return c.loop(c.local(f"once_{step.role.word}"), 0, 1, [*fixed, *body])
            case "near" | "seen" | "memory":
                row = {"near": F.near, "seen": F.seen, "memory": F.strong}[step.how]
                return c.loop(k, 0, c.at(_count(step)), [c.let(x, c.at(row, k)), *body])
            case "every":
                return members(x, step.role.type.of, body, view, self.emitter.layout)
        assert_never(step.how)

    def apart(self, step: Search, n: int, view: View) -> list[Instruction]:
        """Return what passes over a person who is in another role, where somebody thinks."""
        if not self.query.actor or step.role.type.of != "Character":
            return []
        others = [s.role.word for s in self.query.steps[:n] if s.role.type.of == "Character"]
        if step.how not in ("near", "seen"):
            others.insert(0, self.query.actor)
        x = view.names[step.role.word]
        return [c.when(c.compare(x, "==", view.names[word]), [c.skip()]) for word in others]

    def before(self, view: View) -> list[Instruction]:
        """Return what stands before all loops: who may want any place, and what is not done yet."""
        made: list[Instruction] = []
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

    def near_a_wish(self, confined: Confined, view: View) -> Term:
        """Return whether some wish can weigh anything for the member that was found."""
        x = view.names[self.query.steps[0].role.word]
        people = [c.compare(c.at(F.there, x), "!=", 0)] if confined.people else []
        return c.either(_WIDELY, *people, *(self.emitter.truth(e, view) for e in confined.here))


def _count(step: Search) -> Field:
    return {"near": F.near_n, "seen": F.seen_n, "memory": F.strong_n}[step.how]


def choosing(book: Book) -> None:
    """Make `consider`, `consider_asides` and `consider_answers`."""
    heads: dict[str, list[tuple[Rule, Signature]]] = {}
    for rule in book.actions:
        made = options(optimised(considered(rule, book.laws)), rule, book.emitter)
        book.add(rule.word, made)
        if rule.answers:
            _answer(rule, made.signature, book)
        else:
            heads.setdefault(rule.variant_of or rule.word, []).append((rule, made.signature))
    everything: list[Instruction] = []
    asides: list[Instruction] = []
    for head, own in sorted(heads.items()):
        close = _closing(book.layout.rules[head])
        everything += [*(c.do(c.call(made, M)) for _, made in own), close]
        short: list[Instruction] = [c.do(c.call(made, M)) for rule, made in own if rule.is_aside]
        asides += [*short, close] if short else []
    book.define(emitted.consider, everything)
    book.define(emitted.consider_asides, asides)
    book.dispatch(emitted.consider_answers)


def considered(rule: Rule, laws: Laws) -> Query:
    """Return the search for an action's bindings; an answer has roles of the answered deed."""
    taken = [r.word for r in roles_of(rule.answers, laws)]
    return plan(rule, taken, laws.quantities, rule.roles[0].word)


def options(
    query: Query, rule: Rule, emitter: Emitter, missed: OnMiss = lambda level, asked: ()
) -> Routine:
    """Bid for every binding of an action that a mind believes possible; `missed` as in `search`."""
    names: dict[str, Term] = {query.actor: M}
    names |= {r.word: parameter(r) for r in query.given}
    answered: list[Variable] = [ANSWERED] if rule.answers else []
    number = emitter.layout.rules[rule.word]

    def bid(v: View) -> list[Instruction]:
        roles = padded([v.names[r.word] for r in rule.roles[1:]], 3)
        deed = answered[0] if answered else 0
        return [c.do(c.call(race.bid, number, WEIGHT, *roles, deed))]

    people = [parameter(r) for r in query.given if r.type.of == "Character"]
    body: list[Instruction] = [c.when(c.compare(x, "==", M), [c.give()]) for x in people]
    view = View(True, M, names, answered=ANSWERED if rule.answers else None, choosing=rule.word)
    body += search(query, view, emitter, bid, missed)
    given = [M, *answered, *(parameter(r) for r in query.given)]
    return c.function(f"options__{rule.word}", given, body, at=rule.at)


def explaining(query: Query, rule: Rule, emitter: Emitter) -> Routine:
    """The same, and it calls `fails(n)` on coming to the n-th of the query's hurdles."""
    asked = [hurdle.asked for hurdle in hurdles(query)]
    return options(query, rule, emitter, lambda level, met: [c.do(c.call(FAILS, asked.index(met)))])


def _closing(head: int) -> Instruction:
    """What makes all bids so far one runner."""
    return c.when(c.compare(c.at(F.bid_n), "!=", 0), [c.do(c.call(race.close_bids, head))])


def _answer(rule: Rule, options: Signature, book: Book) -> None:
    """Let an answer be considered whenever something that it answers is open."""
    query, shape = considered(rule, book.laws), roles_of(rule.answers, book.laws)
    for answered, meant, names, test in book.meaning(rule.answers, M):
        asked = [test]
        if query.actor in names:
            asked.append(c.compare(names[query.actor], "==", M))
        elif answered.mark == "action":
            asked.append(c.compare(role(D, 0), "!=", M))
        if not rule.is_aside:
            asked.append(c.compare(_BESIDE, "==", 0))
        asked += _still(rule, answered, book)
        bids = c.do(c.call(options, M, D, *(names[r.word] for r in query.given)))
        close = _closing(book.layout.rules[rule.word])
        if meant.ranging:
            if not _is_told(meant, shape, query.bound):
                asked.insert(0, c.compare(c.at(F.bid_n), "==", 0))
            many = meant.around([c.when(c.both(*asked), [bids])])
            book.case(emitted.consider_answers, answered.word, *many, close)
        else:
            runner = c.when(c.both(*asked), [bids, close])
            book.case(emitted.consider_answers, answered.word, runner)


def _still(rule: Rule, answered: Rule, book: Book) -> list[Term]:
    """Return the condition that an answer still has time, if another one to that has more."""
    targets = {answered.word, *answered.meanings}
    longest = max(r.within for r in book.actions if r.answers in targets)
    if rule.within == longest:
        return []
    going = c.compare(c.at(F.d_state, D), "==", GOING)
    ends = c.binary(c.at(F.d_end, D), "+", rule.within)
    return [c.either(going, c.compare(ends, ">=", NOW))]


def _is_told(meant: Meant, shape: Sequence[Var], taken: Set[str]) -> bool:
    """Whether an answer takes over for which member it is; else it answers only once."""
    ranging = {var.word for var in meant.ranging}
    pairs = zip(shape, meant.args, strict=True)
    return any(named(arg) & ranging for r, arg in pairs if r.word in taken)


# of a choice ---------------------------------------------------------------------------------


def roles_hash(rule: Rule, roles: Sequence[Term], emitter: Emitter, *, looks: bool = False) -> Term:
    """The hash of a rule's luck and the names in its roles; with `looks`, of whom they look like.

    So nobody can tell by what dice show who is in a body.
    """
    h: Term = c.at(F.k_luck, emitter.layout.rules[rule.word])
    for who, made in zip(rule.roles, roles, strict=True):
        key: Term = c.at(keys(who.type.of) if who.type.tag == "ref" else F.d_key, made)
        if looks and who.type.of == "Character":
            key = c.call(bodies.face_key, made)
        h = c.call(dice.mix, h, key)
    return h


def wish(rule: Rule, emitter: Emitter) -> Routine:
    """How much the actor still wants a deed that is under way, by his picture.

    What the deed's own beginning wrote is not asked again.
    """
    names = deed_names(rule, emitter.layout, M) | {rule.roles[0].word: M}
    view = View(True, M, names, answered=c.at(F.d_answers, D))
    lasting = [x for x in rule.conditions if not reads(x.test) & writes(rule.begin)]
    body = [
        c.let(M, role(D, 0)),
        c.when(c.negate(all_of(lasting, view, emitter)), [c.give(c.real(0))]),
        *weighed(rule.weights, view, emitter),
        c.give(WEIGHT),
    ]
    return c.function(f"wish__{rule.word}", [D], body, "f64", rule.at)


def trace(rule: Rule, emitter: Emitter, scruples: bool = False) -> Routine:
    """Note what a choice (or an event) read, and how much each wish weighed.

    With `scruples`, what share each of them takes, instead of the wishes.
    """
    choosing = rule.mark == "action"
    names = deed_names(rule, emitter.layout, M if choosing else None)
    names |= {rule.roles[0].word: M} if choosing else {}
    plain = View(choosing, M if choosing else None, names, answered=c.at(F.d_answers, D))
    view = replace(plain, citing=D)
    asked = c.local("asked", "bool")
    body: list[Instruction] = [c.let(M, role(D, 0))]
    body += [c.let(asked, emitter.truth(x.test, view)) for x in rule.conditions]
    for number, w in enumerate(rule.weights):
        if w.deters is not scruples:
            continue
        amount = emitter.number(w.value, view)
        if w.deters:
            amount = c.call(numbers.within, amount, 0, 1)
        noted = c.do(c.call(notes.note, notes.REASON, D, number, amount), w.at)
        body += only_if(w, noted, plain, emitter)
    return c.function(f"trace__{rule.word}", [D], body, at=rule.at, seldom=True)
