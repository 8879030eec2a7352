"""Where and when a scene begins, as its heading says it."""

from __future__ import annotations

from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Tongue
from moshimo.story.lexicon.naming import full_name
from moshimo.story.realisation.story import Scene


def place_of(scene: Scene, tongue: Tongue) -> str:
    """The place's name with a capital, "" if it has none."""
    name = full_name(tongue, scene.place) if scene.place else ""
    return name[:1].upper() + name[1:]


def time_of(scene: Scene, tongue: Tongue) -> str:
    """The day, and the part of it: "Day 2, before dawn"."""
    return time_words.moment(tongue.calendar, scene.begin).capitalize()


def heading(scene: Scene, tongue: Tongue) -> str:
    """Place and time in one line."""
    return " · ".join(part for part in (place_of(scene, tongue), time_of(scene, tongue)) if part)
