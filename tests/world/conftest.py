"""A little town to load worlds from: every test says what is different in its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from moshimo.errors import WorldError
from moshimo.world.load import load
from moshimo.world.world import Scenario, World

RULES = """
class Rank(Choice):
    low, high


class Letter(room=3):
    author: Character = known(nobody)


class Character:
    rank: Rank = known(low)
    mercy: Level = private(0.5)
    due: Moment = known(never)
    patience: Span = known(minutes(1))
    trust: Lean[Character] = private(0.0, self=1.0)
    barred: bool[Place] = known(False)
    vessel: bool = known(False)


@action()
def leave(who: Character, friend: Character):
    \"\"\"{who} leaves.\"\"\"
    weigh(1, "{who} wants to")
    gladly = chance(0.5)
"""
TOWN = {
    "world.yaml": "title: Town\n",
    "rules/town.py": RULES,
    "people.yaml": "Character:\n  ana: {place: hall}\n  bo: {place: mill}\n  cai: {}\n",
    "places.yaml": "Place:\n  hall: {path: {mill: 3 minutes}}\n  mill: {}\n",
}
Load: TypeAlias = Callable[..., tuple[World, Scenario]]
Told: TypeAlias = Callable[..., str]


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Load the town, with these files in the place of its own."""
    monkeypatch.chdir(tmp_path)

    def town(files: dict[str, str] | None = None, where: str = "./town") -> tuple[World, Scenario]:
        write(tmp_path / "town", {**TOWN, **(files or {})})
        return load(where)

    return town


@pytest.fixture
def told(loaded: Load) -> Told:
    """Say what the author of such a town is told."""

    def problems(files: dict[str, str] | None = None, where: str = "./town") -> str:
        with pytest.raises(WorldError) as caught:
            loaded(files, where)
        return str(caught.value)

    return problems
