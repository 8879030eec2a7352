"""Bodies of generated programs: every statement of the subset, and an end to every loop."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.compile import written as c
from tests.compile.expressions import BLOCK, KEYS, KINDS, SIZES, WIDE, Made, Whole
from tests.compile.probes import FIELDS, SWEEPS, Probes

DEEPEST = 2  # blocks within blocks
BOUNDS = (WIDE, (0, 6), (-8, 7), (0, 1000))


@dataclass
class Statements(Probes):
    """Makes one function after the other."""

    gives: str = "None"
    deep: int = 0
    in_loop: bool = False
    locked: set[str] = field(default_factory=set)  # counters, which only their own loops move
    left: set[str] = field(default_factory=set)  # what has a value at the end of the last block

    def function(self, word: str, gives: str, roles: tuple[str, ...], most: int) -> ast.FunctionDef:
        """Return a function, and let later ones call it."""
        self.gives, self.cost, self.times = gives, 0, 1
        kinds = tuple("f64" if role.startswith("x_") else "i64" for role in roles)
        self.names = {r: (k, *WIDE) for r, k in zip(roles, kinds, strict=True)}
        self.sure = set(roles)
        body: list[ast.stmt] = []
        if word == "main":
            body = [s for _ in range(SWEEPS) for s in self.sweep()]
        body += self.block(most, least=3)[0]
        if word == "main":
            body += [s for _ in range(2) for s in self.in_order()]
            body += [c.do(self.called(made, 1)) for made in self.made if made.cost < 2000]
        body += [*self.noted(sorted(self.sure)), *self.mark()]
        if gives != "None":
            body.append(c.give(self.a(gives, 2)))
        self.made.append(Made(word, kinds, gives, self.cost + 1))
        return c.function(word, roles, body, gives)

    def block(self, most: int, least: int = 1) -> tuple[list[ast.stmt], bool]:
        """Return statements in a row, and whether what follows them is reached."""
        body: list[ast.stmt] = []
        for _ in range(least + self.below(most)):
            body += self.one(self.allowed())()
        if self.deep == 0:
            return body, True
        body += self.noted([w for w in self.named_here() if self.below(2)])
        if self.below(4):
            return body, True
        body.append(self.ending())
        if not self.below(6):  # nobody comes here
            body += self.simple()
        return body, False

    def allowed(self) -> list[Callable[[], list[ast.stmt]]]:
        """Return what can stand here."""
        simple = [self.let, self.let, self.store, self.probe, self.in_order, self.change]
        simple.append(self.effect)
        if self.deep >= DEEPEST:
            return simple
        return [*simple, self.branch, self.branch, self.count_up, self.go_over]

    def simple(self) -> list[ast.stmt]:
        """Return a statement that holds no others."""
        return self.one((self.store, self.let, self.change))()

    def within(self, most: int, times: int = 1) -> tuple[list[ast.stmt], bool]:
        """Return a block inside of this one; what it names is not sure to have a value after it."""
        before, outer = set(self.sure), (self.in_loop, self.times)
        self.deep += 1
        self.in_loop, self.times = self.in_loop or times > 1, self.times * times
        made = self.block(most)
        self.deep -= 1
        self.in_loop, self.times = outer
        self.sure, self.left = before, self.sure
        return made

    def named_here(self) -> list[str]:
        """Return the names that came last."""
        return sorted(self.sure)[-3:]

    # one after another ------------------------------------------------------------------------

    def let(self) -> list[ast.stmt]:
        """Return what gives a name a value: a new one, or one that has had others."""
        kind = self.one(KINDS)
        open_ = sorted(w for w, n in self.names.items() if n[0] == kind and w not in self.locked)
        if open_ and self.below(2):
            word = self.one(open_)
            return [self.assigned(word)]
        word = self.fresh(kind, self.one(BOUNDS) if kind == "i64" else WIDE)
        if kind == "u64" and not self.below(3):  # begun by a number, as keys of roles are
            self.sure.add(word)
            key = c.call("mix", c.name(word), self.key(1))
            return [c.let(word, c.const(self.one(KEYS))), c.let(word, key)]
        return [self.assigned(word)]

    def assigned(self, word: str) -> ast.stmt:
        """Return what gives a name a value of its type, inside its bounds."""
        kind, low, high = self.names[word]
        deep = 1 + self.below(3)
        value = self.inside(self.whole(deep), low, high) if kind == "i64" else self.a(kind, deep)
        self.sure.add(word)
        return c.let(word, value)

    def store(self) -> list[ast.stmt]:
        """Return what gives a place of a field a value."""
        kind = self.one(tuple(FIELDS))
        size, deep = self.one(SIZES), 1 + self.below(3)
        return [c.put(f"{FIELDS[kind]}_{size}", self.index(size, 2), self.a(kind, deep))]

    def change(self) -> list[ast.stmt]:
        """Return `+=` or `-=`: of a tally by little, so that it stays small, or of a double."""
        op = self.one((ast.Add(), ast.Sub()))
        calls = self.own("i64", 1)
        if calls and self.below(2):  # which may change that very place meanwhile
            little = self.inside(Whole(self.one(calls)(), *WIDE), 0, 1000)
            place, value = c.at("tally_4", c.const(0)), little
        elif self.below(2):
            place, value = self.field(["tally_4"], 2), self.inside(self.whole(2), 0, 1000)
        else:
            place, value = self.field([f"reals_{n}" for n in SIZES], 2), self.real(2)
        assert isinstance(place, ast.Subscript)
        return [ast.AugAssign(ast.Subscript(place.value, place.slice, c.STORE), op, value)]

    def effect(self) -> list[ast.stmt]:
        """Return a call for its effect."""
        able = [m for m in self.made if m.cost * self.times < 2000]
        if able and self.below(4):
            return [c.do(self.called(self.one(able), 2))]
        if self.below(4):
            return [c.do(c.call("kept_whole", BLOCK, self.whole(1).node, self.at_site()))]
        code = c.const(1 + self.below(3))
        return [c.when(self.truth(1), [c.do(c.call("trip", BLOCK, code, self.at_site()))])]

    def ending(self) -> ast.stmt:
        """Return what leaves this block."""
        if self.in_loop and self.below(3):
            return self.one((ast.Continue(), ast.Break()))
        return c.give(None if self.gives == "None" else self.a(self.gives, 1))

    # blocks -----------------------------------------------------------------------------------

    def branch(self) -> list[ast.stmt]:
        """Return an `if`; what every way through it has named has a value after it."""
        test = self.truth(2)
        yes, goes_on = self.within(2)
        named = self.left if goes_on else None
        if not self.below(3):
            return [c.when(test, yes)]
        if not self.below(6):
            return [c.when(test, [ast.Pass()], yes)]
        no, goes_on = self.within(2)
        other = self.left if goes_on else None
        ways = [way for way in (named, other) if way is not None]
        self.sure |= set.intersection(*ways) if ways else set()
        return [c.when(test, yes, no)]

    def count_up(self) -> list[ast.stmt]:
        """Return a `while` that a counter ends."""
        most = 1 + self.below(4)
        word = self.fresh("i64", (0, most + 1))
        self.sure.add(word)
        self.locked.add(word)
        counter, limit = c.name(word), c.const(most)
        onward: list[ast.stmt] = [c.let(word, c.binary(counter, "+", c.const(1)))]
        test = self.choose(
            lambda: c.compare(counter, "<", limit),
            lambda: c.both(c.compare(counter, "<", limit), self.truth(2)),
            lambda: c.negate(c.either(self.truth(1), c.compare(counter, ">=", limit))),
            lambda: c.const(True),
        )
        if isinstance(test, ast.Constant):
            onward.append(c.when(c.compare(counter, ">", limit), [ast.Break()]))
        body, _ = self.within(3, times=most + 1)
        self.locked.discard(word)
        return [c.let(word, c.const(0)), c.during(test, [*onward, *body])]

    def go_over(self) -> list[ast.stmt]:
        """Return a `for`: over a new name or an old one, perhaps over nothing at all."""
        size = self.one((4, 1, 7))
        fits = [
            word
            for word, (kind, low, high) in self.names.items()
            if kind == "i64" and low <= 0 and high >= size and word not in self.locked
        ]
        word = self.one(sorted(fits)) if fits and self.below(2) else ""
        word = word or self.fresh("i64", (0, size))
        start, stop = c.const(self.below(2)), c.const(size)
        if self.below(2):
            stop = self.inside(self.whole(2), 0, size)
        had = word in self.sure
        self.sure.add(word)
        body, _ = self.within(3, times=size)
        if not had:
            self.sure.discard(word)
        return [c.loop(word, start, stop, body)]
