"""Sensitivity: how much an answer depends on the numbers of the data.

Confidence intervals allow for the dice and not for an author's guesses. So all numbers of the data
are made a little larger or smaller at once, a number of times, and the same universes are run with
the same dice: the numbers alone move the answer.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from moshimo.engine.block import opening
from moshimo.engine.program import Program
from moshimo.multiverse.statistics.means import is_number
from moshimo.output.json_text import plain
from moshimo.world.people.cast import PATH
from moshimo.world.world import CheckedWorld, Scenario

FIFTH = 0.2
SHAKES = 20
UNIVERSES = 100  # of each shake, at most


@dataclass(frozen=True, slots=True)
class Shaken:
    """Between what an answer moves when the numbers of the data are off.

    Attributes:
        off: by how much of itself a number is off at most.
        low: the lowest answer; without what the dice alone would do among so few universes.
        high: the highest.
        shakes: how often all numbers were shaken.
        universes: of each.
    """

    off: float
    low: float
    high: float
    shakes: int
    universes: int

    def json(self) -> dict[str, object]:
        """Return it as plain values."""
        return plain(asdict(self))


def moved(
    estimate: float, base: NDArray[np.float64], shakes: Sequence[NDArray[np.float64]], off: float
) -> Shaken | None:
    """Return between what an answer moves; None of fewer than two shakes.

    A number is compared in the universes that have one with the shake and without it.

    Each shake's answer differs from the base's by what the numbers do, and by what the dice do
    among so few pairs of universes. The pairs tell how much the dice do, and that is taken out:
    what is left is spread, on average, as wide as the numbers alone spread it.

    Args:
        estimate: the answer, of all universes.
        base: (n,) answers of the first universes as they are.
        shakes: of each, (n,) the answers of the same universes.
        off: by how much a number was off at most.

    Source: Louis, "Estimating a population of parameter values using Bayes and empirical Bayes
    methods", 1984: estimates drawn together until they spread as what is estimated does.
    """
    rows = [list(zip(answers.tolist(), base.tolist(), strict=True)) for answers in shakes]
    pairs = [[x - y for x, y in row if is_number(x) and is_number(y)] for row in rows]
    pairs = [pair for pair in pairs if len(pair) > 1]
    if len(pairs) < 2:
        return None
    moves = [math.fsum(pair) / len(pair) for pair in pairs]
    seen = statistics.variance(moves)
    dice = math.fsum(statistics.variance(pair) / len(pair) for pair in pairs) / len(pairs)
    kept = math.sqrt(max(seen - dice, 0.0) / seen) if seen > 0 else 0.0
    middle = math.fsum(moves) / len(moves)
    found = [estimate, *(estimate + middle + (move - middle) * kept for move in moves)]
    return Shaken(off, min(found), max(found), len(pairs), len(base))


def shaken_program(program: Program, shake: int, off: float) -> Program:
    """Return the same world with the numbers of its data shaken; its machine code stays."""
    return starting(program, shaken(program.world, program.scenario, shake, off))


def factor(shake: int, attribute: str, owner: str, key: str, off: float = FIFTH) -> float:
    """Return what a number is multiplied by: evenly from 1 - off to 1 + off, always the same."""
    about = "\0".join((attribute, owner, key)).encode()
    drawn = blake2b(about, digest_size=8, key=shake.to_bytes(8, "little")).digest()
    return 1 + off * (2 * int.from_bytes(drawn, "little") / 2**64 - 1)


def shaken(world: CheckedWorld, scenario: Scenario, shake: int, off: float = FIFTH) -> Scenario:
    """Return the scenario with every number that the data give multiplied by a factor of its own.

    Numbers are traits, ties and feelings of the cast, what techniques and forms can do and cost,
    how hard a rock is, how long a road, the same in both directions. Hours, references, choices,
    truth values and whole numbers stay, and so do numbers in rules and defaults.
    """
    kinds = world.laws.kinds.values()
    numbers = {a.full: a for k in kinds for a in k.attributes if a.type.tag in ("number", "span")}
    values = dict(scenario.values)
    for (full, owner, key), x in scenario.values.items():
        a = numbers.get(full)
        if a is not None:
            ids = _id(world, a.kind, owner), _id(world, a.key, key)
            if full == PATH:
                ids = min(ids), max(ids)
            times = factor(shake, full, *ids, off)
            values[full, owner, key] = min(max(x * times, a.type.low), a.type.high)
    return replace(scenario, values=values)


def starting(program: Program, scenario: Scenario) -> Program:
    """Return the same world starting from other values; its machine code knows none of them."""
    template = opening(program.world, scenario, program.layout)
    return replace(program, scenario=scenario, template=template)


def _id(world: CheckedWorld, kind: str, index: int) -> str:
    return world.members[kind][index - 1].id if index > 0 else ""
