"""Measures one form of the village in a process of its own, and prints a line of JSON.

python -m bench.villages.worker FORM PEOPLE TURNS THREADS SECONDS STARTED
python -m bench.villages.worker FORM PEOPLE TURNS rows FIRST_SEED UNIVERSES

This runs under another Python than ours too, one that has Mesa and Numba and nothing of Moshimo:
so a form is imported only when it is asked for.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.villages.common import Row, Run

BUILD = Path(__file__).parent.parent.parent / ".bench"


def prepared(form: str, people: int, turns: int) -> Run:
    """Return how to run a form, which is named `module:function` or `in_c:FLAG`."""
    word, _, how = form.partition(":")
    module = importlib.import_module(f"bench.villages.{word}")
    if word == "in_c":
        made: Run = module.prepare(BUILD / f"village{how}.so", people, turns)
    else:
        made = getattr(module, how or "prepare")(people, turns)
    return made


def measured(run: Run, threads: int, seconds: float, started: float) -> dict[str, float]:
    """Return how long it was until the first universe could begin, and how many go into a second.

    As many at once as take that long, or one for each thread if these take longer.
    """
    run(range(threads), threads)
    ready = time.time() - started
    batch, first = threads, 100
    while True:
        began = time.perf_counter()
        run(range(first, first + batch), threads)
        spent = time.perf_counter() - began
        if spent >= seconds:
            break
        first += batch
        batch *= 2 if spent * 4 > seconds else 4
    return {
        "ready": max(0.0, ready - spent / batch * threads),
        "universes": batch / spent,
        "memory": peak(),
    }


def peak() -> float:
    """Return how many MB this process has held at most; `ru_maxrss` counts its parent's too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(float(x.split()[1]) for x in status if x.startswith("VmHWM")) / 1024


def main(words: Sequence[str]) -> int:
    """Measure, or run some universes, as the words say."""
    form, people, turns = words[0], int(words[1]), int(words[2])
    made: dict[str, float] | list[Row]
    if words[3] == "rows":
        first = int(words[4])
        made = prepared(form, people, turns)(range(first, first + int(words[5])), 1)
    else:
        run = prepared(form, people, turns)
        made = measured(run, int(words[3]), float(words[4]), float(words[5]))
    print(json.dumps(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
