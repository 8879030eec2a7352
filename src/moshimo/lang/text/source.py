"""The one reader of an author's files.

A world may come from a stranger. Nothing outside its folder is read, nothing but plain files
of a modest size is read, and what is handed on is text in which every letter can be seen.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from moshimo.errors import Problem, Span, WorldError

LARGEST = 256 * 1024  # bytes; the longest novel's rules fit, and parsing takes 900 times as much
FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)  # in Windows

# Letters that no file may have: code, name, the letters, how to mend it.
UNSEEN = (
    (
        "byte-order-mark",
        "a byte order mark",
        re.compile("\ufeff"),
        "save the file as UTF-8 without a byte order mark.",
    ),
    (
        "lone-carriage-return",
        "a carriage return without a line feed",
        re.compile("\r"),
        "save the file with the line ends of Unix or Windows.",
    ),
    (
        "bidi-control",
        "a letter that turns the direction of writing",
        re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
        "delete it; Arabic and Hebrew need none, and it can hide what a line says.",
    ),
    (
        "control-character",
        "a control character",
        re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"),
        "delete it.",
    ),
)


def read_source(path: Path, root: Path, shown: str, largest: int = LARGEST) -> str:
    """Return the text of one file of the world in `root`, its line ends made plain.

    Args:
        path: the file, inside `root`.
        root: the world's folder. Nothing outside it is opened, through links neither.
        shown: the file's name in messages, with forward slashes.
        largest: bytes.

    Raises:
        WorldError: the file is not there, not inside, not a plain file, too large or not text.
    """
    _refuse_odd_name(path, root, shown)
    return plain_text(_text(_bytes(_inside(path, root, shown), shown, largest), shown), shown)


def plain_text(text: str, shown: str) -> str:
    """Return `text` with plain line ends.

    Raises:
        WorldError: there are letters in it that nobody sees, or that command a terminal.
    """
    plain = text.replace("\r\n", "\n")
    problems = []
    for hidden in hidden_letters(plain):
        more = f", and {hidden.n - 1} more" if hidden.n > 1 else ""
        what = f"the file has {hidden.name} (`{hidden.letter}`) here{more}"
        where = _span_at(plain, hidden.first, shown)
        problems.append(Problem(hidden.code, where, what, "here", fix=hidden.fix))
    if problems:
        raise WorldError(problems)
    return plain


@dataclass(frozen=True, slots=True)
class Hidden:
    """A sort of letter that nobody sees: where it stands first, and how often."""

    code: str
    name: str
    letter: str
    first: int
    n: int
    fix: str


def hidden_letters(text: str) -> list[Hidden]:
    """Return the letters in `text` that nobody sees or that command a terminal, by sort."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return []
    found = []
    for code, name, pattern, fix in UNSEEN:
        places = [place.start() for place in pattern.finditer(text)]
        if places:
            found.append(Hidden(code, name, text[places[0]], places[0], len(places), fix))
    return found


def _refuse_odd_name(path: Path, root: Path, shown: str) -> None:
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        raise _outside(shown) from None
    if not parts or ".." in parts:
        raise _outside(shown)
    for part in parts:
        if not FILE_NAME.fullmatch(part) or DEVICE.fullmatch(part):
            what = f"a file or folder of a world cannot be called `{part}`"
            why = "the name must mean the same on every system."
            fix = "use letters a to z, digits, `_`, `-` and single dots, as in `cast.yaml`."
            raise _refused("file-name", shown, what, why, fix)


def _inside(path: Path, root: Path, shown: str) -> Path:
    """Return where `path` really is, all links followed."""
    try:
        real = path.resolve(strict=True)
        real_root = root.resolve(strict=True)
    except FileNotFoundError:
        raise _refused("no-such-file", shown, "there is no such file") from None
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle
        raise _unreadable(shown, error) from None
    if not real.is_relative_to(real_root):
        raise _outside(shown)
    return real


def _bytes(path: Path, shown: str, largest: int) -> bytes:
    # Neither follow a link put there since, nor wait for a pipe that nobody writes to.
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _not_a_file(shown)
        door = os.open(path, os.O_RDONLY | careful | getattr(os, "O_BINARY", 0))
        with os.fdopen(door, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _not_a_file(shown)
            raw = file.read(largest + 1)
    except OSError as error:
        raise _unreadable(shown, error) from None
    if len(raw) > largest:
        what = f"the file is larger than {largest // 1024} KiB"
        fix = "split it; a world may have any number of files."
        raise _refused("file-too-large", shown, what, fix=fix)
    return raw


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
        where = _span_at(f"{before}\ufffd{after}", len(before), shown)
        what = f"the file is not UTF-8: the byte {raw[error.start]:#04x} is no letter here"
        found = Problem("not-utf-8", where, what, "not a letter", fix="save it as UTF-8.")
        raise WorldError([found]) from None


def _span_at(text: str, offset: int, shown: str) -> Span:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else None]
    return Span(shown, text.count("\n", 0, offset) + 1, offset - start + 1, 1, line)


def _outside(shown: str) -> WorldError:
    what = "the file is not inside the world's folder"
    why = "a world reads nothing but its own files, through links neither."
    return _refused("outside-world", shown, what, why, "copy it into the folder.")


def _not_a_file(shown: str) -> WorldError:
    return _refused("not-a-file", shown, "this is not a file", fix="put a plain text file there.")


def _unreadable(shown: str, error: Exception) -> WorldError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _refused("unreadable-file", shown, f"the system does not open it: {reason}")


def _refused(code: str, shown: str, what: str, why: str = "", fix: str = "") -> WorldError:
    return WorldError([Problem(code, Span(shown), what, why=why, fix=fix)])
