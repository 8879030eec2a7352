"""The stub that editors read has every word of the language, each with a sentence."""

from __future__ import annotations

import ast
from pathlib import Path

from moshimo.lang import words
from moshimo.lang.text.parser import MARKS
from moshimo.lang.typing.declarations import OPTIONS

STUB = Path(__file__).parent.parent.parent / "src" / "moshimo" / "rules.pyi"
PLAIN_PYTHON = {"bool", "int", "others"}  # `others` is a word of data


def described() -> dict[str, str]:
    """Return what the stub says of each word."""
    found: dict[str, str] = {}
    before = ""
    for node in ast.parse(STUB.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = ast.get_docstring(node) or ""
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[before := node.target.id] = ""
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and before:
            found[before] = str(node.value.value)
    return found


def test_every_word_of_the_language_is_described_to_editors() -> None:
    wanted = {*words.RESERVED, *words.ENGINE_DEEDS, *MARKS, *OPTIONS} - PLAIN_PYTHON
    said = described()
    assert wanted - set(said) == set()
    assert [word for word, sentence in said.items() if not sentence.endswith(".")] == []


def test_the_stub_describes_nothing_that_is_not_there() -> None:
    more = {"Character", "Place", "number", "own"}
    known = {*words.RESERVED, *words.ENGINE_DEEDS, *MARKS, *OPTIONS, *more}
    assert set(described()) - known == set()
