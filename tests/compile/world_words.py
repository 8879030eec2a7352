"""Values of generated worlds, as an author writes them: each of a type, and nobody reads a mind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.compile.world_scope import Attribute, Scope

T = TypeVar("T")
NUMBERS = ("Level", "Lean", "Amount", "int", "bool")
MOODS = ("calm", "cross", "merry")
REFS = {"Character": "nobody", "Place": "nowhere", "Office": "nothing", "Letter": "nothing"}


@dataclass
class Words:
    """Makes values from what a world has."""

    below: Callable[[int], int]  # draws a whole number from 0 up to, but without, another
    attributes: list[Attribute] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)
    deeds: dict[str, dict[str, str]] = field(default_factory=dict)  # actions → role → kind
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)
    quantities: dict[str, str] = field(default_factory=dict)  # of a mind → type
    names_n: int = 0

    def one(self, of: Sequence[T]) -> T:
        """Return one of these; the first is the simplest."""
        return of[self.below(len(of))]

    def maybe(self, n: int) -> bool:
        """Return whether something that comes once in n comes."""
        return self.below(n) == n - 1

    def fresh(self, stem: str) -> str:
        """Return a new name."""
        self.names_n += 1
        return f"{stem}{self.names_n}"

    # reading ----------------------------------------------------------------------------------

    def reads(self, scope: Scope, *types: str) -> list[str]:
        """Return every reading of an attribute of these types that can stand there."""
        found: list[str] = []
        for a in self.attributes:
            if a.type not in types:
                continue
            for owner in scope.of(a.kind):
                for key in scope.of(a.key) if a.key else [""]:
                    read = f"{owner}.{a.word}[{key}]" if key else f"{owner}.{a.word}"
                    hidden = a.who == "private" and a.kind == "Character"
                    if not (hidden and (scope.mind or scope.intimate) and owner != scope.mind):
                        found.append(read)
                    elif a.guess and not scope.intimate:
                        found.append(f"guess({read})")
        return found

    def read(self, scope: Scope, otherwise: str, *types: str) -> str:
        """Return a reading, or what stands there if there is nothing to read."""
        found = self.reads(scope, *types)
        return self.one(found) if found else otherwise

    def ref(self, scope: Scope, kind: str, depth: int = 1) -> str:
        """Return a reference to a member of a kind."""
        here = scope.of(kind)
        ways: list[Callable[[], str]] = [lambda: self.one(here)] * 3 * bool(here)
        ways += [lambda: self.read(scope, REFS[kind], kind)] * 2
        ways.append(lambda: REFS[kind])
        if depth > 0 and kind == "Place":
            ways.append(lambda: f"step({self.ref(scope, kind, 0)}, {self.ref(scope, kind, 0)})")
        if depth > 0 and kind == "Character":
            ways.append(lambda: self.most_by(scope))
        return self.one(ways)()

    def most_by(self, scope: Scope) -> str:
        """Return the person of whom something is largest or smallest."""
        x = self.fresh("x")
        inner = scope.further(x, "Character")
        test = f" if {self.truth(inner, 0)}" if self.maybe(2) else ""
        how = self.one(("most", "least"))
        return f"{how}(({x} for {x} in Character{test}), by={self.number(inner, 1)})"

    # numbers ----------------------------------------------------------------------------------

    def number(self, scope: Scope, depth: int = 2) -> str:
        """Return a plain number: at times one that is divided by 0."""
        if depth <= 0 or self.maybe(5):
            constant = self.one(("1", "0.5", "2", "0", "0.25", "-1", "3.5", "share"))
            numbers = [w for w, kind in scope.values.items() if kind in NUMBERS]
            if numbers and self.maybe(2):
                return self.one(numbers)
            return constant if self.maybe(3) else self.read(scope, constant, *NUMBERS)
        ways: list[Callable[[], str]] = [
            lambda: self.reckoned(scope, self.number, depth, "+-*"),
            lambda: self.reckoned(scope, self.number, depth, "+-*"),
            lambda: self.divided(scope, depth),
            lambda: f"-({self.number(scope, depth - 1)})",
            lambda: self.listed("min", scope, depth, 2),
            lambda: self.listed("max", scope, depth, 2),
            lambda: self.listed("abs", scope, depth, 1),
            lambda: f"clip({self.number(scope, depth - 1)}, 0, 1)",
            lambda: self.either(scope, self.number, depth),
            lambda: self.gathered(scope, depth),
            lambda: f"({self.truth(scope, depth - 1)})",
            lambda: f"({self.span(scope, depth - 1)}) / minutes({self.one((5, 1, 30))})",
        ]
        if scope.mind:
            ways += [lambda: f"{self.one(sorted(self.quantities))}({scope.mind})"] * (
                2 * bool(self.quantities)
            )
            ways.append(lambda: f"min(1, since({scope.mind}, {self.pattern(scope)}) / hours(1))")
        return self.one(ways)()

    def divided(self, scope: Scope, depth: int) -> str:
        """Return a quotient: of what may be 0 once in five times."""
        by = self.number(scope, depth - 1)
        if not self.maybe(5):
            by = f"1 + abs({by})"
        return f"({self.number(scope, depth - 1)}) / ({by})"

    def reckoned(
        self, scope: Scope, make: Callable[[Scope, int], str], depth: int, signs: str
    ) -> str:
        """Return two values with an operator between them."""
        left, right = make(scope, depth - 1), make(scope, depth - 1)
        return f"({left}) {self.one(signs)} ({right})"

    def listed(self, word: str, scope: Scope, depth: int, count: int) -> str:
        """Return a word with numbers in its brackets."""
        return f"{word}({', '.join(self.number(scope, depth - 1) for _ in range(count))})"

    def either(self, scope: Scope, make: Callable[[Scope, int], str], depth: int) -> str:
        """Return one value or another."""
        yes, no = make(scope, depth - 1), make(scope, depth - 1)
        return f"(({yes}) if {self.truth(scope, depth - 1)} else ({no}))"

    def gathered(self, scope: Scope, depth: int) -> str:
        """Return what goes over the members of a kind."""
        x, kind = self.fresh("x"), self.one(("Character", "Place", "Office"))
        inner = scope.further(x, kind)
        test = f" if {self.truth(inner, 0)}" if self.maybe(2) else ""
        if self.maybe(3):
            return f"count({x} for {x} in {kind}{test})"
        how = self.one(("sum", "most", "least"))
        return f"{how}({self.number(inner, depth - 1)} for {x} in {kind}{test})"

    def whole(self, scope: Scope, depth: int = 2) -> str:
        """Return a whole number: at times one that is too large, or a remainder by 0."""
        if depth <= 0 or self.maybe(4):
            constant = self.one(("1", "2", "3", "-2", "0", "1000003"))
            return constant if self.maybe(3) else self.read(scope, constant, "int", "bool")
        ways: list[Callable[[], str]] = [
            lambda: self.reckoned(scope, self.whole, depth, "+-*"),
            lambda: self.reckoned(scope, self.whole, depth, "+-*"),
            lambda: self.parted(scope, depth),
            lambda: self.either(scope, self.whole, depth),
            lambda: f"count({self.counted(scope)})",
        ]
        return self.one(ways)()

    def parted(self, scope: Scope, depth: int) -> str:
        """Return a whole quotient or remainder, by what may be 0 once in five times."""
        by = self.one(("3", "-2", "7")) if not self.maybe(5) else self.whole(scope, 0)
        return f"({self.whole(scope, depth - 1)}) {self.one(('//', '%'))} ({by})"

    def counted(self, scope: Scope) -> str:
        """Return the people of whom something holds."""
        x = self.fresh("x")
        return f"{x} for {x} in Character if {self.truth(scope.further(x, 'Character'), 1)}"

    # time -------------------------------------------------------------------------------------

    def span(self, scope: Scope, depth: int = 1) -> str:
        """Return a length of time."""
        constant = f"{self.one(('minutes', 'seconds'))}({self.one((2, 10, 45))})"
        if depth <= 0:
            return self.read(scope, constant, "Span") if self.maybe(2) else constant
        ways: list[Callable[[], str]] = [
            lambda: constant,
            lambda: self.read(scope, constant, "Span"),
            lambda: f"way({self.ref(scope, 'Place', 0)}, {self.ref(scope, 'Place', 0)})",
            lambda: f"minutes(1 + 5 * abs({self.number(scope, 0)}))",
            lambda: f"{constant} * ({self.number(scope, 0)})",
            lambda: f"now - {self.moment(scope, 0)}",
            lambda: f"max({constant}, {self.span(scope, 0)})",
            lambda: "time_of_day()",
        ]
        return self.one(ways)()

    def moment(self, scope: Scope, depth: int = 1) -> str:
        """Return a point in time."""
        ways: list[Callable[[], str]] = [
            lambda: "now",
            lambda: self.read(scope, "now", "Moment"),
            lambda: f"now + {self.span(scope, depth - 1)}",
            lambda: f"next_time({self.one(('noon', 'sunset', 'midnight'))})",
            lambda: "day(1) + hours(6)",
            lambda: "never",
        ]
        return self.one(ways[: 3 if depth <= 0 else 6])()

    # truth ------------------------------------------------------------------------------------

    def truth(self, scope: Scope, depth: int = 1) -> str:
        """Return a condition."""
        people = scope.of("Character")
        kind = self.one(("Character", "Place"))
        ways: list[Callable[[], str]] = [
            lambda: f"{self.number(scope, depth - 1)} {self.sign()} {self.number(scope, 0)}",
            lambda: self.read(scope, "True", "bool"),
            lambda: (
                f"{self.ref(scope, kind, 0)} {self.one(('==', '!='))} {self.ref(scope, kind, 0)}"
            ),
            lambda: (
                f"{self.read(scope, 'calm', 'Mood')} {self.one(('==', '!='))} {self.one(MOODS)}"
            ),
        ]
        if depth <= 0:
            return f"({self.one(ways)()})"
        ways += [
            lambda: f"not {self.truth(scope, depth - 1)}",
            lambda: f"{self.truth(scope, depth - 1)} {self.joint()} {self.truth(scope, depth - 1)}",
            lambda: f"{self.one(('any', 'all'))}({self.every(scope)})",
            lambda: f"{self.moment(scope)} {self.sign()} {self.moment(scope, 0)}",
            lambda: f"{self.span(scope)} {self.sign()} {self.span(scope, 0)}",
        ]
        if people:
            ways += [
                lambda: f"sees({self.one(people)}, {self.one(people)})",
                lambda: f"doing({self.one(people)}, {self.one(sorted(self.deeds) or ['meets'])})",
                lambda: f"recovering({self.one(people)})",
            ]
        if scope.mind:
            ways += [
                lambda: f"recalls({scope.mind}, {self.pattern(scope)}{self.lately()})",
                lambda: f"believes({scope.mind}, {self.truth(scope, 0)})",
                lambda: f"believes({self.one(people)}, {self.open(scope)})",
                lambda: f"tried({scope.mind}, {self.pattern(scope)})",
                lambda: f"recalls({scope.mind}, {self.claim(scope, made=False)})",
                lambda: f"{self.one(people)}.place is {self.one(('not ', ''))}unknown",
                lambda: f"last_heard({self.one(people)}.place) {self.sign()} now",
            ]
        memories = scope.of("Deed")
        if memories and people:
            ways += [lambda: f"about({self.one(memories)}, {self.one(people)})"] * 2
            ways += [lambda: f"{self.one(('is_so', 'is_false'))}({self.one(memories)})"] * 2
            ways.append(
                lambda: f"{self.one(memories)} == {self.claim(scope, made=False)}",
            )
        return f"({self.one(ways)()})"

    def sign(self) -> str:
        """Return a comparison."""
        return self.one((">", "<", ">=", "<=", "==", "!="))

    def joint(self) -> str:
        """Return what joins two conditions."""
        return self.one(("and", "or"))

    def lately(self) -> str:
        """Return how long ago it may have been, if that is asked."""
        return ", within=minutes(20)" if self.maybe(2) else ""

    def every(self, scope: Scope) -> str:
        """Return a condition on the members of a kind."""
        x, kind = self.fresh("x"), self.one(("Character", "Place", "Office"))
        inner = scope.further(x, kind)
        test = f" if {self.truth(inner, 0)}" if self.maybe(2) else ""
        return f"{self.truth(inner, 0)} for {x} in {kind}{test}"

    def open(self, scope: Scope) -> str:
        """Return what can be asked of another's mind: of what is visible and known."""
        open_ = [a for a in self.attributes if a.open and not a.key and scope.of(a.kind)]
        a = self.one(open_ or [Attribute("Character", "place", "Place", "visible")])
        read = f"{self.one(scope.of(a.kind))}.{a.word}"
        return read if a.type == "bool" else f"{read} == {self.steady(a, scope)}"

    def claim(self, scope: Scope, *, made: bool) -> str:
        """Return a claim about a state, with holes unless it is made."""
        spoken = [
            a
            for a in self.attributes
            if a.who != "shown" and scope.of(a.kind) and (not a.key or scope.of(a.key))
        ]
        a = self.one(spoken or [Attribute("Character", "place", "Place", "visible")])
        hole = not made and self.maybe(3)
        key = f"[{'None' if hole else self.one(scope.of(a.key))}]" if a.key else ""
        value = "None" if not made and self.maybe(2) else self.steady(a, scope)
        who = "None" if not made and self.maybe(3) else self.one(scope.of(a.kind))
        return f"is_so({a.kind}.{a.word}{key}, {who}, {value})"

    def steady(self, a: Attribute, scope: Scope) -> str:
        """Return a value that whoever hears of the deed works out as well."""
        if a.type in REFS:
            return self.one([*scope.of(a.type), REFS[a.type]])
        return self.one(
            {
                "bool": ("True", "False"),
                "int": ("0", "7"),
                "Mood": MOODS,
                "Moment": ("now", "never"),
                "Span": ("minutes(3)", "seconds(90)"),
            }.get(a.type, ("0.5", "0"))
        )

    def pattern(self, scope: Scope) -> str:
        """Return a deed or a meaning, with holes."""
        deeds = {**self.deeds, **self.meanings, "meets": dict.fromkeys("abc", "Deed")}
        word = self.one(sorted(deeds))
        args = []
        for kind in deeds[word].values():
            fits = [] if self.maybe(2) or kind in ("Level", "Deed") else scope.of(kind)
            args.append(self.one(fits) if fits else "None")
        return f"{word}({', '.join(args)})"
