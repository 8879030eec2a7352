"""What a search need not ask of each binding: questions of the actor alone, asked once.

They are asked when the first binding comes that far, so a search that finds nobody asks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Local, Statement
from moshimo.compile.views import Values, View
from moshimo.lang.analysis.plan import conjuncts
from moshimo.lang.laws import Condition, Weight
from moshimo.lang.typed import Ask, Believe, Calc, Each, Ex, Read, Recall, named, walk
from moshimo.lang.types import BOOL


@dataclass(slots=True)
class Hoist:
    """Gathers what is worked out once, and gives each a variable.

    Attributes:
        bound: the roles that are known before the search.
        held: what is worked out so far, and the names that hold it.
    """

    bound: AbstractSet[str]
    held: dict[Ex, Local] = field(default_factory=dict)

    def of(self, wanted: Sequence[Ex], view: View, values: Values) -> list[Statement]:
        """Return what works out those of the questions that are not held yet; hold them."""
        made: list[Statement] = []
        for e in dict.fromkeys(wanted):
            if e not in self.held:
                worth = values.value(e, view)
                self.held[e] = c.local(f"h_{len(self.held) + 1}", worth.type)
                made.append(c.let(self.held[e], worth))
        return made

    def asked_of(self, tests: Sequence[Ex]) -> list[Ex]:
        """Return the parts of conditions that cost something and are the same for all bindings."""
        return [e for test in tests for e in self._costly(test)]

    def weighed_in(self, weights: Sequence[Weight]) -> list[Ex]:
        """Return what wishes or scruples ask that is the same for all bindings.

        A reason that holds for one binding only (`to == walker.home`) keeps its amount where it is.
        """
        found: list[Ex] = []
        for w in weights:
            tests = [x.test for x in w.conditions]
            for test in tests:
                alone = named(test) <= self.bound and any(isinstance(x, Read) for x in walk(test))
                found += [test] if alone else self._costly(test)
            if not any(isinstance(t, Calc) and t.op == "==" and self.is_open(t) for t in tests):
                found += self._costly(w.value)
        return found

    def sorted(self, weights: Sequence[Weight]) -> tuple[Weight, ...]:
        """Return the same weights, each asking as one what it asks first and of nobody searched."""
        return tuple(replace(w, conditions=self._sorted(w.conditions)) for w in weights)

    def _sorted(self, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
        parts: list[Condition] = []
        for condition in conditions:
            for test in conjuncts(condition.test):
                fewer = self._fewer(test)
                parts += [replace(condition, test=x) for x in (fewer, test) if x is not None]
        first = 0
        while first < len(parts) and not self.is_open(parts[first].test):
            first += 1
        if first > 1:
            together = Calc(BOOL, "and", tuple(x.test for x in parts[:first]), parts[0].at)
            parts[:first] = [replace(parts[0], test=together)]
        return tuple(parts)

    def _fewer(self, test: Ex) -> Ex | None:
        """Return what must hold of some member whatever is bound, for `any` to hold of one."""
        if not (isinstance(test, Each) and test.how == "any" and self.is_open(test)):
            return None
        tests = [x for part in (*test.conditions, test.value) for x in conjuncts(part)]
        left = [x for x in tests if named(x) <= self.bound | {test.var.word}]
        return replace(test, conditions=tuple(left[:-1]), value=left[-1]) if left else None

    def is_open(self, e: Ex) -> bool:
        """Whether it hangs on what the search finds."""
        return not named(e) <= self.bound

    def _costly(self, e: Ex) -> Iterator[Ex]:
        """Yield the outermost parts that need a call and only what is bound already."""
        fading = isinstance(e, Read) and e.attribute.half_life > 0.0
        if (isinstance(e, Ask | Each | Recall) or fading) and not self.is_open(e):
            yield e
        elif not isinstance(e, Each | Recall | Believe):
            for part in e.args if isinstance(e, Calc | Ask) else ():
                yield from self._costly(part)


def once(flag: Local, made: Sequence[Statement]) -> list[Statement]:
    """Return statements that are done only the first time; `flag` is 0 until then."""
    if not made:
        return []
    return [c.when(c.compare(flag, "==", 0), [c.let(flag, 1), *made])]
