"""The way of one rule, from its text to the running loop, as the map tells it.

The sample world is loaded, compiled and put into both back ends while every call is looked at. A
file is *passed* by the rule `exile` if a function in it is handed that rule or a part of it: its
text as Python's `ast` has it, a node as written, a node as checked, or what was emitted of it. A
part that other rules have too (a type, an attribute of a kind, `judge.place`) does not count. Nor
do the kernel, which knows no rule, and the files that declare the nodes which are handed on, the
constructors of the typed form among them.
"""

from __future__ import annotations

import ast
import dataclasses
import os
import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import pytest
from tests.offences import hold
from tests.test_architecture import SRC

from moshimo.compile.native import modules
from moshimo.engine.program import kernel, prepare
from moshimo.errors import Span
from moshimo.world.load import load

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "worlds" / "sample"
NOT_RULES = ("stories", "forks", "telling")  # folders that name a rule, and do nothing to it
RULE = "exile"
MOST = 15
HEADING = "## One rule, from file to loop\n"
KERNEL = "engine/"
CONSTRUCTORS = "compile/ir/code.py"
OURS = f"{SRC}{os.sep}"
NAMES = ast.FunctionDef | ast.ClassDef


@dataclasses.dataclass(slots=True)
class Seen:
    """The calls of our functions that were handed nodes: the file, the function, the nodes."""

    calls: list[tuple[str, str, list[Any]]] = dataclasses.field(default_factory=list)

    def look(self, frame: FrameType, event: str, _of: Any) -> None:
        """Note a call, as `sys.setprofile` tells of it."""
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(OURS):
            return
        taken = code.co_argcount + code.co_kwonlyargcount
        taken += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)  # *args, **named
        handed = [frame.f_locals.get(word) for word in code.co_varnames[:taken]]
        if found := [node for one in handed for node in in_rows(one)]:
            file = Path(code.co_filename).relative_to(SRC).as_posix()
            self.calls.append((file, code.co_name, found))


def is_node(value: Any) -> bool:
    """Whether a value is of Python's `ast`, or a frozen value of ours that is more than a place."""
    if isinstance(value, ast.AST | Span):
        return isinstance(value, ast.AST)
    frozen = getattr(type(value), "__dataclass_params__", None)
    return frozen is not None and frozen.frozen and type(value).__module__.startswith("moshimo.")


def in_rows(value: Any) -> Iterator[Any]:
    """Yield a node, or the nodes that stand in a row."""
    if is_node(value):
        yield value
    elif isinstance(value, list | tuple):
        yield from filter(is_node, value)


def parts(value: Any) -> Iterable[Any]:
    """Return what a node or a row is made of."""
    if isinstance(value, ast.AST):
        return [getattr(value, word, None) for word in value._fields]
    if is_node(value):
        return [getattr(value, field.name, None) for field in dataclasses.fields(value)]
    if isinstance(value, list | tuple | frozenset | set):
        return value
    return value.values() if isinstance(value, dict) else ()


def within(roots: Iterable[Any]) -> dict[int, Any]:
    """Return all nodes that some are made of, by identity."""
    found: dict[int, Any] = {}
    waiting = list(roots)
    while waiting:
        value = waiting.pop()
        if id(value) not in found:
            found[id(value)] = value
            waiting += parts(value)
    return {key: value for key, value in found.items() if is_node(value)}


def rules_of(value: Any, rules: Iterable[str]) -> list[str]:
    """Return the rules whose names a node has in its own: `exile`, `guard__exile`."""
    if isinstance(value, ast.AST) and not isinstance(value, NAMES):
        return []
    own = [getattr(value, word, None) for word in ("word", "name", "rule")]
    own += [getattr(one, word, None) for one in filter(is_node, own) for word in ("word", "name")]
    words = {part for one in own if isinstance(one, str) for part in re.split(r"__|\W+", one)}
    return [rule for rule in rules if rule in words]


def watched() -> Seen:
    """Return what was handed to whom while the sample world became both kinds of code."""
    seen = Seen()
    with TemporaryDirectory() as kept:
        world = Path(kept) / "sample"
        shutil.copytree(SAMPLE, world, ignore=shutil.ignore_patterns(*NOT_RULES))
        before = sys.getprofile()
        sys.setprofile(seen.look)
        try:
            compiled(world)
        finally:
            sys.setprofile(before)
    return seen


def of_the_rule(seen: Seen) -> dict[int, Any]:
    """Return the nodes that are parts of the rule, and of no other, by identity."""
    text = (SAMPLE / "rules" / "village.py").read_text(encoding="utf-8")
    rules = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    named: dict[str, list[Any]] = {rule: [] for rule in rules}
    for node in {id(node): node for *_, nodes in seen.calls for node in nodes}.values():
        for rule in rules_of(node, rules):
            named[rule].append(node)
    mine = within(named.pop(RULE))
    others = within(node for of_one in named.values() for node in of_one)
    alike = set(filter(hashable, others.values()))
    return {
        key: node
        for key, node in mine.items()
        if key not in others and not (hashable(node) and node in alike)
    }


def hashable(node: Any) -> bool:
    """Whether a node is a value that equals others; Python's own nodes are each themselves."""
    try:
        return not isinstance(node, ast.AST) and hash(node) is not None
    except TypeError:
        return False


def compiled(world: Path) -> None:
    """Load a world and make both kinds of code of it, which are not run here."""
    program = prepare(*load(str(world)))  # by itself: nothing comes from the cache
    assert program.space
    assert modules(kernel(), program.emitted)


@pytest.mark.slow
def test_one_rule_passes_at_most_15_files_and_the_map_names_them() -> None:
    seen = watched()
    own = of_the_rule(seen)
    declaring = {CONSTRUCTORS} | {
        f"{type(n).__module__.partition('.')[2].replace('.', '/')}.py" for n in own.values()
    }
    passed: dict[str, set[str]] = defaultdict(set)
    for file, function, nodes in seen.calls:
        if any(id(node) in own for node in nodes):
            passed[file].add(function)
    steps = {file for file in passed if not file.startswith(KERNEL)} - declaring
    told = {file for file in named_by_the_map() if not file.startswith(KERNEL)} - declaring
    assert declaring
    hold(
        [
            *([f"{len(steps)} files are passed, of at most {MOST}"] if len(steps) > MOST else []),
            *(
                f"{file} is not in the map: {', '.join(sorted(passed[file]))}"
                for file in sorted(steps - told)
            ),
            *(f"{file} is in the map and not passed" for file in sorted(told - steps)),
        ]
    )


def named_by_the_map() -> set[str]:
    """Return the files that the section of the map names."""
    _, _, behind = (ROOT / "docs" / "map.md").read_text(encoding="utf-8").partition(HEADING)
    return set(re.findall(r"`(\w+(?:/\w+)+\.py)`", behind.partition("\n## ")[0]))
