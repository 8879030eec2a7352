"""People, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from moshimo import World, load
from moshimo.asked.which import ensure_style, person_called
from moshimo.errors import WorldError

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"


@pytest.fixture(scope="module")
def sample() -> World:
    return load(str(SAMPLE))


@pytest.mark.parametrize("name", ["ana", "Ana", "ANA REIS"])
def test_a_person_has_any_of_their_names(sample: World, name: str) -> None:
    assert person_called(name, sample.checked) == "ana"


def test_nobody_of_that_name_is_told_with_the_nearest(sample: World) -> None:
    with pytest.raises(WorldError) as caught:
        person_called("Doro", sample.checked)
    (problem,) = caught.value.problems
    assert (problem.code, problem.what, problem.fix) == (
        "unknown-member",
        "there is nobody called `Doro` in sample",
        "did you mean `Dora`?",
    )


def test_a_style_that_the_world_has_not_is_told(sample: World) -> None:
    ensure_style("", sample.checked)
    ensure_style("plain", sample.checked)
    with pytest.raises(WorldError, match="`sample` has no style `plan`") as caught:
        ensure_style("plan", sample.checked)
    assert caught.value.problems[0].fix == "did you mean `plain`?"


def test_who_may_be_born_has_an_id() -> None:
    clones = load("./tests/worlds/clones").checked
    who = clones.members["Character"][0].id
    assert person_called(f"clone_of_{who}_2", clones) == f"clone_of_{who}_2"
    with pytest.raises(WorldError, match="there is nobody called `clone_of_zoe` in clones"):
        person_called("clone_of_zoe", clones)


def test_nobody_is_born_where_there_is_no_room(sample: World) -> None:
    with pytest.raises(WorldError, match="there is nobody called `clone_of_ana` in sample"):
        person_called("clone_of_ana", sample.checked)
