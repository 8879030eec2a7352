"""How long the code of a world is: as its text times a constant, whatever asks what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engine.tiny import Tiny, tiny
from tests.lang.growth import KINDS

from moshimo.compile.emit import emit
from moshimo.compile.ir.nodes import Instruction, Routine, Term, children, within


def parts(function: Routine) -> int:
    """Return of how many instructions and expressions a function is, each where it stands."""
    many = 0
    waiting: list[Term | Instruction] = [*within(function.body)]
    while waiting:
        waiting.extend(children(waiting.pop()))
        many += 1
    return many


@pytest.fixture
def size(tmp_path: Path) -> Callable[[str], int]:
    def emitted(text: str) -> int:
        world = tiny(tmp_path, Tiny(text, "ana: {}"))
        return sum(map(parts, emit(world.checked).functions))

    return emitted


@pytest.mark.parametrize("kind", KINDS)
def test_code_is_as_long_as_the_text(kind: str, size: Callable[[str], int]) -> None:
    made, n = KINDS[kind]
    texts = [made(n * factor) for factor in (1, 2, 4)]
    one, two, four = (size(text) for text in texts)
    longer = (len(texts[2]) - len(texts[1])) / (len(texts[1]) - len(texts[0]))
    assert (four - two) / (two - one) < 1.3 * longer
