"""Stories that do not end but stop: the last paragraphs do not say how it came out.

The last `LAST` paragraphs are to tell the last deed of all, or one that the scenario waits for; or
a deed that changed
something for good; or an event that came of one, or of what the told deeds rest on most (a motion
that is lost, of the votes). That is asked of every universe in which something turned.
"""

from __future__ import annotations

from bench.telling.threads.turning_points import for_good, turning_points
from bench.telling.told import Fault, Told
from moshimo.story.lexicon.lexicon import is_routine, manner_of
from moshimo.story.selection.worth import of_consequence

LAST = 3  # paragraphs


def stops(told: Told) -> list[Fault]:
    """Return why a story stops and does not end; nothing if it ends."""
    if not told.lines or not told.whole:
        return []
    last = told.lines[-1]
    tail = [line for line in told.lines if line.paragraph > last.paragraph - LAST]
    deeds = {deed.id: deed for line in tail for deed in line.deeds}
    if told.deeds[-1].id in deeds or any(one.rule in told.awaited for one in deeds.values()):
        return []
    points = turning_points(told)
    if not points:
        weighty = of_consequence(told.deeds, told.lexicon)
        return [] if weighty & set(deeds) else [_fault(told, "nothing of consequence")]
    came = (
        deed
        for deed in deeds.values()
        if deed.kind == "event" and not is_routine(manner_of(told.lexicon, deed))
    )
    if for_good(told).keys() & deeds or any(points.keys() & set(deed.causes) for deed in came):
        return []
    return [_fault(told, "nothing that lasts, or came of what turned")]


def _fault(told: Told, why: str) -> Fault:
    last = told.lines[-1]
    return Fault(last.text, f"the story stops: its end tells {why}", last.sentence.deeds)
