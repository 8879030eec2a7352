"""The village in plain Python: a class for people, a class for places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from bench.villages.common import (
    ACTIONS,
    FIRST,
    Dice,
    Person,
    Row,
    Run,
    cast,
    hashed,
    places_for,
    usual,
)


class Place:
    """Where people are, in the order in which they came."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.people: list[Villager] = []


class Villager:
    """One of the people."""

    def __init__(self, village: Village, index: int, start: Person) -> None:
        self.village = village
        self.index = index
        self.sociable, self.gossipy, self.tempered, self.kind = start.traits
        self.mood = start.mood
        self.place = village.places[start.place]
        self.place.people.append(self)
        self.affection: dict[int, float] = {}
        self.known = set(start.knows)

    def warm(self, other: Villager, share: float) -> None:
        """Think better of somebody."""
        before = self.affection.get(other.index, 0.0)
        self.affection[other.index] = before + share * (1.0 - before)

    def cool(self, other: Villager, share: float) -> None:
        """Think worse of somebody."""
        before = self.affection.get(other.index, 0.0)
        self.affection[other.index] = before - share * (1.0 + before)

    def turn(self, now: int) -> None:
        """Choose, and do it."""
        dice, mood = self.village.dice, self.mood
        others = [x for x in self.place.people if x is not self]
        felt = [self.affection.get(x.index, 0.0) for x in others]
        wishes = (
            [self.sociable * (1.0 + f) * (1.0 + 0.5 * mood) for f in felt],
            [self.gossipy * (0.25 + 0.25 * f) for f in felt] if self.known else [],
            [self.tempered * (1.0 - f) * 0.25 * (1.0 - mood) for f in felt],
            [self.kind * (0.1 + 0.4 * max(f, 0.0)) for f in felt],
            [0.4 - 0.2 * mood],
        )
        chosen = drawn(dice(now, self.index, 0), [max(w, default=0.0) for w in wishes])
        if chosen == len(wishes) - 1:
            self.move(dice(now, self.index, 1))
            self.village.counts["move"] += 1
        else:
            word, do = self.deeds()[chosen]
            do(others[drawn(dice(now, self.index, 2), wishes[chosen])], now)
            self.village.counts[word] += 1
        self.mood *= 0.98

    def deeds(self) -> Sequence[tuple[str, Callable[[Villager, int], None]]]:
        """Return what can be done to somebody."""
        return (
            ("chat", self.chat),
            ("gossip", self.gossip),
            ("quarrel", self.quarrel),
            ("help", self.help),
        )

    def move(self, die: float) -> None:
        """Go elsewhere."""
        places = self.village.places
        to = int(die * (len(places) - 1))
        if to >= self.place.index:
            to += 1
        self.place.people.remove(self)
        self.place = places[to]
        self.place.people.append(self)

    def chat(self, other: Villager, now: int) -> None:
        """Chat with somebody."""
        self.warm(other, 0.02)
        other.warm(self, 0.015)
        self.mood += 0.05 * (1.0 - self.mood)

    def gossip(self, other: Villager, now: int) -> None:
        """Tell somebody a rumour."""
        known = sorted(self.known)
        rumour = known[int(self.village.dice(now, self.index, 1) * len(known))]
        if rumour in other.known:
            other.cool(self, 0.01)
        else:
            other.known.add(rumour)
            other.warm(self, 0.01)

    def quarrel(self, other: Villager, now: int) -> None:
        """Quarrel with somebody."""
        self.cool(other, 0.1)
        other.cool(self, 0.12)
        self.mood -= 0.1 * (1.0 + self.mood)
        other.mood -= 0.2 * (1.0 + other.mood)

    def help(self, other: Villager, now: int) -> None:
        """Help somebody."""
        other.warm(self, 0.1)
        self.warm(other, 0.03)
        other.mood += 0.15 * (1.0 - other.mood)


class Village:
    """All of it."""

    def __init__(self, start: Sequence[Person], dice: Dice) -> None:
        self.dice = dice
        self.counts = dict.fromkeys(ACTIONS, 0)
        self.places = [Place(i) for i in range(places_for(len(start)))]
        self.people = [Villager(self, i, p) for i, p in enumerate(start)]

    def run(self, turns: int) -> Row:
        """Give everybody so many turns, in an order of chance, and return what came of it."""
        order = list(self.people)
        for i in range(len(order) - 1, 0, -1):
            j = int(self.dice(FIRST, i, 0) * (i + 1))
            order[i], order[j] = order[j], order[i]
        for now in range(turns):
            for person in order:
                person.turn(now)
        return figures(self.counts, self.people)


def figures(counts: dict[str, int], people: Sequence[Villager]) -> Row:
    """Return what is measured of a village."""
    n = len(people)
    affection = sum(sum(p.affection.values()) for p in people) / (n * (n - 1))
    mood = sum(p.mood for p in people) / n
    known = sum(len(p.known) for p in people) / (8 * n)
    return (*(float(counts[word]) for word in ACTIONS), affection, mood, known)


def drawn(die: float, weights: Sequence[float]) -> int:
    """Return the place of one of them, each as likely as its weight."""
    x = die * sum(weights)
    for i, past in enumerate(accumulate(weights)):
        if past > x:
            return i
    return len(weights) - 1


def prepare(people: int, turns: int, dice: Callable[[int], Dice] = usual) -> Run:
    """Return how to run it, in one thread."""
    start = cast(people)
    return lambda seeds, threads: [Village(start, dice(seed)).run(turns) for seed in seeds]


def prepare_hashed(people: int, turns: int) -> Run:
    """Return how to run it with the dice of C, which must give the same."""
    return prepare(people, turns, hashed)
