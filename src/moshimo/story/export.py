"""A universe as lines of JSON, one object a deed; two universes as one object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moshimo.engine.journal import Deed
from moshimo.engine.universe import Universe
from moshimo.multiverse.comparing.chains import Chain, Node
from moshimo.multiverse.comparing.compare import Changed, Comparison, Differing, Side
from moshimo.story.because import Speaker, Why
from moshimo.story.chronicle import sentence
from moshimo.story.tongue import Tongue
from moshimo.story.voice import tongue_of
from moshimo.world.telling.ways import PLAIN
from moshimo.world.text.times import shown
from moshimo.world.world import CheckedWorld, Scenario


def jsonl(universe: Universe, world: CheckedWorld, scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Yield each deed in the order in which deeds ended, as `as_line` gives it."""
    tongue = tongue_of(world, scenario, PLAIN)
    known = {deed.id: deed for deed in universe.deeds}
    for deed in universe.deeds:
        yield as_line(deed, known, tongue)


def as_line(deed: Deed, known: Mapping[str, Deed], tongue: Tongue) -> dict[str, Any]:
    """Return a deed as plain values.

    `begin` and `end` are seconds since the scenario's start; `clock` is when it began, as an author
    writes it; `chance` is null for what nobody chose.
    """
    return {
        "id": deed.id,
        "rule": deed.rule,
        "roles": deed.roles,
        "outcomes": deed.outcomes,
        "begin": deed.begin,
        "end": deed.end,
        "clock": shown(tongue.calendar.start + deed.begin, tongue.calendar.day),
        "place": deed.place,
        "result": deed.result,
        "failed": deed.failed,
        "witnesses": list(deed.witnesses),
        "causes": list(deed.causes),
        "chance": deed.chance,
        "reasons": [list(pair) for pair in deed.reasons],
        "text": sentence(deed, tongue, known),
    }


def compared(
    comparison: Comparison, speaker: Speaker, chains: Mapping[Node, Chain]
) -> dict[str, Any]:
    """Return what differs between two universes as plain values, with its chains in words.

    `until` is null if nothing differs. A chain stands under the deed that it explains (of one that
    is in both, the fork's); a link without a deed is the change itself.
    """

    def line(side: Side, deed: Deed) -> dict[str, Any]:
        return as_line(deed, speaker.deeds[side], speaker.tongue)

    first = comparison.first
    changed = [
        {"base": line("base", one.base), "fork": line("fork", one.fork), "ways": list(one.ways)}
        for one in comparison.changed
    ]
    return {
        "same": comparison.same,
        "until": None if first is None else comparison.until,
        "first": None if first is None else _first(first, speaker),
        "only_base": [line("base", deed) for deed in comparison.only_base],
        "only_fork": [line("fork", deed) for deed in comparison.only_fork],
        "changed": changed,
        "chains": [
            _chain(speaker.why(side, speaker.deeds[side][key], chain))
            for (side, key), chain in chains.items()
        ],
    }


def _first(first: tuple[float, Side | None, Differing], speaker: Speaker) -> dict[str, Any]:
    time, side, what = first
    deed = what.fork if isinstance(what, Changed) else what
    only = {"base": "base", "fork": "fork", None: "both"}[side]
    text = speaker.said(side or "fork", deed)
    return {"time": time, "in": only, "deed": deed.id, "text": text}


def _chain(why: Why) -> dict[str, Any]:
    links = [
        {
            "word": step.link.word,
            "in": step.link.side,
            "deed": step.link.id or None,
            "proved": step.link.proved,
            "text": f"{step.word} {step.text}",
        }
        for step in why.steps
    ]
    return {
        "deed": why.deed,
        "in": why.side,
        "text": why.text,
        "proved": why.proved,
        "links": links,
    }
