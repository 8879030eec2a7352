"""Whose story it is reads what they felt, at what, and in words that need nobody else's mind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.tiny import Tiny, tiny

from moshimo import World

RULES = '''
class Slight(Deed):
    by: Character
    to: Character

class Character:
    grudge: Level = private(0.0)
    hurt: Level = private(0.0)
    suspects: Character = private(nobody)
    starts: Level = private(0.0, half_life=minutes(2))
    speaks: Moment = private(never)

class Place:
    name_only: bool = known(True)

@event(at=Character.speaks)
def speak(x: Character):
    """{x} speaks up."""
    who = pick((y for y in Character if y != x and y.place == x.place), weight=1)
    means(Slight(x, who))

@appraisal(of=Slight)
def wounded(by, to, mind):
    """{mind} is hurt by {by}."""
    when(mind == to)
    mind.hurt += 0.4
    mind.suspects = by

@appraisal(of=speak)
def startled(x, mind):
    """{mind} starts."""
    mind.starts += 0.5
'''
TELLING = """
tell:
  speak:
    - {when: "x.grudge > 0.5", as: "{x} speaks through {x.their} teeth"}
    - "{x} speaks"
  wounded:
    - {when: "hurt > 0.9", as: "{mind} is struck dumb by {by}"}
    - "{mind} feels each word of {by.name}"
"""
PEOPLE = "ana: {place: hall, grudge: %s, speaks: day 1 06:05}\nbo: {place: hall}"


def made(folder: Path, grudge: float = 0.0) -> World:
    (folder / "telling").mkdir(parents=True, exist_ok=True)
    (folder / "telling" / "words.yaml").write_text(TELLING, encoding="utf-8")
    return tiny(folder, Tiny(RULES, PEOPLE % grudge, "Place:\n  hall: {}\n"))


def lived(world: World, who: str) -> str:
    return str(world.tell(1, eyes=who, interpreted=True))


def test_one_reads_what_they_felt_at_a_deed(tmp_path: Path) -> None:
    assert "Bo felt each word of Ana." in lived(made(tmp_path), "bo")


def test_nobody_reads_what_another_felt(tmp_path: Path) -> None:
    world = made(tmp_path)
    assert "felt" not in lived(world, "ana")
    assert "felt" not in str(world.tell(1, interpreted=True))


def test_what_is_gone_at_once_is_no_feeling_to_tell_of(tmp_path: Path) -> None:
    assert "started" not in lived(made(tmp_path), "bo")


def test_ones_own_deeds_are_told_by_what_was_within_and_those_of_others_are_not(
    tmp_path: Path,
) -> None:
    world = made(tmp_path, 0.9)
    assert "through her teeth" in str(world.tell(1, interpreted=True)).replace("their", "her")
    assert "teeth" in lived(world, "ana")
    assert "teeth" not in lived(world, "bo")


@given(grudge=st.floats(0, 1).map(lambda x: round(x, 3)))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_two_universes_that_differ_in_what_one_cannot_know_give_them_one_story(
    grudge: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain, other = (made(tmp_path_factory.mktemp("one"), g) for g in (0.0, grudge))
    assert lived(plain, "bo") == lived(other, "bo")
    assert (lived(plain, "ana") == lived(other, "ana")) == (grudge <= 0.5)


def test_it_ends_with_what_they_know_of_who_is_not_there(tmp_path: Path) -> None:
    told = lived(made(tmp_path), "bo")
    assert "knew" not in told  # nobody in it is elsewhere
