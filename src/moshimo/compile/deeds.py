"""Emits what deeds do: conditions in truth, effects, and what a mind replays of them."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from moshimo.compile import code as c
from moshimo.compile.layout import stem
from moshimo.compile.values import Emitter
from moshimo.compile.views import View, deed_names
from moshimo.lang.binding import conjuncts, inside
from moshimo.lang.model import (
    Branch,
    Const,
    Ex,
    Foil,
    Inform,
    Later,
    Local,
    Look,
    Loop,
    Pattern,
    Read,
    Rule,
    Say,
    Statement,
    Throw,
    Write,
)
from moshimo.lang.replay import begun, reads

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")
_NOW = c.at("now", c.const(0))


def truth_view(rule: Rule, *, mind: str = "") -> View:
    """How a rule reads its roles when it happens: in truth, from the deed `d`."""
    names = deed_names(rule)
    return View(False, mind, names, answered=c.at("d_answers", _D))


def guard(rule: Rule, emitter: Emitter, *, ending: bool) -> ast.FunctionDef:
    """The conditions in truth. At the end without what the deed's own beginning wrote."""
    emitter.path = rule.path
    view = truth_view(rule, mind="m" if rule.mark == "action" else "")
    own = begun(rule)
    body: list[ast.stmt] = [c.let("m", c.role(_D, 0))]
    for number, condition in enumerate(rule.conditions, 1):
        if ending and reads(condition.test) & own:
            continue
        test = emitter.truth(condition.test, view)
        body.append(c.when(c.negate(test), [c.give(c.const(number))]))
    body.append(c.give(c.const(0)))
    return c.function(f"guard{'_end' if ending else ''}__{rule.word}", ["d"], body, "i64")


def teach(rule: Rule, emitter: Emitter) -> ast.FunctionDef:
    """What a foiled actor learns: the values that failed, or that somebody is not there."""
    emitter.path = rule.path
    view = truth_view(rule, mind="m")
    cases: list[tuple[int, list[ast.stmt]]] = []
    for number, condition in enumerate(rule.conditions, 1):
        lessons: list[ast.stmt] = []
        for part in conjuncts(condition.test, emitter.laws.quantities):
            for e in inside(part):
                if isinstance(e, Read) and e.attribute.full in emitter.layout.pictured:
                    lessons += _lesson(e, view, emitter)
        if lessons:
            cases.append((number, lessons))
    body = [c.let("m", c.role(_D, 0)), *c.switch("which", cases)]
    return c.function(f"teach__{rule.word}", ["d", "which"], body, "None")


def _lesson(e: Read, view: View, emitter: Emitter) -> list[ast.stmt]:
    a = e.attribute
    try:
        owner = emitter.value(e.owner, view)
        keys = [] if e.key is None else [emitter.value(e.key, view)]
    except KeyError:  # it goes over a kind: nothing single has failed
        return []
    index = emitter.cell(a, owner, keys[0] if keys else None)
    true = c.at(f"v_{stem(a)}", index)
    seen = c.either(c.compare(_M, "==", owner), c.call("beholds", _B, _M, owner))
    unseen = a.who == "visible" and a.kind == "Character"
    if unseen and a.type.tag == "ref":
        true = c.choose(seen, true, c.const(emitter.layout.rows[a.type.of] - 1))
    args = [_B, _M, owner, *keys, true, _NOW, c.real(1.0), _D]
    learn = c.do(c.call(f"put_{stem(a)}", *args))
    # Of somebody who is not in sight, one learns only that he is not where one thought.
    return [c.when(seen, [learn])] if unseen and a.type.tag != "ref" else [learn]


def span_of(rule: Rule, emitter: Emitter) -> ast.FunctionDef:
    """How long it takes; never less than nothing."""
    emitter.path = rule.path
    assert rule.span is not None
    view = truth_view(rule, mind="m" if rule.mark == "action" else "")
    body: list[ast.stmt] = [c.let("m", c.role(_D, 0))]
    shorthands, view = _block([s for s in rule.begin if isinstance(s, Local)], rule, view, emitter)
    body += shorthands
    made = emitter.number(rule.span, view)
    body.append(
        c.give(c.call("kept", _B, made, c.real(0.0), c.real(1e9), emitter.site(rule.at.line)))
    )
    return c.function(f"span__{rule.word}", ["d"], body, "f64")


def effects(rule: Rule, emitter: Emitter, *, ending: bool) -> ast.FunctionDef:
    """What changes in the world."""
    emitter.path = rule.path
    view = truth_view(rule, mind="m" if rule.mark == "action" else "")
    body: list[ast.stmt] = [c.let("m", c.role(_D, 0))]
    if ending:
        if rule.whole:
            slot = next(i for i, o in enumerate(rule.outcomes) if o.word == rule.whole)
            body.append(c.put(f"d_o{slot}", _D, c.call("f64", c.name("whole"))))
        else:
            body.append(c.when(c.compare(c.name("whole"), "==", c.const(0)), [c.give()]))
        earlier = [s for s in rule.begin if isinstance(s, Local)]
        made, view = _block(earlier, rule, view, emitter)
        body += made
    made, view = _block(rule.end if ending else rule.begin, rule, view, emitter)
    body += made
    word = f"{'end' if ending else 'begin'}__{rule.word}"
    return c.function(word, ["d", "whole"] if ending else ["d"], body, "None")


def _block(
    body: Sequence[Statement], rule: Rule, view: View, emitter: Emitter
) -> tuple[list[ast.stmt], View]:
    made: list[ast.stmt] = []
    for s in body:
        if isinstance(s, Local):
            made.append(c.let(f"l_{s.word}", emitter.value(s.value, view)))
            view = view.of({s.word: c.name(f"l_{s.word}")})
        else:
            made += _statement(s, rule, view, emitter)
    return made, view


def _statement(s: Statement, rule: Rule, v: View, emitter: Emitter) -> list[ast.stmt]:
    match s:
        case Write():
            return [_write(s, v, emitter)]
        case Throw():
            return _throw(s, rule, v, emitter)
        case Branch(test=test, yes=yes, no=no):
            asked = emitter.truth(test, v)
            first, second = _block(yes, rule, v, emitter)[0], _block(no, rule, v, emitter)[0]
            return [c.when(asked, first, second)]
        case Loop(var=var, kind=kind, body=body):
            inner = v.of({var.word: c.name(f"i_{var.word}")})
            return [c.every(f"i_{var.word}", kind, _block(body, rule, inner, emitter)[0])]
        case Inform():
            return _inform(s, rule, v, emitter)
        case Look(mind=mind, read=read):
            return _look(mind, read, v, emitter)
        case Later(event=event, args=args, after=after):
            given = [emitter.value(a, v) for a in args]
            given += [c.const(0)] * (4 - len(given))
            number = c.const(emitter.layout.rules[event])
            wait, site = emitter.number(after, v), emitter.site(rule.at.line)
            wait = c.call("kept", _B, wait, c.real(0.0), c.name("FOREVER"), site)
            return [c.do(c.call("expect", _B, number, *given, _D, wait))]
        case Foil(who=who):
            return [c.do(c.call("foil", _B, emitter.value(who, v)))]
        case Say(speaker=speaker, index=index):
            words = c.call("f64", emitter.value(speaker, v))
            return [c.do(c.call("note", _B, c.name("SAID"), _D, c.const(index), words))]
        case _:
            return []


def _write(s: Write, v: View, emitter: Emitter) -> ast.stmt:
    a = s.attribute
    owner = emitter.value(s.owner, v)
    keys = [] if s.key is None else [emitter.value(s.key, v)]
    value = emitter.stored(s.value, a.type, v)
    if s.op != "=":
        old = emitter.in_truth(a, owner, keys[0] if keys else None, v.true())
        value = c.binary(old, s.op, value)
        if a.type.whole:
            value = c.call("kept_whole", _B, value, emitter.site(s.line))
    return c.do(c.call(f"set_{stem(a)}", _B, _D, emitter.site(s.line), owner, *keys, value))


def _throw(s: Throw, rule: Rule, v: View, emitter: Emitter) -> list[ast.stmt]:
    slot = next(i for i, o in enumerate(rule.outcomes) if o.word == s.word)
    u = c.call("thrown", _B, _D, c.const(slot))
    one, nil = c.real(1.0), c.real(0.0)
    if s.how == "note":
        kind = s.type
        value = emitter.stored(s.args[0], kind, v)
        return [c.put(f"d_o{slot}", _D, c.call("f64", value) if kind.whole else value)]
    if s.how == "chance":
        test = c.compare(u, "<", emitter.number(s.args[0], v))
        return [c.put(f"d_o{slot}", _D, c.choose(test, one, nil))]
    if s.how == "contest":
        test = c.call("contest", *(emitter.number(a, v) for a in s.args), u)
        return [c.put(f"d_o{slot}", _D, c.choose(test, one, nil))]
    if s.how == "between":
        low, high = (emitter.number(a, v) for a in s.args)
        value = c.binary(low, "+", c.binary(u, "*", c.binary(high, "-", low)))
        return [c.put(f"d_o{slot}", _D, value)]
    if s.how == "born":
        born = c.call(f"born_{s.type.of}", _B, _D, c.const(slot))
        return [c.put(f"d_o{slot}", _D, c.call("f64", born))]
    return _pick(s, slot, v, emitter)


def _pick(s: Throw, slot: int, v: View, emitter: Emitter) -> list[ast.stmt]:
    """A race among the members: each has its own noise, so one more changes no other's."""
    g = s.gather
    assert g is not None
    assert g.by is not None
    x = f"i_{g.var.word}"
    inner = v.of({g.var.word: c.name(x)})
    time, best, who, key = (f"{word}_{slot}" for word in ("time", "best", "who", "key"))
    body: list[ast.stmt] = [
        c.when(c.negate(emitter.truth(t, inner)), [c.skip()]) for t in g.conditions
    ]
    u, most = c.name("u"), c.binary(c.real(1.0), "-", c.name("u"))
    drawn = c.call("unit", c.call("mix", c.name(key), c.at(f"key_{g.kind}", c.name(x))))
    ahead = c.when(
        c.compare(c.name(time), "<", c.name(best)),
        [c.let(best, c.name(time)), c.let(who, c.name(x))],
    )
    if isinstance(g.by, Const) and g.by.value > 0:  # all alike: the least noise is the largest draw
        body += [c.let("u", drawn), c.let(time, most), ahead]
    else:
        weight = c.name("weight")
        noise = c.minus(c.call("logarithm", u))
        near = c.compare(most, "<", c.binary(c.name(best), "*", weight))  # -log(u) is no less
        body += [
            c.let("weight", emitter.number(g.by, inner)),
            c.when(c.negate(c.compare(weight, ">", c.real(0.0))), [c.skip()]),
            c.let("u", drawn),
            c.when(near, [c.let(time, ast.BinOp(noise, ast.Div(), weight)), ahead]),
        ]
    return [
        c.let(key, c.call("dice_of", _B, _D, c.const(slot))),
        c.let(best, c.real(1e300)),
        c.let(who, c.const(0)),
        c.every(x, g.kind, body),
        c.put(f"d_o{slot}", _D, c.call("f64", c.name(who))),
    ]


def _inform(s: Inform, rule: Rule, v: View, emitter: Emitter) -> list[ast.stmt]:
    hearer = emitter.value(s.hearer, v)
    teller = c.role(_D, 0) if rule.roles and rule.roles[0].type.of == "Character" else c.const(0)
    sure = c.call("credence_of", _B, hearer, teller)
    if isinstance(s.what, Read):
        return _inform_of_value(s.what, hearer, teller, sure, v, emitter)
    if not isinstance(s.what, Pattern):
        deed = emitter.value(s.what, v)
        return [c.do(c.call("told", _B, hearer, deed, teller, sure))]
    roles: list[ast.expr] = []
    for place in range(4):
        wanted = s.what.args[place] if place < len(s.what.args) else None
        roles.append(c.const(0) if wanted is None else emitter.value(wanted, v))
    number = c.const(emitter.layout.rules.get(s.what.word, 0))
    deed = c.call("remembered_or_claimed", _B, teller, number, *roles)
    return [c.do(c.call("told", _B, hearer, deed, teller, sure))]


def _inform_of_value(
    read: Read, hearer: ast.expr, teller: ast.expr, sure: ast.expr, v: View, emitter: Emitter
) -> list[ast.stmt]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    mind = replace(v, picture=True, mind="m")
    value = emitter.stored(read, a.type, mind)
    owner = emitter.value(read.owner, v)
    keys = [] if read.key is None else [emitter.value(read.key, v)]
    # As old as the teller's own idea of it, so that it overwrites nothing newer.
    cell = emitter.picture_cell(a, teller, owner, keys[0] if keys else None)
    own = c.compare(owner, "==", teller) if a.kind == "Character" else c.const(False)
    time = c.choose(own, _NOW, c.at(f"pt_{stem(a)}", cell))
    args = [_B, hearer, owner, *keys, value, time, sure, _D]
    return [
        c.do(c.call(f"put_{stem(a)}", *args)),
        c.do(c.call(f"stir_{stem(a)}", _B, hearer)),
    ]


def _look(mind: Ex, read: Read, v: View, emitter: Emitter) -> list[ast.stmt]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    owner = emitter.value(read.owner, v)
    keys = [] if read.key is None else [emitter.value(read.key, v)]
    value = emitter.stored(read, a.type, v.true())
    who = emitter.value(mind, v)
    args = [_B, who, owner, *keys, value, _NOW, c.real(1.0), _D]
    return [c.do(c.call(f"put_{stem(a)}", *args)), c.do(c.call(f"stir_{stem(a)}", _B, who))]


# in a mind ------------------------------------------------------------------------------------


def replay(rule: Rule, emitter: Emitter) -> ast.FunctionDef:
    """What who learns of the deed takes to be so now."""
    emitter.path = rule.path
    names, answered = deed_names(rule), c.at("d_answers", _D)
    view = View(True, "m", names, time=c.name("x_time"), answered=answered)
    begin = _replayed(rule.replay_begin, view, emitter)
    end = _replayed(rule.replay_end, view, emitter)
    body: list[ast.stmt] = []
    if begin:
        body += [c.let("x_time", c.at("d_begin", _D)), *begin]
    if end:
        body += [
            c.when(c.compare(c.name("ending"), "==", c.const(0)), [c.give()]),
            c.let("x_time", c.at("d_end", _D)),
            *end,
        ]
    return c.function(f"replay__{rule.word}", ["d", "m", "ending", "x_sure"], body, "None")


def _replayed(body: Sequence[Statement], v: View, emitter: Emitter) -> list[ast.stmt]:
    made: list[ast.stmt] = []
    for s in body:
        match s:
            case Write(attribute=a):
                if a.full not in emitter.layout.pictured:
                    continue
                owner = emitter.value(s.owner, v)
                keys = [] if s.key is None else [emitter.value(s.key, v)]
                value = emitter.stored(s.value, a.type, v)
                args = [_B, _M, owner, *keys, value, c.name("x_time"), c.name("x_sure"), _D]
                made.append(c.do(c.call(f"put_{stem(a)}", *args)))
            case Local(word=word, value=value):
                made.append(c.let(f"l_{word}", emitter.value(value, v)))
                v = v.of({word: c.name(f"l_{word}")})
            case Branch(test=test, yes=yes, no=no):
                inner_yes, inner_no = _replayed(yes, v, emitter), _replayed(no, v, emitter)
                if inner_yes or inner_no:
                    made.append(c.when(emitter.truth(test, v), inner_yes, inner_no))
            case Loop(var=var, kind=kind, body=inner_body):
                inner = _replayed(inner_body, v.of({var.word: c.name(f"i_{var.word}")}), emitter)
                if inner:
                    made.append(c.every(f"i_{var.word}", kind, inner))
    return made
