"""A universe as lines of JSON, one object a deed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moshimo.engine.journal import Deed
from moshimo.engine.universe import Universe
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.of_world import lexicon_of
from moshimo.story.rendering.chronicle import sentence
from moshimo.world.telling.ways import PLAIN
from moshimo.world.text.times import shown
from moshimo.world.world import CheckedWorld, Scenario


def jsonl(universe: Universe, world: CheckedWorld, scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Yield each deed as `as_line` gives it, in the order in which deeds ended."""
    lexicon = lexicon_of(world, scenario, PLAIN)
    known = {deed.id: deed for deed in universe.deeds}
    for deed in universe.deeds:
        yield as_line(deed, known, lexicon)


def as_line(deed: Deed, known: Mapping[str, Deed], lexicon: Lexicon) -> dict[str, Any]:
    """Return a deed as plain values.

    `begin` and `end` are seconds since the scenario's start, `clock` is the beginning as an author
    writes it; `chance` is null if nobody chose the deed.
    """
    return {
        "id": deed.id,
        "rule": deed.rule,
        "roles": deed.roles,
        "outcomes": deed.outcomes,
        "begin": deed.begin,
        "end": deed.end,
        "clock": shown(lexicon.clock.start + deed.begin, lexicon.clock.day),
        "place": deed.place,
        "result": deed.result,
        "failed": deed.failed,
        "witnesses": list(deed.witnesses),
        "causes": list(deed.causes),
        "chance": deed.chance,
        "reasons": [list(pair) for pair in deed.reasons],
        "text": sentence(deed, lexicon, known),
    }
