"""Facts about finding a world: by name, by path, with a scenario, and what its files are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.world.town import Load, Told, write

from moshimo.errors import WorldError
from moshimo.world.text import folder
from moshimo.world.text.folder import locate


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder that holds a town."""
    write(tmp_path, {"town/world.yaml": "", "town/scenarios/evening.yaml": "", "notes/a.md": ""})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("where", "word", "scenario", "shown"),
    [
        ("./town", "town", "", "town/cast.yaml"),
        ("./town/", "town", "", "town/cast.yaml"),
        ("./town/evening", "town", "evening", "town/cast.yaml"),
        ("./notes/../town/evening", "town", "evening", "town/cast.yaml"),
    ],
)
def test_a_path_leads_to_a_world_and_perhaps_a_scenario(
    here: Path, where: str, word: str, scenario: str, shown: str
) -> None:
    found, chosen = locate(where)
    assert (found.word, chosen) == (word, scenario)
    assert found.show(found.root / "cast.yaml") == shown


def test_a_world_may_be_where_one_stands(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "town")
    found, chosen = locate(".")
    assert (found.word, chosen, found.show(found.root / "cast.yaml")) == ("town", "", "cast.yaml")
    assert locate("./evening")[1] == "evening"


def test_a_world_elsewhere_is_shown_by_its_name(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here / "notes")
    for where in (str(here / "town"), "../town"):
        found, _ = locate(where)
        assert found.show(found.root / "rules" / "a.py") == "town/rules/a.py"


def test_a_home_folder_is_found(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("USERPROFILE", str(here))
    assert locate("~/town/evening")[0].word == "town"


def test_what_comes_with_moshimo_is_found_by_name(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "SHIPPED", here)
    found, chosen = locate("town/evening")
    assert (found.word, chosen, found.show(found.root / "a.yaml")) == (
        "town",
        "evening",
        "town/a.yaml",
    )


def test_a_name_that_nothing_has_is_told_the_nearest(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "SHIPPED", here)
    assert told_of("twon") == (
        "twon: error[no-world]: no world called `twon` comes with Moshimo\n\n"
        "  why: a world of your own is named by its path, which begins with `.`, `/` or `~`.\n"
        "  fix: did you mean `town`?\n\n"
        "1 problem. Nothing was run."
    )


def test_a_path_without_its_dot_is_told_where_the_dot_goes(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "SHIPPED", here / "notes")
    text = told_of("town/evening")
    assert "  fix: a world of your own begins with a dot: `./town/evening`." in text


def test_a_folder_without_a_world_is_told_so(here: Path) -> None:
    assert told_of("./notes") == (
        "./notes: error[no-world]: there is no world in `./notes`\n\n"
        "  why: a world is a folder with a `world.yaml`.\n\n"
        "1 problem in 1 file. Nothing was run."
    )


def test_a_world_file_with_another_ending_is_told_so(here: Path) -> None:
    (here / "notes" / "world.yml").write_text("title: Notes\n", encoding="utf-8")
    assert "  fix: call `world.yml` `world.yaml`." in told_of("./notes")


def test_a_path_that_leads_nowhere_is_told_so(here: Path) -> None:
    assert "  why: there is no such folder." in told_of("./nowhere/at/all")


def test_a_scenario_that_is_not_there_is_told_the_nearest(told: Told) -> None:
    assert told({"scenarios/evening.yaml": "scenario: Evening\n"}, "./town/evning") == (
        "./town/evning: error[unknown-scenario]: `town` has no scenario `evning`\n\n"
        "  fix: did you mean `evening`?\n\n"
        "1 problem in 1 file. Nothing was run."
    )


def test_hidden_files_and_drafts_are_passed_over(loaded: Load) -> None:
    more = {".draft.yaml": "Nonsense: 5", "~people.yaml": "Nonsense: 5", "forks/.a.yaml": "x: ["}
    loaded({**more, "notes.md": "- [", "telling/.a.yaml": "x: ["})


def told_of(where: str) -> str:
    with pytest.raises(WorldError) as caught:
        locate(where)
    return str(caught.value)
