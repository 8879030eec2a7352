"""What a mind considers: runners, each the options of one action and its variants; and answers."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from moshimo.compile import thoughts
from moshimo.compile.book import Book
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Statement
from moshimo.compile.views import D, M, Meant, role
from moshimo.engine.kernel import emitted
from moshimo.engine.kernel.minds import race
from moshimo.lang.laws import Rule
from moshimo.lang.typed import Var, named
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
        everything += [*(s for _, s in options), _closing(number)]
        short = [s for r, s in options if thoughts.is_aside(r)]
        asides += [*short, _closing(number)] if short else []
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


def _closing(number: int) -> Statement:
    """What makes all bids so far one runner."""
    return c.when(c.compare(c.at(F.bid_n), "!=", 0), [c.do(c.call(race.close_bids, number))])


def _answer(rule: Rule, book: Book) -> None:
    """Let an answer be considered whenever something that it answers is open."""
    actor, shape = rule.roles[0].word, book.roles_of(rule.answers)
    taken = [r for r in rule.roles[1:] if r.word in {x.word for x in shape}]
    made = thoughts.options(rule, taken, book.emitter)
    book.add(rule, made)
    for answered, meant, names, test in book.meaning(rule.answers):
        asked = [test]
        if actor in names:
            asked.append(c.compare(names[actor], "==", M))
        elif answered.mark == "action":
            asked.append(c.compare(role(D, 0), "!=", M))
        if not thoughts.is_aside(rule):
            asked.append(c.compare(c.local("beside"), "==", 0))
        options: Statement = c.do(c.call(made.signature, M, D, *(names[r.word] for r in taken)))
        close = _closing(book.number(rule))
        if meant.ranging:
            if not _is_told(meant, shape, {actor, *(r.word for r in taken)}):
                asked.insert(0, c.compare(c.at(F.bid_n), "==", 0))
            many = meant.around([c.when(c.both(*asked), [options])])
            book.case(emitted.consider_answers, answered, *many, close)
        else:
            runner = c.when(c.both(*asked), [options, close])
            book.case(emitted.consider_answers, answered, runner)


def _is_told(meant: Meant, shape: Sequence[Var], taken: AbstractSet[str]) -> bool:
    """Whether an answer takes over for which member it is; else it answers only once."""
    ranging = {var.word for var in meant.ranging}
    pairs = zip(shape, meant.args, strict=True)
    return any(named(arg) & ranging for r, arg in pairs if r.word in taken)
