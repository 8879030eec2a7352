"""What lets every value of a generated program be seen in its block, and single operators seen."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from tests.compile import written as c
from tests.compile.expressions import BLOCK, WIDE
from tests.compile.reals import PLAIN, Values

SWEEPS = 3  # of every two values of the fields, in `main`
LETTERS = {"i64": "i", "u64": "h", "f64": "x", "bool": "t"}
FIELDS = {"i64": "wide", "u64": "keys", "f64": "reals"}


@dataclass
class Probes(Values):
    """Makes statements that show what a value is."""

    slot_n: int = 0

    def fresh(self, kind: str, bounds: tuple[int, int]) -> str:
        """Return a new name."""
        word = f"{LETTERS[kind]}{len(self.names)}"
        self.names[word] = (kind, *bounds)
        return word

    def noted(self, words: list[str]) -> list[ast.stmt]:
        """Return what lets these names be seen in the block, in this order and no other."""
        return [self.seen(self.names[word][0], c.name(word)) for word in words]

    def seen(self, kind: str, value: ast.expr) -> ast.stmt:
        """Return what lets a value be seen in the block afterwards, whatever follows."""
        if kind == "f64":
            self.slot_n += 1
            place: ast.expr = c.const(self.slot_n % 64)
            if self.here is not None:
                place = c.binary(self.here, "+", c.const(64 + 49 * (self.slot_n % SWEEPS)))
            return c.put("seen_211", place, value)
        if kind == "bool":
            value = c.choose(value, c.const(1), c.const(0))
        return c.put("keys_1", c.const(0), c.call("mix", c.at("keys_1", c.const(0)), value))

    def mark(self) -> list[ast.stmt]:
        """Return what lets a call be seen, and what a place read around that call holds."""
        tally = ast.Subscript(ast.Attribute(BLOCK, "tally_4", c.LOAD), c.const(0), c.STORE)
        return [
            self.seen("i64", self.at_site()),
            ast.AugAssign(tally, ast.Add(), c.const(1)),
        ]

    def probe(self) -> list[ast.stmt]:
        """Return single operators of what is at hand, each of them seen at once."""
        return [self.single() for _ in range(3)]

    def single(self) -> ast.stmt:
        """Return one operator or function of what is at hand, and let what it gives be seen."""
        making: tuple[tuple[str, Callable[[], ast.expr]], ...] = (
            *[("bool", lambda: self.compared(0 if self.here else 1))] * 3,
            *[("f64", lambda: self.kernel(1))] * 3,
            ("bool", lambda: self.truth(1)),
            ("f64", lambda: self.arithmetic(1)),
            ("f64", lambda: self.quotient(1)),
            ("f64", lambda: self.real(1)),
            ("f64", lambda: self.tame(1)),
            ("f64", lambda: c.minus(self.real(0))),
            ("f64", lambda: c.call(self.one(PLAIN), self.real(0), self.real(0))),
            ("f64", lambda: c.call("f64", self.key(1))),
            ("f64", lambda: c.call("f64", self.whole(1).node)),
            ("i64", lambda: self.reckoned(1).node),
            ("i64", lambda: self.divided(1).node),
            ("i64", lambda: self.whole(1).node),
            ("u64", lambda: self.wrapped(1)),
            ("u64", lambda: self.key(1)),
        )
        kind, make = self.one(making)
        return self.seen(kind, make())

    def in_order(self) -> list[ast.stmt]:
        """Return two calls in one expression: both leave a mark, or only one of them is made."""
        able = [m for m in self.made if m.gives != "None" and m.cost * self.times < 2000]
        if not able:
            return self.probe()
        kind = self.one(able).gives
        alike = [m for m in able if m.gives == kind]
        calls = [self.called(self.one(alike), 1) for _ in range(2)]
        together: dict[str, Callable[[], ast.expr]] = {
            "i64": lambda: c.call(
                "kept_whole", BLOCK, c.binary(calls[0], "-", calls[1]), self.at_site()
            ),
            "u64": lambda: ast.BinOp(calls[0], ast.BitXor(), calls[1]),
            "f64": lambda: c.binary(calls[0], "-", calls[1]),
            "bool": lambda: self.one((c.both, c.either))(*calls),
        }
        if not self.below(4):
            return [self.seen(kind, c.choose(self.truth(1), *calls))]
        return [self.seen(kind, together[kind]())]

    def sweep(self) -> list[ast.stmt]:
        """Return some operators, each of every two values that the fields hold."""
        outer = self.sure
        row, column = (self.fresh("i64", (0, 6)) for _ in "ij")
        lets: list[ast.stmt] = []
        words: set[str] = set()
        for kind, field_word in FIELDS.items():
            for place in (row, column):
                word = self.fresh(kind, WIDE)
                words.add(word)
                lets.append(c.let(word, c.at(f"{field_word}_7", c.name(place))))
        self.sure, self.times = words, self.times * 49
        self.here = c.binary(c.binary(c.name(row), "*", c.const(7)), "+", c.name(column))
        body = [*lets, *(self.single() for _ in range(5))]
        self.sure, self.times, self.here = outer, self.times // 49, None
        inner = c.loop(column, c.const(0), c.const(7), body)
        return [c.loop(row, c.const(0), c.const(7), [inner])]
