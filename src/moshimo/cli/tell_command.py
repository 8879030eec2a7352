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
    deliver,
    ensure_readable,
    seed_or_own,
    typed,
)

if TYPE_CHECKING:
    from moshimo import Start
    from moshimo.engine.universe import Universe
    from moshimo.story.tongue import Tongue


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
    from moshimo.asked.how import ensure_style
    from moshimo.asked.when import seconds_until
    from moshimo.asked.who import person_called
    from moshimo.engine.moments import watched
    from moshimo.story.voice import tongue_of

    start = load(world)
    ensure_readable(start)
    with typed():
        ensure_style(style, start.world)
        who = person_called(eyes, start.world) if eyes else ""
    if who and form == "jsonl":
        raise click.UsageError("--as tells a story; --format jsonl writes every deed there was.")
    seed = seed_or_own(seed, start)
    with typed():
        moment = seconds_until(until, start.world, start.scenario) if until else float("inf")
    if not interpreted:
        start.program.make_beside()
    if form == "jsonl":
        text = _as_lines(start.universe(seed, interpreted=interpreted or None).until(moment), start)
    else:
        asked = asked_in(start, style)
        universe, moments = watched(
            start.program, seed, asked, moment, interpreted=interpreted or None
        )
        tongue = tongue_of(start.world, start.scenario, style, moments)
        text = _as_story(universe, start, tongue, form, who)
    deliver(text, out)


def _as_story(universe: Universe, start: Start, tongue: Tongue, form: str, eyes: str) -> str:
    from moshimo.engine.universe import WAITED
    from moshimo.story.markdown import markdown
    from moshimo.story.page import page
    from moshimo.story.tell import tell as told
    from moshimo.story.tell import text

    title = start.scenario.title or start.world.title
    awaited = universe.ended == WAITED
    story = told(universe.deeds, tongue, title=title, awaited=awaited, eyes=eyes)
    if form == "md":
        return markdown(story, tongue, start.world.rights)
    if form == "html":
        return page(story, universe.deeds, tongue, start.world.rights)
    return text(story)


def _as_lines(universe: Universe, start: Start) -> str:
    from moshimo.engine.program import SEMANTICS
    from moshimo.story.export import jsonl

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
