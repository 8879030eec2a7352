"""A world that was understood before is not understood again; whatever is edited is seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.test_front import SAMPLE

from moshimo.compile import kept_world
from moshimo.compile.cache import FOLDER
from moshimo.compile.kept_world import load
from moshimo.errors import WorldError
from moshimo.world import load as loading
from moshimo.world.text.world_source import Source
from moshimo.world.world import CheckedWorld


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    shutil.copytree(SAMPLE, tmp_path / "town")
    return tmp_path / "town"


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which worlds were understood, and not taken from the cache."""
    found: list[str] = []
    understand: Callable[..., CheckedWorld] = loading.understood

    def noted(source: Source, *more: object) -> CheckedWorld:
        found.append(source.word)
        return understand(source, *more)

    monkeypatch.setattr(loading, "understood", noted)
    return found


def test_the_second_time_it_is_taken_from_the_cache(town: Path, understood: list[str]) -> None:
    first, scenario = load(str(town))
    again, same = load(str(town))
    assert understood == ["town"]
    assert (again, same) == (first, scenario)
    assert again is not first
    assert (first, scenario) == loading.load(str(town))


def test_a_change_of_any_file_is_seen(town: Path, understood: list[str]) -> None:
    load(str(town))
    files = sorted(path for path in town.rglob("*") if path.suffix in (".yaml", ".py"))
    assert len(files) > 5
    for n, path in enumerate(files, 2):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n# seen\n")
        load(str(town))
        assert len(understood) == n, path


def test_a_file_more_and_a_file_less_are_seen(town: Path, understood: list[str]) -> None:
    load(str(town))
    (town / "rules" / "more.py").write_text('"""More."""\n', encoding="utf-8")
    load(str(town))
    (town / "rules" / "more.py").unlink()
    load(str(town))
    assert len(understood) == 2  # the last is as the first was


def test_a_wrong_world_tells_every_message_each_time(town: Path, understood: list[str]) -> None:
    load(str(town))
    with (town / "cast.yaml").open("a", encoding="utf-8") as file:
        file.write("\nnobody: {kin: x}\n")
    told = []
    for _ in range(2):
        with pytest.raises(WorldError) as wrong:
            load(str(town))
        told.append(str(wrong.value))
    assert told[0] == told[1]
    assert len(understood) == 3


def test_another_text_of_ours_understands_anew(
    town: Path, understood: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(str(town))
    monkeypatch.setattr(kept_world, "own_digest", lambda: "of another version")
    load(str(town))
    assert len(understood) == 2


def test_a_broken_entry_is_passed_over(town: Path, understood: list[str], tmp_path: Path) -> None:
    world, _ = load(str(town))
    for path in (tmp_path / "kept").iterdir():
        if path.name != "key":
            path.write_bytes(path.read_bytes()[:-9] + b"different")
    assert load(str(town))[0] == world
    assert len(understood) == 2
