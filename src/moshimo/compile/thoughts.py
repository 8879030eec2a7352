"""What a mind considers: by its picture, what it could do, and how much it wants each.

Besides, what is worked out again of a deed under way: whether it is still wanted, and why it was.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from moshimo.compile.book import Book
from moshimo.compile.expressions import Emitter
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Expression, Function, Local, Statement
from moshimo.compile.search import WEIGHT, Missed, all_of, only_if, search, weighed
from moshimo.compile.views import D, M, Meant, View, deed_names, padded, parameter, role
from moshimo.engine.kernel import dice, emitted, notes, numbers
from moshimo.engine.kernel.minds import race
from moshimo.lang.analysis.optimise import optimised
from moshimo.lang.analysis.plan import Query, hurdles, plan, roles_of
from moshimo.lang.analysis.replay import reads, writes
from moshimo.lang.laws import Laws, Rule
from moshimo.lang.typed import Const, Var, named
from moshimo.schema.attributes import keys
from moshimo.schema.block import F
from moshimo.schema.scalars import Parameter, Signature

_ANSWERED, _BESIDE = c.local("q"), c.local("beside")
FAILS = Signature("fails", (Parameter("hurdle", "i64"),), block=False)
ASIDE = 60.0  # seconds: what takes no longer can be done beside something longer


def choosing(book: Book) -> None:
    """Make `consider`, `consider_asides`, `consider_answers` and `wish`."""
    heads: dict[str, list[tuple[Rule, Signature]]] = {}
    for rule in book.actions:
        made = options(optimised(considered(rule, book.laws)), rule, book.emitter)
        book.add(rule, made)
        if rule.answers:
            _answer(rule, made.signature, book)
        else:
            heads.setdefault(rule.variant_of or rule.word, []).append((rule, made.signature))
    everything: list[Statement] = []
    asides: list[Statement] = []
    for head, own in sorted(heads.items()):
        close = _closing(book.layout.rules[head])
        everything += [*(c.do(c.call(made, M)) for _, made in own), close]
        short: list[Statement] = [c.do(c.call(made, M)) for rule, made in own if is_aside(rule)]
        asides += [*short, close] if short else []
    book.define(emitted.consider, everything)
    book.define(emitted.consider_asides, asides)
    book.dispatch(emitted.consider_answers)
    for rule in book.actions:
        if rule.span is not None:
            book.part(emitted.wish, rule, wish(rule, book.emitter))
    book.dispatch(emitted.wish, 0)


def considered(rule: Rule, laws: Laws) -> Query:
    """Return the search for an action's bindings; an answer has roles of the answered deed."""
    taken = [r.word for r in roles_of(rule.answers, laws)]
    return plan(rule, taken, laws.quantities, rule.roles[0].word)


def is_aside(rule: Rule) -> bool:
    """Whether it can be done beside something longer."""
    place = "Character.place" in rule.writes
    short = rule.span is None or (isinstance(rule.span, Const) and rule.span.value <= ASIDE)
    return short and not rule.moves and not place


def options(
    query: Query, rule: Rule, emitter: Emitter, missed: Missed = lambda level, asked: ()
) -> Function:
    """Bid for every binding of an action that a mind believes possible; `missed` as in `search`."""
    names: dict[str, Expression] = {query.actor: M}
    names |= {r.word: parameter(r) for r in query.given}
    answered: list[Local] = [_ANSWERED] if rule.answers else []
    number = emitter.layout.rules[rule.word]

    def bid(v: View) -> list[Statement]:
        roles = padded([v.names[r.word] for r in rule.roles[1:]], 3)
        deed = answered[0] if answered else 0
        return [c.do(c.call(race.bid, number, WEIGHT, *roles, deed))]

    people = [parameter(r) for r in query.given if r.type.of == "Character"]
    body: list[Statement] = [c.when(c.compare(x, "==", M), [c.give()]) for x in people]
    view = View(True, M, names, answered=_ANSWERED if rule.answers else None)
    body += search(query, view, emitter, bid, missed)
    given = [M, *answered, *(parameter(r) for r in query.given)]
    return c.function(f"options__{rule.word}", given, body, at=rule.at)


def explaining(query: Query, rule: Rule, emitter: Emitter) -> Function:
    """The same, and it calls `fails(n)` on coming to the n-th of the query's hurdles."""
    asked = [hurdle.asked for hurdle in hurdles(query)]
    return options(query, rule, emitter, lambda level, met: [c.do(c.call(FAILS, asked.index(met)))])


def _closing(head: int) -> Statement:
    """What makes all bids so far one runner."""
    return c.when(c.compare(c.at(F.bid_n), "!=", 0), [c.do(c.call(race.close_bids, head))])


def _answer(rule: Rule, options: Signature, book: Book) -> None:
    """Let an answer be considered whenever something that it answers is open."""
    query, shape = considered(rule, book.laws), roles_of(rule.answers, book.laws)
    for answered, meant, names, test in book.meaning(rule.answers):
        asked = [test]
        if query.actor in names:
            asked.append(c.compare(names[query.actor], "==", M))
        elif answered.mark == "action":
            asked.append(c.compare(role(D, 0), "!=", M))
        if not is_aside(rule):
            asked.append(c.compare(_BESIDE, "==", 0))
        bids = c.do(c.call(options, M, D, *(names[r.word] for r in query.given)))
        close = _closing(book.number(rule))
        if meant.ranging:
            if not _is_told(meant, shape, query.bound):
                asked.insert(0, c.compare(c.at(F.bid_n), "==", 0))
            many = meant.around([c.when(c.both(*asked), [bids])])
            book.case(emitted.consider_answers, answered, *many, close)
        else:
            runner = c.when(c.both(*asked), [bids, close])
            book.case(emitted.consider_answers, answered, runner)


def _is_told(meant: Meant, shape: Sequence[Var], taken: Set[str]) -> bool:
    """Whether an answer takes over for which member it is; else it answers only once."""
    ranging = {var.word for var in meant.ranging}
    pairs = zip(shape, meant.args, strict=True)
    return any(named(arg) & ranging for r, arg in pairs if r.word in taken)


def roles_hash(rule: Rule, roles: Sequence[Expression], emitter: Emitter) -> Expression:
    """The hash of a rule's luck and the names in its roles."""
    h: Expression = c.at(F.k_luck, emitter.layout.rules[rule.word])
    for who, made in zip(rule.roles, roles, strict=True):
        key = c.at(keys(who.type.of) if who.type.tag == "ref" else F.d_key, made)
        h = c.call(dice.mix, h, key)
    return h


# of a deed under way --------------------------------------------------------------------------


def wish(rule: Rule, emitter: Emitter) -> Function:
    """How much the actor still wants a deed that is under way, by his picture.

    What the deed's own beginning wrote is not asked again.
    """
    names = deed_names(rule) | {rule.roles[0].word: M}
    view = View(True, M, names, answered=c.at(F.d_answers, D))
    lasting = [x for x in rule.conditions if not reads(x.test) & writes(rule.begin)]
    body = [
        c.let(M, role(D, 0)),
        c.when(c.negate(all_of(lasting, view, emitter)), [c.give(c.real(0))]),
        *weighed(rule.weights, view, emitter),
        c.give(WEIGHT),
    ]
    return c.function(f"wish__{rule.word}", [D], body, "f64", rule.at)


def trace(rule: Rule, emitter: Emitter, scruples: bool = False) -> Function:
    """Note what a choice (or an event) read, and how much each wish weighed.

    With `scruples`, what share each of them takes, instead of the wishes.
    """
    choosing = rule.mark == "action"
    names = deed_names(rule) | ({rule.roles[0].word: M} if choosing else {})
    plain = View(choosing, M if choosing else None, names, answered=c.at(F.d_answers, D))
    view = replace(plain, citing=D)
    asked = c.local("asked", "bool")
    body: list[Statement] = [c.let(M, role(D, 0))]
    body += [c.let(asked, emitter.truth(x.test, view)) for x in rule.conditions]
    for number, w in enumerate(rule.weights):
        if w.deters is not scruples:
            continue
        amount = emitter.number(w.value, view)
        if w.deters:
            amount = c.call(numbers.within, amount, 0, 1)
        noted = c.do(c.call(notes.note, notes.REASON, D, number, amount), w.at)
        body += only_if(w, noted, plain, emitter)
    return c.function(f"trace__{rule.word}", [D], body, at=rule.at, seldom=True)
