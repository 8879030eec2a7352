"""What each fork of the exile does, and how much surer it is for the same dice.

./go bench forks                             1,000 pairs a fork; fails where one does not do it
./go bench forks --universes 300
./go bench forks --universes 300 an-empty-chair no-second-state

A fork is set beside what it is a fork of. Universe by universe both fall by the same dice, and only
those in which they differ blur what the fork does; that interval is set beside one of two samples
of the same size that have nothing to do with each other.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from bench.plots.tally import MAIN_LINE
from moshimo.engine.lookout import Watch
from moshimo.engine.program import Program, prepare
from moshimo.engine.recording import STATE_ONLY
from moshimo.engine.universe import Universe
from moshimo.multiverse.forking.branch import Branch
from moshimo.multiverse.forking.branching import fork_branch, scenario_branch
from moshimo.multiverse.forking.changing import watch_for
from moshimo.multiverse.statistics.confidence_interval import Interval
from moshimo.multiverse.statistics.paired_difference import (
    independent_difference,
    paired_difference,
)
from moshimo.world.load import load as read
from moshimo.world.world import Beat, BeatDeed, CheckedWorld

WHERE, MANY, LEVEL = "leaf/exile", 1000, 0.99


@dataclass(frozen=True, slots=True)
class Chief:
    """What a fork is about.

    Attributes:
        beat: a beat's id, or a deed as a story names it.
        sign: -1 rarer, +1 more often, 0 never.
        least: how far its share moves at least.
    """

    beat: str
    sign: int
    least: float = 0.0


CHIEF = {
    "three-elders-turn": Chief("E22", -1, 0.2),
    "the-headband-is-not-taken": Chief("E27", 0),
    "everybody-knew-of-the-fox": Chief("E44b", 0),
    "without-kurenai": Chief("E55", 0),
    "nobody-finds-the-letter": Chief("E44", 0),
    "no-second-state": Chief("overpowered(sasuke, naruto)", +1, 0.4),
    "naruto-wins-the-clash": Chief("overpowered(sasuke, naruto)", +1, 0.4),
    "noon-a-week-away": Chief("E34", -1, 0.0),
    "an-empty-chair": Chief("E22", -1, 0.2),
    "the-hatake-send-an-elder": Chief("E22", -1, 0.05),
    "the-hatake-elder-is-bought": Chief("E22", +1, 0.05),
    "kakashi-never-set-out": Chief("E08b", 0),
}


def beat_of(word: str, world: CheckedWorld) -> Beat:
    """Return the beat with that id, or one that is the deed `word` names."""
    for beat in world.stories["exile"].beats:
        if beat.id == word:
            return beat
    rule, _, rest = word.removesuffix(")").partition("(")
    roles = tuple(None if role == "None" else role for role in rest.split(", "))
    return Beat(word, (BeatDeed(rule, roles, ()),), "", "")


def asking(beats: Sequence[Beat]) -> Callable[[Program], tuple[Watch, ...]]:
    """Return what is asked of universes: every deed of these beats, one behind the other."""

    def asks(program: Program) -> tuple[Watch, ...]:
        return tuple(
            watch_for(deed, beat.place, program, begins=False, halts=False)
            for beat in beats
            for deed in beat.deeds
        )

    return asks


def lean(program: Program, seed: int) -> Universe:
    """Return a universe at its beginning that keeps no journal."""
    return Universe(program, seed, STATE_ONLY, interpreted=False)


def came(branch: Branch, beats: Sequence[Beat], many: int) -> tuple[list[list[bool]], int]:
    """Return for universes 1 to N which of the beats came, and in how many the forks parted."""

    def one(seed: int) -> tuple[list[bool], bool]:
        course = branch.course(seed, lean)
        counts = iter(course.universe.block.watch_count)
        found = [all(list(islice(counts, len(beat.deeds)))) for beat in beats]
        return found, all(parted.at for parted in course.parted)

    _ = branch.program.native  # made before the threads begin
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(one, range(1, many + 1)))
    return [found for found, _ in made], sum(parted for _, parted in made)


def moved(base: list[list[bool]], fork: list[list[bool]], i: int) -> tuple[Interval, Interval]:
    """Return how far a beat's share moves, by pairs, and as of two samples apart."""
    n = len(base)
    here = sum(row[i] for row in fork)
    there = sum(row[i] for row in base)
    only = sum(y[i] and not x[i] for x, y in zip(base, fork, strict=True))
    return (
        paired_difference(only, only + there - here, n, LEVEL),
        independent_difference((here, n), (there, n), LEVEL),
    )


def ratios(base: list[list[bool]], fork: list[list[bool]], beats: Sequence[Beat]) -> float:
    """Return the median, over the main line, of how wide a pairs' interval is beside the other."""
    found = []
    for i, beat in enumerate(beats):
        if beat.id in MAIN_LINE:
            pairs, samples = moved(base, fork, i)
            found.append(pairs.half / samples.half)
    return statistics.median(found)


def row(word: str, base: list[list[bool]], fork: list[list[bool]], beats: Sequence[Beat]) -> bool:
    """Print what a fork does; return whether it is what it says."""
    n, chief = len(base), CHIEF[word]
    at = next(i for i, beat in enumerate(beats) if beat.id == chief.beat)
    shares = [sum(r[at] for r in rows) / n for rows in (base, fork)]
    pairs, samples = moved(base, fork, at)
    ratio = pairs.half / samples.half
    if chief.sign == 0:
        fine = shares[1] <= 0.02  # by another way that is not the fork's to close
    else:
        fine = pairs.estimate * chief.sign > chief.least and pairs.low * pairs.high > 0
    said = "yes" if fine else "NO"
    print(f"{word:28}{chief.beat:30}{shares[0]:7.3f}{shares[1]:7.3f}{pairs.estimate:+8.3f}"
          f"{pairs.low:+9.3f} to {pairs.high:+.3f}{ratio:8.2f}   {said}")  # fmt: skip
    return fine


def further(base: list[list[bool]], fork: list[list[bool]], beats: Sequence[Beat]) -> str:
    """Return which beats of the main line move, of which 99 % intervals leave out 0."""
    found = []
    for i, beat in enumerate(beats):
        pairs, _ = moved(base, fork, i)
        if beat.id in MAIN_LINE and pairs.low * pairs.high > 0:
            found.append(f"{beat.id} {pairs.estimate:+.2f}")
    return ", ".join(found) or "nothing"


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench forks")
    parser.add_argument("--universes", type=int, default=MANY, help="how many pairs")
    parser.add_argument("forks", nargs="*", metavar="FORK", help="these only")
    given = parser.parse_args(arguments)
    words = given.forks or list(CHIEF)
    for word in words:
        if word not in CHIEF:
            parser.error(f"there is no fork {word}; there are {', '.join(CHIEF)}")
    world, scenario = read(WHERE)
    program = prepare(world, scenario)
    chiefs = dict.fromkeys([*MAIN_LINE, *(CHIEF[word].beat for word in words)])
    beats = [beat_of(word, world) for word in chiefs]
    asks = asking(beats)
    known = {scenario.word: came(scenario_branch(program, asks), beats, given.universes)}

    def of(word: str) -> tuple[list[list[bool]], int]:
        if word not in known:
            branch = fork_branch(program, word, asks)
            known[word] = came(branch, beats, given.universes)
        return known[word]

    print(f"{'fork':28}{'chief beat':30}{'base':>7}{'fork':>7}{'move':>8}{'99 % by pairs':>19}"
          f"{'ratio':>8}   as it says")  # fmt: skip
    fine, more = [], []
    for word in words:
        base, _ = of(world.forks[word].of)
        began = time.perf_counter()
        fork, parted = of(word)
        fine.append(row(word, base, fork, beats))
        spent = time.perf_counter() - began
        moves = further(base, fork, beats)
        more.append(f"{word:28}{parted / given.universes:7.3f}{spent:7.1f}"
                    f"{ratios(base, fork, beats):8.2f}   {moves}")  # fmt: skip
    print(f"\n{'fork':28}{'parts':>7}{'s':>7}{'ratio':>8}   what moves on the main line")
    print("\n".join(more))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
