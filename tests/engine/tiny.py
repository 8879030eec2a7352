"""A world of one rules file and a few members, and how a test reads its universes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from moshimo import World, load
from moshimo.asked.what import read
from moshimo.engine.journal import Deed
from moshimo.engine.question_code import QuestionCode
from moshimo.engine.universe import Universe

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
PLACES = """
Place:
  hall: {path: {mill: 4 minutes}}
  mill: {}
"""


class MakeWorld(Protocol):
    """What the fixture `world` is."""

    def __call__(self, rules: str, people: str = "", **more: str) -> World:
        """Return a tiny world, loaded."""
        ...


@dataclass(frozen=True, slots=True)
class Tiny:
    """What stands in a tiny world's files. `people` are lines under `Character:`."""

    rules: str
    people: str = ""
    places: str = PLACES
    more: str = ""  # further members, with the names of their kinds
    front: str = ""  # further lines of world.yaml
    pace: str = "1 minute"
    scenario: str = ""  # further lines of its scenario
    ends: str = "day 1 07:00"  # it starts at 06:00
    story: str = ""  # a file of its stories


def tiny(folder: Path, made: Tiny) -> World:
    """Write a world into a folder and load it."""
    people = textwrap.indent(textwrap.dedent(made.people).strip(), "  ")
    files = {
        "world.yaml": f"title: Tiny\npace: {made.pace}\nscenario: start\n{made.front}",
        "rules/tiny.py": f'"""A tiny world."""\n{textwrap.dedent(made.rules)}',
        "people.yaml": f"Character:\n{people}\n" if people.strip() else "",
        "places.yaml": textwrap.dedent(made.places),
        "more.yaml": textwrap.dedent(made.more),
        "scenarios/start.yaml": f'scenario: World\nstarts: "06:00"\nends: {{at: {made.ends}}}\n'
        + textwrap.dedent(made.scenario),
        "stories/plot.yaml": textwrap.dedent(made.story),
    }
    for name, text in files.items():
        if text.strip():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return load(str(folder))


def told(universe: Universe) -> list[str]:
    """Return a universe's deeds as a reader of tests wants them: `strike(ana, bo)`, with how."""
    return [line(deed) for deed in universe.deeds]


def line(deed: Deed) -> str:
    """Return one deed in a line; what is not simply done says so."""
    text = f"{deed.rule}({', '.join(deed.roles.values())})"
    return text if deed.result == "done" else f"{text}: {deed.result}"


def of(universe: Universe, rule: str) -> list[Deed]:
    """Return the deeds of one rule."""
    return [deed for deed in universe.deeds if deed.rule == rule]


def believed(universe: Universe, mind: str, attribute: str, owner: str) -> str | float:
    """Return what a mind takes a member's attribute to be: a member's id, "" , "?", or a number."""
    laws, layout = universe.program.world.laws, universe.program.emitted.layout
    kind, word = attribute.split(".")
    a = laws.kinds[kind].attribute(word)
    assert a is not None
    assert a.full in layout.pictured, f"nobody can have {a.full} wrong"
    row = layout.picture(a, place(universe, "Character", mind), place(universe, kind, owner))
    value = getattr(universe.block, f"p_{kind}_{word}")[row]
    if a.type.tag != "ref":
        return float(value)
    if value == layout.rows[a.type.of] - 1:
        return "?"
    return universe.names(a.type.of)[value - 1] if value else ""


def true(universe: Universe, attribute: str, owner: str) -> float:
    """Return a number as it truly stands in the block."""
    kind, word = attribute.split(".")
    return float(getattr(universe.block, f"v_{kind}_{word}")[place(universe, kind, owner)])


def place(universe: Universe, kind: str, member: str) -> int:
    """Return a member's row."""
    return universe.names(kind).index(member) + 1


def stepped(universe: Universe) -> Iterator[Universe]:
    """Yield a universe after each of its steps."""
    while universe.step():
        yield universe


def asked(universe: Universe, text: str) -> bool:
    """Return the answer to a question, asked of a universe as it stands."""
    program = universe.program
    (question,) = read([text], program.world, program.scenario)
    assert question.ex is not None
    return bool(QuestionCode(program).function(question.ex)(universe.block))
