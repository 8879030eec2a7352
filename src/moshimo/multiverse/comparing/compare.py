"""Two journals of one seed → what differs: what is only here, only there, and what came otherwise.

Deeds have ids made of luck, roles, beginning and repetition, so the same id is the same deed. What
is left on both sides is matched by rule and roles, in order: the same done at another time.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.lines import line_of

Side: TypeAlias = Literal["base", "fork"]
Aspect: TypeAlias = Literal["outcome", "result", "place", "time", "words", "witnesses"]

LATER = 3600.0  # seconds: what is done so much later, and more than once, is not the same any more


@dataclass(frozen=True, slots=True)
class Changed:
    """A deed that is done in both universes, but not in the same way.

    Attributes:
        base: as it went in the first.
        fork: as it went in the second.
        ways: in what they differ; "time" is the beginning or the end.
    """

    base: Deed
    fork: Deed
    ways: tuple[Aspect, ...]

    @property
    def begin(self) -> float:
        """When the sooner of the two began."""
        return min(self.base.begin, self.fork.begin)

    @property
    def mild(self) -> bool:
        """Whether it only came sooner or later, or before others."""
        return not {"outcome", "result", "place", "words"} & {*self.ways}


Differing: TypeAlias = "Deed | Changed"


@dataclass(frozen=True, repr=False)
class Comparison:
    """What differs between two universes of one seed.

    Attributes:
        until: up to this moment, in seconds since the start, all is the same; infinite if nothing
            differs.
        only_base: deeds of the first that the second has not, in the order in which they began.
        only_fork: deeds of the second that the first has not.
        changed: deeds of both that went otherwise, in that order.
        shared: how many deeds are the same in both.
    """

    until: float
    only_base: tuple[Deed, ...]
    only_fork: tuple[Deed, ...]
    changed: tuple[Changed, ...]
    shared: int
    _sides: Mapping[str, Side | Changed] = field(default_factory=dict, repr=False, compare=False)

    __repr__ = line_of

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.only_base or self.only_fork or self.changed)

    @cached_property
    def differences(self) -> tuple[tuple[float, Side | None, Differing], ...]:
        """All of them as they began: when, on which side (None: both), and what."""
        every: list[tuple[float, Side | None, Differing]] = [
            *((_first_apart(one), None, one) for one in self.changed),
            *((deed.begin, "base", deed) for deed in self.only_base),
            *((deed.begin, "fork", deed) for deed in self.only_fork),
        ]
        return tuple(sorted(every, key=_order))

    @property
    def first(self) -> tuple[float, Side | None, Differing] | None:
        """The first difference: when, on which side (None: both), and what."""
        return self.differences[0] if self.differences else None

    def side(self, id_: str) -> Side | Changed | None:
        """Whose a deed is that differs; None if it is the same in both."""
        return self._sides.get(id_)


def compare(base: Sequence[Deed], fork: Sequence[Deed]) -> Comparison:
    """Return what differs between two journals, as they were written, of one world and seed."""
    start = _alike(base, fork)
    here = {deed.id: deed for deed in base[start:]}
    there = {deed.id: deed for deed in fork[start:]}
    both = [(deed, there[key]) for key, deed in here.items() if key in there]
    once = _once(base) & _once(fork)
    pairs = [*both, *_moved(here, there, once)]
    changed = [Changed(one, other, ways) for one, other in pairs if (ways := _ways(one, other))]
    paired = {deed.id for pair in pairs for deed in pair}
    only_base = sorted((deed for key, deed in here.items() if key not in paired), key=_begun)
    only_fork = sorted((deed for key, deed in there.items() if key not in paired), key=_begun)
    times = [deed.begin for deed in (*only_base, *only_fork)]
    times += [_first_apart(one) for one in changed]
    sides: dict[str, Side | Changed] = {
        **{deed.id: "base" for deed in only_base},
        **{deed.id: "fork" for deed in only_fork},
        **{key: one for one in changed for key in (one.base.id, one.fork.id)},
    }
    return Comparison(
        min(times, default=float("inf")),
        tuple(only_base),
        tuple(only_fork),
        tuple(
            sorted(changed, key=lambda one: (one.begin, one.base.rule, *one.base.roles.values()))
        ),
        start + len(pairs) - len(changed),
        sides,
    )


def _alike(base: Sequence[Deed], fork: Sequence[Deed]) -> int:
    """How many deeds, as far as a universe's hash knows, are the same from the beginning on."""
    for count, (one, other) in enumerate(zip(base, fork, strict=False)):
        if one is not other and (one.id != other.id or _ways(one, other)):
            return count
    return min(len(base), len(fork))


def _ways(one: Deed, other: Deed) -> tuple[Aspect, ...]:
    """In what two deeds of one rule and roles differ."""
    tests: tuple[tuple[Aspect, bool], ...] = (
        ("result", one.result != other.result or one.failed != other.failed),
        ("outcome", one.result == other.result and one.outcomes != other.outcomes),
        ("place", one.place != other.place),
        ("time", one.begin != other.begin or one.end != other.end),
        ("words", one.said != other.said),
        ("witnesses", one.witnesses != other.witnesses),
    )
    return tuple(way for way, differs in tests if differs)


def _once(deeds: Sequence[Deed]) -> set[tuple[str, ...]]:
    """The rules and roles of what is done once in a universe."""
    often = Counter((deed.rule, *deed.roles.values()) for deed in deeds)
    return {key for key, count in often.items() if count == 1}


def _moved(
    base: Mapping[str, Deed], fork: Mapping[str, Deed], once: Collection[tuple[str, ...]]
) -> list[tuple[Deed, Deed]]:
    """Pairs of deeds with the same rule and roles, of those whose ids are in one universe only.

    What is done `once` in each universe is the same, however much later. A role may hold a deed;
    so what is said of a deed is matched once that deed is.
    """
    here = [deed for key, deed in base.items() if key not in fork]
    there = [deed for key, deed in fork.items() if key not in base]
    twins: dict[str, str] = {}  # the fork's deed to the base's
    found: list[tuple[Deed, Deed]] = []
    while True:
        ours, theirs = _by_roles(here, {}), _by_roles(there, twins)
        new = [
            pair
            for key in ours
            if key in theirs
            for pair in near(ours[key], theirs[key], math.inf if key in once else LATER)
        ]
        if not new:
            return found
        found += new
        twins |= {other.id: one.id for one, other in new}
        known = {deed.id for pair in new for deed in pair}
        here = [deed for deed in here if deed.id not in known]
        there = [deed for deed in there if deed.id not in known]


def _by_roles(deeds: Sequence[Deed], twins: Mapping[str, str]) -> dict[tuple[str, ...], list[Deed]]:
    found: dict[tuple[str, ...], list[Deed]] = defaultdict(list)
    for deed in sorted(deeds, key=_begun):
        roles = (twins.get(role, role) for role in deed.roles.values())
        found[(deed.rule, *roles)].append(deed)
    return found


def near(
    base: Sequence[Deed], fork: Sequence[Deed], most: float = LATER
) -> list[tuple[Deed, Deed]]:
    """Pairs of those that are each the nearest in time to the other, and at `most` so far apart.

    Pairs never cross, and are the same whichever row comes first.
    """
    here, there = [deed.begin for deed in base], [deed.begin for deed in fork]
    found = []
    for place, one in enumerate(base):
        nearest = _nearest(one.begin, there)
        back = _nearest(there[nearest], here)
        if back == place and abs(there[nearest] - one.begin) <= most:
            found.append((one, fork[nearest]))
    return found


def _nearest(time: float, times: Sequence[float]) -> int:
    """The place of the time that lies nearest, the sooner of two."""
    after = bisect_left(times, time)
    if after == 0 or (after < len(times) and times[after] - time < time - times[after - 1]):
        return after
    return bisect_left(times, times[after - 1])


def _begun(deed: Deed) -> tuple[float, float, str, tuple[str, ...]]:
    return deed.begin, deed.end, deed.rule, tuple(deed.roles.values())


def _first_apart(one: Changed) -> float:
    """From when on a changed deed is not the same any more."""
    if one.base.begin != one.fork.begin:
        return one.begin
    return min(one.base.end, one.fork.end)


def _order(item: tuple[float, Side | None, Differing]) -> tuple[float, str, str, str]:
    time, side, what = item
    deed = what.fork if isinstance(what, Changed) else what
    return time, side or "in both", deed.rule, deed.id
