"""Where the reader last saw each person, and so whom the reader knows to be at a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

KEPT = 3600.0  # seconds for which a place keeps those who are known to be there
GROUP = 4  # people who were together
BACK = 900.0  # seconds by which something may be told before what was
FRESH = 3 * 3600.0  # seconds for which a reader minds where somebody was


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where the reader last saw somebody, and when that was."""

    place: str
    time: float


@dataclass(slots=True)
class Sightings:
    """Where the reader saw each person, in the order of telling, and when each place."""

    people: dict[str, list[Sighting]] = field(default_factory=dict)
    places: dict[str, float] = field(default_factory=dict)

    def see(self, people: Iterable[str], place: str, time: float) -> None:
        """Take in that people were told of at a place. Changes this value in place."""
        for who in people:
            self.people.setdefault(who, []).append(Sighting(place, time))
        self.places[place] = max(time, self.places.get(place, time))

    def known_at(self, place: str, time: float) -> frozenset[str]:
        """Return whom the reader knows to be at a place where the story is again."""
        if place not in self.places or time - self.places[place] > KEPT:
            return frozenset()
        last = ((who, self.last(who, time)) for who in self.people)
        return frozenset(who for who, one in last if one and one.place == place)

    def last(self, who: str, time: float) -> Sighting | None:
        """Return where somebody was last seen; where the story goes back, what was before."""
        seen = self.people.get(who, [])
        return next((one for one in reversed(seen) if one.time <= time + BACK), None)

    def came_from(self, people: Iterable[str], place: str, time: float) -> str:
        """Return the one other place where the reader last saw all of them, "" if there is none."""
        last = [self.last(who, time) for who in people]
        places = {one.place if one and time - one.time < FRESH else "" for one in last}
        found = places.pop() if len(places) == 1 else ""
        return "" if found == place else found

    def group(self, people: Collection[str], place: str, time: float) -> tuple[str, list[str], str]:
        """Return a place whose people these are, as the reader knows it, or "".

        With it stand those who are of it, and the one who is not among them, "" for none.
        """
        here = self.known_at(place, time)
        for other in sorted(self.places, key=lambda one: (-self.places[one], one)):
            of_it = [
                who
                for who, seen in self.people.items()
                if who not in here
                and any(one.place == other and -BACK <= time - one.time < FRESH for one in seen)
            ]
            those = [who for who in of_it if who in people]
            left = [who for who in of_it if who not in people]
            if other != place and len(those) >= GROUP and len(left) <= 1:
                return other, those, "".join(left)
        return "", [], ""
