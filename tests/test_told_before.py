"""A story that was told before is given again, to the letter, while nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.test_front import SAMPLE
from tests.told import moshimo

from moshimo.compile.cache import FOLDER
from moshimo.front import World

WORDS = ("tell", "./town", "--seed", "121")
OWN = "seed 1 (choose another with --seed)\n"


@pytest.fixture(autouse=True)
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    shutil.copytree(SAMPLE, tmp_path / "town")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "town"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The seeds of which a story was told, and not taken from the cache."""
    found: list[int | None] = []
    tell = World.tell

    def noted(self: World, seed: int | None = None, **options: object) -> object:
        found.append(seed)
        return tell(self, seed, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(World, "tell", noted)
    return found


def test_it_is_given_again_to_the_letter(runs: list[int | None]) -> None:
    first, again = moshimo(*WORDS), moshimo(*WORDS)
    assert first.code == 0
    assert again == first
    assert runs == [121]


def test_which_seed_it_was_is_said_again(runs: list[int | None]) -> None:
    first, again = moshimo("tell", "./town"), moshimo("tell", "./town")
    assert first.err == again.err == OWN
    assert first.out == again.out
    assert runs == [1]


@pytest.mark.parametrize("form", ["md", "html", "epub"])
def test_so_is_each_form(form: str, tmp_path: Path, runs: list[int | None]) -> None:
    for word in ("one", "two"):
        assert moshimo(*WORDS, "--format", form, "--out", word).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert runs == [121]


def test_whatever_else_is_asked_is_told_anew(runs: list[int | None]) -> None:
    others = (
        ["--until", "day 2 09:00"], ["--style", "plain"], ["--as", "ana"], ["--format", "md"],
        ["--limit-deeds", "5000"],
    )  # fmt: skip
    moshimo(*WORDS)
    for n, words in enumerate(others, 2):
        assert moshimo(*WORDS, *words).code == 0
        assert len(runs) == n, words
    moshimo("tell", "./town", "--seed", "122")
    assert runs[-1] == 122


def test_who_wants_the_interpreter_to_run_it_gets_that(runs: list[int | None]) -> None:
    first = moshimo(*WORDS)
    assert moshimo(*WORDS, "--interpreted") == first
    assert runs == [121, 121]


def test_a_change_of_the_world_is_seen(town: Path, runs: list[int | None]) -> None:
    moshimo(*WORDS)
    with (town / "world.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# seen\n")
    moshimo(*WORDS)
    assert len(runs) == 2


def test_a_world_that_became_wrong_is_told_so(town: Path) -> None:
    assert moshimo(*WORDS).code == 0
    (town / "world.yaml").write_text("titel: x\n", encoding="utf-8")
    assert moshimo(*WORDS).code == 1
    assert moshimo(*WORDS).err == moshimo("check", "./town").err


def test_a_limit_stops_it_all_the_same() -> None:
    assert moshimo(*WORDS).code == 0
    assert moshimo(*WORDS, "--limit-deeds", "1").code == 1


def test_a_broken_or_foreign_entry_is_told_anew(tmp_path: Path, runs: list[int | None]) -> None:
    first = moshimo(*WORDS)
    entries = [path for path in (tmp_path / "kept").iterdir() if path.name != "key"]
    for path in entries:
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert moshimo(*WORDS) == first
    (tmp_path / "kept" / "key").write_bytes(bytes(32))
    assert moshimo(*WORDS) == first
    assert len(runs) == 3


def test_without_a_cache_it_is_told_each_time(
    runs: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, "")
    assert moshimo(*WORDS) == moshimo(*WORDS)
    assert len(runs) == 2
