"""How often each beat of a story comes about in free universes, and what moves it.

./go bench beats                      1,000 universes of the exile; fails if they fall short
./go bench beats --universes 400
./go bench beats --world leaf/evening --story evening
./go bench beats --deeds              and how often each kind of deed occurs, how likely at most
./go bench beats --variants           thirty-odd variants of the data, with the expected sign
./go bench beats --variants no-messenger neji-unbeaten
./go bench beats --swap               two people's facts, ties and vessel exchanged
./go bench beats --shake              every number of the data off by up to a fifth, 40 times
./go bench beats --without            each standard system left out in turn
./go bench beats --without law time   these only
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.plots.bounds import shortcomings
from bench.plots.shake import SHAKES, shake
from bench.plots.swap import swap
from bench.plots.tally import Tally, level, main_line, tally
from bench.plots.variants import VARIANTS, directions
from bench.plots.without import leave_out
from moshimo.engine.program import Program, prepare
from moshimo.multiverse.statistics.confidence_interval import wilson
from moshimo.world.load import load as read
from moshimo.world.world import Plot

MANY, SHAKEN, LEFT_OUT = 1000, 400, 1000  # universes, if no number is given


def show(found: Tally, story: Plot) -> None:
    """Print the table of beats."""
    line = main_line(found)
    n = found.universes
    print(f"{'beat':6}{'share':>7}{'99 %':>16}{'after':>8}   deeds")
    for beat in story.beats:
        hits = sum(found.beats[beat.id])
        sure = wilson(hits, n, level())
        both, before = line.get(beat.id, (0, n))
        given = f"{both / max(before, 1):.3f}" if beat.id in line else ""
        deeds = ", ".join(d.rule for d in beat.deeds)
        print(f"{beat.id:6}{hits / n:7.3f}{sure.low:9.3f}–{sure.high:.3f}{given:>8}   {deeds}")
    print("ends:", dict(found.ends))
    print("a universe:", {word: round(mean) for word, mean in found.counts.items()})
    print(f"{found.seconds / n:.3f} s a universe, machine code")


def table(program: Program, story: Plot, universes: int, deeds: bool) -> bool:
    """Print how often each beat came about, and each rule's deeds if asked to.

    Returns:
        Whether nothing falls short of what is asked.
    """
    found = tally(program, story, universes, every=deeds)
    show(found, story)
    if deeds:
        for rule, count in found.deeds.most_common():
            chance = found.chances.get(rule, 0)
            print(f"  {count / found.universes:8.2f} {rule:24} largest chance {chance:.3f}")
        rule, chance = max(found.chances.items(), key=lambda x: x[1])
        print(f"the largest chance that any choice had: {chance:.3f} ({rule})")
    short = shortcomings(found, story)
    for line in short:
        print("SHORT:", line)
    return not short


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench beats")
    parser.add_argument("--world", default="leaf/exile")
    parser.add_argument("--story", default="exile")
    parser.add_argument("--universes", type=int, help="how many, each time")
    parser.add_argument("--deeds", action="store_true", help="how often each rule's deed occurs")
    parser.add_argument("--variants", nargs="*", metavar="VARIANT", help="variants of the data")
    parser.add_argument("--swap", action="store_true", help="two people exchanged")
    parser.add_argument("--shake", action="store_true", help="all numbers of the data shaken")
    parser.add_argument("--shakes", type=int, default=SHAKES, help="how many of them")
    parser.add_argument("--without", nargs="*", metavar="SYSTEM", help="systems left out in turn")
    given = parser.parse_args(arguments)
    where, many = given.world, given.universes
    world, scenario = read(where)
    story = world.stories[given.story]
    systems = given.without or world.systems
    for word in systems:
        if word not in world.systems:
            parser.error(f"{world.word} does not use the system {word}")
    known = [variant.word for variant in VARIANTS]
    variants = given.variants or known
    for word in variants:
        if word not in known:
            parser.error(f"there is no variant {word}; there are {', '.join(known)}")
    program = prepare(world, scenario)
    fine: list[bool] = []
    if given.variants is not None:
        fine.append(directions(where, story, variants, many or MANY))
    if given.swap:
        fine.append(swap(where, story, many or MANY))
    if given.shake:
        fine.append(shake(program, story, many or SHAKEN, given.shakes))
    if given.without is not None:
        fine.append(leave_out(world, scenario, story, systems, many or LEFT_OUT))
    if not fine:
        fine.append(table(program, story, many or MANY, given.deeds))
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
