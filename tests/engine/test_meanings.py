"""A deed that has a meaning for every member of a kind: `means(…)` inside a `for`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.engine.tiny import MakeWorld, line, of

from moshimo import World
from moshimo.engine.attempt import attempts
from moshimo.engine.universe import Universe

RULES = '''
class Hurt(Deed):
    who: Character
    size: Level


class Character:
    turn: Moment = private(never)
    near_fire: bool = known(False)
    x: Character = known(nobody)


@event(at=Character.turn)
def explode(keeper: Character):
    """The oven of {keeper} explodes."""
    half = 0.5
    for x in Character:
        size = half / 2
        if x.near_fire:
            means(Hurt(x, size))


@event(of=Hurt)
def scream(who: Character):
    """{who} screams."""


@event(of=Hurt)
def shudder(who: Character, x: Character):
    """{x} shudders at what befell {who}."""
    when(x != who, not x.near_fire)
'''
REMEMBERING = '''

@action(again=days(9))
def comfort(x: Character, other: Character):
    """{x} comforts {other}."""
    weigh(99 * recalls(x, Hurt(other, None)), "{other} was hurt")


@action(again=days(9))
def measure(x: Character):
    """{x} measures it."""
    weigh(99 * (since(x, Hurt(x, 0.25)) < minutes(30)), "{x} was hurt so much")
'''
ANSWERING = '''

@action(answers=Hurt, within=minutes(9))
def limp(who: Character):
    """{who} limps."""
    weigh(99, "it hurts")


@action(answers=Hurt, within=minutes(9))
def pity(x: Character, who: Character):
    """{x} pities {who}."""
    weigh(99, "it hurt {who}")


@action(answers=Hurt, within=minutes(9))
def gape(x: Character):
    """{x} gapes."""
    weigh(99, "it is loud")
'''
PEOPLE = """
    ana: {place: hall, turn: day 1 06:05}
    bo: {place: hall, near_fire: true}
    cai: {place: hall, near_fire: true}
    dora: {place: hall}"""
Run = Callable[[World], Universe]


@pytest.fixture(params=[True, False], ids=["interpreted", "native"])
def run(request: pytest.FixtureRequest) -> Run:
    return lambda start: Universe(start.program, 1, interpreted=request.param).until()


def happened(universe: Universe, rule: str) -> set[str]:
    """Return the deeds of a rule."""
    return {line(deed) for deed in of(universe, rule)}


def test_an_event_of_it_follows_for_each_member(world: MakeWorld, run: Run) -> None:
    universe = run(world(RULES, PEOPLE))
    assert [line(deed) for deed in of(universe, "scream")] == ["scream(bo)", "scream(cai)"]
    assert happened(universe, "shudder") == {
        *("shudder(bo, ana)", "shudder(bo, dora)"),
        *("shudder(cai, ana)", "shudder(cai, dora)"),
    }


def test_it_is_remembered_of_each_member(world: MakeWorld, run: Run) -> None:
    universe = run(world(RULES + REMEMBERING, PEOPLE))
    comforted = happened(universe, "comfort")
    assert {"comfort(ana, bo)", "comfort(ana, cai)", "comfort(bo, cai)"} <= comforted
    assert not any(line.endswith(("ana)", "dora)")) for line in comforted)
    assert happened(universe, "measure") == {"measure(bo)", "measure(cai)"}


def test_it_can_be_answered_for_each_member(world: MakeWorld, run: Run) -> None:
    universe = run(world(RULES + ANSWERING, PEOPLE))
    assert happened(universe, "limp") == {"limp(bo)", "limp(cai)"}
    assert {"pity(ana, bo)", "pity(dora, cai)"} <= happened(universe, "pity")


def test_an_answer_to_whomever_it_befell_is_weighed_once(world: MakeWorld) -> None:
    universe = Universe(world(RULES + ANSWERING, PEOPLE).program, 1, interpreted=True)
    universe.until(301.0)
    (option,) = (o for o in attempts(universe, "gape").options if o.roles == ("ana",))
    assert option.weight == 99
