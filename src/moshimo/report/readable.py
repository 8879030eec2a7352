"""Whether all of a world's sentences can be told; what was found good is not read again."""

from __future__ import annotations

from hashlib import sha256

from moshimo.compile.cache import open_cache
from moshimo.errors import WorldError
from moshimo.lang.text.source import own_digest
from moshimo.story.lexicon.readings import readable
from moshimo.world.world import CheckedWorld, Scenario

GOOD = b"readable"


def ensure_readable(world: CheckedWorld, scenario: Scenario) -> None:
    """Check that everything that can happen can be told.

    Of the same texts, scenario and code of ours it is found out once, if there is a cache.

    Raises:
        WorldError: with each sentence in which no verb was found.
    """
    kept, name = open_cache(), _name(world, scenario)
    if kept and kept.get(name) == GOOD:
        return
    problems = readable(world, scenario)
    if problems:
        raise WorldError(problems)
    if kept:
        kept.put(name, GOOD)


def _name(world: CheckedWorld, scenario: Scenario) -> str:
    source = world.texts.source
    apart = sorted((word, one.text) for word, one in source.apart.items())
    about = own_digest(), source.digest, apart, world.laws.source, scenario.word
    return sha256(repr(about).encode()).hexdigest()
