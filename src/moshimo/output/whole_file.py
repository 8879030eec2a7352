"""The one writer of files: a file is whole, or as it was.

What is written goes into a new file of a random name beside the target, which takes the target's
place when it is on the disk. What is no plain file (a pipe, a device, an open file of a process) is
written through and never replaced.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from pathlib import Path

LINKS = 40  # as many as Linux follows
OPEN_FILES = re.compile(r"/(?:proc/(\d+)(?:/task/\d+)?|dev)/fd/(\d+)")  # of a process, as paths
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_file(path: str | os.PathLike[str], raw: bytes, mode: int = 0o666) -> None:
    """Write a file, so that it is whole, or as it was before.

    A link is followed and stays. A plain file that is there keeps its mode.

    Args:
        path: where.
        raw: what it is to hold.
        mode: of a new file, less what the umask takes away.

    Raises:
        OSError: it cannot be written; nothing is left of what was begun.
    """
    place = _followed(Path(path))
    found = _found(place)
    if _is_replaced(place, found):
        _ensure_writable(place, found)
        _replace(place, raw, found, mode)
    else:
        _write_through(place, raw)


def ensure_writable(path: str | os.PathLike[str]) -> None:
    """Check before a long work that a file can probably be written.

    Raises:
        OSError: it is a folder, or its folder is missing; or nobody may write there.
    """
    place = _followed(Path(path))
    found = _found(place)
    if _is_replaced(place, found):
        _ensure_writable(place, found)


def _followed(path: Path) -> Path:
    """Return where a path leads. A link to an open file of a process is not followed."""
    if "\0" in str(path) or re.search("[\ud800-\udbff]", str(path)):  # no file is called so
        raise _error(errno.EINVAL, path)
    for _ in range(LINKS):
        try:
            path = path.parent.resolve() / path.name
        except RuntimeError:  # a circle of links
            break
        if not path.is_symlink() or OPEN_FILES.fullmatch(str(path)):
            return path
        path = path.parent / path.readlink()
    raise _error(errno.ELOOP, path)


def _found(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_replaced(path: Path, found: os.stat_result | None) -> bool:
    if OPEN_FILES.fullmatch(str(path)):
        return False
    return found is None or stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)


def _ensure_writable(path: Path, found: os.stat_result | None) -> None:
    if found is not None and stat.S_ISDIR(found.st_mode):
        raise _error(errno.EISDIR, path)
    if not path.parent.is_dir():
        raise _error(errno.ENOENT, path)
    closed = found is not None and not (found.st_mode & 0o222 and os.access(path, os.W_OK))
    if closed or not os.access(path.parent, os.W_OK):
        raise _error(errno.EACCES, path)


def _replace(path: Path, raw: bytes, found: os.stat_result | None, mode: int) -> None:
    beside = path.parent / f".moshimo-{secrets.token_hex(8)}"
    try:
        handle = os.open(beside, _NEW, mode if found is None else 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            if found is not None and hasattr(os, "fchmod"):
                with contextlib.suppress(OSError):  # only root gives files away
                    os.fchown(handle, found.st_uid, found.st_gid)
                os.fchmod(handle, found.st_mode & 0o777)
            os.fsync(handle)
        beside.replace(path)
    except FileExistsError:  # somebody's
        raise
    except BaseException:  # an interrupt too
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_through(path: Path, raw: bytes) -> None:
    """Write to a pipe or a device as it is; to an open file of our own where it stands."""
    own = OPEN_FILES.fullmatch(str(path))
    if own and int(own[1] or os.getpid()) == os.getpid():
        handle = os.dup(int(own[2]))
    else:
        handle = os.open(path, os.O_WRONLY | (os.O_APPEND if own else 0))
    with os.fdopen(handle, "wb") as file:
        file.write(raw)


def _error(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
