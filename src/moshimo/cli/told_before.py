"""Stories that were told before, of the same texts and by the same code: kept, and given again.

The same world, scenario, seed and options always come to the same letters. So a story is kept, with
a seal as machine code is, under a digest of all that it hangs on: every file of the world, every
file of ours, Python's version, and what was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moshimo.compile.cache import open_cache
from moshimo.compile.kept_world import source_name
from moshimo.world.text.world_source import read

if TYPE_CHECKING:
    from moshimo.world.text.world_source import Source

_SEED = 8  # bytes


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """A story as it was delivered, and which universe it tells."""

    seed: int
    told: bytes


def told_before(world: str, asked: tuple[object, ...]) -> ToldBefore | None:
    """Return what was told of a world when the same was asked, if that is still there.

    Raises:
        WorldError: there is no such world, or its folders cannot be read.
    """
    kept = open_cache()
    if kept is None:
        return None
    source, _ = read(world)
    found = None if source.problems else kept.get(source_name(source, "told", asked))
    return ToldBefore(int.from_bytes(found[:_SEED], "little"), found[_SEED:]) if found else None


def keep_told(source: Source, asked: tuple[object, ...], one: ToldBefore) -> None:
    """Keep what was told of a world whose texts these are, for the same question."""
    kept = open_cache()
    if kept:
        kept.put(source_name(source, "told", asked), one.seed.to_bytes(_SEED, "little") + one.told)
        kept.tidy()
