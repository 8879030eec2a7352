"""Sums of tenths come to the whole numbers that an author expects, in both modes."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.tiny import Tiny, tiny, true

from moshimo import Sampling
from moshimo.engine.kernel.numbers import alike, rounding

TENTHS = '''
class Character:
    cup: Amount = known(0)
    left: Amount = known(1)
    step: Amount = known(0.1)
    wanted: Amount = known(1)
    full: int = private(0)
    over: int = private(0)
    same: int = private(0)
    empty: int = private(0)
    turn: Moment = private(never)


@event(at=Character.turn)
def pour(who: Character):
    """{who} pours a tenth."""
    who.cup += 0.1
    who.left -= 0.1
    who.full += 1 if who.cup >= 1 else 0
    who.full += 1 if who.wanted <= who.cup else 0
    who.over += 1 if who.cup > who.wanted or 1 < who.cup else 0
    who.same += 1 if who.cup == who.wanted else 0
    who.empty += 1 if who.left <= 0 else 0
    who.turn = now + seconds(1)
'''
PEOPLE = "ana: {place: hall, turn: day 1 06:00}"


@pytest.mark.parametrize("interpreted", [True, False])
def test_ten_tenths_are_one(tmp_path: Path, interpreted: bool) -> None:
    world = tiny(tmp_path, Tiny(TENTHS, PEOPLE))
    after = [world.run(1, until=at, interpreted=interpreted) for at in (8.5, 9.5, 10.5)]
    found = [
        [true(u, f"Character.{word}", "ana") for word in ("full", "over", "same", "empty")]
        for u in after
    ]
    assert found == [[0, 0, 0, 0], [2, 0, 1, 1], [4, 1, 1, 2]]


def test_a_question_finds_them_so_too(tmp_path: Path) -> None:
    world = tiny(tmp_path, Tiny(TENTHS, PEOPLE, ends="day 1 06:00:10"))
    asked = ["ana.cup >= 1", "ana.cup == 1", "ana.cup < 1", "ana.cup != 1", "0.1 + 0.2 == 0.3"]
    found = world.odds(asked, Sampling(universes=2))
    assert found.answers[:, 0].tolist() == [[1, 1, 0, 0, 1]] * 2


@given(st.integers(1, 100), st.sampled_from([0.1, 0.2, 0.7, 0.01, 1 / 3]))
def test_every_sum_of_fractions_is_alike_to_the_number_that_it_should_be(n: int, x: float) -> None:
    total = 0.0
    for _ in range(n):
        total += x
    assert alike(total, float(n * Fraction(x).limit_denominator(1000)))


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_numbers_further_apart_than_that_are_not_alike(one: float, other: float) -> None:
    assert alike(one, one)
    if math.isfinite(one) and math.isfinite(other):
        assert alike(one, other) == (abs(one - other) <= rounding(other)) or math.isinf(one - other)


def test_moments_are_compared_as_they_are(tmp_path: Path) -> None:
    world = tiny(tmp_path, Tiny(TENTHS, PEOPLE))
    found = world.odds("day(200000000) + seconds(0.01) > day(200000000)", Sampling(universes=1))
    assert found.answers[0, 0, 0] == 1.0
