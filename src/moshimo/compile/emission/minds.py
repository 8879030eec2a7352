"""Emits what happens in minds: what they feel, infer, see on looking round, and imagine.

Of a world in which nobody looks ahead, nothing is imagined.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from moshimo.compile.emission import claims, setters
from moshimo.compile.emission.book import Book
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.search import WEIGHT, all_of, search, weighed
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
    walked,
)
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine, Term
from moshimo.engine.kernel import act, emitted
from moshimo.engine.kernel.minds import bodies, learn
from moshimo.lang import typed as t
from moshimo.lang.analysis import optimise
from moshimo.lang.analysis.plan import Search, plan
from moshimo.lang.laws import Condition, Rule
from moshimo.lang.types import OURS, Attribute, Type
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Parameter, Signature

HALF = 0.5  # a claim of which a mind is less sure does not outweigh what it is surer of
QUANTITIES: dict[c.Callee, tuple[str, Term]] = {  # and what holds where a world has none
    emitted.imaginings_of: ("imaginings", c.real(4)),
    emitted.foresight_of: ("foresight", c.real(math.inf)),
    emitted.rationality_of: ("rationality", c.real(2)),
}
_X, _Y, _WHICH = c.local("x"), c.local("y"), c.local("which")
_ENDING, _SURE = c.local("ending"), c.local("sure", "f64")
_FLAG, _OLD = c.local("flag"), c.local("old", "f64")
_BODY = c.local("body")


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
        for role in rule.roles:
            who = M if role in query.given else member(role)
            index = c.binary(index, "*", emitter.layout.rows[role.type.of])
            index = c.binary(index, "+", 0 if role in later else who)
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
        if mind is not None and rule.reads.attributes & rule.writes:  # it may have undone its own
            undone = c.negate(all_of(rule.conditions, v, emitter))
            done.append(c.when(undone, [c.put(flag, _FLAG, 0)]))
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
        if isinstance(s, t.Reveal):
            return [c.do(c.call(bodies.reveal_latest, M, emitter.value(s.who, v)))]
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
    """What who hears of a claim takes to be so now, if anything: not against their own claims."""
    (said,) = rule.replay_end
    assert isinstance(said, t.Write)
    a = said.attribute
    view = View(True, M, deed_names(rule, emitter.layout, M))
    owner = emitter.value(said.owner, view)
    key = None if said.key is None else emitter.value(said.key, view)
    held = emitter.pictured(a, M, owner, key)
    value = emitter.stored(said.value, a.type, view)
    surer = c.call(learn.outweighs, _SURE, held.sure(), held.time(), NOW)
    body: list[Instruction] = [
        c.when(c.both(c.compare(_SURE, "<", HALF), c.negate(surer)), [c.give()])
    ]
    if claims.can_see(a, emitter):
        body.append(c.when(claims.sees(a, owner, value, view, emitter), [c.give()]))
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
        copies = [_copy(a, x, emitter) for a in visible(kind)]
        if kind != "Character" or not emitter.layout.bodies:
            return copies
        body = c.let(_BODY, c.call(bodies.body_shown, x))
        return [body, c.do(c.call(bodies.recognise, M, _BODY)), *copies]

    where = laws.kinds["Character"].place
    assert where is not None
    row = c.call(bodies.row_of, M, x) if emitter.layout.bodies else x
    lost = c.do(setters.put(where, M, row, None, unknown, NOW, 1, 0))
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
    row = _BODY if a.kind == "Character" and emitter.layout.bodies else x
    put = c.do(setters.put(a, M, row, key, value, NOW, 1, writer))
    return every(key, a.key, [put]) if key else put


def _wrong(a: Attribute, x: Term, emitter: Emitter) -> Instruction:
    """Return that `m` pictures a value of `x` otherwise than it is, where that is so."""
    key = c.local("y") if a.key else None
    true = c.at(emitter.columns(a).value, emitter.cell(a, x, key))
    row: Term = x
    if emitter.layout.bodies:
        row = c.call(bodies.row_of, M, c.call(bodies.body_shown, x))
    held = emitter.pictured(a, M, row, key).value()
    found = c.when(c.compare(true, "!=", held), [c.give(c.const(True))])
    return every(key, a.key, [found]) if key else found


# what minds imagine ----------------------------------------------------------------------------


def imagining(book: Book) -> None:
    """Make what an imagined universe asks."""
    looks = book.laws.foresees
    cases: list[tuple[int, list[Instruction]]] = []
    for n, rule in enumerate(book.laws.worths if looks else ()):
        made = _worth(rule, book)
        book.add(rule.word, made)
        cases.append((n, [c.do(c.call(made.signature, M))]))
    summed = [c.put(F.worth_sum, 0, 0.0), *c.switch(_WHICH, cases), c.give(c.at(F.worth_sum))]
    book.define(emitted.worth, summed, seldom=True)
    own = [a for kind in book.laws.kinds.values() for a in kind.attributes if a.who == "private"]
    own = own if looks else []
    people = [_guessed(a, _X, book) for a in own if a.kind == "Character"]
    book.define(emitted.suppose_private, [x for a in people for x in a], seldom=True)
    members = [every(_X, a.kind, _guessed(a, _X, book)) for a in own if a.kind != "Character"]
    book.define(emitted.suppose_members, members, seldom=True)


def _worth(rule: Rule, book: Book) -> Routine:
    """Add up what a rule of worth weighs over its bindings, in truth; `mind` is `m`."""
    query = optimise.watch(rule)
    view = View(False, None, {r.word: M for r in query.given})

    def add(v: View) -> list[Instruction]:
        more = c.binary(c.at(F.worth_sum), "+", WEIGHT)
        return [*weighed(rule.weights, v, book.emitter), c.put(F.worth_sum, 0, more)]

    body = search(query, view, book.emitter, add)
    return c.function(f"worth__{rule.word}", [M], body, at=rule.at, seldom=True)


def _guessed(a: Attribute, x: Term, book: Book) -> list[Instruction]:
    """Write what `m` guesses of a private attribute of `x` into its true value."""
    emitter, columns = book.emitter, book.layout.columns[a.full]
    owner = t.Var(Type("ref", a.kind), "x", OURS)
    toward = t.Var(Type("ref", a.key), "y", OURS) if a.key else None
    view = View(True, M, {"x": x, "y": _Y})
    key = _Y if a.key else None
    index = emitter.cell(a, x, key)
    said = a if a.guess is not None else replace(a, guess=a.default)
    guess = t.Guess(a.type, t.Read(a.type, said, owner, toward, OURS), OURS)
    made: list[Instruction] = [c.put(columns.value, index, emitter.stored(guess, a.type, view))]
    if columns.since is not None:
        made.append(c.put(columns.since, index, NOW))
    return [every(_Y, a.key, made)] if a.key else made
