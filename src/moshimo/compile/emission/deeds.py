"""Emits what deeds do: conditions in truth, effects, and what a mind replays of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from moshimo.compile.emission import setters
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.minds import feels, informed
from moshimo.compile.emission.search import WEIGHT, all_of, only_if, weighed
from moshimo.compile.emission.views import (
    NOW,
    D,
    Leaf,
    M,
    View,
    changed,
    deed_names,
    every,
    member,
    padded,
    role,
    walked,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine, Term
from moshimo.engine.kernel import act, dice, notes, numbers
from moshimo.lang import typed as t
from moshimo.lang.analysis.plan import conjuncts
from moshimo.lang.analysis.replay import asked_in_truth, is_told_apart, reads, writes
from moshimo.lang.laws import Rule
from moshimo.lang.types import INT, Attribute
from moshimo.schema.attributes import keys
from moshimo.schema.block_fields import OUTCOMES, F
from moshimo.schema.field import Field

LONGEST = 1e9  # seconds that a deed takes at most
_WHICH, _WHOLE, _ENDING = c.local("which"), c.local("whole"), c.local("ending")
_TIME, _SURE = c.local("time", "f64"), c.local("sure", "f64")
_ACTOR = c.let(M, role(D, 0))


def truth_view(rule: Rule) -> View:
    """How a rule reads its roles when it happens: in truth, from the deed `d`."""
    mind = M if rule.mark == "action" else None
    return View(False, mind, deed_names(rule), answered=c.at(F.d_answers, D))


def guard(rule: Rule, emitter: Emitter, *, ending: bool) -> Routine:
    """The conditions in truth. At the end without what the deed's own beginning wrote."""
    view, own = truth_view(rule), writes(rule.begin)
    body: list[Instruction] = [_ACTOR]
    for number, condition in enumerate(rule.conditions, 1):
        if ending and reads(condition.test) & own:
            continue
        test = emitter.truth(condition.test, view)
        body.append(c.when(c.negate(test), [c.give(c.const(number))]))
    body.append(c.give(c.const(0)))
    word = f"{'guard_ending' if ending else 'guard_beginning'}__{rule.word}"
    return c.function(word, [D], body, "i64", rule.at, seldom=True)


def teach(rule: Rule, emitter: Emitter) -> Routine:
    """What a foiled actor learns: the values that failed, as far as the failure shows them."""
    view = replace(truth_view(rule), mind=M)
    cases: list[tuple[int, list[Instruction]]] = []
    for number, condition in enumerate(rule.conditions, 1):
        lessons: list[Instruction] = []
        taught: dict[str, Attribute] = {}
        parts = [*conjuncts(condition.test, emitter.laws.quantities)]
        for part in parts:
            found = [e for e in asked_in_truth(part) if t.named(e) <= view.names.keys()]
            found = [e for e in found if e.attribute.full in emitter.layout.pictured]
            made = [c.placed(_lesson(e, part, view, emitter), e.at) for e in found]
            taught |= {e.attribute.full: e.attribute for e in found}
            if made and len(parts) > 1:
                made = [c.when(c.negate(emitter.truth(part, view)), made)]
            lessons += made
        if lessons:
            lessons += [c.do(c.call(setters.stir(a), M)) for a in taught.values()]
            cases.append((number, lessons))
    body = [_ACTOR, *c.switch(_WHICH, cases)]
    return c.function(f"teach__{rule.word}", [D, _WHICH], body, at=rule.at, seldom=True)


def _lesson(e: t.Read, part: t.Ex, view: View, emitter: Emitter) -> Instruction:
    """Teach what a condition read, and no more of it than its failure shows."""
    a = e.attribute
    owner, key = emitter.place(e, view)
    held = emitter.pictured(a, M, owner, key)
    true: Term = c.at(emitter.columns(a).value, emitter.cell(a, owner, key))
    wrong = c.compare(true, "!=", held.value())  # what was right was learned by what taught it
    writer = c.choose(wrong, D, held.writer())
    seen = emitter.in_sight(a, owner, view)
    asked: list[Term] = []
    if a.type.tag == "ref" and not is_told_apart(e, part):
        # It is not what it was thought to be. What it is instead, only eyes can tell.
        true = c.choose(seen, true, emitter.unknown(a.type.of))
        asked.append(c.either(seen, wrong))
    elif a.who == "visible" and a.kind == "Character":
        asked.append(seen)
    for inner, outer in ((e.owner, owner), (e.key, key)):  # of whom it was asked, it must know
        if outer is not None and not isinstance(inner, t.Var | t.Const | None):
            held_so = emitter.member(inner, replace(view, picture=True))
            asked.append(c.compare(outer, "==", held_so))
    learned = c.do(setters.put(a, M, owner, key, true, NOW, 1, writer))
    return c.when(c.both(*asked), [learned]) if asked else learned


def span_of(rule: Rule, emitter: Emitter) -> Routine:
    """How long it takes; never less than nothing."""
    assert rule.span is not None
    shorthands, view = _walked(_shorthands(rule), rule, truth_view(rule), emitter)
    made = emitter.number(rule.span, view)
    kept = c.call(numbers.kept, made, 0, LONGEST, emitter.site(rule.at))
    body = [_ACTOR, *shorthands, c.give(kept, rule.span.at)]
    return c.function(f"span__{rule.word}", [D], body, "f64", rule.at, seldom=True)


def effects(rule: Rule, emitter: Emitter, *, ending: bool) -> Routine:
    """What changes in the world."""
    body: list[Instruction] = [_ACTOR]
    if not ending:
        body += _walked(rule.begin, rule, truth_view(rule), emitter)[0]
        return c.function(f"begin__{rule.word}", [D], body, at=rule.at, seldom=True)
    if rule.whole:
        body.append(c.put(_slot(rule, rule.whole)[0], D, c.convert(_WHOLE, "f64")))
    else:
        body.append(c.when(c.compare(_WHOLE, "==", 0), [c.give()]))
    all_of_it = [*_shorthands(rule), *rule.end]
    body += _walked(all_of_it, rule, truth_view(rule), emitter)[0]
    return c.function(f"end__{rule.word}", [D, _WHOLE], body, at=rule.at)


def _shorthands(rule: Rule) -> list[t.Statement]:
    """Return what stands above `takes` and holds below it."""
    return [s for s in rule.begin if isinstance(s, t.Local)]


def _slot(rule: Rule, word: str) -> tuple[Field, int]:
    """Return the column of an outcome, and which of them it is."""
    slot = next(i for i, o in enumerate(rule.outcomes) if o.word == word)
    return OUTCOMES[slot], slot


def _walked(
    body: Sequence[t.Statement], rule: Rule, view: View, emitter: Emitter
) -> tuple[list[Instruction], View]:
    return walked(body, view, emitter, lambda s, v: _effect(s, rule, v, emitter))


def noted(s: Leaf, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    """Return what keeps an outcome that is thrown or noted; nothing of all else."""
    match s:
        case t.Throw():
            return _throw(s, rule, v, emitter)
        case t.Note(word=word, value=value):
            made = emitter.stored(value, value.type, v)
            made = c.convert(made, "f64") if value.type.whole else made
            return [c.put(_slot(rule, word)[0], D, made)]
    return []


def _effect(s: Leaf, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    match s:
        case t.Write():
            return [_write(s, v, emitter)]
        case t.Throw() | t.Note():
            return noted(s, rule, v, emitter)
        case t.Inform():
            return informed(s, rule, v, emitter)
        case t.Look(mind=mind, read=read):
            return _look(mind, read, v, emitter)
        case t.Later(event=event, args=args, after=after):
            given = padded([emitter.value(a, v) for a in args])
            number = emitter.layout.rules[event]
            wait, site = emitter.number(after, v), emitter.site(rule.at)
            wait = c.call(numbers.kept, wait, 0, math.inf, site)
            return [c.do(c.call(act.expect, number, *given, D, wait))]
        case t.Foil(who=who):
            return [c.do(c.call(act.foil, emitter.value(who, v)))]
        case t.Say(speaker=speaker, index=index):
            words = c.convert(emitter.value(speaker, v), "f64")
            return [c.do(c.call(notes.note, notes.SAID, D, index, words))]
        case t.Means() | t.Give():
            return []
    assert_never(s)


def _write(s: t.Write, v: View, emitter: Emitter) -> Instruction:
    a = s.attribute
    owner, key = emitter.place(s, v)
    value = emitter.stored(s.value, a.type, v)
    if s.op != "=":
        old = emitter.in_truth(a, owner, key, v.true())
        value = changed(a, old, s.op, value, emitter.site(s.at))
    return c.do(setters.set_(a, D, emitter.site(s.at), owner, key, value))


def _throw(s: t.Throw, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    column, slot = _slot(rule, s.word)
    u = c.call(dice.thrown, D, slot)
    made: Term
    match s.how:
        case "chance":
            made = c.choose(c.compare(u, "<", emitter.number(s.args[0], v)), 1.0, 0.0)
        case "contest":
            one, other = (emitter.number(a, v) for a in s.args)
            made = c.choose(c.call(dice.contest, one, other, u), 1.0, 0.0)
        case "between":
            low, high = (emitter.number(a, v) for a in s.args)
            made = c.binary(low, "+", c.binary(u, "*", c.binary(high, "-", low)))
        case "roll":
            ends = (emitter.stored(a, INT, v) for a in s.args)
            made = c.convert(c.call(dice.rolled, D, slot, *ends), "f64")
        case "born":
            made = c.convert(c.call(setters.born(s.type.of), D, slot), "f64")
        case "pick":
            return _pick(s, column, slot, v, emitter)
        case _:
            assert_never(s.how)
    return [c.put(column, D, made)]


def _pick(s: t.Throw, column: Field, slot: int, v: View, emitter: Emitter) -> list[Instruction]:
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
        c.when(c.negate(emitter.truth(test, inner)), [c.skip()]) for test in g.conditions
    ]
    drawn = c.let(u, c.call(dice.unit, c.call(dice.mix, key, c.at(keys(g.kind), x))))
    ahead = c.when(c.compare(time, "<", best), [c.let(best, time), c.let(who, x)])
    if isinstance(g.by, t.Const) and g.by.value > 0:  # all alike: the least noise, the largest draw
        body += [drawn, c.let(time, most), ahead]
    else:
        noise = c.minus(c.call(dice.logarithm, u))
        near = c.compare(most, "<", c.binary(best, "*", weight))  # -log(u) is no less
        body += [
            c.let(weight, emitter.number(g.by, inner)),
            c.when(c.negate(c.compare(weight, ">", 0)), [c.skip()]),
            drawn,
            c.when(near, [c.let(time, c.binary(noise, "/", weight)), ahead]),
        ]
    return [
        c.let(key, c.call(dice.dice_of, D, slot)),
        c.let(best, 1e300),
        c.let(who, 0),
        every(x, g.kind, body),
        c.put(column, D, c.convert(who, "f64")),
    ]


def _look(mind: t.Ex, read: t.Read, v: View, emitter: Emitter) -> list[Instruction]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    owner, key = emitter.place(read, v)
    value = emitter.stored(read, a.type, v.true())
    who = emitter.value(mind, v)
    seen = setters.put(a, who, owner, key, value, NOW, 1, D)
    return [c.do(seen), c.do(c.call(setters.stir(a), who))]


# in a mind ------------------------------------------------------------------------------------


def replay(rule: Rule, emitter: Emitter) -> Routine:
    """What who learns of the deed takes to be so now."""
    names, answered = deed_names(rule), c.at(F.d_answers, D)
    view = View(True, M, names, time=_TIME, answered=answered)

    def replayed(s: Leaf, v: View) -> list[Instruction]:
        if not isinstance(s, t.Write) or s.attribute.full not in emitter.layout.pictured:
            return []
        owner, key = emitter.place(s, v)
        value = emitter.stored(s.value, s.attribute.type, v)
        return [c.do(setters.put(s.attribute, M, owner, key, value, _TIME, _SURE, D))]

    begin, end = (
        walked(part, view, emitter, replayed, even_empty=False)[0]
        for part in (rule.replay_begin, rule.replay_end)
    )
    body: list[Instruction] = []
    if begin:
        body += [c.let(_TIME, c.at(F.d_begin, D)), *begin]
    if end:
        body += [
            c.when(c.compare(_ENDING, "==", 0), [c.give()]),
            c.let(_TIME, c.at(F.d_end, D)),
            *end,
        ]
    return c.function(f"replay__{rule.word}", [D, M, _ENDING, _SURE], body, at=rule.at)


def suppose(rule: Rule, emitter: Emitter) -> Routine | None:
    """What a claimed deed would have noted by itself, as mind `m` pictures it."""
    if all(o.word[0] != "_" for o in rule.outcomes):
        return None
    view = View(True, M, deed_names(rule), answered=c.at(F.d_answers, D))
    added: list[t.Write] = []  # what a sum comes to is noted after it

    def supposed(s: Leaf, v: View) -> list[Instruction]:
        if isinstance(s, t.Write):
            added.append(s)
        if not isinstance(s, t.Note):
            return []
        e = _as_supposed(s.value)
        made = emitter.stored(e, e.type, v)
        last = added[-1] if added else None
        if last is not None and last.op != "=" and isinstance(e, t.Read) and _of_that(e, last):
            by = emitter.stored(_as_supposed(last.value), e.type, v)
            made = changed(e.attribute, made, last.op, by, emitter.site(s.at))
        made = c.convert(made, "f64") if e.type.whole else made
        return [c.put(_slot(rule, s.word)[0], D, made)]

    body = walked(rule.effects, view, emitter, supposed, even_empty=False)[0]
    return c.function(f"suppose__{rule.word}", [D, M], body, at=rule.at, seldom=True)


def _as_supposed(e: t.Ex) -> t.Ex:
    """Return an expression with others' private attributes as a mind supposes them."""
    if isinstance(e, t.Read) and e.attribute.who == "private" and e.attribute.kind == "Character":
        return t.Guess(e.type, e, e.at)
    return t.rewrite(e, _as_supposed)


def _of_that(e: t.Read, s: t.Write) -> bool:
    return (e.attribute, e.owner, e.key) == (s.attribute, s.owner, s.key)


def appraise(rule: Rule, feelings: Iterable[Rule], emitter: Emitter) -> Routine | None:
    """All appraisals of a deed and of its meanings."""
    by_target: dict[str, list[Rule]] = {}
    for one in feelings:
        by_target.setdefault(one.of, []).append(one)
    names, answered = deed_names(rule), c.at(F.d_answers, D)
    view = View(True, M, names, time=c.at(F.d_end, D), answered=answered)

    def meant(s: Leaf, v: View) -> list[Instruction]:
        if not isinstance(s, t.Means):
            return []
        roles = emitter.laws.meanings[s.meaning]
        return [feels(one, roles, s.args, v, emitter) for one in by_target.get(s.meaning, ())]

    own = by_target.get(rule.word, ())
    body = [feels(one, rule.shape, rule.shape, view, emitter) for one in own]
    replayed = (*rule.replay_begin, *rule.replay_end)
    body += walked(replayed, view, emitter, meant, even_empty=False)[0]
    if not body:
        return None
    return c.function(f"appraise__{rule.word}", [D, M], body, at=rule.at)


# of a choice ---------------------------------------------------------------------------------


def roles_hash(rule: Rule, roles: Sequence[Term], emitter: Emitter) -> Term:
    """The hash of a rule's luck and the names in its roles."""
    h: Term = c.at(F.k_luck, emitter.layout.rules[rule.word])
    for who, made in zip(rule.roles, roles, strict=True):
        key = c.at(keys(who.type.of) if who.type.tag == "ref" else F.d_key, made)
        h = c.call(dice.mix, h, key)
    return h


def wish(rule: Rule, emitter: Emitter) -> Routine:
    """How much the actor still wants a deed that is under way, by his picture.

    What the deed's own beginning wrote is not asked again.
    """
    names = deed_names(rule) | {rule.roles[0].word: M}
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
    names = deed_names(rule) | ({rule.roles[0].word: M} if choosing else {})
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
