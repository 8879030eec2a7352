"""`check`, `show` and `try`: what an author looks at while writing."""

from __future__ import annotations

import click

from moshimo import load
from moshimo.cli.given import SEED, ensure_readable, typed


@click.command()
@click.argument("world")
@click.option("--telling", is_flag=True, help="Show how every sentence was read.")
def check(world: str, telling: bool) -> None:
    """Check a world without running it, and report every mistake."""
    start = load(world)
    ensure_readable(start)
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


@click.command(short_help="Show what became of a rule.")
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


@click.command(name="try", short_help="Show who could do something at a moment, and why.")
@click.argument("world")
@click.argument("rule")
@click.option(
    "--at", default="", help="When, e.g. '18:30', 'day 2 06:00' or '3 hours'; else at the start."
)
@click.option("--seed", type=SEED, default=1, show_default=True, help="Which universe.")
def try_(world: str, rule: str, at: str, seed: int) -> None:
    """Show who could do something at a moment, how much they want it, and what keeps the others."""
    from moshimo.asked.when import seconds_until
    from moshimo.engine.attempt import attempts, spelled

    start = load(world)
    with typed():
        moment = seconds_until(at, start.world, start.scenario) if at else 0.0
    try:
        universe = start.universe(seed).until(moment)
        click.echo(spelled(attempts(universe, rule)), nl=False)
    except KeyError as missing:
        raise click.UsageError(str(missing.args[0])) from None


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
