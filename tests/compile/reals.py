"""Doubles of generated programs: the operators and the kernel's functions, at their edges too."""

from __future__ import annotations

import ast

from tests.compile import written as c
from tests.compile.expressions import BLOCK, EXACT, REALS, SIZES
from tests.compile.wholes import Wholes

TINY = 5e-324
PLAIN = ("smaller", "larger")
HALVES = (60.0, 0.5, 3600.0, TINY)


class Values(Wholes):
    """Draws values of all four types."""

    def real(self, depth: int) -> ast.expr:
        """Return any double: also an infinite one, a tiny one, or what is no number."""
        if depth <= 0 and self.here:
            return self.real_name()
        if depth < 0:
            return self.choose(self.real_name, self.real_constant)
        if depth == 0:
            return self.choose(self.real_name, self.real_constant, lambda: self.real_field(0))
        return self.choose(
            self.real_name,
            lambda: self.real_field(depth),
            *[lambda: self.arithmetic(depth)] * 5,
            *[lambda: self.quotient(depth)] * 2,
            *[lambda: self.kernel(depth)] * 3,
            lambda: self.tame(depth - 1),
            lambda: c.minus(self.real(depth - 1)),
            lambda: self.either("f64", depth),
            lambda: c.call("f64", self.whole(depth - 1).node),
            lambda: c.call("f64", self.key(depth - 1)),
            *self.own("f64", depth - 1),
        )

    def real_constant(self) -> ast.expr:
        """Return a number as it is written; infinity and what is no number have no literal."""
        if self.below(3):
            return c.real(self.one(REALS if self.below(3) else (0.0, -0.0)))
        forever = c.name("FOREVER")
        return self.one((forever, c.minus(forever), c.binary(forever, "-", forever)))

    def real_name(self) -> ast.expr:
        """Return a name that holds one, or a number."""
        found = self.named("f64")
        return c.name(self.one(found)) if found else self.real_constant()

    def real_field(self, depth: int) -> ast.expr:
        """Return a place of a field."""
        return self.field([f"reals_{n}" for n in SIZES], depth)

    def arithmetic(self, depth: int) -> ast.expr:
        """Return a sum, difference or product."""
        return c.binary(self.real(depth - 1), self.one("+-*"), self.real(depth - 1))

    def quotient(self, depth: int) -> ast.expr:
        """Return a quotient that is never asked by 0."""
        x = self.real(depth - 1)
        match self.below(4):
            case 0:
                return over(x, c.real(self.one([value for value in REALS if value])))
            case 1:
                return c.call("quotient", BLOCK, x, self.real(depth - 1), self.at_site())
            case 2:
                divisor = c.call("size", self.real(depth - 1))
                return over(x, c.call("larger", divisor, c.real(self.one((1.0, TINY)))))
        y = self.real_name()  # asked twice, so nothing may change it in between
        return c.choose(c.compare(y, "!=", c.real(0.0)), over(x, y), c.real(0.0))

    def kernel(self, depth: int) -> ast.expr:
        """Return what one of the kernel's own functions gives."""

        def x() -> ast.expr:
            return self.real(depth - 1)

        self.cost += 20 * self.times
        return self.choose(
            lambda: c.call(self.one(PLAIN), x(), x()),
            lambda: c.call("size", x()),
            lambda: c.call("rounding", x()),
            lambda: c.call("within", x(), x(), x()),
            lambda: c.call("kept", BLOCK, x(), x(), x(), self.at_site()),
            lambda: c.call("halving", c.call("larger", x(), c.real(0.0))),
            lambda: c.call("fade", x(), *self.times_in_order(depth), c.real(self.one(HALVES))),
            lambda: c.call("logarithm", c.call("unit", self.key(depth - 1))),
            lambda: c.call("logarithm", c.call("larger", x(), c.real(self.one((TINY, 1e-9))))),
            lambda: c.call("midnight", BLOCK, x()),
            lambda: c.call("next_time", BLOCK, x(), self.tame(depth - 1)),
            lambda: c.call("thrown", BLOCK, self.index(4, depth), self.slot()),
        )

    def times_in_order(self, depth: int) -> list[ast.expr]:
        """Return two moments, the later one second."""
        since = self.one((0.0, -1.5, 5.0, 1e9))
        return [c.real(since), c.call("larger", self.real(depth - 1), c.real(since))]

    def slot(self) -> ast.expr:
        """Return which of a deed's dice is thrown."""
        return c.const(self.below(4))

    def tame(self, depth: int) -> ast.expr:
        """Return a double that is a number between -2^53 and 2^53."""
        if depth <= 0 and self.here:
            ends = c.real(-float(EXACT)), c.real(float(EXACT))
            return c.call("kept", BLOCK, self.real_name(), *ends, self.at_site())
        if depth <= 0:
            return c.real(self.one([value for value in REALS if abs(value) <= EXACT]))
        low, high = self.one(((-1.0, 1.0), (0.0, 1e6), (-float(EXACT), float(EXACT))))
        ends = c.real(low), c.real(high)

        def x() -> ast.expr:
            return self.real(depth - 1)

        def safe() -> ast.expr:
            y = self.real_name()
            is_number = c.compare(y, "==", y)
            return c.choose(is_number, c.call("within", y, *ends), c.real(low))

        return self.choose(
            lambda: c.call("f64", self.inside(self.whole(depth - 1), 0, 1000)),
            lambda: c.call("kept", BLOCK, x(), *ends, self.at_site()),
            lambda: c.call("larger", c.call("smaller", x(), ends[1]), ends[0]),
            safe,
            lambda: c.call("unit", self.key(depth - 1)),
            lambda: c.call("floor", self.tame(depth - 1)),
            lambda: c.call("size", self.tame(depth - 1)),
            lambda: c.minus(self.tame(depth - 1)),
            lambda: c.call("time_of_day", BLOCK, self.tame(depth - 1)),
        )


def over(x: ast.expr, y: ast.expr) -> ast.expr:
    return ast.BinOp(x, ast.Div(), y)
