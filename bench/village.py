"""The village in Moshimo, C, Numba, plain Python and Mesa: the same model, one table, one run.

./go bench village                  five rounds; some ten minutes
./go bench village --rounds 1       a look
./go bench village --statistics     only whether all are the same model

What the others need is installed into `.bench`, which is in nobody's way: Mesa and Numba with
pip, the C with gcc. A form whose tools are missing is left out, and why is said.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.villages import in_c, in_moshimo
from bench.villages.common import FIGURES, Row
from bench.villages.compare import TOO_FAR, distances
from bench.villages.make import ROOT

BUILD = ROOT / ".bench"
PEERS = ("mesa==3.3.1", "networkx==3.6.1", "numba==0.68.1", "numpy==2.4.6")
SIZES = ((30, 288), (1000, 144))  # people, turns
ROUNDS = 5
LONG_ENOUGH = 1.0  # seconds of one measurement


@dataclass(frozen=True, slots=True)
class Form:
    """One way of running the village. `universes` are as many as tell its statistics apart."""

    word: str
    worker: str
    universes: int
    python: Path = Path(sys.executable)
    threads: tuple[int, ...] = (1,)
    at_most: tuple[int, int] = (SIZES[0][1], SIZES[1][1])  # turns, of those two sizes

    def turns(self, size: tuple[int, int]) -> int:
        """Return how many turns of a universe are measured."""
        return min(size[1], self.at_most[SIZES.index(size)])


@dataclass(slots=True)
class Measured:
    """What the rounds have found of one form, size and number of threads."""

    ready: list[float] = field(default_factory=list)
    thoughts: list[float] = field(default_factory=list)  # a second
    memory: list[float] = field(default_factory=list)  # MB


def forms() -> list[Form]:
    """Return those that can run here; print why others cannot."""
    ours = in_moshimo.CAN_ENSEMBLE
    made = [Form("Moshimo", "in_moshimo", 400, threads=(1, 2))] if ours else []
    # slow, and with room for some seventy turns of thirty people: it is timed in short universes
    made.append(Form("Moshimo, interpreted", "in_moshimo:prepare_interpreted", 20, at_most=(48, 1)))
    try:
        for word, how in (("C, exact", in_c.EXACT), ("C, fast maths", in_c.FAST)):
            in_c.build(BUILD, how)
            made.append(Form(word, f"in_c:{how}", 4000, threads=(1, 2)))
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"no C: {problem}")
    made.append(Form("Python", "in_python", 100))
    python = peers()
    if python:
        made.append(Form("Numba", "in_numba", 400, python, threads=(1, 2)))
        made.append(Form("Mesa", "in_mesa", 100, python))
    return made


def peers() -> Path | None:
    """Return a Python that has Mesa and Numba; install them first if they are not there."""
    python, stamp = BUILD / "venv" / "bin" / "python", BUILD / "venv" / "installed"
    wanted = " ".join([platform.python_version(), *PEERS])
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print("installing", *PEERS)
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(BUILD / "venv")],
            [str(python), "-m", "pip", "install", "-q", *PEERS],
        ):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                print("no Numba and no Mesa:", (done.stderr.strip() or "?").splitlines()[-1])
                return None
        stamp.write_text(wanted, encoding="utf-8")
    return python


def worker(form: Form, *words: object, caches: Path = BUILD / "caches") -> str:
    """Return what the form's own process printed."""
    surroundings = os.environ | {"NUMBA_CACHE_DIR": str(caches), "XDG_CACHE_HOME": str(caches)}
    command = [str(form.python), "-m", "bench.villages.worker", form.worker, *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def measure(form: Form, size: tuple[int, int], threads: int, found: Measured) -> None:
    """Take one sample more."""
    people, turns = size[0], form.turns(size)
    line = json.loads(worker(form, people, turns, threads, LONG_ENOUGH, time.time()))
    found.ready.append(line["ready"])
    found.thoughts.append(line["universes"] * people * turns)
    found.memory.append(line["memory"])


def cold(form: Form) -> float:
    """Return how long it takes to be ready where nothing has been compiled before."""
    began = time.time()
    people, turns = SIZES[0][0], form.turns(SIZES[0])
    with tempfile.TemporaryDirectory() as folder:
        if form.worker.startswith("in_c:"):
            in_c.build(Path(folder), form.worker.partition(":")[2])
        line = json.loads(worker(form, people, turns, 1, 0, began, caches=Path(folder)))
    return float(line["ready"])


def machine() -> str:
    """Return what all this was measured on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "?")
    gcc = shutil.which("gcc")
    said = subprocess.run([gcc, "--version"], capture_output=True, text=True).stdout if gcc else ""
    made = [f"{os.cpu_count()} cores, {model}", platform.platform(terse=True)]
    made += [f"Python {platform.python_version()}", (said or "no gcc").splitlines()[0], *PEERS]
    return ", ".join(made)


def table(all_forms: Sequence[Form], rounds: int) -> None:
    """Measure in interleaved rounds, and print medians."""
    found = {
        (form.word, size, threads): Measured()
        for size in SIZES
        for form in all_forms
        for threads in form.threads
    }
    colds = {form.word: cold(form) for form in all_forms}
    for _ in range(rounds):
        for size in SIZES:
            for form in all_forms:
                for threads in form.threads:
                    measure(form, size, threads, found[form.word, size, threads])
    for size in SIZES:
        people, turns = size
        print(f"\n{people} people, {turns} turns each, {people * turns:,} thoughts a universe\n")
        print("| | cores | thoughts/s | universes/s | exact C / this | MB | ready, s | cold, s |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        for (word, of, threads), m in found.items():
            if of != size:
                continue
            rate = statistics.median(m.thoughts)
            exact = found.get(("C, exact", size, threads))
            ratio = f"{statistics.median(exact.thoughts) / rate:.2f}" if exact else "–"
            print(
                f"| {word} | {threads} | {rate:,.0f} | {rate / people / turns:,.2f} | {ratio} "
                f"| {statistics.median(m.memory):.0f} | {statistics.median(m.ready):.2f} "
                f"| {colds[word]:.2f} |"
            )
    short = [f for f in all_forms if any(f.turns(size) < size[1] for size in SIZES)]
    for form in short:
        kept = " and ".join(str(form.turns(size)) for size in SIZES)
        print(f"\n{form.word}: {kept} turns were run; what is said of universes is worked out.")


def same(all_forms: Sequence[Form]) -> bool:
    """Print how far each form's statistics are from those of exact C (or plain Python)."""
    fine = True
    people = SIZES[0][0]
    print("\nStandard errors between the means of each form and of the reference, other seeds:\n")
    print("| | universes | turns |", *(f"{word} |" for word in FIGURES))
    print("|---|--:|--:|", *("--:|" for _ in FIGURES), sep="")
    reference = next((f for f in all_forms if f.word == "C, exact"), None)
    reference = reference or next(f for f in all_forms if f.word == "Python")
    for form in all_forms:
        turns = form.turns(SIZES[0])
        rows = rows_of(form, people, turns, 1)
        apart = distances(rows, rows_of(reference, people, turns, 1_000_000))
        fine = fine and all(abs(z) < TOO_FAR for z in apart.values())
        print(f"| {form.word} | {len(rows)} | {turns} |", *(f"{z:+.1f} |" for z in apart.values()))
    print(f"\n{'The same' if fine else 'NOT the same'} within {TOO_FAR:.0f} standard errors.")
    exact = {"C, exact", "Numba"} & {form.word for form in all_forms}
    if len(exact) == 2:
        one, other = (rows_of(f, people, 288, 1, 50) for f in all_forms if f.word in exact)
        print("C, exact, and Numba:", "the same bits." if one == other else "OTHER BITS.")
        fine = fine and one == other
    return fine


def rows_of(form: Form, people: int, turns: int, seed: int, universes: int = 0) -> list[Row]:
    """Return the figures of some universes."""
    rows = json.loads(worker(form, people, turns, "rows", seed, universes or form.universes))
    return [tuple(row) for row in rows]


def main(words: Sequence[str]) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--statistics", action="store_true")
    given = parser.parse_args(words)
    BUILD.mkdir(exist_ok=True)
    all_forms = forms()
    print(machine())
    if not given.statistics:
        table(all_forms, given.rounds)
    return 0 if same(all_forms) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
