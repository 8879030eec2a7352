"""What there is in a generated world: kinds, choices, meanings, attributes and quantities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.compile.world_effects import FADED, INDENT, Effects
from tests.compile.world_scope import Attribute, Scope
from tests.compile.world_words import REFS

TYPES = ("Level", "Lean", "Amount", "int", "bool", "Mood", "Character", "Place", "Moment", "Span")
KNOWN = ("known", "private", "visible", "private", "shown")
DEFAULTS = {"Level": "0.4", "Lean": "-0.2", "Amount": "1.5", "int": "2", "bool": "False"}
DEFAULTS |= {"Mood": "calm", "Moment": "never", "Span": "minutes(4)", **REFS}


@dataclass
class Kinds(Effects):
    """Declares what a world has, as lines."""

    lines: list[str] = field(default_factory=list)

    def add(self, head: Iterable[str], body: Iterable[str]) -> None:
        """Add a class or a rule."""
        self.lines += ["", "", *head, *(INDENT + line for line in body)]

    def rule(self, mark: str, word: str, roles: dict[str, str], body: Iterable[str]) -> None:
        """Add a rule; roles without a kind are taken over by name. Only few are born."""
        body = list(body)
        if any("born(Character" in line for line in body):
            body.insert(1, f"when(count(x for x in Character) < {self.one((6, 7, 8, 90))})")
        said = ", ".join(f"{role}: {kind}" if kind else role for role, kind in roles.items())
        self.add([f"@{mark}", f"def {word}({said}):"], body)

    # what there is ----------------------------------------------------------------------------

    def kinds(self) -> None:
        """Declare kinds, choices and meanings."""
        self.add(["class Mood(Choice):"], ["calm, cross, merry"])
        for word in ("Slight", "Favour")[: 1 + self.below(2)]:
            self.meanings[word] = {"by": "Character", "to": "Character", "size": "Level"}
            self.add([f"class {word}(Deed):"], ["by: Character", "to: Character", "size: Level"])
        self.attributes += [
            Attribute("Character", "place", "Place", "visible"),
            Attribute("Office", "holder", "Character", "known"),
        ]
        office = ["holder: Character = known(nobody)", *self.attribute("Office", 2)]
        self.add(["class Office:"], office)
        self.attributes += [
            Attribute("Letter", "reader", "Character", "visible"),
            Attribute("Letter", "place", "Place", "visible"),
        ]
        letter = ["reader: Character = visible(nobody)", "place: Place = visible(nowhere)"]
        letter += self.attribute("Letter", 2)
        self.add([f"class Letter(room={self.one((80, 80, 80, 3))}):"], letter)
        room = f"(room={self.one((20, 20, 3))})" * self.bodies
        self.add([f"class Character{room}:"], self.attribute("Character", 4 + self.below(6)))
        if self.maybe(2):
            self.add(["class Place:"], self.attribute("Place", 1))

    def attribute(self, kind: str, count: int) -> list[str]:
        """Declare attributes of a kind."""
        lines = []
        for _ in range(count):
            type_, who = self.one(TYPES), self.one(KNOWN)
            if who == "shown" and kind == "Office":  # it is nowhere, and never seen
                who = "visible"
            toward = type_ in (*FADED, "bool", "int", "Span") and self.maybe(3)
            key = self.one(("Character", "Office", "Place")) if toward else ""
            named = [f"half_life=minutes({self.one((20, 3))})"] * self.below(2)
            if type_ not in FADED or who not in ("private", "shown"):
                named = []
            guess = who == "private" and type_ in FADED and self.maybe(2)
            if guess:
                named.append(f"guess={self.one(('own', '0.3')) if kind == 'Character' else '0.3'}")
            if who == "private" and key == kind and self.maybe(2):
                named.append(f"self={DEFAULTS[type_]}")
            word = self.fresh(type_[:2].lower())
            said = ", ".join([DEFAULTS[type_], *named])
            lines.append(f"{word}: {type_}{f'[{key}]' if key else ''} = {who}({said})")
            self.attributes.append(Attribute(kind, word, type_, who, key, guess))
        return lines

    def reckonings(self) -> None:
        """Add quantities: the world's own, and some that the engine asks."""
        for _ in range(self.below(3)):
            word = self.fresh("q")
            scope = Scope("mind", {"mind": "Character"}, intimate=True)
            body = [f"return {self.number(scope)}"]
            if self.maybe(2):
                body = [f"if {self.truth(scope)}:", f"{INDENT}return {self.number(scope)}", *body]
            self.add([f"def {word}(mind: Character) -> Level:"], body)
            self.quantities[word] = "Level"
        scope = Scope("mind", {"mind": "Character", "who": "Character"}, intimate=True)
        asked: dict[str, tuple[str, Callable[[], str]]] = {
            "pace(mind: Character) -> Span": (
                "pace",
                lambda: f"minutes(1) + minutes(3) * ({self.truth(scope_of_one, 0)})",
            ),
            "sees(mind: Character, who: Character) -> bool": (
                "sees",
                lambda: f"mind.place == who.place and not ({self.truth(scope, 0)} and mind == who)",
            ),
            "awake(mind: Character) -> bool": (
                "awake",
                lambda: f"not ({self.truth(scope_of_one, 0)} and time_of_day() > hours(7))",
            ),
            "credence(mind: Character, who: Character) -> Level": (
                "credence",
                lambda: f"clip(0.3 + {self.number(scope, 1)}, 0, 1)",
            ),
            "obstruction(mind: Character, place: Place) -> Amount": (
                "obstruction",
                lambda: f"abs({self.number(scope_of_one, 1)})",
            ),
        }
        scope_of_one = Scope("mind", {"mind": "Character"}, intimate=True)
        for head, (_, make) in asked.items():
            if self.maybe(5):
                self.add([f"def {head}:"], [f"return {make()}"])
