"""How long a person waits, and how fast the exile runs. Medians of five, in one run.

./go bench times

Commands are timed as a person waits for them; making machine code and running universes, each in
a process of its own, so that nothing is at hand that would not be.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from moshimo import World, load
from moshimo.compile.cache import open_cache
from moshimo.compile.native import HERE, build
from moshimo.engine.program import kernel
from moshimo.engine.recording import STATE_ONLY
from moshimo.engine.universe import Universe

ROOT = Path(__file__).parent.parent
WHERE = "leaf/exile"
ROUNDS = 5
AIM = 150  # universes a second, on two threads of a quiet machine
TOGETHER = 200  # universes of one measurement


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


def apart(what: str, cache: str, **more: str) -> dict[str, float]:
    """Return what one of the measurements below finds in a process of its own."""
    own = {**os.environ, "MOSHIMO_CACHE": cache, **more}
    words = [sys.executable, "-m", "bench.times", what]
    made = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, env=own)
    found: dict[str, float] = json.loads(made.stdout)
    return found


def ready() -> dict[str, float]:
    """Make the Leaf's machine code, or find it."""
    start = load(WHERE)
    began = time.perf_counter()
    native = start.program.native
    return {"seconds": time.perf_counter() - began, "compiled": native.compiled}


def changed() -> dict[str, float]:
    """Make it again after a number of one rule was changed, as a writer changes one."""
    start = load(WHERE)
    emitted = start.program.emitted
    emitted.functions = tuple(
        replace(f, body=(*f.body, f.body[-1])) if f.word == "options__weep" else f
        for f in emitted.functions
    )
    return ready_of(start)


def ready_of(start: World) -> dict[str, float]:
    """Make machine code of a world at hand."""
    began = time.perf_counter()
    native = build(kernel(), start.program.emitted, HERE, open_cache())
    assert native is not None
    return {"seconds": time.perf_counter() - began, "compiled": native.compiled}


def many() -> dict[str, float]:
    """Run many universes of the exile, on one thread and on two."""
    start = load(WHERE)
    for _ in start.ensemble(range(8)):
        pass
    found: dict[str, float] = {}
    for threads in (1, 2):
        rates, thoughts = [], 0
        for n in range(ROUNDS):
            began = time.perf_counter()
            seeds = range(n * TOGETHER, (n + 1) * TOGETHER)
            thoughts = sum(x.counts["thoughts"] for x in start.ensemble(seeds, threads=threads))
            rates.append(TOGETHER / (time.perf_counter() - began))
        found[f"universes {threads}"] = statistics.median(rates)
        found[f"thoughts {threads}"] = statistics.median(rates) * thoughts / TOGETHER
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def interpreted() -> dict[str, float]:
    """Run five universes of the exile by the interpreter, one after the other."""
    program = load(WHERE).program
    spent, thoughts = [], 0
    for seed in range(1, 6):
        began = time.perf_counter()
        universe = Universe(program, seed, STATE_ONLY, interpreted=True).until()
        spent.append(time.perf_counter() - began)
        thoughts += universe.counts["thoughts"]
    return {
        "seconds": statistics.median(spent),
        "slowest": max(spent),
        "thoughts": thoughts / sum(spent),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(words: Sequence[str]) -> int:
    """Print one table, or what one measurement found."""
    parts = {f.__name__: f for f in (ready, changed, many, interpreted)}
    if words:
        print(json.dumps(parts[words[0]]()))
        return 0
    moshimo = str(Path(sys.executable).with_name("moshimo"))
    print(f"{platform.machine()}, Python {platform.python_version()}, {platform.system()}")
    rows = [
        ("./go, a second time", median(command(str(ROOT / "go")))),
        ("moshimo --help", median(command(moshimo, "--help"))),
        ("moshimo check leaf", median(command(moshimo, "check", "leaf"))),
        (f"moshimo tell {WHERE}", median(command(moshimo, "tell", WHERE))),
        (
            f"moshimo tell {WHERE} --interpreted",
            median(command(moshimo, "tell", WHERE, "--interpreted")),
        ),
    ]
    with tempfile.TemporaryDirectory() as folder:
        cold = [apart("ready", f"{folder}/{n}") for n in range(ROUNDS)]
        one = [apart("changed", f"{folder}/{n}") for n in range(ROUNDS)]
        warm = [apart("ready", f"{folder}/{n}") for n in range(ROUNDS)]
        fast, slow = apart("many", f"{folder}/0"), apart("interpreted", f"{folder}/0")
    for word, made in (("nothing at hand", cold), ("one rule changed", one), ("cached", warm)):
        rows.append((f"machine code, {word}", statistics.median(x["seconds"] for x in made)))
    rows.append(("a universe, interpreted", slow["seconds"]))
    rows.append(("  the slowest of five seeds", slow["slowest"]))
    for word, seconds in rows:
        print(f"{word:42}{seconds:10.3f} s")
    modules = ", ".join(f"{x['compiled']:.0f}" for x in (cold[0], one[0], warm[0]))
    print(f"modules compiled: {modules}")
    for threads in (1, 2):
        rate, thoughts = fast[f"universes {threads}"], fast[f"thoughts {threads}"]
        times = thoughts / slow["thoughts"]
        print(f"threads {threads}: {rate:.0f} universes/s, {thoughts:.0f} thoughts/s", end="")
        print(f", {times:.0f} times the interpreter's")
    print(f"aimed at on two threads: {AIM} universes/s")
    print(f"two threads against one: {fast['universes 2'] / fast['universes 1']:.2f}")
    print(f"memory at most: {fast['memory']:.0f} MB; interpreted {slow['memory']:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
