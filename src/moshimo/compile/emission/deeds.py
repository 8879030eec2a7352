"""Emits what deeds do: conditions in truth, effects, and what a mind replays of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from moshimo.compile.emission import claims, ideas, setters
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.functions import pick
from moshimo.compile.emission.minds import feels
from moshimo.compile.emission.views import (
    NOW,
    D,
    Leaf,
    M,
    View,
    changed,
    deed_names,
    flesh,
    padded,
    role,
    truth_view,
    walked,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Invoke, Routine, Term
from moshimo.engine.kernel import act, dice, emitted, notes, numbers
from moshimo.engine.kernel.minds import bodies, learn, see
from moshimo.lang import typed as t
from moshimo.lang.analysis import replay as retold
from moshimo.lang.analysis.plan import conjuncts
from moshimo.lang.analysis.replay import reads, writes
from moshimo.lang.laws import Rule
from moshimo.lang.types import INT, Attribute
from moshimo.lang.words import CLAIM
from moshimo.schema.block_fields import OUTCOMES, F
from moshimo.schema.field import Field

LONGEST = 1e9  # seconds that a deed takes at most
_WHICH, _WHOLE, _ENDING = c.local("which"), c.local("whole"), c.local("ending")
_TIME, _SURE = c.local("time", "f64"), c.local("sure", "f64")
_HEARER = c.local("hearer")
_ACTOR = c.let(M, role(D, 0))


def guard(rule: Rule, emitter: Emitter, *, ending: bool) -> Routine:
    """The conditions in truth. At the end without what the deed's own beginning wrote."""
    view, own = truth_view(rule, emitter.layout), writes(rule.begin)
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
    view = replace(truth_view(rule, emitter.layout), mind=M)
    cases: list[tuple[int, list[Instruction]]] = []
    for number, condition in enumerate(rule.conditions, 1):
        lessons: list[Instruction] = []
        taught: dict[str, Attribute] = {}
        parts = [*conjuncts(condition.test, emitter.laws.quantities)]
        for part in parts:
            found = [e for e in retold.asked_in_truth(part) if t.named(e) <= view.names.keys()]
            found = [e for e in found if e.attribute.full in emitter.layout.pictured]
            made = [c.placed(_lesson(e, part, rule, view, emitter), e.at) for e in found]
            taught |= {e.attribute.full: e.attribute for e in found}
            if made and len(parts) > 1:
                made = [c.when(c.negate(emitter.truth(part, view)), made)]
            lessons += made
        if lessons:
            lessons += [c.do(c.call(setters.stir(a), M)) for a in taught.values()]
            cases.append((number, lessons))
    body = [_ACTOR, *c.switch(_WHICH, cases)]
    return c.function(f"teach__{rule.word}", [D, _WHICH], body, at=rule.at, seldom=True)


def _lesson(e: t.Read, part: t.Ex, rule: Rule, view: View, emitter: Emitter) -> Instruction:
    """Teach what a condition read, and no more of it than its failure shows."""
    a, inside = e.attribute, view
    if emitter.layout.bodies:
        inside = replace(view, names=deed_names(rule, emitter.layout, M), picture=True)
    true_owner, true_key = emitter.place(e, view)
    owner, key = emitter.place(e, inside) if emitter.layout.bodies else (true_owner, true_key)
    held = emitter.pictured(a, M, owner, key)
    true: Term = c.at(emitter.columns(a).value, emitter.cell(a, true_owner, true_key))
    wrong = c.compare(true, "!=", held.value())  # what was right was learned by what taught it
    writer = c.choose(wrong, D, held.writer())
    placed = a.kind in ("Character", "Place") or f"{a.kind}.place" in emitter.layout.columns
    seen: Term = c.const(False)
    if a.who == "visible" and placed:
        seen = emitter.sees(a.kind, owner, replace(view, picture=inside.picture))
    asked: list[Term] = []
    if a.type.tag == "ref" and not retold.is_told_apart(e, part):
        # It is not what it was thought to be. What it is instead, only eyes can tell.
        true = c.choose(seen, true, emitter.unknown(a.type.of))
        asked.append(c.either(seen, wrong))
    elif a.who == "visible" and a.kind == "Character":
        asked.append(seen)
    for inner, outer in ((e.owner, owner), (e.key, key)):  # of whom it was asked, it must know
        if outer is not None and not isinstance(inner, t.Var | t.Const | None):
            held_so = emitter.member(inner, replace(inside, picture=True))
            asked.append(c.compare(outer, "==", held_so))
    row = owner
    if emitter.layout.bodies and a.kind == "Character":
        row = _row(e.owner, rule, inside, emitter)
    learned = c.do(setters.put(a, M, row, key, true, NOW, 1, writer))
    return c.when(c.both(*asked), [learned]) if asked else learned


def span_of(rule: Rule, emitter: Emitter) -> Routine:
    """How long it takes; never less than nothing."""
    assert rule.span is not None
    shorthands, view = _walked(_shorthands(rule), rule, truth_view(rule, emitter.layout), emitter)
    made = emitter.number(rule.span, view)
    kept = c.call(numbers.kept, made, 0, LONGEST, emitter.site(rule.at))
    body = [_ACTOR, *shorthands, c.give(kept, rule.span.at)]
    return c.function(f"span__{rule.word}", [D], body, "f64", rule.at, seldom=True)


def effects(rule: Rule, emitter: Emitter, *, ending: bool) -> Routine:
    """What changes in the world."""
    body: list[Instruction] = [_ACTOR]
    if not ending:
        body += _walked(rule.begin, rule, truth_view(rule, emitter.layout), emitter)[0]
        return c.function(f"begin__{rule.word}", [D], body, at=rule.at, seldom=True)
    if rule.whole:
        body.append(c.put(_slot(rule, rule.whole)[0], D, c.convert(_WHOLE, "f64")))
    else:
        body.append(c.when(c.compare(_WHOLE, "==", 0), [c.give()]))
    all_of_it = [*_shorthands(rule), *rule.end]
    body += _walked(all_of_it, rule, truth_view(rule, emitter.layout), emitter)[0]
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
            return _inform(s, rule, v, emitter)
        case t.Look(mind=mind, read=read):
            return _look(mind, read, v, emitter)
        case t.Later(event=event, args=args, after=after):
            given = padded([emitter.value(a, v) for a in args])
            number = emitter.layout.rules[event]
            wait, site = emitter.number(after, v), emitter.site(rule.at)
            wait = c.call(numbers.kept, wait, 0, math.inf, site)
            return [c.do(c.call(act.expect, number, *given, D, wait))]
        case t.Gone(who=who):
            return [c.do(c.call(setters.leave(who.type.of), D, emitter.person(who, v)))]
        case t.Disguise(who=who, like=like):
            given = [emitter.person(who, v), emitter.person(like, v)]
            return [c.do(c.call(bodies.disguise, *given))]
        case t.Foil(who=who):
            return [c.do(c.call(act.foil, emitter.person(who, v)))]
        case t.Say(speaker=speaker, index=index):
            words = c.convert(emitter.person(speaker, v), "f64")
            return [c.do(c.call(notes.note, notes.SAID, D, index, words))]
        case t.Means() | t.Give() | t.Reveal():  # one's body is what it is
            return []
    assert_never(s)


def _write(s: t.Write, v: View, emitter: Emitter) -> Instruction:
    a = s.attribute
    owner, key = emitter.place(s, v)
    value = emitter.stored(s.value, a.type, v)
    if a.type.of == "Character" and a.type.tag == "ref":
        value = flesh(value, emitter.layout)
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
            like = [emitter.person(x, v) for x in s.args] or [c.const(0)]
            more = like if s.type.of == "Character" else []
            made = c.convert(c.call(setters.born(s.type.of), D, slot, *more), "f64")
        case "pick":
            return pick(s, column, slot, v, emitter)
        case _:
            assert_never(s.how)
    return [c.put(column, D, made)]


def _inform(s: t.Inform, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    hearer = emitter.person(s.hearer, v)
    spoken = bool(rule.roles) and rule.roles[0].type.of == "Character"
    teller: Term = role(D, 0) if spoken else c.const(0)
    sure = c.call(emitted.credence_of, hearer, teller)
    if isinstance(s.what, t.Pattern) and s.what.word.startswith(CLAIM):
        said = claims.made(s.what, teller, v, emitter)
        return [c.do(c.call(see.told, hearer, said, teller, sure))]
    if isinstance(s.what, t.Read):
        return _inform_of_value(s.what, rule, hearer, teller, sure, v, emitter)
    if isinstance(s.what, t.Pattern):
        wanted = [0 if arg is None else body_of(arg, rule, v, emitter) for arg in s.what.args]
        number = emitter.layout.rules.get(s.what.word, 0)
        noted = sum(1 << _slot(rule, word)[1] for word in s.noted)
        own = (D, noted) if s.what.word == rule.word else (0, 0)
        told: Term = c.call(learn.meant, hearer, teller, *own, number, *padded(wanted))
    else:
        told = emitter.value(s.what, v)
        told = claims.corrected(told, teller, emitter) if s.denied else told
    return [c.do(c.call(see.told, hearer, told, teller, sure))]


def _inform_of_value(
    read: t.Read,
    rule: Rule,
    hearer: Term,
    teller: Term,
    sure: Invoke,
    v: View,
    emitter: Emitter,
) -> list[Instruction]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    told = replace(v, picture=True, mind=M)
    row: Term | None = None
    if emitter.layout.bodies:
        row = _row(read.owner, rule, v, emitter, hearer)
        told = told.of(_people(rule))
    value = emitter.stored(read, a.type, told)
    owner, key = emitter.place(read, told)
    # As old as the teller's own idea of it, so that it overwrites nothing newer.
    held = emitter.pictured(a, teller, owner, key)
    own = c.compare(owner, "==", teller) if a.kind == "Character" else c.const(False)
    time = c.choose(own, NOW, held.time())
    heard: Instruction = c.do(setters.put(a, hearer, row or owner, key, value, time, sure, D))
    before: list[Instruction] = []
    if claims.can_see(a, emitter):  # nobody takes it to be so against their own eyes
        before = [c.let(_HEARER, hearer)]
        sees = claims.sees(a, owner, value, View(True, _HEARER, {}), emitter)
        heard = c.when(c.negate(sees), [heard])
    supposed: list[Instruction] = []
    if a.full in emitter.layout.ideas:
        supposed.append(ideas.told(a, (hearer, teller), (owner, key), (value, time), emitter))
    learned = [*before, heard, *supposed, c.do(c.call(setters.stir(a), hearer))]
    heard_at_all: Term = c.call(emitted.awake_of, hearer)
    if a.type.tag == "ref":  # who has no idea tells nothing
        heard_at_all = c.both(heard_at_all, c.compare(value, "!=", emitter.unknown(a.type.of)))
    return [c.when(heard_at_all, learned)]


def _look(mind: t.Ex, read: t.Read, v: View, emitter: Emitter) -> list[Instruction]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    owner, key = emitter.place(read, v)
    value = emitter.stored(read, a.type, v.true())
    who = emitter.person(mind, v)
    if emitter.layout.bodies and a.kind == "Character":
        owner = c.call(bodies.row_of, who, c.call(bodies.body_shown, owner))
    seen = setters.put(a, who, owner, key, value, NOW, 1, D)
    return [c.do(seen), c.do(c.call(setters.stir(a), who))]


# in a mind ------------------------------------------------------------------------------------


def replay(rule: Rule, emitter: Emitter) -> Routine:
    """What who learns of the deed takes to be so now."""
    names, answered = deed_names(rule, emitter.layout, M), c.at(F.d_answers, D)
    view = View(True, M, names, time=_TIME, answered=answered)

    def replayed(s: Leaf, v: View) -> list[Instruction]:
        if not isinstance(s, t.Write):
            return _known(s, rule, v, emitter)
        if s.attribute.full not in emitter.layout.pictured:
            return []
        owner, key = emitter.place(s, v)
        if emitter.layout.bodies and s.attribute.kind == "Character":
            owner = _row(s.owner, rule, v, emitter)
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


def _known(s: Leaf, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    """What who learns of the deed knows from then on: who was born, is gone, or is somebody."""
    match s:
        case t.Throw(word=word, how="born") if emitter.layout.bodies:
            copy = body_of(t.Var(s.type, word, s.at), rule, v, emitter)
            return [c.do(c.call(bodies.reveal, M, copy))]
        case t.Reveal(who=who):
            return [c.do(c.call(bodies.reveal, M, body_of(who, rule, v, emitter)))]
        case t.Disguise(who=who):
            return [c.do(c.call(bodies.see_through, M, body_of(who, rule, v, emitter)))]
        case t.Gone(who=who):
            return _known_gone(who, rule, v, emitter)
    return []


def _known_gone(who: t.Ex, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    where, whose = emitter.laws.kinds[who.type.of].place, body_of(who, rule, v, emitter)
    made: list[Instruction] = []
    row = c.call(bodies.row_of, M, whose) if who.type.of == "Character" else whose
    if where is not None and where.full in emitter.layout.pictured:
        made.append(c.do(setters.put(where, M, row, None, c.const(0), _TIME, _SURE, D)))
    if who.type.of == "Character":
        made.append(c.do(c.call(bodies.know_gone, M, whose)))
    return made


def _people(rule: Rule) -> dict[str, Term]:
    """Return the people in a deed's roles as mind `m` takes them."""
    people = [(i, r.word) for i, r in enumerate(rule.roles) if r.type.of == "Character"]
    return {word: c.call(bodies.seen_in, M, D, i) for i, word in people}


def body_of(e: t.Ex, rule: Rule, v: View, emitter: Emitter) -> Term:
    """Return a value; of people in the deed's roles and outcomes, the body, whoever it is."""
    if emitter.layout.bodies and isinstance(e, t.Var) and e.type.of == "Character":
        places = [i for i, r in enumerate(rule.roles) if r.word == e.word]
        if places:
            return c.call(bodies.body_in, D, places[0])
        if any(o.word == e.word for o in rule.outcomes):
            return c.convert(c.at(_slot(rule, e.word)[0], D), "i64")
    return emitter.value(e, v)


def _row(e: t.Ex, rule: Rule, v: View, emitter: Emitter, mind: Term = M) -> Term:
    """Return the row in which a mind keeps what it learns of somebody."""
    return c.call(bodies.row_of, mind, body_of(e, rule, v, emitter))


def suppose(rule: Rule, emitter: Emitter) -> Routine | None:
    """What a claimed deed would have noted by itself, as mind `m` pictures it."""
    if all(o.word[0] != "_" for o in rule.outcomes):
        return None
    view = View(True, M, deed_names(rule, emitter.layout, M), answered=c.at(F.d_answers, D))
    added: list[t.Write] = []  # what a sum comes to is noted after it

    def supposed(s: Leaf, v: View) -> list[Instruction]:
        if isinstance(s, t.Write):
            added.append(s)
        if not isinstance(s, t.Note):
            return []
        e = retold.as_supposed(s.value)
        made = emitter.stored(e, e.type, v)
        last = added[-1] if added else None
        if last and isinstance(e, t.Read) and last.op != "=" and retold.of_that(e, last):
            by = emitter.stored(retold.as_supposed(last.value), e.type, v)
            made = changed(e.attribute, made, last.op, by, emitter.site(s.at))
        made = c.convert(made, "f64") if e.type.whole else made
        return [c.put(_slot(rule, s.word)[0], D, made)]

    body = walked(rule.effects, view, emitter, supposed, even_empty=False)[0]
    return c.function(f"suppose__{rule.word}", [D, M], body, at=rule.at, seldom=True)


def appraise(rule: Rule, feelings: Iterable[Rule], emitter: Emitter) -> Routine | None:
    """All appraisals of a deed and of its meanings."""
    by_target: dict[str, list[Rule]] = {}
    for one in feelings:
        by_target.setdefault(one.of, []).append(one)
    names, answered = deed_names(rule, emitter.layout, M), c.at(F.d_answers, D)
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
