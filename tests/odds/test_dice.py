"""A die of whole numbers: each face as likely, the same in both modes, told and replayed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, of, tiny
from tests.odds.laws import fits

from moshimo import World
from moshimo.engine.kernel.dice import rolled

DICE = '''
class Character:
    eyes: int = known(0)
    sum: int = private(0)
    worst: int = private(-3)
    turn: Moment = private(never)


@event(at=Character.turn)
def throw(who: Character):
    """{who} throws."""
    eyes = roll(1, 6)
    far = roll(who.worst, who.worst + 1)
    same = roll(4, 4)
    back = roll(2, 1)
    who.eyes = eyes
    who.sum += far + same
    who.turn = now + seconds(1)
'''
PEOPLE = "ana: {place: hall, turn: day 1 06:00}\nbo: {place: hall}"


@pytest.fixture
def table(tmp_path: Path) -> World:
    return tiny(tmp_path, Tiny(DICE, PEOPLE, ends="day 1 06:50"))


@pytest.mark.slow
def test_each_face_is_as_likely_as_another(table: World) -> None:
    thrown = of(table.run(1), "throw")
    assert len(thrown) == 3000
    for word, faces in {"eyes": range(1, 7), "far": (-3, -2), "same": (4,), "back": (1, 2)}.items():
        found = Counter(int(float(deed.outcomes[word])) for deed in thrown)
        assert set(found) == set(faces)
        if len(faces) > 1:
            assert fits([found[face] for face in faces], [Fraction(1, len(faces))] * len(faces))


def test_both_modes_throw_the_same_and_a_witness_sees_it(table: World) -> None:
    table.program.make_beside()
    native, other = (table.run(2, until=60.0, interpreted=way) for way in (False, True))
    assert native.deeds == other.deeds
    assert native.block.raw == other.block.raw
    found = table.odds("believes(bo, ana.eyes == 0)").base[0]
    assert found.hits == 0  # type: ignore[union-attr]


def test_draws_beyond_the_last_whole_run_of_faces_are_drawn_again(table: World) -> None:
    """Three faces of 2^61 draws each would favour the first: of 2^62 draws a quarter is left."""
    block, faces = table.universe(1).block, 3 * 2**60
    found = [rolled(block, 0, slot, 0, faces - 1) for slot in range(400)]
    third = Counter(x // 2**60 for x in found)
    assert fits([third[n] for n in range(3)], [Fraction(1, 3)] * 3)


def test_a_deed_may_still_be_called_a_roll(tmp_path: Path) -> None:
    rules = DICE.replace("def throw(", "def roll(")
    assert of(tiny(tmp_path, Tiny(rules, PEOPLE)).run(1, until=9.0), "roll")
