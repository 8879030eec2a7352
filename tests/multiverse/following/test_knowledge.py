"""What somebody could do and would not strains; what they cannot know enough for breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from moshimo import World, load
from moshimo.multiverse.following.verdicts import FollowedBeat

RULES = '''"""A secret, a temper, and a song."""
from moshimo.rules import *


class Character:
    spy: bool = known(False)
    anger: Level = private(0.0)


@action()
def denounce(accuser: Character, accused: Character):
    """{accuser} denounces {accused}."""
    when(accused.spy, accused != accuser, accused.place == accuser.place)
    weigh(1, "{accuser} is loyal")


@action()
def strike(hand: Character, other: Character):
    """{hand} strikes {other}."""
    when(other != hand, other.place == hand.place)
    weigh(hand.anger, "{hand} is angry")
    deter(1, "{hand} has sworn not to")


@action(again=minutes(10))
def sing(singer: Character):
    """{singer} sings."""
    takes(seconds(20))
    weigh(1, "{singer} is glad")


@action(answers=sing)
def clap(hearer: Character, singer: Character):
    """{hearer} claps for {singer}."""
    weigh(5, "{hearer} likes {singer}'s voice")
'''
FILES = {
    "world.yaml": "title: An inn\n",
    "rules/inn.py": RULES,
    "scenarios/night.yaml": ('starts: "18:00"\nends: {at: "19:00"}\nsecret: {bo.spy: [bo]}\n'),
    "people.yaml": (
        "Character:\n"
        "  ana: {name: Ana, pronouns: she, place: inn}\n"
        "  bo: {name: Bo, pronouns: he, place: inn, spy: true, anger: 0.5}\n"
        "  cai: {name: Cai, pronouns: he, place: yard}\n"
        "Place:\n  inn: {name: the inn}\n  yard: {name: the yard}\n"
    ),
}


@pytest.fixture
def inn(tmp_path: Path) -> World:
    for name, text in FILES.items():
        file = tmp_path / "inn" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return load(f"{tmp_path / 'inn'}/night")


def last(inn: World, where: Path, *deeds: str) -> FollowedBeat:
    """Return what becomes of the last beat of a plot of these deeds."""
    beats = ", ".join(f'{{id: B{n}, deed: "{deed}"}}' for n, deed in enumerate(deeds))
    file = where / "plot.yaml"
    file.write_text(f"of: night\nbeats: [{beats}]\n", encoding="utf-8")
    return inn.follow(file).beats[-1]


def test_who_cannot_know_of_a_secret_cannot_act_on_it(inn: World, tmp_path: Path) -> None:
    found = last(inn, tmp_path, "sing(ana)", "denounce(ana, bo)")
    assert found.verdict == "breaks"
    fault = found.fault
    assert fault is not None
    assert fault.kind == "knowledge contradiction"
    assert fault.condition == "ana takes it that bo.spy"
    assert fault.value == "bo.spy is False"


def test_who_has_not_perceived_a_deed_cannot_answer_it(inn: World, tmp_path: Path) -> None:
    found = last(inn, tmp_path, "sing(ana)", "clap(cai, ana)")
    assert found.verdict == "breaks"
    assert found.fault is not None
    assert found.fault.condition == "cai has perceived sing(ana)"


def test_what_somebody_never_would_do_strains_and_is_made_to_happen(
    inn: World, tmp_path: Path
) -> None:
    found = last(inn, tmp_path, "sing(ana)", "strike(bo, ana)")
    assert (found.verdict, found.came, found.at is None) == ("strains", 0, False)
    assert found.fault is not None
    assert found.fault.kind == "characterisation"
    assert found.fault.against == ("bo has sworn not to (-100 %)",)


def test_the_text_says_what_is_the_matter(inn: World, tmp_path: Path) -> None:
    file = tmp_path / "plot.yaml"
    file.write_text(
        "story: A night\nof: night\nbeats:\n"
        '  - {id: A, deed: "sing(ana)"}\n  - {id: B, deed: "strike(bo, ana)"}\n'
        '  - {id: C, deed: "strike(bo, cai)", intended: he is drunk}\n',
        encoding="utf-8",
    )
    assert inn.follow(file, seed=1).text(72) == TOLD


TOLD = """\
A night, followed in inn/night, universe 1

  A    63 of 64              day 1 18:10  sing(ana)
? B    0 of 256              day 1 18:10  strike(bo, ana)
      strains (characterisation): strike(bo, ana)
      against it: bo has sworn not to (-100 %)
      they could, and would not by themselves: in 0 of 256 universes
~ C    0 of 256                           strike(bo, cai)
      intended (geographical contradiction): strike(bo, cai), nearest on
        day 1 18:10
      what fails: cai.place == bo.place
      but cai.place is yard, from the start
      intended: he is drunk

3 beats: 1 holds, 1 strains, 1 is intended.
"""
