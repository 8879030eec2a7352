"""Hiding and smoke: what the system does among people who look for each other in a wood."""

from __future__ import annotations

from pathlib import Path

from tests.engine.tiny import Tiny, of, tiny

from moshimo import World
from moshimo.engine.universe import Universe

RULES = '''
class Character:
    throws: bool = private(False)
    flees: bool = private(False)
    lies_in_wait: bool = private(False)
    works: bool = private(False)


@action(again=days(9))
def throw_bomb(thrower: Character):
    """{thrower} throws a bomb."""
    when(thrower.throws)
    weigh(1000000, "it is time")
    thrower.throws = False
    means(Smoke(thrower.place))


@reason(of=slip_away)
def flight(hider):
    when(hider.flees)
    weigh(1000000, "{hider} has to get away")


@reason(of=come_out)
def stays(hider):
    when(hider.flees)
    deter(1, "{hider} stays hidden")


@reason(of=spring_out)
def ambush(hider, target):
    when(hider.lies_in_wait)
    weigh(0.5, "{target} suspects nothing")


@action(again=seconds(1))
def chop(worker: Character):
    """{worker} chops wood."""
    when(worker.works)
    weigh(100, "there is work")
    takes(hours(3))


@reason(of=walk)
def stay(walker, to):
    deter(1, "nobody goes anywhere")
'''
PLACES = """
Place:
  wood: {path: {mill: 4 minutes}, hangs: %s}
  mill: {}
"""
FRONT = "systems: [time, perception, space, hiding]"


def wood(folder: Path, people: str, hangs: str = "20 seconds") -> World:
    made = Tiny(RULES, people, places=PLACES % hangs, front=FRONT, ends="day 1 18:00")
    return tiny(folder, made)


def hidden(universe: Universe) -> dict[str, bool]:
    """Return who is hidden at the end."""
    return {
        name: bool(value)
        for name, value in zip(
            universe.names("Character"), universe["Character.hidden"], strict=True
        )
    }


THREE = """
ana: {place: wood, throws: true}
bo: {place: wood, flees: true}
cai: {place: wood, seeking: bo%s}
dora: {place: mill}
"""


def test_in_smoke_one_slips_away_and_nobody_sees_it(tmp_path: Path) -> None:
    universe = wood(tmp_path, THREE % ", keen: 0").run(1)
    (rises,), (clears,) = of(universe, "smoke_rises"), of(universe, "smoke_clears")
    assert clears.begin == rises.end + 20
    assert {d.roles["who"] for d in of(universe, "lost_to_sight")} == {"ana", "bo", "cai"}
    slip = of(universe, "slip_away")[0]
    assert (slip.roles["hider"], slip.begun, slip.witnesses) == ("bo", ("bo",), ("bo",))
    assert rises.end <= slip.begin < clears.begin
    assert {d.roles["who"] for d in of(universe, "seen_again")} == {"ana", "cai"}


def test_where_smoke_clears_at_once_nobody_slips_away(tmp_path: Path) -> None:
    universe = wood(tmp_path, THREE % "", hangs="0 seconds").run(1)
    assert of(universe, "smoke_clears") != []
    assert of(universe, "slip_away") == []
    assert hidden(universe)["bo"] is False


def test_whoever_is_seen_cannot_slip_away(tmp_path: Path) -> None:
    alone = wood(tmp_path / "a", "bo: {place: wood, flees: true}").run(1)
    seen = wood(tmp_path / "b", "bo: {place: wood, flees: true}\ncai: {place: wood}").run(1)
    assert len(of(alone, "slip_away")) >= 1
    assert of(seen, "slip_away") == []


def test_a_search_finds_in_the_end_and_is_slowed_by_wounds(tmp_path: Path) -> None:
    spans = []
    for slowed in ("0", "1"):
        made = wood(tmp_path / slowed, THREE % f", keen: 1, slowed: {slowed}")
        universe = made.run(1)
        search = of(universe, "look_for")
        assert search != []
        assert any(d.outcomes.get("found") for d in search)
        assert hidden(universe)["bo"] is False
        spans.append(search[0].end - search[0].begin)
    assert 7.9 < spans[0] < 8.1
    assert 30 < spans[1] < 32.1


def test_whoever_springs_out_takes_the_other_unawares(tmp_path: Path) -> None:
    people = """
    bo: {place: wood, flees: true, lies_in_wait: true}
    cai: {place: wood, works: true, asleep: false}
    ana: {place: wood, throws: true}
    """
    universe = wood(tmp_path, people).run(1)
    spring, unaware = of(universe, "spring_out")[0], of(universe, "taken_unawares")[0]
    assert spring.roles == {"hider": "bo", "target": "cai"}
    assert unaware.roles == spring.roles
    chop = next(d for d in of(universe, "chop") if d.begin < spring.begin <= d.end)
    assert (chop.result, chop.end) == ("foiled", unaware.begin)
    assert hidden(universe)["bo"] is False or len(of(universe, "slip_away")) > 1
