"""Which deeds are of consequence: they led to something, mean something, or ended something."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.selection.message import doer_of


def of_consequence(deeds: Sequence[Deed], lexicon: Lexicon) -> frozenset[str]:
    """The ids of all such deeds.

    Another names it as a cause; it has a meaning, or an outcome with a name; words of a letter are
    written or read in it; or it is the last that its doer does.
    """
    found = {cause for deed in deeds for cause in deed.causes}
    last: dict[str, str] = {}
    for deed in sorted(deeds, key=lambda deed: (deed.end, deed.begin, deed.id)):
        manner = lexicon.manners.get(deed.rule)
        if (manner and (manner.meanings or manner.letter)) or any(
            not name.startswith("_") for name in deed.outcomes
        ):
            found.add(deed.id)
        if deed.kind != "sense":
            last[doer_of(deed, lexicon)] = deed.id
    return frozenset(found.union(last.values()))
