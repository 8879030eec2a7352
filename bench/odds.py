"""How long one waits for the odds of a story, and what it saves to go on from a moment.

./go bench odds                          E24 of the exile, and from the ballot on
./go bench odds --world leaf/evening --beat E09 --since call_vote --universes 200

The commands are run as a writer runs them, each in a process of its own, machine code at hand.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence

FIRST = """
import sys, time
began = time.perf_counter()
import moshimo
seen = []
def look(progress):
    if not seen and progress.interval is not None:
        seen.append(time.perf_counter() - began)
moshimo.load(sys.argv[1]).odds([sys.argv[2]], moshimo.Sampling(universes=100), on_progress=look)
print(seen[0])
"""


def took(*words: str) -> float:
    """Return how many seconds a command takes, from its call to its end."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "moshimo.cli", *words], check=True, capture_output=True)
    return time.perf_counter() - began


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench odds")
    parser.add_argument("--world", default="leaf/exile")
    parser.add_argument("--beat", default="E24", help="what is asked")
    parser.add_argument("--state", default="naruto.grief", help="what is asked of the end")
    parser.add_argument("--since", default="call_vote", help="the moment to go on from")
    parser.add_argument("--universes", type=int, default=1000)
    given = parser.parse_args(arguments)
    ask = ("odds", given.world)
    took(*ask, given.beat, "--universes", "1")  # machine code is made, if it is not there
    ran = subprocess.run(
        [sys.executable, "-c", FIRST, given.world, given.beat],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    print(f"the first estimate shows after {float(ran.stdout):.1f} s")
    for within in ("0.05", "0.02"):
        seconds = took(*ask, given.beat, "--within", within)
        print(f"{given.beat} within ±{within}: {seconds:.1f} s from the call to the end")
    many = ("--universes", str(given.universes))
    empty = took(*ask, given.beat, "--universes", "1")
    print(f"{given.universes:,} universes, less the {empty:.1f} s of one:")
    for question in (given.beat, given.state):
        whole = took(*ask, question, *many) - empty
        later = took(*ask, question, *many, "--from", given.since) - empty
        print(f"  {question:16} whole {whole:6.1f} s, from {given.since} on {later:6.1f} s: "
              f"{later / whole:.2f} of it")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
