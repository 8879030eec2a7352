"""Checked laws → the emitted module: every function that the kernel asks for."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from moshimo.compile import code as c
from moshimo.compile import deeds, minds, thoughts
from moshimo.compile.book import Book
from moshimo.compile.choosing import choosing
from moshimo.compile.fields import writers
from moshimo.compile.following import chances, chances_of_newborn, following
from moshimo.compile.layout import Layout, lay_out, watched
from moshimo.compile.learning import given_to, learning
from moshimo.compile.values import Emitter
from moshimo.compile.views import View
from moshimo.lang.typed import Ex
from moshimo.lang.types import Kind
from moshimo.world.world import CheckedWorld

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")


@dataclass(slots=True)
class Emitted:
    """A world's emitted code."""

    layout: Layout
    functions: list[ast.FunctionDef]
    emitter: Emitter
    by_rule: dict[str, list[str]]  # rule → the functions made of it

    def places(self) -> list[tuple[str, int]]:
        """Author's places by site number, for trouble while running."""
        return list(self.emitter.sites)

    @property
    def guards(self) -> dict[str, int]:
        """Function made of a rule → the rule's number, from 1 by name; a guard reports it."""
        numbers = enumerate(sorted(self.by_rule), 1)
        return {made: n for n, rule in numbers for made in self.by_rule[rule]}


def emit(world: CheckedWorld, ends_when: Ex | None = None) -> Emitted:
    """Return the functions that a world's rules come to, and the question that ends a scenario."""
    layout = lay_out(world)
    book = Book(world, layout)
    book.functions += writers(book.laws, layout, book.emitter)
    book.functions += minds.seeing(layout, book.emitter)
    for rule in [*book.inward, *(e for e in book.events if watched(e))]:
        book.add(rule, minds.watcher(rule, book.emitter))
    for feeling in book.feelings:
        book.add(feeling, minds.feel(feeling, given_to(feeling, book), book.emitter))
    for kind in book.laws.kinds.values():
        if kind.room:
            book.functions.append(_born(kind, book))
    _each_deed(book)
    choosing(book)
    following(book)
    learning(book)
    _engine_quantities(book)
    chances(book)
    asked = book.emitter.truth(ends_when, View(False, "", {})) if ends_when else c.const(False)
    book.define("scenario_ends", [], [c.give(asked)], "bool")
    functions = [*book.functions, *book.emitter.functions]
    book.emitter.functions.clear()
    return Emitted(layout, functions, book.emitter, book.by_rule)


def _each_deed(book: Book) -> None:
    """What each deed asks, does and leaves in minds, and the functions that choose among them."""
    e, whole = book.emitter, c.name("whole")
    for rule in book.deeds:
        book.part("guard_beginning", rule, deeds.guard(rule, e, ending=False))
        book.part("end_effects", rule, deeds.effects(rule, e, ending=True), whole)
        book.part("replay", rule, deeds.replay(rule, e), _M, c.name("ending"), c.name("x_sure"))
        if rule.mark == "action":
            book.part("teach", rule, deeds.teach(rule, e), c.name("which"))
        book.part("trace", rule, thoughts.trace(rule, e))
        if rule.span is not None:
            book.part("guard_ending", rule, deeds.guard(rule, e, ending=True))
            book.part("span_of", rule, deeds.span_of(rule, e))
            book.part("begin_effects", rule, deeds.effects(rule, e, ending=False))
    for rule in [*book.deeds, *book.senses]:
        roles = [c.role(_D, i) for i in range(len(rule.roles))]
        key = c.put("d_hash", _D, thoughts.roles_hash(rule, roles, e))
        book.case("role_hash", book.number(rule), key)
    for rule in book.actions:
        roles = [_M, *(c.name(f"r{i}") for i in (1, 2, 3))][: len(rule.roles)]
        book.case("roles_key", book.number(rule), c.give(thoughts.roles_hash(rule, roles, e)))
    book.dispatch("guard_ending", ["d"], "i64", c.const(0))
    book.dispatch("guard_beginning", ["d"], "i64", c.const(0))
    ending = c.compare(c.name("ending"), "==", c.const(1))
    at_end, before = c.call("guard_ending", _B, _D), c.call("guard_beginning", _B, _D)
    book.define("guard", ["d", "ending"], [c.when(ending, [c.give(at_end)]), c.give(before)], "i64")
    book.dispatch("teach", ["d", "which"])
    book.dispatch("trace", ["d"])
    book.dispatch("span_of", ["d"], "f64", c.real(0.0))
    book.dispatch("begin_effects", ["d"])
    book.dispatch("end_effects", ["d", "whole"])
    book.dispatch("replay", ["d", "m", "ending", "x_sure"])
    book.dispatch("role_hash", ["d"])
    book.dispatch("roles_key", ["rule", "m", "r1", "r2", "r3"], "u64", c.const(0))


def _born(kind: Kind, book: Book) -> ast.FunctionDef:
    """`born_K(b, d, slot)`: a new member, keyed by the deed that bore it."""
    top, count = c.const(book.layout.rows[kind.word] - 2), c.at(f"n_{kind.word}", c.const(0))
    trip = c.do(c.call("trip", _B, c.name("FULL_BIRTHS"), c.at("d_rule", _D)))
    key = c.call("mix", c.at("d_key", _D), c.binary(c.const(0xB0), "+", c.name("slot")))
    body = [
        c.when(c.compare(count, ">=", top), [trip, c.give(c.const(0))]),
        c.let("x", c.binary(count, "+", c.const(1))),
        c.put(f"n_{kind.word}", c.const(0), c.name("x")),
        c.put(f"key_{kind.word}", c.name("x"), key),
        *chances_of_newborn(kind.word, book),
        c.give(c.name("x")),
    ]
    return c.function(f"born_{kind.word}", ["d", "slot"], body, "i64")


def _engine_quantities(book: Book) -> None:
    """The quantities that a world may define for the engine, or what holds without them."""
    found, x = book.laws.quantities, c.name("x")
    inner, truth = View(True, "m", {"m": _M}), View(False, "m", {"m": _M})

    def ask(word: str, view: View, otherwise: ast.expr, *args: ast.expr) -> list[ast.stmt]:
        if word not in found:
            return [c.give(otherwise)]
        return [c.give(c.call(book.emitter.quantity(word, view), _B, _M, *args))]

    own_pace = c.at("own_pace", c.const(0))
    together = c.compare(c.at("v_Character_place", _M), "==", c.at("v_Character_place", x))
    book.define("pace_of", ["m"], ask("pace", inner, own_pace, _M), "f64")
    book.define("awake_of", ["m"], ask("awake", truth, c.const(True), _M), "bool")
    book.define("sees_of", ["m", "x"], ask("sees", truth, together, _M, x), "bool")
    book.define("credence_of", ["m", "x"], ask("credence", inner, c.real(0.8), _M, x), "f64")
