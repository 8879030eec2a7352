"""Whether all of a world's sentences can be told; what was found good is not read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from moshimo.asked.which import ensure_style
from moshimo.compile.cache import open_cache
from moshimo.errors import WorldError
from moshimo.lang.text.source import own_digest
from moshimo.lang.typed import Ex
from moshimo.story.lexicon.readings import readable
from moshimo.world.telling.telling import asked_of_deeds
from moshimo.world.telling.ways import PLAIN
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


def asked_in(
    style: str, world: CheckedWorld, ensure: Callable[[], None]
) -> Mapping[str, Sequence[Ex]]:
    """Return what a telling in a style asks of the deeds of each rule.

    Args:
        style: one of the world's styles, or "plain"; "" is the author's own.
        world: that is told.
        ensure: called once the style is known to be there; makes sure that all can be told.

    Raises:
        WorldError: there is no such style.
    """
    ensure_style(style, world)
    ensure()
    return {} if style == PLAIN else asked_of_deeds(world.telling, world.laws.rules)


def _name(world: CheckedWorld, scenario: Scenario) -> str:
    source = world.texts.source
    apart = sorted((word, one.text) for word, one in source.apart.items())
    about = own_digest(), source.digest, apart, world.laws.source, scenario.word
    return sha256(repr(about).encode()).hexdigest()
