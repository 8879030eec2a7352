"""The Leaf's fight in the valley, and the road at night: by rules, and never certain."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bench.plots.tally import Tally, share, tally
from moshimo.engine.program import Program, prepare
from moshimo.multiverse.asking.shake import starting
from moshimo.multiverse.ensemble import ensemble
from moshimo.world.load import load

SYSTEMS = Path(__file__).parent.parent.parent / "src/moshimo/systems"
FIGHT = (
    *("body", "fight", "footwork", "melee", "grapple", "blades", "ambush", "bargain", "challenge"),
    *("awe", "ranged", "power", "techniques", "transformation", "clash", "will", "insight"),
)
FINDING = ("surroundings", "rescue", "healing", "road")
MANY = 80


@cache
def program(where: str) -> Program:
    return prepare(*load(where))


def told(where: str) -> Tally:
    made = program(where)
    return tally(made, made.world.stories[where.partition("/")[2]], MANY, every=True)


def changed(start: str | Program, attribute: str, who: str, value: float) -> Program:
    """Return a scenario in which all that one has under an attribute is another number."""
    made = program(start) if isinstance(start, str) else start
    kind, word = attribute.split(".")
    row = {m.id: i for i, m in enumerate(made.world.members[kind], 1)}[who]
    values = dict(made.scenario.values)
    found = [key for key in values if key[:2] == (f"{kind}.{word}", row)]
    assert found
    return starting(made, replace(made.scenario, values={**values, **dict.fromkeys(found, value)}))


def came(made: Program, rule: str, **roles: str) -> float:
    """Return in what share of universes such a deed is done."""
    hits = 0
    for result in ensemble(made, range(1, MANY + 1), deeds=(rule,)):
        hits += any(
            d.result == "done" and all(d.roles[r] == who for r, who in roles.items())
            for d in result.deeds
        )
    return hits / MANY


def test_the_systems_know_no_ninja_words() -> None:
    for word in (*FIGHT, *FINDING):
        words = set(re.findall(r"[a-z]+", (SYSTEMS / f"{word}.py").read_text("utf-8").lower()))
        assert not words & {"chakra", "ninja", "shinobi", "jutsu", "fox", "curse"}, word


@pytest.mark.slow
def test_the_fight_comes_about_mostly_and_no_choice_in_it_is_certain() -> None:
    found = told("leaf/valley")
    for beat in found.beats:
        assert 0.4 < share(found, beat) < 1, beat
    assert max(found.chances.values()) < 1
    assert found.counts["thoughts"] < 3000


@pytest.mark.slow
def test_without_the_second_state_it_is_the_other_who_wins() -> None:
    before = came(program("leaf/valley"), "overpowered", winner="naruto")
    assert (
        came(
            changed("leaf/valley", "Form.factor", "second_state", 1), "overpowered", winner="naruto"
        )
        > before + 0.15
    )


@pytest.mark.slow
def test_without_what_is_sealed_in_him_he_loses() -> None:
    before = came(program("leaf/valley"), "overpowered", winner="sasuke")
    assert (
        came(changed("leaf/valley", "Character.deep", "naruto", 0), "overpowered", winner="sasuke")
        > before + 0.3
    )


@pytest.mark.slow
def test_who_is_on_nobodys_mind_is_seldom_found() -> None:
    worried = came(program("leaf/valley"), "carry_off", bearer="kakashi", helpless="naruto")
    at_ease = changed("leaf/valley", "Character.worry", "kakashi", 0)
    at_ease = changed(at_ease, "Character.bound", "kakashi", 0)  # nor on the way there
    assert came(at_ease, "carry_off", bearer="kakashi", helpless="naruto") < worried - 0.3


@pytest.mark.slow
def test_who_wants_no_revenge_does_not_go_away_for_it() -> None:
    away = {"walker": "sasuke", "to": "land_of_sound"}
    assert came(program("leaf/valley"), "walk", **away) > 0.7
    assert came(changed("leaf/valley", "Character.purpose", "sasuke", 0), "walk", **away) < 0.2


@pytest.mark.slow
def test_the_night_on_the_road_comes_about_mostly_and_not_without_rain() -> None:
    found = told("leaf/road")
    for beat in found.beats:
        assert share(found, beat) > 0.4, beat
    assert max(found.chances.values()) < 1
    assert came(changed("leaf/road", "Sky.clouded", "sky", 0), "caught_by_rain") < share(
        found, "E35"
    )
