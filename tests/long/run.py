#!/usr/bin/env python3
"""The long checks, too long for every change.

    ./go nightly                     all of them, at full length
    ./go nightly NAME …              these: replays, kills, threads, beliefs, comparisons
    ./go nightly --part 0.01 NAME …  the hundredth part of them

By the small parts that were measured, on two cores that others used too: 100,000 universes take
about half an hour, 1,000 kills an hour and a quarter, 20 rounds of threads a quarter of an hour,
10,000 stories of false beliefs a quarter of an hour too, 20 comparisons of each fork half an hour.

Each says what differs; if anything does, the run ends with 1. `tests/test_long.py` runs a small
part of each with the ordinary tests.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator

from tests.long import beliefs, comparisons, kills, replays, threads

CHECKS: dict[str, Callable[[float], Iterator[str]]] = {
    "replays": lambda part: replays.differing(at_least(1, 100_000 * part)),
    "kills": lambda part: kills.differing(at_least(1, 1_000 * part)),
    "threads": lambda part: threads.differing(16, at_least(1, 20 * part)),
    "beliefs": lambda part: beliefs.differing(at_least(1, 10_000 * part)),
    "comparisons": lambda part: comparisons.differing(at_least(1, 20 * part)),
}


def at_least(least: int, wanted: float) -> int:
    return max(least, round(wanted))


def main(words: list[str]) -> int:
    """Run the checks that are named, all if none is; return 1 if anything differed."""
    asked = argparse.ArgumentParser(description="Run the long checks.")
    asked.add_argument("names", nargs="*", choices=[*CHECKS, []], metavar="NAME")
    asked.add_argument("--part", type=float, default=1.0, help="of their full length")
    given = asked.parse_args(words)
    failed = 0
    for name in given.names or CHECKS:
        began, many = time.perf_counter(), 0
        for found in CHECKS[name](given.part):
            sys.stdout.write(f"{name}: {found}\n")
            many += 1
        seconds = time.perf_counter() - began
        sys.stdout.write(f"{name}: {many or 'nothing'} differs; {seconds:.0f} s\n")
        failed |= bool(many)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
