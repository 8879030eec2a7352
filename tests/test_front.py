"""The front page: what somebody has who imports moshimo."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import moshimo
from moshimo import Start, load
from moshimo.errors import WorldError

SAMPLE = (Path(__file__).parent / "worlds" / "sample").as_posix()


@pytest.fixture(scope="module")
def sample() -> Start:
    return load(SAMPLE)


def test_a_world_and_a_seed_are_a_universe(sample: Start) -> None:
    one, same, other = sample.run(seed=3), load(SAMPLE).run(seed=3), sample.run(seed=4)
    assert one.deeds == same.deeds
    assert one.hash() == same.hash() != other.hash()


def test_a_world_that_is_not_there_is_said() -> None:
    with pytest.raises(WorldError, match="no-world"):
        load("./nowhere")


def test_a_seed_is_a_number_of_64_bits(sample: Start) -> None:
    with pytest.raises(ValueError, match=r"seed: expected 0 to 2\^64 - 1, got -1"):
        sample.run(seed=-1)
    assert sample.universe(2**64 - 1).seed == 2**64 - 1


def test_stepping_comes_to_the_same_as_running(sample: Start) -> None:
    stepped = sample.universe(seed=5)
    while stepped.step():
        pass
    assert stepped.hash() == sample.run(seed=5).hash()
    assert stepped.ended
    assert not stepped.step()


def test_stopping_on_the_way_changes_nothing(sample: Start) -> None:
    halted = sample.universe(seed=5)
    for minute in range(0, 120, 7):
        halted.until(60.0 * minute)
    assert halted.until().hash() == sample.run(seed=5).hash()


def test_until_comes_to_that_moment_and_says_so(sample: Start) -> None:
    universe = sample.universe(seed=5).until(600.0)
    assert universe.now == 600.0
    assert universe.ended == ""
    assert all(deed.end <= 600.0 for deed in universe.deeds)


def test_names_are_in_the_order_of_the_arrays(sample: Start) -> None:
    universe = sample.universe()
    people = universe.names("Character")
    assert sorted(people) == ["ana", "bo", "cai", "dora", "eli"]
    fond = universe["fond"]
    assert fond.shape == (5, 5)
    assert fond[people.index("ana"), people.index("bo")] == 0.8
    assert fond[people.index("ana"), people.index("eli")] == 0.1


def test_a_reference_is_a_place_in_the_names_and_0_is_none(sample: Start) -> None:
    universe = sample.universe()
    rivals = dict(zip(universe.names("Character"), universe["rival"], strict=True))
    assert universe.names("Character")[rivals["cai"] - 1] == "bo"
    assert rivals["ana"] == 0


def test_members_born_on_the_way_have_names_and_rows(sample: Start) -> None:
    universe = next(
        u for u in map(sample.run, range(1, 20)) if any(d.rule == "write_letter" for d in u.deeds)
    )
    letters = universe.names("Letter")
    assert letters[0] == "letter_1"
    assert universe["Letter.reader"].shape == (len(letters),)


def test_an_attribute_of_several_kinds_is_asked_for_in_full(sample: Start) -> None:
    universe = sample.universe()
    with pytest.raises(KeyError):
        universe["place"]
    assert universe["Character.place"].shape == (5,)


def test_arrays_are_copies(sample: Start) -> None:
    universe = sample.universe()
    universe["fond"][:] = 0
    assert np.any(universe["fond"] != 0)


def test_importing_is_light() -> None:
    program = (
        "import sys, moshimo, moshimo.cli; "
        "print([m for m in ('numpy', 'yaml', 'moshimo.engine.universe') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_what_is_offered_is_there() -> None:
    assert all(hasattr(moshimo, word) for word in moshimo.__all__)
