"""Facts about the texts of a world: each file is read once, and they have a digest."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.world.town import TOWN, write

from moshimo.errors import WorldError
from moshimo.lang.text.source import Allowance
from moshimo.output.shown_letters import visible
from moshimo.world.load import load, understood
from moshimo.world.text import world_source
from moshimo.world.text.folder import Folder
from moshimo.world.text.world_source import Source, read, source_of, with_outside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")


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


def told(call: Callable[[], object]) -> str:
    with pytest.raises(WorldError) as caught:
        call()
    return str(caught.value)


def test_a_pipe_or_a_link_that_may_be_rules_is_neither_waited_for_nor_read(
    town: Source, tmp_path: Path
) -> None:
    (tmp_path / "secret.py").write_text("from moshimo.rules import *")
    (tmp_path / "town" / "linked.py").symlink_to(tmp_path / "secret.py")
    os.mkfifo(tmp_path / "town" / "pipe.py")
    assert read("./town")[0] == town


@pytest.mark.parametrize("under", ["rules", "scenarios", "forks"])
def test_a_folder_that_is_a_link_is_not_followed(town: Source, tmp_path: Path, under: str) -> None:
    (tmp_path / "town" / under).mkdir(exist_ok=True)
    (tmp_path / "town" / under).rename(tmp_path / "elsewhere")
    (tmp_path / "town" / under).symlink_to(tmp_path / "elsewhere")
    assert told(lambda: read("./town")).startswith(
        f"town/{under}: error[outside-world]: the file is not inside the world's folder\n"
    )


def test_a_forks_folder_that_is_a_link_is_not_followed_in_a_world(
    town: Source, tmp_path: Path
) -> None:
    (tmp_path / "town" / "forks").rename(tmp_path / "elsewhere")
    (tmp_path / "town" / "forks").symlink_to(tmp_path / "elsewhere")
    made = with_outside(town, "./town/forks/a.yaml")
    assert made.apart["./town/forks/a.yaml"].text is None
    assert [problem.code for problem in made.problems] == ["outside-world"]


def test_a_folder_of_ones_own_may_be_a_link(town: Source, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "b.yaml").write_text("prevent: leave\n")
    (tmp_path / "forks").symlink_to("mine")
    (tmp_path / "linked").symlink_to("town")
    assert with_outside(town, "./forks/b.yaml").apart["./forks/b.yaml"].text == "prevent: leave\n"
    assert read("./linked")[0].files == town.files


def test_a_folder_that_cannot_be_read_is_told(
    town: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def closed(where: int) -> object:
        with scan(where) as entries:
            if any(entry.name == "town.py" for entry in entries):
                raise PermissionError(13, "Permission denied")
        return scan(where)

    monkeypatch.setattr(os, "scandir", closed)
    assert told(lambda: read("./town")) == (
        "town/rules: error[unreadable-file]: the system does not open it: Permission denied\n"
        "\n1 problem in 1 file. Nothing was run."
    )


def test_a_file_that_goes_while_the_folder_is_read_is_told(
    town: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names(*_: object) -> list[tuple[str, bool]]:
        (tmp_path / "town" / "world.yaml").unlink(missing_ok=True)
        return []

    monkeypatch.setattr(Folder, "names", names)
    assert told(lambda: understood(read("./town")[0])).startswith(
        "town/world.yaml: error[no-such-file]: there is no such file\n"
    )


def test_all_files_together_have_a_bound_that_is_told_once(
    town: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world_source, "Allowance", lambda: Allowance(100))
    made, _ = read("./town")
    assert [problem.code for problem in made.problems] == ["world-too-large"]


@pytest.mark.parametrize(
    ("fork", "why"),
    [
        ("~nobody-there/x.yaml", "there is no such user."),
        ("./\udcff.yaml", "it has a byte that is no letter."),
        ("./a\0b.yaml", "it has a byte that is no letter."),
    ],
)
def test_a_path_that_leads_nowhere_is_told(town: Source, fork: str, why: str) -> None:
    shown = visible(fork)
    assert told(lambda: with_outside(town, fork)) == (
        f"{shown}: error[no-such-file]: there is no fork in `{shown}`\n\n  why: {why}\n\n"
        "1 problem in 1 file. Nothing was run."
    )


def test_the_digest_is_of_the_files_alone(town: Source, tmp_path: Path) -> None:
    (tmp_path / "town").rename(tmp_path / "village")
    assert read(str(tmp_path / "village"))[0].digest == town.digest
    assert load("./village", fork="./village/forks/a.yaml")[0].texts.source.digest == town.digest
    other = replace(town, files={**town.files, "people.yaml": "Character: {ana: {}}\n"})
    assert other.digest != town.digest


def test_a_source_is_the_same_from_its_bytes(town: Source) -> None:
    made = source_of(town.raw())
    assert (made.files, made.digest, made.raw()) == (town.files, town.digest, town.raw())
