"""What is emitted: no text of an author's, prefixed names, nothing of Python within reach."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import moshimo
from moshimo import World, load
from moshimo.compile.ir.python import annotated, python
from moshimo.engine.program import kernel

ROOT = Path(__file__).parents[2]
WORLDS = {
    "sample": ROOT / "tests" / "worlds" / "sample",
    "harbour": ROOT / "tests" / "worlds" / "harbour",
    "leaf": Path(moshimo.__file__).parent / "worlds" / "leaf",
}
# What follows a prefix may be the author's; the rest are words of our own.
PREFIXED = re.compile(r"(a|h|i|k|l|once|best|time|who|key)_\w+")
OWN = {
    "about", "after", "asked", "b", "beside", "best", "body", "d", "deterred", "e", "ending",
    "flag", "hearer", "here", "i", "j", "k", "least", "like", "m", "n", "o", "old", "owner", "p",
    "place", "q", "r1", "r2", "r3", "rule",
    "site", "slot", "source", "sure", "then", "time", "total", "u", "value", "weight", "which",
    "who", "whole", "widely", "wished", "x", "y",
}  # fmt: skip
HOSTILE = '''
class Character:
    open: int = known(0)
    eval: Level = private(0.0)
    getattr: Character = known(nobody)
    now_or_never: bool = known(False)


def globals_of(b: Character, m: Character) -> Level:
    d = b.eval + m.eval
    return d


class Blow(Deed):
    to: Character
    old: Level
    time: Level


class A:
    b_c: int = known(1)


class A_b:
    c: int = known(2)


@appraisal(of=Blow)
def hurt(to, old, time, mind):
    """{mind} is hurt."""
    mind.eval += old + 0 * time


@action()
def end_exec(who: Character):
    """{who} ends it."""
    weigh(1 + any(recalls(who, Blow(x, None, None)) for x in Character), "{who} wants to")
    takes(seconds(1))
    who.open += 1


@action()
def effects(of: Character):
    """{of} has effects."""
    weigh(1, "{of} wants to")
    takes(seconds(1))
    time = between(0, 1)
    means(Blow(of, 0.25, time))


@action()
def of(who: Character):
    """{who} does."""
    weigh(1, "{who} wants to")
    takes(seconds(1))


@action()
def ending(who: Character):
    """{who} does."""
    weigh(1, "{who} wants to")
    takes(seconds(1))


@action()
def exec(b: Character, m: Character):
    """{b} does {m} no harm."""
    when(m.getattr == b, b.open >= 0)
    weigh(globals_of(b, b) + 5, "{b} says \\"__import__('os').system('true')\\"")
    takes(seconds(1))
    d = chance(0.5)
    x = b.open + 1
    b.open = x
    if d:
        m.getattr = nobody
    say(b, "__import__('os').abort()")
'''


@pytest.fixture(scope="module", params=[*WORLDS, "hostile"])
def emitted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world, compiled; the last one's author has chosen names to break out with."""
    if request.param != "hostile":
        return load(str(WORLDS[request.param]))
    folder = tmp_path_factory.mktemp("hostile")
    people = (
        "Character:\n  ana: {place: hall}\n  bo: {place: hall, getattr: ana}\nPlace:\n  hall: {}\n"
    )
    for name, text in {
        "world.yaml": "title: Hostile\npace: 1 minute\nscenario: start\n",
        "people.yaml": people,
        "rules/hostile.py": f'"""Rules."""\n{HOSTILE}',
        "scenarios/start.yaml": 'scenario: World\nstarts: "06:00"\nends: {at: day 1 07:00}\n',
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(str(folder))


def nodes(made: World) -> Iterator[ast.AST]:
    for function in made.program.emitted.functions:
        yield from ast.walk(annotated(function))


@pytest.mark.slow
def test_no_text_is_in_what_is_emitted(emitted: World) -> None:
    constants = {type(n.value) for n in nodes(emitted) if isinstance(n, ast.Constant)}
    assert constants <= {bool, int, float, type(None)}


@pytest.mark.slow
def test_every_number_is_finite(emitted: World) -> None:
    numbers = [n.value for n in nodes(emitted) if isinstance(n, ast.Constant)]
    assert all(abs(x) < 2**64 for x in numbers if isinstance(x, int | float))


def test_the_only_attributes_are_fields_of_the_block(emitted: World) -> None:
    fields = {field.word for field in emitted.program.emitted.layout.fields}
    for node in nodes(emitted):
        if isinstance(node, ast.Attribute):
            assert isinstance(node.value, ast.Name)
            assert node.value.id == "b"
            assert node.attr in fields


def test_every_name_of_an_author_is_prefixed(emitted: World) -> None:
    local = {
        n.id for n in nodes(emitted) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    local |= {n.arg for n in nodes(emitted) if isinstance(n, ast.arg)}
    assert [word for word in sorted(local - OWN) if not PREFIXED.fullmatch(word)] == []


def test_no_two_fields_have_one_name(emitted: World) -> None:
    fields = [field.word for field in emitted.program.emitted.layout.fields]
    assert len(set(fields)) == len(fields)


def test_no_two_functions_have_one_name(emitted: World) -> None:
    made = [function.word for function in emitted.program.emitted.functions]
    made += [function.word for function in kernel().functions]
    assert [word for word, n in Counter(made).items() if n > 1] == []


def test_nothing_of_pythons_is_within_reach(emitted: World) -> None:
    space = emitted.program.space
    assert space["__builtins__"] == {}
    functions = {name for name, value in space.items() if hasattr(value, "__code__")}
    for name in functions:
        assert space[name].__globals__ is space
        assert space[name].__closure__ is None
    others = {n for n, v in space.items() if n not in functions and not isinstance(v, int | float)}
    assert others == {"__builtins__", "range", "f64", "i64"}


def test_every_global_name_is_a_function_or_constant_that_is_there(emitted: World) -> None:
    space = emitted.program.space
    for name, value in space.items():
        if hasattr(value, "__code__"):
            wanted = {word for word in value.__code__.co_names if word not in space}
            fields = {field.word for field in emitted.program.emitted.layout.fields}
            assert wanted <= fields, name


def test_such_a_world_runs(emitted: World) -> None:
    universe = emitted.universe(1)
    universe.until(600)
    assert universe.now <= 600


def test_emitting_twice_gives_the_same() -> None:
    first, again = (load(str(WORLDS["sample"])).program.emitted.functions for _ in range(2))
    assert again == first


def test_what_is_interpreted_has_no_annotations_that_would_be_worked_out() -> None:
    made = [python(f) for f in load(str(WORLDS["sample"])).program.emitted.functions]
    assert not any(f.returns or any(a.annotation for a in f.args.args) for f in made)
