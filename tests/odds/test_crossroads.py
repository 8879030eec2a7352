"""The same dice in two worlds: who chooses otherwise, where only the weights are others.

A race with the same noise turns from one to another only if the other has gained on it, and as
seldom as that allows; so it is with a deed among deeds, with the one it is done to, and with
`pick` in a deed.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tests.engine.exact import likely
from tests.odds.counts import HERE, Counts, counts, start
from tests.odds.laws import FAR, coupled, fits

from moshimo import World
from moshimo.world.load import load

pytestmark = pytest.mark.slow

UNIVERSES = 10_000  # with ten travellers at each crossroads
CHOICES = ("looked", "asked", "went")
ROADS = ("to_mill", "to_mere", "to_moor")
DRAWN = {
    "stone": (
        [Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)],
        [Fraction(1, 5), Fraction(1, 2), Fraction(3, 10)],
    ),
    "oak": (
        [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)],
        [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)],
    ),
    "gallows": ([Fraction(1, 3)] * 3, [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]),
}


@pytest.fixture(scope="module")
def before() -> Counts:
    return counts(start("crossroads"), UNIVERSES, *(f"Character.{word}" for word in CHOICES))


@pytest.fixture(scope="module")
def after() -> Counts:
    begun = start("crossroads/flooded")
    return counts(begun, UNIVERSES, *(f"Character.{word}" for word in CHOICES))


def chosen(found: Counts, choice: str, at: str) -> list[int]:
    """Return which road each of ten travellers chose in each universe, -1 for none."""
    order = [ROADS.index(name) for name in found.names["Road"]]
    rows = [found.each("Character", choice, f"{at}_{n}") for n in range(1, 11)]
    return [order[int(road) - 1] if road else -1 for row in rows for road in row]


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("at", DRAWN)
def test_who_chooses_otherwise_is_who_must(
    before: Counts, after: Counts, choice: str, at: str
) -> None:
    p, q = DRAWN[at]
    joint = coupled(p, q)
    pairs = list(zip(chosen(before, choice, at), chosen(after, choice, at), strict=True))
    assert len(pairs) == 10 * UNIVERSES
    for i in range(3):
        rows = [j for first, j in pairs if first == i]
        assert likely(len(rows), len(pairs), float(p[i]), among=12)
        for j in range(3):
            chance = joint[i][j] / p[i]  # 0 is never, and 1 is always
            assert likely(rows.count(j), len(rows), float(chance), among=12), (i, j)


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("at", DRAWN)
def test_no_more_choose_otherwise_than_must(
    before: Counts, after: Counts, choice: str, at: str
) -> None:
    changes = {"stone": 19 / 62, "oak": 3 / 10, "gallows": 1 / 6}
    pairs = list(zip(chosen(before, choice, at), chosen(after, choice, at), strict=True))
    assert likely(sum(i != j for i, j in pairs), len(pairs), changes[at])


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("at", DRAWN)
def test_neither_world_is_bent_by_the_other(
    before: Counts, after: Counts, choice: str, at: str
) -> None:
    for found, chances in zip((before, after), DRAWN[at], strict=True):
        roads = chosen(found, choice, at)
        assert fits([roads.count(n) for n in range(3)], chances)


def test_what_one_draws_says_nothing_of_what_another_does(before: Counts) -> None:
    """Thirty people, three choices each: no two go together, nor with the universe before."""
    columns = [before.values[f"Character.{word}"] == 1 for word in CHOICES]
    whole = np.concatenate(columns, axis=1).astype(float)
    n = len(whole) - 1
    with_the_next = np.concatenate([whole[1:], whole[:-1]], axis=1)
    r = np.corrcoef(with_the_next, rowvar=False)
    np.fill_diagonal(r, 0.0)
    assert r.shape == (180, 180)
    assert np.abs(r).max() < FAR / np.sqrt(n)


@pytest.fixture(scope="module")
def lazy() -> list[Counts]:
    """The first ten minutes, in which each thinks once, if all roads draw twice as nothing does."""
    found = []
    for word in ("crossroads", "crossroads/flooded"):
        world, scenario = load(str(HERE / word), numbers={"eager": 2})
        brief = World(world, replace(scenario, ends_at=600.0, ends_when=None))
        found.append(counts(brief, UNIVERSES // 2, "Character.looked"))
    return found


@pytest.mark.parametrize("at", DRAWN)
def test_doing_nothing_runs_with_the_same_dice_too(lazy: list[Counts], at: str) -> None:
    p, q = ([Fraction(1, 3), *(x * 2 / 3 for x in roads)] for roads in DRAWN[at])
    joint = coupled(p, q)
    pairs = list(zip(*(chosen(found, "looked", at) for found in lazy), strict=True))
    for i in range(4):
        for j in range(4):
            many = sum(pair == (i - 1, j - 1) for pair in pairs)
            assert likely(many, len(pairs), float(joint[i][j]), among=16), (i, j)


def test_interpreted_the_crossroads_are_the_same() -> None:
    begun = start("crossroads")
    one, other = (begun.run(1, interpreted=way).hash() for way in (True, False))
    assert one == other
