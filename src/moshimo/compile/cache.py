"""Machine code, and what else is kept between runs, in a folder of the user's own.

What lies there is run as it is, so only what this user put there is taken: the folder must belong
to the user and be closed to all others, and each entry carries a code made with a key that nobody
else can read (HMAC-SHA-256). Whatever is not as it should be is passed over and made anew, and
where nothing can be kept, nothing is: a run never stops for it.
"""

from __future__ import annotations

import contextlib
import hmac
import logging
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "MOSHIMO_CACHE"  # names another folder; empty for none
LARGEST = 256 << 20  # bytes; beyond it the oldest entries go
KEY = "key"
_SEAL = _KEY = 32


@dataclass(frozen=True, slots=True)
class Cache:
    """An open cache.

    Attributes:
        folder: the user's own.
        key: with which entries are sealed.
    """

    folder: Path
    key: bytes

    def get(self, name: str) -> bytes | None:
        """Return what was put under a name, or None if there is nothing that can be trusted."""
        try:
            raw = _own_bytes(self.folder / name)
        except OSError:
            return None
        seal, kept = raw[:_SEAL], raw[_SEAL:]
        return kept if hmac.compare_digest(seal, self._seal(name, kept)) else None

    def put(self, name: str, kept: bytes) -> None:
        """Keep something under a name; where that fails, nothing is kept."""
        with contextlib.suppress(OSError):
            _write(self.folder / name, self._seal(name, kept) + kept)

    def _seal(self, name: str, kept: bytes) -> bytes:
        return hmac.digest(self.key, name.encode() + b"\0" + kept, "sha256")

    def tidy(self) -> None:
        """Drop the oldest entries if there is too much."""
        entries: list[tuple[float, int, Path]] = []
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                with contextlib.suppress(OSError):  # another process may have dropped it
                    entries.append(((found := path.lstat()).st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries, key=lambda entry: entry[0]):
            if total <= LARGEST:
                break
            if path.name != KEY:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
                    total -= size


def open_cache(environ: Mapping[str, str] = os.environ) -> Cache | None:
    """Return the user's cache, or None where there can be none: a run is slower then, not wrong."""
    where = environ.get(FOLDER, _usual(environ))
    if not where or not hasattr(os, "getuid"):
        return None
    folder = Path(where)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or not _own(found):
            return None
        return Cache(folder, _key(folder / KEY))
    except (OSError, ValueError):  # ValueError: no path can be called so
        return None


def _usual(environ: Mapping[str, str]) -> str:
    """Return where the system wants such things, "" if it does not say."""
    home = environ.get("HOME", "")
    if sys.platform == "darwin":
        return f"{home}/Library/Caches/moshimo" if home else ""
    inside = environ.get("XDG_CACHE_HOME") or (f"{home}/.cache" if home else "")
    return f"{inside}/moshimo" if inside.startswith("/") else ""


def _own(found: os.stat_result) -> bool:
    """Whether something is this user's, and closed to all others."""
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _own_bytes(path: Path) -> bytes:
    """Read a plain file of this user's own; links are not followed, pipes not waited for."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or not _own(found) or found.st_size > LARGEST:
            raise PermissionError(path)
        return file.read(found.st_size)


def _key(path: Path) -> bytes:
    """Return the key of a cache; the first to come makes it, and makes anew one that is broken.

    Two who do that at once may seal with two keys for a while; then what one of them keeps is
    passed over by the other.
    """
    if not os.path.lexists(path):
        _write(path, secrets.token_bytes(_KEY), anew=False)
    with contextlib.suppress(OSError):
        key = _own_bytes(path)
        if len(key) == _KEY:
            return key
    _write(path, secrets.token_bytes(_KEY))
    logging.getLogger("moshimo").warning(
        "The key of the cache of machine code was broken: %s is made anew, and so is the code.",
        path,
    )
    key = _own_bytes(path)
    if len(key) != _KEY:
        raise PermissionError(path)
    return key


def _write(path: Path, kept: bytes, anew: bool = True) -> None:
    """Write a file whole or not at all; `anew` replaces one that is there."""
    handle, word = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(kept)
            file.flush()
            os.fsync(file.fileno())  # else a machine that stops could leave an empty file
        if anew:
            Path(word).replace(path)
            return
        try:
            os.link(word, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            Path(word).replace(path)
    finally:
        with contextlib.suppress(OSError):
            Path(word).unlink(missing_ok=True)
