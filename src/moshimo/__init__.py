"""Moshimo: an alternate-universe engine for story worlds.

    import moshimo

    world = moshimo.load("leaf/exile")
    print(world.tell(seed=7))                   # a universe, as a story
    print(world.odds("E24"))                    # how likely a beat is
    print(world.compare("three-elders-turn"))   # what a change makes of it, and why

Importing this is light: each part is imported when it is first wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moshimo.engine.journal import Deed
    from moshimo.engine.limits import Limits
    from moshimo.engine.universe import Universe
    from moshimo.errors import RunError, WorldError
    from moshimo.front import World
    from moshimo.loading import load
    from moshimo.multiverse.sampling import Sampling
    from moshimo.world.forks.change import Change

__version__ = "0.1.0"
_PARTS = {
    "Change": "world.forks.change",
    "Deed": "engine.journal",
    "Limits": "engine.limits",
    "RunError": "errors",
    "Sampling": "multiverse.sampling",
    "Universe": "engine.universe",
    "World": "front",
    "WorldError": "errors",
    "load": "loading",
}
__all__ = [
    "Change",
    "Deed",
    "Limits",
    "RunError",
    "Sampling",
    "Universe",
    "World",
    "WorldError",
    "load",
]


def __getattr__(word: str) -> object:
    """Import what is first asked for."""
    if word not in _PARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {word!r}")
    from importlib import import_module

    return getattr(import_module(f"moshimo.{_PARTS[word]}"), word)
