"""Imports point one way. This test is the map of the package; read it first."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "moshimo"

# Each part may import the parts that stand before it in this list, and itself.
PARTS = [
    *("output", "errors", "lines", "lang", "world", "asked", "schema", "kernel", "compile"),
    *("engine", "multiverse", "story", "report", "store", "front", "loading", "__init__"),
]
# These may import all the others, and do not know each other; the last opens the first.
DOORS = ["cli", "studio", "play", "__main__"]

# Files of our own dialect, which Python never runs.
DIALECT = ("systems", "worlds")
FILES = [p for p in sorted(SRC.rglob("*.py")) if p.relative_to(SRC).parts[0] not in DIALECT]


def imported(path: Path) -> set[str]:
    """Return the parts of moshimo that a file imports, at its top or anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "moshimo":
            found |= {f"moshimo.{name.name}" for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    names = {part(name.split(".")[1:]) for name in found if ours(name)}
    return {name if name in PARTS + DOORS else "__init__" for name in names}


def part(words: Sequence[str]) -> str:
    """Return the part that a module stands in; the kernel is one, below the compiler."""
    if tuple(words[:2]) == ("engine", "kernel"):
        return "kernel"
    return words[0] if words else "__init__"


def ours(module: str) -> bool:
    return module.split(".")[0] == "moshimo"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    mine = part(path.relative_to(SRC).with_suffix("").parts)
    assert mine in PARTS + DOORS, f"{mine} has no place in the map"
    own = {mine, "cli"} if mine == "__main__" else {mine}
    allowed = {*PARTS, *own} if mine in DOORS else set(PARTS[: PARTS.index(mine) + 1])
    assert imported(path) <= allowed, f"{mine} may import only {', '.join(sorted(allowed))}"
