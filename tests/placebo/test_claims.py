"""What is told and replayed is the same, whatever a rule that is never used might write."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, tiny, told

from moshimo import Change, Sampling, World

KINDS = """
class Place:
    lit: bool = known(False)


class Character:
    home: Place = known(nowhere)
    badge: Place = visible(nowhere)
    purse: Amount = known(1)
"""
UNUSED = '''

@action()
def move(one: Character):
    """{one} moves in."""
    weigh(0, "{one} never does")
    one.home = one.place
    one.badge = one.place
'''
TELLS = '''

@action(carries=roles, again=days(9))
def light(one: Character, other: Character):
    """{one} lights a lamp for {other}."""
    when(one.place != other.place)
    weigh(9, "{one} wants it")
    takes(minutes(1))
    spent = chance(0.5)
    inform(other, light(one, other))
    one.home.lit = True
'''
LIES = '''

@action(carries=roles, again=days(9))
def boast(one: Character, other: Character):
    """{one} says to {other} that a lamp is lit."""
    when(one.place != other.place)
    weigh(9, "{one} wants it")
    inform(other, light(one, other))


@action()
def light(one: Character, other: Character):
    """{one} lights a lamp for {other}."""
    weigh(0, "{one} is lazy")
    one.home.lit = True
    one.purse -= 0.5
'''
SEEN = '''

@action(again=days(9))
def light(one: Character, other: Character):
    """{one} lights a lamp for {other}."""
    when(one.home == hall_of(one), one.place == other.place)
    weigh(9, "{one} wants it")
    one.home.lit = True


def hall_of(one: Character) -> Place:
    return one.place
'''
FAILS = '''

@action(again=seconds(0))
def ask(who: Character, other: Character):
    """{who} asks {other} for money."""
    when(who != other, other.purse + (other.badge == other.home) >= 6)
    weigh(9, "{who} is poor")


@action(again=seconds(30))
def praise(who: Character, other: Character):
    """{who} speaks well of {other}."""
    when(who != other, other.badge == other.home)
    weigh(3, "{who} likes {other}")
'''
APART = "ana: {place: hall, home: hall, badge: hall}\nbo: {place: mill, home: mill, badge: mill}"
TOGETHER = "ana: {place: hall, home: hall}\nbo: {place: hall, home: mill}"


def both(folder: Path, rules: str, people: str, scenario: str = "") -> tuple[World, World]:
    """Return the world without and with the rule that is never used."""
    made = [Tiny(KINDS + rules + more, people, scenario=scenario) for more in ("", UNUSED)]
    plain, more = (tiny(folder / str(n), one) for n, one in enumerate(made))
    return plain, more


def believe(world: World, question: str) -> float:
    """Return in how many of twenty universes it is so at the end."""
    return float(world.odds(question, Sampling(universes=20)).answers.sum())


@pytest.mark.parametrize("rules", [TELLS, LIES])
def test_what_is_told_is_believed_all_the_same(tmp_path: Path, rules: str) -> None:
    for world in both(tmp_path, rules, APART):
        assert believe(world, "believes(bo, hall.lit)") == 20
        assert believe(world, "believes(ana, mill.lit)") == 20


def test_a_lie_takes_from_what_the_hearer_takes_to_be_there(tmp_path: Path) -> None:
    minds = "minds:\n  bo: {ana.purse: 4}\n"
    for world in both(tmp_path, LIES, APART, minds):
        assert believe(world, "believes(bo, ana.purse >= 2 and ana.purse <= 3.5)") == 20


def test_a_deed_that_tells_of_itself_is_told_with_what_was_thrown(tmp_path: Path) -> None:
    plain, _ = both(tmp_path, TELLS, APART)
    found = plain.odds(
        ["recalls(bo, light(ana, bo, spent=True))", "happened(light(ana, bo, spent=True))"],
        Sampling(universes=30),
    )
    assert found.answers[:, 0, 0].tolist() == found.answers[:, 0, 1].tolist()
    assert 0 < found.answers[:, 0, 0].sum() < 30


def test_who_is_wrong_of_what_a_deed_reads_replays_what_it_did(tmp_path: Path) -> None:
    minds = "minds:\n  bo: {ana.home: mill}\n"
    for world in both(tmp_path, SEEN, TOGETHER, minds):
        assert believe(world, "happened(light(ana, bo))") == 20
        assert believe(world, "believes(bo, hall.lit)") == 20
        assert believe(world, "believes(bo, mill.lit)") == 0


def test_failing_teaches_only_what_was_wrong(tmp_path: Path) -> None:
    minds = "minds:\n  ana: {bo.purse: 9}\n  bo: {ana.purse: 9}\n"
    plain, more = both(tmp_path, FAILS, APART, minds)
    for seed in range(4):
        before, after = plain.run(seed), more.run(seed)
        assert "ask(ana, bo): foiled" in told(before)
        assert told(before).count("praise(ana, bo)") > 1
        assert after.deeds == before.deeds
        assert after.hash() == before.hash()


MISSES = '''

@action(moves=True, again=minutes(1))
def go(who: Character, to: Place):
    """{who} goes to {to}."""
    when(who.place != to)
    weigh(1, "{who} is restless")
    takes(way(who.place, to))
    who.place = to


@action(again=minutes(2))
def sigh(who: Character, other: Character):
    """{who} misses the badge of {other}."""
    when(who != other, now - last_heard(other.badge) > minutes(5))
    weigh(1, "{who} has not seen it for long")
'''


def test_when_one_last_saw_something_does_not_hang_on_who_might_change_it(tmp_path: Path) -> None:
    plain, more = both(tmp_path, MISSES, APART)
    for seed in range(3):
        assert more.run(seed).deeds == plain.run(seed).deeds


COUNTS = '''
class Character:
    purse: Amount = private(1)
    cup: Amount = known(0)
    turn: Moment = private(day 1 06:00)


@event(at=Character.turn)
def pour(who: Character):
    """{who} pours."""
    who.cup = who.purse * 2
    who.turn = now + minutes(1)
'''


def test_a_why_does_not_hang_on_how_many_rules_there_are(tmp_path: Path) -> None:
    idle = "".join(
        f'\n\n@action()\ndef idle_{n}(who: Character):\n    """{{who}} *does* nothing."""\n'
        '    weigh(0, "it is nothing")\n'
        for n in range(30)
    )
    rules = COUNTS.replace("day 1 06:00", "never")
    people = "ana: {place: hall, turn: day 1 06:01}"
    few, many = (
        tiny(tmp_path / w, Tiny(rules + more, people))
        for w, more in zip(("few", "many"), ("", idle), strict=True)
    )
    change = Change(change={"ana.purse": 3})
    found = [world.compare(change, 1).both for world in (few, many)]
    assert len(found[0].comparison.changed) > 20
    assert found[0].chains == found[1].chains
