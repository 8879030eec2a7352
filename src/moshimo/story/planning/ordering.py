"""The order of telling: by time; another place is entered at its own time, and left in time.

A list scheduler (Graham, "Bounds on multiprocessing timing anomalies", 1969): told next is what
comes next at the same place, as long as nothing that waits elsewhere is told too late for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.selection.message import Message

LATE = 540.0  # seconds by which something may be told after what happened later


def told_at(message: Message) -> float:
    """Return the moment a message is told at: it begins then; an arrival is told when it ends."""
    return message.end if message.comes else message.begin


def interleaved(stretches: Sequence[Sequence[Message]]) -> list[list[Message]]:
    """Cut what happened at each place into pieces, and return them in the order of telling."""
    waiting = [list(one) for one in stretches if one]
    made: list[list[Message]] = []
    here: list[Message] = []
    while waiting:
        oldest = min(waiting, key=lambda one: (told_at(one[0]), one[0].deed.id))
        if not here or told_at(here[0]) - told_at(oldest[0]) > LATE:
            here = oldest
            made.append([])
        made[-1].append(here.pop(0))
        if not here:
            waiting.remove(here)
    return made
