"""Stories drawn by chance, played in a small world, and what its people then hold and do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from random import Random

from tests.beliefs.oracle import NOBODY_KNOWS, Move, Oracle

from moshimo import World, load
from moshimo.asked.what import read
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.universe import Universe

WORLDS = Path(__file__).parents[1] / "worlds"
MOVES, TRIES, EVERY = 16, 60, 10.0  # of a story; of a move; seconds from one move to the next
PATIENCE = 12  # periods of ten minutes, until everybody has done what they want to


@dataclass(frozen=True)
class Family:
    """The stories of one world.

    Attributes:
        word: its folder.
        scenario: in which nobody does anything by themselves before they are let.
        attribute: which says where a thing is; with `place` people count among the things.
        acts: the deed by which somebody shows what they hold: a search, or an answer.
        draws: how often each move is tried, as against the others.
        shapes: what is in its roles, in order: the names of lists of members.
        members: those lists.
        start: where everybody and everything is at first.
        secrets: of what is kept secret, what it seems to be, and who knows it.
    """

    word: str
    scenario: str
    attribute: str
    acts: str
    draws: Mapping[str, int]
    shapes: Mapping[str, tuple[str, ...]]
    members: Mapping[str, tuple[str, ...]]
    start: Mapping[str, str]
    secrets: Mapping[str, tuple[str, list[str]]]

    @cached_property
    def world(self) -> World:
        """The world, loaded once."""
        return load(str(WORLDS / self.word / self.scenario))

    def row(self, word: str) -> int:
        """Return a member's row."""
        found = self.world.checked.find(word)
        assert found is not None
        return found[1]

    @cached_property
    def questions(self) -> dict[tuple[str, str, str, str], Callable[..., bool | float]]:
        """Where each takes each (oneself is what one holds) to hold each thing to be."""
        world, code = self.world, QuestionCode(self.world.program)
        made = {}
        people = self.members["person"]
        for mind, other in product(people, people):
            for attribute, of, at in self.states:
                ask = f"believes({mind}, believes({other}, {of}.{attribute} == {at}))"
                (one,) = read([ask], world.checked, world.scenario)
                assert one.ex is not None
                made[mind, other, of, at] = code.function(one.ex)
        return made

    @cached_property
    def states(self) -> list[tuple[str, str, str]]:
        """All that can be asked of what somebody holds: an attribute, of what, a value."""
        thing, box = self.members["thing"], self.members["box"]
        found = [(self.attribute, one, at) for one, at in product(thing, box)]
        if self.attribute == "place":
            found += [("place", one, at) for one, at in product(self.members["person"], box)]
        return found

    def differing(self, seed: int, *, interpreted: bool = False) -> Iterator[str]:
        """Play one story; yield what comes out otherwise than it should."""
        dice = Random(seed)
        universe = Universe(self.world.program, seed, interpreted=interpreted)
        open_ = self.members["thing"] if self.attribute == "place" else ()
        oracle = Oracle(self.members["person"], self.start, open_, self.secrets)
        moves: list[Move] = []
        for _ in range(MOVES):
            (rule,) = dice.choices([*self.draws], [*self.draws.values()])
            universe.until(universe.now + EVERY)
            for _ in range(TRIES):
                roles = [dice.choice(self.members[word]) for word in self.shapes[rule]]
                if rule == "confide":
                    self.make(universe, "think_of", roles[0], roles[2])
                if len({*roles}) == len(roles) and self.make(universe, rule, *roles):
                    oracle.move(universe.now, rule, *roles)
                    moves.append((rule, *roles))
                    break
        for found in (*self.misheld(universe, oracle), *self.misdone(universe, oracle)):
            yield f"{self.word} {seed}: {found}; {moves}"

    def misheld(self, universe: Universe, oracle: Oracle) -> Iterator[str]:
        """Yield what somebody holds, or takes another to hold, and should not."""
        for (mind, other, of, at), ask in self.questions.items():
            right, said = oracle.takes(mind, other, of), ask(universe.block)
            if said != (right == at):
                yield f"{mind} of {other}: {of} is in {at}: {said}, right is {right}"

    def misdone(self, universe: Universe, oracle: Oracle) -> Iterator[str]:
        """Let all who are awake act on it, one thing at a time; yield who does what is wrong."""
        people = oracle.people
        awake = [x for x in people if x not in oracle.asleep]
        for thing in self.members["thing"]:
            for step in range(1, len(people)):
                about = {x: people[(people.index(x) + step) % len(people)] for x in awake}
                right = {x: oracle.takes(x, about[x], thing) for x in awake}
                for x in awake:
                    self.make(universe, "wonder", x, about[x], thing)
                did = self.first(universe, "expect", right)
                yield from (
                    f"{x} expects {about[x]} to look for {thing} in {did[x]}, right is {right[x]}"
                    for x in awake
                    if did[x] != right[x]
                )
            right = {x: oracle.holds(x, thing) for x in awake}
            for x in awake:
                self.make(universe, "want", x, thing)
            did = self.first(universe, self.acts, right)
            yield from (
                f"{x} looks first for {thing} in {did[x]}, right is {right[x]}"
                for x in awake
                if did[x] != right[x]
            )

    def first(self, universe: Universe, rule: str, right: Mapping[str, str]) -> dict[str, str]:
        """Return in which box each one's first such deed from now on is; `?` if there is none.

        Who is to do something has an hour or two to make up their mind, who is not ten minutes.
        """
        before = len(universe.deeds)
        found: dict[str, str] = {}
        for _ in range(PATIENCE):
            universe.until(universe.now + 600)
            for deed in universe.deeds[before:]:
                if deed.rule == rule:
                    who, *_, box = deed.roles.values()
                    found.setdefault(who, box)
            if all(x in found or at == NOBODY_KNOWS for x, at in right.items()):
                break
        return {x: found.get(x, NOBODY_KNOWS) for x in right}

    def make(self, universe: Universe, rule: str, *roles: str) -> bool:
        """Let something be done next; return whether it can."""
        rows = [self.row(word) for word in roles]
        return universe.compel(self.world.program.layout.rules[rule], rows) == 0


SALLY = Family(
    "sally",
    "play",
    "inside",
    "search",
    {
        "go": 4,
        "slip_away": 2,
        "look_through": 3,
        "put": 5,
        "hide": 2,
        "doze": 1,
        "rouse": 2,
        "whisper": 3,
        "pass_on": 2,
        "announce": 1,
        "confide": 3,
        "recount": 3,
    },
    {
        "go": ("person", "place"),
        "slip_away": ("person", "place"),
        "look_through": ("person", "place"),
        "put": ("person", "thing", "box"),
        "hide": ("person", "thing", "box"),
        "doze": ("person",),
        "rouse": ("person", "person"),
        "whisper": ("person", "person", "thing", "box"),
        "pass_on": ("person", "person", "thing"),
        "announce": ("person", "thing", "box"),
        "confide": ("person", "person", "person", "thing"),
        "recount": ("person", "person", "thing"),
    },
    {
        "person": ("sally", "anne", "bob", "dan"),
        "place": ("room", "hall", "garden", "street"),
        "thing": ("marble", "doll"),
        "box": ("basket", "chest", "drawer"),
    },
    {
        "sally": "room",
        "anne": "room",
        "bob": "garden",
        "dan": "hall",
        "marble": "basket",
        "doll": "drawer",
    },
    {},
)
VAN = Family(
    "van",
    "afternoon",
    "place",
    "search",
    {
        "go": 4,
        "slip_away": 3,
        "look_through": 3,
        "drive": 5,
        "drive_off": 2,
        "doze": 1,
        "rouse": 2,
        "call": 3,
        "pass_on": 2,
        "confide": 3,
        "recount": 3,
    },
    {
        "go": ("person", "place"),
        "slip_away": ("person", "place"),
        "look_through": ("person", "place"),
        "drive": ("person", "thing", "place"),
        "drive_off": ("person", "thing", "place"),
        "doze": ("person",),
        "rouse": ("person", "person"),
        "call": ("person", "person", "thing", "place"),
        "pass_on": ("person", "person", "thing"),
        "confide": ("person", "person", "person", "thing"),
        "recount": ("person", "person", "thing"),
    },
    {
        "person": ("john", "mary", "grace", "vendor"),
        "place": ("park", "church", "home", "school"),
        "thing": ("van",),
        "box": ("park", "church", "home", "school"),
    },
    {"john": "park", "mary": "park", "grace": "church", "vendor": "park", "van": "park"},
    {},
)
SMARTIES = Family(
    "smarties",
    "guessing",
    "holds",
    "answer",
    {
        "go": 3,
        "peep": 5,
        "steal_a_look": 2,
        "fill": 2,
        "swap": 2,
        "doze": 1,
        "rouse": 2,
        "whisper": 2,
        "pass_on": 2,
    },
    {
        "go": ("person", "place"),
        "peep": ("person", "thing"),
        "steal_a_look": ("person", "thing"),
        "fill": ("person", "thing", "box"),
        "swap": ("person", "thing", "box"),
        "doze": ("person",),
        "rouse": ("person", "person"),
        "whisper": ("person", "person", "thing", "box"),
        "pass_on": ("person", "person", "thing"),
    },
    {
        "person": ("peter", "anne", "mia", "tom"),
        "place": ("room", "hall"),
        "thing": ("tube", "tin"),
        "box": ("sweets", "pencils", "buttons"),
    },
    {
        "peter": "room",
        "anne": "room",
        "mia": "room",
        "tom": "hall",
        "tube": "pencils",
        "tin": "buttons",
    },
    {"tube": ("sweets", ["anne"]), "tin": ("buttons", [])},
)
FAMILIES = (SALLY, VAN, SMARTIES)
