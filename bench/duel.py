"""What a fight of two is like: who wins, how long it takes, how many blows, how it reads.

./go bench duel                  1,000 fights of equals, 1,000 with a difference of skill of 0.3
./go bench duel --fights 200
./go bench duel --moves          and how often each move is made
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from moshimo.engine.journal import Deed
from moshimo.engine.program import Program, prepare
from moshimo.multiverse.asking.shake import starting
from moshimo.multiverse.ensemble import ensemble
from moshimo.multiverse.statistics.confidence_interval import wilson
from moshimo.world.load import load as read

RING, MANY = "./tests/worlds/ring", 1000
BLOWS = ("strike", "kick", "cut", "free_hand", "feint_high", "feint_low", "heavy_kick")
ATTACKS = (*BLOWS, "knock_away", "clinch", "throw_against", "leap")  # all that can be ducked or met
MOVES = (
    *ATTACKS,
    *("duck", "dodge", "block", "step_back", "close_in", "give_ground", "catch_breath"),
    *("wrestle", "break_free", "catch_wrist", "draw_blade", "pick_up"),
    *("charge", "leap_to_meet", "get_up", "leap_aside", "hurl"),
)
Row = tuple[str, str, bool]  # what, as measured, and whether its bound holds
ENDS = ("knocked_out", "let_be", "clash", "falls_short")


@dataclass(slots=True)
class Fights:
    """What a number of fights was like: one entry a fight, but of `moves` and `pairs`."""

    won: list[float]
    seconds: list[float]
    blows: list[int]
    landed: int
    broken: int
    begun: int
    runs: list[int]
    lulls: list[int]
    pairs: Counter[tuple[str, str]]
    moves: Counter[str]
    met: int
    clashed: int
    both: int
    cost: float


def of_skill(program: Program, difference: float) -> Program:
    """Return the ring with the first fighter the better one by so much."""
    world, values = program.world, dict(program.scenario.values)
    for row in range(1, len(world.members["Character"]) + 1):
        values["Character.skill", row, 0] = 0.5 + difference / 2 * (1 if row == 1 else -1)
    return starting(program, replace(program.scenario, values=values))


def fights(program: Program, many: int) -> Fights:
    """Run so many fights and note what each was like."""
    first = program.world.members["Character"][0].id
    known = [word for word in (*MOVES, *ENDS) if word in program.layout.rules]
    found = Fights([], [], [], 0, 0, 0, [], [], Counter(), Counter(), 0, 0, 0, 0.0)
    began = time.process_time()
    for result in ensemble(program, range(1, many + 1), deeds=known, threads=1):
        _note(found, [d for d in result.deeds if d.rule in MOVES], first)
        ends = [d for d in result.deeds if d.rule in ENDS and d.result == "done"]
        down = {d.roles["to"] for d in ends if d.rule == "knocked_out"}
        found.both += len(down) > 1
        left = {d.roles["fighter"] for d in ends if d.rule == "let_be"}
        lost = down or left
        found.won.append(0.5 if len(lost) != 1 else float(first not in lost))
        found.seconds.append(result.now)
        rules = {d.rule for d in ends}
        found.clashed += "clash" in rules
        found.met += bool(rules & {"clash", "falls_short"})
    found.cost = time.process_time() - began
    return found


def _note(found: Fights, moves: list[Deed], first: str) -> None:
    moves.sort(key=lambda d: (d.begin, d.end))
    done = [d for d in moves if d.result == "done"]
    words = [d.rule for d in done]
    found.moves.update(words)
    found.begun += len(moves)
    found.broken += sum(d.result == "broken off" for d in moves)
    blows = [d for d in moves if d.rule in BLOWS]
    found.blows.append(len(blows))
    found.landed += sum(bool(d.outcomes.get("lands")) for d in done if d.rule in BLOWS)
    found.pairs.update(pairwise(words))
    run = lull = longest = quiet = 0
    over = 0.0  # when the last attack is: who ducks does so while it lasts, and that is no lull
    for i, deed in enumerate(done):
        run = run + 1 if i and words[i - 1] == deed.rule else 1
        if deed.rule in ATTACKS:
            lull, over = 0, max(over, deed.end)
        elif deed.begin >= over:
            lull += 1
        longest, quiet = max(longest, run), max(quiet, lull)
    found.runs.append(longest)
    found.lulls.append(quiet)


def information(pairs: Counter[tuple[str, str]]) -> float:
    """Return how many bits a move gives about the next (mutual information)."""
    total = sum(pairs.values())
    before, after = Counter[str](), Counter[str]()
    for (one, other), n in pairs.items():
        before[one] += n
        after[other] += n
    return sum(
        n / total * math.log2(n * total / (before[one] * after[other]))
        for (one, other), n in pairs.items()
    )


def rows(found: Fights, difference: float) -> list[Row]:
    """Return what is measured, each with its bound."""
    many = len(found.won)
    wins = sum(found.won) / many
    sure = wilson(round(sum(found.won)), many, 0.99)
    even = sure.low <= 0.5 <= sure.high if difference == 0 else 0.68 <= wins <= 0.80
    low, middle, high = (float(x) for x in np.percentile(found.seconds, [10, 50, 90]))
    few, some, lots = (float(x) for x in np.percentile(found.blows, [10, 50, 90]))
    landed = found.landed / max(1, sum(found.blows))
    broken = found.broken / max(1, found.begun)
    run, lull = (float(np.percentile(x, 99)) for x in (found.runs, found.lulls))
    bits, met = information(found.pairs), found.clashed / max(1, found.met)
    cost = 1000 * found.cost / many
    return [
        ("the better wins", f"{wins:.3f} ({sure.low:.3f} to {sure.high:.3f})", even),
        (
            "neither does; both fall",
            f"{found.won.count(0.5) / many:.3f}; {found.both / many:.3f}",
            True,
        ),
        ("seconds, 10/50/90 %", f"{low:.0f}/{middle:.0f}/{high:.0f}", low >= 5 and high <= 90),
        ("the longest", f"{max(found.seconds):.0f}", max(found.seconds) < 600),
        ("blows, 10/50/90 %", f"{few:.0f}/{some:.0f}/{lots:.0f}", few >= 7 and lots <= 40),
        ("share that lands", f"{landed:.2f}", 0.2 <= landed <= 0.4),
        ("deeds broken off", f"{broken:.2f}", broken <= 0.15),
        ("longest run of one move, 99 %", f"{run:.0f}", run <= 6),
        ("longest lull, 99 %", f"{lull:.0f}", lull <= 6),
        ("bits a move gives", f"{bits:.2f}", bits >= 0.5),
        ("charged meets charged: a clash", f"{met:.2f}", met >= 0.25),
        ("fights with a clash", f"{found.clashed / many:.2f}", True),
        ("ms of processor time", f"{cost:.1f}", cost <= 15),
    ]


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench duel")
    parser.add_argument("--fights", type=int, default=MANY)
    parser.add_argument("--moves", action="store_true")
    parser.add_argument("--skill", nargs="*", type=float, default=[0.0, 0.3])
    given = parser.parse_args(arguments)
    program = prepare(*read(RING))
    _ = program.native  # made before the clock runs
    fine = True
    for difference in given.skill:
        found = fights(of_skill(program, difference), given.fights)
        print(f"\na difference of {difference}")
        for word, measured, held in rows(found, difference):
            print(f"  {word:32}{measured:24}{'' if held else 'SHORT'}")
            fine = fine and held
        if given.moves:
            for word, n in found.moves.most_common():
                print(f"  {n / given.fights:8.2f} {word}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
