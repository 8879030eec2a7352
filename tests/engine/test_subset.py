"""The kernel and all that is emitted keep to the subset that docs/reference/subset.md tells.

The page's own tables are read: what is not in them fails here, so page and code cannot part.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.engine.tiny import MakeWorld
from tests.engine.typed import Reader, calls, form, ring, shape, signature

import moshimo
from moshimo import load
from moshimo.compile.ir.python import annotated
from moshimo.compile.kernel import read_kernel
from moshimo.engine.program import Program, kernel_files
from moshimo.errors import OurError
from moshimo.schema.sizes import SIZES

FOLDER = Path(moshimo.__file__).parent / "engine" / "kernel"
SCHEMA = ("moshimo.schema.sizes", "moshimo.schema.block_fields")
ROOT = Path(__file__).parents[2]
WORLDS = {
    "sample": ROOT / "tests" / "worlds" / "sample",
    "harbour": ROOT / "tests" / "worlds" / "harbour",
    "leaf": Path(moshimo.__file__).parent / "worlds" / "leaf",
}


def kernel() -> list[ast.stmt]:
    texts = [path.read_text(encoding="utf-8") for path in kernel_files()]
    return [node for text in texts for node in ast.parse(text).body]


def functions(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    return [node for node in body if isinstance(node, ast.FunctionDef)]


def constants(body: list[ast.stmt]) -> dict[str, str]:
    """Return the types of the constants at the top of the modules."""
    found = {"FOREVER": "f64", "M64": "u64", "DEED_CELLS": "i64", **dict.fromkeys(SIZES, "i64")}
    for node in body:
        if isinstance(node, ast.Assign):
            names = ast.unparse(node.targets[0]).strip("()").split(", ")
            values = ast.literal_eval(node.value)
            many = values if isinstance(values, tuple) else (values,)
            kinds = ["f64" if isinstance(value, float) else "i64" for value in many]
            found |= dict(zip(names, kinds, strict=True))
    return found


def program(world: str) -> Program:
    return load(str(WORLDS[world])).program


def emitted(made: Program) -> list[ast.FunctionDef]:
    return [annotated(function) for function in made.emitted.functions]


def reader(made: Program) -> Reader:
    """Return a reader that knows the kernel, a world's emitted functions, and its block."""
    body = kernel()
    asked = ast.parse((FOLDER / "emitted.py").read_text(encoding="utf-8")).body
    signatures = {f.name: signature(f) for f in functions(asked)}
    signatures |= {f.name: signature(f) for f in functions(body)}
    signatures |= {f.name: signature(f) for f in emitted(made)}
    fields = {f.word: str(f.type) for f in made.emitted.layout.fields}
    return Reader(shape(), fields, constants(body), signatures)


def test_the_kernel_keeps_to_the_subset() -> None:
    read = reader(program("sample"))
    for made in functions(kernel()):
        read.read(made)
    assert read.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_what_is_emitted_keeps_to_the_subset(world: str) -> None:
    made = program(world)
    read = reader(made)
    for function in emitted(made):
        read.read(function)
    assert read.wrong == []


def test_a_yes_or_no_toward_oneself_keeps_to_the_subset(world: MakeWorld) -> None:
    rules = '''
class Character:
    knows: bool[Character] = private(False, self=True)


@action()
def greet(who: Character, other: Character):
    """{who} greets {other}."""
    when(who.knows[other])
    weigh(9, "{who} can")
    who.knows[other] = not who.knows[who]
'''
    made = world(rules, "ana: {place: hall}").program
    read = reader(made)
    for function in emitted(made):
        read.read(function)
    assert read.wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_what_is_emitted_is_what_the_kernel_asks_for(world: str) -> None:
    asked = ast.parse((FOLDER / "emitted.py").read_text(encoding="utf-8")).body
    made = {f.name: signature(f) for f in emitted(program(world))}
    for wanted in functions(asked):
        if wanted.name != "trace":
            assert made[wanted.name] == signature(wanted), wanted.name


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
def test_nothing_calls_itself_not_even_through_others(world: str) -> None:
    every = [*functions(kernel()), *emitted(program(world))]
    assert ring({f.name: calls(f) for f in every}) == []


def test_the_folder_holds_the_kernel_and_what_its_text_needs_and_nothing_else() -> None:
    others = {path.name for path in FOLDER.rglob("*.py")} - {p.name for p in kernel_files()}
    assert others == {"__init__.py", "subset.py", "emitted.py"}
    for path in kernel_files():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert functions(body), f"{path.name} has no function of the subset"
        imports = {node.module or "" for node in body if isinstance(node, ast.ImportFrom)}
        inside = {word for word in imports if word.startswith("moshimo.engine.kernel.")}
        assert imports - inside <= {"__future__", *SCHEMA}, path.name


def test_modules_of_the_kernel_hold_functions_and_constants_only() -> None:
    allowed = (ast.FunctionDef, ast.Assign, ast.Import, ast.ImportFrom)
    others = [n for n in kernel() if not isinstance(n, allowed)]
    docstrings = [
        n for n in others if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    ]
    assert others == docstrings


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("x = b.now[0] ** 2.0", "Pow"),
        ("x = 1 + b.now[0]", "written with f64"),
        ("x = b.now[0] // 2.0", "FloorDiv of f64"),
        ("x = min(1.0, 2.0)", "Call that is not in the subset"),
        ("x = [1, 2]", "List"),
        ("x = 'word'", "Constant"),
        ("x = 0.0 < b.now[0] < 1.0", "Compare"),
        ("if b.steps[0]:\n  pass", "i64 where bool is wanted"),
        ("x = 1\nx = 1.0", "x is written and becomes f64"),
        ("for x in b.near:\n  pass", "For"),
        ("b.nowhere[0] = 1", "no field of the block"),
        ("b.now[0] = 1", "written where f64 is wanted"),
        ("return 1.0", "f64 where None is wanted"),
        ("x, y = 1, 2", "Assign"),
        ("mix(1)", "1 values for 2 roles"),
        ("del b", "Delete"),
        ("x = b.seed[0] - 1", "Sub of u64"),
        ("x = y", "no value"),
    ],
)
def test_what_is_not_on_the_page_is_found(text: str, wrong: str) -> None:
    read = reader(program("sample"))
    body = "\n ".join(text.split("\n"))
    (made,) = functions(ast.parse(f"def f(b: Block) -> None:\n {body}").body)
    read.signatures = {**read.signatures, "f": signature(made)}
    read.read(made)
    assert any(wrong in told for told in read.wrong), read.wrong


def test_the_page_has_a_row_for_every_form() -> None:
    page = shape()
    assert form("x + y") in page.operators
    assert page.operators["FloorDiv"] == {"i64"}
    assert page.operators["Div"] == {"f64"}
    assert "while" in page.statements


def test_one_name_of_the_kernel_stands_for_one_number() -> None:
    texts = ("ROLES, PLACE = 0, 1", "ROLES = 4")
    files = {f"{n}.py": ast.parse(text) for n, text in enumerate(texts)}
    with pytest.raises(OurError, match="`ROLES` has two values"):
        read_kernel(files, ())
    read_kernel({**files, "1.py": ast.parse("ROLES = 0")}, ())
