"""How long it takes to look an hour ahead, among eight who think.

./go bench foresee               the parish of the tests, 5 mornings on which everybody looks ahead
./go bench foresee --mornings 20
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from moshimo import World, load
from moshimo.engine.imagining import foreseeing
from moshimo.engine.imagining.prospect import Prospect

PARISH = Path("tests/worlds/parish")
BOUND = 0.020  # seconds of processor time for a whole thought in 95 of 100
RULES = '''"""Everybody looks an hour ahead before they give a flower away."""
from moshimo.rules import *


@action(again=minutes(30))
def give_flower(giver: Character, other: Character):
    """{giver} gives {other} a flower."""
    when(giver.place == other.place)
    weigh(foresee(hours(1)), "{giver} sees what comes of it")
    takes(seconds(20))
    other.affection[giver] += 0.1


@worth
def liked(mind, other: Character):
    when(other != mind)
    weigh(guess(other.affection[mind]), "{other} likes {mind}")
'''


def main(words: list[str]) -> int:
    """Run it and print a table; 1 if the bound does not hold."""
    given = argparse.ArgumentParser(prog="./go bench foresee")
    given.add_argument("--mornings", type=int, default=5)
    mornings = given.parse_args(words).mornings
    with tempfile.TemporaryDirectory() as folder:
        world = parish(Path(folder) / "parish")
        took = measured(world, mornings)
    thoughts, each = sorted(x for x, _ in took), sorted(x / many for x, many in took)
    choices = sum(many for _, many in took) / len(took)
    print(
        f"{len(took):,} thoughts that looked ahead, {choices:.1f} choices each; ms of one core:\n"
    )
    print("| | median | 95 of 100 within | most |\n|---|--:|--:|--:|")
    for word, times in (("a thought, with all its choices", thoughts), ("one choice of it", each)):
        row = [1000 * at(times, share) for share in (0.5, 0.95, 1.0)]
        print(f"| {word} | {row[0]:.1f} | {row[1]:.1f} | {row[2]:.1f} |")
    return int(at(thoughts, 0.95) > BOUND)


def parish(folder: Path) -> World:
    """Return the parish, in which everybody looks ahead."""
    shutil.copytree(PARISH, folder)
    (folder / "rules").mkdir()
    (folder / "rules" / "ahead.py").write_text(RULES, encoding="utf-8")
    return load(str(folder))


def measured(world: World, mornings: int) -> list[tuple[float, int]]:
    """Return how long each look ahead took, and how many choices it was about."""
    took: list[tuple[float, int]] = []
    foresee = foreseeing.foresee

    def timed(*args: Any) -> list[Prospect]:
        before = time.process_time()
        found = foresee(*args)
        took.append((time.process_time() - before, len(found)))
        return found

    list(world.ensemble([0], threads=1))  # its machine code is made
    with patch.object(foreseeing, "foresee", timed):
        for _ in world.ensemble(range(1, mornings + 1), threads=1):
            pass
    return took


def at(times: list[float], share: float) -> float:
    """Return the time within which that share of them lies."""
    return times[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
