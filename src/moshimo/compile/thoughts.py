"""Emits how a mind looks for what it could do: each action a query over its picture."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from moshimo.compile import code as c
from moshimo.compile.confining import confined, passes_over
from moshimo.compile.hoisting import Hoist, once
from moshimo.compile.values import Emitter
from moshimo.compile.views import View, deed_names
from moshimo.lang.binding import Plan, Step, named, plan
from moshimo.lang.model import (
    Condition,
    Const,
    Ex,
    Rule,
    Var,
    Weight,
)
from moshimo.lang.replay import begun, reads
from moshimo.lang.spell import spelled

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")
WISHED, DETERRED = "wished", "deterred"  # whether what wishes (scruples) ask once has been asked
# What can keep somebody from an action, and what was asked: a test, or the role that found nobody.
Failing: TypeAlias = list[tuple[str, Ex | None]]
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
) -> ast.FunctionDef:
    """Bid for every binding of an action that a mind believes possible.

    `given` are the roles that an answer takes over from the answered deed `q`. With `failing`, what
    can keep somebody from it is put there, and the code reports its place there on meeting it.
    """
    emitter.path = rule.path
    actor = rule.roles[0].word
    names: dict[str, ast.expr] = {actor: _M}
    names |= {r.word: c.name(f"a_{r.word}") for r in given}
    answered = c.name("q") if rule.answers else None
    view = View(True, "m", names, answered=answered)
    found = plan_of(rule, frozenset(r.word for r in given), emitter)
    body: list[ast.stmt] = []
    body += [
        c.when(c.compare(c.name(f"a_{r.word}"), "==", _M), [c.give()])
        for r in given
        if r.type.of == "Character" and r.word != actor
    ]
    for t in found.first:
        body.append(c.when(c.negate(emitter.truth(t, view)), [*_fails(t, failing), c.give()]))
    hoist: Hoist | None = None
    if found.steps and failing is None:
        hoist = Hoist(set(view.names))
        rule = replace(rule, weights=hoist.sorted(rule.weights))
        view = replace(view, hoisted=hoist.held)
    outside = view
    inner, view = _search(found.steps, view, emitter, failing, hoist)
    if hoist is not None and [(s.how, s.role.type.of) for s in found.steps] == [("every", "Place")]:
        wishes = [w for w in rule.weights if not w.deters]
        limits = confined(found.steps[0].role, wishes, hoist)
        if limits is not None:
            body += hoist.of(hoist.weighed_in(wishes), outside, emitter)
            before, leave = passes_over(limits, found.steps[0].role, view, emitter)
            body += before
            inner[-1].append(leave)
    unwanted = _report("wants it not at all", None, failing)
    bid = _bid(rule, view, emitter, [*unwanted, c.skip() if inner else c.give()], hoist)
    if failing is None and len(found.steps) > 1 and not _weighs(rule, found.steps[-1].role.word):
        # what does not hang on the innermost role is weighed before that one is searched for
        place = len(inner[-2]) - (2 if found.steps[-1].how == "memory" else 1)
        inner[-2][place:place] = bid[:-1]
        bid = bid[-1:]
    last = inner[-1] if inner else body
    last += bid
    if hoist is not None:
        body += [c.let(flag, c.const(0)) for flag in (WISHED, DETERRED)]
    roles = ["m", *(["q"] if rule.answers else []), *(f"a_{r.word}" for r in given)]
    body += inner[0] if inner else []
    return c.function(f"options__{rule.word}", roles, body, "None")


def _fails(test: Ex, failing: Failing | None) -> list[ast.stmt]:
    return _report(f"fails: {spelled(test)}", test, failing)


def _report(what: str, asked: Ex | None, failing: Failing | None) -> list[ast.stmt]:
    if failing is None:
        return []
    failing.append((what, asked))
    return [c.do(c.call("fails", c.const(len(failing) - 1)))]


def _nobody(step: Step, actor: str) -> str:
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
    steps: Sequence[Step],
    view: View,
    emitter: Emitter,
    failing: Failing | None,
    hoist: Hoist | None,
) -> tuple[list[list[ast.stmt]], View]:
    """Open a loop for each further role; return the bodies, innermost last, and the view there."""
    bodies: list[list[ast.stmt]] = []
    people: list[str] = []
    outside = view
    for step in steps:
        role = step.role
        word = f"i_{role.word}"
        body: list[ast.stmt] = []
        before = _report(_nobody(step, next(iter(view.names))), role, failing)
        match step.how:
            case "equal":
                assert step.source is not None
                body.append(c.let(word, emitter.value(step.source, view)))
                if role.type.tag == "ref":
                    body.append(c.when(emitter.is_none(word, role.type.of), [c.skip()]))
                header = c.loop(f"once_{role.word}", c.const(0), c.const(1), [])
            case "near" | "seen":
                before.append(c.do(c.call("look_near", _B, _M)))
                body.append(c.let(word, c.at(step.how, c.name(f"k_{role.word}"))))
                count = c.at(f"{step.how}_n", c.const(0))
                if hoist is not None and not bodies:
                    before.append(c.when(c.compare(count, "==", c.const(0)), [c.give()]))
                header = c.loop(f"k_{role.word}", c.const(0), count, [])
            case "memory":
                before.append(c.do(c.call("strongest", _B, _M)))
                body.append(c.let(word, c.at("strong", c.name(f"k_{role.word}"))))
                header = c.loop(f"k_{role.word}", c.const(0), c.at("strong_n", c.const(0)), [])
            case _:
                header = c.every(word, role.type.of, [])
        header.body = body
        view = view.of({role.word: c.name(word)})
        if step.how == "seen":
            view = replace(view, beheld=view.beheld | {word})
        if role.type.of == "Character":
            if step.how not in ("near", "seen"):
                body.append(c.when(c.compare(c.name(word), "==", _M), [c.skip()]))
            body += [
                c.when(c.compare(c.name(word), "==", view.names[other]), [c.skip()])
                for other in people
            ]
            people.append(role.word)
        body += [
            c.when(c.negate(emitter.truth(t, view)), [*_fails(t, failing), c.skip()])
            for t in step.conditions
        ]
        target = bodies[-1] if bodies else []
        if not bodies:
            if hoist is not None:
                asked = hoist.asked_of([t for s in steps for t in s.conditions])
                before += hoist.of(asked, outside, emitter)
            bodies.append(target)
        target += [*before, header]
        bodies.append(body)
    return bodies, view


def _weighs(rule: Rule, role: str) -> bool:
    """Whether a wish or scruple asks about that role."""
    asked = [e for w in rule.weights for e in (w.value, *(x.test for x in w.conditions))]
    return any(role in named(e) for e in asked)


def _bid(
    rule: Rule, view: View, emitter: Emitter, leave: list[ast.stmt], hoist: Hoist | None
) -> list[ast.stmt]:
    made = weight(rule, view, emitter, hoist)
    nothing = c.when(c.negate(c.compare(c.name("x_w"), ">", c.real(0.0))), leave)
    given = [view.names[r.word] for r in rule.roles[1:]]
    given += [c.const(0)] * (3 - len(given))
    number = c.const(emitter.layout.rules[rule.word])
    answered = c.name("q") if rule.answers else c.const(0)
    return [*made, nothing, c.do(c.call("bid", _B, number, c.name("x_w"), *given, answered))]


def roles_hash(rule: Rule, roles: Sequence[ast.expr], emitter: Emitter) -> ast.expr:
    """The hash of a rule's luck and the names in its roles."""
    h: ast.expr = c.at("k_luck", c.const(emitter.layout.rules[rule.word]))
    for role, made in zip(rule.roles, roles, strict=True):
        key = c.at(f"key_{role.type.of}", made) if role.type.tag == "ref" else c.at("d_key", made)
        h = c.call("mix", h, key)
    return h


def weight(rule: Rule, view: View, emitter: Emitter, hoist: Hoist | None = None) -> list[ast.stmt]:
    """Sets `x_w`: the sum of the wishes, less what each scruple takes of it."""
    wishes = [w for w in rule.weights if not w.deters]
    scruples = [w for w in rule.weights if w.deters]
    made: list[ast.stmt] = []
    if hoist is not None:
        made += once(WISHED, hoist.of(hoist.weighed_in(wishes), view, emitter))
    made.append(c.let("x_w", c.real(0.0)))
    for w in wishes:
        more = c.binary(c.name("x_w"), "+", _amount(w, view, emitter))
        made += _only_if(w, view, emitter, more)
    if scruples:
        inner: list[ast.stmt] = []
        if hoist is not None:
            inner += once(DETERRED, hoist.of(hoist.weighed_in(scruples), view, emitter))
        for w in scruples:
            share = c.call("within", _amount(w, view, emitter), c.real(0.0), c.real(1.0))
            left = c.binary(c.real(1.0), "-", share)
            inner += _only_if(w, view, emitter, c.binary(c.name("x_w"), "*", left))
        made.append(c.when(c.compare(c.name("x_w"), ">", c.real(0.0)), inner))
    return made


def _amount(w: Weight, view: View, emitter: Emitter) -> ast.expr:
    before, emitter.path = emitter.path, w.path
    made = emitter.number(w.value, view)
    emitter.path = before
    return made


def _only_if(w: Weight, view: View, emitter: Emitter, then: ast.expr) -> list[ast.stmt]:
    change = [c.let("x_w", then)]
    if not w.conditions:
        return list(change)
    before, emitter.path = emitter.path, w.path
    made = [c.when(_all(w.conditions, view, emitter), change)]
    emitter.path = before
    return list(made)


def _all(conditions: Sequence[Condition], view: View, emitter: Emitter) -> ast.expr:
    return c.both(*(emitter.truth(x.test, view) for x in conditions))


def wish(rule: Rule, emitter: Emitter) -> ast.FunctionDef:
    """How much the actor still wants a deed that is under way, by his picture.

    What the deed's own beginning wrote is not asked again.
    """
    emitter.path = rule.path
    names = deed_names(rule)
    names[rule.roles[0].word] = _M
    view = View(True, "m", names, answered=c.at("d_answers", _D))
    lasting = [x for x in rule.conditions if not reads(x.test) & begun(rule)]
    tests = _all(lasting, view, emitter)
    body = [
        c.let("m", c.role(_D, 0)),
        c.when(c.negate(tests), [c.give(c.real(0.0))]),
        *weight(rule, view, emitter),
        c.give(c.name("x_w")),
    ]
    return c.function(f"wish__{rule.word}", ["d"], body, "f64")


def trace(rule: Rule, emitter: Emitter, scruples: bool = False) -> ast.FunctionDef:
    """Note what a choice (or an event) read, and how much each wish weighed.

    With `scruples`, what share each of them takes, instead of the wishes.
    """
    emitter.path = rule.path
    names = deed_names(rule)
    choosing = rule.mark == "action"
    if choosing:
        names[rule.roles[0].word] = _M
    view = View(
        choosing,
        "m" if choosing else "",
        names,
        answered=c.at("d_answers", _D),
        traced=True,
        deed="d",
    )
    body: list[ast.stmt] = [c.let("m", c.role(_D, 0))]
    body += [c.let("asked", emitter.truth(x.test, view)) for x in rule.conditions]
    for number, w in enumerate(rule.weights):
        if w.deters is not scruples:
            continue
        amount = _amount(w, view, emitter)
        if w.deters:
            amount = c.call("within", amount, c.real(0.0), c.real(1.0))
        noted = c.do(c.call("note", _B, c.name("REASON"), _D, c.const(number), amount))
        plain = replace(view, traced=False, deed="")
        body += [c.when(_all(w.conditions, plain, emitter), [noted])] if w.conditions else [noted]
    return c.function(f"trace__{rule.word}", ["d"], body, "None")
