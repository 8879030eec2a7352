#!/usr/bin/env python3
"""Throw drawn worlds, slips, questions and command lines at Moshimo for so many minutes.

    ./go fuzz MINUTES                    with other cases each time
    ./go fuzz MINUTES --from N           from case N on, of each kind
    ./go fuzz --kind slips --case 17     one case; what it told is printed

Each case runs in a process of its own. It must end in a result or a `WorldError` or `RunError`,
within 2 s of processor time and 512 MB, write nothing outside its folder, and give the same bits
interpreted and as machine code. What does not is kept in `.fuzz/`, and the run ends with 1.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.cases import KINDS, case, made_ready
from tests.fuzz.folders import write
from tests.fuzz.trial import SECONDS, Verdict, tried

KEPT = Path(__file__).resolve().parents[2] / ".fuzz"
NATIVE_EVERY = 40  # of so many cases one makes machine code, which takes seconds
NATIVE_SECONDS = 60.0


def main() -> int:
    """Run cases until the time is over."""
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    words.add_argument("minutes", type=float, nargs="?", default=1.0)
    words.add_argument(
        "--from", dest="first", type=int, default=time.time_ns() // 10**9 % 10**8 * 100
    )
    words.add_argument("--kind", choices=list(KINDS))
    words.add_argument("--case", type=int)
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = words.parse_args()
    with somewhere() as place:
        if asked.case is None:
            return many(asked.minutes, asked.first, asked.kind, asked.jobs, place)
        found = one(asked.kind or "world", asked.case, place)
        spent = f"{found.seconds:.2f} s, {found.megabytes:.0f} MB"
        sys.stdout.write(f"{found.told}\n{found.fault or 'well'} ({spent})\n")
        return 1 if found.fault else 0


def many(minutes: float, first: int, kind: str | None, jobs: int, place: Path) -> int:
    """Run cases on all cores until the time is over; say what was found."""
    ends = time.monotonic() + minutes * 60
    children = []
    for job in range(jobs):
        child = os.fork()
        if child == 0:
            os._exit(_row(ends, first + job, jobs, kind, place))
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]
    return 1 if any(codes) else 0


def _row(ends: float, number: int, step: int, kind: str | None, place: Path) -> int:
    """Run every `step`-th case from a number on; return whether something was found."""
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    while time.monotonic() < ends:
        chosen = kind or _kind_of(number)
        verdict = one(chosen, number, place)
        seen[chosen] += 1
        if verdict.fault:
            found[chosen] += 1
            sys.stdout.write(f"{chosen} {number}: {verdict.fault}\n")
            sys.stdout.flush()
        number += step
    sys.stdout.write(f"{sum(seen.values())} cases {dict(seen)}, {sum(found.values())} faults\n")
    sys.stdout.flush()
    return 1 if found else 0


def _kind_of(number: int) -> str:
    if number % NATIVE_EVERY == 0:
        return "modes"
    plain = [kind for kind in KINDS if kind != "modes"]
    return plain[number // 2 % len(plain)]


def one(kind: str, number: int, place: Path) -> Verdict:
    """Run one case in a folder below `place`; keep its files if something was wrong with it."""
    drawn = case(kind, number)
    at = place / f"{kind}-{number}" / "w"
    at.mkdir(parents=True)
    write(drawn.folder, at)

    def does() -> str:
        os.chdir(at.parent)
        return drawn.does(at)

    verdict = tried(does, (place,), NATIVE_SECONDS if kind == "modes" else SECONDS)
    if verdict.fault:
        kept = KEPT / f"{kind}-{number}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(at, kept / "w")
        (kept / "told.txt").write_text(f"{verdict.fault}\n{verdict.told}", "utf-8")
    shutil.rmtree(at.parent)
    return verdict


@contextlib.contextmanager
def somewhere() -> Iterator[Path]:
    """Give a folder outside of which no case may write: its home, its cache, its temporary one."""
    with tempfile.TemporaryDirectory(prefix="moshimo-fuzz-") as made:
        place = Path(made).resolve()
        os.environ |= dict.fromkeys(("HOME", "TMPDIR"), str(place))
        os.environ["MOSHIMO_CACHE"] = str(place / "cache")
        tempfile.tempdir = str(place)
        made_ready()
        yield place


if __name__ == "__main__":
    sys.exit(main())
