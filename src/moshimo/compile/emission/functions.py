"""What becomes a function of its own: loops over members, searches through memories, quantities."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from moshimo.compile.emission.views import (
    NOW,
    D,
    Leaf,
    M,
    Meant,
    Values,
    View,
    argument,
    as_taken,
    deed_names,
    form,
    is_such,
    kept_whole,
    meanings,
    member,
    members,
    parameter,
    role,
    same,
    stored,
    walked,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Relation, Routine, Term, Variable
from moshimo.engine.kernel import deed, dice, notes, numbers
from moshimo.engine.kernel.minds import bodies, see, think
from moshimo.lang import typed as t
from moshimo.lang.analysis.plan import conjuncts, whose_place
from moshimo.lang.laws import Quantity
from moshimo.lang.types import NUMBER
from moshimo.lang.words import TRIED
from moshimo.schema.attributes import keys
from moshimo.schema.block_fields import OUTCOMES, F
from moshimo.schema.field import Field

_AGES = 1e15  # seconds: longer ago than anything
CITING = c.local("e")  # the deed for which readings are cited
_WHO, _LEAST = c.local("who"), c.local("least", "f64")


def each(e: t.Each, v: View, values: Values) -> list[Instruction]:
    """Return the body of any, all, sum, count, most or least over the members of a kind."""
    x = member(e.var)
    inner = v.of({e.var.word: x})
    tests = [values.truth(test, inner) for test in e.conditions]
    guards = [c.when(c.negate(test), [c.skip()]) for test in tests]
    where = whose_place(e) if v.picture and not v.idea else None
    place = None if where is None else values.value(where, v)
    remembered = [values.truth(test, v) for test in _of_nobody(e) if not v.citing]

    def over(*body: Instruction) -> list[Instruction]:
        if place is not None:
            return _at_place(place, x, [*guards, *body])
        through = members(x, e.kind, [*guards, *body], v, values.layout)
        return [c.when(c.both(*remembered), [through]) if remembered else through]

    match e.how:
        case "any":
            hit = c.when(values.truth(e.value, inner), [c.give(c.const(True))])
            return [*over(hit), c.give(c.const(False))]
        case "all":
            miss = c.when(c.negate(values.truth(e.value, inner)), [c.give(c.const(False))])
            return [*over(miss), c.give(c.const(True))]
        case "count":
            total = c.local("total")
            add = c.let(total, c.binary(total, "+", 1))
            return [c.let(total, 0), *over(add), c.give(total)]
        case "sum":
            total = c.local("total", stored(e.type))
            worth = values.stored(e.value, e.type, inner)
            more: Term = c.binary(total, "+", worth)
            if e.type.tag == "int":
                more = kept_whole(total, "+", worth, values.site(e.at))
            return [c.let(total, 0), *over(c.let(total, more)), c.give(total)]
        case "most" | "least":
            return _best(e, x, inner, values, over)
    assert_never(e.how)


def _best(
    e: t.Each, x: Variable, inner: View, values: Values, over: Callable[..., list[Instruction]]
) -> list[Instruction]:
    """Return the search for the largest or least value, or for who has it."""
    if e.by is None:
        worth = values.stored(e.value, e.type, inner)
    else:
        worth = values.stored(e.by, NUMBER, inner)
    kind = stored(e.type if e.by is None and e.type.tag == "int" else NUMBER)
    best, here = c.local("best", kind), c.local("here", worth.type)
    sign: Relation = ">" if e.how == "most" else "<"
    first = c.compare(_WHO, "==", 0)
    better = c.either(first, c.compare(here, sign, best))
    made: list[Instruction] = [
        c.let(here, worth),
        c.when(better, [c.let(best, here), c.let(_WHO, x)]),
    ]
    unfaded = _unfaded(e, inner, values) if e.how == "most" else None
    if unfaded is not None:
        made = [c.when(c.either(first, c.compare(unfaded, ">", best)), made)]
    return [
        c.let(best, 0),
        c.let(_WHO, 0),
        *over(*made),
        c.give(best if e.by is None else _WHO),
    ]


def _of_nobody(e: t.Each) -> list[t.Ex]:
    """Return the memories without which nobody is counted, whoever it is: `recalls(m, d(x, m))`.

    Where a mind remembers none such of anybody, nobody need be looked at.
    """
    found: list[t.Ex] = []
    for test in _tests(e):
        if isinstance(test, t.Recall) and test.how == "recalls" and test.pattern.args:
            args = [a for a in test.pattern.args if a is not None]
            anybody = tuple(
                None if a is not None and e.var.word in t.named(a) else a for a in test.pattern.args
            )
            fewer = replace(test, pattern=replace(test.pattern, args=anybody))
            if e.var.word not in t.named(fewer) and any(e.var.word in t.named(a) for a in args):
                found.append(fewer)
    return found


def _unfaded(e: t.Each, v: View, values: Values) -> Term | None:
    """Return what a fading value was when it was written; fading never makes it larger.

    So the fading of what was no larger than the best so far need not be worked out.
    """
    if v.citing or e.by is not None or not isinstance(e.value, t.Read):
        return None
    a = e.value.attribute
    hidden = a.who == "private" and a.kind == "Character"
    if not (a.half_life and a.type.low >= 0.0 and a.own is None and (hidden or not v.picture)):
        return None
    key = None if e.value.key is None else values.value(e.value.key, v)
    index = values.cell(a, values.value(e.value.owner, v), key)
    return c.at(values.layout.columns[a.full].value, index)


def _tests(e: t.Each) -> list[t.Ex]:
    return [part for test in e.conditions for part in conjuncts(test)]


def _at_place(place: Term, x: Variable, body: Sequence[Instruction]) -> list[Instruction]:
    """Go over those whom mind `m` believes at a place, in their order, by the index of places."""
    after = c.local("after")
    turn = [c.let(x, after), c.let(after, c.at(F.beside, x))]
    return [
        indexed(),
        c.let(after, c.at(F.there, place)),
        c.during(c.compare(after, "!=", 0), [*turn, *body]),
    ]


def indexed() -> Instruction:
    """Make the index of places, if mind `m` did not make it last."""
    stale = c.compare(c.at(F.there_for), "!=", M)
    return c.when(stale, [c.do(c.call(think.index_places, M))])


def recall(e: t.Recall, v: View, values: Values) -> list[Instruction]:
    """Return the search through a mind's memories (for a question, through all deeds)."""
    over = c.at(F.d_end, D)
    age = c.binary(v.time if v.time is not None else NOW, "-", over)
    made: list[Instruction] = [c.let(_WHO, 0 if e.mind is None else values.value(e.mind, v))]
    found: list[Instruction]
    if e.how == "since":
        found = [c.when(c.compare(age, "<", _LEAST), [c.let(_LEAST, age)])]
        made.append(c.let(_LEAST, _AGES))
    elif e.how == "first":
        found = [c.when(c.compare(over, "<", _LEAST), [c.let(_LEAST, over)])]
        made.append(c.let(_LEAST, math.inf))
    else:
        found = [c.do(c.call(notes.cite, v.citing, D))] if v.citing else []
        found.append(c.give(c.const(True)))
    for word, meant in _shapes(e.pattern, values):
        conditions = _matches(word, meant, e, v, values)
        if e.within is not None:
            conditions.append(c.compare(age, "<=", values.number(e.within, v)))
        rule = values.layout.rules[word]
        if e.mind is None:
            found_rule = values.laws.rules.get(word)
            begun = e.how == "tried" and found_rule is not None and found_rule.mark == "action"
            made.append(_through_deeds(rule, conditions, meant, found, begun=begun))
            continue
        rules = len(values.layout.rules) + 1
        made += _through_memories(rule, conditions, meant, found, rules)
        if e.how == "tried" and TRIED + word in values.layout.rules:
            tries = values.layout.rules[TRIED + word]
            made += _through_memories(tries, conditions, meant, found, rules)
    made.append(c.give(c.const(False) if form(e.type) == "bool" else _LEAST))
    return made


def _through_deeds(
    rule: int,
    conditions: Sequence[Term],
    meant: Meant | None,
    found: Sequence[Instruction],
    *,
    begun: bool,
) -> Instruction:
    """Go through the deeds of a rule that are done, or all that have `begun`."""
    state = c.at(F.d_state, D)
    counts: Term = c.compare(state, "==", deed.DONE)
    if begun:  # what another deed only seems was not begun
        true = c.compare(c.at(F.d_seems, D), ">=", 0)
        counts = c.both(c.compare(state, ">=", deed.GOING), true)
    happened = c.both(c.compare(c.at(F.d_rule, D), "==", rule), counts)
    if meant is None or not meant.ranging:
        body = [c.when(c.both(happened, *conditions), found)]
    else:
        body = [c.when(happened, meant.around([c.when(c.both(*conditions), found)]))]
    through = c.loop(D, 1, c.binary(c.at(F.deeds_n), "+", 1), body)
    if begun:
        return through
    return c.when(c.compare(c.at(F.done_n, rule), "!=", 0), [through])


def _through_memories(
    rule: int,
    conditions: Sequence[Term],
    meant: Meant | None,
    found: Sequence[Instruction],
    rules: int,
) -> list[Instruction]:
    k = c.local("k")
    head = c.binary(c.binary(_WHO, "*", rules), "+", rule)
    matched = [c.when(c.both(*conditions), found)]
    body: list[Instruction] = [
        c.let(D, c.at(F.m_deed, k)),
        *(matched if meant is None else meant.around(matched)),
        c.let(k, c.at(F.m_next, k)),
    ]
    return [c.let(k, c.at(F.m_head, head)), c.during(c.compare(k, "!=", 0), body)]


def _shapes(pattern: t.Pattern, values: Values) -> Iterator[tuple[str, Meant | None]]:
    """Yield the deeds that a pattern can mean: itself, or all that give a meaning."""
    if pattern.word in values.layout.rules:
        yield pattern.word, None
        return
    for word, rule in values.laws.rules.items():
        for meant in meanings(rule, pattern.word):
            yield word, meant


def _matches(word: str, meant: Meant | None, e: t.Recall, v: View, values: Values) -> list[Term]:
    """Return what must be so for the deed `d` to fill a pattern.

    The deed reads its own roles and outcomes in truth, at its end.
    """
    rule = values.laws.rules.get(word)
    eyes = _WHO if values.layout.bodies and e.mind is not None else None
    names = {**(deed_names(rule, values.layout) if rule else {}), **(meant.names if meant else {})}
    inner = View(False, v.mind, names, time=c.at(F.d_end, D), citing=v.citing)
    made: list[Term] = []
    asked = [values.truth(test, inner) for test in meant.tests] if meant else []
    for place, wanted in enumerate(e.pattern.args):
        if wanted is not None:
            given: Term = role(D, place)
            if meant is not None:
                arg = meant.args[place]
                given = as_taken(arg, values.value(arg, inner), rule, eyes)
            elif eyes is not None and wanted.type.of == "Character":
                given = c.call(bodies.seen_in, eyes, D, place)
            if isinstance(wanted, t.Claim):
                made.append(is_such(given, wanted.pattern, v, values))
            elif wanted.type.tag == "deed":
                made.append(same(given, values.value(wanted, v), values))
            else:
                sought = values.stored(wanted, wanted.type, v)
                if eyes is not None and wanted.type.of == "Character":
                    sought = c.call(bodies.taken, eyes, sought)
                made.append(c.compare(given, "==", sought))
    if e.pattern.outcomes:
        columns = zip(values.laws.rules[word].outcomes, OUTCOMES, strict=False)
        slots = {outcome.word: column for outcome, column in columns}
        for outcome, wanted in e.pattern.outcomes:
            value = values.stored(wanted, wanted.type, v)
            if wanted.type.whole:
                value = c.convert(value, "f64")
            made.append(c.compare(c.at(slots[outcome], D), "==", value))
    return [*made, *asked]


def pick(s: t.Throw, column: Field, slot: int, v: View, values: Values) -> list[Instruction]:
    """A race among the members: each has its own noise, so one more changes no other's."""
    g = s.gather
    assert g is not None
    assert g.by is not None
    x = member(g.var)
    inner = v.of({g.var.word: x})
    time, best = c.local(f"time_{slot}", "f64"), c.local(f"best_{slot}", "f64")
    who, key = c.local(f"who_{slot}"), c.local(f"key_{slot}", "u64")
    u, weight = c.local("u", "f64"), c.local("weight", "f64")
    most = c.binary(1.0, "-", u)
    body: list[Instruction] = [
        c.when(c.negate(values.truth(test, inner)), [c.skip()]) for test in g.conditions
    ]
    own: Term = c.at(keys(g.kind), x)
    picked: Term = who
    if g.kind == "Character" and values.layout.bodies:  # nothing tells who is behind a face
        own, picked = c.call(bodies.key_among, x), c.call(bodies.body_shown, who)
    drawn = c.let(u, c.call(dice.unit, c.call(dice.mix, key, own)))
    ahead = c.when(c.compare(time, "<", best), [c.let(best, time), c.let(who, x)])
    if isinstance(g.by, t.Const) and g.by.value > 0:  # all alike: the least noise, the largest draw
        body += [drawn, c.let(time, most), ahead]
    else:
        noise = c.minus(c.call(dice.logarithm, u))
        near = c.compare(most, "<", c.binary(best, "*", weight))  # -log(u) is no less
        body += [
            c.let(weight, values.number(g.by, inner)),
            c.when(c.negate(c.compare(weight, ">", 0)), [c.skip()]),
            drawn,
            c.when(near, [c.let(time, c.binary(noise, "/", weight)), ahead]),
        ]
    return [
        c.let(key, c.call(dice.dice_of, D, slot)),
        c.let(best, 1e300),
        c.let(who, 0),
        members(x, g.kind, body, v, values.layout),
        c.put(column, D, c.convert(picked, "f64")),
    ]


# who is at what ----------------------------------------------------------------------------


def doing(e: t.Doing, v: View, values: Values) -> Term:
    """Return whether somebody does such a deed now; of others, only if they are seen."""
    number = values.layout.rules[e.deed]
    if values.laws.feigns and not values.own(e.who, v):
        x, mind = values.member(e.who, v), v.mind or 0
        made = c.call(see.seems_doing, mind, _doer(e.who, v, values), number)
        return c.both(values.sees("Character", x, v), made) if v.picture else made
    return visibly(e.who, see.is_doing, v, values, number)


def _doer(who: t.Ex, v: View, values: Values) -> Term:
    """Return whose deeds are asked about: in a picture, whose body the mind sees."""
    x = values.member(who, v)
    if not v.picture:
        return values.person(who, v)
    return body_seen(x, v) if values.layout.bodies else x


def body_seen(person: Term, v: View) -> Term:
    """Return whose body it is, in truth, that the view's mind sees of a person; 0 for none."""
    assert v.mind is not None
    seen = c.call(bodies.bare, c.call(bodies.body_in_view, v.mind, person))
    return c.choose(c.compare(person, "==", v.mind), person, seen)


def visibly(who: t.Ex, asked: c.Callee, v: View, values: Values, *more: c.Operand) -> Term:
    """Return what the kernel says of somebody; in a picture, of others only if seen."""
    x = values.member(who, v)
    made = c.call(asked, _doer(who, v, values), *more)
    if v.picture and not values.own(who, v):
        return c.both(values.sees("Character", x, v), made)
    return made


# named quantities ------------------------------------------------------------------------------


def quantity_functions(name: str, found: Quantity, v: View, values: Values) -> list[Routine]:
    """Return the function of a quantity, in truth or for a mind; before it, what it calls."""
    citing = [CITING] if v.citing else []
    roles = [*citing, M, *(parameter(r) for r in found.roles)]
    names = {r.word: argument(r) for r in found.roles}
    inner = View(v.picture, M, names, citing=CITING if citing else None)
    body, gives = _worked_out(found, inner, values), form(found.type)
    if citing or not v.picture or not _is_kept(found):
        return [c.function(name, roles, body, gives, found.at, seldom=bool(citing))]
    anew = c.function(f"{name}__anew", roles, body, gives, found.at)
    place = sorted(values.laws.quantities).index(found.word)
    kept = _keeping(found, place, c.call(anew.signature, *roles), roles[1])
    return [anew, c.function(name, roles, kept, gives, found.at)]


def _worked_out(found: Quantity, v: View, values: Values) -> list[Instruction]:
    """Return what works a quantity out; without a `return` at the end it is 0."""
    kind = found.type

    def given(s: Leaf, inner: View) -> Sequence[Instruction]:
        assert isinstance(s, t.Give)
        if kind.tag == "bool":
            return [c.give(values.truth(s.value, inner))]
        result = values.stored(s.value, kind, inner)
        if kind.low > -math.inf:  # Level, Lean, Amount
            result = c.call(numbers.kept, result, kind.low, kind.high, values.site(s.at))
        return [c.give(result)]

    body, _ = walked(found.body, v, values, given)
    if not isinstance(found.body[-1], t.Give):
        body.append(c.give(values.constant(t.Const(kind, 0, found.at))))
    return body


def _keeping(found: Quantity, place: int, anew: Term, asked: Variable) -> list[Instruction]:
    """Return what keeps, for the rest of a thought, what a quantity was answered last.

    Of people only what is asked of who thinks is kept. `place` is the quantity's own, among all;
    `anew` asks it of `asked`.
    """
    thinks = c.compare(c.at(F.asking), "==", M)
    another = c.negate(c.both(thinks, c.compare(M, "!=", 0)))
    body: list[Instruction] = [c.when(another, [c.give(anew)])]
    stale: Term = c.compare(c.at(F.memo_at, place), "!=", c.at(F.thoughts))
    held, kept = (F.memo_n, anew) if found.type.whole else (F.memo_x, anew)
    answer: Term = c.at(held, place)
    if found.type.tag == "bool":
        kept, answer = c.choose(anew, 1, 0), c.compare(answer, "!=", 0)
    keep = [c.put(held, place, kept), c.put(F.memo_at, place, c.at(F.thoughts))]
    if found.roles[0].type.of == "Character":
        body.append(c.when(c.compare(M, "!=", asked), [c.give(anew)]))
    else:
        stale = c.either(stale, c.compare(c.at(F.memo_of, place), "!=", asked))
        keep.append(c.put(F.memo_of, place, asked))
    return [*body, c.when(stale, keep), c.give(answer)]


def _is_kept(found: Quantity) -> bool:
    """Whether a quantity is a number about one person, or goes through many for one member."""
    if len(found.roles) != 1 or found.roles[0].type.tag != "ref":
        return False
    return found.searches or (found.roles[0].type.of == "Character" and not found.type.whole)
