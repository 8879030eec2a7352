"""What many universes of one of these worlds came to, by attribute and member."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from moshimo import World, load

HERE = Path(__file__).parent
Values: TypeAlias = NDArray[np.float64]


@cache
def start(word: str) -> World:
    """Return one of these worlds, `fair` or `crossroads/flooded`; made ready to run only once."""
    return load(str(HERE / word))


@dataclass(frozen=True, slots=True)
class Counts:
    """Attributes at the end of many universes.

    Attributes:
        values: attribute → one value a universe, member and, if it has keys, key.
        names: kind → its members at the start, in the order of the values.
    """

    values: dict[str, Values]
    names: dict[str, tuple[str, ...]]

    def each(self, kind: str, attribute: str, member: str) -> Values:
        """Return an attribute of one member, a row a universe."""
        return self.values[f"{kind}.{attribute}"][:, self.names[kind].index(member)]

    def total(self, kind: str, attribute: str, *members: str) -> int:
        """Return the sum over all universes and some members, by default all."""
        of = members or self.names[kind]
        return int(sum(self.each(kind, attribute, member).sum() for member in of))


def counts(begun: World, universes: int, *attributes: str) -> Counts:
    """Run so many universes; the members of what is asked for must be the same in all."""
    rows = [r.state for r in begun.ensemble(range(1, 1 + universes), fields=attributes)]
    names = {kind: tuple(m.id for m in ms) for kind, ms in begun.checked.members.items()}
    values = {word: np.array([row[word] for row in rows], dtype=float) for word in attributes}
    return Counts(values, names)


def the_same_interpreted(begun: World, until: float, seed: int = 1) -> bool:
    """Whether a universe up to that moment is the same, bit for bit, in both modes."""
    one, other = (begun.universe(seed, interpreted=way).until(until) for way in (True, False))
    assert len(one.deeds) > 50
    return one.hash() == other.hash()
