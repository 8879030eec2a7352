"""A world that was understood before is taken from the cache: reading is quick, checking is not.

Its files are read all the same, by the one reader, and an entry is named by a digest of every
letter of them, of how the world was asked for, and of our own text. So whatever is edited is seen,
and what is wrong in a world is told as ever: only a world without a mistake is kept.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from moshimo.compile.cache import open_cache
from moshimo.compile.kept_values import kept
from moshimo.lang.text.source import own_digest
from moshimo.world.text.world_source import Source, read

if TYPE_CHECKING:  # what understands a world takes time to import, and may not be needed
    from moshimo.world.world import CheckedWorld, Scenario


def load(where: str) -> tuple[CheckedWorld, Scenario]:
    """Return the world that `where` names, and the scenario of it, as `world.load.load` does.

    Raises:
        WorldError: with every problem of all its files.
    """
    from moshimo.world.load import find_scenario

    source, chosen = read(where)
    world = _kept(source)
    return world, find_scenario(world, chosen or world.first)


def source_name(source: Source, *about: object) -> str:
    """Return the name under which is kept what comes of these texts, and of what else is given."""
    called = source.where, source.word, source.shown
    said = repr((own_digest(), called, source.problems, about))
    return sha256(said.encode("utf-8", "surrogatepass") + b"\0" + source.raw()).hexdigest()


def _kept(source: Source) -> CheckedWorld:
    """Return the world of these texts, from the cache if it is there."""
    from moshimo.world.load import understood
    from moshimo.world.world import CheckedWorld

    cache = None if source.problems else open_cache()
    return kept(source_name(source, "world"), CheckedWorld, lambda: understood(source), cache)
