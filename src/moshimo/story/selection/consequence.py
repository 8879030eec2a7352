"""Deeds of consequence: they caused something, mean something, or ended something."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.selection.message import doer_of


def of_consequence(deeds: Sequence[Deed], lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of all deeds of consequence.

    Such a deed is the cause of another, has a meaning or a named outcome, writes or reads a letter,
    or is the last of its doer.
    """
    found = {cause for deed in deeds for cause in deed.causes}
    last: dict[str, str] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.end, deed.begin, deed.id)):
        manner = manner_of(lexicon, deed)
        if (
            manner.meanings
            or manner.letter
            or any(not name.startswith("_") for name in deed.outcomes)
        ):
            found.add(deed.id)
        if deed.kind != "sense":
            last[doer_of(deed, lexicon)] = deed.id
    return frozenset(found.union(last.values()))
