"""Values of generated programs: every operator of the subset, kept where its page allows it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.compile import written as c

T = TypeVar("T")
MOST, EXACT = 2**63 - 1, 2**53  # of i64, of doubles
KEPT = EXACT  # of what `kept_whole` lets by
WIDE = (-MOST, MOST)
SIZES = (1, 4, 7)  # of the fields of each form
WHOLES = (0, 1, -1, 2, 7, -7, 60, 1000, 2**31, 2**62, KEPT - 1, KEPT, KEPT + 1, -KEPT, MOST)
KEYS = (1, 0, 2, 0xD1CE, 2**32, EXACT + 1, 2**63 - 1, 2**63, 0xBF58476D1CE4E5B9, 2**64 - 1)
REALS = (
    *(0.0, 1.0, -0.0, -1.0, 0.5, 0.1, 3.0, -2.5, 59.5, 86399.0, 1e16, 2.0**53, -(2.0**62)),
    *(5e-324, -5e-324, 2.2250738585072014e-308, 1.5e-308, 1e300, 1.7976931348623157e308, -1e300),
)
DIVISORS = (1, 2, 3, 7, -1, -2, -5, 1000, 2**40)
KINDS = ("i64", "u64", "f64", "bool")
BLOCK = c.name("b")


@dataclass(frozen=True, slots=True)
class Whole:
    """An i64, and the bounds that it cannot leave."""

    node: ast.expr
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Made:
    """A function that later ones may call: its roles' types, what it gives, how long it takes."""

    word: str
    roles: tuple[str, ...]
    gives: str
    cost: int


@dataclass
class Expressions:
    """Makes values of each type from what has a value at this place."""

    below: Callable[[int], int]  # draws a whole number from 0 up to, but without, another
    made: list[Made] = field(default_factory=list)
    names: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # type and bounds
    sure: set[str] = field(default_factory=set)  # those that have a value here, whatever happened
    times: int = 1  # how often this place is reached at most
    cost: int = 0
    site: int = 0
    here: ast.expr | None = None  # in a sweep: its place in it, and names alone are asked

    def one(self, of: Sequence[T]) -> T:
        """Return one of these; the first is the simplest."""
        return of[self.below(len(of))]

    def choose(self, *of: Callable[[], T]) -> T:
        """Return what one of these makes."""
        self.cost += self.times
        return self.one(of)()

    def at_site(self) -> ast.expr:
        """Return a new place for trouble, so that each can be told from the others."""
        self.site += 1
        return c.const(self.site)

    def a(self, kind: str, depth: int) -> ast.expr:
        """Return a value of a type."""
        if kind == "i64":
            return self.whole(depth).node
        return {"u64": self.key, "f64": self.real, "bool": self.truth}[kind](depth)

    def named(self, kind: str) -> list[str]:
        """Return the names of a type that have a value here."""
        return sorted(word for word in self.sure if self.names[word][0] == kind)

    def field(self, words: Sequence[str], depth: int) -> ast.expr:
        """Return a place of one of these fields."""
        word = self.one(words)
        return c.at(word, self.index(int(word.split("_")[1]), depth))

    def index(self, size: int, depth: int) -> ast.expr:
        """Return a place inside a field of that size."""
        if size == 1 or depth < 0 or not self.below(3):
            return c.const(self.below(size))
        return self.inside(self.whole(depth - 1), 0, size - 1)

    def either(self, kind: str, depth: int) -> ast.expr:
        """Return one of two values, of which only one is worked out."""
        return c.choose(self.truth(depth - 1), self.a(kind, depth - 1), self.a(kind, depth - 1))

    def own(self, kind: str, depth: int) -> list[Callable[[], ast.expr]]:
        """Return calls of the program's own functions that give this type, if there are any."""
        fitting = [m for m in self.made if m.gives == kind and m.cost * self.times < 2000]
        return [lambda: self.called(self.one(fitting), depth)] * 5 if fitting else []

    def called(self, made: Made, depth: int) -> ast.expr:
        """Return a call of a function that is there already."""
        self.cost += made.cost * self.times
        return c.call(made.word, BLOCK, *(self.a(kind, depth) for kind in made.roles))

    # keys -------------------------------------------------------------------------------------

    def key(self, depth: int) -> ast.expr:
        """Return a u64: 64 bits that wrap."""
        if depth <= 0 and self.here:
            return self.key_name()
        if depth <= 0:
            return self.choose(self.key_name, lambda: self.key_field(depth))
        return self.choose(
            self.key_name,
            lambda: self.key_field(depth),
            *[lambda: self.wrapped(depth)] * 3,
            lambda: ast.BinOp(self.key(depth - 1), ast.BitXor(), self.key_or_number(depth)),
            lambda: c.binary(self.key(depth - 1), "&", self.key_or_number(depth)),
            lambda: shifted(self.key(depth - 1), self.below(64)),
            lambda: self.either("u64", depth),
            lambda: c.call("mix", self.key(depth - 1), self.key_or_number(depth)),
            lambda: c.call("mix", self.key(depth - 1), self.whole(depth - 1).node),  # its bits
            lambda: c.call("dice_of", BLOCK, self.index(4, depth - 1), c.const(self.below(4))),
            *self.own("u64", depth - 1),
        )

    def key_or_number(self, depth: int) -> ast.expr:
        """Return a u64 that stands beside another one."""
        return self.key(depth - 1) if self.below(2) else c.const(self.one(KEYS))

    def wrapped(self, depth: int) -> ast.expr:
        """Return a sum or product, cut to 64 bits at once."""
        made = c.binary(self.key(depth - 1), self.one("+*"), self.key_or_number(depth))
        return c.binary(made, "&", c.name("M64"))

    def key_name(self) -> ast.expr:
        """Return a name that holds one, or a place of a field."""
        found = self.named("u64")
        return c.name(self.one(found)) if found else self.key_field(-1)

    def key_field(self, depth: int) -> ast.expr:
        """Return a place of a field."""
        return self.field([f"keys_{n}" for n in SIZES], depth)

    # truth ------------------------------------------------------------------------------------

    def truth(self, depth: int) -> ast.expr:
        """Return a condition."""
        found = self.named("bool")
        plain: list[Callable[[], ast.expr]] = [
            lambda: self.compared(depth),
            lambda: c.name(self.one(found)) if found else self.compared(depth),
        ]
        if depth <= 0:
            return self.choose(*plain, lambda: c.const(bool(self.below(2))))

        def some() -> list[ast.expr]:
            return [self.truth(depth - 1) for _ in range(2 + self.below(2))]

        return self.choose(
            *plain * 2,
            lambda: c.negate(self.truth(depth - 1)),
            lambda: c.both(*some()),
            lambda: c.either(*some()),
            lambda: self.either("bool", depth),
            lambda: c.call("contest", *(self.real(depth - 1) for _ in range(3))),
            lambda: c.call("alike", *(self.real(depth - 1) for _ in range(2))),
            *self.own("bool", depth - 1),
        )

    def compared(self, depth: int) -> ast.expr:
        """Return a comparison of two of one type."""
        kind = self.one(("i64", "f64", "f64", "u64", "u64", "bool")[: 6 if depth > 0 else 4])
        signs = ("==", "!=") if kind == "bool" else ("==", "<", "!=", "<=", ">", ">=")
        return c.compare(self.a(kind, depth - 1), self.one(signs), self.a(kind, depth - 1))

    # what stands in wholes.py and reals.py -----------------------------------------------------

    def inside(self, x: Whole, low: int, high: int) -> ast.expr:
        """Return a whole number brought between two bounds."""
        raise NotImplementedError

    def whole(self, depth: int) -> Whole:
        """Return an i64."""
        raise NotImplementedError

    def real(self, depth: int) -> ast.expr:
        """Return any double: also an infinite one, a tiny one, or what is no number."""
        raise NotImplementedError

    def tame(self, depth: int) -> ast.expr:
        """Return a double that is a number between -2^53 and 2^53."""
        raise NotImplementedError


def shifted(x: ast.expr, bits: int) -> ast.expr:
    return ast.BinOp(x, ast.RShift(), c.const(bits))
