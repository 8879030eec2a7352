"""The command line: arguments in, front page called, text out."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo import __version__, load
from moshimo.errors import OurError, RunError, WorldError, did_you_mean, listed, visible

if TYPE_CHECKING:
    from moshimo import Start
    from moshimo.engine.moments import Answers
    from moshimo.engine.run import Universe
    from moshimo.lang.model import Ex
    from moshimo.multiverse.branching import Past
    from moshimo.multiverse.counting import Progress
    from moshimo.story.tongue import Tongue

WELL, WRONG_WORLD, OUR_FAULT = 0, 1, 70
SEED = click.IntRange(0, 2**64 - 1)


def main() -> None:
    """Run the command. Exit codes: 0 well, 1 the world is wrong, 2 the command is, 70 we are."""
    sys.exit(guarded(lambda: commands(prog_name="moshimo", standalone_mode=False)))


def guarded(run: Callable[[], object]) -> int:
    """Run a command; turn what goes wrong into one clear message and an exit code."""
    try:
        run()
    except (WorldError, RunError) as wrong:
        click.echo(str(wrong), err=True)
        for note in getattr(wrong, "__notes__", ()):  # which of many universes it was
            click.echo(f"\nThis came about with {note}.", err=True)
        return WRONG_WORLD
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return 130
    except SystemExit:  # click's way to end when whoever was reading has gone, as `| head` does
        return WELL
    except Exception as wrong:  # noqa: BLE001  whatever it is, it is ours
        where = f"It showed at {wrong.where}. " if isinstance(wrong, OurError) else ""
        with tempfile.NamedTemporaryFile(
            "w", prefix="moshimo-", suffix=".txt", delete=False, encoding="utf-8"
        ) as report:
            report.write(traceback.format_exc())
        click.echo(
            f"This is a bug in moshimo, not in your world. {where}"
            f"What we know of it was written to {report.name}.",
            err=True,
        )
        return OUR_FAULT
    return WELL


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="moshimo")
def commands() -> None:
    """Describe a world once; it runs, and can be told as a story.

    A WORLD is a shipped name (leaf, leaf/evening) or a path that begins with . or / or ~.
    """


@commands.command()
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
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all.",
)
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
    from moshimo.story.voice import tongue_of

    start = load(world)
    _readable(start)
    _known_style(style, start)
    who = _person(eyes, start) if eyes else ""
    if who and form == "jsonl":
        raise click.UsageError("--as tells a story; --format jsonl writes every deed there was.")
    if seed is None:
        seed = start.scenario.seed
        click.echo(f"seed {seed} (choose another with --seed)", err=True)
    moment = _moment(until, start) if until else float("inf")
    if not interpreted:
        start.program.make_beside()
    if form == "jsonl":
        text = _as_lines(start.universe(seed, interpreted=interpreted or None).until(moment), start)
    else:
        universe, moments = _watched(start, seed, moment, style, interpreted or None)
        tongue = tongue_of(start.world, start.scenario, style, moments)
        text = _as_story(universe, start, tongue, form, who)
    if out is None:
        click.echo(text, nl=False)
    else:
        _write_whole(out, text)


@commands.command(short_help="Say how likely something is, and how sure that is.")
@click.argument("world")
@click.argument("questions", nargs=-1, required=True, metavar="QUESTION...")
@click.option(
    "--within",
    type=click.FloatRange(0, 0.5, min_open=True, max_open=True),
    help="Stop when the interval is that to either side.  [default: 0.02]",
)
@click.option(
    "--universes",
    type=click.IntRange(1),
    help="Run so many; at most, if --within is given too.",
)
@click.option(
    "--above",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Stop when it is sure on which side of that share it is.",
)
@click.option(
    "--level",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
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
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
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
    "--seed",
    type=SEED,
    help="Which row of universes, 1 if none is given; with --from, whose past.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="A chart and words, or JSON.",
)
@click.option(
    "--on",
    default="threads",
    show_default=True,
    metavar="WHERE",
    help="Run on threads, processes, dask-local or dask://HOST:PORT.",
)
def odds(
    world: str,
    questions: tuple[str, ...],
    within: float | None,
    universes: int | None,
    above: float | None,
    level: float,
    forks: tuple[str, ...],
    shake: float | None,
    since: str,
    seed: int | None,
    form: str,
    on: str,
) -> None:
    """Say how likely something is in a world, and how sure that is.

    A QUESTION is an expression that names members by their ids and comes to yes or no or a number,
    such as 'happened(leave(bo))' or 'bo.grief'; or the id of a beat of a story; or a file of them,
    a line each, whose path begins with ./ or / or ~ or ends in .txt. All share the universes.
    """
    from moshimo.multiverse.questions import written
    from moshimo.story.likely import likely

    start = load(world)
    if seed is None:
        seed = start.scenario.seed if since else 1
    progress = _Progress() if sys.stderr.isatty() else None
    try:
        found = start.odds(
            written(questions),
            within=within,
            universes=universes,
            level=level,
            seed=seed,
            above=above,
            forks=forks,
            since=since,
            shake=shake,
            on=on,
            on_progress=progress,
        )
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    finally:
        if progress:
            progress.wipe()
    if form == "json":
        click.echo(json.dumps(found.json(), ensure_ascii=False))
    else:
        width = shutil.get_terminal_size().columns
        click.echo(likely(found.odds, width, sys.stdout.encoding or "utf-8"), nl=False)
    if found.sample.stopped == "interrupted":
        raise click.Abort


class _Progress:
    """One line that tells how far it is, written over again and again."""

    def __call__(self, found: Progress) -> None:
        """Show how far it is."""
        from moshimo.story.likely import under_way

        width = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\x1b[K{under_way(found)[:width]}", err=True, nl=False)

    def wipe(self) -> None:
        """Take the line away."""
        click.echo("\r\x1b[K", err=True, nl=False)


@commands.command(short_help="Show what a fork makes of a universe.")
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
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, whole or not at all.",
)
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
    from moshimo.multiverse.both import both
    from moshimo.multiverse.branching import fork_branch
    from moshimo.story import beside

    start = load(world)
    _readable(start)
    _known_style(style, start)
    if seed is None:
        seed = start.scenario.seed
        click.echo(f"seed {seed} (choose another with --seed)", err=True)
    past = _past(since, start, seed) if since else None
    branch = fork_branch(start.where, start.program, fork, past=past)
    start.program.make_beside()
    asked = {} if form == "json" else _asked(start, style)
    text = beside.told(
        both(start.program, branch, future if past else seed, asked, past), form, style, _width(out)
    )
    if out is None:
        click.echo(text, nl=False)
    else:
        _write_whole(out, text)


def _past(text: str, start: Start, seed: int) -> Past:
    """Return a universe as it is at that moment."""
    from moshimo.multiverse.branching import past_of
    from moshimo.world.since import since

    past = past_of(start.program, since(text, start.world, start.scenario), seed)
    if past is None:
        raise click.UsageError(f"in universe {seed} the moment `{visible(text)}` never comes.")
    return past


def _width(out: Path | None) -> int:
    """How many letters a line has room for: of a file, as many as two columns need."""
    wide = 120
    return shutil.get_terminal_size((wide, 0)).columns if out is None else wide


@commands.command()
@click.argument("world")
@click.option("--telling", is_flag=True, help="Show how every sentence was read.")
def check(world: str, telling: bool) -> None:
    """Check a world without running it, and report every mistake."""
    start = load(world)
    _readable(start)
    if telling:
        from moshimo.story.readable import as_read

        click.echo(as_read(start.world, start.scenario), nl=False)
    w = start.world
    people = len(w.members.get("Character", ()))
    counts = (
        _counted(len(w.laws.rules), "rule", "rules"),
        _counted(people, "person", "people"),
        _counted(len(w.members.get("Place", ())), "place", "places"),
        _counted(len(w.scenarios), "scenario", "scenarios"),
        _counted(len(w.stories), "story", "stories"),
        *([_counted(len(w.forks), "fork", "forks")] if w.forks else []),
    )
    click.echo(f"{w.title}: {', '.join(counts)}. Nothing is wrong.")


@commands.command(short_help="Show what became of a rule.")
@click.argument("world")
@click.argument("rule")
def show(world: str, rule: str) -> None:
    """Show what became of a rule: its text, how it was read, its plan, its Python."""
    from moshimo.compile.show import shown

    start = load(world)
    try:
        click.echo(shown(start.world, rule), nl=False)
    except KeyError as missing:
        raise click.UsageError(missing.args[0]) from None


@commands.command(name="try", short_help="Show who could do something at a moment, and why.")
@click.argument("world")
@click.argument("rule")
@click.option(
    "--at", default="", help="When, e.g. '18:30', 'day 2 06:00' or '3 hours'; else at the start."
)
@click.option("--seed", type=SEED, default=1, show_default=True, help="Which universe.")
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


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _moment(text: str, start: Start) -> float:
    """Return the seconds from the scenario's start to that time."""
    from moshimo.world import times

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


def _readable(start: Start) -> None:
    """Check that everything that can happen can be told."""
    from moshimo.story.readable import readable

    problems = readable(start.world, start.scenario)
    if problems:
        raise WorldError(problems)


def _known_style(style: str, start: Start) -> None:
    from moshimo.world.ways import PLAIN

    known = [*start.world.telling.styles, PLAIN]
    if style and style not in known:
        meant = did_you_mean(style, known) or f"there is: {listed(known)}."
        raise click.UsageError(f"`{start.world.word}` has no style `{style}`; {meant}")


def _watched(
    start: Start, seed: int, until: float, style: str, interpreted: bool | None
) -> tuple[Universe, dict[str, Answers]]:
    """Run a universe, asking on the way what its telling wants to know."""
    from moshimo.engine.moments import watched

    return watched(start.program, seed, _asked(start, style), until, interpreted=interpreted)


def _asked(start: Start, style: str) -> Mapping[str, Sequence[Ex]]:
    """What a telling in that style asks of the deeds of each rule."""
    from moshimo.world.telling import asked_of_deeds
    from moshimo.world.ways import PLAIN

    return {} if style == PLAIN else asked_of_deeds(start.world.telling, start.world.laws.rules)


def _person(name: str, start: Start) -> str:
    """Return the id of the person with that id or name."""
    people = start.world.members.get("Character", ())
    called = {word: p.id for p in people for word in (p.short, p.name, p.id) if word}
    folded = {word.casefold(): id_ for word, id_ in called.items()}
    if name.casefold() not in folded:
        meant = did_you_mean(name, called)
        there_is = f"there is nobody called `{visible(name)}` in {start.world.word}"
        raise click.UsageError(f"{there_is}; {meant}" if meant else f"{there_is}.")
    return folded[name.casefold()]


def _as_story(universe: Universe, start: Start, tongue: Tongue, form: str, eyes: str) -> str:
    from moshimo.engine.run import WAITED
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


def _write_whole(path: Path, text: str) -> None:
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


if __name__ == "__main__":
    main()
