"""Emits what one mind takes another to hold: how it is read, and how it comes about.

A pair of minds has one number, `m * people + o`; by it an idea is read as a picture is by a mind.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from moshimo.compile.emission import claims
from moshimo.compile.emission.book import Book
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.pictured import supposed
from moshimo.compile.emission.search import search
from moshimo.compile.emission.views import D, Leaf, M, View, deed_names, every, stored, walked
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Invoke, Routine, Term, Variable
from moshimo.compile.layout import stem
from moshimo.engine.kernel import emitted, numbers
from moshimo.engine.kernel.minds import supposed as supposed_of
from moshimo.engine.kernel.minds.supposed import DEEPEST, TOLD
from moshimo.lang import typed as t
from moshimo.lang.analysis.optimise import watch
from moshimo.lang.analysis.other_minds import is_supposed
from moshimo.lang.laws import Rule
from moshimo.lang.types import Attribute
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Parameter, Signature

_P, _O, _X, _Y, _I, _WHO = (c.local(word) for word in ("p", "o", "x", "y", "i", "who"))
_ENDING, _PLACE = c.local("ending"), c.local("place")
_TIME = c.local("time", "f64")


def kept(book: Book) -> None:
    """Make `idea_of_deed`, `idea_of_sight` and `idea_of_things`, and what they write by."""
    laws, layout = book.laws, book.layout
    if not layout.ideas:
        for nothing in (
            emitted.idea_of_deed,
            emitted.idea_of_loss,
            emitted.idea_of_sight,
            emitted.idea_of_things,
        ):
            book.define(nothing, [])
        return
    for full in sorted(layout.ideas):
        book.functions.append(_writer(laws.attribute(full), book.emitter))
    concluded = _concluded(book)
    for rule in [*book.deeds, *book.claims]:
        made = _replayed(rule, book.emitter, concluded)
        if made is not None:
            book.part(emitted.idea_of_deed, rule.word, made)
    book.dispatch(emitted.idea_of_deed)
    book.define(emitted.idea_of_sight, [*_seen("Character", book.emitter), *concluded])
    things: list[Instruction] = []
    for kind in sorted(laws.kinds):
        where = laws.kinds[kind].place
        seen = _seen(kind, book.emitter)
        gone = _gone(where, book.emitter)
        if kind == "Place":
            things += [c.let(_X, _PLACE), *seen]
        elif kind == "Character":
            book.define(emitted.idea_of_loss, [*gone, *concluded])
        elif where is not None and seen:
            here = c.compare(c.at(layout.columns[where.full].value, _X), "==", _PLACE)
            things.append(every(_X, kind, [c.when(here, seen, gone)]))
    book.define(emitted.idea_of_things, [*things, *concluded])


def at_first(book: Book) -> list[Instruction]:
    """Return what lets mind `m`, as it begins, take all others to conclude what they can."""
    concluded = _concluded(book)
    if not concluded:
        return []
    people = book.layout.rows["Character"]
    pair = c.let(_P, c.binary(c.binary(M, "*", people), "+", _O))
    return [every(_O, "Character", [pair, *concluded])]


def _concluded(book: Book) -> list[Instruction]:
    """Return the call that lets idea `p` conclude; nothing if no inference can be made in it."""
    rules = [r for r in book.inward if r.writes & book.layout.ideas and is_supposed(r)]
    if not rules:
        return []
    found = Signature("idea_concludes", (Parameter("p", "i64"),))
    if all(made.signature != found for made in book.functions):
        people = book.layout.rows["Character"]
        body: list[Instruction] = [c.let(_O, c.binary(_P, "%", people))]
        for rule in rules:
            view = View(True, _P, {"mind": _O}, idea=True)
            body += search(watch(rule), view, book.emitter, _filled(rule, book.emitter))
        book.functions.append(Routine(found, tuple(body), None))
    return [c.do(c.call(found, _P))]


def _filled(rule: Rule, emitter: Emitter) -> Callable[[View], list[Instruction]]:
    """Return what an inference comes to in idea `p`: it says what is unknown there."""

    def put(s: Leaf, v: View) -> list[Instruction]:
        if not isinstance(s, t.Write) or s.attribute.full not in emitter.layout.ideas:
            return []
        a = s.attribute
        if a.type.tag != "ref" or s.op != "=":
            return []
        owner, key = emitter.place(s, v)
        open_ = c.compare(
            supposed(a, _P, owner, key, emitter.layout), "==", emitter.unknown(a.type.of)
        )
        value = emitter.stored(s.value, a.type, v)
        return [c.when(open_, [c.do(put_(a, _P, owner, key, value, c.at(F.now)))])]

    return lambda v: walked(rule.effects, v, emitter, put, even_empty=False)[0]


def _gone(where: Attribute | None, emitter: Emitter) -> list[Instruction]:
    """Make it unknown in idea `p` where `x` is, if that has it at a place where it is not."""
    if where is None or where.full not in emitter.layout.ideas:
        return []
    there = c.compare(supposed(where, _P, _X, None, emitter.layout), "==", _PLACE)
    return [c.when(there, [c.do(put_(where, _P, _X, None, emitter.unknown("Place"), c.at(F.now)))])]


def _cell(a: Attribute, pair: Term, owner: Term, key: Term | None, emitter: Emitter) -> Term:
    row = c.binary(c.binary(pair, "*", emitter.layout.rows[a.kind]), "+", owner)
    if key is None:
        return row
    return c.binary(c.binary(row, "*", emitter.layout.rows[a.key]), "+", key)


def put_(
    a: Attribute, pair: Term, owner: Term, key: Term | None, value: Term, time: Term
) -> Invoke:
    """Return what changes what one mind takes another to hold."""
    given = [] if key is None else [key]
    return c.call(_shape(a), pair, owner, *given, value, time)


def told(
    a: Attribute,
    both: tuple[Term, Term],
    cell: tuple[Term, Term | None],
    news: tuple[Term, Term],
    emitter: Emitter,
) -> Instruction:
    """Return what lets whoever is aware of it take hearer and teller to hold what is told.

    Args:
        a: of which attribute something is told.
        both: hearer and teller.
        cell: of whom or what, and toward what.
        news: what it is told to be, and as of when.
        emitter: that emits it.
    """
    (owner, key), (value, time) = cell, news
    body: list[Instruction] = []
    for one in both:
        pair = c.call(supposed_of.pair, _WHO, c.call(supposed_of.taken_as, _WHO, one))
        put = c.do(put_(a, pair, owner, key, value, time))
        sees = seen_by_both(a, (owner, value), (_WHO, one), emitter)
        body.append(c.when(c.both(c.compare(_WHO, "!=", one), c.negate(sees)), [put]))
    return every(_WHO, "Character", [c.when(c.call(supposed_of.is_aware, _WHO, *both), body)])


def seen_by_both(
    a: Attribute, said: tuple[Term, Term], minds: tuple[Variable, Term], emitter: Emitter
) -> Term:
    """Whether a mind sees how it is, and another beside it: then words change nothing for that."""
    if not claims.can_see(a, emitter):
        return c.const(False)
    sees = claims.sees(a, *said, View(True, minds[0], {}), emitter)
    return c.both(c.call(supposed_of.in_sight, *minds), sees)


def _shape(a: Attribute) -> Signature:
    words = ("p", "x", "y") if a.key else ("p", "x")
    took = [Parameter(word, "i64") for word in words]
    took += [Parameter("value", stored(a.type)), Parameter("time", "f64")]
    return Signature(f"idea_{stem(a)}", tuple(took))


def _writer(a: Attribute, emitter: Emitter) -> Routine:
    """What changes an idea of another mind. Older news never overwrites newer."""
    idea, rows = emitter.columns(a).idea, emitter.layout.rows
    assert idea is not None
    value = c.local("value", stored(a.type))
    outside = [c.compare(_X, "<=", 0), c.compare(_X, ">=", rows[a.kind] - 1)]
    if a.key:
        outside += [c.compare(_Y, "<=", 0), c.compare(_Y, ">=", rows[a.key] - 1)]
    new: Term = value
    if a.type.tag == "number" and a.type.low > -math.inf:
        new = c.call(numbers.within, value, a.type.low, a.type.high)
    body = (
        c.when(c.either(*outside), [c.give()]),
        c.let(_I, _cell(a, _P, _X, _Y if a.key else None, emitter)),
        c.when(c.compare(_TIME, "<", c.at(idea.time, _I)), [c.give()]),
        c.put(idea.value, _I, new),
        c.put(idea.time, _I, _TIME),
    )
    return Routine(_shape(a), body, None)


def _replayed(rule: Rule, emitter: Emitter, concluded: Sequence[Instruction]) -> Routine | None:
    """What mind `m` takes mind `o` to hold once that knows of the deed; None if it is the same."""
    view = View(
        True, M, deed_names(rule, emitter.layout, M), time=_TIME, answered=c.at(F.d_answers, D)
    )

    def put(s: Leaf, v: View) -> Sequence[Instruction]:
        if not isinstance(s, t.Write) or s.attribute.full not in emitter.layout.ideas:
            return []
        owner, key = emitter.place(s, v)
        value = emitter.stored(s.value, s.attribute.type, v)
        made = c.do(put_(s.attribute, _P, owner, key, value, _TIME))
        if rule.mark != "claim":
            return [made]
        return [
            c.when(c.negate(seen_by_both(s.attribute, (owner, value), (M, _O), emitter)), [made])
        ]

    begin, end = (
        [
            *walked(replayed, view, emitter, put, even_empty=False)[0],
            *(x for one in body for x in _let_know(one, rule, view, emitter)),
        ]
        for replayed, body in ((rule.replay_begin, rule.begin), (rule.replay_end, rule.end))
    )
    if not begin and not end:
        return None
    body = [
        c.let(_P, c.binary(c.binary(M, "*", c.at(F.k_people)), "+", _O)),
        c.let(_TIME, c.at(F.d_begin, D)),
        *begin,
        c.when(c.compare(_ENDING, "==", 0), [*concluded, c.give()]),
        c.let(_TIME, c.at(F.d_end, D)),
        *end,
        *concluded,
    ]
    return c.function(f"idea__{rule.word}", [D, M, _O, _ENDING], body, at=rule.at)


def _let_know(s: t.Statement, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    """What mind `m` takes `o` to hold because the deed let somebody in its roles know something.

    That is what was told, of a deed that `m` is told of (who sees it done takes that in there and
    then); and where somebody looked at something, what `m` takes that to be itself.
    """
    roles, kept = {r.word for r in rule.roles}, emitter.layout.ideas
    match s:
        case t.Look(mind=t.Var(word=mind) as who, read=read):
            if read.attribute.full not in kept or not {mind, *t.named(read)} <= roles:
                return []
            owner, key = emitter.place(read, v)
            own = emitter.pictured(read.attribute, M, owner, key).value()
            look = c.do(put_(read.attribute, _P, owner, key, own, _TIME))
            return [c.when(c.compare(emitter.value(who, v), "==", _O), [look])]
        case t.Inform(hearer=t.Var(word=hearer) as who, denied=False) if hearer in roles:
            told = _news(s.what, roles, v, emitter)
            both = [who, *(r for r in rule.roles[:1] if r.type.of == "Character")]
            concerned = c.either(*(c.compare(emitter.value(x, v), "==", _O) for x in both))
            heard = c.both(c.compare(_ENDING, ">=", TOLD), concerned)
            return [c.when(heard, told)] if told else []
    return []


def _news(what: t.Ex | t.Pattern, roles: set[str], v: View, emitter: Emitter) -> list[Instruction]:
    """What mind `m` takes `o` to hold who was told a claim, or a deed that is in a role."""
    if isinstance(what, t.Var) and what.word in roles:
        deeper = c.binary(_ENDING, "+", 1)
        within = c.call(emitted.idea_of_deed, emitter.value(what, v), M, _O, deeper)
        return [c.when(c.compare(_ENDING, "<", DEEPEST), [c.do(within)])]
    if not isinstance(what, t.Pattern):
        return []
    claim = emitter.laws.rules.get(what.word)
    given = [*what.args, *(x for _, x in what.outcomes)]
    if claim is None or claim.mark != "claim" or not claim.writes <= emitter.layout.ideas:
        return []
    known = [
        x for x in given if isinstance(x, t.Const) or (isinstance(x, t.Var) and x.word in roles)
    ]
    if len(known) < len(given):
        return []
    (said,) = claim.replay_end
    assert isinstance(said, t.Write)
    a = said.attribute
    pairs = zip(known, claim.shape, strict=True)
    owner, *key, value = (emitter.stored(x, r.type, v) for x, r in pairs)
    sees = seen_by_both(a, (owner, value), (M, _O), emitter)
    put = c.do(put_(a, _P, owner, key[0] if key else None, value, _TIME))
    return [c.when(c.negate(sees), [put])]


def _seen(kind: str, emitter: Emitter) -> list[Instruction]:
    """Copy what is visible of member `x` (of somebody, taken for `who`) into idea `p`."""
    made: list[Instruction] = []
    for a in emitter.laws.kinds[kind].attributes:
        if a.who == "visible" and a.full in emitter.layout.ideas:
            key = _Y if a.key else None
            true = c.at(emitter.columns(a).value, emitter.cell(a, _X, key))
            whose = _WHO if kind == "Character" else _X
            put = c.do(put_(a, _P, whose, key, true, c.at(F.now)))
            made.append(every(_Y, a.key, [put]) if key else put)
    return made
