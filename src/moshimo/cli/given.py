"""What several commands take and do: options, what was typed wrong, files."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from moshimo.errors import WorldError, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moshimo import World

SEED = click.IntRange(0, 2**64 - 1)
WHICH = click.option(
    "--seed", type=SEED, help="Which universe; the scenario's own if none is given."
)
STYLE = click.option("--style", default="", help="One of the world's styles, or plain.")
OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
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
        empty = text == Path() or (isinstance(text, str) and not text.strip())
        if typed_in and empty:
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


def seed_or_own(seed: int | None, world: World) -> int:
    """Return the seed that was given, else the scenario's own, and say which."""
    if seed is None:
        seed = world.scenario.seed
        click.echo(f"seed {seed} (choose another with --seed)", err=True)
    return seed


def deliver(text: str, path: Path | None) -> None:
    """Print a text, or write a file so that it is whole or not there at all."""
    if path is None:
        click.echo(text, nl=False)
        return
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
