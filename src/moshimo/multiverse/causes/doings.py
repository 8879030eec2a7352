"""One journal, by who did and who perceived what: what a deed may come of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed

SOON = 1.5  # seconds within which somebody reacts to what they have perceived
LATELY = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class Doings:
    """One universe's deeds, and what everybody did and perceived.

    Attributes:
        deeds: all, by id.
        done: by person, the deeds that they chose, as they began.
        perceived: by person, the deeds of others, with the moment at which they perceived each.
    """

    deeds: Mapping[str, Deed]
    done: Mapping[str, Sequence[Deed]]
    perceived: Mapping[str, Sequence[tuple[float, Deed]]]

    def at_the_time(self, deed: Deed, who: str) -> Deed | None:
        """Return what somebody was at, or began, when a deed of another universe began."""
        at = deed.begin
        did = reversed(self.done.get(who, ()))
        return next((one for one in did if one.begin <= at < one.end or one.begin == at), None)

    def before(self, deed: Deed, who: str) -> Deed | None:
        """Return the last that somebody had begun before a deed."""
        return next((d for d in reversed(self.done.get(who, ())) if d.begin < deed.begin), None)

    def just_perceived(self, deed: Deed, who: str) -> Deed | None:
        """Return the last that somebody perceived just before a deed."""
        seen = reversed(self.perceived.get(who, ()))
        return next((one for time, one in seen if 0 < deed.begin - time <= SOON), None)

    def of_the_same(self, deed: Deed, who: str) -> list[Deed]:
        """Return what somebody lately perceived others do to the same: votes of one ballot, say."""
        others = {role for role in list(deed.roles.values())[1:] if role}
        return [
            one
            for time, one in self.perceived.get(who, ())
            if 0 <= deed.end - time <= LATELY and others.intersection(one.roles.values())
        ]


def doings(deeds: Sequence[Deed], counts: Callable[[str], bool]) -> Doings:
    """Return a journal by who did and perceived what.

    Args:
        deeds: all of the journal.
        counts: whether the deed of an id is to be found among what somebody did and perceived.
    """
    done: dict[str, list[Deed]] = defaultdict(list)
    perceived: dict[str, list[tuple[float, Deed]]] = defaultdict(list)
    for deed in deeds:
        if not counts(deed.id):
            continue
        doer = doer_of(deed)
        if doer:
            done[doer].append(deed)
        for time, people in ((deed.begin, deed.begun), (deed.end, deed.witnesses)):
            for who in people:
                if who != doer:
                    perceived[who].append((time, deed))
    for row in done.values():
        row.sort(key=lambda deed: (deed.begin, deed.id))
    for seen in perceived.values():
        seen.sort(key=lambda pair: (pair[0], pair[1].id))
    return Doings({deed.id: deed for deed in deeds}, done, perceived)


def doer_of(deed: Deed) -> str:
    """Return who chose a deed; "" for what happens by itself."""
    return next(iter(deed.roles.values()), "") if deed.kind == "action" else ""
