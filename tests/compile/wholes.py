"""Whole numbers of generated programs: with bounds, so that nothing comes out too large."""

from __future__ import annotations

import ast

from tests.compile import written as c
from tests.compile.expressions import (
    BLOCK,
    DIVISORS,
    EXACT,
    KEPT,
    MOST,
    SIZES,
    WHOLES,
    WIDE,
    Expressions,
    Whole,
    shifted,
)


class Wholes(Expressions):
    """Makes values of i64."""

    def inside(self, x: Whole, low: int, high: int) -> ast.expr:
        """Return a whole number brought between two bounds."""
        if low <= x.low and x.high <= high:
            return x.node
        room = high - low + 1
        if room & (room - 1) == 0 and self.below(2):
            made = c.binary(x.node, "&", c.const(room - 1))
        elif self.below(4):
            made = c.binary(x.node, "%", c.const(room))
        else:
            made = c.call("remainder", BLOCK, x.node, c.const(room), self.at_site())
        return made if low == 0 else c.binary(made, "+", c.const(low))

    def whole(self, depth: int) -> Whole:
        """Return an i64."""
        if depth <= 0 and self.here:
            return self.whole_name()
        if depth < 0:
            return self.choose(self.whole_name, self.whole_constant)
        if depth == 0:
            return self.choose(self.whole_name, self.whole_constant, lambda: self.whole_field(0))
        able = bool(self.own("i64", depth - 1))
        return self.choose(
            self.whole_name,
            lambda: self.whole_field(depth),
            *[lambda: self.reckoned(depth)] * 4,
            *[lambda: self.divided(depth)] * 3,
            lambda: self.masked(depth),
            lambda: self.negative(depth),
            lambda: Whole(self.either("i64", depth), *WIDE),
            lambda: Whole(c.call("i64", self.tame(depth - 1)), -EXACT, EXACT),
            lambda: self.of_key(depth),
            lambda: self.rolled(depth),
            *[lambda: Whole(self.one(self.own("i64", depth - 1))(), *WIDE)] * (5 * able),
        )

    def rolled(self, depth: int) -> Whole:
        """Return what a die shows."""
        ends = [self.inside(self.whole(depth - 1), -1000, 1000) for _ in range(2)]
        made = c.call("rolled", BLOCK, self.index(4, depth), c.const(self.below(4)), *ends)
        return Whole(made, -1000, 1000)

    def whole_constant(self) -> Whole:
        """Return a whole number as it is written."""
        value = self.one(WHOLES)
        return Whole(c.const(value), value, value)

    def whole_name(self) -> Whole:
        """Return a name that holds one, or a number."""
        found = self.named("i64")
        if not found:
            return self.whole_constant()
        word = self.one(found)
        return Whole(c.name(word), *self.names[word][1:])

    def whole_field(self, depth: int) -> Whole:
        """Return a place of a field."""
        if self.below(4):
            return Whole(self.field([f"wide_{n}" for n in SIZES], depth), *WIDE)
        return Whole(self.field(["tally_4"], depth), -(2**50), 2**50)

    def reckoned(self, depth: int) -> Whole:
        """Return a sum, difference or product; what may be too large is asked for at once."""
        x, y, op = self.whole(depth - 1), self.whole(depth - 1), self.one("+-*")
        corners = [
            {"+": one + other, "-": one - other, "*": one * other}[op]
            for one in (x.low, x.high)
            for other in (y.low, y.high)
        ]
        made, low, high = c.binary(x.node, op, y.node), min(corners), max(corners)
        if low > -KEPT and high < KEPT and self.below(4):
            return Whole(made, low, high)
        return Whole(c.call("kept_whole", BLOCK, made, self.at_site()), -KEPT, KEPT)

    def divided(self, depth: int) -> Whole:
        """Return a quotient or remainder, with Python's signs."""
        x, op = self.whole(depth - 1), self.one(("//", "%"))
        far = max(abs(x.low), abs(x.high))
        how = self.below(4)
        if how == 0:
            by = self.one(DIVISORS)
            node = c.binary(x.node, op, c.const(by))
            if op == "%":
                return Whole(node, min(by + 1, 0), max(by - 1, 0))
            return Whole(node, min(x.low // by, x.high // by), max(x.low // by, x.high // by))
        y = self.whole(depth - 1)
        if how == 1:
            far = max(far, abs(y.low), abs(y.high))
            word = "whole_quotient" if op == "//" else "remainder"
            return Whole(c.call(word, BLOCK, x.node, y.node, self.at_site()), -far, far)
        if how == 2:
            by_small = c.binary(self.inside(y, 0, 7), "+", c.const(1))
            return Whole(c.binary(x.node, op, by_small), -far, far)
        y = self.whole_name()  # asked twice, so nothing may change it in between
        far = max(far, abs(y.low), abs(y.high))
        test = c.compare(y.node, "!=", c.const(0))
        return Whole(c.choose(test, c.binary(x.node, op, y.node), c.const(0)), -far, far)

    def masked(self, depth: int) -> Whole:
        """Return the lower bits of a whole number."""
        mask = self.one((7, 0, 1, 255, 2**40 - 1, MOST))
        return Whole(c.binary(self.whole(depth - 1).node, "&", c.const(mask)), 0, mask)

    def negative(self, depth: int) -> Whole:
        """Return what takes the sign off, or puts it on."""
        x = self.whole(depth - 1)
        return Whole(c.minus(x.node), -x.high, -x.low)

    def of_key(self, depth: int) -> Whole:
        """Return an i64 made of the upper or lower bits of a u64, of which fewer than 64 stay."""
        bits = 1 + self.below(63)
        if self.below(2):
            return Whole(c.call("i64", shifted(self.key(depth - 1), bits)), 0, 2 ** (64 - bits) - 1)
        kept = c.binary(self.key(depth - 1), "&", c.const(2**bits - 1))
        return Whole(c.call("i64", kept), 0, 2**bits - 1)
