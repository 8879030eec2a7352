"""What needs a loop: going over the members of a kind, and searching through memories."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from moshimo.compile import code as c
from moshimo.compile.layout import stem
from moshimo.compile.views import View, deed_names, meanings
from moshimo.lang.binding import named
from moshimo.lang.model import NUMBER, Calc, Each, Ex, Pattern, Read, Recall, Var

if TYPE_CHECKING:
    from moshimo.compile.values import Emitter

_D = c.name("d")
_AGES = 1e15  # seconds: longer ago than anything


def each(e: Each, v: View, emitter: Emitter) -> list[ast.stmt]:
    """Return the body of any, all, sum, count, most or least over the members of a kind."""
    x = f"i_{e.var.word}"
    inner = v.of({e.var.word: c.name(x)})
    tests = [emitter.truth(test, inner) for test in e.conditions]
    guards = [c.when(c.negate(test), [c.skip()]) for test in tests]
    where = whose_place(e) if v.picture else None
    place = None if where is None else emitter.value(where, v)
    total = c.name("total")
    remembered = [emitter.truth(test, v) for test in _of_nobody(e) if not v.traced]

    def over(*body: ast.stmt) -> ast.stmt:
        if place is not None:
            return _at_place(place, x, [*guards, *body])
        through = c.every(x, e.kind, [*guards, *body])
        return c.when(c.both(*remembered), [through]) if remembered else through

    match e.how:
        case "any":
            hit = c.when(emitter.truth(e.value, inner), [c.give(c.const(True))])
            return [over(hit), c.give(c.const(False))]
        case "all":
            miss = c.when(c.negate(emitter.truth(e.value, inner)), [c.give(c.const(False))])
            return [over(miss), c.give(c.const(True))]
        case "count":
            add = c.let("total", c.binary(total, "+", c.const(1)))
            return [c.let("total", c.const(0)), over(add), c.give(total)]
        case "sum":
            zero = c.const(0) if e.type.tag == "int" else c.real(0.0)
            more = c.binary(total, "+", emitter.stored(e.value, e.type, inner))
            if e.type.tag == "int":
                more = c.call("kept_whole", c.name("b"), more, emitter.site(e.line))
            return [c.let("total", zero), over(c.let("total", more)), c.give(total)]
    who, best, here = c.name("who"), c.name("best"), c.name("here")
    zero = c.const(0) if e.type.tag == "int" and e.by is None else c.real(0.0)
    if e.by is None:
        worth = emitter.stored(e.value, e.type, inner)
    else:
        worth = emitter.stored(e.by, NUMBER, inner)
    sign = ">" if e.how.startswith("most") else "<"
    better = c.either(c.compare(who, "==", c.const(0)), c.compare(here, sign, best))
    keep = c.when(better, [c.let("best", here), c.let("who", c.name(x))])
    made = [c.let("here", worth), keep]
    unfaded = _unfaded(e, inner, emitter) if e.how == "most" else None
    if unfaded is not None:
        first = c.compare(who, "==", c.const(0))
        made = [c.when(c.either(first, c.compare(unfaded, ">", best)), made)]
    return [
        c.let("best", zero),
        c.let("who", c.const(0)),
        over(*made),
        c.give(best if e.by is None else who),
    ]


def _of_nobody(e: Each) -> list[Ex]:
    """Return the memories without which nobody is counted, whoever it is: `recalls(m, d(x, m))`.

    Where a mind remembers none such of anybody, nobody need be looked at.
    """
    found: list[Ex] = []
    for test in _conjuncts(e):
        if isinstance(test, Recall) and test.how == "recalls" and test.pattern.args:
            args = [a for a in test.pattern.args if a is not None]
            anybody = tuple(
                None if a is not None and e.var.word in named(a) else a for a in test.pattern.args
            )
            fewer = replace(test, pattern=replace(test.pattern, args=anybody))
            if e.var.word not in named(fewer) and any(e.var.word in named(a) for a in args):
                found.append(fewer)
    return found


def _unfaded(e: Each, v: View, emitter: Emitter) -> ast.expr | None:
    """Return what a fading value was when it was written; fading never makes it larger.

    So the fading of what was no larger than the best so far need not be worked out.
    """
    if v.traced or e.by is not None or not isinstance(e.value, Read):
        return None
    a = e.value.attribute
    hidden = a.who == "private" and a.kind == "Character"
    if not (a.half_life and a.type.low >= 0.0 and a.own is None and (hidden or not v.picture)):
        return None
    key = None if e.value.key is None else emitter.value(e.value.key, v)
    return c.at(f"v_{stem(a)}", emitter.cell(a, emitter.value(e.value.owner, v), key))


def whose_place(e: Each) -> Ex | None:
    """Return the place at which all people that it goes over must be believed, if it says so.

    Then only those are looked at, from an index that a mind makes when it is first asked.
    """
    if e.kind != "Character":
        return None
    for part in _conjuncts(e):
        if isinstance(part, Calc) and part.op == "==":
            for one, other in (part.args, part.args[::-1]):
                if _is_place_of(one, e.var) and e.var.word not in named(other):
                    return other
    return None


def _is_place_of(e: Ex, who: Var) -> bool:
    return isinstance(e, Read) and e.attribute.full == "Character.place" and e.owner == who


def _conjuncts(e: Each) -> Iterator[Ex]:
    for test in e.conditions:
        if isinstance(test, Calc) and test.op == "and":
            yield from test.args
        else:
            yield test


def _at_place(place: ast.expr, x: str, body: list[ast.stmt]) -> ast.stmt:
    """Go over those whom mind `m` believes at a place, in their order, by the index of places."""
    after = c.name("after")
    turn = [c.let(x, after), c.let("after", c.at("beside", c.name(x)))]
    stale = c.compare(c.at("there_for", c.const(0)), "!=", c.name("m"))
    fresh = c.when(stale, [c.do(c.call("index_places", c.name("b"), c.name("m")))])
    start = c.let("after", c.at("there", place))
    again = c.during(c.compare(after, "!=", c.const(0)), [*turn, *body])
    return c.when(c.const(True), [fresh, start, again])


def recall(e: Recall, v: View, emitter: Emitter) -> list[ast.stmt]:
    """Return the search through a mind's memories (for a question, through all deeds)."""
    since = e.how == "since"
    age = c.binary(emitter.now(v), "-", c.at("d_end", _D))
    made: list[ast.stmt] = [c.let("who", emitter.value(e.mind, v))]
    if since:
        found = [c.when(c.compare(age, "<", c.name("least")), [c.let("least", age)])]
        made.append(c.let("least", c.real(_AGES)))
    elif e.how == "first":
        over = c.at("d_end", _D)
        found = [c.when(c.compare(over, "<", c.name("least")), [c.let("least", over)])]
        made.append(c.let("least", c.real(math.inf)))
    else:
        found = [*_cite_memory(v), c.give(c.const(True))]
    for word, args, tests in _shapes(e.pattern, v, emitter):
        conditions = [*_matches(word, args, e.pattern, v, emitter), *tests]
        if e.within is not None:
            conditions.append(c.compare(age, "<=", emitter.number(e.within, v)))
        rule = c.const(emitter.layout.rules[word])
        if e.how in ("happened", "first"):
            made.append(_through_deeds(rule, conditions, found))
        else:
            made += _through_memories(rule, conditions, found, emitter)
    made.append(c.give(c.const(False) if e.type.tag == "bool" else c.name("least")))
    return made


def _cite_memory(v: View) -> list[ast.stmt]:
    return [c.do(c.call("cite", c.name("b"), c.name("e"), _D))] if v.traced else []


def _through_deeds(rule: ast.expr, conditions: list[ast.expr], found: list[ast.stmt]) -> ast.stmt:
    done = c.compare(c.at("d_state", _D), "==", c.const(3))
    happened = c.both(c.compare(c.at("d_rule", _D), "==", rule), done)
    stop = c.binary(c.at("deeds_n", c.const(0)), "+", c.const(1))
    through = c.loop("d", c.const(1), stop, [c.when(c.both(happened, *conditions), found)])
    return c.when(c.compare(c.at("done_n", rule), "!=", c.const(0)), [through])


def _through_memories(
    rule: ast.expr, conditions: list[ast.expr], found: list[ast.stmt], emitter: Emitter
) -> list[ast.stmt]:
    k, rules = c.name("k"), c.const(len(emitter.layout.rules) + 1)
    head = c.binary(c.binary(c.name("who"), "*", rules), "+", rule)
    body = [
        c.let("d", c.at("m_deed", k)),
        c.when(c.both(*conditions), found),
        c.let("k", c.at("m_next", k)),
    ]
    return [c.let("k", c.at("m_head", head)), c.during(c.compare(k, "!=", c.const(0)), body)]


def _shapes(
    pattern: Pattern, v: View, emitter: Emitter
) -> Iterator[tuple[str, tuple[Ex, ...], list[ast.expr]]]:
    """Yield the deeds that a pattern can mean: itself, or all that give a meaning.

    With each come the meaning's values and the conditions under which the deed gives it.
    """
    if pattern.word in emitter.layout.rules:
        yield pattern.word, (), []
        return
    for word, rule in emitter.laws.rules.items():
        for means, tests in meanings((*rule.replay_begin, *rule.replay_end)):
            if means.meaning == pattern.word:
                inner = _deed_view(word, v, emitter)
                yield word, means.args, [emitter.truth(test, inner) for test in tests]


def _matches(
    word: str, args: tuple[Ex, ...], pattern: Pattern, v: View, emitter: Emitter
) -> list[ast.expr]:
    """Return what must be so for the deed `d` to fill a pattern."""
    made: list[ast.expr] = []
    inner = _deed_view(word, v, emitter)
    for place, wanted in enumerate(pattern.args):
        if wanted is not None:
            given = emitter.value(args[place], inner) if args else c.role(_D, place)
            made.append(c.compare(given, "==", emitter.stored(wanted, wanted.type, v)))
    if pattern.outcomes:
        slots = {o.word: i for i, o in enumerate(emitter.laws.rules[word].outcomes)}
        for outcome, wanted in pattern.outcomes:
            value = emitter.stored(wanted, wanted.type, v)
            if wanted.type.whole:
                value = c.call("f64", value)
            made.append(c.compare(c.at(f"d_o{slots[outcome]}", _D), "==", value))
    return made


def _deed_view(word: str, v: View, emitter: Emitter) -> View:
    """Return how the deed `d` reads its own roles and outcomes: in truth, at its end."""
    rule = emitter.laws.rules.get(word)
    names = deed_names(rule) if rule is not None else {}
    return View(False, v.mind, names, time=c.at("d_end", _D), traced=v.traced, deed=v.deed)
