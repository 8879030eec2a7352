"""Headings that name some by chance, and comings that are told by themselves.

"Several people were at the mill, Ana and Bo among them" says of the others nothing, and they act
all the same; so it is a fault where no crowd is. "Ana arrived." is a sentence that the next one
about her could say.
"""

from __future__ import annotations

import re

from bench.telling.room.presence import CROWD, SEVERAL, place_of
from bench.telling.told import Fault, Told

AMONG = re.compile(r"\bamong them\b")
ALONE = re.compile(r" (?:arrived|came|came (?:along|down|in|over|up))\.?$")


def by_chance(told: Told) -> list[Fault]:
    """Return the lines that name some of those who are there, or none, where no crowd is."""
    found: list[Fault] = []
    for line in told.lines:
        there = told.history.were_at(place_of(line, told), line.begin, line.end)
        some = SEVERAL.search(line.text) or AMONG.search(line.text)
        if line.opens and some and '"' not in line.text and len(there) <= CROWD:
            found.append(Fault(line.text, f"{len(there)} were there", line.sentence.deeds))
    return found


def by_themselves(told: Told) -> list[Fault]:
    """Return the sentences that say of one person that they came, and nothing else."""
    found: list[Fault] = []
    for line in told.lines:
        first = next(iter(line.narrated), None)
        one = first is not None and len(first.who) == 1 and first.begin == 0
        if one and first and ALONE.fullmatch(line.text[first.end :]):
            found.append(Fault(line.text, "this is all that it says", line.sentence.deeds))
    return found
