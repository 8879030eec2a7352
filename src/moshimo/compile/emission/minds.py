"""Emits what happens in minds: appraisals, inferences, and what is seen on looking round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.compile.emission import claims, ideas, setters
from moshimo.compile.emission.book import Book
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.search import search
from moshimo.compile.emission.views import (
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
    role,
    walked,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Invoke, Routine, Term
from moshimo.engine.kernel import act, emitted
from moshimo.engine.kernel.minds import learn, see
from moshimo.lang import typed as t
from moshimo.lang.analysis import optimise
from moshimo.lang.analysis.plan import Search, plan
from moshimo.lang.laws import Condition, Rule
from moshimo.lang.types import Attribute
from moshimo.lang.words import CLAIM
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Parameter, Signature

HALF = 0.5  # a claim of which a mind is less sure does not outweigh what it is surer of
_ENDING, _SURE = c.local("ending"), c.local("sure", "f64")
_FLAG, _OLD = c.local("flag"), c.local("old", "f64")


def feeling(rule: Rule, given: Sequence[t.Var]) -> Signature:
    """Return the function of an appraisal of a deed or meaning, whose roles it takes."""
    took = (Parameter(r.word, r.type) for r in (M, D, *(parameter(r) for r in given)))
    return Signature(f"feel__{rule.word}", tuple(took))


def feels(
    rule: Rule, roles: Sequence[t.Var], args: Sequence[t.Ex], v: View, emitter: Emitter
) -> Instruction:
    """Let mind `m` feel about deed `d`, in whose roles (or its meaning's) these are."""
    wanted = {x.word for x in rule.roles} - {"mind"}
    given = [(r, arg) for r, arg in zip(roles, args, strict=True) if r.word in wanted]
    values = [emitter.stored(arg, r.type, v) for r, arg in given]
    return c.do(c.call(feeling(rule, [r for r, _ in given]), M, D, *values))


def feel(rule: Rule, given: Sequence[t.Var], emitter: Emitter) -> Routine:
    """An appraisal of a deed or meaning."""
    view = View(True, M, {**{r.word: argument(r) for r in given}, "mind": M})
    query = plan(rule, view.names, emitter.laws.quantities)
    habit = c.at(F.habit)
    body = search(query, view, emitter, lambda v: _changes(rule.effects, v, emitter, habit))
    return Routine(feeling(rule, given), tuple(body), rule.at)


def _changes(
    body: Sequence[t.Statement], view: View, emitter: Emitter, habit: Term | None = None
) -> list[Instruction]:
    """What an appraisal changes in the mind, by how far it moves it.

    `habit` says how much of it a deed still comes to that the mind knows already.
    """

    def felt(s: Leaf, v: View) -> list[Instruction]:
        return _feeling(s, v, emitter, habit) if isinstance(s, t.Write) else []

    return walked(body, view, emitter, felt)[0]


def _feeling(s: t.Write, view: View, emitter: Emitter, habit: Term | None) -> list[Instruction]:
    a = s.attribute
    owner, key = emitter.place(s, view)
    site = emitter.site(s.at)
    if a.type.whole:
        value = emitter.stored(s.value, a.type, view)
        if s.op != "=":
            old = c.at(emitter.columns(a).value, emitter.cell(a, owner, key))
            value = changed(a, old, s.op, value, site)
        return [c.do(setters.set_(a, D, site, owner, key, value))]
    before = emitter.in_truth(a, owner, key, view.true())
    value = emitter.number(s.value, view)
    if s.op != "=":
        by = value if habit is None else c.binary(value, "*", habit)
        value = c.binary(_OLD, s.op, by)
    after = emitter.in_truth(a, owner, key, view.true())
    return [
        c.let(_OLD, before),
        c.do(setters.set_(a, D, site, owner, key, value)),
        c.do(c.call(learn.stirred, c.binary(after, "-", _OLD))),
    ]


def watching(rule: Rule) -> Signature:
    """Return the function of a rule that runs whenever its `when` becomes true."""
    mind = (Parameter("m", "i64"),) if rule.mark != "event" else ()
    return Signature(f"watch__{rule.word}", mind)


def ask_again(rule: Rule) -> Instruction:
    """Ask a rule again that runs whenever its `when` becomes true: in `m`, or (events) in truth."""
    found = watching(rule)
    return c.do(c.call(found, M) if found.parameters else c.call(found))


def watcher(rule: Rule, emitter: Emitter) -> Routine:
    """A rule that runs whenever its `when` becomes true: in a mind, or (events) in truth."""
    query, flag = optimise.watch(rule), emitter.layout.flags[rule.word]
    mind = M if rule.mark != "event" else None

    def at(level: int) -> Term:
        """Where the flag of the roles found so far stands.

        Before all are found: whether any flag is up for those, whoever has the other roles. No flag
        of somebody's own is there, since nobody is nobody.
        """
        index: Term = c.const(0)
        later = [step.role for step in query.steps[level:]]
        for its in rule.roles:
            who = M if its in query.given else member(its)
            index = c.binary(index, "*", emitter.layout.rows[its.type.of])
            index = c.binary(index, "+", 0 if its in later else who)
        return index

    def lower(level: int) -> list[Instruction]:
        """Lower the flags of all whom the roles not found yet could be."""
        if level == len(query.steps):
            return [c.let(_FLAG, at(level)), c.put(flag, _FLAG, 0)]
        role = query.steps[level].role
        made = [every(member(role), role.type.of, lower(level + 1))]
        if not query.asked(level):
            return made
        raised = c.compare(c.at(flag, at(level)), "!=", 0)
        return [c.when(raised, [c.put(flag, at(level), 0), *made])]

    def found(v: View) -> list[Instruction]:
        above = [at(n) for n in range(len(query.steps)) if query.asked(n)]
        raised = [c.put(flag, index, 1) for index in (_FLAG, *above)]
        fresh = c.compare(c.at(flag, _FLAG), "==", 0)
        done = [*raised, *_happens(rule, v, emitter)]
        return [c.let(_FLAG, at(len(query.steps))), c.when(fresh, done)]

    def missed(level: int, asked: Condition | Search | None) -> list[Instruction]:
        return lower(level) if isinstance(asked, Condition) else []

    view = View(mind is not None, mind, {r.word: M for r in query.given})
    body = search(query, view, emitter, found, missed)
    return Routine(watching(rule), (c.let(D, 0), *body), rule.at)


def _happens(rule: Rule, view: View, emitter: Emitter) -> list[Instruction]:
    """What a rule does when it becomes true."""
    if rule.mark == "inference":
        return _inferred(rule, view, emitter)
    if rule.mark != "event":
        return _changes(rule.effects, view, emitter)
    roles = padded([view.names[r.word] for r in rule.roles])
    return [c.do(c.call(act.expect, emitter.layout.rules[rule.word], *roles, 0, 0))]


def _inferred(rule: Rule, view: View, emitter: Emitter) -> list[Instruction]:
    def put(s: Leaf, v: View) -> list[Instruction]:
        if not isinstance(s, t.Write):
            return []
        a = s.attribute
        owner, key = emitter.place(s, v)
        value = emitter.stored(s.value, a.type, v)
        if s.op != "=":
            old = emitter.in_picture(a, M, owner, key, v)
            value = changed(a, old, s.op, value, emitter.site(s.at))
        held = emitter.pictured(a, M, owner, key)
        weaker = c.call(learn.outweighs, rule.sure, held.sure(), held.time(), NOW)
        return [c.when(weaker, [c.do(setters.put(a, M, owner, key, value, NOW, rule.sure, 0))])]

    return walked(rule.effects, view, emitter, put)[0]


def believed(rule: Rule, emitter: Emitter) -> Routine:
    """What who hears of a claim takes to be so now, if anything: not against their own eyes."""
    (said,) = rule.replay_end
    assert isinstance(said, t.Write)
    a = said.attribute
    view = View(True, M, deed_names(rule))
    owner = emitter.value(said.owner, view)
    key = None if said.key is None else emitter.value(said.key, view)
    held = emitter.pictured(a, M, owner, key)
    value = emitter.stored(said.value, a.type, view)
    surer = c.call(learn.outweighs, _SURE, held.sure(), held.time(), NOW)
    body: list[Instruction] = [
        c.when(c.both(c.compare(_SURE, "<", HALF), c.negate(surer)), [c.give()])
    ]
    if (a.who == "visible" and f"{a.kind}.place" in emitter.layout.columns) or a.kind == "Place":
        body.append(c.when(emitter.sees(a.kind, owner, view), [c.give()]))
    put = setters.put(a, M, owner, key, value, c.at(F.d_end, D), _SURE, D)
    return c.function(f"replay__{rule.word}", [D, M, _ENDING, _SURE], [*body, c.do(put)])


def seeing(book: Book) -> None:
    """Make `look_at`, `lose` and `look_things`: what is visible of people and things."""
    emitter = book.emitter
    laws, pictured = emitter.laws, emitter.layout.pictured
    x, place = c.local("x"), c.local("place")
    unknown = emitter.unknown("Place")

    def visible(kind: str) -> list[Attribute]:
        attributes = laws.kinds[kind].attributes
        return [a for a in attributes if a.who == "visible" and a.full in pictured]

    def copied(kind: str) -> list[Instruction]:
        return [_copy(a, x, emitter) for a in visible(kind)]

    where = laws.kinds["Character"].place
    assert where is not None
    lost = c.do(setters.put(where, M, x, None, unknown, NOW, 1, 0))
    things: list[Instruction] = []
    for kind in sorted(laws.kinds):
        where = laws.kinds[kind].place
        if kind == "Character" or where is None or not visible(kind):
            continue
        missed: list[Instruction] = []
        if where.full in pictured:
            believed = emitter.pictured(where, M, x, None).value()
            gone = c.do(setters.put(where, M, x, None, unknown, NOW, 1, 0))
            missed.append(c.when(c.compare(believed, "==", place), [gone]))
        here = c.compare(c.at(emitter.columns(where).value, x), "==", place)
        things.append(every(x, kind, [c.when(here, copied(kind), missed)]))
    things += [_copy(a, place, emitter) for a in visible("Place")]
    wrong = [_wrong(a, x, emitter) for a in visible("Character")]
    book.define(emitted.misjudges, [*wrong, c.give(c.const(False))])
    book.define(emitted.look_at, copied("Character"))
    book.define(emitted.lose, [lost])
    book.define(emitted.look_things, things)


def _copy(a: Attribute, x: Term, emitter: Emitter) -> Instruction:
    """Copy a true value, or one toward each member of its key, into the picture of `m`."""
    hashed = emitter.columns(a).hashed
    if hashed is not None and hashed.looked is not None:
        return c.do(c.call(setters.look(a), M, x))
    key = c.local("y") if a.key else None
    index, columns = emitter.cell(a, x, key), emitter.columns(a)
    value, writer = c.at(columns.value, index), c.at(columns.writer, index)
    put = c.do(setters.put(a, M, x, key, value, NOW, 1, writer))
    return every(key, a.key, [put]) if key else put


def _wrong(a: Attribute, x: Term, emitter: Emitter) -> Instruction:
    """Return that `m` pictures a value of `x` otherwise than it is, where that is so."""
    key = c.local("y") if a.key else None
    true = c.at(emitter.columns(a).value, emitter.cell(a, x, key))
    held = emitter.pictured(a, M, x, key).value()
    found = c.when(c.compare(true, "!=", held), [c.give(c.const(True))])
    return every(key, a.key, [found]) if key else found


# what is told -------------------------------------------------------------------------------


def informed(s: t.Inform, rule: Rule, v: View, emitter: Emitter) -> list[Instruction]:
    """Return what lets a hearer learn what is told, from the doer."""
    hearer = emitter.value(s.hearer, v)
    spoken = bool(rule.roles) and rule.roles[0].type.of == "Character"
    teller: Term = role(D, 0) if spoken else c.const(0)
    sure = c.call(emitted.credence_of, hearer, teller)
    if isinstance(s.what, t.Pattern) and s.what.word.startswith(CLAIM):
        said = claims.made(s.what, teller, v, emitter)
        return [c.do(c.call(see.told, hearer, said, teller, sure))]
    if isinstance(s.what, t.Read):
        return _of_value(s.what, hearer, teller, sure, v, emitter)
    if isinstance(s.what, t.Pattern):
        wanted = [0 if arg is None else emitter.value(arg, v) for arg in s.what.args]
        number = emitter.layout.rules.get(s.what.word, 0)
        slots = [o.word for o in rule.outcomes]
        noted = sum(1 << slots.index(word) for word in s.noted)
        own = (D, noted) if s.what.word == rule.word else (0, 0)
        told: Term = c.call(learn.meant, hearer, teller, *own, number, *padded(wanted))
    else:
        told = emitter.value(s.what, v)
        told = claims.corrected(told, teller, emitter) if s.denied else told
    return [c.do(c.call(see.told, hearer, told, teller, sure))]


def _of_value(
    read: t.Read, hearer: Term, teller: Term, sure: Invoke, v: View, emitter: Emitter
) -> list[Instruction]:
    a = read.attribute
    if a.full not in emitter.layout.pictured:
        return []
    value = emitter.stored(read, a.type, replace(v, picture=True, mind=M))
    owner, key = emitter.place(read, v)
    # As old as the teller's own idea of it, so that it overwrites nothing newer.
    held = emitter.pictured(a, teller, owner, key)
    own = c.compare(owner, "==", teller) if a.kind == "Character" else c.const(False)
    time = c.choose(own, NOW, held.time())
    heard = setters.put(a, hearer, owner, key, value, time, sure, D)
    supposed: list[Instruction] = []
    if a.full in emitter.layout.ideas:
        people = emitter.layout.rows["Character"]
        for one, other in ((teller, hearer), (hearer, teller)):
            pair = c.binary(c.binary(one, "*", people), "+", other)
            supposed.append(c.do(ideas.put_(a, pair, owner, key, value, time)))
    learned = [c.do(heard), *supposed, c.do(c.call(setters.stir(a), hearer))]
    return [c.when(c.call(emitted.awake_of, hearer), learned)]
