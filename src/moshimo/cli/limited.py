"""The options that say how much a universe may take, for every command that runs one."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import click

from moshimo.engine.limits import Limits
from moshimo.output.shown_letters import visible


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
        try:
            limits = Limits(time=limit_time, memory=limit_memory, deeds=limit_deeds)
        except ValueError as wrong:
            raise click.UsageError(f"--limit-{wrong}") from None
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
