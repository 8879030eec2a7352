"""What a deed does to a mind that learns of it: feelings, and inferences that may now hold."""

from __future__ import annotations

import ast

from moshimo.compile import code as c
from moshimo.compile import minds
from moshimo.compile.book import Book
from moshimo.compile.layout import stem
from moshimo.lang.model import Rule, Var

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")


def given_to(feeling: Rule, book: Book) -> list[Var]:
    """Return the roles that an appraisal takes over from what it follows."""
    wanted = {r.word for r in feeling.roles} - {"mind"}
    return [r for r in book.roles_of(feeling.of) if r.word in wanted]


def learning(book: Book) -> None:
    """Make `appraise`, `infer`, and what is inferred from sight, at the start, and from news."""
    felt: dict[str, set[str]] = {}
    for feeling in book.feelings:
        felt.setdefault(feeling.of, set()).update(feeling.writes)
    for rule in book.deeds:
        made = minds.appraise(rule, book.feelings, book.emitter)
        if made is not None:
            book.part("appraise", rule, made, _M)
    for rule in book.senses:
        names = {r.word: c.role(_D, i) for i, r in enumerate(rule.roles)}
        for feeling in book.feelings:
            if feeling.of == rule.word:
                args = [names[r.word] for r in given_to(feeling, book)]
                call = c.do(c.call(f"feel__{feeling.word}", _B, _M, _D, *args))
                book.case("appraise", book.number(rule), call)
    book.dispatch("appraise", ["d", "m"])
    for rule in [*book.deeds, *book.senses]:
        known = {rule.word, *rule.meanings}
        changed = {*rule.writes, *(f"deed:{word}" for word in known)}
        changed = changed.union(*(felt.get(word, set()) for word in known))
        if rule in book.senses:
            changed.add("Character.place")
        inferred = _stirs(changed, book)
        if inferred:
            book.case("infer", book.number(rule), *inferred)
    book.dispatch("infer", ["rule", "m"])
    attributes = [a for kind in book.laws.kinds.values() for a in kind.attributes]
    seen = {a.full for a in attributes if a.who in ("visible", "shown")}
    book.define("infer_sight", ["m"], _stirs({"ask:sees", *seen}, book))
    book.define("infer_all", ["m"], [_watch(rule) for rule in book.inward])
    for a in attributes:
        if a.full in book.layout.pictured:
            book.define(f"stir_{stem(a)}", ["m"], _stirs({a.full}, book))


def _stirs(changed: set[str], book: Book) -> list[ast.stmt]:
    """Ask again, in `m`, what such changes can make true."""
    return [_watch(rule) for rule in minds.after(changed, book.inward)]


def _watch(rule: Rule) -> ast.stmt:
    return c.do(c.call(f"watch__{rule.word}", _B, _M))
