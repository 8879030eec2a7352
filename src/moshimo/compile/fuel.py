"""Fuel: emitted code counts its work, so that no step and no question runs without end.

What is charged is the number of nodes of the typed form. A loop that can go through much is charged
as it begins, for all its rounds at once; what is small, a loop over few members too, is charged
with what it stands in, as if all of it were done. Where the fuel is spent, a function returns 0 at
once: what is under way comes to its end quickly. Both back ends write the same charges, so both
spend the same.

The kernel's own loops go through pools, people or places once. Those that emitted code can call
again and again charge for themselves.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from moshimo.compile.ir import code as c
from moshimo.compile.ir import nodes as ir
from moshimo.engine.kernel import numbers
from moshimo.errors import Span
from moshimo.schema.block_fields import F
from moshimo.schema.scalars import Scalar
from moshimo.schema.sizes import SAME_KIND

MOST_FREE = 1 << 14  # what a function may cost in all without a charge of its own
UNKNOWN = 64  # what is taken for a function that is not weighed yet
ROUNDS = 16  # of a loop of the kernel's, as far as its caller is charged
CHARGED = 2  # what a call costs that charges for itself
ZERO = {"bool": False, "i64": 0, "u64": 0, "f64": 0.0}

Site = Callable[[Span], ir.Term]


def kernel_costs(kernel: Sequence[ir.Routine]) -> Mapping[str, int]:
    """Return what calls of the kernel's functions cost: nodes, as far as their loops may go.

    What the kernel calls of emitted code calls no such function again, so there is no ring.
    """
    costs: dict[str, int] = {}
    for f in _callees_first(kernel):
        costs[f.word] = min(_Meter(costs).body(f.body), MOST_FREE)
    return costs


def metered(
    functions: Sequence[ir.Routine], known: Mapping[str, int], rows: Mapping[str, int], site: Site
) -> tuple[ir.Routine, ...]:
    """Return emitted functions, in their order, that charge for their work.

    Args:
        functions: all that call each other.
        known: what calls of the kernel's functions cost.
        rows: how many rows each kind has.
        site: gives the number of a line in the author's text.
    """
    costs, made = dict(known), dict[str, ir.Routine]()
    own = {function.word for function in functions}
    for function in _callees_first(functions):
        made[function.word] = _metered(function, costs, own, rows, site)
    return tuple(made[function.word] for function in functions)


def _callees_first(functions: Sequence[ir.Routine]) -> list[ir.Routine]:
    """Return functions so that those that are called come first; in a ring, as they stand."""
    own = {f.word: f for f in functions}
    order = TopologicalSorter({w: own.keys() & set(ir.calls(f)) for w, f in own.items()})
    found: dict[str, ir.Routine] = {}
    with contextlib.suppress(CycleError):
        order.prepare()
    while ready := order.get_ready():
        found |= {word: own[word] for word in sorted(ready)}
        order.done(*ready)
    return list((found | own).values())


def _metered(
    function: ir.Routine,
    costs: dict[str, int],
    own: Set[str],
    rows: Mapping[str, int],
    site: Site,
) -> ir.Routine:
    at, gives = function.at, function.signature.gives
    meter = _Meter(costs, gives, rows, lambda s: site(s or at or Span("moshimo")))
    body, cost = meter.charged(function.body)
    in_ring = bool(meter.called & own - costs.keys())
    if cost > MOST_FREE or in_ring:
        body = (*meter.charge(c.const(cost), at), *body)
        cost = CHARGED
    costs[function.word] = cost
    return replace(function, body=body)


@dataclass(slots=True)
class _Meter:
    """Weighs statements, and writes the charges of one function."""

    costs: Mapping[str, int]
    gives: Scalar = "none"
    rows: Mapping[str, int] = field(default_factory=dict)
    site: Callable[[Span | None], ir.Term] = lambda span: c.const(0)
    called: set[str] = field(default_factory=set)

    def charged(self, body: Sequence[ir.Instruction]) -> tuple[tuple[ir.Instruction, ...], int]:
        """Return statements with their charges, and what is left to charge to their caller."""
        made: list[ir.Instruction] = []
        cost = 0
        for s in body:
            cost += 1 + sum(self.term(e) for e in ir.children(s))
            match s:
                case ir.IfElse(yes=yes, no=no):
                    (one, first), (other, second) = self.charged(yes), self.charged(no)
                    cost += max(first, second)
                    made.append(replace(s, yes=one, no=other))
                case ir.Count() | ir.While():
                    inner, each = self.charged(s.body)
                    most = each * self.rounds(s)
                    if most <= MOST_FREE:
                        cost += int(most)
                    elif isinstance(s, ir.Count):
                        rounds = c.binary(s.stop, "-", s.start)
                        made += self.charge(c.binary(rounds, "*", each), s.at)
                    else:
                        inner = (*self.charge(c.const(each), s.at), *inner)
                    made.append(replace(s, body=inner))
                case ir.Let() | ir.Store() | ir.Update() | ir.Perform() | ir.Exit():
                    made.append(s)
                case ir.Break() | ir.Continue():
                    made.append(s)
        return tuple(made), cost

    def rounds(self, loop: ir.Count | ir.While) -> float:
        """Return how often a loop goes round at most, as far as that is known; else infinity."""
        people = self.rows.get("Character", math.inf)
        if isinstance(loop, ir.While):
            read = {
                x.field.word for s in loop.body for x in ir.children(s) if isinstance(x, ir.Load)
            }
            return (
                SAME_KIND
                if F.m_next.word in read
                else people
                if F.beside.word in read
                else math.inf
            )
        if isinstance(loop.stop, ir.Immediate):
            return int(loop.stop.value)
        read = {
            x.field.word for x in (loop.stop, *ir.children(loop.stop)) if isinstance(x, ir.Load)
        }
        if F.seen_n.word in read:
            return people
        return min(
            (self.rows.get(word.removeprefix("n_"), math.inf) for word in read), default=math.inf
        )

    def charge(self, cost: ir.Term, at: Span | None) -> list[ir.Instruction]:
        """Return what takes so much fuel, and leaves the function where there is not enough."""
        nothing = None if self.gives == "none" else c.const(ZERO[self.gives], self.gives)
        note = c.do(c.call(numbers.trip, numbers.SPENT, self.site(at)))
        spent = c.compare(c.at(F.fuel), "<", 0)
        return [c.change(F.fuel, 0, "-", cost), c.when(spent, [note, c.give(nothing)])]

    def body(self, body: Sequence[ir.Instruction]) -> int:
        """Return what statements of the kernel's cost."""
        cost = 0
        for s in body:
            cost += 1 + sum(self.term(e) for e in ir.children(s))
            match s:
                case ir.IfElse(yes=yes, no=no):
                    cost += max(self.body(yes), self.body(no))
                case ir.While(body=inner) | ir.Count(body=inner):
                    cost += ROUNDS * self.body(inner)
                case ir.Let() | ir.Store() | ir.Update() | ir.Perform() | ir.Exit():
                    pass
                case ir.Break() | ir.Continue():
                    pass
        return cost

    def term(self, e: ir.Term) -> int:
        """Return what an expression costs."""
        kind = type(e)
        if kind is ir.Variable or kind is ir.Immediate:
            return 1
        if isinstance(e, ir.Load):
            return 1 + self.term(e.index)
        if isinstance(e, ir.Binary | ir.Compare):
            return 1 + self.term(e.left) + self.term(e.right)
        cost = 1
        if isinstance(e, ir.Invoke):
            self.called.add(e.function.word)
            cost += self.costs.get(e.function.word, UNKNOWN)
        for part in ir.children(e):
            cost += self.term(part)
        return cost
