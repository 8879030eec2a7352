"""The one reader of files: an author's, and our own package's.

A world may come from a stranger. Nothing outside its folder is read, no link below it is followed,
and nothing but plain files is opened, of a modest size each and together. A folder that somebody
names may be a link itself, or lie under one.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang.text.letters import plain_text, span_at

LARGEST = 256 * 1024  # bytes; the longest novel's rules fit, and parsing takes 900 times as much
MOST_BYTES = 4 << 20  # of all files of a world together; the leaf has a sixteenth of it
MOST_NAMES = 20_000  # in one folder, what is no part of the world counted too
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
OWN_TEXT = (".py", ".pyi", ".yaml", ".css", ".md")  # all that this package is made of
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)  # in Windows
_PACKAGE = Path(__file__).parents[2]
_BY_STEPS = {os.open, os.stat} <= os.supports_dir_fd  # not so in Windows
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_CAREFUL = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_REPARSED = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)  # links and their like in Windows


@dataclass(slots=True)
class Allowance:
    """What may still be read of a world: all of its files share it.

    Attributes:
        n_values: of YAML, each of which takes three hundred bytes of memory.
    """

    n_bytes: int = MOST_BYTES
    n_values: int = 300_000


def read_source(
    path: Path, root: Path, shown: str, largest: int = LARGEST, left: Allowance | None = None
) -> str:
    """Return the text of one file of the world in `root`, its line ends made plain.

    Args:
        path: the file, inside `root`.
        root: the world's folder. Nothing outside it is opened, and no link in it followed.
        shown: the file's name in messages, with forward slashes.
        largest: bytes.
        left: what may still be read; it gets less.

    Raises:
        WorldError: the file is not there, not inside, not a plain file, too large or not text.
    """
    parts = _parts(path, root, shown)
    for part in parts:
        if not FILE_NAME.fullmatch(part) or DEVICE.fullmatch(part):
            what = f"a file or folder of a world cannot be called `{part}`"
            why = "the name must mean the same on every system."
            fix = "use letters a to z, digits, `_`, `-` and single dots, as in `cast.yaml`."
            raise _refused("file-name", shown, what, why, fix)
    return _read(root, parts, shown, largest, left)


def read_named(path: Path, shown: str, largest: int) -> str:
    """Return the text of a file that somebody named, as `read_source`, whatever it is called."""
    return _read(path.parent, [path.name], shown, largest, None)


def first_bytes(path: Path, root: Path, most: int) -> bytes:
    """Return how a file in `root` begins; what is no plain file, or cannot be read, is empty."""
    try:
        parts = _parts(path, root, path.name)
        with _reached(root, parts[:-1], path.name) as (door, far):
            return _bytes(door, far / parts[-1], root, path.name, most)
    except (OSError, ValueError, WorldError):
        return b""


def names_in(root: Path, under: str, shown: str) -> list[tuple[str, bool]]:
    """Return what stands directly in a folder of a world: each name, and whether it is a folder.

    They are sorted. A folder that is not there has none.

    Raises:
        WorldError: there are too many, a link stands in the folder's place, or it cannot be read.
    """
    parts = Path(under).parts
    try:
        with _reached(root, parts, shown) as (door, far):
            here = os.scandir(far if door < 0 else door)
            with here:
                every = islice(here, MOST_NAMES)
                found = [(one.name, one.is_dir(follow_symlinks=False)) for one in every]
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        what = f"`{Path(shown).name}` is a folder in a world, and this is none"
        fix = "make a folder of it, or call it otherwise."
        raise _refused("file-name", shown, what, fix=fix) from None
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from None
    if len(found) == MOST_NAMES:
        what = f"this folder has {MOST_NAMES:,} files or more"
        raise _refused("too-many-files", shown, what, fix="give the world a folder of its own.")
    return sorted(found)


def own_file(*parts: str) -> str:
    """Return the text of a file of this package, by its path inside it."""
    return _PACKAGE.joinpath(*parts).read_text(encoding="utf-8")


def own_files(*under: str, ending: str = ".py") -> list[Path]:
    """Return the files with that ending in a folder of this package, at any depth, sorted."""
    return sorted(_PACKAGE.joinpath(*under).rglob(f"*{ending}"))


@cache
def own_digest(*under: str) -> str:
    """Return a digest of our own text and of the Python that runs it, read once.

    `under` are folders of this package; all of it but the shipped worlds if none is given.
    """
    made = sha256(sys.version.encode())
    for word in under or sorted({path.name for path in _PACKAGE.iterdir()} - {"worlds"}):
        root = _PACKAGE / word
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.suffix in OWN_TEXT:
                made.update(f"\0{path.relative_to(_PACKAGE).as_posix()}\0".encode())
                made.update(path.read_bytes())
    return made.hexdigest()


# opening --------------------------------------------------------------------------------------


def _parts(path: Path, root: Path, shown: str) -> Sequence[str]:
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        raise _outside(shown) from None
    if not parts or ".." in parts:
        raise _outside(shown)
    return parts


def _read(
    root: Path, parts: Sequence[str], shown: str, largest: int, left: Allowance | None
) -> str:
    try:
        with _reached(root, parts[:-1], shown) as (door, far):
            raw = _bytes(door, far / parts[-1], root, shown, largest)
    except FileNotFoundError:
        raise _refused("no-such-file", shown, "there is no such file") from None
    except (OSError, ValueError) as error:
        raise _unreadable(shown, error) from None
    if len(raw) > largest:
        what = f"the file is larger than {largest // 1024} KiB"
        fix = "split it; a world may have any number of files."
        raise _refused("file-too-large", shown, what, fix=fix)
    if left is not None:
        left.n_bytes -= len(raw)
        if left.n_bytes < 0:
            what = f"with this file the world has more than {MOST_BYTES >> 20} MiB of text"
            raise _refused("world-too-large", shown, what, fix="make two worlds of it.")
    return plain_text(_text(raw, shown), shown)


@contextmanager
def _reached(root: Path, parts: Sequence[str], shown: str) -> Iterator[tuple[int, Path]]:
    """Open a folder inside `root`, one step after the other; give it, or −1 in Windows."""
    far = root
    door = os.open(root, _FOLDER) if _BY_STEPS else -1
    try:
        for part in parts:
            far = far / part
            if not stat.S_ISDIR(_seen(door, far, root, shown).st_mode):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            if door >= 0:
                below = os.open(part, _FOLDER | _CAREFUL, dir_fd=door)
                os.close(door)
                door = below
        yield door, far
    finally:
        if door >= 0:
            os.close(door)


def _seen(door: int, path: Path, root: Path, shown: str) -> os.stat_result:
    """Return what stands at a place in an open folder; raise if it is a link."""
    at = os.stat(path.name, dir_fd=door, follow_symlinks=False) if door >= 0 else path.lstat()
    if not stat.S_ISLNK(at.st_mode) and not getattr(at, "st_file_attributes", 0) & _REPARSED:
        return at
    try:
        leaves = not path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise _unreadable(shown, error) from None
    raise _outside(shown) if leaves else _outside(shown, f"`{path.name}` is a link")


def _bytes(door: int, path: Path, root: Path, shown: str, largest: int) -> bytes:
    """Return what a plain file in an open folder holds, one byte more than `largest` at most.

    It is looked at before it is opened, which can set off something in a device; and once more
    afterwards, for another may stand in its place by then.
    """
    if not stat.S_ISREG(_seen(door, path, root, shown).st_mode):
        raise _not_a_file(shown)
    flags = os.O_RDONLY | _CAREFUL
    handle = os.open(path.name, flags, dir_fd=door) if door >= 0 else os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _not_a_file(shown)
        return file.read(largest + 1)


def _text(raw: bytes, shown: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = "the file is UTF-16, not UTF-8"
        raise _refused("not-utf-8", shown, what, fix="save it as UTF-8.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # A byte that is no letter is shown as one mark, so that the columns still agree.
        before = raw[: error.start].decode("utf-8")
        after = raw[error.end :].decode("utf-8", errors="replace")
        where = span_at(f"{before}\ufffd{after}", len(before), shown)
        what = f"the file is not UTF-8: the byte {raw[error.start]:#04x} is no letter here"
        found = Problem("not-utf-8", where, what, "not a letter", fix="save it as UTF-8.")
        raise WorldError([found]) from None


def _outside(shown: str, what: str = "the file is not inside the world's folder") -> WorldError:
    why = "a world reads nothing but its own files, through links neither."
    return _refused("outside-world", shown, what, why, "copy it into the folder.")


def _not_a_file(shown: str) -> WorldError:
    return _refused("not-a-file", shown, "this is not a file", fix="put a plain text file there.")


def _unreadable(shown: str, error: Exception) -> WorldError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, RuntimeError) or getattr(error, "errno", 0) == errno.ELOOP:
        reason = "links stand in a circle"
    return _refused("unreadable-file", shown, f"the system does not open it: {reason}")


def _refused(code: str, shown: str, what: str, why: str = "", fix: str = "") -> WorldError:
    return WorldError([Problem(code, Span(shown), what, why=why, fix=fix)])
