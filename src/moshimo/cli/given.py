"""What commands are given, read and checked: worlds, times, people, styles, files."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo.errors import WorldError, did_you_mean, listed, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from moshimo import Start
    from moshimo.lang.model import Ex

SEED = click.IntRange(0, 2**64 - 1)
OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all.",
)


def moment_of(text: str, start: Start) -> float:
    """Return the seconds from the scenario's start to that time."""
    from moshimo.world.text import times

    span = times.span(text)
    if span is not None:
        return span
    moment = times.moment(text, start.world.calendar.day)
    if moment is None:
        raise click.UsageError(f"`{text}` is no time; write '3 hours', '18:30' or 'day 2 06:00'.")
    if moment < start.scenario.starts:
        begins = times.shown(start.scenario.starts, start.world.calendar.day)
        raise click.UsageError(f"`{text}` is before the scenario begins, on {begins}.")
    return moment - start.scenario.starts


def ensure_readable(start: Start) -> None:
    """Check that everything that can happen can be told."""
    from moshimo.story.readable import readable

    problems = readable(start.world, start.scenario)
    if problems:
        raise WorldError(problems)


def ensure_style(style: str, start: Start) -> None:
    """Check that the world has that style."""
    from moshimo.world.telling.ways import PLAIN

    known = [*start.world.telling.styles, PLAIN]
    if style and style not in known:
        meant = did_you_mean(style, known) or f"there is: {listed(known)}."
        raise click.UsageError(f"`{start.world.word}` has no style `{style}`; {meant}")


def asked_in(start: Start, style: str) -> Mapping[str, Sequence[Ex]]:
    """What a telling in that style asks of the deeds of each rule."""
    from moshimo.world.telling.telling import asked_of_deeds
    from moshimo.world.telling.ways import PLAIN

    return {} if style == PLAIN else asked_of_deeds(start.world.telling, start.world.laws.rules)


def person_called(name: str, start: Start) -> str:
    """Return the id of the person with that id or name."""
    people = start.world.members.get("Character", ())
    called = {word: p.id for p in people for word in (p.short, p.name, p.id) if word}
    folded = {word.casefold(): id_ for word, id_ in called.items()}
    if name.casefold() not in folded:
        meant = did_you_mean(name, called)
        there_is = f"there is nobody called `{visible(name)}` in {start.world.word}"
        raise click.UsageError(f"{there_is}; {meant}" if meant else f"{there_is}.")
    return folded[name.casefold()]


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is whole or not there at all."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as wrong:
        why = (wrong.strerror or "it cannot be written").lower()
        raise click.UsageError(f"nothing was written to `{path}`: {why}.") from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
