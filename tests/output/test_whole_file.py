"""The one writer of files: whole or as it was, through links, never over what is no file."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from moshimo.output.whole_file import ensure_writable, write_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has other files")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(wrong: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise wrong

    return fail


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a", b"new")
        write_file(tmp_path / "b", b"new", 0o600)
    finally:
        os.umask(before)
    assert (mode(tmp_path / "a"), mode(tmp_path / "b")) == (0o640, 0o600)


def test_a_file_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a longer text than the new one")
    path.chmod(0o604)
    write_file(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o604)


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real").write_bytes(b"old")
    (tmp_path / "middle").symlink_to("far/real")
    (tmp_path / "link").symlink_to("middle")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "middle").is_symlink()
    assert (tmp_path / "far" / "real").read_bytes() == b"new"
    assert (names(tmp_path), names(tmp_path / "far")) == (["far", "link", "middle"], ["real"])


def test_a_link_to_what_is_not_there_yet_makes_it_there(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("later")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "later").read_bytes() == b"new"


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        write_file(tmp_path / "a", b"new")
    assert names(tmp_path) == ["a", "b"]


def test_a_pipe_is_written_through_and_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    write_file(path, b"x" * 300_000)
    reader.join(10)
    assert got == [b"x" * 300_000]
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert names(tmp_path) == ["pipe"]


def test_a_socket_is_refused_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("s")
        with pytest.raises(OSError, match="No such device"):
            write_file("s", b"new")
    assert stat.S_ISSOCK((tmp_path / "s").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_a_device_is_written_through() -> None:
    with pytest.raises(OSError, match="No space left"):
        write_file("/dev/full", b"new")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)
    write_file("/dev/null", b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is no such file")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_an_open_file_of_ours_is_written_where_it_stands(tmp_path: Path, name: str) -> None:
    if not Path(name).parent.exists():
        pytest.skip("there is no such folder")
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    code = f"from moshimo.output.whole_file import write_file; write_file({name!r}, b'new\\n')"
    with log.open("ab") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
        subprocess.run(["echo", "after"], stdout=out, check=True)
    assert log.read_bytes() == b"before\nnew\nafter\n"
    assert names(tmp_path) == ["log"]


def test_what_somebody_has_beside_it_is_left_alone(tmp_path: Path) -> None:
    beside = {name: name.encode() for name in ("x.part", "x.tmp", "x~", ".x", ".moshimo-0")}
    for name, raw in beside.items():
        (tmp_path / name).write_bytes(raw)
    write_file(tmp_path / "x", b"new")
    assert {name: (tmp_path / name).read_bytes() for name in beside} == beside
    assert names(tmp_path) == sorted([*beside, "x"])


def test_a_name_that_is_taken_is_never_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda _: "taken")
    (tmp_path / "elsewhere").write_bytes(b"somebody's")
    (tmp_path / ".moshimo-taken").symlink_to("elsewhere")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "x", b"new")
    assert (tmp_path / ".moshimo-taken").is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"somebody's"


@pytest.mark.parametrize("call", ["fsync", "fchmod", "open"])
@pytest.mark.parametrize("wrong", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_what_was_begun_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, wrong: BaseException
) -> None:
    (tmp_path / "x").write_bytes(b"old")
    monkeypatch.setattr(os, call, failing(wrong))
    with pytest.raises(type(wrong)):
        write_file(tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"old"
    assert names(tmp_path) == ["x"]


def test_it_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(b"old")
    seen: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append((tmp_path / "x").read_bytes()))
    write_file(tmp_path / "x", b"new")
    assert seen == [b"old", b"new"]  # the file, then its folder


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("folder", IsADirectoryError),
        ("", IsADirectoryError),
        ("nowhere/x", FileNotFoundError),
        ("plain/x", NotADirectoryError),
        ("closed", PermissionError),
        ("n" * 300, OSError),
    ],
)
def test_what_cannot_be_written_is_refused_before_and_when_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, wrong: type[OSError]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain").write_bytes(b"plain")
    (tmp_path / "closed").write_bytes(b"closed")
    (tmp_path / "closed").chmod(0o444)  # for root as well
    with pytest.raises(wrong):
        ensure_writable(name)
    with pytest.raises(wrong):
        write_file(name, b"new")
    assert names(tmp_path) == ["closed", "folder", "plain"]
    assert (tmp_path / "closed").read_bytes() == b"closed"


def test_a_killed_writer_leaves_the_old_file_whole(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    code = (
        "import os, signal; from moshimo.output.whole_file import write_file; "
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL); write_file('x', b'new')"
    )
    killed = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    assert killed.returncode == -9
    assert (tmp_path / "x").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["half a letter \ud800", "nothing \0 of it"])
def test_what_no_file_can_be_called_is_an_error_of_the_system(name: str, tmp_path: Path) -> None:
    for write in (ensure_writable, lambda path: write_file(path, b"x")):
        with pytest.raises(OSError, match="Invalid argument"):
            write(tmp_path / name)
    assert names(tmp_path) == []
