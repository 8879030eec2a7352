"""How much a universe may take, and what is told where it would take more."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engine.tiny import SAMPLE, Tiny, tiny
from tests.told import moshimo

from moshimo import Limits, World, load
from moshimo.errors import RunError

STORM = '''
class Character:
    n: int = known(0)

@event(mean=seconds(0.000001))
def boom(a: Character):
    """{a} booms."""
    when(a.n >= 0)
    a.n += 1
'''
BACKWARDS = '''
class Character:
    n: int = known(0)

@action(again=seconds(0))
def nod(a: Character):
    """{a} nods."""
    weigh(10, "{a} wants")
    takes(minutes(0 - 5))
    a.n += 1
'''
SEESAW = '''
class Character:
    up: bool = private(False)
    n: int = known(0)

@appraisal()
def rises(mind: Character):
    """{mind} cheers up."""
    when(not mind.up)
    mind.up = True

@appraisal()
def falls(mind: Character):
    """{mind} is cast down."""
    when(mind.up)
    mind.up = False
'''
FOLK = "\n".join(f"p{i}: {{place: hall}}" for i in range(5))
BOTH = pytest.mark.parametrize("interpreted", [True, False], ids=["interpreted", "native"])


def told(run: Callable[[], object]) -> str:
    with pytest.raises(RunError) as caught:
        run()
    return str(caught.value)


def without_end(folder: Path, rules: str) -> World:
    """Return a tiny world whose scenario has no end."""
    tiny(folder, Tiny(rules, FOLK))
    scenario = folder / "scenarios" / "start.yaml"
    scenario.write_text('scenario: World\nstarts: "06:00"\n', encoding="utf-8")
    return load(str(folder))


@BOTH
@pytest.mark.parametrize(
    ("rules", "line", "rule"),
    [(STORM, 7, "boom"), (BACKWARDS, 7, "nod")],
    ids=["a storm of events", "spans below nothing"],
)
def test_a_world_without_end_stops_at_the_rule_of_most_of_its_deeds(
    tmp_path: Path, rules: str, line: int, rule: str, interpreted: bool
) -> None:
    said = told(lambda: without_end(tmp_path / "w", rules).run(1, interpreted=interpreted))
    assert said == (
        f"w/rules/tiny.py:{line}:5: error[no-end]: this universe goes on for ever, and "
        f"most of what happens is `{rule}`\n"
        "\n"
        f"   {line:>2} | def {rule}(a: Character):\n"
        f"      |     {'^' * len(rule)}\n"
        "\n"
        "  why: the scenario `start` has no end.\n"
        "  fix: give the scenario an end (`ends: {at: day 3 12:00}`), or stop earlier with "
        "`--until`."
    )


def test_people_who_only_think_for_ever_are_stopped_too(tmp_path: Path) -> None:
    assert told(lambda: without_end(tmp_path / "w", SEESAW).run(1)) == (
        "w: error[no-end]: this universe goes on for ever, and nothing happens any more\n"
        "\n"
        "  why: the scenario `start` has no end.\n"
        "  fix: give the scenario an end (`ends: {at: day 3 12:00}`), or stop earlier with "
        "`--until`."
    )


def test_deeds_have_a_limit() -> None:
    limits = Limits(deeds=20)
    said = told(lambda: load(str(SAMPLE)).run(2, limits=limits))
    assert said[said.index("sample/") :].split("\n\n")[::2] == [
        "sample/rules/village.py:35:5: error[limit-deeds]: this universe comes to more than 20 "
        "deeds; most of them are `walk`",
        "  fix: stop earlier with `--until`, or allow more with `--limit-deeds`.",
    ]


def test_memory_has_a_limit() -> None:
    limits = Limits(memory=200_000)
    assert told(lambda: load(str(SAMPLE)).run(2, limits=limits)) == (
        "sample: error[limit-memory]: this universe needs more than 200,000 bytes of memory to "
        "begin\n"
        "\n"
        "  why: what counts is its block, which holds all that is so, and its journal.\n"
        "  fix: give it more with `--limit-memory`, or stop earlier with `--until`."
    )


def test_nothing_is_made_of_a_universe_that_is_too_large_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = "class Character(room=2000):\n    dread: Amount[Character] = known(0.0)\n"
    made = tiny(tmp_path, Tiny(rules, "ana: {place: hall}"))
    monkeypatch.setattr("moshimo.engine.program.opening", None)
    assert "more than 1,000,000 bytes of memory to begin" in told(
        lambda: made.run(1, limits=Limits(memory=1_000_000))
    )
    assert "needs more than" in told(lambda: made.tell(limits=Limits(memory=10)))


def test_time_has_a_limit() -> None:
    limits = Limits(time=1e-9)
    assert told(lambda: load(str(SAMPLE)).run(2, limits=limits)) == (
        "sample: error[limit-time]: this took longer than 1e-09 seconds\n"
        "\n"
        "  fix: give it more with `--limit-time`, or stop earlier with `--until`."
    )


@pytest.mark.parametrize(
    "words",
    [
        ["tell", str(SAMPLE), "--seed", "2"],
        ["tell", str(SAMPLE), "--seed", "2", "--format", "jsonl"],
        ["odds", str(SAMPLE), "happened(leave(bo))", "--universes", "3"],
        ["odds", str(SAMPLE), "bo.need", "--universes", "3", "--fork", "a-good-year"],
        ["compare", str(SAMPLE), "--fork", "a-good-year"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    ("limit", "code"),
    [
        (["--limit-deeds", "3"], "limit-deeds"),
        (["--limit-memory", "100KB"], "limit-memory"),
        (["--limit-time", "0.000001"], "limit-time"),
    ],
    ids=lambda x: x[0] if isinstance(x, list) else "",
)
def test_every_command_that_runs_universes_has_the_limits(
    words: list[str], limit: list[str], code: str
) -> None:
    found = moshimo(*words, *limit)
    assert found.code == 1
    assert f"error[{code}]" in found.err
    assert found.out == ""


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--limit-time", "nan"], "--limit-time: expected a number above 0, got nan"),
        (["--limit-deeds", "9223372036854775808"], "--limit-deeds: expected at most 2^53, got 9"),
        (["--limit-memory", "99999999999G"], "--limit-memory: expected at most 2^53, got 9"),
    ],
    ids=["time", "deeds", "memory"],
)
def test_a_limit_that_is_none_is_refused(option: list[str], said: str) -> None:
    found = moshimo("tell", str(SAMPLE), *option)
    assert found.code == 2
    assert said in found.err


def test_a_size_that_is_none_is_refused() -> None:
    found = moshimo("tell", str(SAMPLE), "--limit-memory", "much")
    assert found.code == 2
    assert "`much` is no size; there is: 500MB, 2GB, 1000000000." in found.err


def test_limits_change_nothing_in_a_universe_that_keeps_them() -> None:
    sample = load(str(SAMPLE))
    limits = Limits(deeds=10_000, memory=10**8, time=100)
    assert sample.run(2, limits=limits).hash() == sample.run(2).hash()


def test_a_universe_within_limits_can_be_pickled_and_runs_on() -> None:
    sample = load(str(SAMPLE))
    half = sample.run(2, until=600, limits=Limits(time=100))
    assert pickle.loads(pickle.dumps(half)).until().hash() == sample.run(2).hash()
