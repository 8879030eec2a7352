"""How, as somebody types it: the style in which a story is told."""

from __future__ import annotations

from moshimo.errors import Problem, Span, WorldError, did_you_mean, listed
from moshimo.world.telling.ways import PLAIN
from moshimo.world.world import CheckedWorld


def ensure_style(style: str, world: CheckedWorld) -> None:
    """Check that a world has that style; "" is its own.

    Raises:
        WorldError: it has none of that name.
    """
    known = [*world.telling.styles, PLAIN]
    if style and style not in known:
        what = f"`{world.word}` has no style `{style}`"
        fix = did_you_mean(style, known) or f"there is: {listed(known)}."
        raise WorldError([Problem("unknown-style", Span("style"), what, fix=fix)])
