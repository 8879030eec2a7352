"""What the rules of generated worlds change: every effect, and no more than can be retold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.compile.world_scope import Attribute, Scope
from tests.compile.world_words import MOODS, REFS, Words

INDENT = "    "
FADED = ("Level", "Lean", "Amount")


@dataclass
class Room:
    """What a rule may still do."""

    mark: str
    outcomes: int = 4  # that a deed is remembered with
    open: bool = True  # whether it may write what minds have a picture of
    loop: bool = False
    depth: int = 0
    saying: list[str] = field(default_factory=list)


@dataclass
class Effects(Words):
    """Makes the statements of rules."""

    events: dict[str, dict[str, str]] = field(default_factory=dict)  # → role → kind
    means: list[str] = field(default_factory=list)  # meanings that no event follows by itself
    bodies: bool = False  # whether people can be born, go, mask themselves and be known

    def effects(self, scope: Scope, room: Room, most: int) -> list[str]:
        """Return statements in a row."""
        lines: list[str] = []
        for _ in range(1 + self.below(most)):
            made, scope = self.effect(scope, room)
            lines += made
        return lines

    def effect(self, scope: Scope, room: Room) -> tuple[list[str], Scope]:
        """Return one statement, and what can be named after it."""
        ways: list[Callable[[], list[str]]] = [lambda: self.write(scope, room)] * 6
        if room.depth < 2:
            ways += [lambda: self.branch(scope, room)] * 2
            if not room.loop:
                ways.append(lambda: self.loop(scope, room))
        if room.mark in ("action", "event") and not room.loop:
            if room.outcomes > 0 and room.depth == 0 and self.maybe(4):
                return self.throw(scope, room)
            ways += [lambda: self.done(scope, room)] * 3
        if room.mark == "inference" and self.bodies and scope.of("Character") != ["mind"]:
            ways += [lambda: [f"reveal({self.one(scope.of('Character')[1:])})"]] * 3
        if room.depth == 0 and not room.loop and self.maybe(8):
            word = self.fresh("l")
            kind, value = self.one((("Level", self.number(scope)), ("int", self.whole(scope))))
            return [f"{word} = {value}"], scope.valued(word, kind)
        return self.one(ways)(), scope

    # attributes -------------------------------------------------------------------------------

    def writable(self, scope: Scope, room: Room) -> list[tuple[Attribute, str]]:
        """Return what can be written: an attribute, and whose."""
        found = []
        for a in self.attributes:
            owners = ["mind"] if room.mark == "appraisal" else scope.of(a.kind)
            fits = not a.key or bool(scope.of(a.key))
            if a.word == "place" and room.mark != "inference":
                fits = False  # who goes where is told by the ways
            if room.mark == "appraisal":
                fits = fits and a.who in ("private", "shown") and a.kind == "Character"
            if room.mark == "inference":
                fits = fits and a.who != "shown"
            elif a.open and not room.open:
                fits = False
            found += [(a, owner) for owner in owners if fits]
        return found

    def write(self, scope: Scope, room: Room) -> list[str]:
        """Return the change of an attribute."""
        found = self.writable(scope, room)
        if not found:
            return ["pass"]
        a, owner = self.one(found)
        target = f"{owner}.{a.word}" + (f"[{self.one(scope.of(a.key))}]" if a.key else "")
        told = a.open and room.mark in ("action", "event")
        if told and (room.loop or room.outcomes <= 0):
            return [f"{target} = {self.steady(a, scope)}"]
        if told:
            room.outcomes -= 1
        return [f"{target} {self.changed(a, scope)}"]

    def changed(self, a: Attribute, scope: Scope) -> str:
        """Return an operator and a value of the attribute's type."""
        match a.type:
            case "int":
                if self.maybe(8):
                    return f"= {self.whole(scope)} * {self.whole(scope)} * 99999999999"
                return f"{self.one(('+=', '-=', '='))} {self.whole(scope)}"
            case "bool":
                return f"= {self.truth(scope)}"
            case "Mood":
                made = f"{self.one(MOODS)} if {self.truth(scope)} else {self.one(MOODS)}"
                return f"= {made}" if self.maybe(2) else f"= {self.one(MOODS)}"
            case "Moment":
                return f"= {self.moment(scope)}" if self.maybe(2) else f"+= {self.span(scope)}"
            case "Span":
                return f"{self.one(('=', '+=', '-='))} {self.span(scope)}"
            case kind if kind in REFS:
                return f"= {self.ref(scope, kind)}"
        if self.maybe(2):
            return f"= {self.number(scope)}"
        return f"{self.one(('+=', '-='))} 0.2 * ({self.number(scope)})"

    # within -----------------------------------------------------------------------------------

    def branch(self, scope: Scope, room: Room) -> list[str]:
        """Return an `if`; what it decides is an outcome too where minds must retell it."""
        was = room.open
        if room.mark in ("action", "event") and room.open:
            room.open = not room.loop and room.outcomes > 1
            room.outcomes -= room.open
        room.depth += 1
        made = [f"if {self.truth(scope, 2)}:", *self.inner(scope, room)]
        if self.maybe(2):
            if self.maybe(2) and (room.mark not in ("action", "event") or room.outcomes > 0):
                room.outcomes -= 1
                made += [f"elif {self.truth(scope)}:", *self.inner(scope, room, 1)]
            made += ["else:", *self.inner(scope, room)]
        room.depth -= 1
        room.open = was
        return made

    def inner(self, scope: Scope, room: Room, most: int = 2) -> list[str]:
        """Return statements that stand further in."""
        return [INDENT + line for line in self.effects(scope, room, most)]

    def loop(self, scope: Scope, room: Room) -> list[str]:
        """Return a `for` over the members of a kind."""
        x, kind = self.fresh("x"), self.one(("Character", "Office", "Place"))
        room.loop, room.depth = True, room.depth + 1
        made = [f"for {x} in {kind}:", *self.inner(scope.further(x, kind), room)]
        room.loop, room.depth = False, room.depth - 1
        return made

    # what only deeds do -----------------------------------------------------------------------

    def throw(self, scope: Scope, room: Room) -> tuple[list[str], Scope]:
        """Return an outcome, and the scope in which it has a name."""
        word = self.fresh("o")
        room.outcomes -= 1
        x = self.fresh("x")
        weight = f", weight={self.number(scope.further(x, 'Character'), 1)}" * self.below(2)
        one, like = self.one(scope.of("Character") or ["nobody"]), self.below(3)
        born = f"born(Character{f', like={one}' * bool(like)})"
        made, kind = self.one(
            (
                *[(born, "Character")] * (2 * self.bodies),
                (f"chance({self.number(scope, 1)})", "bool"),
                (f"contest({self.number(scope, 1)}, {self.number(scope, 1)})", "bool"),
                (f"between({self.number(scope, 0)}, {self.number(scope, 1)})", "Level"),
                (f"pick(({x} for {x} in Character){weight})", "Character"),
                (f"pick(({x} for {x} in Place))", "Place"),
                ("born(Letter)", "Letter"),
            )
        )
        if kind in REFS:
            return [f"{word} = {made}"], scope.further(word, kind)
        return [f"{word} = {made}"], scope.valued(word, kind)

    def done(self, scope: Scope, room: Room) -> list[str]:
        """Return an effect that is a call."""
        people = scope.of("Character")
        if not people:
            return self.write(scope, room)
        ways: list[Callable[[], str]] = []
        if room.mark == "action":
            ways += [
                lambda: f"inform({self.one(people)}, {self.news(scope)})",
                lambda: f"inform({self.one(people)}, {self.news(scope)})",
                lambda: self.said(scope, room),
            ]
        if self.means and room.outcomes > 0:
            ways += [lambda: self.meant(people, room)] * 2
        later = [w for w, roles in self.events.items() if all(map(scope.of, roles.values()))]
        if later:
            ways.append(lambda: self.later(scope, self.one(later)))
        ways += [
            lambda: f"look({self.one(people)}, {self.read(scope, 'actor.place', *REFS, 'int')})",
            lambda: f"foil({self.one(people)})",
        ]
        if self.bodies:
            ways += [lambda: self.unlike(scope, people)] * (4 + 4 * bool(scope.of("Letter")))
        return [self.one(ways)()]

    def unlike(self, scope: Scope, people: list[str]) -> str:
        """Return a change of who is taken for whom, or of who is there."""
        who = self.one(people)
        letters = scope.of("Letter")
        if letters and not self.maybe(4):
            return f"gone({self.one(letters)})"
        likes = [*people, "nobody", who, self.ref(scope, "Character", 0)]
        return self.one((f"disguise({who}, {self.one(likes)})", f"reveal({who})", f"gone({who})"))

    def news(self, scope: Scope) -> str:
        """Return what one tells: a deed, true or not, or one's own idea of something."""
        memories = scope.of("Deed")
        if memories and self.maybe(2):
            return self.one(memories)
        if memories and self.maybe(3):
            return f"not {self.one(memories)}"
        if self.maybe(3):
            return self.claim(scope, made=True)
        if self.maybe(3):
            others = Scope("", {w: kind for w, kind in scope.roles.items() if kind != "Deed"})
            return self.read(others, "actor.place", "Place", "Level", "bool", "int")
        return self.pattern(scope).replace("meets(None, None, None)", "walk(None, None)")

    def meant(self, people: list[str], room: Room) -> str:
        """Return a meaning of the deed."""
        room.outcomes -= 1
        size = self.one(("0.5", "1", "0.1"))
        return f"means({self.one(self.means)}({self.one(people)}, {self.one(people)}, {size}))"

    def later(self, scope: Scope, word: str) -> str:
        """Return an event, after a time."""
        args = ", ".join(self.one(scope.of(kind)) for kind in self.events[word].values())
        return f"later({word}({args}), after={self.span(scope)})"

    def said(self, scope: Scope, room: Room) -> str:
        """Return words spoken aloud."""
        who = [w for w in scope.of("Character") if not w[-1].isdigit()]
        room.saying.append("")
        return f'say({self.one(who)}, "Well, {{{self.one(who)}}}.")'
