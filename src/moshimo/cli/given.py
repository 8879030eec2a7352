"""What several commands take and do: options, what was typed wrong, files."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from click.core import ParameterSource

from moshimo.cli.screen import NotWritten, Screen, why
from moshimo.errors import WorldError
from moshimo.output.shown_letters import visible, visible_lines
from moshimo.output.whole_file import ensure_writable, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator

FOR_PROGRAMS = ("json", "jsonl", "html", "svg")
SEED = click.IntRange(0, 2**64 - 1)
WHICH = click.option(
    "--seed", type=SEED, help="Which universe; the scenario's own if none is given."
)
STYLE = click.option("--style", default="", help="One of the world's styles, or plain.")


def _checked(context: click.Context, option: click.Parameter, given: str | None) -> Path | None:
    """Return where to write, before anything runs; a command that cannot succeed ends here."""
    if given is None:
        return None
    if not given:
        raise click.UsageError("nothing was written: `--out` names no file.")
    if given.endswith(("/", os.sep)) or Path(given).is_dir():
        raise click.UsageError(f"nothing was written to `{given}`: that is a folder.")
    try:
        ensure_writable(given)
    except (FileNotFoundError, NotADirectoryError) as wrong:
        raise click.UsageError(_nothing(given, wrong)) from None
    except OSError as wrong:
        raise NotWritten(_nothing(given, wrong)) from None
    return Path(given)


OUT = click.option(
    "--out",
    metavar="FILE",
    callback=_checked,
    help="Write to this file, whole or not at all.",
)


def refuse_empty(command: click.Command) -> None:
    """Let a command refuse an option that is given without a text, as an unset variable gives it.

    Left out, an option has its default; given as "", it names nothing. Changes the command.
    """
    for one in command.params:
        if isinstance(one, click.Option) and one.callback is None:
            one.callback = _filled


def _filled(context: click.Context, option: click.Parameter, value: Any) -> Any:
    """Return what was typed, unless it is empty."""
    typed_in = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    for text in value if isinstance(value, tuple) else (value,):
        if typed_in and isinstance(text, str) and not text.strip():
            raise click.BadParameter("it is empty.", context, option)
    return value


@contextlib.contextmanager
def typed() -> Iterator[None]:
    """Tell of what was typed wrong as Click tells of a wrong command."""
    try:
        yield
    except WorldError as wrong:
        problem = wrong.problems[0]
        said = f"{problem.what}; {problem.fix}" if problem.fix else f"{problem.what}."
        raise click.UsageError(visible(said)) from None


def seed_or_own(seed: int | None, own: int) -> int:
    """Return the seed that was given, else the scenario's own, and say which."""
    if seed is None:
        seed = own
        click.echo(f"seed {seed} (choose another with --seed)", err=True)
    return seed


def deliver(text: str, path: Path | None, form: str = "text") -> None:
    """Print a text, or write a file so that it is whole or not there at all.

    `form` is the command's `--format`: what programs read is always in UTF-8.
    """
    text = visible_lines(text)
    if path is None:
        if form in FOR_PROGRAMS:
            cast(Screen, sys.stdout).hand_on(text)
        else:
            click.echo(text, nl=False)
        return
    keep(text.encode("utf-8"), path)


def keep(raw: bytes, path: Path) -> None:
    """Write a file so that it is whole or not there at all."""
    try:
        write_file(path, raw)
    except OSError as wrong:
        raise NotWritten(_nothing(str(path), wrong)) from None


def _nothing(path: str, wrong: OSError) -> str:
    return f"nothing was written to `{visible(path)}`: {why(wrong)}."
