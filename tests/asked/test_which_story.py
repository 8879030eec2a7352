"""A story is one of the world's or a file; what is wrong with it is said where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.test_front import SAMPLE

from moshimo import WorldError, load
from moshimo.asked.which_story import story_called


def told(story: str) -> str:
    world = load(SAMPLE)
    with pytest.raises(WorldError) as caught:
        story_called(story, world.checked, world.scenario)
    return str(caught.value)


def test_without_a_name_it_is_the_scenarios_own() -> None:
    world = load(SAMPLE)
    assert story_called("", world.checked, world.scenario).word == "farewell"


def test_a_name_that_is_nearly_one_is_mended() -> None:
    assert told("farewel") == (
        "story: error[unknown-story]: `sample` has no story `farewel`\n\n"
        "  why: a story that is no part of the world is named by its path: `./my-story.yaml`.\n"
        "  fix: did you mean `farewell`?\n\n"
        "1 problem. Nothing was run."
    )


def test_a_file_without_beats_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plot.yaml").write_text("story: Nothing\nbeats: []\n", encoding="utf-8")
    assert told("./plot.yaml") == (
        "plot.yaml:1:1: error[no-beats]: this story has no beats\n\n"
        "    1 | story: Nothing\n"
        "      | ^^^^^^^^^^^^^^\n\n"
        "  fix: give it one: `beats: [{id: E1, deed: leave(bo)}]`.\n\n"
        "1 problem in 1 file. Nothing was run."
    )


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert told("./plot.yaml") == (
        "plot.yaml: error[no-such-file]: there is no such file\n\n"
        "1 problem in 1 file. Nothing was run."
    )
