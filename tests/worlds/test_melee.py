"""Fighting at close quarters: what a fight of two is like, and which rule does what in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bench.duel import fights, information, of_skill, rows
from moshimo.engine.journal import Deed
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.multiverse.asking.shake import starting
from moshimo.multiverse.ensemble import ensemble
from moshimo.world.load import load

pytestmark = pytest.mark.slow

RING = str(Path(__file__).parent / "ring")
MANY = 200


@cache
def ring() -> Program:
    return prepare(*load(RING))


def with_(**changes: float) -> Program:
    """Return the ring with a number of both fighters changed."""
    program = ring()
    values = dict(program.scenario.values)
    for word, value in changes.items():
        for row in (1, 2):
            values[f"Character.{word}", row, 0] = value
    return starting(program, replace(program.scenario, values=values))


def done(program: Program, *rules: str, many: int = MANY) -> list[list[Deed]]:
    """Return the deeds of these rules that were done, universe by universe."""
    found = ensemble(program, range(1, many + 1), deeds=rules)
    return [[d for d in result.deeds if d.result == "done"] for result in found]


def landed(deeds: list[list[Deed]], rule: str) -> float:
    """Return which share of such blows landed."""
    blows = [d for one in deeds for d in one if d.rule == rule]
    return sum(bool(d.outcomes["lands"]) for d in blows) / len(blows)


def test_a_fight_of_equals_is_even_and_reads_as_a_fight() -> None:
    found = fights(of_skill(ring(), 0.0), 1000)
    short = [word for word, _, held in rows(found, 0.0) if not held]
    assert [word for word in short if word != "ms of processor time"] == []
    assert information(found.pairs) >= 0.5


def test_the_better_one_wins_more_often_and_not_always() -> None:
    shares = [
        sum(found.won) / 400
        for difference in (0.0, 0.3, 0.6)
        for found in [fights(of_skill(ring(), difference), 400)]
    ]
    assert shares[0] < shares[1] < shares[2] < 1
    assert 0.65 < shares[1] < 0.85


def test_nobody_is_hit_from_where_they_cannot_be_reached() -> None:
    for result in ensemble(with_(bent=0.0), range(1, 21), deeds=("strike", "kick", "cut")):
        assert not result.deeds  # four metres apart, and neither means to win
    far = done(ring(), "strike", "kick", "cut", "close_in", many=40)
    for deeds in far:
        assert min(deeds, key=lambda d: d.begin).rule == "close_in"


def test_what_one_does_about_a_blow_makes_it_land_less_often() -> None:
    rules = ("strike", "duck", "dodge", "block", "step_back")
    met: list[bool] = []
    open_to: list[bool] = []
    for deeds in done(ring(), *rules):
        answers = [d for d in deeds if d.rule != "strike"]
        for blow in (d for d in deeds if d.rule == "strike"):
            mine = [
                a
                for a in answers
                if a.roles["to"] == blow.roles["target"] and blow.begin <= a.begin < blow.end
            ]
            (met if mine else open_to).append(bool(blow.outcomes["lands"]))
    assert sum(met) / len(met) < 0.5 * sum(open_to) / len(open_to)


def test_a_stance_serves_one_blow() -> None:
    for seed in (1, 2, 3):
        universe = Universe(ring(), seed).until(600)
        served = [d for d in universe.deeds if d.rule == "served"]
        stances = [d for d in universe.deeds if d.rule in ("duck", "dodge", "block", "step_back")]
        assert served
        assert len(stances) - 2 <= len(served) <= len(stances)


def test_a_hold_leaves_a_hand_free_and_nobody_steps_back_out_of_it() -> None:
    held = done(ring(), "clinch", "free_hand", "wrestle", "break_free")
    assert any(d.rule == "free_hand" for deeds in held for d in deeds)
    assert 0.05 < landed(held, "free_hand") < 0.6
    thrown = [d.outcomes["thrown"] for deeds in held for d in deeds if d.rule == "wrestle"]
    assert sum(bool(x) for x in thrown) / len(thrown) < 0.35  # mostly nobody wins


def test_a_knife_that_is_kicked_away_is_anybodys() -> None:
    owners = {"ivo": "ivo_knife", "nan": "nan_knife"}
    taken = [
        d.roles["thing"] == owners[d.roles["taker"]]
        for deeds in done(ring(), "pick_up", "knock_away")
        for d in deeds
        if d.rule == "pick_up"
    ]
    assert True in taken
    assert False in taken


def test_who_means_no_blood_draws_no_knife() -> None:
    merciful = sum(map(len, done(with_(mercy=1.0), "draw_blade")))
    ruthless = sum(map(len, done(with_(mercy=0.0), "draw_blade")))
    assert merciful < ruthless


def test_a_duel_gives_the_same_bits_interpreted() -> None:
    native = Universe(ring(), 1).until(12).hash()
    assert native == Universe(ring(), 1, interpreted=True).until(12).hash()
