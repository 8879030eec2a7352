"""Whole small worlds made at random, and how one of them goes."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from hypothesis import strategies as st
from tests.compile.programs import settled
from tests.compile.world_rules import Rules
from tests.compile.world_words import MOODS

from moshimo import World, load
from moshimo.compile.native import Target, build
from moshimo.engine.program import kernel
from moshimo.engine.universe import Universe
from moshimo.errors import RunError

Files: TypeAlias = dict[str, str]
PEOPLE, PLACES = ("ana", "bo", "cai", "dora"), ("hall", "mill", "quay")


@dataclass(frozen=True, slots=True)
class Course:
    """How a universe went.

    Attributes:
        journal: its deeds, one a line.
        hash: what its journal hashes to.
        state: field of the block to its bytes at the end, up to the last that is not 0.
        trouble: what ended it, "" if it ended as it should.
    """

    journal: list[str]
    hash: str
    state: dict[str, bytes]
    trouble: str


def made(below: Callable[[int], int]) -> Files:
    """Return a world's files. `below(n)` draws a whole number from 0 up to, but without, n."""
    making = Rules(below)
    making.bodies = making.maybe(2)
    people, places = PEOPLE[: 2 + below(3)], PLACES[: 2 + below(2)]
    making.members = {
        "Character": list(people),
        "Place": list(places),
        "Office": ["reeve", "warden"][: 1 + below(2)],
        "Letter": [],
    }
    making.kinds()
    making.means = sorted(making.meanings)
    making.reckonings()
    making.walk()
    for _ in range(2 + below(5)):
        making.action()
    for make in (making.event, making.appraisal, making.inference):
        for _ in range(below(4)):
            make()
    more = [making.event, making.action] * below(2)  # these can begin the events there are
    for make in more:
        make()
    return {
        "world.yaml": f"title: Made\npace: {making.one((2, 1, 5))} minutes\nscenario: start\n",
        "rules/made.py": "\n".join(
            ['"""A made world."""', "from moshimo.rules import *", "", "share = number(0.4)"]
        )
        + "\n".join(["", *making.lines, ""]),
        "members.yaml": _members(making),
        "scenarios/start.yaml": _scenario(making),
    }


def _members(making: Rules) -> str:
    lines = []
    for kind, ids in making.members.items():
        lines += [f"{kind}:"] * bool(ids)
        for i, word in enumerate(ids):
            given = [f"place: {making.one(making.members['Place'])}"] * (kind == "Character")
            given += [f"holder: {making.one(making.members['Character'])}"] * (kind == "Office")
            if kind == "Place" and i:
                given.append(f"path: {{{making.one(ids[:i])}: {1 + making.below(6)} minutes}}")
            for a in making.attributes:
                named = a.word in ("place", "holder", "reader")
                if a.kind == kind and not named and making.maybe(2):
                    given.append(f"{a.word}: {_given(a.type, a.key, word, making)}")
            lines.append(f"  {word}: {{{', '.join(given)}}}")
    return "\n".join([*lines, ""])


def _given(kind: str, key: str, owner: str, making: Rules) -> str:
    """Return what an author gives for an attribute: one value, or some toward others."""
    if key:
        some = [word for word in making.members[key] if word != owner]
        values = {word: _given(kind, "", owner, making) for word in [*some[:1], "others"]}
        return f"{{{', '.join(f'{word}: {value}' for word, value in values.items())}}}"
    match kind:
        case "Level" | "Amount":
            return making.one(("0.7", "0", "1", "0.1"))
        case "Lean":
            return making.one(("-0.8", "0.6", "0"))
        case "int":
            return making.one(("0", "3", "-5", "4000000000000"))
        case "bool":
            return making.one(("true", "false"))
        case "Mood":
            return making.one(MOODS)
        case "Moment":
            return making.one(("day 1 06:10", "day 1 06:45", "never", "day 1 05:00"))
        case "Span":
            return making.one(("5 minutes", "90 seconds", "1 hour"))
    return making.one(making.members[kind])


def _scenario(making: Rules) -> str:
    people, places = making.members["Character"], making.members["Place"]
    lines = ["scenario: World", 'starts: "06:00"', "ends: {at: day 1 07:30}"]
    if making.maybe(6):
        lines[-1] = "ends: {at: day 1 08:00, when: happened(walk(bo))}"
    if making.maybe(2):
        believed = making.one([*places, "unknown"])
        lines += ["minds:", f"  {people[0]}: {{{people[1]}.place: {believed}}}"]
    secret = [
        a
        for a in making.attributes
        if a.kind in ("Character", "Office") and a.open and not a.key and a.word != "place"
    ]
    if secret and making.maybe(2):
        a = making.one(secret)
        owner = making.members[a.kind][0]
        lines += ["secret:", f"  {owner}.{a.word}: [{making.one(people)}]"]
    return "\n".join([*lines, ""])


@st.composite
def worlds(draw: st.DrawFn) -> Files:
    """Return a world's files, which Hypothesis can make smaller."""
    return made(lambda n: draw(_below(n)))


@functools.cache
def _below(n: int) -> st.SearchStrategy[int]:
    return st.integers(0, n - 1)


def world(seed: int) -> Files:
    """Return the world of a seed: no two are alike, as Hypothesis likes them to be."""
    return made(random.Random(seed).randrange)


# running --------------------------------------------------------------------------------------


def written(files: Files, folder: Path) -> World:
    """Write a world into an empty folder, and load it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(str(folder))


def run(start: World, seed: int) -> Course:
    """Return how a universe goes, interpreted."""
    return course(start.universe(seed, interpreted=True))


def run_natively(start: World, seed: int, level: int) -> Course:
    """Return how it goes as machine code, optimised so far."""
    program = start.program
    program.code.native = build(kernel(), program.emitted, Target(level=level))
    return course(start.universe(seed, interpreted=False))


def course(universe: Universe) -> Course:
    """Return how a universe goes from here to its end."""
    trouble = ""
    try:
        universe.until()
    except RunError as wrong:
        trouble = str(wrong)
    journal = [repr(deed) for deed in universe.deeds]
    return Course(journal, universe.hash(), state(universe), trouble)


def state(universe: Universe) -> dict[str, bytes]:
    """Return what a universe's block holds, field by field, without the zeros at their ends."""
    block = settled(universe.block)
    return {f.word: getattr(block, f.word).tobytes().rstrip(b"\0") for f in block.layout.fields}
