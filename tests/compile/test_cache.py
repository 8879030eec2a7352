"""Machine code is kept in a folder of the user's own, and taken only if it is surely the user's."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from moshimo.compile import cache
from moshimo.compile.cache import FOLDER, Cache, open_cache

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners cannot be asked here")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def opened(folder: Path) -> Cache:
    made = open_cache({FOLDER: str(folder)})
    assert made is not None
    return made


def test_what_is_put_in_comes_out_also_for_the_next_to_open_it(folder: Path) -> None:
    opened(folder).put("name", b"code")
    assert opened(folder).get("name") == b"code"
    assert opened(folder).get("other") is None


def test_folder_and_entries_are_closed_to_all_others(folder: Path) -> None:
    opened(folder).put("name", b"code")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    assert not [p for p in folder.iterdir() if p.name.startswith(".")]


def test_a_folder_that_others_may_enter_is_no_cache(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    assert open_cache({FOLDER: str(folder)}) is None


def test_a_link_to_a_folder_is_no_cache(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "real")
    assert open_cache({FOLDER: str(folder)}) is None


def test_there_is_none_where_none_is_wanted_or_no_home_is_known() -> None:
    assert open_cache({FOLDER: ""}) is None
    assert open_cache({}) is None
    assert open_cache({"XDG_CACHE_HOME": "beside/me"}) is None


def test_a_changed_entry_is_passed_over(folder: Path) -> None:
    opened(folder).put("name", b"code")
    path = folder / "name"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert opened(folder).get("name") is None


def test_an_entry_is_good_for_its_own_name_only(folder: Path) -> None:
    opened(folder).put("name", b"code")
    (folder / "name").rename(folder / "other")
    assert opened(folder).get("other") is None


def test_an_entry_made_with_another_key_is_passed_over(folder: Path) -> None:
    opened(folder).put("name", b"code")
    (folder / "key").write_bytes(bytes(32))
    assert opened(folder).get("name") is None


def test_an_entry_that_others_may_write_is_passed_over(folder: Path) -> None:
    opened(folder).put("name", b"code")
    (folder / "name").chmod(0o666)
    assert opened(folder).get("name") is None


def test_a_link_in_an_entrys_place_is_not_followed(folder: Path) -> None:
    opened(folder).put("name", b"code")
    (folder / "linked").symlink_to(folder / "name")
    assert opened(folder).get("linked") is None


def test_the_oldest_go_when_there_is_too_much(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "LARGEST", 300)
    kept = opened(folder)
    for n in range(5):
        kept.put(f"name{n}", bytes(60))
        os.utime(folder / f"name{n}", (n, n))
    kept.tidy()
    left = {p.name for p in folder.iterdir()}
    assert {"key", "name4"} <= left
    assert "name0" not in left
