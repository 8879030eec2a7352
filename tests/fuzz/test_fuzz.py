"""Cases drawn at random are sound, and what is not sound is found."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fuzz.cases import KINDS, case, made_ready
from tests.fuzz.folders import write
from tests.fuzz.trial import Verdict, tried

from moshimo import load

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="cases run in forked processes")


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    made_ready()


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "modes"])
def test_drawn_cases_end_in_a_result_or_in_a_message(kind: str, tmp_path: Path) -> None:
    cache = Path(os.environ["MOSHIMO_CACHE"])
    for number in range(25):
        drawn = case(kind, number)
        at = tmp_path / str(number)
        at.mkdir()
        write(drawn.folder, at)

        def does(at: Path = at, does: Callable[[Path], str] = drawn.does) -> str:
            os.chdir(at)
            return does(at)

        found = tried(does, (tmp_path, cache), seconds=20)  # a crowded machine is no fault
        assert not found.fault, f"{kind} {number}: {found.fault}\n{found.told}"


def test_a_case_is_the_same_for_the_same_number() -> None:
    assert case("world", 7).folder == case("world", 7).folder
    assert case("world", 7).folder != case("world", 8).folder


def test_most_drawn_worlds_can_run(tmp_path: Path) -> None:
    can_run, cache = 0, Path(os.environ["MOSHIMO_CACHE"])
    for number in range(20):
        at = tmp_path / str(number)
        at.mkdir()
        write(case("world", number).folder, at)
        found = tried(lambda at=at: str(load(str(at))), (tmp_path, cache))  # type: ignore[misc]
        can_run += found.fault == ""
    assert can_run >= 8


def _hang() -> str:
    while True:
        pass


def _grow() -> str:
    return str(len(bytearray(b"x") * (600 << 20)))


def _wander() -> str:
    Path("/tmp/moshimo-was-here").write_text("x", "utf-8")
    return ""


def _call_out() -> str:
    return str(os.system("true"))


def _crash() -> str:
    os.abort()


def _slip() -> str:
    empty: dict[str, str] = {}
    return empty["nothing"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("does", "fault"),
    [
        (_hang, "hangs"),
        (_grow, "large: "),
        (_wander, "tests.fuzz.trial.Trespass: open outside: /tmp/moshimo-was-here"),
        (_call_out, "tests.fuzz.trial.Trespass: os.system"),
        (_crash, "ended by SIGABRT"),
        (_slip, "KeyError: 'nothing'"),
        (lambda: "told", ""),
    ],
)
def test_what_no_case_may_do_is_found(does: Callable[[], str], fault: str, tmp_path: Path) -> None:
    found: Verdict = tried(does, (tmp_path,), seconds=1)
    assert found.fault.startswith(fault) if fault else not found.fault, found
