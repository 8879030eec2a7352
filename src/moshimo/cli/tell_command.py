"""`tell`: what happens in a world, as a story."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import load
from moshimo.cli.given import OUT, STYLE, WHICH, deliver, keep, seed_or_own, typed
from moshimo.cli.limited import limited
from moshimo.output.json_text import json_line

if TYPE_CHECKING:
    from moshimo import Universe
    from moshimo.engine.limits import Limits

LONGEST = 1_000_000  # words of a story


@click.command()
@click.argument("world")
@WHICH
@click.option("--until", default="", help="Stop at that time, e.g. 'day 2 06:00' or '3 hours'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "html", "epub", "jsonl"]),
    default="text",
    help="A story: plain text, Markdown, one page of HTML, or a book. Or one line of JSON a deed.",
)
@click.option(
    "--as", "eyes", default="", metavar="NAME", help="Tell it as this person lived it, and no more."
)
@click.option(
    "--words",
    type=click.IntRange(1, LONGEST),
    metavar="N",
    help="Tell it in about so many words, as near as what happened allows.",
)
@click.option("--full-letter", is_flag=True, help="Quote letters whole that are read aloud.")
@STYLE
@OUT
@click.option("--interpreted", is_flag=True, help="Let Python run it: the same bits, more slowly.")
@limited
def tell(
    world: str,
    seed: int | None,
    until: str,
    form: str,
    style: str,
    eyes: str,
    words: int | None,
    full_letter: bool,
    out: Path | None,
    interpreted: bool,
    limits: Limits,
) -> None:
    """Tell what happens in a world."""
    from moshimo.asked.when import seconds_until
    from moshimo.asked.which import ensure_style, person_called

    if form == "epub" and out is None:
        raise click.UsageError("--format epub needs --out FILE: a book is no text to be shown.")
    loaded = load(world)
    loaded.ensure_readable()
    with typed():
        ensure_style(style, loaded.checked)
        who = person_called(eyes, loaded.checked) if eyes else ""
    if who and form == "jsonl":
        raise click.UsageError("--as tells a story; --format jsonl writes every deed there was.")
    if form == "jsonl" and (words or full_letter):
        raise click.UsageError("--words and --full-letter are of a story; jsonl writes every deed.")
    seed = seed_or_own(seed, loaded)
    with typed():
        moment = seconds_until(until, loaded.checked, loaded.scenario) if until else math.inf
    if not interpreted:
        loaded.within(limits).make_beside()
    how = interpreted or None
    if form == "jsonl":
        lines = _as_lines(loaded.run(seed, until=moment, interpreted=how, limits=limits))
        deliver(lines, out, form)
        return
    told = loaded.tell(
        seed,
        until=moment,
        style=style,
        eyes=who,
        words=words,
        whole_letters=full_letter,
        interpreted=how,
        limits=limits,
    )
    if form == "epub" and out:
        keep(told.epub(), out)
        return
    deliver({"text": told.__str__, "md": told.markdown, "html": told.html}[form](), out, form)


def _as_lines(universe: Universe) -> str:
    from moshimo.engine.program import SEMANTICS
    from moshimo.story.rendering.chronicle import jsonl

    end = {
        "universe": universe.hash(),
        "semantics": SEMANTICS,
        "deeds": len(universe.deeds),
        "ended": universe.ended or "its time was cut short",
    }
    lines = [*jsonl(universe, universe.program.world, universe.program.scenario), end]
    return "".join(map(json_line, lines))
