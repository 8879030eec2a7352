"""The front page: what somebody has who imports moshimo."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.told import moshimo as moshimo_told

import moshimo
from moshimo import Change, RunError, Sampling, Universe, World, WorldError, load

SAMPLE = (Path(__file__).parent / "worlds" / "sample").as_posix()


@pytest.fixture(scope="module")
def sample() -> World:
    return load(SAMPLE)


def test_a_world_and_a_seed_are_a_universe(sample: World) -> None:
    one, same, other = sample.run(seed=3), load(SAMPLE).run(seed=3), sample.run(seed=4)
    assert one.deeds == same.deeds
    assert one.hash() == same.hash() != other.hash()


def test_a_world_that_is_not_there_is_said() -> None:
    with pytest.raises(WorldError, match="no-world"):
        load("./nowhere")


def test_a_seed_is_a_number_of_64_bits(sample: World) -> None:
    with pytest.raises(ValueError, match=r"seed: expected 0 to 2\^64 - 1, got -1"):
        sample.run(seed=-1)
    assert sample.universe(2**64 - 1).seed == 2**64 - 1


def test_stepping_comes_to_the_same_as_running(sample: World) -> None:
    stepped = sample.universe(seed=5)
    while stepped.step():
        pass
    assert stepped.hash() == sample.run(seed=5).hash()
    assert stepped.ended
    assert not stepped.step()


def test_stopping_on_the_way_changes_nothing(sample: World) -> None:
    halted = sample.universe(seed=5)
    for minute in range(0, 120, 7):
        halted.until(60.0 * minute)
    assert halted.until().hash() == sample.run(seed=5).hash()


def test_until_comes_to_that_moment_and_says_so(sample: World) -> None:
    universe = sample.universe(seed=5).until(600.0)
    assert universe.now == 600.0
    assert universe.ended == ""
    assert all(deed.end <= 600.0 for deed in universe.deeds)


def test_names_are_in_the_order_of_the_arrays(sample: World) -> None:
    universe = sample.universe()
    people = universe.names("Character")
    assert sorted(people) == ["ana", "bo", "cai", "dora", "eli"]
    fond = universe["fond"]
    assert fond.shape == (5, 5)
    assert fond[people.index("ana"), people.index("bo")] == 0.8
    assert fond[people.index("ana"), people.index("eli")] == 0.1


def test_a_reference_is_a_place_in_the_names_and_0_is_none(sample: World) -> None:
    universe = sample.universe()
    rivals = dict(zip(universe.names("Character"), universe["rival"], strict=True))
    assert universe.names("Character")[rivals["cai"] - 1] == "bo"
    assert rivals["ana"] == 0


def test_members_born_on_the_way_have_names_and_rows(sample: World) -> None:
    universe = next(
        u for u in map(sample.run, range(1, 20)) if any(d.rule == "write_letter" for d in u.deeds)
    )
    letters = universe.names("Letter")
    assert letters[0] == "letter_1"
    assert universe["Letter.reader"].shape == (len(letters),)


def test_an_attribute_of_several_kinds_is_asked_for_in_full(sample: World) -> None:
    universe = sample.universe()
    with pytest.raises(KeyError):
        universe["place"]
    assert universe["Character.place"].shape == (5,)


def test_arrays_are_copies(sample: World) -> None:
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
    assert not hasattr(moshimo, "Start")


def test_a_moment_is_seconds_or_as_an_author_writes_it(sample: World) -> None:
    universe = sample.run(5, until="10 minutes")
    assert universe.now == sample.run(5, until="17:10").now == 600.0
    assert universe.hash() == sample.run(5, until=600.0).hash()
    with pytest.raises(WorldError, match="bad-time"):
        sample.run(5, until="soon")
    for moment in (math.nan, -1.0, -math.inf):
        with pytest.raises(ValueError, match="until: expected"):
            sample.run(5, until=moment)
    with pytest.raises(ValueError, match="until: expected seconds since the start, got nan"):
        sample.universe(5).until(math.nan)


def test_without_a_seed_it_is_the_scenarios_own(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "town")
    scenario = tmp_path / "town" / "scenarios" / "evening.yaml"
    scenario.write_text(scenario.read_text("utf-8") + "seed: 121\n", "utf-8")
    town = load(str(tmp_path / "town"))
    assert town.run().seed == town.universe().seed == town.tell().universe.seed == 121
    assert town.ask("walk").seed == 121


def test_a_told_story_reads_as_the_command_tells_it(sample: World) -> None:
    told = sample.tell(7, until="day 2 09:00", style="plain", eyes="Ana")
    words = ["tell", SAMPLE, "--seed", "7", "--until", "day 2 09:00", "--style", "plain"]
    forms = {"text": str(told), "md": told.markdown(), "html": told.html()}
    for form, text in forms.items():
        assert moshimo_told(*words, "--as", "ana", "--format", form).out == text
    assert told.universe.hash() == sample.run(7, until="day 2 09:00").hash()
    assert {key for s in told.story.sentences for key in s.deeds} <= {
        deed.id for deed in told.universe.deeds
    }


def test_a_story_comes_as_near_to_a_length_as_it_can(sample: World) -> None:
    lengths = [len(str(sample.tell(7, words=words)).split()) for words in (1, 250, 100_000)]
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[2]
    with pytest.raises(ValueError, match="words: expected 1 or more, got 0"):
        sample.tell(7, words=0)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"style": "plan"}, "unknown-style"),
        ({"eyes": "Doro"}, "unknown-member"),
        ({"until": "soon"}, "bad-time"),
    ],
)
def test_what_cannot_be_told_so_is_an_error_of_the_world(
    sample: World, asked: dict[str, str], code: str
) -> None:
    with pytest.raises(WorldError) as caught:
        sample.tell(7, **asked)  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == [code]


def test_what_somebody_could_do_is_a_value_and_reads_as_the_command_says_it(sample: World) -> None:
    found = sample.ask("walk", "17:02", 121)
    assert found.options[0].roles == ("bo", "mill")
    assert [one.actor for one in found.obstacles] == ["cai", "dora"]
    words = ("try", SAMPLE, "walk", "--at", "17:02", "--seed", "121")
    assert moshimo_told(*words).out == str(found)


def test_what_became_of_a_rule_is_a_page(sample: World) -> None:
    assert sample.show("slander") == moshimo_told("show", SAMPLE, "slander").out


def test_a_rule_that_is_not_there_is_said(sample: World) -> None:
    verbs = (sample.show, sample.ask, lambda rule: sample.ensemble([1], deeds=[rule]))
    for verb in verbs:
        with pytest.raises(WorldError) as caught:
            verb("slandr")
        (problem,) = caught.value.problems
        assert (problem.code, problem.fix) == ("unknown-rule", "did you mean `slander`?")


def test_a_world_with_a_change_is_told_and_asked_too(sample: World) -> None:
    changed = sample.with_change("flo-is-back")
    told = changed.tell(1, eyes="flo")
    assert told.universe.hash() == changed.compare(seed=1).fork.hash()
    assert "Flo" in str(told)
    assert "flo" in {o.roles[0] for o in changed.ask("walk", 0.0, 1).options}
    assert changed.fork in repr(changed)


def fond(universe: Universe) -> float:
    people = universe.names("Character")
    return float(universe["fond"][people.index("ana"), people.index("bo")])


def test_a_change_that_comes_later_has_not_come_before(sample: World) -> None:
    changed = sample.with_change(Change(at="18:00", change={"ana.fond[bo]": -0.9}))
    for moment, is_so in (("17:59", False), ("18:01", True)):
        universe = changed.run(3, until=moment)
        assert universe.now == sample.run(3, until=moment).now
        assert (fond(universe) == -0.9) is is_so
    assert changed.run(3, until="day 9 12:00").hash() == changed.run(3).hash()
    assert changed.tell(3, until="17:59").story == sample.tell(3, until="17:59").story


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_change_that_waits_for_a_deed_is_there_once_it_has_come(sample: World, side: str) -> None:
    deed = next(d for d in sample.run(3).deeds if d.rule == "exile")
    comes = deed.begin if side == "before" else deed.end
    changed = sample.with_change(Change(at={side: "exile"}, change={"ana.fond[bo]": -0.9}))
    for time, is_so in ((comes - 1, False), (comes + 1, True)):
        universe = changed.run(3, until=time)
        assert universe.now == time
        assert (fond(universe) == -0.9) is is_so


def test_what_a_changed_world_cannot_do_is_said(sample: World) -> None:
    changed = sample.with_change("a-good-year")
    with pytest.raises(ValueError, match="stepped by hand"):
        changed.universe()
    with pytest.raises(ValueError, match="one universe at a time"):
        changed.ensemble([1])
    with pytest.raises(ValueError, match="which change"):
        sample.compare()


def test_odds_and_compare_say_alike_that_a_moment_never_comes(sample: World) -> None:
    since = "steal(ana, bo)"
    with pytest.raises(RunError) as odds:
        sample.odds("M1", Sampling(universes=2, seed=3, since=since))
    with pytest.raises(RunError) as compare:
        sample.compare("a-good-year", 3, since=since)
    assert odds.value.problem == compare.value.problem
    assert odds.value.problem.what == f"in universe 3 the moment `{since}` never comes"


def test_an_empty_text_is_no_change(sample: World) -> None:
    for ask in (
        lambda: sample.with_change(""),
        lambda: sample.odds("M3", Sampling(universes=2, forks=("",))),
    ):
        with pytest.raises(ValueError, match="a path, got an empty text"):
            ask()


def test_odds_take_a_seed_and_a_number_of_universes_by_themselves(sample: World) -> None:
    asked = "happened(leave(bo))"
    short = sample.odds(asked, universes=20, seed=3)
    whole = sample.odds(asked, Sampling(universes=20, seed=3))
    assert short.answers.tolist() == whole.answers.tolist()
    with pytest.raises(ValueError, match="seed"):
        sample.odds(asked, universes=20, seed=-1)
