"""Searches: where a main person looked for somebody in vain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from moshimo.story.selection.message import Message

CHIEF = 3  # so many people are followed when alone
KNOWN = 8  # so many people are missed by readers
STAY = 600.0  # seconds between two legs that make a stay
SOON = 120.0  # seconds after arriving in which somebody looks around
SEARCHES = 3  # at most so many searches are told


def _on_arriving(found: Sequence[Message]) -> list[Message]:
    """Return what people found at their destination, not on their way."""
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
    """Yield when and where a traveller arrived: they stay a while, or turn back."""
    legs = way.deeds
    for n, leg in enumerate(legs):
        after = legs[n + 1] if n + 1 < len(legs) else None
        turned = n > 0 and after is not None and after.place == legs[n - 1].place
        if after is None or turned or after.begin - leg.end > STAY:
            yield leg.end, leg.place, way.doers


def searches(found: Sequence[Message], heroes: Sequence[str]) -> list[Message]:
    """Return where a main person looked for one of the story's people in vain."""
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
