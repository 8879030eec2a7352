"""`moshimo odds`: what it prints, what it says of wrong words, how it ends."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from tests.told import moshimo

from moshimo.multiverse.asking import odds
from moshimo.multiverse.running.threads import Batch, on_threads

ROOT = Path(__file__).parents[1]
SAMPLE = str(ROOT / "tests" / "worlds" / "sample")
SHARE = ["question", "estimate", "low", "high", "level", "hits", "universes", "seed", "seconds",
         "semantics"]  # fmt: skip


@pytest.mark.slow
def test_a_question_has_a_chart_and_a_note() -> None:
    told = moshimo("odds", SAMPLE, "M3", "--universes", "100")
    assert told.code == 0
    assert told.err == ""
    first, bar, _, *rest = told.out.splitlines()
    assert first == "M3"
    assert re.search(r"\d+ % \(\d+ to \d+\)$", bar)
    assert re.fullmatch(r"100 universes; intervals hold with 95 %; \d+\.\d s\.", rest[-1])


@pytest.mark.slow
def test_json_of_one_question_is_an_object() -> None:
    told = moshimo("odds", SAMPLE, "M3", "--universes", "50", "--format", "json", "--level", "0.9")
    found = json.loads(told.out)
    assert list(found) == SHARE
    assert (found["question"], found["universes"], found["level"]) == ("M3", 50, 0.9)
    assert found["estimate"] == found["hits"] / 50


@pytest.mark.slow
def test_json_of_several_is_a_list_and_a_number_has_its_shape() -> None:
    told = moshimo("odds", SAMPLE, "M3", "ana.worry", "--universes", "50", "--format", "json")
    share, number = json.loads(told.out)
    assert list(share) == SHARE
    assert list(number) == ["question", "mean", "low", "high", "spread", "histogram", "level",
                            "universes", "seed", "seconds", "semantics"]  # fmt: skip
    assert sum(number["histogram"]["counts"]) == 50
    assert len(number["histogram"]["edges"]) == len(number["histogram"]["counts"]) + 1


@pytest.mark.slow
def test_json_with_a_fork_has_both_and_the_difference() -> None:
    told = moshimo("odds", SAMPLE, "M3", "--fork", "a-good-year", "--universes", "30",
                   "--format", "json")  # fmt: skip
    found = json.loads(told.out)
    assert list(found) == ["base", "fork", "difference"]
    assert list(found["difference"]) == ["estimate", "low", "high", "pairs"]
    shares = found["fork"]["estimate"] - found["base"]["estimate"]
    assert found["difference"]["estimate"] == pytest.approx(shares)
    assert found["difference"]["pairs"] == 30


@pytest.mark.slow
def test_the_same_words_tell_the_same() -> None:
    one, other = (
        json.loads(moshimo("odds", SAMPLE, "M3", "--within", "0.1", "--format", "json").out)
        for _ in range(2)
    )
    assert {**one, "seconds": 0} == {**other, "seconds": 0}


def test_a_wrong_question_is_told_and_nothing_runs() -> None:
    told = moshimo("odds", SAMPLE, "M33")
    assert told.code == 1
    assert told.out == ""
    assert "error[unknown-beat]: there is no beat `M33` in the stories of" in told.err
    assert "did you mean `M3`?" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["M3", "--within", "0.7"], "0.7 is not in the range 0<x<0.5"),
        (["M3", "--on", "moon"], "nothing can run on `moon`; there is: threads, processes, "
         "dask-local, dask://HOST:PORT."),
        (["M3", "--on", "dask://nowhere"], "nothing can run on `dask://nowhere`"),
        (["M3", "--shake", "0.2", "--fork", "a-good-year"], "without forks"),
        ([], "Missing argument 'QUESTION"),
    ],
)  # fmt: skip
def test_words_that_do_not_go_together_are_told(words: list[str], said: str) -> None:
    told = moshimo("odds", SAMPLE, *words)
    assert told.code == 2
    assert said in told.err


@pytest.mark.slow
def test_trouble_in_one_of_many_universes_is_told_with_its_seed() -> None:
    told = moshimo("odds", SAMPLE, "1 / ana.hands > 1", "--universes", "5", "--seed", "3")
    assert told.code == 1
    assert told.err == (
        "question:1:1: error[divided-by-zero]: this divides by zero\n\n"
        "    1 | 1 / ana.hands > 1\n"
        "      | ^^^^^^^^^^^^^^^^^\n\n"
        "  fix: ask first, for example `x / y if y > 0 else 0`.\n\n"
        "This came about with seed 8589934593.\n"
    )


@pytest.mark.slow
def test_what_is_lost_by_trouble_is_said_and_can_be_asked_for(tmp_path: Path) -> None:
    world = tmp_path / "sample"
    shutil.copytree(SAMPLE, world)
    rules = world / "rules" / "village.py"
    rules.write_text(rules.read_text("utf-8").replace("room=60", "room=5"), "utf-8")
    told = moshimo("odds", str(world), "ana.worry", "--universes", "700")
    assert told.code == 1
    assert told.err.endswith(
        "This came about with seed 595. The 594 universes before it had no trouble: "
        "ask for so many.\n"
    )
    assert moshimo("odds", str(world), "ana.worry", "--universes", "594").code == 0


def test_above_is_for_yes_or_no() -> None:
    told = moshimo("odds", SAMPLE, "ana.worry", "--above", "0.5")
    assert told.code == 1
    assert "`above` is for yes or no, and this is a number" in told.err
    assert "compare it, for example `… > 0.5`." in told.err


def test_without_dask_it_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = moshimo("odds", SAMPLE, "M3", "--on", "dask-local")
    assert told.code == 2
    assert "Dask is not installed; it comes with `pip install moshimo[cluster]`." in told.err


@pytest.mark.slow
def test_an_interruption_prints_what_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*given: Any) -> Generator[Batch[Any], None, None]:
        yield from itertools.islice(on_threads(*given), 10)
        raise KeyboardInterrupt

    monkeypatch.setattr(odds, "on_threads", interrupted)
    told = moshimo("odds", SAMPLE, "M3")
    assert told.code == 130
    assert told.err == "Stopped.\n"
    note = r"20 universes; intervals hold with 95 %, wherever one stops; stopped; \d+\.\d s\."
    assert re.fullmatch(note, told.out.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_progress_shows_where_somebody_looks() -> None:
    pty = pytest.importorskip("pty")
    controls, shows = pty.openpty()
    words = [sys.executable, "-m", "moshimo.cli", "odds", SAMPLE, "M3", "--universes", "400"]
    path = os.pathsep.join([str(ROOT / "src"), *sys.path])
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=shows, env={**os.environ, "PYTHONPATH": path}
    ) as run:
        assert run.wait(timeout=90) == 0
    os.close(shows)
    seen = os.read(controls, 100_000).decode()
    os.close(controls)
    assert re.search(
        r"\d+ universes?, \d+ a second; M3: [01]\.\d+ ± 0\.\d+; about \d+ s left", seen
    )
    assert seen.endswith("\r\x1b[K")


@pytest.mark.slow
def test_odds_are_drawn_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "odds.svg"
    told = moshimo("odds", SAMPLE, "M3", "--universes", "20", "--format", "svg", "--out", str(out))
    assert (told.code, told.out) == (0, "")
    picture = out.read_text(encoding="utf-8")
    assert picture.startswith("<svg ")
    assert "20 universes" in picture
