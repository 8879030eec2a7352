"""Named quantities: what their functions do, and which keep their answer for a thought."""

from __future__ import annotations

import math
from collections.abc import Sequence

from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Expression, Local, Statement
from moshimo.compile.views import Leaf, M, Values, View, walked
from moshimo.engine.kernel import numbers
from moshimo.lang import typed as t
from moshimo.lang.laws import Laws, Quantity
from moshimo.schema.block import F


def worked_out(found: Quantity, v: View, values: Values) -> list[Statement]:
    """Return what works a quantity out; without a `return` at the end it is 0."""
    kind = found.type

    def given(s: Leaf, inner: View) -> Sequence[Statement]:
        assert isinstance(s, t.Give)
        if kind.tag == "bool":
            return [c.give(values.truth(s.value, inner))]
        result = values.stored(s.value, kind, inner)
        if kind.low > -math.inf:  # Level, Lean, Amount
            result = c.call(numbers.kept, result, kind.low, kind.high, values.site(s.at))
        return [c.give(result)]

    body, _ = walked(found.body, v, values, given)
    if not isinstance(found.body[-1], t.Give):
        body.append(c.give(values.constant(t.Const(kind, 0, found.at))))
    return body


def keeping(found: Quantity, place: int, anew: Expression, asked: Local) -> list[Statement]:
    """Return what keeps, for the rest of a thought, what a quantity was answered last.

    Of people only what is asked of who thinks is kept.

    Args:
        found: the quantity.
        place: its own, among all.
        anew: asks it.
        asked: of whom it is asked.
    """
    thinks = c.compare(c.at(F.asking), "==", M)
    another = c.negate(c.both(thinks, c.compare(M, "!=", 0)))
    body: list[Statement] = [c.when(another, [c.give(anew)])]
    stale: Expression = c.compare(c.at(F.memo_at, place), "!=", c.at(F.thoughts))
    held, kept = (F.memo_n, anew) if found.type.whole else (F.memo_x, anew)
    answer: Expression = c.at(held, place)
    if found.type.tag == "bool":
        kept, answer = c.choose(anew, 1, 0), c.compare(answer, "!=", 0)
    keep = [c.put(held, place, kept), c.put(F.memo_at, place, c.at(F.thoughts))]
    if found.roles[0].type.of == "Character":
        body.append(c.when(c.compare(M, "!=", asked), [c.give(anew)]))
    else:
        stale = c.either(stale, c.compare(c.at(F.memo_of, place), "!=", asked))
        keep.append(c.put(F.memo_of, place, asked))
    return [*body, c.when(stale, keep), c.give(answer)]


def is_kept(found: Quantity, laws: Laws) -> bool:
    """Whether a quantity is a number about one person, or goes through many for one member."""
    if len(found.roles) != 1 or found.roles[0].type.tag != "ref":
        return False
    number = found.roles[0].type.of == "Character" and not found.type.whole
    return number or _goes_through(found, laws)


def _goes_through(found: Quantity, laws: Laws) -> bool:
    """Whether a quantity goes through members or memories, itself or in what it asks."""
    return any(
        isinstance(e, t.Each | t.Recall)
        or (isinstance(e, t.Ask) and _goes_through(laws.quantities[e.quantity], laws))
        for e in t.expressions(found.body)
    )
