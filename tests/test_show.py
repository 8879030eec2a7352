"""The pages of `show` and `try`, as people read them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.told import moshimo

from moshimo import load

WORLDS = Path(__file__).parent / "worlds"
GOLDEN = Path(__file__).parent / "golden" / "sample"

Golden = Callable[[Path, str], None]


@pytest.fixture(autouse=True)
def _beside_the_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(WORLDS)


@pytest.mark.parametrize("rule", ["slander", "raise_hand", "gone_for_good"])
def test_what_became_of_a_rule(rule: str, golden: Golden) -> None:
    golden(GOLDEN / f"show_{rule}.txt", moshimo("show", "./sample", rule).out)


@pytest.mark.parametrize(("rule", "at"), [("walk", "17:00"), ("slander", "17:20")])
def test_who_could_do_something(rule: str, at: str, golden: Golden) -> None:
    told = moshimo("try", "./sample", rule, "--at", at)
    golden(GOLDEN / f"try_{rule}.txt", told.out)


def test_trying_changes_nothing() -> None:
    first = moshimo("try", "./sample", "walk", "--at", "3 hours")
    assert first == moshimo("try", "./sample", "walk", "--at", "3 hours")


def test_what_keeps_somebody_is_the_furthest_that_was_come_to() -> None:
    told = moshimo("try", "./sample", "read_letter").out
    assert told.splitlines() == [
        "read_letter on day 1 17:00, seed 1",
        "could not:",
        *(f"  {name}: there is no Letter" for name in ("ana", "bo", "cai", "dora", "eli")),
    ]


def test_a_rule_of_a_standard_system_is_shown_with_its_text() -> None:
    told = moshimo("show", "./harbour", "walk")
    assert told.out.startswith("systems/space.py:")
    assert "    def walk(walker: Character, to: Place):" in told.out


def test_trying_shows_what_share_a_scruple_takes() -> None:
    told = moshimo("try", "./sample", "steal", "--at", "18:00", "--seed", "121").out
    assert "steal(bo, ana)  weight 0.01  (bo is hungry 0.10; bo is fond of ana -90%)\n" in told


def test_a_reason_is_shown_with_its_action() -> None:
    assert "a reason is shown with the action" in moshimo("show", "./sample", "going_home").err


def test_a_rule_is_shown_with_what_it_calls_each_once() -> None:
    made = re.findall(r"^    def (\w+)", moshimo("show", "./sample", "slander").out, re.MULTILINE)
    assert {"options__slander", "end__slander", "put_Character_place", "credence_of"} <= {*made}
    assert len(made) == len({*made})


def test_the_page_quotes_the_text_that_was_loaded_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(WORLDS / "sample", tmp_path / "kept" / "sample")
    elsewhere = tmp_path / "sample" / "rules" / "village.py"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text("another text\n" * 200, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    page = load(str(tmp_path / "kept" / "sample")).show("exile")
    assert "def exile(judge: Character" in page
    assert "another text" not in page
