"""The hamlet without some of its deeds, and what that makes a cause.

Halpern ("A modification of the Halpern-Pearl definition of causality", 2015): that X happened is a
cause of what came if, with some other things held as they were, it would not have come without X,
and nothing less than X will do. Here a thing held as it was is a deed that did not happen and still
must not; what did happen is left to happen by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, combinations
from pathlib import Path

from moshimo import load
from moshimo.engine.block import copy
from moshimo.engine.lookout import bar
from moshimo.engine.program import Program
from moshimo.engine.universe import Universe

HAMLET = str(Path(__file__).parent / "hamlet")


@cache
def hamlet() -> Program:
    """Return the hamlet made ready to run, once."""
    made = load(HAMLET).program
    _ = made.native
    return made


@cache
def happens(without: frozenset[str] = frozenset(), seed: int = 1) -> frozenset[str]:
    """Return all deeds, as `throw(suzy, bottle)`, of the hamlet without some."""
    program = hamlet()
    template = copy(program.template)
    bar(template, [_barred(program, deed) for deed in sorted(without)])
    return deeds_of(Universe(replace(program, template=template), seed).until())


def deeds_of(universe: Universe) -> frozenset[str]:
    """Return what was done in a universe."""
    done = (deed for deed in universe.deeds if deed.result == "done")
    return frozenset(f"{deed.rule}({', '.join(deed.roles.values())})" for deed in done)


def _barred(program: Program, deed: str) -> tuple[int, tuple[int, ...]]:
    rule, roles = deed.rstrip(")").split("(")
    rows = []
    for member in roles.split(", "):
        found = program.world.find(member)
        assert found is not None, member
        rows.append(found[1])
    return program.layout.rules[rule], tuple(rows)


@dataclass(frozen=True, slots=True)
class Tale:
    """What is asked of the hamlet.

    Attributes:
        facts: deeds that may be causes, or may be held as they were.
        outcome: the deed that came of them.
    """

    facts: tuple[str, ...]
    outcome: str

    def comes(self, without: Iterable[str], seed: int = 1) -> bool:
        """Whether it still comes without some deeds."""
        return self.outcome in happens(frozenset(without), seed)

    def causes(self, seed: int = 1) -> set[frozenset[str]]:
        """Return every cause of what came."""
        actual = happens(seed=seed)
        assert self.outcome in actual
        came = [fact for fact in self.facts if fact in actual]
        others = [fact for fact in self.facts if fact not in actual]
        found: set[frozenset[str]] = set()
        for cause in map(frozenset, subsets(came)):
            smaller = any(less <= cause for less in found)
            if not smaller and any(
                not self.comes({*cause, *held}, seed) for held in subsets(others)
            ):
                found.add(cause)
        return found

    def needed(self, seed: int = 1) -> set[str]:
        """Return the deeds but for which it would not have come."""
        actual = happens(seed=seed)
        return {fact for fact in self.facts if fact in actual and not self.comes([fact], seed)}


def subsets(of: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield all subsets, the smaller ones first."""
    return chain.from_iterable(combinations(of, n) for n in range(len(of) + 1))
