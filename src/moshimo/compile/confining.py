"""Which members of a kind nobody could want anything with: a search passes over them.

Most wishes of going somewhere are about one place (home, where one is due) or about who is there.
Where all that an actor could wish of a place is of such a kind, a place that is none of those, and
where nobody is believed to be, has no weight; the sum need not be worked out. It would be 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moshimo.compile.functions import whose_place
from moshimo.compile.hoisting import Hoist
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Expression, Statement
from moshimo.compile.views import M, Values, View
from moshimo.engine.kernel.minds import think
from moshimo.lang.laws import Weight
from moshimo.lang.typed import Calc, Const, Each, Ex, Read, Var
from moshimo.schema.block import F

_WIDELY = c.local("widely", "bool")


@dataclass(frozen=True, slots=True)
class Confined:
    """What must hold for some wish to weigh anything.

    Attributes:
        anywhere: of the actor alone: if one of these holds, every member is looked at.
        factors: what is of the actor alone in wishes about who is at a place; if one is no finite
            number, every member is looked at.
        here: of one member: what is asked of it in turn.
        people: whether somebody being there is enough.
    """

    anywhere: tuple[Ex, ...]
    factors: tuple[Ex, ...]
    here: tuple[Ex, ...]
    people: bool


def confined(role: Var, wishes: Sequence[Weight], hoist: Hoist) -> Confined | None:
    """Return when some wish weighs anything for a member in that role; None if it always may."""
    anywhere: dict[Ex, None] = {}
    factors: dict[Ex, None] = {}
    here: dict[Ex, None] = {}
    people = False
    for w in wishes:
        tests = [x.test for x in w.conditions]
        pinned = [t for t in tests if _pins(t, role, hoist)]
        alone = [t for t in tests if not hoist.is_open(t)]
        plain = [t for t in tests if isinstance(t, Read) and t.owner == role and t.key is None]
        parts = list(_factors(w.value))
        there = [x for x in parts if _of_people(x, role)]
        if pinned:
            here[pinned[0]] = None
        elif len(there) == 1 and not any(hoist.is_open(x) for x in parts if x not in there):
            people = True
            factors |= dict.fromkeys(x for x in parts if x not in there)
        elif alone:
            anywhere[alone[0]] = None
        elif plain:
            here[plain[0]] = None
        else:
            return None
    return Confined(tuple(anywhere), tuple(factors), tuple(here), people)


def passes_over(
    found: Confined, role: Var, view: View, values: Values
) -> tuple[list[Statement], Statement]:
    """Return what is asked before the search, and what leaves a member that has no weight.

    In the view, what is hoisted is there already.
    """
    widely = [values.truth(e, view) for e in found.anywhere]
    for e in found.factors:
        if not isinstance(e, Const):
            none = c.binary(values.number(e, view), "*", 0)
            widely.append(c.compare(none, "!=", 0))
    before: list[Statement] = [c.let(_WIDELY, c.either(*widely) if widely else False)]
    here: list[Expression] = [_WIDELY]
    if found.people:
        stale = c.compare(c.at(F.there_for), "!=", M)
        before.append(c.when(stale, [c.do(c.call(think.index_places, M))]))
        here.append(c.compare(c.at(F.there, view.names[role.word]), "!=", 0))
    here += [values.truth(e, view) for e in found.here]
    return before, c.when(c.negate(c.either(*here)), [c.skip()])


def _pins(test: Ex, role: Var, hoist: Hoist) -> bool:
    """Whether a condition says which member it is."""
    if not (isinstance(test, Calc) and test.op == "=="):
        return False
    return any(
        one == role and not hoist.is_open(other) for one, other in (test.args, test.args[::-1])
    )


def _factors(value: Ex) -> Iterator[Ex]:
    """Yield the factors of a product."""
    if isinstance(value, Calc) and value.op == "*":
        for part in value.args:
            yield from _factors(part)
    else:
        yield value


def _of_people(e: Ex, role: Var) -> bool:
    """Whether it goes over who is at the place in that role, and is 0 if nobody is."""
    if isinstance(e, Calc) and e.op == "max" and _is_zero(e.args[0]):
        return _of_people(e.args[1], role)
    if not (isinstance(e, Each) and e.how in ("most", "sum", "count") and e.by is None):
        return False
    return whose_place(e) == role


def _is_zero(e: Ex) -> bool:
    return isinstance(e, Const) and e.value == 0.0
