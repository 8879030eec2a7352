"""A masked ball and a hot street: the systems of a duel, in a world that is nothing like it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.engine.tiny import of

from moshimo import Sampling, load

pytestmark = pytest.mark.slow  # many universes, or machine code of many worlds

BALL = str(Path(__file__).parent / "ball")
MANY = 100
AT_THE_BALL = (
    "happened(let_in(peter, romeo))",
    "happened(turn_away(peter, romeo))",
    "happened(voice_is_known(romeo, tybalt))",
    "tried(go_for(tybalt))",
    "happened(forbid(capulet, tybalt))",
    "happened(give_hand(juliet, romeo))",
)
IN_THE_STREET = (
    "happened(strike(tybalt, mercutio))",
    "happened(step_between(None, None, mercutio))",
    "happened(thrust_under(None, mercutio))",
    "happened(bleeds_to_death(mercutio))",
    "happened(has_killed(mercutio, tybalt))",
    "any(x.taken for x in Character)",
    "tybalt.blood_guilt and (tybalt.place == tybalt.refuge or tybalt.place == gate)",
    "happened(exile(None)) or happened(proclaim_exile(None))",
)


@cache
def shares(scenario: str, asked: tuple[str, ...], *forks: str) -> list[list[float]]:
    """Return of each variant in which share of universes each of these is so."""
    odds = load(f"{BALL}/{scenario}").odds(asked, Sampling(universes=MANY, forks=forks)).odds
    shares: list[list[float]] = odds.answers.mean(axis=0).tolist()
    return shares


@pytest.mark.parametrize("question", range(len(AT_THE_BALL)))
def test_what_comes_about_at_the_ball_can_come_out_otherwise(question: int) -> None:
    share = shares("ball", AT_THE_BALL, "without-a-mask")[0][question]
    assert 0 < share < 1, AT_THE_BALL[question]


@pytest.mark.parametrize("question", range(len(IN_THE_STREET)))
def test_what_comes_about_in_the_street_can_come_out_otherwise(question: int) -> None:
    share = shares("street", IN_THE_STREET)[0][question]
    assert 0 < share < 1, IN_THE_STREET[question]


def test_who_has_no_mask_is_let_in_less_often_and_thrown_out_more() -> None:
    masked, bare = shares("ball", AT_THE_BALL, "without-a-mask")
    assert bare[0] < masked[0] - 0.3
    assert bare[1] > masked[1] + 0.3
    assert bare[2] == 0  # whom everybody sees needs no voice to be known by


def test_the_doorkeeper_tells_of_a_stranger_until_he_knows_him() -> None:
    world = load(f"{BALL}/ball")
    for seed in range(1, 20):
        let_in = [d for d in of(world.run(seed, until="21:40"), "let_in") if d.result == "done"]
        romeo = [d for d in let_in if d.roles["guest"] == "romeo" and d.taken]
        if romeo:
            story = str(world.tell(seed, until=romeo[0].end + 1, eyes="peter"))
            assert "stranger" in story
            assert "Romeo" not in story
            assert "Romeo" in str(world.tell(seed, until=romeo[0].end + 1))
            return
    raise AssertionError("nobody let Romeo in with his mask on")
