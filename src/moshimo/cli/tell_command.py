"""`tell`: what happens in a world, as a story."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import load
from moshimo.cli.given import OUT, STYLE, WHICH, deliver, keep, seed_or_own, typed
from moshimo.cli.limited import limited
from moshimo.output.json_text import json_line

if TYPE_CHECKING:
    from moshimo import Universe, World
    from moshimo.engine.limits import Limits

LONGEST = 1_000_000  # words of a story


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was asked for."""

    seed: int | None
    until: str
    form: str
    style: str
    eyes: str
    words: int | None
    full_letter: bool


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
    if form == "epub" and out is None:
        raise click.UsageError("--format epub needs --out FILE: a book is no text to be shown.")
    asked = _Wanted(seed, until, form, style, eyes, words, full_letter)
    if interpreted or form == "jsonl":  # asked for to see the universe itself: it is run
        made = _told(world, asked, limits, interpreted)[1]
        _given(made, form, out)
        return
    from moshimo.cli.told_before import ToldBefore, keep_told, told_before

    key = (*astuple(asked), limits)
    before = told_before(world, key)
    if before is not None:
        seed_or_own(seed, before.seed)
        _given(before.told, form, out)
        return
    loaded, made = _told(world, asked, limits, interpreted)
    _given(made, form, out)
    own = loaded.scenario.seed if seed is None else seed
    keep_told(loaded.checked.texts.source, key, ToldBefore(own, made))


def _given(told: bytes, form: str, out: Path | None) -> None:
    """Give a story to whoever asked for it."""
    if form == "epub" and out:
        keep(told, out)
    else:
        deliver(told.decode("utf-8", "surrogatepass"), out, form)


def _told(world: str, asked: _Wanted, limits: Limits, interpreted: bool) -> tuple[World, bytes]:
    """Return the world, and what is told of it, as the form has it."""
    from moshimo.asked.when import seconds_until
    from moshimo.asked.which import ensure_style, person_called

    loaded = load(world)
    loaded.ensure_readable()
    with typed():
        ensure_style(asked.style, loaded.checked)
        who = person_called(asked.eyes, loaded.checked) if asked.eyes else ""
    if who and asked.form == "jsonl":
        raise click.UsageError("--as tells a story; --format jsonl writes every deed there was.")
    if asked.form == "jsonl" and (asked.words or asked.full_letter):
        raise click.UsageError("--words and --full-letter are of a story; jsonl writes every deed.")
    seed = seed_or_own(asked.seed, loaded.scenario.seed)
    with typed():
        moment = (
            seconds_until(asked.until, loaded.checked, loaded.scenario) if asked.until else math.inf
        )
    if not interpreted:
        loaded.within(limits).make_beside()
    how = interpreted or None
    if asked.form == "jsonl":
        universe = loaded.run(seed, until=moment, interpreted=how, limits=limits)
        return loaded, _as_lines(universe).encode("utf-8", "surrogatepass")
    told = loaded.tell(
        seed,
        until=moment,
        style=asked.style,
        eyes=who,
        words=asked.words,
        whole_letters=asked.full_letter,
        interpreted=how,
        limits=limits,
    )
    if asked.form == "epub":
        return loaded, told.epub()
    written = {"text": told.__str__, "md": told.markdown, "html": told.html}[asked.form]()
    return loaded, written.encode("utf-8", "surrogatepass")


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
