"""Where everybody is at a moment, as far as a journal shows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, manner_of

FAR = 3600.0  # seconds on the way


@dataclass(frozen=True, slots=True)
class Stay:
    """From when on somebody was shown to be at a place, and the deed that shows it."""

    since: float
    place: str
    deed: Deed
    came: bool  # the deed brought them there


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Each person's stays, in the order of time; one ends where the next begins."""

    stays: dict[str, list[Stay]]

    def stay(self, who: str, time: float) -> Stay | None:
        """Return somebody's stay at a moment; before the first that is known, the first."""
        those = self.stays.get(who, [])
        place = bisect_right(those, time, key=lambda one: one.since)
        if place:
            return those[place - 1]
        return those[0] if those and not those[0].came else None

    def way_of(self, who: str, time: float) -> Deed | None:
        """Return the deed by which somebody else was taking them elsewhere then, if any."""
        those = self.stays.get(who, [])
        place = bisect_right(those, time, key=lambda one: one.since)
        after = those[place] if place < len(those) else None
        taken = after and after.came and after.deed.begin < time < after.deed.end
        others = after and next(iter(after.deed.roles.values()), "") != who
        return after.deed if after and taken and others else None

    def is_at(self, who: str, place: str, time: float) -> bool:
        """Whether somebody was at a place then."""
        found = self.stay(who, time)
        return found is not None and found.place == place

    def away(self) -> frozenset[str]:
        """Return the ids of the deeds that took somebody away for good, to where nobody else is."""
        last = {who: those[-1] for who, those in self.stays.items() if those}
        return frozenset(
            stay.deed.id
            for who, stay in last.items()
            if stay.came
            and stay.deed.end - stay.deed.begin >= FAR
            and not any(
                other.place == stay.place and other.deed.id != stay.deed.id
                for them, other in last.items()
                if them != who
            )
        )


def whereabouts(deeds: Sequence[Deed], lexicon: Lexicon) -> Whereabouts:
    """Return where everybody was, from who was moved by a deed, and who did or perceived one."""
    stays: dict[str, list[Stay]] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.end, deed.begin)):
        manner = manner_of(lexicon, deed)
        done = deed.result == "done" and bool(deed.place)
        moved = {deed.roles.get(role, "") for role in manner.moved} if done else set[str]()
        doer = doer_of(deed, lexicon)
        there = [] if manner.afar or not deed.place else [doer, *deed.witnesses]
        if manner.moves:
            there = [doer] if doer in moved else []
        for who in dict.fromkeys((*sorted(moved - {""}), *there)):
            those = stays.setdefault(who, [])
            if those and those[-1].came and deed.begin <= those[-1].since and who not in moved:
                continue  # it began before they came, and stands where it began
            if who and (not those or those[-1].place != deed.place):
                those.append(Stay(deed.end, deed.place, deed, who in moved))
            elif who in moved and those and those[-1].since == deed.end:
                those[-1] = Stay(deed.end, deed.place, deed, came=True)  # seen by who came first
    return Whereabouts(stays)
