"""Every file is read through one reader, `lang/text/source.py`: nothing else opens or lists one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.offences import hold
from tests.test_architecture import FILES, SRC

READER = "lang/text/source.py"
# What opens a file to read it, or looks into a folder: a name by itself, or one behind a dot.
PLAIN = {"open"}
DOTTED = {
    *("open", "fdopen", "read_text", "read_bytes", "readlink"),
    *("iterdir", "glob", "rglob", "scandir", "listdir", "walk"),
    *("fromfile", "memmap", "loadtxt", "genfromtxt", "open_text", "open_binary", "FileIO"),
}
# Who may besides, and why.
OTHERS = {
    "compile/cache.py": {"open", "fdopen", "iterdir"},  # the user's own folder of machine code
    "output/whole_file.py": {"open", "fdopen", "readlink"},  # what is written, and where to
    "report/odds/outlook.py": {"read_bytes"},  # a table that was just made
    "cli/screen.py": {"open", "FileIO"},  # the null device, in the place of a closed output
}
MODULES = ("os", "io")  # of these the bare function counts; else what is called so may be a field


def reads(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield where a file is read, and by which word; passing the function on counts too."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in PLAIN:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and node.attr in DOTTED:
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            llvm = (of, node.attr) == ("self", "open")  # a block of its text
            may_be_field = node.attr == "open" and (id(node) not in called or llvm)
            if of in MODULES or (not may_be_field and node.attr != "walk"):
                yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for name in node.names:
                if name.name in DOTTED:
                    yield node.lineno, name.name


def offences(path: Path, text: str) -> list[str]:
    file = path.relative_to(SRC).as_posix()
    allowed = DOTTED if file == READER else OTHERS.get(file, set())
    found = reads(ast.parse(text))
    return [f"{file}:{line}: {word}" for line, word in found if word not in allowed]


def test_nothing_but_the_reader_opens_or_lists_a_file() -> None:
    hold(one for path in FILES for one in offences(path, path.read_text(encoding="utf-8")))


def test_every_way_to_open_a_file_is_seen() -> None:
    text = """
from os import scandir
import os, io, numpy as np
a = open("x")
b = Path("x").open("rb")
c = os.open("x", 0)
d = Path("x").read_bytes()
e = map(Path.read_text, paths)
f = np.fromfile("x")
g = io.open("x")
"""
    lines = [int(one.split(":")[1]) for one in offences(SRC / "front.py", text)]
    assert sorted(lines) == [2, 4, 5, 6, 7, 8, 9, 10]
