"""How often each beat of a story comes about in free universes, and what moves it.

./go bench beats                      100 universes of the evening
./go bench beats --universes 400
./go bench beats --variants           eight variants of the data, with the expected sign
./go bench beats --swap               two people's facts, ties and vessel exchanged
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from moshimo import load
from moshimo.engine.journal import Deed
from moshimo.engine.run import prepare
from moshimo.world.world import Beat, BeatDeed, Scenario, Story, World

MAIN_LINE = ("E10", "E18", "E20", "E22", "E24", "E31", "E34")


@dataclass(slots=True)
class Tally:
    """What came about in a number of universes."""

    universes: int
    beats: dict[str, list[bool]]
    ends: Counter[str]
    counts: dict[str, float]
    seconds: float
    deeds: Counter[str]
    chances: dict[str, float]


def happened(wanted: BeatDeed, deeds: Sequence[Deed], place: str) -> float | None:
    """Return when a beat's deed first ended, None if it never did."""
    for deed in deeds:
        if deed.rule == wanted.rule and deed.result == "done":
            roles = list(deed.roles.values())
            fits = all(w is None or w == r for w, r in zip(wanted.roles, roles, strict=False))
            if fits and (not place or deed.place == place):
                return deed.end
    return None


def tally(world: World, scenario: Scenario, story: Story, universes: int) -> Tally:
    """Run universes 1 to N and note each beat."""
    program = prepare(world, scenario)
    beats: dict[str, list[bool]] = {beat.id: [] for beat in story.beats}
    ends: Counter[str] = Counter()
    totals: dict[str, list[int]] = {}
    deeds: Counter[str] = Counter()
    chances: dict[str, float] = {}
    began = time.perf_counter()
    for seed in range(1, universes + 1):
        universe = program.universe(seed, provenance=False).until()
        done = universe.deeds
        for beat in story.beats:
            beats[beat.id].append(_came(beat, done))
        ends[universe.ended] += 1
        for word, count in universe.counts.items():
            totals.setdefault(word, []).append(count)
        totals.setdefault("deeds", []).append(len(done))
        deeds.update(d.rule for d in done)
        for d in done:
            if d.chance is not None and d.chance > chances.get(d.rule, 0.0):
                chances[d.rule] = d.chance
    spent = time.perf_counter() - began
    means = {word: statistics.fmean(given) for word, given in totals.items()}
    return Tally(universes, beats, ends, means, spent, deeds, chances)


def _came(beat: Beat, deeds: Sequence[Deed]) -> bool:
    return all(happened(wanted, deeds, beat.place) is not None for wanted in beat.deeds)


def show(found: Tally, story: Story) -> None:
    """Print the table of beats."""
    before: list[bool] | None = None
    print(f"{'beat':6}{'share':>7}{'after':>7}   deeds")
    for beat in story.beats:
        came = found.beats[beat.id]
        share = sum(came) / found.universes
        given = ""
        if beat.id in MAIN_LINE:
            if before is not None:
                both = sum(1 for x, y in zip(before, came, strict=True) if x and y)
                given = f"{both / max(sum(before), 1):.2f}"
            before = came
        print(f"{beat.id:6}{share:7.2f}{given:>7}   {', '.join(d.rule for d in beat.deeds)}")
    print("ends:", dict(found.ends))
    print("a universe:", {word: round(mean) for word, mean in found.counts.items()})
    print(f"{found.seconds / found.universes:.3f} s a universe, interpreted")


def share(found: Tally, beat: str) -> float:
    """Return how often a beat came about."""
    return sum(found.beats[beat]) / found.universes


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench beats")
    parser.add_argument("--world", default="leaf/evening")
    parser.add_argument("--story", default="evening")
    parser.add_argument("--universes", type=int, default=100)
    parser.add_argument("--deeds", action="store_true", help="how often each rule's deed occurs")
    given = parser.parse_args(arguments)
    start = load(given.world)
    story = start.world.stories[given.story]
    found = tally(start.world, start.scenario, story, given.universes)
    show(found, story)
    if given.deeds:
        for rule, count in found.deeds.most_common():
            print(
                f"  {count / found.universes:8.2f} {rule:24} largest chance {found.chances.get(rule, 0):.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
