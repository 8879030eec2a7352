"""What several commands take and do: options, what was typed wrong, files."""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from moshimo.engine.limits import Limits
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


class _Size(click.ParamType[int]):
    """Bytes, as a number or with a unit: 500MB, 2GB."""

    name = "size"

    def convert(self, value: object, param: object, ctx: object) -> int:
        """Return the bytes that somebody typed."""
        found = re.fullmatch(r"(\d{1,12}(?:\.\d{1,3})?)\s*([KMG]?)B?", str(value).upper())
        size = int(float(found[1]) * 1000 ** " KMG".index(found[2] or " ")) if found else 0
        if not size:
            self.fail(f"`{visible(str(value))}` is no size; there is: 500MB, 2GB, 1000000000.")
        return size


def limited(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for how much a universe may take, as one value: `limits`."""

    @functools.wraps(command)
    def run(
        *given: object,
        limit_time: float,
        limit_memory: int,
        limit_deeds: int,
        **options: object,
    ) -> None:
        limits = Limits(time=limit_time, memory=limit_memory, deeds=limit_deeds)
        command(*given, limits=limits, **options)

    usual = Limits()
    options = (
        click.option(
            "--limit-time",
            type=click.FloatRange(0, min_open=True),
            default=usual.time,
            metavar="SECONDS",
            help="Stop with an error after that time.  [default: none]",
        ),
        click.option(
            "--limit-memory",
            type=_Size(),
            default=usual.memory,
            metavar="SIZE",
            help="Stop where one universe takes more: 500MB, 2GB.  [default: 1GB]",
        ),
        click.option(
            "--limit-deeds",
            type=click.IntRange(1),
            default=usual.deeds,
            show_default=True,
            help="Stop where one universe has more.",
        ),
    )
    for option in reversed(options):
        run = option(run)
    return run


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
