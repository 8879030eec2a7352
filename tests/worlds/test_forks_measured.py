"""What is measured of the forks of the exile, and by what."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.forks import CHIEF, asking, beat_of, came, further, moved, ratios
from bench.plots.tally import MAIN_LINE
from moshimo.engine.program import Program, prepare
from moshimo.multiverse.forking.branching import fork_branch, scenario_branch
from moshimo.world.load import load
from moshimo.world.world import Beat, BeatDeed

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="module")
def program() -> Program:
    return prepare(*load("leaf/exile"))


def test_every_fork_of_the_exile_has_a_beat_that_it_is_about(program: Program) -> None:
    forks = program.world.forks.items()
    assert set(CHIEF) == {word for word, fork in forks if fork.scenario == "exile"}
    for chief in CHIEF.values():
        (*_, deed) = beat_of(chief.beat, program.world).deeds
        assert deed.rule in program.layout.rules


def test_a_beat_is_named_by_its_id_or_as_its_deed(program: Program) -> None:
    assert beat_of("E22", program.world) in program.world.stories["exile"].beats
    named = beat_of("walk(hinata, None)", program.world)
    assert named == Beat("walk(hinata, None)", (BeatDeed("walk", ("hinata", None), ()),), "", "")


def test_a_beat_that_never_differs_moves_nowhere_and_is_the_surest() -> None:
    rows = [[n % 2 == 0] for n in range(100)]
    pairs, samples = moved(rows, rows, 0)
    assert pairs.estimate == samples.estimate == 0
    assert pairs.half < samples.half / 2


def test_what_moves_on_the_main_line_is_told_with_how_far() -> None:
    beats = [Beat(word, (), "", "") for word in MAIN_LINE]
    base = [[True] * len(beats) for _ in range(200)]
    fork = [[n % 2 == 0, *row[1:]] for n, row in enumerate(base)]
    assert further(base, fork, beats) == f"{MAIN_LINE[0]} -0.50"
    assert further(base, base, beats) == "nothing"


def test_where_forks_are_alike_pairs_are_far_surer_than_samples() -> None:
    beats = [Beat(word, (), "", "") for word in MAIN_LINE]
    rows = [[n % 3 == 0] * len(beats) for n in range(300)]
    assert ratios(rows, rows, beats) < 0.2


@pytest.mark.slow
def test_in_a_good_year_there_is_nothing_to_steal_for() -> None:
    program = prepare(*load(str(SAMPLE)))
    beats = [Beat("a sack", (BeatDeed("steal", ("bo", None), ()),), "", "")]
    asks = asking(beats)
    base, parted = came(scenario_branch(program, asks), beats, 40)
    fork, _ = came(fork_branch(program, "a-good-year", asks), beats, 40)
    assert parted == 40
    assert any(row[0] for row in base)
    assert not any(row[0] for row in fork)
