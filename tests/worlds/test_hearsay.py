"""The standard system `hearsay`: claims are passed on, denied, written down, and found false."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, asked, of, tiny

from moshimo import World

SYSTEMS = "systems: [feelings, hearsay, knowledge, perception, space, ties, time]\n"
LYING = '''
from moshimo.rules import *


class Character:
    lies: Place = private(nowhere)
    of: Character = private(nobody)
    goes_at: Moment = private(never)
    goal: Place = private(nowhere)


@action(speech=True, again=days(3))
def lie(teller: Character, hearer: Character, whom: Character, at: Place):
    """{teller} lets {hearer} believe that {whom} is in {at}."""
    when(teller.lies != nowhere, at == teller.lies, whom == teller.of, sees(teller, hearer))
    when(hearer != whom, not recalls(teller, lie(teller)))
    weigh(50, "{teller} likes to lie")
    takes(seconds(5))
    inform(hearer, is_so(place, whom, at))


@event(at=Character.goes_at)
def go(walker: Character):
    """{walker} goes."""
    walker.place = walker.goal
'''
PEOPLE = """
ana: {place: hall, lies: hut, of: cai}
bo: {place: hall, affection: {dan: 0.9, eva: 0.9, ana: 0.5}}
cai: {place: mill}
dan: {place: hall, affection: {bo: 0.8, eva: 0.9}, goes_at: day 1 07:00, goal: hut}
eva: {place: square, goes_at: day 1 07:30, goal: hall}
"""
PLACES = """
Place:
  hall: {path: {mill: 4 minutes, hut: 5 minutes, square: 3 minutes}}
  mill: {}
  hut: {}
  square: {}
"""


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return a village in which Ana says that Cai is in the hut."""
    folder: Path = tmp_path_factory.mktemp("hearsay") / "village"
    return tiny(folder, Tiny(LYING, PEOPLE, PLACES, front=SYSTEMS, ends="day 1 09:00"))


def test_a_claim_goes_from_mouth_to_mouth_and_into_notes(village: World) -> None:
    runs = [village.run(seed) for seed in range(1, 9)]
    for rule in ("lie", "pass_on", "write_down", "read_note", "is_told", "find_out"):
        assert any(of(universe, rule) for universe in runs), rule
    told = [d for universe in runs for d in of(universe, "pass_on")]
    assert {d.roles["claim"] for d in told} == {"is_so(Character.place, cai, hut)"}


def test_who_finds_a_claim_false_trusts_its_teller_less(village: World) -> None:
    for seed in range(1, 9):
        universe = village.run(seed)
        for deed in of(universe, "find_out"):
            assert asked(universe, f"{deed.roles['hearer']}.trust[{deed.roles['teller']}] < 0")
