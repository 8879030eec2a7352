"""What a command prints arrives whole, or the command says in one line that it did not."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from moshimo.cli.exit_codes import INTERRUPTED, MEANINGS, NOT_WRITTEN, TERMINATED, WELL
from moshimo.output.cells import cells_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has other pipes")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
SAID = "Error: standard output could not be written: no space left on device.\n"
WORLD = {
    "world.yaml": "title: “T” – 李\nrights: None.\npace: 5 minutes\nscenario: s\n",
    "people.yaml": "Character:\n  a: {name: Zoë, pronouns: she, place: yard}\n"
    "  b: {name: 李小龍, pronouns: he, place: yard}\n",
    "places.yaml": "Place:\n  yard: {name: the yard}\n",
    "rules/r.py": '"""Rules."""\nfrom moshimo.rules import *\n\n\n'
    "class Character:\n    due: Moment = known(never)\n\n\n"
    "@action(speech=True, again=hours(8))\ndef greet(a: Character, b: Character):\n"
    '    """{a} greets {b}."""\n    when(a.place == b.place)\n'
    '    weigh(3, "{b} is there – “so”")\n    takes(seconds(20))\n    say(a, "Ah, {b}.")\n'
    "    a.due = b.due\n",
    "scenarios/s.yaml": 'scenario: A day\nstarts: "08:00"\nends: {at: day 1 10:00}\n',
    "forks/f.yaml": "fork: F\nremove: [b]\n",
}
COMMANDS = [
    ["check", "./w", "--telling"],
    ["tell", "./w", "--seed", "3"],
    ["compare", "./w", "--fork", "f", "--seed", "3"],
    ["try", "./w", "greet"],
    ["show", "./w", "greet"],
    ["odds", "./w", "happened(greet)", "--universes", "4", "--fork", "f"],
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


# what cannot be written -----------------------------------------------------------------------


@FULL
@pytest.mark.parametrize("environ", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "not"])
@pytest.mark.parametrize("words", ["check ./w", "--help", "--version", "check --help"])
def test_a_full_disk_is_said_in_one_line(words: str, environ: dict[str, str]) -> None:
    told = shell(f"$M {words} > /dev/full", **environ)
    assert (told.returncode, told.stderr.decode()) == (NOT_WRITTEN, SAID)


@FULL
@pytest.mark.slow
@ALL
def test_every_command_says_that_the_disk_is_full(words: list[str]) -> None:
    told = shell(f"$M {' '.join(map(repr, words))} > /dev/full")
    assert (told.returncode, told.stderr.decode()) == (NOT_WRITTEN, SAID)


@FULL
@pytest.mark.slow
@pytest.mark.parametrize("form", ["md", "html", "jsonl"])
def test_every_form_says_that_the_disk_is_full(form: str) -> None:
    told = shell(f"$M tell ./w --seed 3 --format {form} > /dev/full")
    assert (told.returncode, told.stderr.decode()) == (NOT_WRITTEN, SAID)


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
        "import moshimo.world.load as l; from moshimo.cli import main\n"
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
    assert told.stderr.decode() == (
        "This is a bug in moshimo, not in your world. "
        "What we know of it could not be written to a file: not a directory.\n"
    )
    assert len(list((world / "tmp").iterdir())) == 1


# letters --------------------------------------------------------------------------------------


@pytest.mark.slow
@ALL
@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-16", "latin-1"])
def test_letters_that_the_encoding_lacks_are_replaced(words: list[str], encoding: str) -> None:
    told = shell(f"$M {' '.join(map(repr, words))}", PYTHONIOENCODING=encoding)
    assert (told.returncode, told.stderr) == (WELL, b"")
    text = told.stdout.decode(encoding)
    assert "\ufeff" not in text
    assert "李" not in text or encoding == "utf-16"
    assert "Zo" in text or words[0] in ("check", "show", "odds", "try")


def test_without_a_locale_it_is_ascii() -> None:
    told = shell("$M check ./w", LC_ALL="C", LANG="C", PYTHONCOERCECLOCALE="0")
    assert told.stdout == (
        b'"T" - ??: 1 rule, 2 people, 1 place, 1 scenario, 0 stories, 1 fork. Nothing is wrong.\n'
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "tell ./w --seed 3 --format jsonl",
        "tell ./w --seed 3 --format html",
        "compare ./w --fork f --seed 3 --format json",
        "odds ./w 'happened(greet)' --universes 4 --seed 3 --fork f --format svg",
    ],
)
def test_what_programs_read_is_utf_8_in_any_encoding(words: str) -> None:
    first, other = (shell(f"$M {words}", PYTHONIOENCODING=e) for e in ("utf-8", "cp1252"))
    assert first.returncode == other.returncode == WELL
    if "svg" not in words:
        assert first.stdout == other.stdout
        assert "李" in other.stdout.decode("utf-8")


# terminals ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("columns", [10, 11, 17, 40, 80, 96, 97, 120, 300])
@pytest.mark.parametrize("words", COMMANDS[2::3], ids=["compare", "odds"])
def test_lines_fit_terminals_of_10_columns_to_300(words: list[str], columns: int) -> None:
    told = shell(f"$M {' '.join(map(repr, words))}", COLUMNS=str(columns), PYTHONUTF8="1")
    assert (told.returncode, told.stderr) == (WELL, b"")
    assert max(map(cells_of, told.stdout.decode().splitlines())) <= columns


@pytest.mark.parametrize("columns", [10, 24, 39, 60, 300])
def test_a_caret_is_under_its_letter_in_any_terminal(world: Path, columns: int) -> None:
    path = world / "w" / "people.yaml"
    path.write_text(path.read_text("utf-8").replace("  b: {name", "  b: {李: 小, name"), "utf-8")
    told = shell("$M check ./w", COLUMNS=str(columns), PYTHONUTF8="1").stderr.decode()
    line, under = told.splitlines()[2:4]
    assert cells_of(line) <= columns
    before = under[: under.index("^")]
    assert cells_of(line[: line.index("李")]) == len(before)


@pytest.mark.slow
@pytest.mark.parametrize("words", COMMANDS, ids=[words[0] for words in COMMANDS])
def test_no_command_colours_anything(words: list[str]) -> None:
    told = shell(f"$M {' '.join(map(repr, words))}", FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert b"\x1b" not in told.stdout + told.stderr


# the rest -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_moment_that_never_comes_is_null_in_json() -> None:
    def constant(word: str) -> None:
        raise AssertionError(word)

    told = shell("$M tell ./w --seed 3 --format jsonl")
    lines = [json.loads(line, parse_constant=constant) for line in told.stdout.splitlines()]
    assert {"_1": None} in [line["outcomes"] for line in lines[:-1]]


def test_exit_codes_are_what_the_reference_says() -> None:
    page = (Path(__file__).parents[1] / "docs" / "reference" / "commands.md").read_text("utf-8")
    for code, meaning in MEANINGS.items():
        assert f"| {code} | {meaning} |" in page
