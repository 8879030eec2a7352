"""`moshimo follow`, as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_front import SAMPLE
from tests.told import moshimo


def test_a_story_of_the_worlds_own_is_followed() -> None:
    told = moshimo("follow", SAMPLE, "farewell", "--seed", "1")
    assert told.code == 0
    assert told.out.startswith("Farewell, followed in sample/evening, universe 1\n")


def test_json_has_a_verdict_for_each_beat_and_the_universe() -> None:
    told = json.loads(moshimo("follow", SAMPLE, "--format", "json").out)
    assert [one["id"] for one in told["beats"]] == ["M1", "M2", "M3", "M4", "M5", "M6"]
    assert {one["verdict"] for one in told["beats"]} <= {"holds", "strains"}
    assert len(told["universe"]) == 64


def test_a_story_that_is_not_there_is_an_error_of_the_command() -> None:
    told = moshimo("follow", SAMPLE, "farewel")
    assert told.code == 2
    assert told.err.endswith("Error: `sample` has no story `farewel`; did you mean `farewell`?\n")


def test_a_mistake_in_a_storys_file_is_told_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "plot.yaml"
    file.write_text("beats: [{id: A, deed: leeve(bo)}]\n", encoding="utf-8")
    told = moshimo("follow", SAMPLE, str(file))
    assert told.code == 1
    assert "plot.yaml:1:23: error[unknown-deed]" in told.err
    assert "did you mean `leave`?" in told.err
