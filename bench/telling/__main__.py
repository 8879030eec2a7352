"""How well stories are told: numbers of what a reader stumbles over, each with its worst examples.

./go bench telling                              200 universes of the evening
./go bench telling leaf/evening --universes 50
./go bench telling leaf/evening --examples 10
./go bench telling leaf/exile --words 2000 4500
./go bench telling leaf/exile --seeds 1 44 31337 --all

What is measured, and what it is held to, stands in `kinds.py`; the head of each file says what its
number is. All of it is found in the journal, in what was so in the universe, and in the rules.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench.telling.kinds import HELD, WORDS
from bench.telling.measuring import measure, show
from moshimo import load

UNIVERSES, EXAMPLES = 200, 5


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench telling")
    parser.add_argument("world", nargs="?", default="leaf/evening")
    parser.add_argument("--universes", type=int, default=UNIVERSES)
    parser.add_argument("--seeds", type=int, nargs="+", help="of these, in place of the first ones")
    parser.add_argument("--examples", type=int, default=EXAMPLES, help="of each kind")
    parser.add_argument("--all", action="store_true", help="print all examples, story by story")
    parser.add_argument("--words", type=int, nargs=2, metavar=("LEAST", "MOST"), help="of a story")
    parser.add_argument("--as", dest="eyes", default="", metavar="ID", help="as who lived it")
    given = parser.parse_args(arguments)
    seeds = given.seeds or range(1, given.universes + 1)
    found = measure(load(given.world), seeds, given.eyes)
    held = {**HELD, WORDS: tuple(given.words)} if given.words else HELD
    return 0 if show(found, given.examples, held, all_of=given.all) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
