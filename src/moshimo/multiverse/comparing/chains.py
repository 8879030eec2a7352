"""Why something differs between two universes: from each difference back to what was changed.

A deed names the deeds that last wrote what it read. A chain goes from difference to difference, in
each universe's own journal, until the change itself. Such a link is *proved*: one deed read what
the other wrote. Where no deed was read, a chain goes on by what must be supposed: a person did one
thing instead of another; what they did before made them come elsewhere, later, or with other dice;
they answered what they had just seen. Those links are marked as not proved, and a chain makes
detours to do without them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.multiverse.causes.doings import Doings, doer_of, doings
from moshimo.multiverse.causes.shortest import shortest
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side

Word: TypeAlias = Literal["because", "since not", "instead of", "upon", "after"]
Node: TypeAlias = tuple[Side, str]

SUPPOSED = 4  # how many proved steps one counts for that is not
LATER = 2  # how many steps it counts for that a deed was merely done later
CHANGE = ""  # the id of what was changed itself


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a chain: what a difference comes of.

    Attributes:
        word: because (it read what that wrote), since not (it read what that wrote, which did not
            happen in the fork), instead of, upon (it had just perceived it), after.
        side: in whose journal the deed stands.
        id: the deed that it comes of; "" for the change itself.
        proved: whether it is known from what was read, and not supposed.
        mild: whether that deed is done in both, only sooner or later, or before others.
    """

    word: Word
    side: Side
    id: str
    proved: bool
    mild: bool = False


Chain: TypeAlias = tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two universes: its deeds, and which had added before to what a deed adds to."""

    word: Side
    doings: Doings
    sums: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Touched:
    """What hangs on the fork's change itself: for certain, or as it seems."""

    mark: str
    roots: frozenset[str]
    likely: frozenset[str]


def chains(
    comparison: Comparison,
    base: Sequence[Deed],
    fork: Sequence[Deed],
    mark: str = "",
    roots: Collection[str] = (),
    likely: Collection[str] = (),
    sums: Mapping[Side, Mapping[str, Sequence[str]]] = MappingProxyType({}),
) -> dict[Node, Chain]:
    """Return each difference's chain back to the change: side and id of a deed → its links.

    The shortest there is; a link that is not proved counts for several. What is not there has none.

    Args:
        comparison: of the two.
        base: the first universe's deeds.
        fork: the second's.
        mark: the id that stands among the causes of what read something that the fork wrote.
        roots: ids of deeds that the fork itself prevented or made. What differs first of all is
            the fork's as well: nothing else is different by then.
        likely: ids of deeds whose rules read what the fork changed.
        sums: by side and id, the deeds that had added before to what a deed adds to.
    """
    firsts = frozenset(
        deed.id
        for time, _, what in comparison.differences
        if time == comparison.until
        for deed in ((what.base, what.fork) if isinstance(what, Changed) else (what,))
    )
    touched = _Touched(mark, firsts.union(roots), frozenset(likely))

    def differs(id_: str) -> bool:
        return comparison.side(id_) is not None

    sides = (
        _Side("base", doings(base, differs), sums.get("base", {})),
        _Side("fork", doings(fork, differs), sums.get("fork", {})),
    )
    before: dict[Node, list[tuple[Link, Node]]] = defaultdict(list)
    for own, other in (sides, sides[::-1]):
        for deed in own.doings.deeds.values():
            if not differs(deed.id):
                continue
            node = node_of(own.word, deed.id, comparison)
            for link in _links(deed, own, other, comparison, touched):
                before[node_of(link.side, link.id, comparison)].append((link, node))
    return shortest(before, ("fork", CHANGE), _length)


def node_of(side: Side, id_: str, comparison: Comparison) -> Node:
    """Under what the chain of a deed stands: of one that is in both, the fork's."""
    found = comparison.side(id_)
    return ("fork", found.fork.id) if isinstance(found, Changed) else (side, id_)


def _length(link: Link) -> int:
    """Return how many proved steps a link counts for; a supposed change is the last resort."""
    if link.proved:
        return LATER if link.mild else 1
    return SUPPOSED if link.id else 2 * SUPPOSED


def _links(
    deed: Deed, own: _Side, other: _Side, comparison: Comparison, touched: _Touched
) -> Iterator[Link]:
    """All that a deed that differs may come of."""
    if deed.id in touched.roots or touched.mark in deed.causes:
        yield Link("because", "fork", CHANGE, proved=True)
    elif deed.id in touched.likely:
        yield Link("after", "fork", CHANGE, proved=False)
    word: Word = "because" if own.word == "fork" else "since not"
    twin = comparison.side(deed.id)
    adds = isinstance(twin, Changed) and "outcome" in twin.ways  # it came to another sum
    for cause in (*deed.causes, *(own.sums.get(deed.id, ()) if adds else ())):
        found = comparison.side(cause)
        if cause in own.doings.deeds and found is not None:
            mild = isinstance(found, Changed) and found.mild
            yield Link(word, own.word, cause, proved=True, mild=mild)
    yield from _supposed(deed, own, other, comparison)


def _supposed(deed: Deed, own: _Side, other: _Side, comparison: Comparison) -> Iterator[Link]:
    """What it may come of as far as can be told from who did and perceived what when."""
    doer = doer_of(deed)
    found: list[tuple[Word, _Side, Deed | None]] = []
    if doer:
        found += [
            ("instead of", other, other.doings.at_the_time(deed, doer)),
            ("upon", own, own.doings.just_perceived(deed, doer)),
        ]
    people = dict.fromkeys((doer,) if doer else deed.roles.values())
    found += [
        ("after", side, side.doings.before(deed, who)) for side in (own, other) for who in people
    ]
    twin = comparison.side(deed.id)
    if isinstance(twin, Changed) and "outcome" in twin.ways:  # it may add to what they came to
        found += [("after", own, summed) for summed in own.doings.of_the_same(deed, doer)]
    if isinstance(twin, Changed) and twin.ways == ("witnesses",):  # somebody was elsewhere
        apart = sorted({*twin.base.witnesses} ^ {*twin.fork.witnesses})
        found += [("after", own, own.doings.before(deed, who)) for who in apart]
    for word, side, cause in found:
        if cause is not None:
            yield Link(word, side.word, cause.id, proved=False)
