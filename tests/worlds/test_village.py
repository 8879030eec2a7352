"""The village: the model that we measure by is the same here as in plain Python and in C."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.villages import in_c, in_moshimo, in_python, make
from bench.villages.common import ACTIONS, FIGURES, Row
from bench.villages.compare import TOO_FAR, distances

HOURS_4 = 24  # turns


def test_the_shipped_people_are_those_that_the_bench_makes() -> None:
    people = (make.SHIPPED / "people.yaml").read_text(encoding="utf-8")
    assert people == make.text(make.PEOPLE)


@pytest.mark.parametrize("people", [2, 30, 1100])
def test_nobody_and_no_place_is_called_the_same(people: int) -> None:
    names = [person.name for person in make.cast(people)]
    assert len({make.word(name) for name in names}) == people
    assert len(set(make.place_names(people))) == make.places_for(people)


@pytest.mark.parametrize(
    ("turns", "end"), [(288, "day 3 00:00"), (1, "day 1 00:10"), (150, "day 2 01:00")]
)
def test_a_scenario_lasts_as_many_turns_as_are_asked_for(turns: int, end: str) -> None:
    assert f"ends: {{at: {end}}}" in make.scenario(turns)


def ours(universes: int, turns: int) -> list[Row]:
    return in_moshimo.prepare_interpreted(make.PEOPLE, turns)(range(1, 1 + universes), 1)


def apart(rows: list[Row], turns: int, reference: int) -> dict[str, float]:
    """Return how many standard errors these rows are from plain Python's, under other seeds."""
    seeds = range(10_000, 10_000 + reference)
    return distances(rows, in_python.prepare(make.PEOPLE, turns)(seeds, 1))


def test_everybody_does_one_thing_every_turn() -> None:
    for row in ours(2, HOURS_4):
        assert sum(row[: len(ACTIONS)]) == make.PEOPLE * HOURS_4


@pytest.mark.slow
def test_it_has_the_statistics_of_plain_python() -> None:
    found = apart(ours(5, HOURS_4), HOURS_4, 60)
    assert all(abs(z) < TOO_FAR for z in found.values()), found


@pytest.mark.slow
def test_it_has_them_by_the_evening_too() -> None:
    found = apart(ours(30, 60), 60, 300)
    assert all(abs(z) < TOO_FAR for z in found.values()), found


def test_another_model_would_be_seen() -> None:
    """Half an hour more is enough."""
    found = apart(in_python.prepare(make.PEOPLE, HOURS_4 + 3)(range(5), 1), HOURS_4, 60)
    assert any(abs(z) > TOO_FAR for z in found.values()), found


@pytest.mark.skipif(shutil.which("gcc") is None, reason="there is no gcc")
def test_c_gives_the_same_numbers_as_plain_python(tmp_path: Path) -> None:
    library = in_c.build(tmp_path, in_c.EXACT)
    for people, turns in ((30, 100), (7, 300)):
        one = in_c.prepare(library, people, turns)(range(4), 2)
        other = in_python.prepare_hashed(people, turns)(range(4), 1)
        for a, b in zip(one, other, strict=True):
            assert a == pytest.approx(b, rel=1e-9, abs=1e-12), dict(zip(FIGURES, a, strict=True))
