"""`compare`: what a fork makes of a universe."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import load
from moshimo.cli.given import OUT, SEED, asked_in, deliver, ensure_readable, seed_or_own, typed
from moshimo.errors import visible

if TYPE_CHECKING:
    from moshimo import Start
    from moshimo.multiverse.forking.branching import Past


@click.command(short_help="Show what a fork makes of a universe.")
@click.argument("world")
@click.option("--fork", required=True, metavar="FORK", help="Its name, or a path to its file.")
@click.option(
    "--seed", type=SEED, default=None, help="Which universe; the scenario's own if none is given."
)
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
@click.option("--style", default="", help="One of the world's styles, or plain.")
@OUT
def compare(
    world: str,
    fork: str,
    seed: int | None,
    form: str,
    since: str,
    future: int,
    style: str,
    out: Path | None,
) -> None:
    """Run a universe and a fork of it with the same dice; tell what differs, and why."""
    from moshimo.asked.how import ensure_style
    from moshimo.multiverse.comparing.both import both
    from moshimo.multiverse.forking.branching import fork_branch
    from moshimo.story import beside

    start = load(world)
    ensure_readable(start)
    with typed():
        ensure_style(style, start.world)
    seed = seed_or_own(seed, start)
    past = _past(since, start, seed) if since else None
    branch = fork_branch(start.program, fork, past=past)
    start.program.make_beside()
    asked = {} if form == "json" else asked_in(start, style)
    text = beside.told(
        both(start.program, branch, future if past else seed, asked, past), form, style, _width(out)
    )
    deliver(text, out)


def _past(text: str, start: Start, seed: int) -> Past:
    """Return a universe as it is at that moment."""
    from moshimo.asked.when import since
    from moshimo.multiverse.forking.branching import past_of

    past = past_of(start.program, since(text, start.world, start.scenario), seed)
    if past is None:
        raise click.UsageError(f"in universe {seed} the moment `{visible(text)}` never comes.")
    return past


def _width(out: Path | None) -> int:
    """How many letters a line has room for: of a file, as many as two columns need."""
    wide = 120
    return shutil.get_terminal_size((wide, 0)).columns if out is None else wide
