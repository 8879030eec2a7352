"""The village in Mesa: its `Model`, its agents, its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

import mesa
import networkx
from mesa.discrete_space import CellAgent, Network

from bench.villages.common import ACTIONS, Person, Row, Run, cast, places_for


class Villager(CellAgent):
    """One of the people."""

    def __init__(self, model: Village, start: Person) -> None:
        super().__init__(model)
        self.sociable, self.gossipy, self.tempered, self.kind = start.traits
        self.mood = start.mood
        self.cell = model.cells[start.place]
        self.affection: dict[int, float] = {}
        self.known = set(start.knows)

    def warm(self, other: Villager, share: float) -> None:
        """Think better of somebody."""
        before = self.affection.get(other.unique_id, 0.0)
        self.affection[other.unique_id] = before + share * (1.0 - before)

    def cool(self, other: Villager, share: float) -> None:
        """Think worse of somebody."""
        before = self.affection.get(other.unique_id, 0.0)
        self.affection[other.unique_id] = before - share * (1.0 + before)

    def turn(self) -> None:
        """Choose, and do it."""
        dice, mood = self.model.random.random, self.mood
        others = [x for x in self.cell.agents if x is not self]
        felt = [self.affection.get(x.unique_id, 0.0) for x in others]
        wishes = (
            [self.sociable * (1.0 + f) * (1.0 + 0.5 * mood) for f in felt],
            [self.gossipy * (0.25 + 0.25 * f) for f in felt] if self.known else [],
            [self.tempered * (1.0 - f) * 0.25 * (1.0 - mood) for f in felt],
            [self.kind * (0.1 + 0.4 * max(f, 0.0)) for f in felt],
            [0.4 - 0.2 * mood],
        )
        chosen = drawn(dice(), [max(w, default=0.0) for w in wishes])
        if chosen == len(wishes) - 1:
            self.move()
            self.model.counts["move"] += 1
        else:
            word, do = self.deeds()[chosen]
            do(others[drawn(dice(), wishes[chosen])])
            self.model.counts[word] += 1
        self.mood *= 0.98

    def deeds(self) -> Sequence[tuple[str, Callable[[Villager], None]]]:
        """Return what can be done to somebody."""
        return (
            ("chat", self.chat),
            ("gossip", self.gossip),
            ("quarrel", self.quarrel),
            ("help", self.help),
        )

    def move(self) -> None:
        """Go elsewhere."""
        cells = self.model.cells
        to = int(self.model.random.random() * (len(cells) - 1))
        self.move_to(cells[to + (to >= self.cell.coordinate)])

    def chat(self, other: Villager) -> None:
        """Chat with somebody."""
        self.warm(other, 0.02)
        other.warm(self, 0.015)
        self.mood += 0.05 * (1.0 - self.mood)

    def gossip(self, other: Villager) -> None:
        """Tell somebody a rumour."""
        known = sorted(self.known)
        rumour = known[int(self.model.random.random() * len(known))]
        if rumour in other.known:
            other.cool(self, 0.01)
        else:
            other.known.add(rumour)
            other.warm(self, 0.01)

    def quarrel(self, other: Villager) -> None:
        """Quarrel with somebody."""
        self.cool(other, 0.1)
        other.cool(self, 0.12)
        self.mood -= 0.1 * (1.0 + self.mood)
        other.mood -= 0.2 * (1.0 + other.mood)

    def help(self, other: Villager) -> None:
        """Help somebody."""
        other.warm(self, 0.1)
        self.warm(other, 0.03)
        other.mood += 0.15 * (1.0 - other.mood)


class Village(mesa.Model):
    """All of it."""

    def __init__(self, start: Sequence[Person], seed: int) -> None:
        super().__init__(seed=seed)
        self.counts = dict.fromkeys(ACTIONS, 0)
        places = places_for(len(start))
        space = Network(networkx.empty_graph(places), random=self.random)
        self.cells = [space[i] for i in range(places)]
        for person in start:
            Villager(self, person)
        self.order = self.agents.shuffle()

    def step(self) -> None:
        """Give everybody a turn."""
        self.order.do("turn")

    def figures(self) -> Row:
        """Return what is measured of a village."""
        people, n = list(self.agents), len(self.agents)
        affection = sum(sum(p.affection.values()) for p in people) / (n * (n - 1))
        mood = sum(p.mood for p in people) / n
        known = sum(len(p.known) for p in people) / (8 * n)
        return (*(float(self.counts[word]) for word in ACTIONS), affection, mood, known)


def drawn(die: float, weights: Sequence[float]) -> int:
    """Return the place of one of them, each as likely as its weight."""
    x = die * sum(weights)
    for i, past in enumerate(accumulate(weights)):
        if past > x:
            return i
    return len(weights) - 1


def prepare(people: int, turns: int) -> Run:
    """Return how to run it, in one thread."""
    start = cast(people)

    def run(seeds: Sequence[int], threads: int) -> list[Row]:
        rows = []
        for seed in seeds:
            model = Village(start, seed)
            for _ in range(turns):
                model.step()
            rows.append(model.figures())
        return rows

    return run
