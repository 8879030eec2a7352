"""How bodies stand: what a reader takes to be so of them, from what is told, and what is so.

Who was told to be thrown lies on the ground until they are told to get up. A deed that rests on
somebody's standing needs the deed that brought them to their feet, if a reader takes them to lie.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, Made, came_so, manner_of

Of: TypeAlias = tuple[str, str]  # somebody's id, and what of their body
Place: TypeAlias = tuple[float, int]  # a moment, and the place in the journal


@dataclass(frozen=True, slots=True)
class BodyChange:
    """What a deed made of a body.

    Attributes:
        at: when.
        value: what it made of it, "?" where a journal does not show it.
        shown: the deed by which that is told: the one that made it, or what set that off.
    """

    at: Place
    value: str
    shown: Deed


@dataclass(frozen=True, slots=True)
class Postures:
    """What became of bodies, each part in the order of time.

    Attributes:
        turns: what of whom to what was made of it.
        places: a deed's id to its place in the journal.
    """

    turns: Mapping[Of, Sequence[BodyChange]] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def changes(self) -> frozenset[str]:
        """The ids of the deeds by which it is told that a body came to stand otherwise."""
        return frozenset(one.shown.id for those in self.turns.values() for one in those)

    def lacking(self, deed: Deed, told: Collection[str], lexicon: Lexicon) -> Iterator[Deed]:
        """Yield the deeds without which a reader takes a body to stand otherwise than it does.

        Args:
            deed: what is told.
            told: the ids of all deeds that are told.
            lexicon: the words of the world.
        """
        for role, attribute in sorted(manner_of(lexicon, deed).asked):
            of = (deed.roles.get(role, ""), attribute)
            before = deed.begin, self.places.get(deed.id, 0)
            last = self._wrong(of, before, told, lexicon)
            if last:
                yield last.shown

    def mistaken(
        self, deeds: Collection[str], told: Collection[str], end: float, lexicon: Lexicon
    ) -> bool:
        """Whether a reader is left with a wrong picture of what some deeds changed.

        Args:
            deeds: the ids of those deeds.
            told: the ids of all deeds that are told.
            end: the moment at which the reader is left with it.
            lexicon: the words of the world.
        """
        changed = [
            of for of, those in self.turns.items() if any(t.shown.id in deeds for t in those)
        ]
        return any(self._wrong(of, (end, len(self.places)), told, lexicon) for of in changed)

    def _wrong(
        self, of: Of, before: Place, told: Collection[str], lexicon: Lexicon
    ) -> BodyChange | None:
        """Return what last became of it before a moment, if a reader takes it to be otherwise."""
        those = self.turns.get(of, ())
        last = those[: bisect_left(those, before, key=lambda one: one.at)]
        if not last or of[1] not in lexicon.bodies:
            return None
        if last[-1].value == "?" or last[-1].shown.id in told:
            return None
        heard = next((one.value for one in reversed(last) if one.shown.id in told), None)
        taken = lexicon.bodies[of[1]] if heard is None else heard
        return last[-1] if taken not in ("?", last[-1].value) else None


def postures(
    deeds: Sequence[Deed], lexicon: Lexicon, tellable: Collection[str] | None = None
) -> Postures:
    """Return what became of bodies, as far as a journal and its rules show it.

    Args:
        deeds: the journal.
        lexicon: the words of the world.
        tellable: the ids of the deeds that can be told; what another is told by set it off. None:
            all of them.
    """
    turns: dict[Of, list[BodyChange]] = {}
    places = {deed.id: place for place, deed in enumerate(deeds)}
    known = {deed.id: deed for deed in deeds}
    first: dict[tuple[str, float, frozenset[str]], Deed] = {}
    for place, deed in enumerate(deeds):
        for made in manner_of(lexicon, deed).made:
            if not _is_so(made, deed):
                continue
            value = deed.roles.get(made.role, "?") if made.role else made.value
            at = (deed.begin if made.begun else deed.end), place
            of = (deed.roles.get(made.whose, ""), made.attribute)
            silent = tellable is not None and deed.id not in tellable
            one = first.setdefault((deed.rule, deed.end, frozenset(deed.roles.values())), deed)
            shown = _set_off(deed, known) if silent else one  # two do it to each other
            turns.setdefault(of, []).append(BodyChange(at, value if made.sure else "?", shown))
    for those in turns.values():
        those.sort(key=lambda one: one.at)
    return Postures(turns, places)


def _set_off(deed: Deed, known: Mapping[str, Deed]) -> Deed:
    """Return what set off an event, at whose end it began."""
    causes = (known[key] for key in deed.causes if key in known)
    return next((one for one in causes if one.end == deed.begin and one.result == "done"), deed)


def _is_so(made: Made, deed: Deed) -> bool:
    """Whether a deed came as far as that, and had such outcomes."""
    if deed.result != "done" and not (made.begun and deed.result == "broken off"):
        return False
    return came_so(made.tests, deed)
