"""`follow`: whether a story can happen in a world, and where it strains belief or breaks."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import load
from moshimo.cli.given import OUT, WHICH, deliver, seed_or_own, typed
from moshimo.cli.limited import limited
from moshimo.cli.screen import WIPED
from moshimo.output.json_text import json_line

if TYPE_CHECKING:
    from moshimo.engine.limits import Limits

WIDE = 160  # cells, where nobody says how many there are


@click.command(short_help="Say whether a story can happen, and where it breaks.")
@click.argument("world")
@click.argument("story", default="")
@WHICH
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="A line a beat, or one object of JSON.",
)
@OUT
@limited
def follow(
    world: str, story: str, seed: int | None, form: str, out: Path | None, limits: Limits
) -> None:
    """Let the rules bring a story's beats about; say where they strain belief or break, and why.

    A STORY is one of the world's, or the path of a file, which begins with ./ or / or ~; without
    it, the scenario's own.
    """
    from moshimo.asked.which_story import story_called
    from moshimo.world.text.folder import is_path

    loaded = load(world)
    if not is_path(story):
        with typed():
            story_called(story, loaded.checked, loaded.scenario)
    seed = seed_or_own(seed, loaded.scenario.seed)
    loaded.within(limits).make_beside()
    shown = sys.stderr.isatty()
    try:
        found = loaded.follow(story, seed, on_beat=_show if shown else None, limits=limits)
    finally:
        if shown:
            click.echo(WIPED, err=True, nl=False)
    wide = WIDE if out else shutil.get_terminal_size((WIDE, 0)).columns
    deliver(json_line(found.json()) if form == "json" else found.text(wide), out, form)


def _show(beats: int, universes: int) -> None:
    line = f"{beats} beats have come about; {universes} universes were run"
    click.echo(f"{WIPED}{line}", err=True, nl=False)
