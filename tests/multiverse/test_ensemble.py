"""Many universes: the same as one by one, in the order of the seeds, and no more than asked for."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from moshimo import World, load
from moshimo.engine import block
from moshimo.engine.recording import Recording
from moshimo.engine.universe import Universe
from moshimo.errors import RunError, WorldError

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
HARBOUR = SAMPLE.parent / "harbour"
DIVIDES = '''"""One rule, which divides by nothing."""
from moshimo.rules import *


@action()
def part(who: Character):
    """{who} parts."""
    weigh(1 / count(x for x in Place if x != who.place), "{who} wants to")
'''


@pytest.fixture(scope="module")
def sample() -> World:
    made = load(str(SAMPLE))
    assert made.program.native is not None
    return made


@pytest.mark.slow
def test_results_are_those_of_single_universes(sample: World) -> None:
    found = sample.ensemble(range(1, 30), deeds=("walk",), fields=("fond",), hashes=True)
    for result in found:
        alone = sample.run(result.seed)
        assert result.hash == alone.hash()
        assert result.ended == alone.ended
        assert result.now == alone.now
        assert result.counts == alone.counts
        assert [d.id for d in result.deeds] == [d.id for d in alone.deeds if d.rule == "walk"]
        assert np.array_equal(result.state["fond"], alone["fond"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "attribute"), [(str(SAMPLE), "fond"), (str(HARBOUR), "place"), ("village", "mood")]
)
def test_without_a_journal_the_same_is_done(where: str, attribute: str) -> None:
    program, until = load(where).program, 7200.0
    assert program.native is not None
    for seed in (1, 2, 3):
        whole = Universe(program, seed).until(until)
        for deeds in (True, False):
            recording = Recording(journal=False, causes=False, deeds=deeds)
            lean = Universe(program, seed, recording).until(until)
            assert lean.deeds == []
            assert list(lean.block.did_n) == list(whole.block.did_n)
            found, wanted = lean[f"Character.{attribute}"], whole[f"Character.{attribute}"]
            assert np.array_equal(found, wanted)


@pytest.mark.slow
def test_results_come_in_the_order_of_the_seeds_on_any_number_of_threads(sample: World) -> None:
    seeds = [5, 3, 9, 2**64 - 1, 1, 3, *range(50, 120)]
    one, many = (
        [(r.seed, r.now, r.counts, r.done) for r in sample.ensemble(seeds, threads=n)]
        for n in (1, 4)
    )
    assert one == many
    assert [seed for seed, *_ in one] == seeds


def test_an_endless_row_of_seeds_can_be_broken_off(sample: World) -> None:
    before = threading.active_count()
    results = sample.ensemble(itertools.count(1), threads=2)
    assert [r.seed for r in itertools.islice(results, 20)] == list(range(1, 21))
    results.close()
    assert threading.active_count() == before


def test_seeds_are_taken_only_a_little_ahead(sample: World) -> None:
    taken: list[int] = []

    def seeds() -> Iterator[int]:
        for seed in itertools.count(1):
            taken.append(seed)
            yield seed

    results = sample.ensemble(seeds(), threads=2)
    next(iter(results))
    results.close()
    assert len(taken) <= 100


def test_the_engines_own_deeds_can_be_asked_for(sample: World) -> None:
    (found,) = sample.ensemble([7], deeds=("meets", "misses"))
    assert {deed.rule for deed in found.deeds} <= {"meets", "misses"}


def test_what_is_not_there_cannot_be_asked_for(sample: World) -> None:
    with pytest.raises(WorldError, match="there is no rule `fly`"):
        sample.ensemble([1], deeds=("fly",))
    with pytest.raises(KeyError):
        sample.ensemble([1], fields=("wings",))


def test_trouble_comes_in_its_place_with_its_seed(tmp_path: Path) -> None:
    world = tmp_path / "lone"
    (world / "rules").mkdir(parents=True)
    (world / "world.yaml").write_text("title: Lone\npace: 1 minute\nscenario: day\n")
    (world / "rules" / "lone.py").write_text(DIVIDES)
    (world / "people.yaml").write_text("Place: {hall: {}}\nCharacter: {ana: {place: hall}}\n")
    (world / "scenarios").mkdir()
    (world / "scenarios" / "day.yaml").write_text(
        "scenario: A day\nstarts: day 1 06:00\nends: {at: day 1 07:00}\n"
    )
    with pytest.raises(RunError, match="divides by zero") as caught:
        list(load(str(world)).ensemble([7, 8]))
    assert caught.value.__notes__ == ["seed 7"]


@pytest.mark.slow
def test_room_that_was_needed_once_is_there_from_the_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = load(str(SAMPLE))
    wanted = [(r.seed, r.counts) for r in start.ensemble(range(1, 9))]
    small = load(str(SAMPLE))
    small.program.template = block.empty(small.program.layout)
    made = load(str(SAMPLE)).program.template
    tight = dict.fromkeys(block.rooms(made), 8)
    template = block.empty(small.program.layout, tight)
    size = small.program.layout.size
    heads = [f for f in small.program.layout.fields if f.word.startswith(("at_", "room_"))]
    kept = [bytes(template.raw[f.start : f.start + 8]) for f in heads]
    template.raw[:size] = made.raw[:size]
    for f, head in zip(heads, kept, strict=True):
        template.raw[f.start : f.start + 8] = head
    small.program.template = template
    assert [(r.seed, r.counts) for r in small.ensemble(range(1, 9), threads=1)] == wanted
    assert block.rooms(small.program.template)["deeds"] > 8
