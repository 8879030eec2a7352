"""A universe as lines of JSON: one object a deed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moshimo.engine.run import Universe
from moshimo.story.chronicle import sentence
from moshimo.story.voice import tongue_of
from moshimo.world.times import shown
from moshimo.world.ways import PLAIN
from moshimo.world.world import Scenario, World


def jsonl(universe: Universe, world: World, scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Yield each deed in the order in which deeds ended.

    `begin` and `end` are seconds since the scenario's start; `clock` is when it began, as an author
    writes it; `chance` is null for what nobody chose.
    """
    tongue = tongue_of(world, scenario, PLAIN)
    known = {deed.id: deed for deed in universe.deeds}
    for deed in universe.deeds:
        yield {
            "id": deed.id,
            "rule": deed.rule,
            "roles": deed.roles,
            "outcomes": deed.outcomes,
            "begin": deed.begin,
            "end": deed.end,
            "clock": shown(scenario.starts + deed.begin, world.calendar.day),
            "place": deed.place,
            "result": deed.result,
            "failed": deed.failed,
            "witnesses": list(deed.witnesses),
            "causes": list(deed.causes),
            "chance": deed.chance,
            "reasons": [list(pair) for pair in deed.reasons],
            "text": sentence(deed, tongue, known),
        }
