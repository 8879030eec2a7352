"""`check`, `show` and `try`: what an author looks at while writing."""

from __future__ import annotations

import click

from moshimo import load
from moshimo.cli.given import SEED, typed
from moshimo.errors import counted, render
from moshimo.output.shown_letters import visible


@click.command()
@click.argument("world")
@click.option("--telling", is_flag=True, help="Show how every sentence was read.")
def check(world: str, telling: bool) -> None:
    """Check a world without running it, and report every mistake and every doubt."""
    from moshimo.report.readable import ensure_readable
    from moshimo.story.lexicon.readings import as_read, doubtful
    from moshimo.world.rest import restless

    loaded = load(world)
    ensure_readable(loaded.checked, loaded.scenario)
    if telling:
        click.echo(as_read(loaded.checked, loaded.scenario), nl=False)
    w = loaded.checked
    counts = [
        (len(w.laws.rules), "rule", "rules"),
        (len(w.members.get("Character", ())), "person", "people"),
        (len(w.members.get("Place", ())), "place", "places"),
        (len(w.scenarios), "scenario", "scenarios"),
        (len(w.stories), "story", "stories"),
        *([(len(w.forks), "fork", "forks")] if w.forks else []),
    ]
    said = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts)
    warnings = [*doubtful(w, loaded.scenario), *restless(w)]
    also = f"; {counted(len(warnings), 'warning')}" if warnings else ""
    click.echo(f"{visible(w.title)}: {said}. Nothing is wrong{also}.")
    for warning in warnings:
        click.echo(f"\n{render(warning, word='warning')}")


@click.command(short_help="Show what became of a rule.")
@click.argument("world")
@click.argument("rule")
def show(world: str, rule: str) -> None:
    """Show what became of a rule: its text, how it was read, its plan, its Python."""
    loaded = load(world)
    with typed():
        click.echo(loaded.show(rule), nl=False)


@click.command(name="try", short_help="Show who could do something at a moment, and why.")
@click.argument("world")
@click.argument("rule")
@click.option(
    "--at", default="", help="When, e.g. '18:30', 'day 2 06:00' or '3 hours'; else at the start."
)
@click.option("--seed", type=SEED, default=1, show_default=True, help="Which universe.")
def try_(world: str, rule: str, at: str, seed: int) -> None:
    """Show who could do something at a moment, how much they want it, and what keeps the others."""
    loaded = load(world)
    with typed():
        click.echo(str(loaded.ask(rule, at or 0.0, seed)), nl=False)
