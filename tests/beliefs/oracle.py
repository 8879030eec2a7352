"""Who saw what, and who saw whom see it: worked out from the moves of a story alone.

What somebody holds is the latest news that came to them. What they take another to hold is the
latest news of which they saw, heard or were told that it came to the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Move = tuple[str, ...]  # a rule, and who and what is in its roles


class News(NamedTuple):
    """That something is so, as of when; to whom it came, and who takes whom to have had it."""

    of: str
    value: str
    since: float
    to: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class Deed(NamedTuple):
    """What can be told of: who put a thing somewhere, or whispered to whom where it is."""

    rule: str
    doer: str
    hearer: str
    of: str
    value: str
    when: float


class Oracle:
    """Knows all news of a story so far. `place` is of people and boxes, `inside` of things."""

    def __init__(self, people: Iterable[str], place: dict[str, str], inside: dict[str, str]):
        self.people, self.place, self.inside = list(people), dict(place), dict(inside)
        self.asleep: set[str] = set()
        self.looks: dict[str, str] = {}
        self.memory: dict[str, list[Deed]] = {one: [] for one in self.people}
        everybody = [(a, b) for a in self.people for b in self.people]
        self.log = [
            News(of, value, 0.0, frozenset(self.people), frozenset(everybody))
            for of, value in inside.items()
        ]

    def holds(self, mind: str, of: str) -> News:
        """Return what somebody holds."""
        found = [one for one in self.log if one.of == of and mind in one.to]
        return max(reversed(found), key=lambda one: one.since)

    def takes(self, mind: str, other: str, of: str) -> str:
        """Return what somebody takes another to hold."""
        found = [one for one in self.log if one.of == of and (mind, other) in one.pairs]
        return max(reversed(found), key=lambda one: one.since).value

    def move(self, now: float, rule: str, doer: str, *roles: str) -> None:
        """Take in what is done next."""
        getattr(self, rule)(now, doer, *roles)

    def awake_at(self, place: str) -> list[str]:
        return [x for x in self.people if self.place[x] == place and x not in self.asleep]

    def come(
        self, of: str, value: str, since: float, to: Iterable[str], pairs: Iterable[tuple[str, str]]
    ) -> None:
        """Let news come to some people."""
        self.log.append(News(of, value, since, frozenset(to), frozenset(pairs)))

    def go(self, now: float, doer: str, to: str) -> None:
        self.place[doer] = to
        self.looks.pop(doer, None)

    slip_away = go

    def look_through(self, now: float, doer: str, place: str) -> None:
        self.looks[doer] = place

    def doze(self, now: float, doer: str) -> None:
        self.asleep.add(doer)

    def rouse(self, now: float, doer: str, sleeper: str) -> None:
        self.asleep.discard(sleeper)

    def put(self, now: float, doer: str, thing: str, box: str) -> None:
        here = self.place[doer]
        outside = [x for x in self.people if self.looks.get(x) == here and x not in self.asleep]
        saw = [*self.awake_at(here), *outside]
        pairs = [
            (a, b) for a in saw for b in saw if b == doer or self.place[a] == self.place[b]
        ]
        self.inside[thing] = box
        self.come(thing, box, now, saw, pairs)
        for one in saw:
            self.memory[one].append(Deed("put", doer, "", thing, box, now))

    def hide(self, now: float, doer: str, thing: str, box: str) -> None:
        self.inside[thing] = box
        self.come(thing, box, now, [doer], [])

    def said(self, now: float, doer: str, thing: str, box: str) -> float:
        """Return as of when a claim is: as the teller's own idea, if that is the same."""
        own = self.holds(doer, thing)
        return own.since if own.value == box else now

    def whisper(self, now: float, doer: str, hearer: str, thing: str, box: str) -> None:
        both, deed = {doer, hearer} - self.asleep, Deed("whisper", doer, hearer, thing, box, now)
        if hearer in both:
            pairs = [(doer, hearer), (hearer, doer)]
            self.come(thing, box, self.said(now, doer, thing, box), [hearer], pairs)
        for one in both:
            self.memory[one].append(deed)

    def pass_on(self, now: float, doer: str, hearer: str, thing: str) -> None:
        own, here = self.holds(doer, thing), self.awake_at(self.place[doer])
        if hearer in here:
            pairs = [(a, b) for a in here for b in (doer, hearer)]
            self.come(thing, own.value, own.since, [hearer], pairs)

    def announce(self, now: float, doer: str, thing: str, box: str) -> None:
        here = self.awake_at(self.place[doer])
        hearers = [one for one in here if one != doer]
        if hearers:
            since = self.said(now, doer, thing, box)
            self.come(thing, box, since, hearers, [(a, b) for a in here for b in here])

    def confide(self, now: float, doer: str, hearer: str, other: str, thing: str) -> None:
        deed = self.latest(doer, "whisper", thing, other)
        if hearer not in self.asleep:
            both = [(doer, hearer), (hearer, doer)]
            pairs = [(a, b) for a in (doer, hearer) for b in (deed.hearer, deed.doer)]
            told = [(a, b) for a, b in pairs if (a, b) in both or a == hearer]
            self.come(thing, deed.value, deed.when, [], told)
            self.learns(hearer, deed)

    def recount(self, now: float, doer: str, hearer: str, thing: str) -> None:
        deed = self.latest(doer, "put", thing)
        if hearer not in self.asleep:
            pairs = [(doer, hearer), (hearer, doer), (hearer, deed.doer)]
            self.come(thing, deed.value, deed.when, [hearer], pairs)
            self.learns(hearer, deed)

    def latest(self, mind: str, rule: str, thing: str, hearer: str = "") -> Deed:
        """Return the deed of which somebody learned last."""
        memory = reversed(self.memory[mind])
        return next(d for d in memory if (d.rule, d.hearer, d.of) == (rule, hearer, thing))

    def learns(self, mind: str, deed: Deed) -> None:
        if deed not in self.memory[mind]:
            self.memory[mind].append(deed)
