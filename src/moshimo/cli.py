"""The command line: arguments in, front page called, text out."""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import __version__, load
from moshimo.errors import RunError, WorldError

if TYPE_CHECKING:
    from moshimo import Start
    from moshimo.engine.run import Universe

WELL, WRONG_WORLD, OUR_FAULT = 0, 1, 70


def main() -> None:
    """Run the command. Exit codes: 0 well, 1 the world is wrong, 2 the command is, 70 we are."""
    sys.exit(guarded(lambda: commands(standalone_mode=False)))


def guarded(run: Callable[[], object]) -> int:
    """Run a command; turn what goes wrong into one clear message and an exit code."""
    try:
        run()
    except (WorldError, RunError) as wrong:
        click.echo(str(wrong), err=True)
        return WRONG_WORLD
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return WELL
    except Exception:  # noqa: BLE001  whatever it is, it is ours
        with tempfile.NamedTemporaryFile(
            "w", prefix="moshimo-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.write(traceback.format_exc())
        click.echo(
            "This is a bug in moshimo, not in your world. "
            f"What we know of it was written to {report.name}.",
            err=True,
        )
        return OUR_FAULT
    return WELL


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="moshimo")
def commands() -> None:
    """Describe a world once; it runs, and tells itself.

    A WORLD is a shipped name (leaf, leaf/evening) or a path that begins with . or / or ~.
    """


@commands.command()
@click.argument("world")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=None, help="Which universe.")
@click.option(
    "--until", "until", default="", help="Stop at that time, e.g. 'day 2 06:00' or '3 hours'."
)
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def tell(world: str, seed: int | None, until: str, form: str, out: Path | None) -> None:
    """Tell what happens in a world."""
    start = load(world)
    _readable(start)
    if seed is None:
        seed = 1
        click.echo(f"seed {seed} (choose another with --seed)", err=True)
    universe = start.universe(seed).until(_moment(until, start))
    text = _as_lines(universe, start) if form == "jsonl" else _as_story(universe, start)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write_whole(out, text)


@commands.command()
@click.argument("world")
def check(world: str) -> None:
    """Check a world without running it, and report every mistake."""
    start = load(world)
    _readable(start)
    w = start.world
    rules = len(w.laws.rules)
    people = len(w.members.get("Character", ()))
    click.echo(
        f"{w.title}: {rules} rules, {people} people, {len(w.members.get('Place', ()))} places, "
        f"{len(w.scenarios)} scenarios, {len(w.stories)} stories. Nothing is wrong."
    )


@commands.command()
@click.argument("world")
@click.argument("rule")
def show(world: str, rule: str) -> None:
    """Show what became of a rule: its text, how it was read, its plan, its Python."""
    from moshimo.compile.show import shown

    start = load(world)
    try:
        click.echo(shown(start.world, rule), nl=False)
    except KeyError as missing:
        raise click.UsageError(str(missing.args[0])) from None


@commands.command(name="try")
@click.argument("world")
@click.argument("rule")
@click.option(
    "--at", "at", default="", help="At that time, e.g. '18:30', 'day 2 06:00' or '3 hours'."
)
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1)
def try_(world: str, rule: str, at: str, seed: int) -> None:
    """Show who could do something at a moment, how much they want it, and what keeps the others."""
    from moshimo.engine.attempt import attempts

    start = load(world)
    moment = _moment(at, start) if at else 0.0
    try:
        universe = start.universe(seed).until(moment)
        click.echo(attempts(universe, rule), nl=False)
    except KeyError as missing:
        raise click.UsageError(str(missing.args[0])) from None


def _moment(text: str, start: Start) -> float:
    """Return seconds since the scenario's start; endless if no time is given."""
    from moshimo.world import times

    if not text:
        return float("inf")
    span = times.span(text)
    if span is not None:
        return span
    moment = times.moment(text, start.world.calendar.day)
    if moment is None:
        raise click.BadParameter(f"{text!r} is no time; write '3 hours', '18:30' or 'day 2 06:00'")
    return moment - start.scenario.starts


def _readable(start: Start) -> None:
    """Check that everything that can happen can be told."""
    from moshimo.story.readable import readable

    problems = readable(start.world, start.scenario)
    if problems:
        raise WorldError(problems)


def _as_story(universe: Universe, start: Start) -> str:
    from moshimo.story.tell import tell as told
    from moshimo.story.voice import tongue_of

    tongue = tongue_of(start.world, start.scenario)
    return told(universe.deeds, tongue, title=start.scenario.title or start.world.title) + "\n"


def _as_lines(universe: Universe, start: Start) -> str:
    from moshimo.engine.run import SEMANTICS
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


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that it is whole or not there at all."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as wrong:
        beside.unlink(missing_ok=True)
        raise click.FileError(str(path), hint=wrong.strerror or "it cannot be written") from None


if __name__ == "__main__":
    main()
