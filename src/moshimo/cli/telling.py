"""`tell`: what happens in a world, as a story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import load
from moshimo.cli.given import (
    OUT,
    SEED,
    asked_in,
    ensure_readable,
    ensure_style,
    moment_of,
    person_called,
    write_whole,
)

if TYPE_CHECKING:
    from moshimo import Start
    from moshimo.engine.moments import Answers
    from moshimo.engine.universe import Universe
    from moshimo.story.lexicon.lexicon import Lexicon


@click.command()
@click.argument("world")
@click.option(
    "--seed", type=SEED, default=None, help="Which universe; the scenario's own if none is given."
)
@click.option("--until", default="", help="Stop at that time, e.g. 'day 2 06:00' or '3 hours'.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "html", "jsonl"]),
    default="text",
    help="A story: as plain text, Markdown, or one page of HTML. Or one line of JSON a deed.",
)
@click.option(
    "--as", "eyes", default="", metavar="NAME", help="Tell it as this person lived it, and no more."
)
@click.option("--style", default="", help="One of the world's styles, or plain.")
@OUT
@click.option("--interpreted", is_flag=True, help="Let Python run it: the same bits, more slowly.")
def tell(
    world: str,
    seed: int | None,
    until: str,
    form: str,
    style: str,
    eyes: str,
    out: Path | None,
    interpreted: bool,
) -> None:
    """Tell what happens in a world."""
    from moshimo.story.lexicon.of_world import lexicon_of

    start = load(world)
    ensure_readable(start)
    ensure_style(style, start)
    who = person_called(eyes, start) if eyes else ""
    if who and form == "jsonl":
        raise click.UsageError("--as tells a story; --format jsonl writes every deed there was.")
    if seed is None:
        seed = start.scenario.seed
        click.echo(f"seed {seed} (choose another with --seed)", err=True)
    moment = moment_of(until, start) if until else float("inf")
    if not interpreted:
        start.program.make_beside()
    if form == "jsonl":
        text = _as_lines(start.universe(seed, interpreted=interpreted or None).until(moment), start)
    else:
        universe, moments = _watched(start, seed, moment, style, interpreted or None)
        lexicon = lexicon_of(start.world, start.scenario, style, moments)
        text = _as_story(universe, start, lexicon, form, who)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_whole(out, text)


def _watched(
    start: Start, seed: int, until: float, style: str, interpreted: bool | None
) -> tuple[Universe, dict[str, Answers]]:
    """Run a universe, asking on the way what its telling wants to know."""
    from moshimo.engine.moments import watched

    return watched(start.program, seed, asked_in(start, style), until, interpreted=interpreted)


def _as_story(universe: Universe, start: Start, lexicon: Lexicon, form: str, eyes: str) -> str:
    from moshimo.engine.universe import WAITED
    from moshimo.story.rendering.html_page import page
    from moshimo.story.rendering.markdown import markdown
    from moshimo.story.rendering.plain_text import text
    from moshimo.story.tell import tell as told

    title = start.scenario.title or start.world.title
    awaited = universe.ended == WAITED
    story = told(universe.deeds, lexicon, title=title, awaited=awaited, eyes=eyes)
    if form == "md":
        return markdown(story, lexicon, start.world.rights)
    if form == "html":
        return page(story, universe.deeds, lexicon, start.world.rights)
    return text(story)


def _as_lines(universe: Universe, start: Start) -> str:
    from moshimo.engine.program import SEMANTICS
    from moshimo.story.rendering.chronicle import jsonl

    lines = list(jsonl(universe, start.world, start.scenario))
    lines.append(
        {
            "universe": universe.hash(),
            "semantics": SEMANTICS,
            "deeds": len(universe.deeds),
            "ended": universe.ended or "its time was cut short",
        }
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
