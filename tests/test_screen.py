"""What a command prints arrives whole, or the command says in one line that it did not."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import pytest

from moshimo.cli import main
from moshimo.cli.exit_codes import INTERRUPTED, MEANINGS, NOT_WRITTEN, TERMINATED, WELL
from moshimo.cli.screen import WIPED, Screen
from moshimo.output.cells import cells_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has other pipes")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
SAID = "Error: standard output could not be written: no space left on device.\n"
TOOK = re.compile(rb"[\d.]+ s\.|odds-[0-9a-f]{8}")
WORLD = {
    "world.yaml": "title: “T” – 李\nrights: None.\npace: 5 minutes\nscenario: s\n",
    "people.yaml": "Character:\n  a: {name: Zoë, pronouns: she, place: yard}\n"
    "  b: {name: 李小龍, pronouns: he, place: yard}\n",
    "places.yaml": "Place:\n  yard: {name: the yard}\n",
    "rules/r.py": '"""Rules."""\nfrom moshimo.rules import *\n\n\n'
    "class Point(Deed):\n    by: Character\n\n\n"
    "class Character:\n    due: Moment = known(never)\n\n\n"
    "@action(speech=True, again=hours(8))\ndef greet(a: Character, b: Character):\n"
    '    """{a} greets {b}."""\n    when(a.place == b.place)\n'
    '    weigh(3, "{b} is there – “so”")\n    takes(seconds(20))\n    say(a, "Ah, {b}.")\n'
    "    a.due = b.due\n    means(Point(a))\n",
    "scenarios/s.yaml": 'scenario: A day\nstarts: "08:00"\nends: {at: day 1 10:00}\n',
    "forks/f.yaml": "fork: F\nremove: [b]\n",
}
COMMANDS = [
    ["check", "./w", "--telling"],
    ["tell", "./w", "--seed", "3"],
    ["compare", "./w", "--fork", "f", "--seed", "3"],
    ["try", "./w", "greet"],
    ["show", "./w", "greet"],
    ["odds", "./w", "happened(greet(a, None))", "--universes", "4", "--fork", "f"],
]
FORMS = [
    [*words, "--format", form]
    for words, forms in ((COMMANDS[1], "md html jsonl"), (COMMANDS[2], "md html json"))
    for form in forms.split()
]
ALL = pytest.mark.parametrize("words", COMMANDS, ids=[words[0] for words in COMMANDS])


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a small world with letters of several scripts, and a moment that never comes."""
    for name, text in WORLD.items():
        path = tmp_path / "w" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shell(line: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell, in which $M is the command."""
    command = f"{sys.executable} -m moshimo.cli"
    return subprocess.run(
        ["bash", "-c", f'set -o pipefail; M="{command}"; {line}'],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "0", **environ},
        timeout=120,
        check=False,
    )


def shown(words: list[str], encoding: str = "utf-8", errors: str = "strict") -> bytes:
    """Return what a command prints to a standard output of that encoding, run here."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding, errors)
    with contextlib.redirect_stdout(out), mock.patch.object(sys, "argv", ["moshimo", *words]):
        with pytest.raises(SystemExit) as ended:
            main()
        out.flush()
    assert ended.value.code == WELL
    return raw.getvalue()


# what cannot be written -----------------------------------------------------------------------


@FULL
@pytest.mark.parametrize("environ", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "not"])
@pytest.mark.parametrize("words", ["check ./w", "--help", "--version", "check --help"])
def test_a_full_disk_is_said_in_one_line(words: str, environ: dict[str, str]) -> None:
    told = shell(f"$M {words} > /dev/full", **environ)
    assert (told.returncode, told.stderr.decode()) == (NOT_WRITTEN, SAID)


@FULL
@pytest.mark.slow
@pytest.mark.parametrize("words", [*COMMANDS, *FORMS], ids=" ".join)
def test_every_command_and_form_says_that_the_disk_is_full(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        Path("/dev/full").open("w", encoding="utf-8") as out,
        contextlib.redirect_stdout(out),
        mock.patch.object(sys, "argv", ["moshimo", *words]),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    assert (ended.value.code, capsys.readouterr().err) == (NOT_WRITTEN, SAID)


@pytest.mark.parametrize("environ", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "not"])
@pytest.mark.parametrize("end", ["| true", "| head -c 1 > one", "2>&- | true"])
def test_a_reader_who_leaves_is_no_fault_and_nothing_is_said(
    end: str, environ: dict[str, str]
) -> None:
    told = shell(f"$M show ./w greet {end}", **environ)
    assert (told.returncode, told.stderr) == (WELL, b"")


def test_a_closed_output_is_said_and_closed_errors_are_left_unsaid() -> None:
    told = shell("$M check ./w >&-")
    said = "Error: standard output could not be written: it is closed.\n"
    assert (told.returncode, told.stderr.decode()) == (NOT_WRITTEN, said)
    told = shell("$M check ./nowhere 2>&-")
    assert (told.returncode, told.stdout, told.stderr) == (1, b"", b"")
    told = shell("$M check ./w >&- 2>&-")
    assert (told.returncode, told.stderr) == (NOT_WRITTEN, b"")


@FULL
def test_errors_that_cannot_be_said_leave_the_exit_code_as_it_is() -> None:
    assert shell("$M check ./nowhere 2> /dev/full").returncode == 1
    assert shell("$M check 2> /dev/full").returncode == 2


def test_with_closed_streams_a_file_is_still_written_whole(world: Path) -> None:
    told = shell("$M tell ./w --seed 3 --out story.txt >&- 2>&- <&-")
    assert told.returncode == WELL
    assert (world / "story.txt").read_text("utf-8").startswith("A day\n")


# files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prepare", "out", "code", "said"),
    [
        ("", "''", 2, "nothing was written: `--out` names no file."),
        ("", "w", 2, "nothing was written to `w`: that is a folder."),
        ("", "w/", 2, "nothing was written to `w/`: that is a folder."),
        ("", "new/", 2, "nothing was written to `new/`: that is a folder."),
        ("", "no/x", 2, "nothing was written to `no/x`: no such file or directory."),
        ("", "w/world.yaml/x", 2, "nothing was written to `w/world.yaml/x`: not a directory."),
        ("touch x; chmod 444 x", "x", 74, "nothing was written to `x`: permission denied."),
        ("ln -s x x", "x", 74, "nothing was written to `x`: too many levels of symbolic links."),
        ("", "/dev/full", 74, "nothing was written to `/dev/full`: no space left on device."),
    ],
)
def test_a_place_that_cannot_be_written_is_said_in_one_line(
    world: Path, prepare: str, out: str, code: int, said: str
) -> None:
    told = shell(f"{prepare or 'true'}; $M tell ./w --seed 3 --out {out}")
    assert told.returncode == code
    assert told.stderr.decode().splitlines()[-1] == f"Error: {said}"
    assert len(told.stderr.splitlines()) == (4 if code == 2 else 1)
    assert {path.name for path in world.iterdir()} <= {"w", "x"}


WAITING = {
    "pipe": "first = os.open; os.open = lambda path, *more: (said(path), first(path, *more))[1]",
    "story.txt": "os.fsync = lambda _: (said('pipe'), time.sleep(60))",
}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("out", WAITING)
def test_a_signal_leaves_nothing_half_written(
    world: Path, out: str, number: signal.Signals
) -> None:
    """It comes while a pipe has no reader, or while a file is not yet on the disk."""
    os.mkfifo(world / "pipe")
    program = (
        "import os, time; said = lambda path: str(path).endswith('pipe') and os.write(1, b'.'); "
        f"{WAITING[out]}; from moshimo.cli import main; main()"
    )
    words = ["tell", "./w", "--seed", "3", "--interpreted", "--out", out]
    line = [sys.executable, "-c", program, *words]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.read(1) == b"."
        time.sleep(0.2)
        running.send_signal(number)
        _, err = running.communicate(timeout=30)
    code = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}[number]
    assert (running.returncode, err.strip()) == (code, b"Stopped.")
    assert sorted(path.name for path in world.iterdir()) == ["pipe", "w"]


def test_a_report_of_a_bug_is_only_for_its_user_and_is_said_if_it_cannot_be_written(
    world: Path,
) -> None:
    program = (
        "import moshimo.compile.kept_world as l; from moshimo.cli import main\n"
        "def broken(_): raise ZeroDivisionError('\\x1b[2J')\n"
        "l.load = broken; main()"
    )
    (world / "tmp").mkdir()
    line = [sys.executable, "-c", program, "check", "./w"]
    environ = {**os.environ, "TMPDIR": str(world / "tmp")}
    told = subprocess.run(line, env=environ, capture_output=True, check=False)
    (report,) = (world / "tmp").iterdir()
    assert told.returncode == 70
    assert told.stderr.decode().endswith(f"What we know of it was written to {report}.\n")
    assert report.stat().st_mode & 0o777 == 0o600
    line[2] = program.replace("l.load =", "import os; os.fsync = os.listdir; l.load =")
    told = subprocess.run(line, env=environ, capture_output=True, check=False)
    assert told.returncode == 70
    first, *_, last = told.stderr.decode().splitlines()
    assert first == "This is a bug in moshimo, not in your world. What we know of it:"
    assert last.startswith("ZeroDivisionError: ")
    assert b"\x1b" not in told.stderr
    assert len(list((world / "tmp").iterdir())) == 1


# letters --------------------------------------------------------------------------------------


@pytest.mark.slow
@ALL
def test_letters_that_the_encoding_lacks_are_replaced(words: list[str]) -> None:
    for encoding in ("cp1252", "cp437", "ascii", "utf-16", "latin-1"):
        text = shown(words, encoding).decode(encoding)
        assert "\ufeff" not in text
        assert "李" not in text or encoding == "utf-16"


def test_without_a_locale_it_is_ascii() -> None:
    told = shell("$M check ./w", LC_ALL="C", LANG="C", PYTHONCOERCECLOCALE="0")
    assert told.stdout == (
        b'"T" - ??: 1 rule, 2 people, 1 place, 1 scenario, 0 stories, 1 fork. Nothing is wrong.\n'
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["tell", "./w", "--seed", "3", "--format", "jsonl"],
        ["tell", "./w", "--seed", "3", "--format", "html"],
        ["compare", "./w", "--fork", "f", "--seed", "3", "--format", "json"],
        ["odds", "./w", "b.due == never", "--universes", "4", "--format", "svg"],
    ],
    ids=lambda words: words[-1],
)
def test_what_programs_read_is_utf_8_in_any_encoding(words: list[str]) -> None:
    first, other = shown(words), shown(words, "cp1252")
    assert TOOK.sub(b"", first) == TOOK.sub(b"", other)
    assert "李" in other.decode("utf-8") or words[-1] == "svg"


# terminals ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS[2::3], ids=["compare", "odds"])
def test_lines_fit_terminals_of_10_columns_to_300(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (10, 11, 17, 40, 80, 96, 97, 120, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = shown(words).decode("utf-8").splitlines()
        assert max(map(cells_of, lines)) <= columns


@pytest.mark.parametrize("columns", [10, 24, 39, 60, 300])
def test_a_caret_is_under_its_letter_in_any_terminal(world: Path, columns: int) -> None:
    path = world / "w" / "people.yaml"
    path.write_text(path.read_text("utf-8").replace("  b: {name", "  b: {李: 小, name"), "utf-8")
    told = shell("$M check ./w", COLUMNS=str(columns), PYTHONUTF8="1").stderr.decode()
    line, under = told.splitlines()[2:4]
    assert cells_of(line) <= columns
    before = under[: under.index("^")]
    assert cells_of(line[: line.index("李")]) == len(before)


def test_only_standard_error_wipes_a_line_and_only_where_somebody_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    out, err = Screen(stream, is_output=True), Screen(stream, is_output=False)
    for term, looks in (("xterm", True), ("dumb", False)):
        monkeypatch.setenv("TERM", term)
        assert (out.isatty(), err.isatty()) == (looks, looks)
    err.write(f"{WIPED}3 universes\x1b[2J")
    out.write(f"{WIPED}3 universes\n")
    assert stream.getvalue() == f"{WIPED}3 universes\\x1b[2J\\r\\x1b[K3 universes\n"


@pytest.mark.slow
@ALL
def test_no_command_colours_anything(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert b"\x1b" not in shown(words)


# the rest -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_moment_that_never_comes_is_null_in_json() -> None:
    def constant(word: str) -> None:
        raise AssertionError(word)

    told = shown(["tell", "./w", "--seed", "3", "--format", "jsonl"])
    lines = [json.loads(line, parse_constant=constant) for line in told.splitlines()]
    assert {"_1": None} in [line["outcomes"] for line in lines[:-1]]


def test_exit_codes_are_what_the_reference_says() -> None:
    page = (Path(__file__).parents[1] / "docs" / "reference" / "commands.md").read_text("utf-8")
    for code, meaning in MEANINGS.items():
        assert f"| {code} | {meaning} |" in page
