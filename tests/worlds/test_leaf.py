"""The Leaf: its evening comes about by rules, and could have come out otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.plots.bounds import FOLLOWS, MOST, REACHED
from bench.plots.tally import MAIN_LINE, main_line, share, tally
from bench.plots.variants import varied
from moshimo.engine.program import prepare
from moshimo.multiverse.statistics.confidence_interval import wilson
from moshimo.world.load import load
from moshimo.world.world import CheckedWorld, Plot

ROOT = Path(__file__).parent.parent.parent
SENSES = ("meets", "misses")


@pytest.fixture(scope="module")
def leaf() -> CheckedWorld:
    return load("leaf/evening")[0]


@pytest.fixture(scope="module")
def evening(leaf: CheckedWorld) -> Plot:
    return leaf.stories["evening"]


def test_four_in_five_of_the_beats_deeds_are_rules_of_standard_systems(
    leaf: CheckedWorld, evening: Plot
) -> None:
    rules = [d.rule for beat in evening.beats for d in beat.deeds if d.rule not in SENSES]
    standard = [r for r in rules if leaf.laws.rules[r].at.path.startswith("systems/")]
    assert len(standard) >= 0.8 * len(rules)


def test_the_beats_are_those_of_the_canon(evening: Plot) -> None:
    wanted = [f"E{n}" for n in range(10, 35)]
    wanted.insert(wanted.index("E18") + 1, "E18b")
    assert [beat.id for beat in evening.beats] == wanted


def test_the_exiles_beats_are_those_of_the_canon(leaf: CheckedWorld) -> None:
    wanted = [f"E{n:02}" for n in range(1, 57)]
    for word in ("E08", "E18", "E44"):
        wanted.insert(wanted.index(word) + 1, f"{word}b")
    assert [beat.id for beat in leaf.stories["exile"].beats] == wanted


def test_no_rule_names_a_person(leaf: CheckedWorld) -> None:
    people = leaf.members["Character"]
    names = {name.lower() for m in people for name in (m.id, m.short) if len(name) > 3}
    folders = [ROOT / "src/moshimo/systems", ROOT / "src/moshimo/worlds/leaf/rules"]
    for path in [p for folder in folders for p in folder.glob("*.py")]:
        words = set(re.findall(r"[a-z_]+", path.read_text("utf-8").lower()))
        assert not words & names, path.name


@pytest.mark.slow
def test_each_step_of_the_main_line_follows_in_most_universes_and_none_is_certain(
    evening: Plot,
) -> None:
    found = tally(prepare(*load("leaf/evening")), evening, 40, every=True)
    assert all(any(came) for came in found.beats.values())
    for beat, (both, before) in main_line(found).items():
        assert both > 0.5 * before, beat
        assert share(found, beat) < 1
    assert max(found.chances.values()) < 1
    assert found.counts["thoughts"] < 6000


def test_most_of_the_mornings_deeds_are_rules_of_standard_systems(leaf: CheckedWorld) -> None:
    rules = [d.rule for beat in leaf.stories["morning"].beats for d in beat.deeds]
    own = [r for r in rules if not leaf.laws.rules[r].at.path.startswith("systems/")]
    assert own == ["light_eyes"]


def test_the_mornings_beats_are_those_of_the_canon(leaf: CheckedWorld) -> None:
    wanted = [f"E{n}" for n in range(38, 57)]
    wanted.insert(wanted.index("E44") + 1, "E44b")
    assert [beat.id for beat in leaf.stories["morning"].beats] == wanted


@pytest.mark.slow
def test_every_beat_of_the_morning_comes_about_by_itself_and_no_choice_is_certain() -> None:
    world, scenario = load("leaf/morning")
    found = tally(prepare(world, scenario), world.stories["morning"], 60, every=True)
    assert all(any(came) for came in found.beats.values())
    assert share(found, "E40") > 0.8
    assert share(found, "E44") > 0.5
    assert max(found.chances.values()) < 1
    assert found.counts["weighed"] < 150_000


@pytest.mark.slow
def test_each_step_of_the_whole_exile_follows_more_often_than_not_and_none_is_certain() -> None:
    world, scenario = load("leaf/exile")
    found = tally(prepare(world, scenario), world.stories["exile"], 80, every=True)
    line = main_line(found)
    assert tuple(line) == MAIN_LINE
    for beat, (both, before) in line.items():
        assert wilson(both, before, 0.99).high > FOLLOWS, beat  # of so few, only what is sure
        assert 0 < share(found, beat) < 1
    assert wilson(sum(found.beats["E48"]), found.universes, 0.99).high > REACHED["E48"]
    assert max(found.chances.values()) < 1
    assert all(found.counts[word] <= most for word, most in MOST.items())


@pytest.mark.slow
def test_without_the_law_of_need_nobody_can_be_named(evening: Plot) -> None:
    found = tally(prepare(*varied("no-law-of-need", "leaf/evening")), evening, 8)
    assert share(found, "E22") == 0


@pytest.mark.slow
def test_without_ties_there_is_hardly_ever_a_letter(evening: Plot) -> None:
    found = tally(prepare(*varied("naruto-without-ties", "leaf/evening")), evening, 8)
    assert sum(found.beats["E31"]) <= 1  # who is comforted may find a tie that evening
