"""Which universe it is, in words."""

from __future__ import annotations

from moshimo.engine.universe import Universe
from moshimo.output.shown_letters import visible
from moshimo.world.text.times import shown


def universe_name(universe: Universe, change: str = "") -> str:
    """Return a universe's name: "Universe 7 of The Leaf"; until when, if it goes on.

    `change` is the title of the change that its world has, "" for none.
    """
    world, scenario = universe.program.world, universe.program.scenario
    of = f" of {world.title}" if world.title and world.title != scenario.title else ""
    changed = f", with the change “{change}”" if change else ""
    now = shown(scenario.starts + universe.now, world.calendar.day)
    until = "" if universe.ended else f", until {now}"
    return visible(f"Universe {universe.seed}{of}{changed}{until}")
