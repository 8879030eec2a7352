"""What is worth telling: deeds gathered into messages, each with its worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import (
    Lexicon,
    doer_role,
    is_person,
    member_of,
)
from moshimo.story.selection.worth import WORTH_TELLING, everyday_ways, worth

Shape: TypeAlias = Literal["act", "speech", "journey", "sense"]

PAUSE_ON_THE_WAY = 3600.0  # a longer one ends a journey


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell: a deed, a journey of several legs, or several findings at once.

    `times` is how often it was done (0 for a journey told as a coming); `mutual`: two did it to
    each other; `too`: others have just done the same; `again`: the same was told long before;
    `news`: of what it tells the one whose story this is; `amid`: when it is told, of a crowd's.
    """

    deeds: tuple[Deed, ...]
    shape: Shape
    doers: tuple[str, ...]
    worth: float
    via: tuple[str, ...] = ()
    times: int = 1
    mutual: bool = False
    too: bool = False
    again: bool = False
    news: tuple[Deed, ...] = ()
    amid: float | None = None

    @property
    def deed(self) -> Deed:
        """The deed it is told by: the last."""
        return self.deeds[-1]

    @property
    def begin(self) -> float:
        """When the first of it began; of a crowd, when half of them had."""
        if self.amid is not None:
            return self.amid
        if len(self.deeds) == 1:
            return self.deeds[0].begin
        return min(deed.begin for deed in self.deeds)

    @property
    def end(self) -> float:
        """When the last of it ended."""
        if len(self.deeds) == 1:
            return self.deeds[0].end
        return max(deed.end for deed in self.deeds)

    @property
    def place(self) -> str:
        """Where it ended."""
        return self.deed.place


def doer_of(deed: Deed, lexicon: Lexicon) -> str:
    """Who did it: the member in its first role if that is somebody, else ""."""
    if deed.kind == "sense":
        return deed.roles.get("mind", "")
    manner = lexicon.manners.get(deed.rule)
    role = doer_role(manner) if manner else next(iter(deed.roles), "")
    key = deed.roles.get(role, "")
    return key if key and is_person(member_of(lexicon, key)) else ""


def message_of(deed: Deed, lexicon: Lexicon) -> Message:
    """A deed by itself, told without its words, of no worth."""
    doer = doer_of(deed, lexicon)
    shape: Shape = "sense" if deed.kind == "sense" else "act"
    return Message((deed,), shape, (doer,) if doer else (), 0.0)


def messages(deeds: Sequence[Deed], lexicon: Lexicon, among: Sequence[Deed] = ()) -> list[Message]:
    """All deeds as messages, in the order in which they began.

    What is common and what is rare is so `among` those deeds, if not among these.
    """
    worths = worth(deeds, lexicon, among)
    ordered = sorted(deeds, key=lambda deed: (deed.begin, deed.end))  # what led to it stays before
    found: list[Message] = []
    walking: dict[str, list[Deed]] = {}
    ways = everyday_ways(among or deeds, lexicon)
    senses: dict[tuple[str, float, str], list[Deed]] = {}
    for deed in ordered:
        doer = doer_of(deed, lexicon)
        if deed.kind == "sense":
            senses.setdefault((doer, deed.end, deed.place), []).append(deed)
        elif deed.rule in ways and doer:
            legs = walking.get(doer)
            if legs and deed.begin - legs[-1].end > PAUSE_ON_THE_WAY:
                found.append(_journey(walking.pop(doer)))
            walking.setdefault(doer, []).append(deed)
        else:
            if worths[deed.id] >= WORTH_TELLING:
                found += [_journey(walking.pop(who)) for who in _stopped(deed, doer, walking)]
            found.append(_single(deed, doer, worths[deed.id]))
    found.extend(_journey(legs) for legs in walking.values())
    found.extend(
        Message(tuple(felt), "sense", (mind,), sum(worths[deed.id] for deed in felt))
        for (mind, _, _), felt in senses.items()
    )
    places = {deed.id: place for place, deed in enumerate(ordered)}
    return sorted(found, key=lambda message: (message.begin, message.end, places[message.deed.id]))


def _stopped(deed: Deed, doer: str, walking: Mapping[str, Sequence[Deed]]) -> list[str]:
    """Whose journey ends with a deed: whoever does it, and whoever it is done to on the way."""
    there = [who for who in dict.fromkeys(deed.roles.values()) if who and who != doer]
    met = [who for who in there if who in walking and walking[who][-1].place == deed.place]
    return [doer, *met] if doer in walking else met


def _single(deed: Deed, doer: str, value: float) -> Message:
    return Message((deed,), "speech" if deed.said else "act", (doer,) if doer else (), value)


def _journey(legs: Sequence[Deed]) -> Message:
    """Legs of one way, told as one; it is worth telling only for whom it joins or leaves."""
    done = [leg for leg in legs if leg.result != "foiled"] or list(legs)
    via = tuple(dict.fromkeys(leg.place for leg in done[:-1] if leg.place != done[-1].place))
    doer = next(iter(done[-1].roles.values()), "")
    return Message(tuple(done), "journey", (doer,), 0.0, via)


def main_people(told: Sequence[Message], lexicon: Lexicon) -> Mapping[str, float]:
    """Each person's share in what is told: the worth of what they do, half of what is done to them.

    Those who only suffer a story belong to it as well.
    """
    shares: dict[str, float] = {}
    for message in told:
        people = {key for deed in message.deeds for key in deed.roles.values() if key}
        for key in sorted(people.union(message.doers)):
            if is_person(member_of(lexicon, key)):
                part = 1.0 if key in message.doers else 0.5
                shares[key] = shares.get(key, 0.0) + part * message.worth
    return shares
