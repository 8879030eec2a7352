"""How long a person waits: commands, and one universe of the evening. Medians, in one run.

./go bench times
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from moshimo import load
from moshimo.engine.run import Universe

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of so many runs, in seconds."""
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        run()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def command(*words: str) -> Callable[[], object]:
    """Return a run of a command, its output thrown away."""
    return lambda: subprocess.run(words, cwd=ROOT, capture_output=True, check=True)


def main(_: Sequence[str]) -> int:
    """Print one table."""
    moshimo = str(Path(sys.executable).with_name("moshimo"))
    rows = [
        ("./go, a second time", median(command(str(ROOT / "go")))),
        ("moshimo --help", median(command(moshimo, "--help"))),
        ("moshimo check leaf", median(command(moshimo, "check", "leaf"))),
        ("moshimo tell leaf", median(command(moshimo, "tell", "leaf"))),
        ("load leaf", median(lambda: load("leaf"))),
        ("make leaf ready to run", median(lambda: load("leaf").program)),
    ]
    start = load("leaf")
    program = start.program
    seeds = range(1, 11)
    spent, counts = [], []
    for seed in seeds:
        began = time.process_time()
        universe = Universe(program, seed).until()
        spent.append(time.process_time() - began)
        counts.append(universe.counts["thoughts"])
    rows.append(("a universe of the evening, interpreted", statistics.median(spent)))
    rows.append(("  the slowest of ten seeds", max(spent)))
    print(f"{platform.machine()}, Python {platform.python_version()}, {platform.system()}")
    for word, seconds in rows:
        print(f"{word:42}{seconds:8.3f} s")
    rate = sum(counts) / sum(spent)
    print(f"{'thoughts a second':42}{rate:8.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
