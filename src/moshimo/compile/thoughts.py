"""Emits how a mind looks for what it could do: each action a query over its picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from moshimo.compile.confining import confined, passes_over
from moshimo.compile.expressions import Emitter
from moshimo.compile.hoisting import Hoist, once
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Expression, Function, Statement
from moshimo.compile.views import D, M, View, deed_names, every, member, padded, parameter, role
from moshimo.engine.kernel import dice, notes, numbers
from moshimo.engine.kernel.minds import learn, race, think
from moshimo.lang.analysis.plan import Plan, Search, plan
from moshimo.lang.analysis.replay import reads, writes
from moshimo.lang.laws import Condition, Rule, Weight
from moshimo.lang.spelling import spelled
from moshimo.lang.typed import Const, Ex, Var, named
from moshimo.schema.attributes import keys
from moshimo.schema.block import F
from moshimo.schema.scalars import Parameter, Signature
from moshimo.schema.sizes import MOST_ROLES

WISHED, DETERRED = c.local("wished"), c.local("deterred")  # whether what they ask once was asked
# What can keep somebody from an action, and what was asked: a test, or the role that found nobody.
Failing: TypeAlias = list[tuple[str, Ex | None]]
FAILS = Signature("fails", (Parameter("place", "i64"),), block=False)  # told what keeps somebody
WEIGHT, _ANSWERED = c.local("weight", "f64"), c.local("q")
ASIDE = 60.0  # seconds: what takes no longer can be done beside something longer


def plan_of(rule: Rule, given: frozenset[str], emitter: Emitter) -> Plan:
    """Return in which order a rule's roles are found."""
    tests = tuple(x.test for x in rule.conditions)
    actor = rule.roles[0].word
    return plan(rule.roles, given | {actor}, tests, emitter.laws.quantities, actor)


def is_aside(rule: Rule) -> bool:
    """Whether it can be done beside something longer."""
    place = "Character.place" in rule.writes
    short = rule.span is None or (isinstance(rule.span, Const) and rule.span.value <= ASIDE)
    return short and not rule.moves and not place


def options(
    rule: Rule, given: Sequence[Var], emitter: Emitter, failing: Failing | None = None
) -> Function:
    """Bid for every binding of an action that a mind believes possible.

    `given` are the roles that an answer takes over from the answered deed `q`. With `failing`, what
    can keep somebody from it is put there, and the code reports its place there on meeting it.
    """
    actor = rule.roles[0].word
    names: dict[str, Expression] = {actor: M}
    names |= {r.word: parameter(r) for r in given}
    view = View(True, M, names, answered=_ANSWERED if rule.answers else None)
    found = plan_of(rule, frozenset(r.word for r in given), emitter)
    body: list[Statement] = [
        c.when(c.compare(parameter(r), "==", M), [c.give()])
        for r in given
        if r.type.of == "Character" and r.word != actor
    ]
    for test in found.first:
        unmet = c.negate(emitter.truth(test, view))
        body.append(c.when(unmet, [*_fails(test, failing), c.give()]))
    hoist: Hoist | None = None
    if found.steps and failing is None:
        hoist = Hoist(set(view.names))
        rule = replace(rule, weights=hoist.sorted(rule.weights))
        view = replace(view, hoisted=hoist.held)
    outside = view
    levels, view = _search(found.steps, view, emitter, failing, hoist)
    if hoist is not None and [(s.how, s.role.type.of) for s in found.steps] == [("every", "Place")]:
        wishes = [w for w in rule.weights if not w.deters]
        limits = confined(found.steps[0].role, wishes, hoist)
        if limits is not None:
            body += hoist.of(hoist.weighed_in(wishes), outside, emitter)
            before, leave = passes_over(limits, found.steps[0].role, view, emitter)
            body += before
            levels[-1].body.append(leave)
    unwanted = _report("wants it not at all", None, failing)
    bid = _bid(rule, view, emitter, [*unwanted, c.skip() if levels else c.give()], hoist)
    if failing is None and len(levels) > 1 and not _weighs(rule, found.steps[-1].role.word):
        # what does not hang on the innermost role is weighed before that one is searched for
        memory = found.steps[-1].how == "memory"
        (levels[-2].body if memory else levels[-1].before).extend(bid[:-1])
        bid = bid[-1:]
    if hoist is not None:
        body += [c.let(flag, 0) for flag in (WISHED, DETERRED)]
    roles = [M, *([_ANSWERED] if rule.answers else []), *(parameter(r) for r in given)]
    body += nested(levels, bid)
    return c.function(f"options__{rule.word}", roles, body, at=rule.at)


@dataclass(slots=True)
class Level:
    """A loop of a search.

    Attributes:
        before: what is done before it.
        around: makes the loop of its body.
        body: what is done in it, before the next loop.
    """

    before: list[Statement]
    around: Callable[[Sequence[Statement]], Statement]
    body: list[Statement]


def nested(levels: Sequence[Level], inmost: Sequence[Statement]) -> list[Statement]:
    """Return the loops of a search, one in the other, around these statements."""
    made = list(inmost)
    for level in reversed(levels):
        made = [*level.before, level.around([*level.body, *made])]
    return made


def _fails(test: Ex, failing: Failing | None) -> list[Statement]:
    return _report(f"fails: {spelled(test)}", test, failing)


def _report(what: str, asked: Ex | None, failing: Failing | None) -> list[Statement]:
    if failing is None:
        return []
    failing.append((what, asked))
    return [c.do(c.call(FAILS, len(failing) - 1))]


def _nobody(step: Search, actor: str) -> str:
    """What keeps somebody from it if nothing is found for a role."""
    match step.how:
        case "equal":
            assert step.source is not None
            return f"fails: {step.role.word} == {spelled(step.source)}"
        case "seen":
            return f"fails: sees({actor}, {step.role.word})"
        case "near":
            return f"fails: {step.role.word}.place == {actor}.place"
        case "memory":
            return "remembers nothing"
        case _:
            return f"there is no {step.role.type}"


def _search(
    steps: Sequence[Search],
    view: View,
    emitter: Emitter,
    failing: Failing | None,
    hoist: Hoist | None,
) -> tuple[list[Level], View]:
    """Open a loop for each further role; return the loops, innermost last, and the view there."""
    levels: list[Level] = []
    people: list[str] = []
    outside = view
    for step in steps:
        word = step.role.word
        x, k = member(step.role), c.local(f"k_{word}")
        body: list[Statement] = []
        before = _report(_nobody(step, next(iter(view.names))), step.role, failing)
        around: Callable[[Sequence[Statement]], Statement]
        match step.how:
            case "equal":
                assert step.source is not None
                body.append(c.let(x, emitter.value(step.source, view)))
                if step.role.type.tag == "ref":
                    body.append(c.when(emitter.is_none(x, step.role.type.of), [c.skip()]))
                around = partial(c.loop, c.local(f"once_{word}"), 0, 1)
            case "near" | "seen":
                before.append(c.do(c.call(think.look_near, M)))
                listed, many = (F.near, F.near_n) if step.how == "near" else (F.seen, F.seen_n)
                body.append(c.let(x, c.at(listed, k)))
                if hoist is not None and not levels:
                    before.append(c.when(c.compare(c.at(many), "==", 0), [c.give()]))
                around = partial(c.loop, k, 0, c.at(many))
            case "memory":
                before.append(c.do(c.call(learn.strongest, M)))
                body.append(c.let(x, c.at(F.strong, k)))
                around = partial(c.loop, k, 0, c.at(F.strong_n))
            case _:
                around = partial(every, x, step.role.type.of)
        view = view.of({word: x})
        if step.how == "seen":
            view = replace(view, beheld=view.beheld | {x.word})
        if step.role.type.of == "Character":
            if step.how not in ("near", "seen"):
                body.append(c.when(c.compare(x, "==", M), [c.skip()]))
            body += [c.when(c.compare(x, "==", view.names[other]), [c.skip()]) for other in people]
            people.append(word)
        body += [
            c.when(c.negate(emitter.truth(test, view)), [*_fails(test, failing), c.skip()])
            for test in step.conditions
        ]
        if not levels and hoist is not None:
            asked = hoist.asked_of([test for s in steps for test in s.conditions])
            before += hoist.of(asked, outside, emitter)
        levels.append(Level(before, around, body))
    return levels, view


def _weighs(rule: Rule, role: str) -> bool:
    """Whether a wish or scruple asks about that role."""
    asked = [e for w in rule.weights for e in (w.value, *(x.test for x in w.conditions))]
    return any(role in named(e) for e in asked)


def _bid(
    rule: Rule, view: View, emitter: Emitter, leave: list[Statement], hoist: Hoist | None
) -> list[Statement]:
    made = weight(rule, view, emitter, hoist)
    nothing = c.when(c.negate(c.compare(WEIGHT, ">", 0)), leave)
    given = padded([view.names[r.word] for r in rule.roles[1:]], MOST_ROLES - 1)
    answered = _ANSWERED if rule.answers else 0
    number = emitter.layout.rules[rule.word]
    return [*made, nothing, c.do(c.call(race.bid, number, WEIGHT, *given, answered))]


def roles_hash(rule: Rule, roles: Sequence[Expression], emitter: Emitter) -> Expression:
    """The hash of a rule's luck and the names in its roles."""
    h: Expression = c.at(F.k_luck, emitter.layout.rules[rule.word])
    for who, made in zip(rule.roles, roles, strict=True):
        key = c.at(keys(who.type.of) if who.type.tag == "ref" else F.d_key, made)
        h = c.call(dice.mix, h, key)
    return h


def weight(rule: Rule, view: View, emitter: Emitter, hoist: Hoist | None = None) -> list[Statement]:
    """Sets `weight`: the sum of the wishes, less what each scruple takes of it."""
    wishes = [w for w in rule.weights if not w.deters]
    scruples = [w for w in rule.weights if w.deters]
    made: list[Statement] = []
    if hoist is not None:
        made += once(WISHED, hoist.of(hoist.weighed_in(wishes), view, emitter))
    made.append(c.let(WEIGHT, 0))
    for w in wishes:
        more = c.binary(WEIGHT, "+", emitter.number(w.value, view))
        made += _only_if(w, view, emitter, more)
    if scruples:
        inner: list[Statement] = []
        if hoist is not None:
            inner += once(DETERRED, hoist.of(hoist.weighed_in(scruples), view, emitter))
        for w in scruples:
            share = c.call(numbers.within, emitter.number(w.value, view), 0, 1)
            left = c.binary(1.0, "-", share)
            inner += _only_if(w, view, emitter, c.binary(WEIGHT, "*", left))
        made.append(c.when(c.compare(WEIGHT, ">", 0), inner))
    return made


def _only_if(w: Weight, view: View, emitter: Emitter, then: Expression) -> list[Statement]:
    change = c.let(WEIGHT, then, w.at)
    if not w.conditions:
        return [change]
    return [c.when(_all(w.conditions, view, emitter), [change])]


def _all(conditions: Sequence[Condition], view: View, emitter: Emitter) -> Expression:
    return c.both(*(emitter.truth(x.test, view) for x in conditions))


def wish(rule: Rule, emitter: Emitter) -> Function:
    """How much the actor still wants a deed that is under way, by his picture.

    What the deed's own beginning wrote is not asked again.
    """
    names = {**deed_names(rule), rule.roles[0].word: M}
    view = View(True, M, names, answered=c.at(F.d_answers, D))
    lasting = [x for x in rule.conditions if not reads(x.test) & writes(rule.begin)]
    body = [
        c.let(M, role(D, 0)),
        c.when(c.negate(_all(lasting, view, emitter)), [c.give(c.real(0))]),
        *weight(rule, view, emitter),
        c.give(WEIGHT),
    ]
    return c.function(f"wish__{rule.word}", [D], body, "f64", rule.at)


def trace(rule: Rule, emitter: Emitter, scruples: bool = False) -> Function:
    """Note what a choice (or an event) read, and how much each wish weighed.

    With `scruples`, what share each of them takes, instead of the wishes.
    """
    names = deed_names(rule)
    choosing = rule.mark == "action"
    if choosing:
        names[rule.roles[0].word] = M
    answered = c.at(F.d_answers, D)
    view = View(choosing, M if choosing else None, names, answered=answered, citing=D)
    body: list[Statement] = [c.let(M, role(D, 0))]
    asked = c.local("asked", "bool")
    body += [c.let(asked, emitter.truth(x.test, view)) for x in rule.conditions]
    for number, w in enumerate(rule.weights):
        if w.deters is not scruples:
            continue
        amount = emitter.number(w.value, view)
        if w.deters:
            amount = c.call(numbers.within, amount, 0, 1)
        noted = c.do(c.call(notes.note, notes.REASON, D, number, amount), w.at)
        plain = replace(view, citing=None)
        body += [c.when(_all(w.conditions, plain, emitter), [noted])] if w.conditions else [noted]
    return c.function(f"trace__{rule.word}", [D], body, at=rule.at, seldom=True)
