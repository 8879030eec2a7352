"""The command line: arguments in, front page called, text out."""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import click

from moshimo import __version__
from moshimo.cli.author_commands import check, show, try_
from moshimo.cli.compare_command import compare
from moshimo.cli.exit_codes import INTERRUPTED, OUR_FAULT, WELL, WRONG_WORLD
from moshimo.cli.follow_command import follow
from moshimo.cli.given import refuse_empty
from moshimo.cli.odds_command import odds
from moshimo.cli.screen import ReaderGone, screens
from moshimo.cli.stopping import interruptible
from moshimo.cli.tell_command import tell
from moshimo.errors import WIDE, OurError, RunError, WorldError, no_memory
from moshimo.output.whole_file import write_file

# How many new values there are before Python looks for dead ones in circles. Ours have none, a
# command does not live long, and by Python's own numbers looking takes a quarter of its time.
COLLECTED = 100_000, 20, 20


def main() -> None:
    """Run the command. How it can end: see `exit_codes`."""
    gc.set_threshold(*COLLECTED)
    with screens(), interruptible() as heard:
        code = guarded(lambda: commands(prog_name="moshimo", standalone_mode=False))
        if heard.code:  # nobody waits for what other threads are at
            with contextlib.suppress(Exception):
                sys.stdout.flush()
            os._exit(heard.code)
    sys.exit(code)


def guarded(run: Callable[[], object]) -> int:
    """Run a command; turn what goes wrong into one clear message and an exit code."""
    try:
        run()
    except (WorldError, RunError) as wrong:
        click.echo(wrong.text(_width()), err=True)
        seed, *more = getattr(wrong, "__notes__", ()) or ("",)
        if seed:  # which of many universes it was, and what is lost
            click.echo(f"\nThis came about with {'. The '.join([seed, *more])}.", err=True)
        return WRONG_WORLD
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    except (ReaderGone, SystemExit):
        return WELL
    except Exception as wrong:  # noqa: BLE001  whatever it is, it is ours
        if (short := no_memory(wrong)) is not None:
            click.echo(str(short), err=True)
            return WRONG_WORLD
        where = f"It showed at {wrong.where}. " if isinstance(wrong, OurError) else ""
        click.echo(f"This is a bug in moshimo, not in your world. {where}{_reported()}", err=True)
        return OUR_FAULT
    return WELL


def _reported() -> str:
    """Write what is known of a bug to a file for this user alone, and say where; else say it."""
    known = traceback.format_exc()
    try:
        path = Path(tempfile.gettempdir()) / f"moshimo-{secrets.token_hex(4)}.txt"
        write_file(path, known.encode("utf-8", "backslashreplace"), 0o600)
    except OSError:
        return f"What we know of it:\n{known.rstrip()}"
    return f"What we know of it was written to {path}."


def _width() -> int:
    """Return how many cells a line of standard error has; many if nobody says."""
    if sys.stderr.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size((WIDE, 0)).columns
    return WIDE


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="moshimo")
def commands() -> None:
    """Describe a world once; it runs, and can be told as a story.

    A WORLD is a shipped name (leaf, leaf/evening) or a path that begins with . or / or ~.
    """


for _command in (tell, odds, compare, follow, check, show, try_):
    refuse_empty(_command)
    commands.add_command(_command)
