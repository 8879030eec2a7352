"""Checked laws → the emitted module: every function that the kernel asks for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from moshimo.compile.emission import deeds, following, ideas, minds, search, setters
from moshimo.compile.emission.book import Book
from moshimo.compile.emission.evaluation import Emitter
from moshimo.compile.emission.views import D, M, View, deed_names, truth_view
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine, Term, Variable
from moshimo.compile.layout import Layout, lay_out
from moshimo.engine.kernel import birth, dice, emitted, numbers
from moshimo.lang.analysis.plan import roles_of
from moshimo.lang.analysis.replay import after
from moshimo.lang.laws import Laws, Quantity, Reads, Rule
from moshimo.lang.typed import Ex, Var
from moshimo.lang.types import Kind
from moshimo.schema.attributes import count, keys
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Parameter, Signature
from moshimo.world.world import CheckedWorld

_ENDING = c.local("ending")
_AT_BEGINNING = Signature("guard_beginning", (Parameter("d", "i64"),), "i64")
_AT_END = Signature("guard_ending", (Parameter("d", "i64"),), "i64")


@dataclass(slots=True)
class Emitted:
    """A world's emitted code."""

    layout: Layout
    functions: tuple[Routine, ...]
    emitter: Emitter
    by_rule: dict[str, list[str]]  # rule → the functions made of it

    def places(self) -> list[tuple[str, int]]:
        """Author's places by site number, for trouble while running."""
        return list(self.emitter.sites)

    @property
    def guards(self) -> dict[str, int]:
        """Routine made of a rule → the rule's number, from 1 by name; a guard reports it."""
        numbers = enumerate(sorted(self.by_rule), 1)
        return {made: n for n, rule in numbers for made in self.by_rule[rule]}


def emit(world: CheckedWorld, ends_when: Ex | None = None, layout: Layout | None = None) -> Emitted:
    """Return the functions that a world's rules come to, and the question that ends a scenario."""
    layout = layout or lay_out(world)
    book = Book(world, layout)
    book.functions += setters.writers(book.emitter)
    minds.seeing(book)
    ideas.kept(book)
    for rule in [*book.inward, *(e for e in book.events if e.watched)]:
        book.add(rule.word, minds.watcher(rule, book.emitter))
    for feeling in book.feelings:
        book.add(feeling.word, minds.feel(feeling, _given_to(feeling, book), book.emitter))
    for kind in book.laws.kinds.values():
        if kind.room:
            book.functions.append(_born(kind, book))
    _of_bodies(book)
    _each_deed(book)
    search.choosing(book)
    following.following(book)
    _learning(book)
    _engine_quantities(book)
    minds.imagining(book)
    following.chances(book)
    asked = book.emitter.truth(ends_when, View(False, None, {})) if ends_when else c.const(False)
    book.define(emitted.scenario_ends, [c.give(asked)])
    functions = (*book.functions, *book.emitter.functions)
    book.emitter.functions.clear()
    return Emitted(layout, functions, book.emitter, book.by_rule)


def _each_deed(book: Book) -> None:
    """What each deed asks, does and leaves in minds, and the functions that choose among them."""
    e = book.emitter
    for rule in book.deeds:
        book.part(_AT_BEGINNING, rule.word, deeds.guard(rule, e, ending=False))
        book.part(emitted.end_effects, rule.word, deeds.effects(rule, e, ending=True))
        book.part(emitted.replay, rule.word, deeds.replay(rule, e))
        supposed = deeds.suppose(rule, e)
        if supposed is not None:
            book.part(emitted.suppose, rule.word, supposed)
        if rule.mark == "action":
            book.part(emitted.teach, rule.word, deeds.teach(rule, e))
        book.part(emitted.trace, rule.word, search.trace(rule, e))
        if rule.span is not None:
            book.part(_AT_END, rule.word, deeds.guard(rule, e, ending=True))
            book.part(emitted.span_of, rule.word, deeds.span_of(rule, e))
            book.part(emitted.begin_effects, rule.word, deeds.effects(rule, e, ending=False))
            if rule.mark == "action":
                book.part(emitted.wish, rule.word, search.wish(rule, e))
    for rule in book.claims:
        book.part(emitted.replay, rule.word, minds.believed(rule, e))
    _seeming(book)
    for rule in [*book.deeds, *book.senses, *book.claims]:
        truth = truth_view(rule, e.layout)
        roles = [deeds.body_of(r, rule, truth, e) for r in rule.roles]
        key = c.put(F.d_hash, D, search.roles_hash(rule, roles, e, looks=e.layout.bodies))
        book.case(emitted.role_hash, rule.word, key)
    remembered = [*book.deeds, *book.senses, *book.claims]
    for rule in remembered if e.layout.bodies else book.actions:
        given = [M, *(c.local(f"r{i}") for i in (1, 2, 3))][: len(rule.roles)]
        book.case(emitted.roles_key, rule.word, c.give(search.roles_hash(rule, given, e)))
    book.dispatch(_AT_END, 0, seldom=True)
    book.dispatch(_AT_BEGINNING, 0, seldom=True)
    at_end = c.when(c.compare(_ENDING, "==", 1), [c.give(c.call(_AT_END, D))])
    book.define(emitted.guard, [at_end, c.give(c.call(_AT_BEGINNING, D))], seldom=True)
    book.dispatch(emitted.wish, 0)
    book.dispatch(emitted.teach, seldom=True)
    book.dispatch(emitted.trace, seldom=True)
    book.dispatch(emitted.span_of, 0, seldom=True)
    book.dispatch(emitted.begin_effects, seldom=True)
    book.dispatch(emitted.end_effects)
    book.dispatch(emitted.replay)
    book.dispatch(emitted.suppose, seldom=True)
    book.dispatch(emitted.role_hash)
    book.dispatch(emitted.roles_key, 0)


def _seeming(book: Book) -> None:
    """What deeds seem to be, and how long one recovers from them."""
    seemed = {rule.seems for rule in book.deeds}
    for rule in book.deeds:
        if rule.seems:
            book.part(emitted.pretend, rule.word, following.pretend(rule, book.emitter))
        if rule.word in seemed:
            made = following.begin_outcomes(rule, book.emitter)
            book.part(emitted.begin_outcomes, rule.word, made)
        if rule.recovers is not None:
            book.part(emitted.recovery_of, rule.word, following.recovery(rule, book.emitter))
    book.dispatch(emitted.pretend, 0, seldom=True)
    book.dispatch(emitted.begin_outcomes, seldom=True)
    book.dispatch(emitted.recovery_of, 0, seldom=True)


def _born(kind: Kind, book: Book) -> Routine:
    """`born_K(b, d, slot)`: a new member, keyed by the deed that bore it."""
    x, slot, many = c.local("x"), c.local("slot"), c.at(count(kind.word))
    person, guise = kind.word == "Character", book.layout.guise
    most = guise if person and guise else book.layout.rows[kind.word] - 2
    full = c.compare(many, ">=", most)
    trip = c.do(c.call(numbers.trip, numbers.FULL_BIRTHS, c.at(F.d_rule, D)))
    key = c.call(dice.mix, c.at(F.d_key, D), c.binary(0xB0, "+", slot))
    body = [
        c.when(full, [trip, c.give(c.const(0))]),
        c.let(x, c.binary(many, "+", 1)),
        c.put(count(kind.word), 0, x),
        c.put(keys(kind.word), x, key),
        *([c.do(c.call(birth.bear, x, c.local("like")))] if book.layout.bodies and person else []),
        *following.chances_of_newborn(kind.word, book),
        c.give(x),
    ]
    return Routine(setters.born(kind.word), tuple(body), kind.at)


def _of_bodies(book: Book) -> None:
    """Make what is done where there are other bodies than one's own, and where somebody leaves."""
    layout, x = book.layout, c.local("x")
    book.define(emitted.bodied, [c.give(c.const(layout.bodies))])
    gone = layout.leaving.get("Character")
    left: Term = c.const(False) if gone is None else c.compare(c.at(gone, M), "==", 1)
    book.define(emitted.gone_of, [c.give(left)])
    own = [a for kind in book.laws.kinds.values() for a in kind.attributes]
    own = own if layout.bodies else []
    held = [a for a in own if a.kind == "Character" and a.full in layout.pictured]
    born, p = c.local("n"), c.local("p")
    book.define(emitted.inherit_all, [c.do(c.call(setters.inherit(a), x, born)) for a in own])
    book.define(emitted.adopt_all, [c.do(c.call(setters.adopt(a), M, p, x)) for a in held])
    book.functions += [_leave(book.laws.kinds[kind], book) for kind in layout.leaving]


def _leave(kind: Kind, book: Book) -> Routine:
    """`leave_K(b, d, x)`: a member leaves the world; no place has it any more."""
    x, site = c.local("x"), book.emitter.site(kind.at)
    body: list[Instruction] = [
        c.when(
            c.either(c.compare(x, "<=", 0), c.compare(x, ">=", book.emitter.unknown(kind.word))),
            [c.give()],
        ),
        c.put(book.layout.leaving[kind.word], x, 1),
    ]
    if kind.place is not None:
        body.append(c.do(setters.set_(kind.place, D, site, x, None, c.const(0))))
    if kind.word == "Character":
        body.append(c.do(c.call(birth.depart, D, x)))
    return Routine(setters.leave(kind.word), tuple(body), kind.at)


def _engine_quantities(book: Book) -> None:
    """The quantities that a world may define for the engine, or what holds without them."""
    found, x = book.laws.quantities, c.local("x")
    inner, truth = View(True, M, {"m": M}), View(False, M, {"m": M})

    def ask(word: str, view: View, otherwise: Term, *args: Variable) -> list[Instruction]:
        if word not in found:
            return [c.give(otherwise)]
        return [c.give(c.call(book.emitter.quantity(word, view), M, *args))]

    place = book.layout.columns["Character.place"].value
    together = c.compare(c.at(place, M), "==", c.at(place, x))
    book.define(
        emitted.obstruction_of, ask("obstruction", truth, c.real(math.inf), M, c.local("place"))
    )
    source = c.local("source")
    book.define(emitted.pace_of, ask("pace", inner, c.at(F.own_pace), M))
    away: list[Term] = [c.call(emitted.gone_of, M)] if "Character" in book.layout.leaving else []
    away += [c.compare(c.at(F.c_still, M), "==", 1)] if book.laws.foresees else []
    there = [c.when(c.either(*away), [c.give(c.const(False))])] if away else []
    book.define(emitted.awake_of, [*there, *ask("awake", truth, c.const(True), M)])
    sees = ask("sees", truth, together, M, x)
    if "awake" in found and not ("sees" in found and _asks("awake", found["sees"], book.laws)):
        awake = c.negate(c.call(book.emitter.quantity("awake", truth), M, M))
        sees.insert(0, c.when(awake, [c.give(c.const(False))]))
    book.define(emitted.sees_of, sees)
    book.define(emitted.credence_of, ask("credence", inner, c.real(0.8), M, source))
    for of, (word, otherwise) in minds.QUANTITIES.items():
        book.define(of, ask(word, inner, otherwise, M), seldom=True)
    about = c.local("who"), c.local("about")
    book.define(emitted.concern_of, ask("concern", inner, c.real(0), M, *about), seldom=True)


def _asks(word: str, by: Quantity, laws: Laws) -> bool:
    """Whether a quantity asks another one, itself or by others."""
    inner = by.reads.quantities
    others = (laws.quantities[q] for q in inner if q in laws.quantities and q != by.word)
    return word in inner or any(_asks(word, q, laws) for q in others)


# what minds feel and infer ------------------------------------------------------------------------


def _given_to(feeling: Rule, book: Book) -> list[Var]:
    """Return the roles that an appraisal takes over from what it follows."""
    wanted = {r.word for r in feeling.roles} - {"mind"}
    return [r for r in roles_of(feeling.of, book.laws) if r.word in wanted]


def _learning(book: Book) -> None:
    """Make `appraise`, `infer`, and what is inferred from sight, at the start, and from news."""
    felt: dict[str, set[str]] = {}
    for feeling in book.feelings:
        felt.setdefault(feeling.of, set()).update(feeling.writes)
    for rule in [*book.deeds, *book.claims]:
        made = deeds.appraise(rule, book.feelings, book.emitter)
        if made is not None:
            book.part(emitted.appraise, rule.word, made)
    for rule in book.senses:
        view = View(True, M, deed_names(rule, book.layout, M))
        for feeling in book.feelings:
            if feeling.of == rule.word:
                felt_so = minds.feels(feeling, rule.roles, rule.roles, view, book.emitter)
                book.case(emitted.appraise, rule.word, felt_so)
    book.dispatch(emitted.appraise)
    for rule in [*book.deeds, *book.senses, *book.claims]:
        known = {rule.word, *rule.meanings}
        changed = rule.writes.union(*(felt.get(word, set()) for word in known))
        if rule in book.senses:
            changed |= {"Character.place"}
        inferred = _stirs(Reads(changed, frozenset(known)), book)
        if inferred:
            book.case(emitted.infer, rule.word, *inferred)
    book.dispatch(emitted.infer)
    attributes = [a for kind in book.laws.kinds.values() for a in kind.attributes]
    seen = frozenset(a.full for a in attributes if a.who in ("visible", "shown"))
    sight = Reads(seen, frozenset(), frozenset(("sees",)))
    book.define(emitted.infer_sight, _stirs(sight, book))
    asked = [minds.ask_again(rule) for rule in book.inward]
    book.define(emitted.infer_all, [*asked, *ideas.at_first(book)])
    for a in attributes:
        if a.full in book.layout.pictured:
            book.define(setters.stir(a), _stirs(Reads(frozenset((a.full,))), book))


def _stirs(changed: Reads, book: Book) -> list[Instruction]:
    """Ask again, in `m`, what such changes can make true."""
    return [minds.ask_again(rule) for rule in after(changed, book.inward)]
