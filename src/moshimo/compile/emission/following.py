"""What follows: events, from a deed, from what became true, from the clock, and by chance.

And what others take a deed for that seems another one, and how long its actor recovers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from moshimo.compile.emission import minds
from moshimo.compile.emission.book import RULE, Book
from moshimo.compile.emission.deeds import LONGEST, noted
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.search import search
from moshimo.compile.emission.views import (
    NOW,
    D,
    M,
    View,
    deed_names,
    every,
    member,
    padded,
    role,
    truth_view,
    walked,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine, Term
from moshimo.engine.kernel import act, deed, due, emitted, numbers, step
from moshimo.engine.kernel.minds import in_view
from moshimo.lang.analysis.plan import plan
from moshimo.lang.analysis.replay import changes
from moshimo.lang.laws import Laws, Rule
from moshimo.schema.attributes import keys

_OWNER = c.local("owner")


def following(book: Book) -> None:
    """Make `follow`, `watch`, `watch_all`, `clock_due` and `plan_clocks`."""
    for event in book.events:
        if event.of:
            for source, meant, names, test in book.meaning(event.of):
                follows = _follower(event, names, test, book)
                book.case(emitted.follow, source.word, *meant.around([follows]))
    book.dispatch(emitted.follow)
    watchers = [event for event in book.events if event.watched]
    sleep = _read_by("awake", book.laws)
    for rule in book.deeds:
        changed = changes(rule, book.laws)
        if sleep & changed:
            book.case(emitted.watch, rule.word, c.do(c.call(in_view.rouse)))
        for event in watchers:
            if event.reads.attributes & changed:
                book.case(emitted.watch, rule.word, minds.ask_again(event))
    book.dispatch(emitted.watch)
    book.define(emitted.watch_all, [minds.ask_again(event) for event in watchers], seldom=True)
    strikes: list[Instruction] = []
    for event in book.events:
        if event.clock is not None:
            moment = c.at(book.layout.columns[event.clock.full].value, _OWNER)
            at_once = c.choose(c.compare(moment, "==", NOW), 1, 0)
            strikes.append(
                c.when(c.compare(RULE, "==", book.layout.rules[event.word]), [c.give(at_once)])
            )
    book.define(emitted.clock_due, [*strikes, c.give(c.const(0))])
    planned = [_planned(e, book) for e in book.events if e.clock]
    book.define(emitted.plan_clocks, planned, seldom=True)


def _read_by(quantity: str, laws: Laws) -> frozenset[str]:
    """Return the attributes that a quantity reads, by itself or in others; none without it."""
    found = laws.quantities.get(quantity)
    if found is None:
        return frozenset()
    inner = (_read_by(word, laws) for word in found.reads.quantities if word != quantity)
    return found.reads.attributes.union(*inner)


def _planned(event: Rule, book: Book) -> Instruction:
    """Plan an event for every owner of a moment that is not never."""
    assert event.clock is not None
    kind = event.clock.kind
    moment = c.at(book.layout.columns[event.clock.full].value, _OWNER)
    own = c.at(keys(kind), _OWNER)
    plan = c.do(c.call(due.plan_strike, moment, book.layout.rules[event.word], _OWNER, own))
    test = c.compare(moment, "<", math.inf)
    return c.loop(_OWNER, 1, book.layout.rows[kind] - 1, [c.when(test, [plan])])


def _follower(event: Rule, given: Mapping[str, Term], test: Term, book: Book) -> Instruction:
    """Bind an event's roles by name; further ones range, under its conditions."""
    names = {r.word: given[r.word] for r in event.roles if r.word in given}
    query = plan(event, names, book.laws.quantities)

    def follow(v: View) -> list[Instruction]:
        roles = padded([v.names[r.word] for r in event.roles])
        return [c.do(c.call(act.expect, book.layout.rules[event.word], *roles, D, 0))]

    later = replace(query, first=())  # what is asked of the given roles alone: when it begins
    view = View(False, None, names)
    return c.when(test, search(later, view, book.emitter, follow))


def chances(book: Book) -> None:
    """Make `plan_chances`: every event of pure chance is put into the calendar."""
    body = [_planted(event, 0, "", book) for event in book.events if event.mean]
    book.define(emitted.plan_chances, body)


def chances_of_newborn(kind: str, book: Book) -> list[Instruction]:
    """Return what puts events of pure chance into the calendar for member `x`, which was just born.

    Each binding in which `x` has a role is planted once, under the first role that it has there.
    """
    return [
        _planted(event, i, kind, book)
        for event in book.events
        if event.mean
        for i, role in enumerate(event.roles)
        if role.type.of == kind
    ]


def _planted(event: Rule, newborn: int, kind: str, book: Book) -> Instruction:
    """Plant an event for all bindings; if `kind` says so, for those with `x` in role `newborn`."""
    x = c.local("x")
    roles = [x if kind and i == newborn else member(r) for i, r in enumerate(event.roles)]
    body: Instruction = c.do(
        c.call(step.plant_chance, book.layout.rules[event.word], *padded(roles))
    )
    for i, r in reversed(list(enumerate(event.roles))):
        if kind and i == newborn:
            continue
        inner = [body]
        if kind and i < newborn and r.type.of == kind:
            inner.insert(0, c.when(c.compare(roles[i], "==", x), [c.skip()]))
        body = every(roles[i], r.type.of, inner)
    return body


# feints and what follows on them ------------------------------------------------------------


def pretend(rule: Rule, emitter: Emitter) -> Routine:
    """What others take such a deed for: another one, with those of its roles that it has."""
    names = deed_names(rule, emitter.layout)
    roles = padded([names[r.word] for r in emitter.laws.rules[rule.seems].roles])
    made = c.call(deed.new_deed, emitter.layout.rules[rule.seems], *roles, deed.GOING, 0)
    return c.function(f"pretend__{rule.word}", [D], [c.give(made)], "i64", rule.at, seldom=True)


def begin_outcomes(rule: Rule, emitter: Emitter) -> Routine:
    """What such a deed throws and notes as it begins; it changes nothing."""
    view = truth_view(rule, emitter.layout)
    body = walked(rule.begin, view, emitter, lambda s, v: noted(s, rule, v, emitter))[0]
    word = f"begin_outcomes__{rule.word}"
    return c.function(word, [D], [c.let(M, role(D, 0)), *body], at=rule.at, seldom=True)


def recovery(rule: Rule, emitter: Emitter) -> Routine:
    """How long the actor recovers, at the deed's end; never less than nothing."""
    assert rule.recovers is not None
    made = emitter.number(rule.recovers, truth_view(rule, emitter.layout))
    kept = c.call(numbers.kept, made, 0, LONGEST, emitter.site(rule.recovers.at))
    body: list[Instruction] = [c.let(M, role(D, 0)), c.give(kept, rule.recovers.at)]
    return c.function(f"recovery__{rule.word}", [D], body, "f64", rule.at, seldom=True)
