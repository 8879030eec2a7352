"""Where the chief people looked for somebody, and found nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from moshimo.story.selection.message import Message

CHIEF = 3  # so many people are followed where they go alone
KNOWN = 8  # so many people does a reader know well enough to miss them
STAY = 600.0  # seconds between two legs of a way in which one has been somewhere
SOON = 120.0  # seconds after coming somewhere in which one looks about
SEARCHES = 3  # how often at most it is told that somebody found nobody


def _on_arriving(found: Sequence[Message]) -> list[Message]:
    """What people found where they had been going, and not on their way."""
    ends = [end for way in found if way.shape == "journey" for end in _stays(way)]
    return [
        message
        for message in found
        if message.shape == "sense"
        and any(
            who == message.doers and place == message.place and 0 <= message.end - end <= SOON
            for end, place, who in ends
        )
    ]


def _stays(way: Message) -> Iterable[tuple[float, str, tuple[str, ...]]]:
    """When and where somebody on the way has come somewhere: stays a while, or turns back."""
    legs = way.deeds
    for n, leg in enumerate(legs):
        after = legs[n + 1] if n + 1 < len(legs) else None
        turned = n > 0 and after is not None and after.place == legs[n - 1].place
        if after is None or turned or after.begin - leg.end > STAY:
            yield leg.end, leg.place, way.doers


def searches(found: Sequence[Message], heroes: Sequence[str]) -> list[Message]:
    """Where one of the chief people looked for one of the story's people, and found nobody."""
    made: list[Message] = []
    sought: set[tuple[str, str]] = set()
    for message in sorted(
        _on_arriving(found), key=lambda message: (message.begin, message.deed.id)
    ):
        mind = message.doers[0] if message.doers else ""
        if mind not in heroes[:CHIEF] or len(made) >= SEARCHES:
            continue
        deeds = tuple(
            deed
            for deed in message.deeds
            if deed.rule != "misses" or (mind, deed.roles.get("who", "")) not in sought
        )
        missed = {deed.roles.get("who", "") for deed in deeds if deed.rule == "misses"}
        met = {deed.roles.get("who", "") for deed in deeds if deed.rule == "meets"}
        if not missed & set(heroes[:KNOWN]) and not (missed and met & set(heroes[:CHIEF])):
            continue
        sought.update((mind, who) for who in missed)
        made.append(replace(message, deeds=deeds, worth=max(message.worth, 1.6)))
    return made
