"""What a deed does to a mind that learns of it: feelings, and inferences that may now hold."""

from __future__ import annotations

from moshimo.compile import fields, minds
from moshimo.compile.book import Book
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Statement
from moshimo.compile.views import M, View, deed_names
from moshimo.engine.kernel import emitted
from moshimo.lang.laws import Reads, Rule
from moshimo.lang.typed import Var


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
            book.part(emitted.appraise, rule, made)
    for rule in book.senses:
        view = View(True, M, deed_names(rule))
        for feeling in book.feelings:
            if feeling.of == rule.word:
                felt_so = minds.feels(feeling, rule.roles, rule.roles, view, book.emitter)
                book.case(emitted.appraise, rule, felt_so)
    book.dispatch(emitted.appraise)
    for rule in [*book.deeds, *book.senses]:
        known = {rule.word, *rule.meanings}
        changed = rule.writes.union(*(felt.get(word, set()) for word in known))
        if rule in book.senses:
            changed |= {"Character.place"}
        inferred = _stirs(Reads(changed, frozenset(known)), book)
        if inferred:
            book.case(emitted.infer, rule, *inferred)
    book.dispatch(emitted.infer)
    attributes = [a for kind in book.laws.kinds.values() for a in kind.attributes]
    seen = frozenset(a.full for a in attributes if a.who in ("visible", "shown"))
    sight = Reads(seen, frozenset(), frozenset(("sees",)))
    book.define(emitted.infer_sight, _stirs(sight, book))
    book.define(emitted.infer_all, [_watch(rule) for rule in book.inward])
    for a in attributes:
        if a.full in book.layout.pictured:
            book.define(fields.stir(a), _stirs(Reads(frozenset((a.full,))), book))


def _stirs(changed: Reads, book: Book) -> list[Statement]:
    """Ask again, in `m`, what such changes can make true."""
    return [_watch(rule) for rule in minds.after(changed, book.inward)]


def _watch(rule: Rule) -> Statement:
    return c.do(c.call(minds.watching(rule), M))
