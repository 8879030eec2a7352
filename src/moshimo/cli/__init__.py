"""The command line: arguments in, front page called, text out."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable

import click

from moshimo import __version__
from moshimo.cli.author_commands import check, show, try_
from moshimo.cli.compare_command import compare
from moshimo.cli.odds_command import odds
from moshimo.cli.tell_command import tell
from moshimo.errors import OurError, RunError, WorldError

WELL, WRONG_WORLD, OUR_FAULT = 0, 1, 70


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
    except SystemExit:  # Click ends so when the reader of a pipe has gone, as `| head` does
        return WELL
    except Exception as wrong:  # noqa: BLE001  whatever it is, it is ours
        where = f"It showed at {wrong.where}. " if isinstance(wrong, OurError) else ""
        told = _reported(traceback.format_exc())
        click.echo(f"This is a bug in moshimo, not in your world. {where}{told}", err=True)
        return OUR_FAULT
    return WELL


def _reported(text: str) -> str:
    """Write down what is known of a bug, and say where; or say it, where nothing can be written."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="moshimo-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
        ) as report:
            report.write(text)
    except OSError:
        return f"What we know of it:\n{text.rstrip()}"
    return f"What we know of it was written to {report.name}."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="moshimo")
def commands() -> None:
    """Describe a world once; it runs, and can be told as a story.

    A WORLD is a shipped name (leaf, leaf/evening) or a path that begins with . or / or ~.
    """


for _command in (tell, odds, compare, check, show, try_):
    commands.add_command(_command)
