"""Why something differs between two universes: from each difference back to what was changed.

A deed names the deeds that last wrote what it read, and so the chain goes on from difference to
difference, in each universe's own journal, until the change itself. That is *proved*: it read what
the other wrote. Where that ends, the chain goes on by what must be supposed: who did one thing did
not do the other; who was at something else before came to it elsewhere, later, or with other dice;
and whoever has just seen something may do something about it. Those links are not proved, and
marked so; a chain makes detours to do without them.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side

Word: TypeAlias = Literal["because", "since not", "instead of", "upon", "after"]
Node: TypeAlias = tuple[Side, str]

SOON = 1.5  # seconds: whoever has perceived something reacts within them
LATELY = 600.0  # seconds
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
class _Journal:
    """One universe's deeds, and what everybody in it did that differs, in order."""

    side: Side
    deeds: Mapping[str, Deed]
    doings: Mapping[str, Sequence[Deed]]
    perceived: Mapping[str, Sequence[tuple[float, Deed]]]
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
    journals = (
        _journal("base", base, comparison, sums.get("base", {})),
        _journal("fork", fork, comparison, sums.get("fork", {})),
    )
    before: dict[Node, list[tuple[Link, Node]]] = defaultdict(list)
    for own, other in (journals, journals[::-1]):
        for deed in own.deeds.values():
            if comparison.side(deed.id) is None:
                continue
            node = node_of(own.side, deed.id, comparison)
            for link in _links(deed, own, other, comparison, touched):
                before[node_of(link.side, link.id, comparison)].append((link, node))
    return _shortest(before)


def node_of(side: Side, id_: str, comparison: Comparison) -> Node:
    """Under what the chain of a deed stands: of one that is in both, the fork's."""
    found = comparison.side(id_)
    return ("fork", found.fork.id) if isinstance(found, Changed) else (side, id_)


def _shortest(before: Mapping[Node, Sequence[tuple[Link, Node]]]) -> dict[Node, Chain]:
    """The best chain of everything from which the change is reached (Dijkstra 1959)."""
    found: dict[Node, Chain] = {}
    open_: list[tuple[int, int, Node, Chain]] = [(0, 0, ("fork", CHANGE), ())]
    pushed = 0  # what was found first goes first
    while open_:
        far, _, node, chain = heapq.heappop(open_)
        if node in found:
            continue
        found[node] = chain
        for link, later in before.get(node, ()):
            if later not in found:
                step = (LATER if link.mild else 1) if link.proved else SUPPOSED
                step += SUPPOSED if not (link.proved or link.id) else 0  # the last resort
                pushed += 1
                heapq.heappush(open_, (far + step, pushed, later, (link, *chain)))
    del found["fork", CHANGE]
    return found


def _links(
    deed: Deed,
    own: _Journal,
    other: _Journal,
    comparison: Comparison,
    touched: _Touched,
) -> Iterator[Link]:
    """All that a deed that differs may come of."""
    if deed.id in touched.roots or touched.mark in deed.causes:
        yield Link("because", "fork", CHANGE, proved=True)
    elif deed.id in touched.likely:
        yield Link("after", "fork", CHANGE, proved=False)
    word: Word = "because" if own.side == "fork" else "since not"
    twin = comparison.side(deed.id)
    adds = isinstance(twin, Changed) and "outcome" in twin.ways  # it came to another sum
    for cause in (*deed.causes, *(own.sums.get(deed.id, ()) if adds else ())):
        if cause in own.deeds and comparison.side(cause) is not None:
            found = comparison.side(cause)
            mild = isinstance(found, Changed) and found.mild
            yield Link(word, own.side, cause, proved=True, mild=mild)
    yield from _supposed(deed, own, other, comparison)


def _supposed(deed: Deed, own: _Journal, other: _Journal, comparison: Comparison) -> Iterator[Link]:
    """What it may come of as far as can be told from who did and perceived what when."""
    doer = _doer(deed)
    if doer:
        rival = _at_the_time(deed, other.doings.get(doer, ()))
        if rival is not None:
            yield Link("instead of", other.side, rival.id, proved=False)
        seen = _just_seen(deed, own.perceived.get(doer, ()))
        if seen is not None:
            yield Link("upon", own.side, seen.id, proved=False)
    for journal in (own, other):
        for who in dict.fromkeys((doer,) if doer else deed.roles.values()):
            earlier = _before(deed, journal.doings.get(who, ()))
            if earlier is not None:
                yield Link("after", journal.side, earlier.id, proved=False)
    twin = comparison.side(deed.id)
    if isinstance(twin, Changed) and "outcome" in twin.ways:  # it may add to what they came to
        for summed in _of_the_same(deed, own.perceived.get(doer, ())):
            yield Link("after", own.side, summed.id, proved=False)
    if isinstance(twin, Changed) and twin.ways == ("witnesses",):  # somebody was elsewhere
        for who in sorted({*twin.base.witnesses} ^ {*twin.fork.witnesses}):
            earlier = _before(deed, own.doings.get(who, ()))
            if earlier is not None:
                yield Link("after", own.side, earlier.id, proved=False)


def _journal(
    side: Side, deeds: Sequence[Deed], comparison: Comparison, sums: Mapping[str, Sequence[str]]
) -> _Journal:
    doings: dict[str, list[Deed]] = defaultdict(list)
    perceived: dict[str, list[tuple[float, Deed]]] = defaultdict(list)
    for deed in deeds:
        if comparison.side(deed.id) is None:
            continue
        doer = _doer(deed)
        if doer:
            doings[doer].append(deed)
        for who in deed.begun:
            if who != doer:
                perceived[who].append((deed.begin, deed))
        for who in deed.witnesses:
            if who != doer:
                perceived[who].append((deed.end, deed))
    for row in doings.values():
        row.sort(key=lambda deed: (deed.begin, deed.id))
    for seen in perceived.values():
        seen.sort(key=lambda pair: (pair[0], pair[1].id))
    return _Journal(side, {deed.id: deed for deed in deeds}, doings, perceived, sums)


def _doer(deed: Deed) -> str:
    """Who chose it; "" for what happens by itself."""
    return next(iter(deed.roles.values()), "") if deed.kind == "action" else ""


def _at_the_time(deed: Deed, doings: Sequence[Deed]) -> Deed | None:
    """What the same person was at, or began, in the other universe at that moment."""
    found = [one for one in doings if one.begin <= deed.begin < one.end or one.begin == deed.begin]
    return found[-1] if found else None


def _before(deed: Deed, doings: Sequence[Deed]) -> Deed | None:
    """The last that the same person had begun before."""
    found = [one for one in doings if one.begin < deed.begin]
    return found[-1] if found else None


def _of_the_same(deed: Deed, perceived: Sequence[tuple[float, Deed]]) -> list[Deed]:
    """What somebody lately perceived others do to the same: votes of one ballot, blows at one."""
    others = {who for who in list(deed.roles.values())[1:] if who}
    return [
        one
        for time, one in perceived
        if 0 <= deed.end - time <= LATELY and others.intersection(one.roles.values())
    ]


def _just_seen(deed: Deed, perceived: Sequence[tuple[float, Deed]]) -> Deed | None:
    """The last that somebody perceived just before."""
    found = [one for time, one in perceived if 0 < deed.begin - time <= SOON]
    return found[-1] if found else None
