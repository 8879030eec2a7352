"""Machine code is kept in a folder of the user's own, and taken only if it is surely the user's."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
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


def said(caplog: pytest.LogCaptureFixture, folder: Path) -> bool:
    text = "The key of the cache of machine code was broken: "
    text += f"{folder / 'key'} is made anew, and so is the code."
    assert [record.getMessage() for record in caplog.records] in ([], [text])
    return bool(caplog.records)


@pytest.mark.parametrize("sort", ["empty", "short", "long", "open to others", "link", "pipe"])
def test_a_broken_key_is_made_anew_and_said_once(
    folder: Path, sort: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened(folder).put("name", b"code")
    assert not said(caplog, folder)
    key = folder / "key"
    match sort:
        case "empty" | "short" | "long":
            key.write_bytes(bytes({"empty": 0, "short": 31, "long": 33}[sort]))
        case "open to others":
            key.chmod(0o644)
        case "link":
            key.rename(folder.parent / "elsewhere")
            key.symlink_to(folder.parent / "elsewhere")
        case "pipe":
            key.unlink()
            os.mkfifo(key)
    kept = opened(folder)
    assert said(caplog, folder)
    assert kept.get("name") is None
    kept.put("name", b"other")
    assert opened(folder).get("name") == b"other"
    assert said(caplog, folder)
    assert stat.S_IMODE(key.lstat().st_mode) == 0o600


def test_no_key_no_cache_where_a_folder_stands_in_its_place(folder: Path) -> None:
    (folder / "key" / "x").mkdir(parents=True)
    folder.chmod(0o700)
    assert open_cache({FOLDER: str(folder)}) is None


def test_a_pipe_or_a_folder_in_an_entrys_place_is_not_waited_for(folder: Path) -> None:
    kept = opened(folder)
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    assert (kept.get("pipe"), kept.get("folder")) == (None, None)
    kept.put("pipe", b"code")
    kept.put("folder", b"code")
    assert (kept.get("pipe"), kept.get("folder")) == (b"code", None)


@pytest.mark.parametrize(
    "where", ["/proc/nowhere/moshimo", "/dev/null/moshimo", "x" * 5000, "a\0b"]
)
def test_a_place_where_nothing_can_be_written_is_no_cache(where: str) -> None:
    assert open_cache({FOLDER: where}) is None
    assert open_cache({"HOME": where}) is None


def test_a_full_disk_keeps_nothing_and_stops_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    kept = opened(folder)
    monkeypatch.setattr(os, "fsync", full)
    kept.put("name", b"code")
    assert kept.get("name") is None
    assert [path.name for path in folder.iterdir()] == ["key"]
    assert open_cache({FOLDER: str(folder / "other")}) is None


def test_entries_are_synced_before_they_are_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append((folder / "name").exists()))
    opened(folder).put("name", b"code")
    assert synced == [False, False]


def test_a_file_system_without_links_has_a_cache(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    opened(folder).put("name", b"code")
    assert opened(folder).get("name") == b"code"


def test_many_may_open_one_cache_at_once_also_with_a_broken_key(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    (folder / "key").touch(mode=0o600)
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: opened(folder), range(32)))
        list(pool.map(lambda n: kept[n].put(f"name{n % 4}", b"code"), range(32)))
        found = set(pool.map(lambda n: kept[n].get(f"name{n % 4}"), range(32)))
    assert found <= {None, b"code"}
    opened(folder).put("name", b"code")
    assert opened(folder).get("name") == b"code"


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
