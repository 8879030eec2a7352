"""`compare`: what a fork makes of a universe."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import load
from moshimo.cli.given import OUT, SEED, STYLE, WHICH, deliver, seed_or_own, typed
from moshimo.cli.limited import limited
from moshimo.output.json_text import json_line

if TYPE_CHECKING:
    from moshimo.engine.limits import Limits

UNIVERSES = 24  # enough to see what is likely, and run in a few seconds; ten at most
WIDE = 120  # cells: what two columns need


@click.command(short_help="Show what a fork makes of a universe.")
@click.argument("world")
@click.option("--fork", required=True, metavar="FORK", help="Its name, or a path to its file.")
@WHICH
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "html", "json"]),
    default="text",
    help="Two columns of text, Markdown, one page of HTML, or one object of JSON.",
)
@click.option(
    "--from",
    "since",
    default="",
    metavar="WHEN",
    help="Let both go on, with other dice, from a time, or from when a deed or beat is to begin.",
)
@click.option(
    "--future", type=SEED, default=1, show_default=True, help="With --from, with which dice."
)
@click.option(
    "--universes",
    type=click.IntRange(0),
    default=UNIVERSES,
    show_default=True,
    help="In how many of each to look how likely the chief differences are; 0 for none.",
)
@STYLE
@OUT
@limited
def compare(
    world: str,
    fork: str,
    seed: int | None,
    form: str,
    since: str,
    future: int,
    universes: int,
    style: str,
    out: Path | None,
    limits: Limits,
) -> None:
    """Run a universe and a fork of it with the same dice; tell what differs, and why."""
    from moshimo.asked.which import ensure_style
    from moshimo.world.telling.ways import PLAIN

    loaded = load(world)
    loaded.ensure_readable()
    with typed():
        ensure_style(style, loaded.checked)
    seed = seed_or_own(seed, loaded.scenario.seed)
    loaded.within(limits).make_beside()
    style = PLAIN if form == "json" else style
    told = loaded.compare(
        fork, seed, since=since, future=future, style=style, universes=universes, limits=limits
    )
    match form:
        case "json":
            text = json_line(told.json())
        case "md":
            text = told.markdown()
        case "html":
            text = told.html()
        case _:
            text = told.text(WIDE if out else shutil.get_terminal_size((WIDE, 0)).columns)
    deliver(text, out, form)
