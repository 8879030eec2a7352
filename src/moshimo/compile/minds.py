"""Emits what happens in minds: appraisals, inferences, and what is seen on looking round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

from moshimo.compile import fields
from moshimo.compile.expressions import Emitter
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Expression, Function, Statement
from moshimo.compile.layout import watched
from moshimo.compile.thoughts import Level, nested
from moshimo.compile.views import (
    NOW,
    D,
    Leaf,
    M,
    View,
    argument,
    changed,
    deed_names,
    every,
    member,
    padded,
    parameter,
    walked,
)
from moshimo.engine.kernel import act, emitted
from moshimo.engine.kernel.minds import learn
from moshimo.lang import typed as t
from moshimo.lang.analysis.plan import Search, conjuncts, plan
from moshimo.lang.analysis.replay import reads
from moshimo.lang.laws import Reads, Rule
from moshimo.lang.types import BOOL, Attribute
from moshimo.schema.block import F
from moshimo.schema.scalars import Parameter, Signature

_LOGIC = frozenset(("and", "or", "not", "==", "!=", "<", "<=", ">", ">="))
_PLAIN = _LOGIC | frozenset(("+", "-", "*", "neg", "min", "max", "abs", "clip"))
_FLAG, _OLD = c.local("flag"), c.local("old", "f64")


def feeling(rule: Rule, given: Sequence[t.Var]) -> Signature:
    """Return the function of an appraisal of a deed or meaning, whose roles it takes."""
    took = (Parameter(r.word, r.type) for r in (M, D, *(parameter(r) for r in given)))
    return Signature(f"feel__{rule.word}", tuple(took))


def feels(
    rule: Rule, roles: Sequence[t.Var], args: Sequence[t.Ex], v: View, emitter: Emitter
) -> Statement:
    """Let mind `m` feel about deed `d`, in whose roles (or its meaning's) these are."""
    wanted = {x.word for x in rule.roles} - {"mind"}
    given = [(r, arg) for r, arg in zip(roles, args, strict=True) if r.word in wanted]
    values = [emitter.stored(arg, r.type, v) for r, arg in given]
    return c.do(c.call(feeling(rule, [r for r, _ in given]), M, D, *values))


def feel(rule: Rule, given: Sequence[t.Var], emitter: Emitter) -> Function:
    """An appraisal of a deed or meaning."""
    view = View(True, M, {**{r.word: argument(r) for r in given}, "mind": M})
    known = frozenset([*(r.word for r in given), "mind"])
    tests = tuple(x.test for x in rule.conditions)
    found = plan(rule.roles, known, tests, emitter.laws.quantities)
    body: list[Statement] = [
        c.when(c.negate(emitter.truth(test, view)), [c.give()]) for test in found.first
    ]
    levels, view = search(found.steps, view, emitter)
    body += nested(levels, _changes(rule.effects, view, emitter))
    return Function(feeling(rule, given), tuple(body), rule.at)


def search(steps: Sequence[Search], view: View, emitter: Emitter) -> tuple[list[Level], View]:
    """Open a loop for each further role; return the loops, innermost last, and the view there."""
    levels: list[Level] = []
    for step in steps:
        x, kind = member(step.role), step.role.type.of
        body: list[Statement] = []
        around: Callable[[Sequence[Statement]], Statement] = partial(every, x, kind)
        if step.how == "equal":
            assert step.source is not None
            body.append(c.let(x, emitter.value(step.source, view)))
            body.append(c.when(emitter.is_none(x, kind), [c.skip()]))
            around = partial(c.loop, c.local(f"once_{step.role.word}"), 0, 1)
        view = view.of({step.role.word: x})
        body += [c.when(c.negate(emitter.truth(s, view)), [c.skip()]) for s in step.conditions]
        levels.append(Level([], around, body))
    return levels, view


def _changes(body: Sequence[t.Statement], view: View, emitter: Emitter) -> list[Statement]:
    """What an appraisal changes in the mind, by how far it moves it."""

    def felt(s: Leaf, v: View) -> list[Statement]:
        return _feeling(s, v, emitter) if isinstance(s, t.Write) else []

    return walked(body, view, emitter, felt)[0]


def _feeling(s: t.Write, view: View, emitter: Emitter) -> list[Statement]:
    a = s.attribute
    owner = emitter.value(s.owner, view)
    key = None if s.key is None else emitter.value(s.key, view)
    site = emitter.site(s.at)
    if a.type.whole:
        value = emitter.stored(s.value, a.type, view)
        if s.op != "=":
            old = c.at(emitter.columns(a).value, emitter.cell(a, owner, key))
            value = changed(a, old, s.op, value, site)
        return [c.do(fields.set_(a, D, site, owner, key, value))]
    before = emitter.in_truth(a, owner, key, view.true())
    value = emitter.number(s.value, view)
    if s.op != "=":
        value = c.binary(_OLD, s.op, c.binary(value, "*", c.at(F.habit)))
    after = emitter.in_truth(a, owner, key, view.true())
    return [
        c.let(_OLD, before),
        c.do(fields.set_(a, D, site, owner, key, value)),
        c.do(c.call(learn.stirred, c.binary(after, "-", _OLD))),
    ]


def appraise(rule: Rule, feelings: Iterable[Rule], emitter: Emitter) -> Function | None:
    """All appraisals of a deed and of its meanings."""
    by_target: dict[str, list[Rule]] = {}
    for one in feelings:
        by_target.setdefault(one.of, []).append(one)
    names, answered = deed_names(rule), c.at(F.d_answers, D)
    view = View(True, M, names, time=c.at(F.d_end, D), answered=answered)

    def meant(s: Leaf, v: View) -> list[Statement]:
        if not isinstance(s, t.Means):
            return []
        roles = emitter.laws.meanings[s.meaning]
        return [feels(one, roles, s.args, v, emitter) for one in by_target.get(s.meaning, ())]

    own = by_target.get(rule.word, ())
    body = [feels(one, rule.roles, rule.roles, view, emitter) for one in own]
    replayed = (*rule.replay_begin, *rule.replay_end)
    body += walked(replayed, view, emitter, meant, even_empty=False)[0]
    if not body:
        return None
    return c.function(f"appraise__{rule.word}", [D, M], body, at=rule.at)


def watching(rule: Rule) -> Signature:
    """Return the function of a rule that runs whenever its `when` becomes true."""
    mind = (Parameter("m", "i64"),) if rule.mark != "event" else ()
    return Signature(f"watch__{rule.word}", mind)


def watcher(rule: Rule, emitter: Emitter) -> Function:
    """A rule that runs whenever its `when` becomes true: in a mind, or (events) in truth."""
    inward = rule.mark != "event"
    flag = emitter.layout.flags[rule.word]
    names: dict[str, Expression] = {
        r.word: (M if inward and r.word == "mind" else member(r)) for r in rule.roles
    }
    view = View(inward, M if inward else None, names)
    ranging = [r for r in rule.roles if not (inward and r.word == "mind")]
    early, late = _by_loop(rule, ranging, inward)
    tests = [emitter.truth(test, view) for test in late]
    above = [_flag(rule, ranging[n:], names, emitter) for n in range(len(early))]
    body: list[Statement] = [c.put(flag, _FLAG, 1)]
    body += [c.put(flag, some, 1) for some, asked in zip(above, early, strict=True) if asked]
    if rule.mark == "event":
        roles = padded([names[r.word] for r in rule.roles])
        number = emitter.layout.rules[rule.word]
        body.append(c.do(c.call(act.expect, number, *roles, 0, 0)))
    elif rule.mark == "inference":
        body += _inferred(rule, view, emitter)
    else:
        body += _changes(rule.effects, view, emitter)
    fresh = c.when(c.compare(c.at(flag, _FLAG), "==", 0), body)
    lower = c.put(flag, _FLAG, 0)
    index = c.let(_FLAG, _flag(rule, (), names, emitter))
    inner: list[Statement] = [index, c.when(c.both(*tests), [fresh], [lower])]
    without: list[Statement] = [index, lower]
    for n, role in reversed(list(enumerate(ranging))):
        inner = [every(member(role), role.type.of, inner)]
        without = [every(member(role), role.type.of, without)]
        if early[n]:
            some = above[n]
            raised = c.compare(c.at(flag, some), "!=", 0)
            without = [c.when(raised, [c.put(flag, some, 0), *without])]
            asked = c.both(*(emitter.truth(test, view) for test in early[n]))
            inner = [c.when(asked, inner, without)]
    head: list[Statement] = [c.let(D, 0)]
    return Function(watching(rule), (*head, *inner), rule.at)


def _flag(
    rule: Rule, none: Sequence[t.Var], names: Mapping[str, Expression], emitter: Emitter
) -> Expression:
    """Return where a rule's flag stands for these roles.

    With `none` for the roles of the inner loops: where it stands whether any flag is up for the
    others, whoever those are. No flag of somebody's own is there, since nobody is nobody.
    """
    index: Expression = c.const(0)
    for role in rule.roles:
        size = emitter.layout.rows[role.type.of]
        index = c.binary(
            c.binary(index, "*", size), "+", c.const(0) if role in none else names[role.word]
        )
    return index


def _by_loop(
    rule: Rule, ranging: Sequence[t.Var], inward: bool
) -> tuple[list[list[t.Ex]], list[t.Ex]]:
    """Return what can be asked once before the loop of each role, and what is left.

    Before the first stands besides what must hold of some member of a later role, whoever the
    first is. The order of what is asked stays. What a rule that runs in a mind writes could change
    what it asks: that is asked anew each time. An event is only planned here.
    """
    left = [part for x in rule.conditions for part in conjuncts(x.test)]
    early: list[list[t.Ex]] = []
    known = {"mind"} if inward else set()
    steady = [x for x in left if not inward or _steady(x, rule)]
    some = [_somebody(role, known, steady) for role in ranging[1:]]
    for role in ranging:
        ready: list[t.Ex] = []
        while left and t.named(left[0]) <= known and left[0] in steady:
            ready.append(left.pop(0))
        early.append(ready)
        known.add(role.word)
    if early:
        early[0] += [x for x in some if x is not None]
    return early, left


def _steady(test: t.Ex, rule: Rule) -> bool:
    """Whether nothing that a rule writes can change what it asks here."""
    if not rule.reads.attributes & rule.writes:
        return True
    own = [x for x in t.walk(test) if not isinstance(x, t.Const | t.Unknown | t.Var)]
    plain = all(isinstance(x, t.Read) or (isinstance(x, t.Calc) and x.op in _PLAIN) for x in own)
    shown = any(isinstance(x, t.Read) and x.attribute.who == "shown" for x in own)
    return plain and not shown and not reads(test) & rule.writes


def _somebody(role: t.Var, known: Set[str], tests: Sequence[t.Ex]) -> t.Ex | None:
    """Return whether there is any such member at all, as far as that hangs on nobody else."""
    own = [x for x in tests if role.word in t.named(x) and t.named(x) <= known | {role.word}]
    if not any(isinstance(x, t.Read) for test in own for x in t.walk(test)):
        return None
    return t.Each(BOOL, "any", role, role.type.of, tuple(own[:-1]), own[-1], None, own[-1].at)


def _inferred(rule: Rule, view: View, emitter: Emitter) -> list[Statement]:
    def put(s: Leaf, v: View) -> list[Statement]:
        if not isinstance(s, t.Write):
            return []
        a, columns = s.attribute, emitter.columns(s.attribute).picture
        assert columns is not None
        owner = emitter.value(s.owner, v)
        key = None if s.key is None else emitter.value(s.key, v)
        value = emitter.stored(s.value, a.type, v)
        if s.op != "=":
            old = emitter.in_picture(a, M, owner, key, v)
            value = changed(a, old, s.op, value, emitter.site(s.at))
        index = emitter.picture(a, M, owner, key)
        held, since = c.at(columns.sure, index), c.at(columns.time, index)
        weaker = c.call(learn.outweighs, rule.sure, held, since, NOW)
        return [c.when(weaker, [c.do(fields.put(a, M, owner, key, value, NOW, rule.sure, 0))])]

    return walked(rule.effects, view, emitter, put)[0]


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


def seeing(emitter: Emitter) -> list[Function]:
    """What is visible of people and things, on looking."""
    laws, pictured = emitter.laws, emitter.layout.pictured
    x, place = c.local("x"), c.local("place")
    unknown = emitter.unknown("Place")

    def copied(kind: str) -> list[Statement]:
        seen = [a for a in laws.kinds[kind].attributes if a.who == "visible"]
        return [_copy(a, x, emitter) for a in seen if a.full in pictured]

    where = laws.kinds["Character"].place
    assert where is not None
    lost = c.do(fields.put(where, M, x, None, unknown, NOW, 1, 0))
    things: list[Statement] = []
    for kind in sorted(laws.kinds):
        where = laws.kinds[kind].place
        if kind == "Character" or where is None or where.full not in pictured:
            continue
        columns = emitter.columns(where)
        assert columns.picture is not None
        believed = c.at(columns.picture.value, emitter.picture(where, M, x, None))
        gone = c.do(fields.put(where, M, x, None, unknown, NOW, 1, 0))
        missed = c.when(c.compare(believed, "==", place), [gone])
        here = c.compare(c.at(columns.value, x), "==", place)
        things.append(every(x, kind, [c.when(here, copied(kind), [missed])]))
    return [
        c.slot(emitted.look_at, copied("Character")),
        c.slot(emitted.lose, [lost]),
        c.slot(emitted.look_things, things),
    ]


def _copy(a: Attribute, x: Expression, emitter: Emitter) -> Statement:
    """Copy a true value, or one toward each member of its key, into the picture of `m`."""
    key = c.local("y") if a.key else None
    index, columns = emitter.cell(a, x, key), emitter.columns(a)
    value, writer = c.at(columns.value, index), c.at(columns.writer, index)
    put = c.do(fields.put(a, M, x, key, value, NOW, 1, writer))
    return every(key, a.key, [put]) if key else put
