"""A plot that the rules allow holds; one with a fault breaks there, for the right reason."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

import pytest
from tests.multiverse.following.plots import SAMPLE, faulty, followed, sample

from moshimo import World, load

WORLDS = SAMPLE.parent

# A plot; which beat breaks; the kind of fault; what fails; what is so; who made it so.
PLANTED = {
    "not the reeve": (
        ("send_for(cai, bo)", "exile(eli, bo, reeve)"),
        *("B2", "core rules violation", "reeve.holder == eli", "reeve.holder is cai", ""),
    ),
    "not exiled": (
        ("send_for(cai, bo)", "write_letter(dora, ana)"),
        *("B2", "core rules violation", "not dora.citizen", "dora.citizen is True", ""),
    ),
    "leaves of herself": (
        ("leave(ana)",),
        *("B1", "core rules violation", "not ana.citizen", "ana.citizen is True", ""),
    ),
    "the wrong room": (
        ("exile(cai, bo, reeve) @ cottage",),
        *("B1", "geographical contradiction", "cai.place == cottage", "cai.place is hall", ""),
    ),
    "the wrong rival": (
        ("slander(cai, bo, dora)",),
        *("B1", "core rules violation", "dora == cai.rival", "cai.rival is bo", ""),
    ),
    "in no need": (
        ("steal(ana, bo)",),
        *("B1", "core rules violation", "ana.need > 0", "ana.need is 0", ""),
    ),
    "exiled twice": (
        ("exile(cai, bo, reeve)", "exile(cai, bo, reeve)"),
        *("B2", "core rules violation", "bo.citizen", "bo.citizen is False"),
        "exile(cai, bo, reeve)",
    ),
    "walks after he left": (
        ("leave(bo)", "walk(bo, hall)"),
        *("B2", "geographical contradiction", "bo.place != nowhere", "bo.place is nowhere"),
        "leave(bo)",
    ),
    "answers before it is asked": (
        ("raise_hand(dora, cai, bo)", "accuse(cai, bo)"),
        *("B1", "timeline contradiction", "accuse(cai, bo) is still to come"),
        *("it rests on that", None),
    ),
    "against himself": (
        ("raise_hand(bo, cai, bo)",),
        *("B1", "core rules violation", "people in the roles of one deed are different people"),
        *("", None),
    ),
    "sent for after he was exiled": (
        ("exile(cai, bo, reeve) @ hall", "send_for(cai, ana)"),
        *("B2", "core rules violation", "ana == cai.rival", "cai.rival is bo", ""),
    ),
    "writes before he is exiled": (
        ("write_letter(bo, ana) @ cottage", "exile(cai, bo, reeve) @ hall"),
        *("B2", "core rules violation", "bo.citizen", "bo.citizen is False"),
        "exile(cai, bo, reeve)",
    ),
}
WHOLE = {
    "the exile": ("send_for(cai, bo)", "exile(cai, bo, reeve) @ hall", "leave(bo)"),
    "the letter": ("exile(cai, bo, reeve)", "write_letter(bo, ana)", "leave(bo)"),
    "found": ("write_letter(bo, ana)", "leave(bo)", "read_letter(ana)"),
    "missed": ("leave(bo)", "misses(ana, bo, cottage)"),
    "hands": ("accuse(cai, bo)", "raise_hand(dora, cai, bo)", "exile(cai, bo, reeve)"),
    "company": ("walk(ana, cottage)",),
}


@pytest.fixture(scope="module")
def world() -> World:
    return sample()


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_at_its_beat_with_its_cause(
    name: str, world: World, tmp_path: Path
) -> None:
    beats, where, kind, condition, value, culprit = PLANTED[name]
    (broken,) = faulty(followed(tmp_path, world, *beats))
    fault = broken.fault
    assert fault is not None
    by = fault.culprit.deed if fault.culprit else None
    found = broken.beat.id, fault.kind, fault.condition, fault.value, by
    assert found == (where, kind, condition, value, culprit)


@pytest.mark.slow
@pytest.mark.parametrize("name", WHOLE)
def test_a_plot_that_the_rules_allow_does_not_break(
    name: str, world: World, tmp_path: Path
) -> None:
    found = followed(tmp_path, world, *WHOLE[name])
    assert faulty(found) == []
    assert all(one.at is not None for one in found.beats)


@pytest.mark.slow
def test_the_beats_of_worlds_that_tests_use_do_not_break() -> None:
    for where in ("sample", "ball"):
        found = load(str(WORLDS / where)).follow()
        assert [one.beat.id for one in found.beats if one.verdict == "breaks"] == []


def test_the_universe_that_follows_comes_of_changes_that_anybody_can_make(world: World) -> None:
    found = world.follow()
    made = reduce(lambda so_far, change: so_far.with_change(change), found.changes, world)
    assert made.run(1).hash() == found.universe.hash()


def test_following_again_gives_the_same(world: World) -> None:
    assert world.follow().json() == sample().follow().json()


def test_a_chance_is_a_share_of_universes_that_came_so_far(world: World) -> None:
    for one in world.follow().beats:
        assert 0 < one.came <= one.tried
        assert one.chance == one.came / one.tried


def test_a_beat_that_is_intended_is_excused_and_still_shown(world: World, tmp_path: Path) -> None:
    file = tmp_path / "plot.yaml"
    file.write_text(
        "of: evening\nbeats: [{id: B1, deed: leave(ana), intended: she is to go}]\n",
        encoding="utf-8",
    )
    (one,) = world.follow(file).beats
    assert (one.verdict, one.at) == ("intended", None)
    assert one.fault is not None


def test_a_world_with_a_change_is_not_followed(world: World) -> None:
    with pytest.raises(ValueError, match=r"^follow: a story is followed in a world without"):
        world.with_change("a-good-year").follow()
