"""Stories drawn by chance, played in a small world, and what its people then hold and do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from tests.beliefs.oracle import Move, Oracle

from moshimo import World, load
from moshimo.asked.what import read
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.universe import Universe

WORLDS = Path(__file__).parents[1] / "worlds"
TRIES, EVERY = 60, 10.0  # moves that are tried in a story; seconds from one to the next
PATIENCE = 12  # periods of ten minutes, until everybody has done what they want to


@dataclass(frozen=True)
class Family:
    """The stories of one world.

    Attributes:
        word: its folder.
        draws: how often each move is tried, as against the others.
        shapes: what is in its roles, in order: the names of lists of members.
        members: those lists.
    """

    word: str
    draws: Mapping[str, int]
    shapes: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]

    @cached_property
    def world(self) -> World:
        return load(str(WORLDS / self.word))

    def row(self, word: str) -> int:
        found = self.world.checked.find(word)
        assert found is not None
        return found[1]

    @cached_property
    def questions(self) -> dict[tuple[str, ...], Any]:
        """What each holds, and takes each other to hold, of each thing: a question for each."""
        world, code = self.world, QuestionCode(self.world.program)
        made = {}
        for mind in self.members["person"]:
            for other in self.members["person"]:
                for thing in self.members["thing"]:
                    for box in self.members["box"]:
                        ask = f"believes({mind}, believes({other}, {thing}.inside == {box}))"
                        (one,) = read([ask], world.checked, world.scenario)
                        assert one.ex is not None
                        made[mind, other, thing, box] = code.function(one.ex)
        return made

    def differing(self, seed: int, *, interpreted: bool = False) -> Iterator[str]:
        """Play one story; yield what comes out otherwise than it should."""
        dice = Random(seed)
        universe = Universe(self.world.program, seed, interpreted=interpreted)
        oracle = Oracle(self.members["person"], PLACE, INSIDE)
        moves: list[Move] = []
        for _ in range(TRIES):
            (rule,) = dice.choices([*self.draws], [*self.draws.values()])
            roles = [dice.choice(self.members[word]) for word in self.shapes[rule]]
            universe.until(universe.now + EVERY)
            if rule == "confide":
                self.make(universe, "think_of", roles[0], roles[2])
            if len({*roles}) == len(roles) and self.make(universe, rule, *roles):
                oracle.move(universe.now, rule, *roles)
                moves.append((rule, *roles))
        for found in self.compared(universe, oracle):
            yield f"{self.word} {seed}: {found}; {moves}"

    def compared(self, universe: Universe, oracle: Oracle) -> Iterator[str]:
        for mind, other, thing, box in self.questions:
            held = oracle.holds(mind, thing).value if mind == other else oracle.takes(mind, other, thing)
            said = self.questions[mind, other, thing, box](universe.block)
            if said != (held == box):
                yield f"{mind} {'holds' if mind == other else 'takes ' + other + ' to hold'} that {thing} is in {box}: {said}, right is {held}"
        awake = [x for x in oracle.people if x not in oracle.asleep]
        for thing in self.members["thing"]:
            for step in range(1, len(oracle.people)):
                asked = {}
                for mind in awake:
                    at = (oracle.people.index(mind) + step) % len(oracle.people)
                    asked[mind] = oracle.people[at]
                    self.make(universe, "wonder", mind, asked[mind], thing)
                did = self.first_deeds(universe, "expect", "watcher", awake)
                for mind, other in asked.items():
                    right = other, oracle.takes(mind, other, thing)
                    if did[mind] != right:
                        yield f"{mind} expects {other} to look for {thing}: {did[mind]}, right is {right}"
            for mind in awake:
                self.make(universe, "want", mind, thing)
            did = self.first_deeds(universe, "search", "seeker", awake)
            for mind in awake:
                right = thing, oracle.holds(mind, thing).value
                if did[mind] != right:
                    yield f"{mind} looks for {thing} first in {did[mind]}, right is {right}"

    def first_deeds(self, universe: Universe, rule: str, role: str, people: list[str]) -> dict[str, tuple[str, str]]:
        """Return whom or what each one's first such deed from now on is about, and in which box."""
        before = len(universe.deeds)
        found: dict[str, tuple[str, str]] = {}
        for patient in range(PATIENCE):
            universe.until(universe.now + (600 if patient else EVERY))
            for deed in universe.deeds[before:]:
                if deed.rule == rule:
                    of = deed.roles.get("other", deed.roles["thing"])
                    found.setdefault(deed.roles[role], (of, deed.roles["box"]))
            if len(found) == len(people):
                break
        return {one: found.get(one, ("", "")) for one in people}

    def make(self, universe: Universe, rule: str, *roles: str) -> bool:
        """Let something be done next; return whether it can."""
        rows = [self.row(word) for word in roles]
        return universe.compel(self.world.program.layout.rules[rule], rows) == 0


PLACE = {"sally": "room", "anne": "room", "bob": "garden", "dan": "hall"}
INSIDE = {"marble": "basket", "doll": "drawer"}
SALLY = Family(
    "sally",
    {"go": 3, "slip_away": 2, "look_through": 3, "put": 12, "hide": 1, "doze": 1, "rouse": 2,
     "whisper": 6, "pass_on": 3, "announce": 2, "confide": 20, "recount": 6},
    {"go": ("person", "place"), "slip_away": ("person", "place"),
     "look_through": ("person", "place"), "put": ("person", "thing", "box"),
     "hide": ("person", "thing", "box"), "doze": ("person",), "rouse": ("person", "person"),
     "whisper": ("person", "person", "thing", "box"), "pass_on": ("person", "person", "thing"),
     "announce": ("person", "thing", "box"), "confide": ("person", "person", "person", "thing"),
     "recount": ("person", "person", "thing")},
    {"person": ("sally", "anne", "bob", "dan"), "place": ("room", "hall", "garden", "street"),
     "thing": ("marble", "doll"), "box": ("basket", "chest", "drawer")},
)
