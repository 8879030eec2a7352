"""Messages: what can be told, each made of one deed or of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, manner_of, member_of
from moshimo.story.selection.feelings import Feeling
from moshimo.story.selection.worth import WORTH_TELLING, everyday_ways, worth

Shape: TypeAlias = Literal["act", "speech", "journey", "sense"]

PAUSE_ON_THE_WAY = 3600.0  # seconds; a longer pause ends a journey
AT_ONCE = 60.0  # seconds within which what was left off is taken up again


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell: a deed, a journey of several legs, or several findings at once.

    A deed that was left off and taken up again is one thing as well, and so are its legs, if it
    takes somebody elsewhere; then the deed it is told by is the one with words, or the last.

    `times` is how often it was done (0: a journey told as an arrival), `mutual`: two did it to each
    other, `too`: others have just done the same, `again`: the same was told long before, `news`:
    what the person of the perspective learns by it, `amid`: when it is told, if not when it began,
    `sets_out`: it is a journey told as begun, `reveals`: who has been told as somebody else up to
    it, and as whom, `answer`: what was done about it, `felt`: what the person of the perspective
    felt at it, the strongest first, `reported`: that they spoke is told, and not in which words,
    `between`: what was done since the last thing told, and is summed up before it.
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
    reveals: tuple[str, str] = ("", "")
    answer: Deed | None = None
    felt: tuple[Feeling, ...] = ()
    between: tuple[Deed, ...] = ()
    sets_out: bool = False
    reported: bool = False

    @property
    def deed(self) -> Deed:
        """The deed it is told by: the last."""
        return self.deeds[-1]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its deeds."""
        return tuple(deed.id for deed in self.deeds)

    @property
    def begin(self) -> float:
        """When the first of it began, or `amid`."""
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
    def comes(self) -> bool:
        """Whether it is a journey that is told as an arrival."""
        return self.shape == "journey" and self.times == 0

    @property
    def place(self) -> str:
        """Where it ended."""
        return self.deed.place

    def involves(self, who: str) -> bool:
        """Whether somebody does it, or has a role in it."""
        return who in self.doers or any(who in deed.roles.values() for deed in self.deeds)


def message_of(deed: Deed, lexicon: Lexicon) -> Message:
    """Return a deed alone, without its direct speech and without worth."""
    doer = doer_of(deed, lexicon)
    shape: Shape = "sense" if deed.kind == "sense" else "act"
    return Message((deed,), shape, (doer,) if doer else (), 0.0)


def felt_message(felt: Deed, lexicon: Lexicon) -> Message:
    """Return what the person of the perspective felt, as a message."""
    return Message((felt,), "act", (lexicon.eyes,), 0.0)


def singly(deeds: Sequence[Deed], lexicon: Lexicon) -> list[Message]:
    """Return each deed as a message, all of the same worth, in the order in which they began."""
    acts = (message_of(deed, lexicon) for deed in deeds if deed.kind != "sense")
    found = [
        replace(one, worth=WORTH_TELLING, shape="speech" if one.deed.said else "act")
        for one in acts
    ]
    return sorted(found, key=lambda message: (message.begin, message.end))


def messages(deeds: Sequence[Deed], lexicon: Lexicon) -> list[Message]:
    """Return all deeds as messages, in the order in which they began."""
    worths = worth(deeds, lexicon)
    ordered = sorted(deeds, key=lambda deed: (deed.begin, deed.end))  # causes stay before effects
    found: list[Message] = []
    walking: dict[str, list[Deed]] = {}
    ways = everyday_ways(deeds, lexicon)
    senses: dict[tuple[str, float, str], list[Deed]] = {}
    begun: dict[tuple[str, ...], int] = {}  # what is done, by whom and to whom, to its place
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
            shape: Shape = "speech" if deed.said else "act"
            message = Message((deed,), shape, (doer,) if doer else (), worths[deed.id])
            key = (deed.rule, *deed.roles.values())
            place = begun.get(key, -1)
            if place >= 0 and _goes_on(found[place], deed, lexicon):
                found[place] = _continued(found[place], message)
            else:
                begun[key] = len(found)
                found.append(message)
    found.extend(_journey(legs) for legs in walking.values())
    found.extend(
        Message(tuple(felt), "sense", (mind,), sum(worths[deed.id] for deed in felt))
        for (mind, _, _), felt in senses.items()
    )
    places = {deed.id: place for place, deed in enumerate(ordered)}
    return sorted(found, key=lambda message: (message.begin, message.end, places[message.deed.id]))


def _goes_on(message: Message, deed: Deed, lexicon: Lexicon) -> bool:
    """Whether a deed is the same as one before, which was left off, or is its next leg."""
    at_once = message.deed.kind == deed.kind == "action" and 0 <= deed.begin - message.end < AT_ONCE
    last = max(message.deeds, key=lambda one: one.end)
    left_off = last.result == "broken off" and deed.result == "done"
    return at_once and (left_off or bool(manner_of(lexicon, deed).moves))


def _continued(message: Message, more: Message) -> Message:
    """Join a deed and what it went on with."""
    deeds = (*message.deeds, more.deed)
    done = [deed for deed in deeds if deed.result == "done"] or list(deeds)
    told = next((deed for deed in done if deed.said), max(done, key=lambda deed: deed.end))
    return replace(
        message,
        deeds=(*(deed for deed in deeds if deed is not told), told),
        shape="speech" if told.said else "act",
        worth=max(message.worth, more.worth),
    )


def _stopped(deed: Deed, doer: str, walking: Mapping[str, Sequence[Deed]]) -> list[str]:
    """Return whose journey a deed ends: its doer's, and that of people it is done to."""
    there = [who for who in dict.fromkeys(deed.roles.values()) if who and who != doer]
    met = [who for who in there if who in walking and walking[who][-1].place == deed.place]
    return [doer, *met] if doer in walking else met


def _journey(legs: Sequence[Deed]) -> Message:
    """Join the legs of one journey; it is told only as a way to a scene or from one."""
    done = [leg for leg in legs if leg.result != "foiled"] or list(legs)
    via = tuple(dict.fromkeys(leg.place for leg in done[:-1] if leg.place != done[-1].place))
    doer = next(iter(done[-1].roles.values()), "")
    return Message(tuple(done), "journey", (doer,), 0.0, via)


def main_people(
    told: Sequence[Message], lexicon: Lexicon, done_by: float = 1.0, done_to: float = 0.5
) -> Mapping[str, float]:
    """Return each person's share in the worth of what is told: done by them, and done to them."""
    shares: dict[str, float] = {}
    for message in told:
        people = {key for deed in message.deeds for key in deed.roles.values() if key}
        for key in sorted(people.union(message.doers)):
            if member_of(lexicon, key).is_person:
                part = done_by if key in message.doers else done_to
                if part:
                    shares[key] = shares.get(key, 0.0) + part * message.worth
    return shares
