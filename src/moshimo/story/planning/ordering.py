"""The order of telling: by time; another place is entered at its own time, and left in time.

A list scheduler (Graham, "Bounds on multiprocessing timing anomalies", 1969): told next is what
comes next at the same place, as long as nothing that waits elsewhere is told too late for it, and
nothing earlier that leads to it waits there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.selection.message import Message

QUICK = 60.0  # seconds from one blow to the next
MOMENT = 5.0  # seconds, in which one thing comes of another
LULL = 120.0  # seconds without anything told
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
        before = _came_of(here, waiting)
        there = before or min(waiting, key=_next)
        late = bool(here) and told_at(here[0]) - told_at(there[0]) > LATE
        late = late or _would_cut(made[-1:], here, there) or bool(before)
        if not here or (late and not _at_once(made[-1][-1], here[0])):
            here = there
            made.append([])
        made[-1].append(here.pop(0))
        if not here:
            waiting.remove(here)
    return made


def _at_once(last: Message, following: Message) -> bool:
    """Whether something came at once of what was told last: who was at the door that is opened."""
    caused = any(cause in last.ids for deed in following.deeds for cause in deed.causes)
    return caused and following.shape != "journey" and told_at(following) - last.end < MOMENT


def _would_cut(
    before: list[list[Message]], here: Sequence[Message], there: Sequence[Message]
) -> bool:
    """Whether to go on here would end in the midst of what is done in quick succession.

    Then the pause before it is the place to go elsewhere.
    """
    if not before or not here or told_at(there[0]) >= told_at(here[0]):
        return False
    lull = told_at(here[0]) - max(message.end for message in before[-1])
    cut = next((n for n, m in enumerate(here) if told_at(m) - told_at(there[0]) > LATE), 0)
    return lull > LULL and cut > 0 and told_at(here[cut]) - told_at(here[cut - 1]) < QUICK


def _next(stretch: Sequence[Message]) -> tuple[float, str]:
    return told_at(stretch[0]), stretch[0].deed.id


def _came_of(here: Sequence[Message], waiting: Sequence[list[Message]]) -> list[Message]:
    """Return what waits at another place, is earlier, and leads to what comes here soon.

    It brought it about, or is of somebody who then acts here.
    """
    if not here:
        return []
    now = told_at(here[0])
    soon = [message for message in here if told_at(message) <= now + LATE]
    causes = {cause for message in soon for deed in message.deeds for cause in deed.causes}
    doers = {doer for message in soon for doer in message.doers}
    others = (
        one
        for one in waiting
        if one is not here
        and told_at(one[0]) <= now
        and (
            any(one[0].involves(doer) for doer in doers)
            or any(causes.intersection(message.ids) for message in one)
        )
    )
    return min(others, key=_next, default=[])


def in_time(pieces: Sequence[Sequence[Message]], lexicon: Lexicon) -> list[list[Message]]:
    """Return the pieces; a long way that ends one is told when it is over, if others begin before.

    "They trudged to the mill" stands where they come to the mill.
    """
    made = [list(piece) for piece in pieces]
    for piece in list(made):
        place = 1 + next(n for n, one in enumerate(made) if one is piece)
        message = piece[-1]
        later = [told_at(one[0]) for one in made[place:]]
        if (
            _is_a_way_told_as_done(message, lexicon)
            and later
            and later[0] < message.end - LATE < later[-1]
        ):
            passed = next(n for n, time in enumerate(later) if time >= message.end - LATE)
            made.insert(place + passed, [replace(message, amid=message.end)])
            piece.pop()
    return [piece for piece in made if piece]


def _is_a_way_told_as_done(message: Message, lexicon: Lexicon) -> bool:
    """Whether it tells a way to its end, and neither that somebody comes nor that they set out."""
    if message.shape == "journey":
        return not (message.comes or message.sets_out)
    return message.shape == "act" and bool(manner_of(lexicon, message.deed).moves)
