"""Emits what happens in minds: appraisals, inferences, and what is seen on looking round."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from moshimo.compile import code as c
from moshimo.compile.layout import Layout, stem, watched
from moshimo.compile.values import Emitter, argument, parameter
from moshimo.compile.views import View, deed_names
from moshimo.lang.analysis.plan import Search, conjuncts, plan
from moshimo.lang.analysis.replay import reads
from moshimo.lang.laws import Reads, Rule
from moshimo.lang.typed import (
    Calc,
    Const,
    Each,
    Ex,
    If,
    Local,
    Loop,
    Means,
    Read,
    Statement,
    Unknown,
    Var,
    Write,
    named,
    walk,
)
from moshimo.lang.types import BOOL, Attribute

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")
_NOW = c.at("now", c.const(0))
_LOGIC = frozenset(("and", "or", "not", "==", "!=", "<", "<=", ">", ">="))
_PLAIN = _LOGIC | frozenset(("+", "-", "*", "neg", "min", "max", "abs", "clip"))


def feel(rule: Rule, given: Sequence[Var], emitter: Emitter) -> ast.FunctionDef:
    """An appraisal of a deed or meaning, whose roles come as arguments."""
    names: dict[str, ast.expr] = {r.word: argument(r) for r in given}
    names["mind"] = _M
    view = View(True, "m", names)
    known = frozenset([*(r.word for r in given), "mind"])
    tests = tuple(x.test for x in rule.conditions)
    found = plan(rule.roles, known, tests, emitter.laws.quantities)
    body: list[ast.stmt] = [
        c.when(c.negate(emitter.truth(t, view)), [c.give()]) for t in found.first
    ]
    inner, view = search(found.steps, view, emitter)
    last = inner[-1] if inner else body
    last += _changes(rule.effects, view, emitter)
    roles = ["m", "d", *(parameter(r) for r in given)]
    return c.function(f"feel__{rule.word}", roles, [*body, *_nested(inner)], "None")


def search(
    steps: Sequence[Search], view: View, emitter: Emitter
) -> tuple[list[list[ast.stmt]], View]:
    """Open a loop for each further role; return the bodies, innermost last, and the view there."""
    bodies: list[list[ast.stmt]] = []
    for step in steps:
        role = step.role
        word = f"i_{role.word}"
        body: list[ast.stmt] = []
        if step.how == "equal":
            assert step.source is not None
            body.append(c.let(word, emitter.value(step.source, view)))
            body.append(c.when(emitter.is_none(word, role.type.of), [c.skip()]))
            header = c.loop(f"once_{role.word}", c.const(0), c.const(1), [])
        else:
            header = c.every(word, role.type.of, [])
        header.body = body
        view = view.of({role.word: c.name(word)})
        body += [c.when(c.negate(emitter.truth(t, view)), [c.skip()]) for t in step.conditions]
        if bodies:
            bodies[-1].append(header)
        else:
            bodies.append([header])
        bodies.append(body)
    return bodies, view


def _nested(bodies: list[list[ast.stmt]]) -> list[ast.stmt]:
    return bodies[0] if bodies else []


def _changes(body: Sequence[Statement], view: View, emitter: Emitter) -> list[ast.stmt]:
    """What an appraisal changes in the mind, by how far it moves it."""
    made: list[ast.stmt] = []
    for s in body:
        match s:
            case Write(attribute=a):
                made += _feeling(s, a, view, emitter)
            case Local(word=word, value=value):
                made.append(c.let(f"l_{word}", emitter.value(value, view)))
                view = view.of({word: c.name(f"l_{word}")})
            case If(test=test, yes=yes, no=no):
                asked = emitter.truth(test, view)
                first, second = _changes(yes, view, emitter), _changes(no, view, emitter)
                made.append(c.when(asked, first, second))
            case Loop(var=var, kind=kind, body=inner):
                more = view.of({var.word: c.name(f"i_{var.word}")})
                made.append(c.every(f"i_{var.word}", kind, _changes(inner, more, emitter)))
    return made


def _feeling(s: Write, a: Attribute, view: View, emitter: Emitter) -> list[ast.stmt]:
    owner = emitter.value(s.owner, view)
    keys = [] if s.key is None else [emitter.value(s.key, view)]
    site = emitter.site(s.at)
    index = emitter.cell(a, owner, keys[0] if keys else None)
    if a.type.whole:
        value = emitter.stored(s.value, a.type, view)
        if s.op != "=":
            value = c.binary(c.at(f"v_{stem(a)}", index), s.op, value)
            value = c.call("kept_whole", _B, value, site)
        return [c.do(c.call(f"set_{stem(a)}", _B, _D, site, owner, *keys, value))]
    old = emitter.in_truth(a, owner, keys[0] if keys else None, view.true())
    value = emitter.number(s.value, view)
    if s.op != "=":
        value = c.binary(c.name("x__old"), s.op, c.binary(value, "*", c.at("habit", c.const(0))))
    after = emitter.in_truth(a, owner, keys[0] if keys else None, view.true())
    return [
        c.let("x__old", old),
        c.do(c.call(f"set_{stem(a)}", _B, _D, site, owner, *keys, value)),
        c.do(c.call("stirred", _B, c.binary(after, "-", c.name("x__old")))),
    ]


def appraise(rule: Rule, feelings: Iterable[Rule], emitter: Emitter) -> ast.FunctionDef | None:
    """All appraisals of a deed and of its meanings."""
    by_target: dict[str, list[Rule]] = {}
    for feeling in feelings:
        by_target.setdefault(feeling.of, []).append(feeling)
    names = deed_names(rule)
    view = View(True, "m", names, time=c.at("d_end", _D), answered=c.at("d_answers", _D))
    body: list[ast.stmt] = []
    for feeling in by_target.get(rule.word, ()):
        wanted = [
            r for r in rule.roles if r.word in {x.word for x in feeling.roles} and r.word != "mind"
        ]
        args = [emitter.stored(r, r.type, view) for r in wanted]
        body.append(c.do(c.call(f"feel__{feeling.word}", _B, _M, _D, *args)))
    body += _meant((*rule.replay_begin, *rule.replay_end), by_target, view, emitter)
    if not body:
        return None
    return c.function(f"appraise__{rule.word}", ["d", "m"], body, "None")


def _meant(
    body: Sequence[Statement], by_target: dict[str, list[Rule]], view: View, emitter: Emitter
) -> list[ast.stmt]:
    made: list[ast.stmt] = []
    for s in body:
        match s:
            case Means(meaning=meaning, args=args):
                roles = emitter.laws.meanings[meaning]
                for feeling in by_target.get(meaning, ()):
                    wanted = {x.word for x in feeling.roles}
                    given = [
                        emitter.stored(arg, r.type, view)
                        for r, arg in zip(roles, args, strict=True)
                        if r.word in wanted and r.word != "mind"
                    ]
                    made.append(c.do(c.call(f"feel__{feeling.word}", _B, _M, _D, *given)))
            case Local(word=word, value=value):
                made.append(c.let(f"l_{word}", emitter.value(value, view)))
                view = view.of({word: c.name(f"l_{word}")})
            case If(test=test, yes=yes, no=no):
                inner_yes = _meant(yes, by_target, view, emitter)
                inner_no = _meant(no, by_target, view, emitter)
                if inner_yes or inner_no:
                    made.append(c.when(emitter.truth(test, view), inner_yes, inner_no))
            case Loop(var=var, kind=kind, body=inner_body):
                more = view.of({var.word: c.name(f"i_{var.word}")})
                inner = _meant(inner_body, by_target, more, emitter)
                if inner:
                    made.append(c.every(f"i_{var.word}", kind, inner))
    return made


def watcher(rule: Rule, emitter: Emitter) -> ast.FunctionDef:
    """A rule that runs whenever its `when` becomes true: in a mind, or (events) in truth."""
    inward = rule.mark != "event"
    flag = emitter.layout.flags[rule.word][0]
    names: dict[str, ast.expr] = {
        r.word: (_M if inward and r.word == "mind" else c.name(f"i_{r.word}")) for r in rule.roles
    }
    view = View(inward, "m" if inward else "", names)
    ranging = [r for r in rule.roles if not (inward and r.word == "mind")]
    early, late = _by_loop(rule, ranging, inward)
    tests = [emitter.truth(test, view) for test in late]
    above = [_flag(rule, ranging[n:], names, emitter) for n in range(len(early))]
    body: list[ast.stmt] = [c.put(flag, c.name("flag"), c.const(1))]
    body += [
        c.put(flag, some, c.const(1)) for some, asked in zip(above, early, strict=True) if asked
    ]
    if rule.mark == "event":
        roles = [names[r.word] for r in rule.roles] + [c.const(0)] * (4 - len(rule.roles))
        number = c.const(emitter.layout.rules[rule.word])
        body.append(c.do(c.call("expect", _B, number, *roles, c.const(0), c.real(0.0))))
    elif rule.mark == "inference":
        body += _inferred(rule.effects, rule, view, emitter)
    else:
        body += _changes(rule.effects, view, emitter)
    fresh = c.when(c.compare(c.at(flag, c.name("flag")), "==", c.const(0)), body)
    lower = c.put(flag, c.name("flag"), c.const(0))
    index = c.let("flag", _flag(rule, (), names, emitter))
    inner: list[ast.stmt] = [index, c.when(c.both(*tests), [fresh], [lower])]
    without: list[ast.stmt] = [index, lower]
    for n, role in reversed(list(enumerate(ranging))):
        inner = [c.every(f"i_{role.word}", role.type.of, inner)]
        without = [c.every(f"i_{role.word}", role.type.of, without)]
        if early[n]:
            some = above[n]
            raised = c.compare(c.at(flag, some), "!=", c.const(0))
            without = [c.when(raised, [c.put(flag, some, c.const(0)), *without])]
            asked = c.both(*(emitter.truth(test, view) for test in early[n]))
            inner = [c.when(asked, inner, without)]
    head: list[ast.stmt] = [c.let("d", c.const(0))]
    return c.function(f"watch__{rule.word}", ["m"] if inward else [], [*head, *inner], "None")


def _flag(
    rule: Rule, none: Sequence[Var], names: Mapping[str, ast.expr], emitter: Emitter
) -> ast.expr:
    """Return where a rule's flag stands for these roles.

    With `none` for the roles of the inner loops: where it stands whether any flag is up for the
    others, whoever those are. No flag of somebody's own is there, since nobody is nobody.
    """
    index: ast.expr = c.const(0)
    for role in rule.roles:
        size = c.const(emitter.layout.rows[role.type.of])
        index = c.binary(
            c.binary(index, "*", size), "+", c.const(0) if role in none else names[role.word]
        )
    return index


def _by_loop(rule: Rule, ranging: Sequence[Var], inward: bool) -> tuple[list[list[Ex]], list[Ex]]:
    """Return what can be asked once before the loop of each role, and what is left.

    Before the first stands besides what must hold of some member of a later role, whoever the
    first is. The order of what is asked stays. What a rule that runs in a mind writes could change
    what it asks: that is asked anew each time. An event is only planned here.
    """
    left = [part for x in rule.conditions for part in conjuncts(x.test)]
    early: list[list[Ex]] = []
    known = {"mind"} if inward else set()
    steady = [x for x in left if not inward or _steady(x, rule)]
    some = [_somebody(role, known, steady) for role in ranging[1:]]
    for role in ranging:
        ready: list[Ex] = []
        while left and named(left[0]) <= known and left[0] in steady:
            ready.append(left.pop(0))
        early.append(ready)
        known.add(role.word)
    if early:
        early[0] += [x for x in some if x is not None]
    return early, left


def _steady(test: Ex, rule: Rule) -> bool:
    """Whether nothing that a rule writes can change what it asks here."""
    if not rule.reads.attributes & rule.writes:
        return True
    own = [x for x in walk(test) if not isinstance(x, Const | Unknown | Var)]
    plain = all(isinstance(x, Read) or (isinstance(x, Calc) and x.op in _PLAIN) for x in own)
    shown = any(isinstance(x, Read) and x.attribute.who == "shown" for x in own)
    return plain and not shown and not reads(test) & rule.writes


def _somebody(role: Var, known: Set[str], tests: Sequence[Ex]) -> Ex | None:
    """Return whether there is any such member at all, as far as that hangs on nobody else."""
    own = [x for x in tests if role.word in named(x) and named(x) <= known | {role.word}]
    if not any(isinstance(x, Read) for test in own for x in walk(test)):
        return None
    return Each(BOOL, "any", role, role.type.of, tuple(own[:-1]), own[-1], None, own[-1].at)


def _inferred(body: Sequence[Statement], rule: Rule, v: View, emitter: Emitter) -> list[ast.stmt]:
    made: list[ast.stmt] = []
    for s in body:
        match s:
            case Write(attribute=a):
                owner = emitter.value(s.owner, v)
                keys = [] if s.key is None else [emitter.value(s.key, v)]
                value = emitter.stored(s.value, a.type, v)
                if s.op != "=":
                    old = emitter.in_picture(a, _M, owner, keys[0] if keys else None, v)
                    value = c.binary(old, s.op, value)
                    if a.type.whole:
                        value = c.call("kept_whole", _B, value, emitter.site(s.at))
                sure = c.real(rule.sure)
                index = emitter.picture_cell(a, _M, owner, keys[0] if keys else None)
                args = [_B, _M, owner, *keys, value, _NOW, sure, c.const(0)]
                weaker = c.call(
                    "outweighs",
                    sure,
                    c.at(f"ps_{stem(a)}", index),
                    c.at(f"pt_{stem(a)}", index),
                    _NOW,
                )
                made.append(c.when(weaker, [c.do(c.call(f"put_{stem(a)}", *args))]))
            case Local(word=word, value=value_ex):
                made.append(c.let(f"l_{word}", emitter.value(value_ex, v)))
                v = v.of({word: c.name(f"l_{word}")})
            case If(test=test, yes=yes, no=no):
                asked = emitter.truth(test, v)
                first, second = _inferred(yes, rule, v, emitter), _inferred(no, rule, v, emitter)
                made.append(c.when(asked, first, second))
            case Loop(var=var, kind=kind, body=inner):
                more = v.of({var.word: c.name(f"i_{var.word}")})
                made.append(c.every(f"i_{var.word}", kind, _inferred(inner, rule, more, emitter)))
    return made


def after(changed: Reads, rules: Iterable[Rule]) -> list[Rule]:
    """Return the inward watchers that changes can make true, and those that these can, in order."""
    left = [r for r in rules if watched(r) and r.mark != "event"]
    found: list[Rule] = []
    while True:
        more = [r for r in left if r.reads.any_of(changed)]
        if not more:
            return found
        for rule in more:
            found.append(rule)
            left.remove(rule)
            changed = replace(changed, attributes=changed.attributes | rule.writes)


def seeing(layout: Layout, emitter: Emitter) -> list[ast.FunctionDef]:
    """What is visible of people and things, on looking."""
    laws = emitter.laws
    made: list[ast.stmt] = []
    for a in laws.kinds["Character"].attributes:
        if a.who == "visible" and a.full in layout.pictured:
            made += _copy(a, c.name("x"), emitter)
    functions = [c.function("look_at", ["m", "x"], made, "None")]
    unknown = c.const(layout.rows["Place"] - 1)
    lost = c.call(
        "put_Character_place", _B, _M, c.name("x"), unknown, _NOW, c.real(1.0), c.const(0)
    )
    functions.append(c.function("lose", ["m", "x"], [c.do(lost)], "None"))
    things: list[ast.stmt] = []
    for kind in sorted(laws.kinds):
        where = laws.kinds[kind].place
        if kind == "Character" or where is None or where.full not in layout.pictured:
            continue
        seen: list[ast.stmt] = []
        for a in laws.kinds[kind].attributes:
            if a.who == "visible" and a.full in layout.pictured:
                seen += _copy(a, c.name("x"), emitter)
        believed = c.at(f"p_{stem(where)}", emitter.picture_cell(where, _M, c.name("x"), None))
        gone = c.call(
            f"put_{stem(where)}", _B, _M, c.name("x"), unknown, _NOW, c.real(1.0), c.const(0)
        )
        test = c.compare(c.at(f"v_{stem(where)}", c.name("x")), "==", c.name("place"))
        body = [
            c.when(test, seen, [c.when(c.compare(believed, "==", c.name("place")), [c.do(gone)])])
        ]
        things.append(c.every("x", kind, body))
    functions.append(c.function("look_things", ["m", "place"], things, "None"))
    return functions


def _copy(a: Attribute, x: ast.expr, emitter: Emitter) -> list[ast.stmt]:
    """Copy a true value, or one toward each member of its key, into the picture of `m`."""
    keys = [c.name("y")] if a.key else []
    index = emitter.cell(a, x, keys[0] if keys else None)
    value, writer = c.at(f"v_{stem(a)}", index), c.at(f"w_{stem(a)}", index)
    put = c.do(c.call(f"put_{stem(a)}", _B, _M, x, *keys, value, _NOW, c.real(1.0), writer))
    return [c.every("y", a.key, [put])] if a.key else [put]
