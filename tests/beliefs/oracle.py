"""Who saw what, and who saw whom see it: worked out from the moves of a story alone.

What somebody holds is the latest news that came to them. What they take another to hold is the
latest news of which they saw, heard or were told that it came to the other. Nothing else is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Move = tuple[str, ...]  # a rule, and who and what is in its roles
Pairs = Iterable[tuple[str, str]]
NOBODY_KNOWS = "?"


class News(NamedTuple):
    """That something is somewhere, as of when; to whom it came, and who takes whom to have it."""

    of: str
    where: str
    since: float
    to: frozenset[str]
    pairs: frozenset[tuple[str, str]]


class Deed(NamedTuple):
    """What can be told of: who put a thing somewhere, or whispered to whom where it is."""

    rule: str
    doer: str
    hearer: str
    of: str
    where: str
    when: float


class Oracle:
    """Knows all news of a story so far. Some things lie open: who comes sees whether they are."""

    def __init__(
        self,
        people: Iterable[str],
        where: Mapping[str, str],
        lie_open: Iterable[str],
        secrets: Mapping[str, tuple[str, list[str]]],
    ) -> None:
        self.people, self.where, self.lie_open = list(people), dict(where), list(lie_open)
        self.now, self.asleep, self.looks = 0.0, set[str](), dict[str, str]()
        self.memory: dict[str, list[Deed]] = {one: [] for one in self.people}
        everybody = frozenset((a, b) for a in self.people for b in self.people)
        self.log: list[News] = []
        for x, at in where.items():  # of a secret: what all others suppose, and who knows it
            seems, knowers = secrets.get(x, (at, self.people))
            self._news(x, seems, self.people, everybody)
            self._news(x, at, knowers, every(knowers))

    def held(self, mind: str, of: str) -> News:
        """Return the latest news that somebody has of something."""
        found = (n for n in reversed(self.log) if n.of == of and mind in n.to)
        return max(found, key=lambda n: n.since)

    def holds(self, mind: str, of: str) -> str:
        """Return where somebody holds something to be."""
        return self.where[of] if mind == of else self.held(mind, of).where

    def takes(self, mind: str, other: str, of: str) -> str:
        """Return where somebody takes another to hold something to be."""
        if other in (mind, of):
            return self.holds(mind, of)
        found = (n for n in reversed(self.log) if n.of == of and (mind, other) in n.pairs)
        return max(found, key=lambda n: n.since).where

    def move(self, now: float, rule: str, *roles: str) -> None:
        """Take in what is done next."""
        self.now = now
        getattr(self, f"_{rule}")(*roles)

    def _news(
        self, of: str, where: str, to: Iterable[str], pairs: Pairs, since: float | None = None
    ) -> None:
        when = self.now if since is None else since
        self.log.append(News(of, where, when, frozenset(to), frozenset(pairs)))

    def _awake(self, place: str) -> list[str]:
        return [x for x in self.people if self.where[x] == place and x not in self.asleep]

    def _outside(self, place: str) -> list[str]:
        return [x for x in self.people if self.looks.get(x) == place and x not in self.asleep]

    # going, and what lies open

    def _go(self, doer: str, to: str) -> None:
        self._leave([doer], to, self._awake(self.where[doer]) + self._awake(to))

    def _drive(self, doer: str, van: str, to: str) -> None:
        old = self.where[doer]
        places = self._awake(old), self._awake(to), self._outside(old), self._outside(to)
        saw = [*{x for some in places for x in some}]
        self._leave([doer, van], to, saw)
        for one in saw:
            self.memory[one].append(Deed("drive", doer, "", van, to, self.now))

    def _slip_away(self, doer: str, to: str) -> None:
        self._leave([doer], to, [])

    def _drive_off(self, doer: str, van: str, to: str) -> None:
        self._leave([doer, van], to, [])

    def _leave(self, who: list[str], to: str, saw: list[str]) -> None:
        """Let somebody (with something) go elsewhere; these see them do it."""
        doer, old = who[0], self.where[who[0]]
        stay, there = self._awake(old), self._awake(to)
        self.looks.pop(doer, None)
        at = {x: {self.where[x]} for x in self.people} | {doer: {old, to}}
        self.where.update(dict.fromkeys(who, to))
        self._look_round(doer)
        for x in who if saw else []:
            pairs = [(a, b) for a in saw for b in saw if b == doer or at[a] & at[b]]
            self._news(x, to, saw, [*pairs, *((a, doer) for a in saw)])
        if not saw:
            rest = [x for x in stay if x != doer]
            self._news(doer, NOBODY_KNOWS, rest, [(a, b) for a in stay for b in rest])
            self._news(doer, to, there, every([*there, doer]))
            for x in who[1:]:
                self._gone(x, old, rest, every(rest))
                self._news(x, to, there, every([*there, doer]))

    def _look_round(self, one: str) -> None:
        """Let somebody and those there see who and what is there, and each other see it."""
        place = self.where[one]
        pairs = [p for o in self._awake(place) if o != one for p in ((one, o), (o, one))]
        for x in [*self.people, *self.lie_open]:
            if self.where[x] == place:
                self._news(x, place, [one], pairs)
            else:
                self._gone(x, place, [one], pairs)

    def _gone(self, x: str, place: str, to: Iterable[str], pairs: Pairs) -> None:
        """Let those who look for something where it is not no longer hold it to be there."""
        fooled = [(a, b) for a, b in pairs if self.takes(a, b, x) == place]
        self._news(x, NOBODY_KNOWS, [a for a in to if self.holds(a, x) == place], fooled)

    def _look_through(self, doer: str, place: str) -> None:
        self.looks[doer] = place

    def _doze(self, doer: str) -> None:
        self.asleep.add(doer)

    def _rouse(self, doer: str, sleeper: str) -> None:
        self.asleep.discard(sleeper)
        self._look_round(sleeper)

    # what lies hidden

    def _put(self, doer: str, thing: str, box: str) -> None:
        here = self.where[doer]
        saw = self._awake(here) + self._outside(here)
        together = [(a, b) for a in saw for b in saw if self.where[a] == self.where[b]]
        self.where[thing] = box
        self._news(thing, box, saw, [*together, *((a, doer) for a in saw)])
        for one in saw:
            self.memory[one].append(Deed("put", doer, "", thing, box, self.now))

    def _hide(self, doer: str, thing: str, box: str) -> None:
        self.where[thing] = box
        self._news(thing, box, [doer], [])

    _fill, _swap = _put, _hide

    def _peep(self, doer: str, thing: str) -> None:
        """Let somebody look in; who sees that takes them to find what these suppose themselves."""
        for one in self._awake(self.where[doer]):
            self._news(thing, self.holds(one, thing), [], [(one, doer)] if one != doer else [])
        self._steal_a_look(doer, thing)

    def _steal_a_look(self, doer: str, thing: str) -> None:
        self._news(thing, self.where[thing], [doer], [])

    # telling

    def _say(self, doer: str, hearers: list[str], thing: str, at: str, aware: list[str]) -> None:
        """Let somebody say where something is, true or not; these are aware that the others hear.

        It is as old as the teller's own idea, if that is the same. Nobody believes it who sees how
        it is.
        """
        heard = [x for x in hearers if x not in self.asleep]
        if not heard:
            return
        own = self.held(doer, thing)
        since = own.since if own.where == at else self.now
        pairs = [(a, b) for a in [doer, *heard, *aware] for b in (doer, *heard) if a != b]
        trusting = [x for x in heard if not self._in_view(x, thing, at)]
        self._news(thing, at, trusting, self._by_words(pairs, thing, at), since)

    def _in_view(self, mind: str, thing: str, at: str) -> bool:
        """Whether somebody sees whether something is there."""
        near = thing in self.lie_open and self.where[mind] in (at, self.where[thing])
        return near and mind not in self.asleep

    def _by_words(self, pairs: Pairs, thing: str, at: str) -> list[tuple[str, str]]:
        """Leave out who sees how it is, and that the other sees it too."""
        near = {a for a in self.people if self._in_view(a, thing, at)}
        return [(a, b) for a, b in pairs if a not in near or self.where[a] != self.where[b]]

    def _whisper(self, doer: str, hearer: str, thing: str, at: str) -> None:
        self._say(doer, [hearer], thing, at, [])
        deed = Deed("whisper", doer, hearer, thing, at, self.now)
        for one in {doer, hearer} & {*self._awake(self.where[doer])}:
            self.memory[one].append(deed)

    _call = _whisper

    def _announce(self, doer: str, thing: str, at: str) -> None:
        here = self._awake(self.where[doer])
        self._say(doer, [x for x in here if x != doer], thing, at, here)

    def _pass_on(self, doer: str, hearer: str, thing: str) -> None:
        if self.holds(doer, thing) != NOBODY_KNOWS:
            here = self._awake(self.where[doer])
            self._say(doer, [hearer], thing, self.holds(doer, thing), here)

    def _confide(self, doer: str, hearer: str, other: str, thing: str) -> None:
        deed = self._latest(doer, "whisper", thing, other)
        knew = {deed.doer, deed.hearer}
        aware = {doer, hearer, other} & {*self._awake(self.where[doer])}
        pairs = [(hearer, x) for x in knew]
        pairs += [(a, b) for a in aware for b in (doer, hearer) if b in knew and a != b]
        if hearer not in self.asleep:
            self._news(thing, deed.where, [], self._by_words(pairs, thing, deed.where), deed.when)
            self._learn(hearer, deed)

    def _recount(self, doer: str, hearer: str, thing: str) -> None:
        deed = self._latest(doer, "drive" if thing in self.lie_open else "put", thing)
        pairs = [(doer, hearer), (hearer, doer), (hearer, deed.doer)]
        if hearer not in self.asleep:
            for x in [thing] if deed.rule == "put" else [thing, deed.doer]:
                self._news(x, deed.where, [hearer], pairs, deed.when)
            self._learn(hearer, deed)

    def _learn(self, mind: str, deed: Deed) -> None:
        if deed not in self.memory[mind]:
            self.memory[mind].append(deed)

    def _latest(self, mind: str, rule: str, thing: str, hearer: str = "") -> Deed:
        """Return the deed of this kind that somebody learned of last."""
        memory = reversed(self.memory[mind])
        return next(d for d in memory if (d.rule, d.hearer, d.of) == (rule, hearer, thing))


def every(some: Iterable[str]) -> list[tuple[str, str]]:
    """Return each two of some people."""
    return [(a, b) for a in some for b in some if a != b]
