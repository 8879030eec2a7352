"""The village in C, exact or with every liberty that `-ffast-math` takes."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.villages.common import FIGURES, Row, Run, cast, in_threads, places_for

SOURCE = Path(__file__).with_name("village.c")
ALWAYS = ("gcc", "-O3", "-march=native", "-shared", "-fPIC")
EXACT, FAST = "-ffp-contract=off", "-ffast-math"


def build(folder: Path, how: str) -> Path:
    """Compile it into a folder.

    Raises:
        OSError: there is no gcc.
        CalledProcessError: gcc would not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"village{how}.so"
    subprocess.run([*ALWAYS, how, "-o", made, SOURCE], check=True, capture_output=True)
    return made


def prepare(library: Path, people: int, turns: int) -> Run:
    """Return how to run it. A library with fast maths changes how its whole process counts."""
    many = ctypes.CDLL(str(library)).village_many
    pointer, whole = ctypes.c_void_p, ctypes.c_int
    many.argtypes = [pointer, whole, ctypes.c_int64, whole, whole, *[pointer] * 5]
    start = cast(people)
    place = np.array([p.place for p in start], np.int32)
    mood = np.array([p.mood for p in start], np.float64)
    traits = np.array([p.traits for p in start], np.float64)
    know = np.array([sum(1 << r for r in p.knows) for p in start], np.int32)

    def run(seeds: Sequence[int]) -> list[Row]:
        own = np.array(seeds, np.uint64)
        out = np.zeros((len(seeds), len(FIGURES)))
        given = [x.ctypes.data for x in (place, mood, traits, know, out)]
        if many(own.ctypes.data, len(own), turns, people, places_for(people), *given):
            raise RuntimeError("more people at one place than there is room for")
        return [tuple(row) for row in out.tolist()]

    return lambda seeds, threads: in_threads(run, seeds, threads)
