"""What a mind considers: runners, each the options of one action and its variants; and answers."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.compile import thoughts
from moshimo.compile.book import Book
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Statement
from moshimo.compile.views import D, M, role
from moshimo.engine.kernel import emitted
from moshimo.engine.kernel.minds import race
from moshimo.lang.laws import Rule
from moshimo.schema.block import F


def choosing(book: Book) -> None:
    """Make `consider`, `consider_asides`, `consider_answers` and `wish`."""
    heads: dict[str, list[Rule]] = {}
    for rule in book.actions:
        if not rule.answers:
            heads.setdefault(rule.variant_of or rule.word, []).append(rule)
    everything: list[Statement] = []
    asides: list[Statement] = []
    for head, rules in sorted(heads.items()):
        options: list[tuple[Rule, Statement]] = []
        for rule in rules:
            made = thoughts.options(rule, [], book.emitter)
            book.add(rule, made)
            options.append((rule, c.do(c.call(made.signature, M))))
        number = book.layout.rules[head]
        everything += _runner(number, [s for _, s in options])
        short = [s for r, s in options if thoughts.is_aside(r)]
        asides += _runner(number, short) if short else []
    book.define(emitted.consider, everything)
    book.define(emitted.consider_asides, asides)
    for rule in book.actions:
        if rule.answers:
            _answer(rule, book)
    book.dispatch(emitted.consider_answers)
    for rule in book.actions:
        if rule.span is not None:
            book.part(emitted.wish, rule, thoughts.wish(rule, book.emitter))
    book.dispatch(emitted.wish, 0)


def _runner(number: int, options: Sequence[Statement]) -> list[Statement]:
    some = c.compare(c.at(F.bid_n), "!=", 0)
    return [*options, c.when(some, [c.do(c.call(race.close_bids, number))])]


def _answer(rule: Rule, book: Book) -> None:
    """Let an answer be considered whenever something that it answers is open."""
    actor, shape = rule.roles[0].word, {r.word for r in book.roles_of(rule.answers)}
    taken = [r for r in rule.roles[1:] if r.word in shape]
    made = thoughts.options(rule, taken, book.emitter)
    book.add(rule, made)
    for answered, names, tests in book.meaning(rule.answers):
        asked = list(tests)
        if actor in names:
            asked.append(c.compare(names[actor], "==", M))
        elif answered.mark == "action":
            asked.append(c.compare(role(D, 0), "!=", M))
        if not thoughts.is_aside(rule):
            asked.append(c.compare(c.local("beside"), "==", 0))
        options = c.do(c.call(made.signature, M, D, *(names[r.word] for r in taken)))
        runner = c.when(c.both(*asked), _runner(book.number(rule), [options]))
        book.case(emitted.consider_answers, answered, runner)
