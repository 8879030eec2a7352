"""What the interpreter runs: Python with the author's lines, and nothing of Python's in reach."""

from __future__ import annotations

import ast
import traceback
from pathlib import Path
from typing import Any

import pytest

import moshimo
from moshimo.compile.ir import code as c
from moshimo.compile.ir.nodes import Instruction, Routine
from moshimo.compile.ir.python import GIVEN, execute, made_ready, python
from moshimo.compile.kernel import bare_kernel
from moshimo.engine.program import kernel
from moshimo.errors import Span
from moshimo.schema.block_fields import F

X, Y = c.local("x"), c.local("y", "f64")
ENGINE = Path(moshimo.__file__).parent / "engine" / "kernel"


class Cells:
    """A block of three cells a field."""

    def __getattr__(self, word: str) -> list[Any]:
        cells: list[Any] = [0, 0, 0]
        setattr(self, word, cells)
        return cells


def space_of(*functions: Routine) -> dict[str, Any]:
    space = dict(GIVEN)
    execute(made_ready(functions), space)
    return space


def lines_of(wrong: BaseException) -> list[tuple[str, int | None]]:
    """Return where an error arose, the innermost last."""
    return [(f.filename, f.lineno) for f in traceback.extract_tb(wrong.__traceback__)][1:]


def test_a_function_is_read_as_one_would_write_it() -> None:
    body: list[Instruction] = [
        c.let(Y, c.choose(c.compare(X, "<", 2), 0.5, c.at(F.now))),
        c.when(c.negate(c.compare(Y, "==", float("inf"))), [], [c.change(F.steps, 0, "+", 1)]),
        c.loop(X, 0, 3, [c.put(F.best_role, X, c.convert(Y, "i64")), c.skip()]),
        c.during(c.both(c.const(True), c.compare(X, ">", 0)), [c.leave()]),
        c.give(c.binary(X, "//", 2)),
    ]
    made = python(c.function("f", [X], body, "i64"))
    assert (
        ast.unparse(made)
        == """\
def f(b, x):
    y = 0.5 if x < 2 else b.now[0]
    if not y == FOREVER:
        pass
    else:
        b.steps[0] += 1
    for x in range(0, 3):
        b.best_role[x] = i64(y)
        continue
    while x > 0:
        break
    return x // 2"""
    )


def test_an_error_is_at_the_line_of_the_file_that_the_statement_stands_in() -> None:
    here, there = Span("rules/a.py", 30), Span("rules/a.py", 12)
    second = c.put(F.best_role, c.at(F.near, 7, at=here), 1)
    inner = c.function("inner", [], [c.put(F.fresh, 0, 1, at=there), second], at=there)
    call = c.do(c.call(inner.signature), at=Span("rules/b.py", 4))
    outer = c.function("outer", [], [call], at=Span("rules/b.py", 3))
    with pytest.raises(IndexError) as caught:
        space_of(inner, outer)["outer"](Cells())
    assert lines_of(caught.value) == [("rules/b.py", 4), ("rules/a.py", 30)]


def test_what_stands_in_another_file_is_at_the_line_around_it() -> None:
    foreign = c.put(F.best_role, c.at(F.near, 7, at=Span("rules/b.py", 99)), 1)
    own = c.when(c.compare(c.at(F.fresh), "==", 0), [foreign], at=Span("rules/a.py", 5))
    function = c.function("f", [], [own], at=Span("rules/a.py", 3))
    with pytest.raises(IndexError) as caught:
        space_of(function)["f"](Cells())
    assert lines_of(caught.value) == [("rules/a.py", 5)]


def test_an_error_in_the_kernel_is_at_its_own_line() -> None:
    space = bare_kernel(kernel())
    with pytest.raises(IndexError) as caught:
        space["relocate"](Cells(), 1, 7, 2)
    (place,) = lines_of(caught.value)
    path, line = place
    text = Path(path).read_text("utf-8").split("\n")
    assert line is not None
    assert text[line - 1].strip() == "if b.first_at[old] == x:"


def test_nothing_of_pythons_is_within_reach() -> None:
    space = bare_kernel(kernel())
    assert space["__builtins__"] == {}
    for made in kernel().functions:
        code = space[made.word].__code__
        assert set(code.co_names) <= {*space, *(field for field in vars(F)), *SLOTS, *KINDS}


SLOTS = {
    node.name
    for node in ast.parse((ENGINE / "emitted.py").read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef)
}
KINDS = {f"{x}_Character_place" for x in ("v", "p", "pt", "ps")} | {
    *("n_Character", "key_Character"),
    *(f"{x}_{pool}" for x in ("at", "room", "most") for pool in ("deeds", "memories", "due")),
    *(
        f"{x}_{pool}"
        for x in ("at", "room", "most")
        for pool in ("wishes", "pictures", "notes", "bids")
    ),
}
