"""The heading of a scene: its place and time."""

from __future__ import annotations

from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import full_name
from moshimo.story.realisation.story import Scene


def place_of(scene: Scene, lexicon: Lexicon) -> str:
    """Return the place's name with a capital, "" if there is none."""
    name = full_name(lexicon, scene.place) if scene.place else ""
    return name[:1].upper() + name[1:]


def time_of(scene: Scene, lexicon: Lexicon) -> str:
    """Return the day and its part: "Day 2, before dawn"."""
    return time_words.moment(lexicon.clock, scene.begin).capitalize()


def heading(scene: Scene, lexicon: Lexicon) -> str:
    """Return place and time in one line."""
    return " · ".join(part for part in (place_of(scene, lexicon), time_of(scene, lexicon)) if part)
