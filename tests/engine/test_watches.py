"""Deeds that are looked out for, deeds that must not be, and universes that halt and fork."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from moshimo import load
from moshimo.engine.block import copy
from moshimo.engine.lookout import ANYBODY, Watch, bar, look_out
from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.schema.sizes import BARS, WATCHES

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
BOTH = pytest.mark.parametrize("interpreted", [True, False])
SEEDS = range(1, 9)


@pytest.fixture(scope="module")
def program() -> Program:
    return load(str(SAMPLE)).program


def _row(program: Program, word: str) -> int:
    found = program.world.find(word)
    assert found is not None
    return found[1]


def _watching(program: Program, *watches: Watch) -> Program:
    template = copy(program.template)
    look_out(template, watches)
    return replace(program, template=template)


def _barring(program: Program, *deeds: tuple[int, tuple[int, ...]]) -> Program:
    template = copy(program.template)
    bar(template, deeds)
    return replace(program, template=template)


@pytest.mark.slow
@BOTH
def test_a_deed_that_is_asked_about_is_counted_and_its_first_time_kept(
    program: Program, interpreted: bool
) -> None:
    walk, exile = program.layout.rules["walk"], program.layout.rules["exile"]
    bo, mill = _row(program, "bo"), _row(program, "mill")
    asked = _watching(
        program,
        Watch(walk),
        Watch(walk, (bo,)),
        Watch(walk, (ANYBODY, mill)),
        Watch(walk, (bo,), begins=True),
        Watch(exile, place=_row(program, "hall")),
        Watch(exile, place=mill),
    )
    for seed in SEEDS:
        u = Universe(asked, seed, interpreted=interpreted).until()
        done = [d for d in u.deeds if d.result == "done"]
        walks = [d for d in done if d.rule == "walk"]
        exiles = [d for d in done if d.rule == "exile"]
        wanted = [
            [d.end for d in walks],
            [d.end for d in walks if d.roles["walker"] == "bo"],
            [d.end for d in walks if d.roles["to"] == "mill"],
            None,
            [d.end for d in exiles if d.place == "hall"],
            [d.end for d in exiles if d.place == "mill"],
        ]
        for i, times in enumerate(wanted):
            if times is not None:
                assert u.block.watch_count[i] == len(times)
                assert u.block.watch_first[i] == min(times, default=math.inf)
        begun = [d.begin for d in u.deeds if d.rule == "walk" and d.roles["walker"] == "bo"]
        assert u.block.watch_count[3] >= len(begun)  # one may still be on his way
        assert u.block.watch_first[3] == min(begun, default=math.inf)


@pytest.mark.slow
@BOTH
def test_an_outcome_may_be_asked_for(program: Program, interpreted: bool) -> None:
    raise_hand = program.layout.rules["raise_hand"]
    asked = _watching(program, *(Watch(raise_hand, outcomes=((0, n),)) for n in (1.0, 2.0)))
    u = Universe(asked, 1, interpreted=interpreted).until()
    first, second = (d for d in u.deeds if d.rule == "raise_hand")
    assert list(u.block.watch_count)[:2] == [1, 1]
    assert list(u.block.watch_first)[:2] == [first.end, second.end]


@BOTH
def test_to_be_watched_changes_nothing(program: Program, interpreted: bool) -> None:
    halting = _watching(program, *(Watch(n, halts=True) for n in program.layout.rules.values()))
    for seed in SEEDS:
        plain = Universe(program, seed, interpreted=interpreted).until()
        assert Universe(halting, seed, interpreted=interpreted).until().hash() == plain.hash()
        stopping = Universe(halting, seed, interpreted=interpreted)
        while not stopping.ended:
            stopping.until_halted()
        assert stopping.hash() == plain.hash()


@BOTH
def test_a_universe_halts_after_the_step_of_a_deed(program: Program, interpreted: bool) -> None:
    exile = program.layout.rules["exile"]
    begins = _watching(program, Watch(exile, begins=True, halts=True))
    u = Universe(begins, 1, interpreted=interpreted)
    assert u.until_halted()
    assert u.now == 1332.6802881753817
    assert not any(d.rule == "exile" for d in u.deeds)
    assert not u.until_halted()
    assert u.ended


@BOTH
def test_a_barred_deed_does_not_happen_and_its_dice_are_nobody_elses(
    program: Program, interpreted: bool
) -> None:
    walk = program.layout.rules["walk"]
    eli, mill = _row(program, "eli"), _row(program, "mill")
    barred = _barring(program, (walk, (eli, mill)))
    for seed in SEEDS:
        u = Universe(barred, seed, interpreted=interpreted).until()
        plain = Universe(program, seed, interpreted=interpreted).until()
        assert not any(d.roles == {"walker": "eli", "to": "mill"} for d in u.deeds)
        gone = [
            d for d in plain.deeds if d.roles.get("walker") == "eli" and d.roles["to"] == "mill"
        ]
        before = min((d.begin for d in gone), default=math.inf)
        shared = [(d.id, d.end) for d in plain.deeds if d.end < before]  # only chances differ
        assert [(d.id, d.end) for d in u.deeds[: len(shared)]] == shared
        if not gone:
            assert u.hash() == plain.hash()


@BOTH
def test_a_deed_under_way_is_foiled_when_it_is_barred(program: Program, interpreted: bool) -> None:
    exile = program.layout.rules["exile"]
    u = Universe(_watching(program, Watch(exile, begins=True, halts=True)), 1,
                 interpreted=interpreted)  # fmt: skip
    assert u.until_halted()
    other = u.fork()
    bar(other.block, [(exile, ())])
    other.until()
    foiled = next(d for d in other.deeds if d.rule == "exile")
    assert (foiled.result, foiled.failed) == ("foiled", "a fork prevents it")


@BOTH
def test_a_fork_that_changes_nothing_is_the_same_universe(
    program: Program, interpreted: bool
) -> None:
    whole = Universe(program, 1, interpreted=interpreted).until()
    for time in (0.0, 700.0, 1303.25, 2300.0):
        u = Universe(program, 1, interpreted=interpreted).until(time)
        other = u.fork()
        assert u.until().hash() == whole.hash()
        assert other.until().hash() == whole.hash()
        assert [d.witnesses for d in other.deeds] == [d.witnesses for d in whole.deeds]
        assert other.deeds == whole.deeds


def test_no_more_can_be_looked_out_for_than_there_is_room(program: Program) -> None:
    template = copy(program.template)
    with pytest.raises(ValueError, match="at most 64 deeds can be looked out for, not 65"):
        look_out(template, [Watch(1)] * (WATCHES + 1))
    bar(template, [(1, ())] * BARS)
    with pytest.raises(ValueError, match="at most 64 deeds can be looked out for, not 65"):
        bar(template, [(2, ())])
