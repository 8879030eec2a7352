"""Where everything begins: a world's name, or a path, → the front page."""

from __future__ import annotations

import os

from moshimo.asked.arguments import place_given
from moshimo.front import World


def load(where: str | os.PathLike[str]) -> World:
    """Return the world that `where` names, checked: `leaf`, `leaf/evening`, `./myworld`.

    Its files are read once. What is edited in its folder afterwards is seen by the next `load`.

    Args:
        where: a shipped world's name, or a path that begins with `.`, `/` or `~`; then, after a
            `/`, a scenario of it, else the first. A `Path` is always a path, also `Path("leaf")`.

    Raises:
        TypeError: it is neither a text nor a path; bytes are not.
        WorldError: there is no such world or scenario; or with every problem of all its files.
    """
    from moshimo.compile.kept_world import load as read  # noqa: PLC0415 - few need all of it

    return World(*read(place_given(where, "load", "a world's name or a path")))
