"""What an author reads where the machine's memory does not do."""

from __future__ import annotations

import errno
import mmap
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, tiny

from moshimo import World
from moshimo.cli import guarded
from moshimo.compile.layout import lay_out
from moshimo.engine.block import copy, empty, roomier
from moshimo.errors import RunError, no_memory
from moshimo.multiverse.running.threads import in_a_row

RULES = """
from moshimo.rules import *

class Letter(room=2000):
    grade: Amount[Letter] = known(0.0)
"""
TOLD = """\
moshimo: error[out-of-memory]: there is no memory for a universe, which takes 65 MB

  why: 64 MB of it are for `Letter.grade`, for each of its members.
  fix: have fewer members, less `room`, or no value of each toward each other one."""
GROWN = """\
moshimo: error[out-of-memory]: there is no memory for a universe, which takes 467 MB

  why: 403 MB of it are for 8388608 rows of memories, one for each deed that somebody perceived.
  fix: let the scenario end sooner, or fewer people see what happens."""
ANY = """\
moshimo: error[out-of-memory]: there is not enough memory left on this machine

  fix: end other programs, or let fewer universes run at a time."""
LIMITED = """
import resource, sys
import moshimo.engine.program, moshimo.report.told_story
from moshimo.cli import main
pages = int(open("/proc/self/statm").read().split()[0])
limit = pages * resource.getpagesize() + (300 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
main()
"""


@pytest.fixture
def letters(tmp_path: Path) -> World:
    return tiny(tmp_path, Tiny(RULES, "ana: {place: hall}"))


def nothing_left(*_: object, **__: object) -> None:
    raise OSError(errno.ENOMEM, "Cannot allocate memory")


def test_a_layout_says_what_takes_how_many_bytes_at_the_start(letters: World) -> None:
    layout = lay_out(letters.checked)
    assert layout.parts()["Letter.grade"] == 2 * 8 * 2002 * 2002
    assert layout.start_bytes == len(empty(layout).raw)


def test_a_block_without_memory_says_which_attribute_takes_most_of_it(
    letters: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = lay_out(letters.checked)
    block = empty(layout)
    monkeypatch.setattr(mmap, "mmap", nothing_left)
    with pytest.raises(RunError) as caught:
        empty(layout)
    assert str(caught.value) == TOLD
    with pytest.raises(RunError) as caught:
        copy(block)
    assert str(caught.value) == TOLD


def test_a_block_that_cannot_grow_says_what_filled_it(
    letters: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = empty(lay_out(letters.checked))
    monkeypatch.setattr(mmap, "mmap", nothing_left)
    with pytest.raises(RunError) as caught:
        roomier(block, {"memories": 1 << 23})
    assert str(caught.value) == GROWN


@pytest.mark.parametrize(
    "wrong",
    [
        MemoryError(),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("libx.so: failed to map segment from shared object"),
        RuntimeError("can't start new thread"),
    ],
)
def test_whoever_finds_no_memory_it_is_told_as_that_and_not_as_our_bug(
    wrong: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*_: object) -> float:
        raise wrong

    assert guarded(run) == 1
    assert capsys.readouterr().err == f"{ANY}\n"
    trouble = in_a_row([4], run, threading.Event()).trouble
    assert str(trouble) == ANY
    assert getattr(trouble, "__notes__", []) == ["seed 4"]


@pytest.mark.parametrize("wrong", [OSError(errno.ENOENT, "none"), RuntimeError("x"), ValueError()])
def test_other_mistakes_are_not_taken_for_a_lack_of_memory(wrong: Exception) -> None:
    assert no_memory(wrong) is None


@pytest.mark.skipif(sys.platform != "linux", reason="limits memory as Linux does")
def test_a_command_with_too_little_memory_says_so_and_ends_with_1(tmp_path: Path) -> None:
    tiny(tmp_path, Tiny(RULES.replace("2000", "5500"), "ana: {place: hall}"))
    command = [sys.executable, "-c", LIMITED, "tell", str(tmp_path), "--seed", "1"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "error[out-of-memory]: there is no memory for a universe" in ended.stderr
    assert "`Letter.grade`" in ended.stderr
