"""No file is written but by the one writer, and nothing is printed but through a `Screen`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.offences import hold
from tests.test_architecture import FILES, SRC
from tests.test_shape import offence, walked

WRITER = SRC / "output" / "whole_file.py"
CACHE = SRC / "compile" / "cache.py"  # machine code, sealed, in a folder of the user's own
METHODS = {  # of paths, of `os` and of `shutil`: whatever makes, changes or removes a file
    *("write_text", "write_bytes", "touch", "mkdir", "makedirs", "mkfifo", "mknod", "rename"),
    *("renames", "unlink", "remove", "removedirs", "rmdir", "rmtree", "symlink", "symlink_to"),
    *("link", "hardlink_to", "chmod", "fchmod", "chown", "fchown", "truncate", "ftruncate"),
    *("copy", "copy2", "copyfile", "copytree", "move", "tofile", "savez", "to_csv"),
}
OF_FILES = {"os", "shutil", "Path"}  # whose `copy`, `link` and so on are meant
ANYWHERE = METHODS - {"copy", "remove", "link", "move", "truncate"}  # no list or array has these
READS = {"r", "rb", "rt"}


def writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each call that could write a file: its line, and what it calls."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        of, _, word = called.rpartition(".")
        if word in ANYWHERE or (word in METHODS and of in OF_FILES):
            yield node.lineno, called
        elif word == "replace" and (of == "os" or (len(node.args) == 1 and not node.keywords)):
            yield node.lineno, called  # of a path; that of a text has two
        elif word == "open" and of == "os":
            if "O_RDONLY" not in "".join(map(ast.unparse, node.args)):
                yield node.lineno, called
        elif word in ("open", "fdopen", "FileIO", "ZipFile", "TarFile"):
            given = [*node.args, *(k.value for k in node.keywords if k.arg == "mode")]
            modes = {x.value for x in given if isinstance(x, ast.Constant)} & {
                mode + more for mode in "rwax" for more in ("", "b", "t", "+", "b+", "+b")
            }
            if not modes or modes - READS:
                yield node.lineno, called
        elif word in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp", "COPY"):
            yield node.lineno, called


def test_no_other_file_writes() -> None:
    hold(
        offence(path, line, f"{called}: write it by output/whole_file.py")
        for path in FILES
        if path not in (WRITER, CACHE)
        for line, called in writes(ast.parse(path.read_text(encoding="utf-8")))
        if not _is_known(path, called)
    )


def _is_known(path: Path, called: str) -> bool:
    """Whether what looks like a write is none: a stream of ours, a block of LLVM."""
    name = path.relative_to(SRC).as_posix()
    return (name, called) in {
        ("cli/screen.py", "os.open"),  # /dev/null, in the place of a closed stream
        ("cli/screen.py", "io.FileIO"),  # standard output again, with a buffer
        ("lang/text/source.py", "os.open"),  # the one reader, whose flags only read
        ("story/rendering/epub.py", "zipfile.ZipFile"),  # an archive in memory
        ("compile/ir/llvm.py", "self.open"),  # a block of LLVM's text
    }


@pytest.mark.parametrize(
    "code",
    [
        "open('x', 'w')", "open(x, mode='ab')", "open(x, how)", "path.open('x')",
        "path.write_text(y)",
        "path.write_bytes(y)", "path.replace(other)", "os.replace(a, b)", "os.open(x, os.O_WRONLY)",
        "os.remove(x)", "path.unlink(missing_ok=True)", "path.touch()", "tempfile.mkstemp()",
        "shutil.copy(a, b)", "io.FileIO(x, 'w')", "os.fdopen(1, 'wb')", "os.link(a, b)",
    ],
)  # fmt: skip
def test_what_could_write_is_seen(code: str) -> None:
    assert [*writes(ast.parse(code))]


@pytest.mark.parametrize(
    "code",
    [
        "open(x, 'rb')", "path.open('rb')", "text.replace('a', 'b')", "names.remove(x)",
        "array.copy()", "dataclasses.replace(x, y=1)", "os.open(x, os.O_RDONLY | more)",
    ],
)  # fmt: skip
def test_what_only_reads_is_not(code: str) -> None:
    assert not [*writes(ast.parse(code))]


def test_nothing_prints_but_the_command_line_and_that_through_click() -> None:
    hold(
        offence(path, node.lineno, called)
        for path in FILES
        for node in walked(path)
        if isinstance(node, ast.Call)
        and (called := ast.unparse(node.func))
        in ("print", "sys.stdout.write", "sys.stderr.write", "click.secho", "click.style")
    )


def test_json_is_written_in_one_place() -> None:
    """What is hashed, sent to workers or written as a fork's YAML is no JSON for others."""
    apart = {"engine/universe.py", "world/text/world_source.py", "world/forks/change.py"}
    hold(
        offence(path, node.lineno, "json.dumps: write it by output/json_text.py")
        for path in FILES
        if path.relative_to(SRC).as_posix() not in {*apart, "output/json_text.py"}
        for node in walked(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("json.dumps", "json.dump")
    )
