"""Facts about reading an author's files: what is read, and what a stranger cannot make us read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from moshimo.errors import WorldError
from moshimo.lang.text.letters import plain_text
from moshimo.lang.text.source import Allowance, read_source

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
END = "\n\n1 problem in 1 file. Nothing was run."


def told(path: Path, root: Path, largest: int = 1024) -> str:
    with pytest.raises(WorldError) as caught:
        read_source(path, root, "w/a.py", largest)
    return str(caught.value).removesuffix(END)


def told_of(raw: bytes, root: Path) -> str:
    (root / "a.py").write_bytes(raw)
    return told(root / "a.py", root)


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "hunger.py").write_text(
        "x = 'Zoë 港 می\u200cخواهم'\n\ty", encoding="utf-8"
    )
    text = read_source(tmp_path / "rules" / "hunger.py", tmp_path, "rules/hunger.py")
    assert text == "x = 'Zoë 港 می\u200cخواهم'\n\ty"


def test_line_ends_of_windows_become_plain(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"a\r\nb\r\n")
    assert read_source(tmp_path / "a.py", tmp_path, "a.py") == "a\nb\n"


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x" * 1024)
    assert len(read_source(tmp_path / "a.py", tmp_path, "a.py", 1024)) == 1024


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "a.py", tmp_path) == (
        "w/a.py: error[no-such-file]: there is no such file"
    )


def test_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    assert told_of(b"x" * 1025, tmp_path) == (
        "w/a.py: error[file-too-large]: the file is larger than 1 KiB\n"
        "\n"
        "  fix: split it; a world may have any number of files."
    )


OUTSIDE = (
    "w/a.py: error[outside-world]: the file is not inside the world's folder\n"
    "\n"
    "  why: a world reads nothing but its own files, through links neither.\n"
    "  fix: copy it into the folder."
)


@pytest.mark.parametrize("path", ["../secret.py", "rules/../../secret.py", "/etc/passwd", "."])
def test_a_path_that_leaves_the_folder_is_not_followed(tmp_path: Path, path: str) -> None:
    root = tmp_path / "world"
    (root / "rules").mkdir(parents=True)
    (tmp_path / "secret.py").write_text("secret")
    assert told(root / path, root) == OUTSIDE


def linked(name: str) -> str:
    return OUTSIDE.replace("the file is not inside the world's folder", f"`{name}` is a link")


@POSIX
def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "world"
    root.mkdir()
    (tmp_path / "secret.py").write_text("secret")
    (root / "a.py").symlink_to(tmp_path / "secret.py")
    (root / "rules").symlink_to(tmp_path)
    assert told(root / "a.py", root) == OUTSIDE
    assert told(root / "rules" / "secret.py", root) == OUTSIDE


@POSIX
def test_a_link_inside_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.py").write_text("x")
    (tmp_path / "b.py").symlink_to("rules/a.py")
    (tmp_path / "stories").symlink_to("rules")
    assert told(tmp_path / "b.py", tmp_path) == linked("b.py")
    assert told(tmp_path / "stories" / "a.py", tmp_path) == linked("stories")


@POSIX
def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("b.py")
    (tmp_path / "b.py").symlink_to("a.py")
    assert told(tmp_path / "a.py", tmp_path).startswith(
        "w/a.py: error[unreadable-file]: the system does not open it: "
    )


@POSIX
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real" / "w" / "rules").mkdir(parents=True)
    (tmp_path / "real" / "w" / "rules" / "a.py").write_text("x")
    (tmp_path / "linked").symlink_to("real")
    root = tmp_path / "linked" / "w"
    assert read_source(root / "rules" / "a.py", root, "a.py") == "x"


@POSIX
def test_a_link_that_is_put_there_while_a_file_is_read_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "a.py").write_text("x")
    opens = os.open

    def swapped(path: str, flags: int, *, dir_fd: int | None = None) -> int:
        if path == "a.py":
            (tmp_path / "w" / "a.py").unlink()
            (tmp_path / "w" / "a.py").symlink_to(tmp_path / "secret")
        return opens(path, flags, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swapped)
    assert "error[unreadable-file]" in told(tmp_path / "w" / "a.py", tmp_path / "w")


def test_all_files_of_a_world_share_what_may_be_read(tmp_path: Path) -> None:
    left = Allowance(2000)
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("#" * 1000)
        read_source(tmp_path / name, tmp_path, name, left=left)
    (tmp_path / "c.py").write_text("#")
    with pytest.raises(WorldError) as caught:
        read_source(tmp_path / "c.py", tmp_path, "w/c.py", left=left)
    assert str(caught.value).removesuffix(END) == (
        "w/c.py: error[world-too-large]: "
        "with this file the world has more than 4 MiB of text\n"
        "\n"
        "  fix: make two worlds of it."
    )


@POSIX
@pytest.mark.parametrize("sort", ["pipe", "folder", "device"])
def test_what_is_not_a_plain_file_is_told_without_waiting_for_it(tmp_path: Path, sort: str) -> None:
    root = tmp_path
    if sort == "pipe":
        os.mkfifo(tmp_path / "a.py")
    elif sort == "folder":
        (tmp_path / "a.py").mkdir()
    else:
        root = Path("/dev")
    assert told(root / ("zero" if sort == "device" else "a.py"), root) == (
        "w/a.py: error[not-a-file]: this is not a file\n\n  fix: put a plain text file there."
    )


@pytest.mark.parametrize(
    "name",
    ["a b.py", "ä.py", ".a.py", "-rf.py", "a..py", "a.py.", "NUL.py", "con", "a\x1b.py", "a:b"],
)
def test_a_name_that_not_every_system_understands_is_told(tmp_path: Path, name: str) -> None:
    shown = name.replace("\x1b", "\\x1b")
    assert told(tmp_path / name, tmp_path) == (
        f"w/a.py: error[file-name]: a file or folder of a world cannot be called `{shown}`\n"
        "\n"
        "  why: the name must mean the same on every system.\n"
        "  fix: use letters a to z, digits, `_`, `-` and single dots, as in `cast.yaml`."
    )


def test_a_byte_that_is_no_letter_is_told(tmp_path: Path) -> None:
    assert told_of(b"ok\nna\xc3\xafve \xe9t\xe9", tmp_path) == (
        "w/a.py:2:7: error[not-utf-8]: the file is not UTF-8: the byte 0xe9 is no letter here\n"
        "\n"
        "    2 | naïve \ufffdt\ufffd\n"
        "      |       ^ not a letter\n"
        "\n"
        "  fix: save it as UTF-8."
    )


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80\x80\x80", b"\xe6\xb8"])
def test_half_letters_and_twins_of_letters_are_no_letters(tmp_path: Path, raw: bytes) -> None:
    assert told_of(raw, tmp_path).startswith("w/a.py:1:1: error[not-utf-8]: the file is not UTF-8")


def test_a_file_of_windows_in_two_byte_letters_is_told(tmp_path: Path) -> None:
    assert told_of("name: x".encode("utf-16"), tmp_path) == (
        "w/a.py: error[not-utf-8]: the file is UTF-16, not UTF-8\n\n  fix: save it as UTF-8."
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "ab\x00c\x00",
            "w/a.py:1:3: error[control-character]: "
            "the file has a control character (`\\x00`) here, and 1 more\n"
            "\n"
            "    1 | ab\\x00c\\x00\n"
            "      |   ^^^^ here\n"
            "\n"
            "  fix: delete it.",
        ),
        (
            "\ufeffa = 1",
            "w/a.py:1:1: error[byte-order-mark]: the file has a byte order mark (`\\ufeff`) here\n"
            "\n"
            "    1 | \\ufeffa = 1\n"
            "      | ^^^^^^ here\n"
            "\n"
            "  fix: save the file as UTF-8 without a byte order mark.",
        ),
        (
            "a\r\nb = 1\rc = 2",
            "w/a.py:2:6: error[lone-carriage-return]: "
            "the file has a carriage return without a line feed (`\\r`) here\n"
            "\n"
            "    2 | b = 1\\rc = 2\n"
            "      |      ^^ here\n"
            "\n"
            "  fix: save the file with the line ends of Unix or Windows.",
        ),
        (
            "if admin:  # \u202e x",
            "w/a.py:1:14: error[bidi-control]: "
            "the file has a letter that turns the direction of writing (`\\u202e`) here\n"
            "\n"
            "    1 | if admin:  # \\u202e x\n"
            "      |              ^^^^^^ here\n"
            "\n"
            "  fix: delete it; Arabic and Hebrew need none, and it can hide what a line says.",
        ),
        (
            "so\xadft, and\u200b",
            "w/a.py:1:3: error[unseen-letter]: "
            "the file has a letter that nobody sees (`\\xad`) here, and 1 more\n"
            "\n"
            "    1 | so\\xadft, and\\u200b\n"
            "      |   ^^^^ here\n"
            "\n"
            "  fix: delete it.",
        ),
        (
            "a\u2028b",
            "w/a.py:1:2: error[control-character]: "
            "the file has a line end that is not plain (`\\u2028`) here\n"
            "\n"
            "    1 | a\\u2028b\n"
            "      |  ^^^^^^ here\n"
            "\n"
            "  fix: put a plain line end in its place.",
        ),
    ],
    ids=["nul", "byte order mark", "carriage return", "direction", "soft hyphen", "line end"],
)
def test_a_letter_that_nobody_sees_is_told(tmp_path: Path, text: str, message: str) -> None:
    assert told_of(text.encode(), tmp_path) == message


@pytest.mark.parametrize("letter", "\u034f\u115f\u17b4\u200d\u2800\ufe0f\ufdd0\U0001d173\U000e0100")
def test_no_letter_gets_through_that_would_be_spelt_out_when_it_is_shown(letter: str) -> None:
    with pytest.raises(WorldError, match="unseen-letter"):
        plain_text(f"Ann{letter} Lee", "a.py")


@pytest.mark.parametrize(
    "text",
    ["\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645", "❤\ufe0f", "\u0601 3", "👩\u200d🚀"],
)
def test_letters_that_join_or_vary_what_stands_beside_them_get_through(text: str) -> None:
    assert plain_text(text, "a.py") == text


@pytest.mark.parametrize("letter", ["\x1b", "\x0c", "\x0b", "\x7f", "\x85", "\u2028", "\ud800"])
def test_no_control_character_gets_through(letter: str) -> None:
    with pytest.raises(WorldError, match="control-character"):
        plain_text(f"a{letter}b", "a.py")


def test_every_sort_of_hidden_letter_is_told_at_once() -> None:
    with pytest.raises(WorldError) as caught:
        plain_text("\ufeff\x00\r\u202e" * 1000, "a.py")
    assert len(caught.value.problems) == 4
