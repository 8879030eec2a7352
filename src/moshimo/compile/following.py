"""Which events follow: from a deed, from what became true, from the clock, and by chance."""

from __future__ import annotations

import ast
import math

from moshimo.compile import code as c
from moshimo.compile import minds
from moshimo.compile.book import Book
from moshimo.compile.layout import stem, watched
from moshimo.compile.views import View
from moshimo.lang.analysis.plan import plan
from moshimo.lang.laws import Reads, Rule
from moshimo.lang.typed import Inform, Pattern, walk_statements

_B, _D = c.name("b"), c.name("d")


def following(book: Book) -> None:
    """Make `follow`, `watch`, `watch_all`, `clock_due` and `plan_clocks`."""
    for event in book.events:
        if event.of:
            for source, names, tests in book.meaning(event.of):
                book.case("follow", book.number(source), _follower(event, names, tests, book))
    book.dispatch("follow", ["d"])
    watchers = [event for event in book.events if watched(event)]
    for rule in book.deeds:
        changed = _changes(rule, book)
        for event in watchers:
            if event.reads.attributes & changed:
                book.case("watch", book.number(rule), _watch(event))
    book.dispatch("watch", ["rule"])
    book.define("watch_all", [], [_watch(event) for event in watchers])
    strikes: list[ast.stmt] = []
    for event in book.events:
        if event.clock is not None:
            moment, now = c.at(f"v_{stem(event.clock)}", c.name("owner")), c.at("now", c.const(0))
            due = c.choose(c.compare(moment, "==", now), c.const(1), c.const(0))
            here = c.compare(c.name("rule"), "==", c.const(book.number(event)))
            strikes.append(c.when(here, [c.give(due)]))
    book.define("clock_due", ["rule", "owner"], [*strikes, c.give(c.const(0))], "i64")
    book.define("plan_clocks", [], [s for e in book.events if e.clock for s in _planned(e, book)])


def _planned(event: Rule, book: Book) -> list[ast.stmt]:
    """Plan an event for every owner of a moment that is not never."""
    assert event.clock is not None
    owner, kind = c.name("owner"), event.clock.kind
    moment = c.at(f"v_{stem(event.clock)}", owner)
    key = c.at(f"key_{kind}", owner)
    plan = c.do(c.call("plan_strike", _B, moment, c.const(book.number(event)), owner, key))
    rows = c.const(book.layout.rows[kind] - 1)
    test = c.compare(moment, "<", c.const(math.inf))
    return [c.loop("owner", c.const(1), rows, [c.when(test, [plan])])]


def _watch(event: Rule) -> ast.stmt:
    return c.do(c.call(f"watch__{event.word}", _B))


def _follower(
    event: Rule, given: dict[str, ast.expr], tests: list[ast.expr], book: Book
) -> ast.stmt:
    """Bind an event's roles by name; further ones range, under its conditions."""
    names = {r.word: given[r.word] for r in event.roles if r.word in given}
    conditions = tuple(x.test for x in event.conditions)
    found = plan(event.roles, frozenset(names), conditions, book.laws.quantities)
    inner, view = minds.search(found.steps, View(False, "", dict(names)), book.emitter)
    roles = [view.names[r.word] for r in event.roles] + [c.const(0)] * (4 - len(event.roles))
    number = c.const(book.number(event))
    put = c.do(c.call("expect", _B, number, *roles, _D, c.real(0.0)))
    if not inner:
        return c.when(c.both(*tests), [put])
    inner[-1].append(put)
    return c.when(c.both(*tests), inner[0])


def _changes(rule: Rule, book: Book) -> set[str]:
    """Return what a deed changes in truth: what it writes, and what minds then feel about it."""
    felt = {rule.word, *rule.meanings}
    changed = set(rule.writes)
    for s in walk_statements(rule.effects):
        if isinstance(s, Inform) and isinstance(s.what, Pattern):
            felt.add(s.what.word)
        elif isinstance(s, Inform):
            felt |= {feeling.of for feeling in book.feelings}
    if "Character.place" in changed:
        felt |= {"meets", "misses"}
    for word in sorted(felt):
        felt |= book.laws.rules[word].meanings if word in book.laws.rules else set()
    for feeling in book.feelings:
        if feeling.of in felt:
            changed |= feeling.writes
    known = frozenset(changed | {"Character.place"})
    learned = Reads(known, frozenset(felt), frozenset(("sees",)))
    for inward in minds.after(learned, book.inward):
        changed |= inward.writes
    return changed


def chances(book: Book) -> None:
    """Make `plan_chances`: every event of pure chance is put into the calendar."""
    body = [_planted(event, 0, "", book) for event in book.events if event.mean]
    book.define("plan_chances", [], body)


def chances_of_newborn(kind: str, book: Book) -> list[ast.stmt]:
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


def _planted(event: Rule, newborn: int, kind: str, book: Book) -> ast.stmt:
    """Plant an event for all bindings; if `kind` says so, for those with `x` in role `newborn`."""
    roles: list[ast.expr] = [c.name(f"i_{r.word}") for r in event.roles]
    if kind:
        roles[newborn] = c.name("x")
    padded = roles + [c.const(0)] * (4 - len(roles))
    body: ast.stmt = c.do(c.call("plant_chance", _B, c.const(book.number(event)), *padded))
    for i, role in reversed(list(enumerate(event.roles))):
        if kind and i == newborn:
            continue
        inner = [body]
        if kind and i < newborn and role.type.of == kind:
            inner.insert(0, c.when(c.compare(roles[i], "==", c.name("x")), [c.skip()]))
        body = c.every(f"i_{role.word}", role.type.of, inner)
    return body
