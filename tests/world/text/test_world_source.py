"""Facts about the texts of a world: each file is read once, and they have a digest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.world.town import TOWN, write

from moshimo.errors import WorldError
from moshimo.world.load import load, understood
from moshimo.world.text.world_source import Source, read, source_of


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    monkeypatch.chdir(tmp_path)
    notes = {"notes/a.md": "x", "forks/a.yaml": "prevent: leave\r\n", "README.md": "y"}
    write(tmp_path / "town", {**TOWN, **notes})
    return read("./town")[0]


def test_a_file_is_read(town: Source) -> None:
    assert town.files["places.yaml"] == TOWN["places.yaml"]
    assert town.files["forks/a.yaml"] == "prevent: leave\n"
    assert sorted(town.files) == sorted([*TOWN, "forks/a.yaml"])


def test_a_file_outside_the_world_is_not_read(town: Source, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("a: 1")
    (tmp_path / "town" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    made, _ = read("./town")
    assert made.files == {**town.files, "link.yaml": None}
    with pytest.raises(WorldError, match="outside-world"):
        understood(made)


def test_the_digest_is_of_the_files_alone(town: Source, tmp_path: Path) -> None:
    (tmp_path / "town").rename(tmp_path / "village")
    assert read(str(tmp_path / "village"))[0].digest == town.digest
    assert load("./village", fork="./village/forks/a.yaml")[0].texts.source.digest == town.digest
    other = replace(town, files={**town.files, "people.yaml": "Character: {ana: {}}\n"})
    assert other.digest != town.digest


def test_a_source_is_the_same_from_its_bytes(town: Source) -> None:
    made = source_of(town.raw())
    assert (made.files, made.digest, made.raw()) == (town.files, town.digest, town.raw())
