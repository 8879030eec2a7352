"""Bounds and troubles end a run with the rule's line, never silently."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.tiny import MakeWorld, Tiny, believed, tiny, true

from moshimo import World, load
from moshimo.engine import block
from moshimo.errors import RunError
from moshimo.schema.block_fields import POOLS


def trouble(world: MakeWorld, rules: str, people: str, **more: str) -> str:
    with pytest.raises(RunError) as caught:
        world(rules, people, **more).run(1)
    return str(caught.value)


def test_dividing_by_zero_is_told_with_its_file_and_line(world: MakeWorld) -> None:
    rules = '''
class Character:
    coins: int = known(0)
    share: Amount = known(0.0)
    turn: Moment = private(never)


@event(at=Character.turn)
def divide(who: Character):
    """{who} divides the money."""
    who.share = 100 / who.coins
'''
    assert trouble(world, rules, "ana: {turn: day 1 06:05}") == (
        "tiny_0/rules/tiny.py:12:1: error[divided-by-zero]: this divides by zero\n"
        "\n"
        "  fix: ask first, for example `x / y if y > 0 else 0`."
    )


def test_dividing_by_zero_in_a_wish_is_told_too(world: MakeWorld) -> None:
    rules = '''
class Character:
    coins: int = known(0)


@action()
def spend(who: Character):
    """{who} spends."""
    weigh(10 / who.coins, "{who} is poor")
'''
    assert trouble(world, rules, "ana: {place: hall}") == (
        "tiny_0/rules/tiny.py:10:1: error[divided-by-zero]: this divides by zero\n"
        "\n"
        "  fix: ask first, for example `x / y if y > 0 else 0`."
    )


def test_whole_division_by_zero_is_told_as_well(world: MakeWorld) -> None:
    rules = '''
class Character:
    coins: int = known(0)
    rest: int = known(0)
    turn: Moment = private(never)


@event(at=Character.turn)
def divide(who: Character):
    """{who} divides the money."""
    who.rest = 100 % who.coins
'''
    message = trouble(world, rules, "ana: {turn: day 1 06:05}")
    assert message.startswith("tiny_0/rules/tiny.py:12:1: error[divided-by-zero]: this divides")


def test_what_is_no_number_is_told_with_its_line(world: MakeWorld) -> None:
    rules = '''
class Character:
    wait: Span = private(seconds(0))
    bell: Moment = private(never)
    other: Moment = private(never)
    turn: Moment = private(never)


@event(at=Character.turn)
def reckon(who: Character):
    """{who} reckons."""
    who.wait = who.bell - who.other
'''
    assert trouble(world, rules, "ana: {turn: day 1 06:05}") == (
        "tiny_0/rules/tiny.py:13:1: error[not-a-number]: this comes to no number at all\n"
        "\n"
        "  fix: look for infinite spans or never."
    )


def test_waiting_for_what_is_no_number_is_told_too(world: MakeWorld) -> None:
    rules = '''
class Character:
    bell: Moment = private(never)
    other: Moment = private(never)
    turn: Moment = private(never)


@event(at=Character.turn)
def reckon(who: Character):
    """{who} reckons."""
    later(chime(who), after=who.bell - who.other)


@event()
def chime(who: Character):
    """It chimes."""
    when(who.bell < now)
'''
    message = trouble(world, rules, "ana: {turn: day 1 06:05}")
    assert "error[not-a-number]: this comes to no number at all" in message
    assert message.startswith("tiny_0/rules/tiny.py:")


def test_more_deeds_than_a_universe_can_hold(
    world: MakeWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = tuple(replace(pool, most=min(pool.most, 4096)) for pool in POOLS)
    monkeypatch.setattr(block, "POOLS", small)
    rules = '''
@action(again=seconds(0))
def blink(who: Character):
    """{who} blinks."""
    weigh(100, "{who} cannot help it")
'''
    assert trouble(world, rules, "ana: {place: hall}", pace="1 second") == (
        "tiny_0/rules/tiny.py:4:5: error[too-many-deeds]: "
        "more deeds happened than a universe can hold\n"
        "\n"
        "    4 | def blink(who: Character):\n"
        "      |     ^^^^^\n"
        "\n"
        "  fix: look for a rule that is wanted again at once."
    )


def test_what_happens_again_and_again_while_no_time_passes(world: MakeWorld) -> None:
    rules = '''
@action(again=seconds(0))
def blink(who: Character):
    """{who} blinks."""
    weigh(1000000, "{who} cannot help it")
'''
    assert trouble(world, rules, "ana: {place: hall}") == (
        "tiny_0/rules/tiny.py:4:5: error[no-time-passes]: "
        "this happens again and again and no time passes\n"
        "\n"
        "    4 | def blink(who: Character):\n"
        "      |     ^^^^^\n"
        "\n"
        "  fix: give it `takes(…)`, or a longer `again=`."
    )


def test_an_event_that_sets_itself_off_for_ever_is_named(world: MakeWorld) -> None:
    rules = '''
class Character:
    turn: Moment = private(never)


@event(at=Character.turn)
def spin(who: Character):
    """{who} spins."""
    who.turn = now
'''
    message = trouble(world, rules, "ana: {place: hall, turn: day 1 06:05}")
    assert message.startswith("tiny_0/rules/tiny.py:8:5: error[no-time-passes]: this happens again")
    assert message.endswith(
        "fix: let its `when` not hold any more once it has happened, or let it come `later`."
    )


def test_more_births_than_room(world: MakeWorld) -> None:
    rules = '''
class Letter(room=2):
    author: Character = known(nobody)


@action(again=seconds(0))
def write(author: Character):
    """{author} writes."""
    weigh(5, "{author} likes writing")
    takes(seconds(5))
    letter = born(Letter)
    letter.author = author
'''
    assert trouble(world, rules, "ana: {place: hall}") == (
        "tiny_0/rules/tiny.py:8:5: error[no-room]: "
        "more members were born than the kind has room for\n"
        "\n"
        "    8 | def write(author: Character):\n"
        "      |     ^^^^^\n"
        "\n"
        "  fix: declare more: `class Letter(room=4):`."
    )


def test_a_whole_number_that_grows_too_large(world: MakeWorld) -> None:
    rules = '''
class Character:
    rabbits: int = known(2)
    turn: Moment = private(never)


@event(at=Character.turn)
def breed(who: Character):
    """The rabbits of {who} breed."""
    who.rabbits = who.rabbits * who.rabbits
    who.turn = now + seconds(1)
'''
    assert trouble(world, rules, "ana: {turn: day 1 06:05}") == (
        "tiny_0/rules/tiny.py:11:1: error[too-large]: this whole number is too large\n"
        "\n"
        "  fix: keep it below 9007199254740992."
    )


COUNT = '''
class Character:
    count: int = private(4503599627370497)
    noted: int = known(4503599627370497)
    tired: bool = visible(False)


@action(again=seconds(0))
def work(who: Character):
    """{who} works."""
    weigh(9, "{who} must")
    who.tired = True
    DEED


@appraisal(of=work)
def reckon(who, mind):
    """{mind} counts."""
    FEELING


@inference(sure=0.6)
def suppose(mind: Character, who: Character):
    """{mind} supposes what {who} has."""
    when(who.tired)
    IDEA
'''


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("DEED", "who.count += who.count"),
        ("DEED", "who.count = -who.count - who.count"),
        ("DEED", "who.count = sum(x.count for x in Character)"),
        ("DEED", "who.count = max(who.count, who.noted) * 3"),
        ("FEELING", "mind.count += mind.count"),
        ("FEELING", "mind.count = sum(mind.count for x in Character)"),
        ("IDEA", "who.noted += who.noted"),
    ],
)
def test_every_way_to_a_whole_number_that_is_too_large_is_told(
    world: MakeWorld, where: str, change: str
) -> None:
    rules = COUNT.replace(where, change)
    for part in ("DEED", "FEELING", "IDEA"):
        rules = rules.replace(part, "pass")
    people, secret = "ana: {place: hall}\nbo: {place: hall}", "secret:\n  ana.noted: [ana]\n"
    told = trouble(world, rules, people, scenario=secret)
    assert "error[too-large]: this whole number is too large" in told


def test_a_whole_number_is_exact_up_to_the_largest(world: MakeWorld) -> None:
    most = 2**53 - 1
    rules = f'''
class Character:
    count: int = known({most})
    least: int = known(0)
    size: int = known(0)
    turn: Moment = private(never)


@event(at=Character.turn)
def reckon(who: Character):
    """{{who}} counts."""
    who.count = clip(max(who.count, who.count - 1), -{most}, {most})
    who.least = min(-who.count, 1 - who.count)
    who.size = abs(1 - who.count)
'''
    start = world(rules, "ana: {place: hall, turn: day 1 06:05}\nbo: {place: hall}")
    universe = start.run(1)
    for word, value in (("count", most), ("least", -most), ("size", most - 1)):
        assert true(universe, f"Character.{word}", "ana") == value
        assert believed(universe, "bo", f"Character.{word}", "ana") == value


def test_an_endless_pace_is_no_trouble(world: MakeWorld) -> None:
    rules = '''
def pace(mind: Character) -> Span:
    return never - now


@action()
def wait(who: Character):
    """{who} waits."""
    weigh(1, "{who} is patient")
'''
    assert world(rules, "ana: {place: hall}").run(1).ended == "its time is over"


def test_a_seed_is_64_bits(world: MakeWorld) -> None:
    start = world("\nclass Character:\n    coins: int = known(0)\n", "ana: {place: hall}")
    start.run(2**64 - 1)
    for seed in (-1, 2**64):
        with pytest.raises(ValueError, match=r"seed: expected 0 to 2\^64 - 1"):
            start.run(seed)


SPEND = '''
class Character:
    coins: int = known(0)


@action()
def spend(who: Character, where: Place):
    """{who} spends at {where}."""
    weigh(1, "{who} can")
'''
REASON = """\"\"\"Reasons.\"\"\"


@reason(of=spend)
def poverty(who: Character):
    weigh(sum(1 / x.coins for x in Character), "{who} is poor")
"""


@pytest.fixture
def two_files(tmp_path: Path) -> World:
    """A world whose `spend` stands in `rules/tiny.py`, and one of its reasons in `rules/b.py`."""
    tiny(tmp_path / "two", Tiny(SPEND, "ana: {place: hall}"))
    (tmp_path / "two" / "rules" / "b.py").write_text("\n" * 20 + REASON, encoding="utf-8")
    return load(str(tmp_path / "two"))


def test_trouble_in_a_reason_is_told_with_the_file_that_the_reason_stands_in(
    two_files: World,
) -> None:
    with pytest.raises(RunError) as caught:
        two_files.run(1)
    assert str(caught.value).startswith("two/rules/b.py:26:1: error[divided-by-zero]: this divides")


def test_trouble_in_a_scenarios_end_is_told_with_the_scenarios_file(
    world: MakeWorld, tmp_path: Path
) -> None:
    ends = "when: 1 / ana.coins > 2"
    world(SPEND, "ana: {place: hall}")
    file = next(tmp_path.rglob("scenarios/start.yaml"))
    file.write_text(file.read_text().replace("at: day 1 07:00", f"at: day 1 07:00, {ends}"))
    with pytest.raises(RunError) as caught:
        load(str(file.parents[1])).run(1)
    assert str(caught.value).startswith("tiny_0/scenarios/start.yaml:3:1: error[divided-by-zero]")
