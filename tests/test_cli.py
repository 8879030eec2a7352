"""The command line: what it tells where, how it ends, and what it writes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.told import moshimo

from moshimo import load

SAMPLE = Path(__file__).parent / "worlds" / "sample"
SEED = "121"  # a summons, an accusation, an exile, an empty house, a letter
SAID = "seed 1 (choose another with --seed)\n"
TRY_HELP = "Usage: moshimo {0} [OPTIONS] {1}\nTry 'moshimo {0} --help' for help.\n\nError: "
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and shells of Unix")
FIELDS = (
    "id", "rule", "roles", "outcomes", "begin", "end", "clock", "place", "result", "failed",
    "witnesses", "causes", "chance", "reasons", "text",
)  # fmt: skip


@pytest.fixture(autouse=True)
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a copy of the sample world."""
    shutil.copytree(SAMPLE, tmp_path / "sample")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "sample"


def misspell(sample: Path) -> None:
    path = sample / "rules" / "village.py"
    path.write_text(path.read_text("utf-8").replace("thief.need > 0", "thief.needs > 0"), "utf-8")


# how it ends ----------------------------------------------------------------------------------


def test_a_told_story_ends_well() -> None:
    assert moshimo("tell", "./sample", "--seed", "2").code == 0


def test_a_wrong_world_ends_with_1_and_every_message(sample: Path) -> None:
    misspell(sample)
    told = moshimo("tell", "./sample")
    assert (told.code, told.out) == (1, "")
    assert told.err == moshimo("check", "./sample").err
    assert told.err.endswith("1 problem in 1 file. Nothing was run.\n")


def test_a_universe_that_cannot_run_on_ends_with_1_and_the_line(sample: Path) -> None:
    path = sample / "rules" / "village.py"
    rules = path.read_text("utf-8").replace("weigh(5, ", "weigh(5 / accused.hands, ")
    path.write_text(rules, "utf-8")
    told = moshimo("tell", "./sample")
    assert (told.code, told.out) == (1, "")
    assert "error[divided-by-zero]" in told.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tell"], TRY_HELP.format("tell", "WORLD") + "Missing argument 'WORLD'.\n"),
        (
            ["tell", "./sample", "--until", "tomorrow"],
            SAID
            + TRY_HELP.format("tell", "WORLD")
            + "`tomorrow` is no time; write '3 hours', '18:30' or 'day 2 06:00'.\n",
        ),
        (
            ["tell", "./sample", "--until", "03:00"],
            SAID
            + TRY_HELP.format("tell", "WORLD")
            + "`03:00` is before the scenario begins, on day 1 17:00.\n",
        ),
        (
            ["tell", "./sample", "--as", "Doro"],
            TRY_HELP.format("tell", "WORLD")
            + "there is nobody called `Doro` in sample; did you mean `Dora`?\n",
        ),
        (
            ["tell", "./sample", "--as", "x\x1b[2J"],
            TRY_HELP.format("tell", "WORLD") + "there is nobody called `x\\x1b[2J` in sample.\n",
        ),
        (
            ["tell", "./sample", "--as", "dora", "--format", "jsonl"],
            TRY_HELP.format("tell", "WORLD")
            + "--as tells a story; --format jsonl writes every deed there was.\n",
        ),
        (
            ["tell", "./sample", "--words", "900", "--format", "jsonl"],
            TRY_HELP.format("tell", "WORLD")
            + "--words and --full-letter are of a story; jsonl writes every deed.\n",
        ),
        (
            ["tell", "./sample", "--words", "0"],
            TRY_HELP.format("tell", "WORLD")
            + "Invalid value for '--words': 0 is not in the range 1<=x<=1000000.\n",
        ),
        (
            ["tell", "./sample", "--format", "epub"],
            TRY_HELP.format("tell", "WORLD")
            + "--format epub needs --out FILE: a book is no text to be shown.\n",
        ),
        (
            ["show", "./sample", "slandr"],
            TRY_HELP.format("show", "WORLD RULE")
            + "there is no rule `slandr`; did you mean `slander`?\n",
        ),
        (
            ["try", "./sample", "driven_out"],
            TRY_HELP.format("try", "WORLD RULE")
            + "`driven_out` is an event, and nobody chooses it; "
            "only an action can be tried; `moshimo show` prints any rule.\n",
        ),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_what_would_do(words: list[str], told: str) -> None:
    answer = moshimo(*words)
    assert (answer.code, answer.out, answer.err) == (2, "", told)


@pytest.mark.parametrize("name", ["ana", "Ana", "ANA REIS"])
def test_a_story_is_told_as_somebody_by_any_of_their_names(name: str) -> None:
    told = moshimo("tell", "./sample", "--seed", SEED, "--as", name)
    assert told.code == 0
    assert told.out.startswith("The evening of the bell, as Ana Reis lived it\n")


def test_a_story_comes_as_markdown_and_as_a_page_too() -> None:
    text = moshimo("tell", "./sample", "--seed", SEED).out
    marked = moshimo("tell", "./sample", "--seed", SEED, "--format", "md").out
    page = moshimo("tell", "./sample", "--seed", SEED, "--format", "html", "--as", "ana").out
    assert marked.startswith(f"# {text.splitlines()[0]}\n")
    assert page.startswith("<!doctype html>\n")
    assert "<h1>The evening of the bell, as Ana Reis lived it</h1>" in page


def test_a_story_comes_as_a_book_and_python_makes_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "story.epub"
    words = ("tell", "./sample", "--seed", SEED, "--format", "epub", "--out", str(path))
    told = moshimo(*words)
    assert (told.code, told.out) == (0, "")
    assert path.read_bytes() == load(SAMPLE).tell(int(SEED)).epub()


def test_our_own_fault_ends_with_70_and_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(where: str) -> None:
        raise ZeroDivisionError(f"while loading {where}")

    monkeypatch.setattr("moshimo.compile.kept_world.load", broken)
    told = moshimo("check", "./sample")
    found = re.fullmatch(
        r"This is a bug in moshimo, not in your world. "
        r"What we know of it was written to (.+)\.\n",
        told.err,
    )
    assert (told.code, told.out) == (70, "")
    assert found
    report = Path(found[1])
    assert "ZeroDivisionError: while loading ./sample" in report.read_text("utf-8")
    report.unlink()


def test_our_own_fault_is_told_where_no_report_can_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(where: str) -> None:
        raise ZeroDivisionError(f"while loading {where}")

    def nowhere(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("moshimo.compile.kept_world.load", broken)
    monkeypatch.setattr(tempfile, "gettempdir", nowhere)
    told = moshimo("check", "./sample")
    assert (told.code, told.out) == (70, "")
    first, *_, last = told.err.splitlines()
    assert first == "This is a bug in moshimo, not in your world. What we know of it:"
    assert last == "ZeroDivisionError: while loading ./sample"


BAD = "a\udcffb"  # as a byte that is no letter comes from a command line
LONG = "x" * 5000


@POSIX
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["check", "~nobody-there/x"], 1, "why: there is no such user."),
        (["check", f"./{LONG}"], 1, "error[no-world]: there is no world in `./xxx"),
        (["check", LONG], 1, "error[no-world]: no world called `xxx"),
        (["check", f"./{BAD}"], 1, "why: it has a byte that is no letter."),
        (["check", BAD], 1, r"error[no-world]: no world called `a\udcffb` comes with Moshimo"),
        (["check", "./loop"], 1, "why: too many levels of symbolic links."),
        (["check", "./sample/evening/more"], 1, "why: there is no such folder."),
        (["tell", "./sample", "--as", BAD], 2, r"there is nobody called `a\udcffb` in sample."),
        (["tell", "./sample", "--until", BAD], 2, r"`a\udcffb` is no time;"),
        (["tell", "./sample", "--style", BAD], 2, r"`sample` has no style `a\udcffb`;"),
        (["odds", "./sample", f"happened({BAD})"], 1, "error[control-character]: this text has"),
        (["odds", "./sample", "M1", "--from", BAD], 1, "error[control-character]: this text has"),
        (["odds", "./sample", f"./{BAD}.txt"], 1, "error[no-file]: these questions cannot be read"),
        (["odds", "./sample", "~nobody-there/q.txt"], 1, "why: there is no such user."),
        (["odds", "./sample", f"./{LONG}.txt"], 1, "File name too long"),
        (["odds", "./sample", "/dev/zero"], 1, "cannot be read: this is not a file"),
        (["odds", "./sample", "./loop"], 1, "cannot be read: the system does not open it: links"),
        (["compare", "./sample", "--fork", BAD], 1, r"`sample` has no fork `a\udcffb`"),
        (["compare", "./sample", "--fork", f"./{BAD}.yaml"], 1, "it has a byte that is no letter."),
        (["compare", "./sample", "--fork", "~nobody-there/x"], 1, "why: there is no such user."),
        (["compare", "./sample", "--fork", f"./{LONG}"], 1, "File name too long"),
        (["compare", "./sample", "--fork", "/"], 1, "/: error[outside-world]"),
        (["compare", "./sample", "--fork", "/dev/zero"], 1, "zero: error[not-a-file]"),
        (["show", "./sample", BAD], 2, r"there is no rule `a\udcffb`"),
        (["try", "./sample", BAD], 2, r"there is no action `a\udcffb`."),
    ],
)
def test_nothing_that_is_typed_is_a_bug_of_ours(
    tmp_path: Path, words: list[str], code: int, told: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    answer = moshimo(*words)
    assert (answer.code, told in answer.err) == (code, True), answer.err


@POSIX
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["check", "{sample}"], 0, ""),
        (["tell", "{sample}", "--seed", "1"], 0, ""),
        (["check", "leaf"], 0, ""),
        (["check", "."], 1, "why: the folder that you stand in is no longer there."),
        (["odds", "{sample}", "q.txt"], 1, "why: the folder that you stand in is no longer there."),
        (
            ["compare", "{sample}", "--fork", "./x.yaml"],
            1,
            "why: the folder that you stand in is no longer there.",
        ),
    ],
)
def test_a_working_folder_that_is_gone_is_no_bug_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, told: str
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    answer = moshimo(*(word.format(sample=tmp_path / "sample") for word in words))
    assert (answer.code, told in answer.err) == (code, True), answer.err


@POSIX
@pytest.mark.parametrize("sort", ["folder", "pipe", "bad byte", "rules"])
def test_whatever_stands_in_a_worlds_folder_is_told(sample: Path, sort: str) -> None:
    match sort:
        case "folder":
            (sample / "world.yaml").unlink()
            (sample / "world.yaml").mkdir()
            told = "why: its `world.yaml` is no file."
        case "pipe":
            os.mkfifo(sample / "more.yaml")
            told = "sample/more.yaml: error[not-a-file]: this is not a file"
        case "bad byte":
            (sample / f"{BAD}.yaml").touch()
            told = r"error[file-name]: a file or folder of a world cannot be called `a\udcffb.yaml`"
        case _:
            shutil.rmtree(sample / "rules")
            (sample / "rules").touch()
            told = (
                "sample/rules: error[file-name]: `rules` is a folder in a world, and this is none"
            )
    answer = moshimo("check", "./sample")
    assert (answer.code, told in answer.err) == (1, True), answer.err


@POSIX
@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_a_closed_stream_is_no_bug_of_ours(closed: str) -> None:
    program = f"'{sys.executable}' -m moshimo.cli check ./sample {closed}"
    ran = subprocess.run(["sh", "-c", program], capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout.decode()[:9]) == (0, "Millbrook")


def test_a_reader_who_leaves_is_no_fault() -> None:
    program = "from moshimo.cli import main; main()"
    telling = subprocess.Popen(
        [sys.executable, "-c", program, "tell", "./sample", "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert telling.stdout is not None
    telling.stdout.close()
    _, err = telling.communicate(timeout=60)
    assert (telling.returncode, err.decode()) == (0, SAID)


# what it tells --------------------------------------------------------------------------------


def test_the_seed_is_said_apart_from_the_story_where_none_was_given() -> None:
    chosen, default = moshimo("tell", "./sample", "--seed", "1"), moshimo("tell", "./sample")
    assert (chosen.err, default.err) == ("", SAID)
    assert chosen.out == default.out


def test_check_counts_what_there_is() -> None:
    assert moshimo("check", "./sample").out == (
        "Millbrook: 14 rules, 5 people, 3 places, 1 scenario, 1 story, 4 forks. Nothing is wrong.\n"
    )


def test_check_names_each_word_that_may_be_a_verb() -> None:
    telling = Path("sample", "telling")
    (telling / "words.yaml").unlink()
    words = "tell: {leave: '{exiled} takes bread and drinks'}\n"
    (telling / "more.yaml").write_text(words, encoding="utf-8")
    checked = moshimo("check", "./sample")
    assert checked.code == 0
    assert checked.out.endswith("""Nothing is wrong; 1 warning.

sample/telling/more.yaml:1:15: warning[unsure-verb]: in `{exiled} takes bread and drinks` it is \
not sure whether `drinks` is a verb

    1 | tell: {leave: '{exiled} takes bread and drinks'}
      |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

  why: the verbs of a sentence are told in the past, and all other words as they stand.
  fix: set stars round it if it is: `*drinks*`; if not, put `the` or `some` before it.
""")


def test_a_told_story_is_as_it_was(golden: Callable[[Path, str], None]) -> None:
    here = Path(__file__).parent / "golden" / "sample"
    golden(here / "evening.txt", moshimo("tell", "./sample", "--seed", SEED).out)


def test_a_journal_is_as_it_was(golden: Callable[[Path, str], None]) -> None:
    here = Path(__file__).parent / "golden" / "sample"
    told = moshimo("tell", "./sample", "--seed", SEED, "--format", "jsonl")
    golden(here / "evening.jsonl", told.out)


def test_each_line_of_a_journal_is_a_deed_and_the_last_says_what_it_was() -> None:
    lines = moshimo("tell", "./sample", "--seed", SEED, "--format", "jsonl").out.splitlines()
    *deeds, last = map(json.loads, lines)
    assert {tuple(deed) for deed in deeds} == {FIELDS}
    assert list(last) == ["universe", "semantics", "deeds", "ended"]
    assert last["deeds"] == len(deeds)
    assert last["ended"] == "what it waited for has happened"
    assert re.fullmatch("[0-9a-f]{64}", last["universe"])


def test_a_journal_names_its_deeds_by_id_and_its_hours_by_the_clock() -> None:
    lines = moshimo("tell", "./sample", "--seed", SEED, "--format", "jsonl").out.splitlines()
    deeds = [json.loads(line) for line in lines[:-1]]
    assert len({deed["id"] for deed in deeds}) == len(deeds)
    hands = {deed["id"] for deed in deeds if deed["rule"] == "raise_hand"}
    exile = next(deed for deed in deeds if deed["rule"] == "exile")
    assert hands.intersection(exile["causes"])
    assert all(deed["begin"] <= deed["end"] for deed in deeds)
    minutes = int(deeds[0]["begin"] // 60)
    assert deeds[0]["clock"] == f"day 1 17:{minutes:02d}"
    assert deeds[0]["result"] in ("done", "foiled", "broken off")


def test_until_cuts_a_universe_short() -> None:
    words = ("tell", "./sample", "--seed", SEED, "--format", "jsonl")
    whole = moshimo(*words).out.splitlines()
    part = moshimo(*words, "--until", "10 minutes").out.splitlines()
    same = moshimo(*words, "--until", "17:10").out.splitlines()
    assert part == same
    assert part[:-1] == whole[: len(part) - 1]
    assert len(part) < len(whole)
    assert json.loads(part[-1])["ended"] == "its time was cut short"
    assert all(json.loads(line)["end"] <= 600 for line in part[:-1])


# what it writes -------------------------------------------------------------------------------


def test_out_writes_what_would_have_been_told(tmp_path: Path) -> None:
    told = moshimo("tell", "./sample", "--seed", "1", "--out", "story.txt")
    assert (told.out, told.err, told.code) == ("", "", 0)
    written = (tmp_path / "story.txt").read_bytes()
    assert written == moshimo("tell", "./sample", "--seed", "1").out.encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample", "story.txt"]


def test_a_place_that_cannot_be_written_is_said_and_left_alone(tmp_path: Path) -> None:
    told = moshimo("tell", "./sample", "--seed", "1", "--out", "nowhere/story.txt")
    assert (told.code, told.out) == (2, "")
    assert told.err == TRY_HELP.format("tell", "WORLD") + (
        "nothing was written to `nowhere/story.txt`: no such file or directory.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_an_older_file_stays_whole_if_the_new_one_cannot_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "story.txt").write_text("an older story")
    monkeypatch.setattr(os, "fsync", full)
    told = moshimo("tell", "./sample", "--seed", "1", "--out", "story.txt")
    assert told.code == 74
    assert told.err == "Error: nothing was written to `story.txt`: no space left on device.\n"
    assert (tmp_path / "story.txt").read_text() == "an older story"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sample", "story.txt"]


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["compare", str(SAMPLE), "--fork", ""], "--fork"),
        (["odds", str(SAMPLE), "M1", "--fork", "a-good-year", "--fork", ""], "--fork"),
        (["odds", str(SAMPLE), "M1", "--from", ""], "--from"),
        (["odds", str(SAMPLE), "M1", "--on", " "], "--on"),
        (["tell", str(SAMPLE), "--until", ""], "--until"),
        (["tell", str(SAMPLE), "--as", ""], "--as"),
        (["tell", str(SAMPLE), "--style", ""], "--style"),
        (["try", str(SAMPLE), "walk", "--at", ""], "--at"),
    ],
)
def test_an_option_without_a_text_is_refused(words: list[str], option: str) -> None:
    told = moshimo(*words)
    assert told.code == 2
    assert f"Invalid value for '{option}': it is empty." in told.err
