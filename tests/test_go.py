"""Facts about `./go`, as far as they show without making a virtual environment."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_a_python_too_old_can_read_go_and_say_so() -> None:
    ast.parse((ROOT / "go").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_a_lock_has_hashes_and_no_source_of_its_own(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9-]+==\S+.*\\\n {4}--hash=sha256:", lock, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z]", lock, re.MULTILINE))
    assert not re.search(r"://|^-", lock, re.MULTILINE)


def packages(name: str) -> dict[str, str]:
    """Return each package of a lock, with its version, and its hashes."""
    lock = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"^([a-z].*)\n((?: {4}--hash.*\n)+)", lock, re.MULTILINE)
    return dict(found)


def test_developers_have_what_users_have_and_more() -> None:
    users, developers = (packages(name) for name in LOCKS)
    assert users.items() < developers.items()
    assert not {"pytest", "mypy", "ruff", "duckdb", "uv"} & {word.split("==")[0] for word in users}


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return `go` as a module that looks for its stamp in another folder."""
    loader = SourceFileLoader("go", str(ROOT / "go"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_loader("go", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp")
    return module


def test_what_developers_have_serves_users_and_not_the_other_way_round(go: Any) -> None:
    assert not go.is_set_up(whole=False)
    for lock, serves in ((go.LOCK, (True, False)), (go.WHOLE_LOCK, (True, True))):
        go.STAMP.write_text("\n".join((*go.stamp(), lock.name)), encoding="utf-8")
        assert (go.is_set_up(whole=False), go.is_set_up(whole=True)) == serves
    go.STAMP.write_text("\n".join(("another", "stamp", go.LOCK.name)), encoding="utf-8")
    assert not go.is_set_up(whole=False)


def test_each_command_is_set_up_for_with_what_it_needs(
    go: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def is_set_up(whole: bool) -> bool:
        asked.append(whole)
        return True

    monkeypatch.setattr(go, "is_set_up", is_set_up)
    monkeypatch.setattr(go, "run", lambda words: 0)
    for words in ([], ["tell", "leaf"], ["odds"], ["test"], ["lint"], ["bench", "times"]):
        assert go.main(words) == 0
    assert asked == [False, False, False, True, True, True]
    own = set(re.findall(r"^ {4}\./go ([a-z]+)", go.__doc__, re.MULTILINE))
    assert own == set(go.DEVELOPERS)


def test_without_a_word_it_tells_a_story_and_names_the_other_one_beside_it(
    go: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []

    def call(command: list[str]) -> int:
        called.append(command[1:])
        return 0

    monkeypatch.setattr(go.subprocess, "call", call)
    assert go.run([]) == 0
    assert called == [["tell", "leaf"]]
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "",
        "another story of this world: ./go tell leaf/succession\n",
    )
