"""A little town, and how its files come into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from moshimo.world.world import CheckedWorld, Scenario

Load: TypeAlias = Callable[..., tuple[CheckedWorld, Scenario]]
Told: TypeAlias = Callable[..., str]

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


def write(folder: Path, files: dict[str, str]) -> None:
    """Write these files into a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
