"""The forks of the exile: which there are, and that each is what its title says.

What they come to in many universes, `./go bench forks` measures.
"""

from __future__ import annotations

import pytest

from moshimo.world.load import load
from moshimo.world.world import CheckedWorld, Scenario

PROMISED = {
    "three-elders-turn",
    "the-headband-is-not-taken",
    "everybody-knew-of-the-fox",
    "without-kurenai",
    "nobody-finds-the-letter",
    "no-second-state",
    "naruto-wins-the-clash",
    "noon-a-week-away",
}


@pytest.fixture(scope="module")
def leaf() -> tuple[CheckedWorld, Scenario]:
    return load("leaf/exile")


def test_the_forks_that_were_promised_are_there(leaf: tuple[CheckedWorld, Scenario]) -> None:
    world, _ = leaf
    assert set(world.forks) >= PROMISED
    assert {fork.scenario for fork in world.forks.values()} == {"exile", "duel", "succession"}


def test_each_fork_has_a_title_of_its_own(leaf: tuple[CheckedWorld, Scenario]) -> None:
    titles = [fork.title for fork in leaf[0].forks.values()]
    assert len(set(titles)) == len(titles)


def test_among_them_is_every_way_to_change_something(leaf: tuple[CheckedWorld, Scenario]) -> None:
    forks = leaf[0].forks.values()
    assert any(fork.prevents for fork in forks)
    assert any(fork.makes for fork in forks)
    assert any(fork.numbers for fork in forks)
    assert any(fork.added for fork in forks)
    assert any(fork.removed for fork in forks)
    assert any(fork.secrets for fork in forks)
    assert {fork.at.kind for fork in forks} >= {"start", "before", "after"}
    assert any(len(leaf[0].chain(fork.word)) > 1 for fork in forks)


def test_forks_ask_for_no_picture_that_the_exile_has_not(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    """Then base and fork run by the same machine code."""
    world, _ = leaf
    scenarios = world.scenarios.values()
    pictured = {b.attribute.full for scenario in scenarios for b in scenario.beliefs}
    pictured |= {s.attribute.full for scenario in scenarios for s in scenario.secrets}
    asked = {b.attribute.full for fork in world.forks.values() for b in fork.beliefs}
    asked |= {s.attribute.full for fork in world.forks.values() for s in fork.secrets}
    assert asked <= pictured


def test_without_her_there_is_one_person_less_in_the_exile(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    world, scenario = load("leaf", fork="without-kurenai")
    people = {person.id for person in leaf[0].members["Character"]}
    assert people - {person.id for person in world.members["Character"]} == {"kurenai"}
    assert scenario.word == "exile"
    assert world.stories["exile"].beats == leaf[0].stories["exile"].beats


def test_a_year_later_everybody_knows_of_the_fox(leaf: tuple[CheckedWorld, Scenario]) -> None:
    world, scenario = load("leaf", fork="everybody-knew-of-the-fox")
    assert world == leaf[0]
    about = [
        s for s in scenario.secrets if s.attribute.full in ("Character.vessel", "Secret.subject")
    ]
    assert [len(secret.knowers) for secret in about] == 2 * [len(world.members["Character"])]
    assert len(scenario.secrets) == len(leaf[1].secrets)


def test_a_week_is_a_number_of_the_rules() -> None:
    world, _ = load("leaf", fork="noon-a-week-away")
    assert world.laws.numbers["grace"] == 7
