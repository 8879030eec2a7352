"""What a mind considers: runners, each the options of one action and its variants; and answers."""

from __future__ import annotations

import ast

from moshimo.compile import code as c
from moshimo.compile import thoughts
from moshimo.compile.book import Book
from moshimo.lang.model import Rule

_B, _M, _D = c.name("b"), c.name("m"), c.name("d")


def choosing(book: Book) -> None:
    """Make `consider`, `consider_asides`, `consider_answers` and `wish`."""
    heads: dict[str, list[Rule]] = {}
    for rule in book.actions:
        if not rule.answers:
            heads.setdefault(rule.variant_of or rule.word, []).append(rule)
    everything: list[ast.stmt] = []
    asides: list[ast.stmt] = []
    for head, rules in sorted(heads.items()):
        for rule in rules:
            book.add(rule, thoughts.options(rule, [], book.emitter))
        number = book.layout.rules[head]
        everything += _runner(number, [_options(r) for r in rules])
        short = [r for r in rules if thoughts.is_aside(r)]
        asides += _runner(number, [_options(r) for r in short]) if short else []
    book.define("consider", ["m"], everything)
    book.define("consider_asides", ["m"], asides)
    for rule in book.actions:
        if rule.answers:
            _answer(rule, book)
    book.dispatch("consider_answers", ["m", "d", "beside"])
    for rule in book.actions:
        if rule.span is not None:
            book.part("wish", rule, thoughts.wish(rule, book.emitter))
    book.dispatch("wish", ["d"], "f64", c.real(0.0))


def _options(rule: Rule, *given: ast.expr) -> ast.stmt:
    return c.do(c.call(f"options__{rule.word}", _B, _M, *given))


def _runner(number: int, options: list[ast.stmt]) -> list[ast.stmt]:
    some = c.compare(c.at("bid_n", c.const(0)), "!=", c.const(0))
    return [*options, c.when(some, [c.do(c.call("close_bids", _B, c.const(number)))])]


def _answer(rule: Rule, book: Book) -> None:
    """Let an answer be considered whenever something that it answers is open."""
    actor, shape = rule.roles[0].word, {r.word for r in book.roles_of(rule.answers)}
    taken = [r for r in rule.roles[1:] if r.word in shape]
    book.add(rule, thoughts.options(rule, taken, book.emitter))
    for answered, names, tests in book.meaning(rule.answers):
        asked = list(tests)
        if actor in names:
            asked.append(c.compare(names[actor], "==", _M))
        elif answered.mark == "action":
            asked.append(c.compare(c.role(_D, 0), "!=", _M))
        if not thoughts.is_aside(rule):
            asked.append(c.compare(c.name("beside"), "==", c.const(0)))
        options = _options(rule, _D, *(names[r.word] for r in taken))
        runner = c.when(c.both(*asked), _runner(book.number(rule), [options]))
        book.case("consider_answers", book.number(answered), runner)
