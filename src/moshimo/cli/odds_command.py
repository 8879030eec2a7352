"""`odds`: how likely something is."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from moshimo import Sampling, load
from moshimo.cli.given import OUT, SEED, deliver, typed
from moshimo.cli.limited import limited
from moshimo.cli.screen import WIPED
from moshimo.output.cells import cut
from moshimo.output.json_text import json_line
from moshimo.output.shown_letters import visible

if TYPE_CHECKING:
    from moshimo.engine.limits import Limits
    from moshimo.multiverse.asking.counting import Progress

SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)


@click.command(short_help="Say how likely something is, and how sure that is.")
@click.argument("world")
@click.argument("questions", nargs=-1, required=True, metavar="QUESTION...")
@click.option(
    "--within",
    type=click.FloatRange(0, 0.5, min_open=True, max_open=True),
    help="Stop when the interval is that to either side.  [default: 0.02]",
)
@click.option(
    "--universes", type=click.IntRange(1), help="Run so many; at most, if --within is given too."
)
@click.option("--above", type=SHARE, help="Stop when it is sure on which side of that share it is.")
@click.option(
    "--level",
    type=SHARE,
    default=0.95,
    show_default=True,
    help="How often an interval is to be right.",
)
@click.option(
    "--fork",
    "forks",
    multiple=True,
    metavar="FORK",
    help="Ask in this fork as well: its name, or the path of its file. May be given again.",
)
@click.option(
    "--shake",
    type=SHARE,
    metavar="X",
    help="Say as well what it hangs on the data's numbers: each off by up to X of itself.",
)
@click.option(
    "--from",
    "since",
    default="",
    metavar="WHEN",
    help="Go on from a time, or from when a deed or beat is about to begin.",
)
@click.option(
    "--seed", type=SEED, help="Which row of universes, 1 if none is given; with --from, whose past."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "svg"]),
    default="text",
    help="A chart and words, JSON, or the chart as a picture.",
)
@OUT
@click.option(
    "--on",
    default="threads",
    show_default=True,
    metavar="WHERE",
    help="Run on threads, processes, dask-local or dask://HOST:PORT.",
)
@limited
def odds(
    world: str,
    questions: tuple[str, ...],
    seed: int | None,
    form: str,
    out: Path | None,
    on: str,
    limits: Limits,
    **sampling: Any,  # the other options: fields of `Sampling`
) -> None:
    """Say how likely something is in a world, and how sure that is.

    A QUESTION is an expression that names members by their ids and comes to yes or no or a number,
    such as 'happened(leave(bo))' or 'bo.grief'; or the id of a beat of a story; or a file of them,
    a line each, whose path begins with ./ or / or ~ or ends in .txt. All share the universes.
    """
    from moshimo.asked.what import written
    from moshimo.multiverse.running.cluster import ensure_place
    from moshimo.report.odds.odds_text import likely

    loaded = load(world)
    if seed is None:
        seed = loaded.scenario.seed if sampling["since"] else 1
    with typed():
        ensure_place(on)
    shown = sys.stderr.isatty()
    try:
        drawn = Sampling(seed=seed, **sampling)
        show = _show if shown else None
        found = loaded.odds(written(questions), drawn, on=on, on_progress=show, limits=limits)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    finally:
        if shown:
            click.echo(WIPED, err=True, nl=False)
    if form == "text":
        encoding = "utf-8" if out else sys.stdout.encoding or "utf-8"
        text = likely(found.odds, shutil.get_terminal_size().columns, encoding)
    else:
        text = found.svg() if form == "svg" else json_line(found.json())
    deliver(text, out, form)
    if found.sample.stopped == "interrupted":
        raise click.Abort


def _show(found: Progress) -> None:
    """Show how far it is, in one line that is written over again and again."""
    from moshimo.report.odds.odds_text import under_way

    width = shutil.get_terminal_size().columns - 1
    click.echo(f"{WIPED}{cut(visible(under_way(found)), width)}", err=True, nl=False)
