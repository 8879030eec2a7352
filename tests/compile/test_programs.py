"""Programs of the subset made at random: what runs them gives the interpreter's bytes.

`WAYS` is the list: every way of running a program is held against `interpret`.
"""

from __future__ import annotations

import ast
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from tests.compile.expressions import MOST
from tests.compile.programs import (
    LAYOUT,
    START,
    Program,
    empty,
    interpret,
    interpret_typed,
    native,
    program,
    programs,
    reader,
    settled,
    signatures,
)
from tests.compile.slips import SLIPS, WORDS, slipped
from tests.engine.typed import Reader, calls, named, ring, shape

from moshimo.compile.native import Target
from moshimo.engine.block import Memory

MANY = 150


def interpret_again(program: Program) -> bytes:
    return interpret(program)


# how a program can be run, beside `interpret`
WAYS: dict[str, Callable[[Program], bytes]] = {
    "interpreted again": interpret_again,
    "typed, interpreted": interpret_typed,
    "native": partial(native, target=Target(), guarded=True),
    "native, not optimised": partial(native, target=Target(level=0), guarded=False),
    "native, any processor": partial(native, target=Target("generic"), guarded=False),
    "native, any processor, not optimised": partial(
        native, target=Target("generic", 0), guarded=True
    ),
}
SHARE = {  # these take longer
    "native": slice(0, None, 4),
    "native, not optimised": slice(0, None, 2),
    "native, any processor": slice(2, None, 4),
    "native, any processor, not optimised": slice(1, None, 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_running_a_program_gives_the_same_bytes(way: str, many: list[Program]) -> None:
    for made in many[SHARE.get(way, slice(None))]:
        assert WAYS[way](made) == interpret(made), made


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=20)
@given(made=programs())
def test_the_smallest_program_that_differs_is_shown(way: str, made: Program) -> None:
    assert WAYS[way](made) == interpret(made)


HARD = {  # what could be taken for something else, by a lowering or by LLVM
    "our floor is not the C library's": """
b.seen_211[0] = floor(-0.0)
b.seen_211[1] = floor(b.reals_1[0] * 0.0)
""",
    "a number beside a key is a key": """
h = 3
if h < b.keys_1[0]:
    b.wide_1[0] = 1
""",
    "and so is what is written as large as one": """
h = 18446744073709551615
j = h
h = mix(h, 1)
if j > h and b.keys_1[0] == j:
    b.wide_1[0] = 1
""",
    "what is too large is noted, not wrapped": """
b.wide_1[0] = kept_whole(b, b.wide_4[0] + b.wide_4[0], 1)
b.trouble[0] = 0
b.wide_1[0] = b.wide_1[0] + kept_whole(b, 0 - b.wide_4[0] - b.wide_4[0], 2)
b.trouble[0] = 0
b.wide_1[0] = b.wide_1[0] + kept_whole(b, b.wide_4[0] * -2, 3)
""",
}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("hard", HARD)
def test_what_is_easily_taken_for_something_else_is_not(hard: str, way: str) -> None:
    text = f"def main(b: Block) -> None:{HARD[hard].replace(chr(10), chr(10) + ' ')}"
    (main,) = ast.parse(text).body
    assert isinstance(main, ast.FunctionDef)
    values = {"keys_1": (2**64 - 1,), "reals_1": (-1.0,), "wide_4": (MOST,) * 4}
    made = Program((main,), values)
    assert reader(made).wrong == []
    assert WAYS[way](made) == interpret(made)


# what the programs are ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many() -> list[Program]:
    """Many programs, always the same."""
    return [program(seed) for seed in range(MANY)]


@dataclass
class Counted(Reader):
    """A reader that counts what it reads, by form and type."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def statement(self, s: ast.stmt) -> None:
        """Read and count one statement."""
        match s:
            case ast.Expr(value=ast.Call()):
                self.seen["effect", ""] += 1
            case _:
                self.seen[named(s), ""] += 1
        super().statement(s)

    def operator(self, e: ast.expr, what: str, allowed: frozenset[str]) -> str:
        """Read an operator, and count it by what it gives."""
        kind = super().operator(e, what, allowed)
        if isinstance(e, ast.Subscript | ast.IfExp | ast.BoolOp):
            self.seen[what, kind] += 1
        return kind

    def fits(self, kind: str, allowed: frozenset[str], e: ast.expr) -> None:
        """Hold a type against the table, and count the operator by what it takes."""
        self.seen[named(e), kind] += 1
        super().fits(kind, allowed, e)


@pytest.mark.slow
def test_every_program_keeps_to_the_subset(many: list[Program]) -> None:
    assert [wrong for made in many for wrong in reader(made).wrong] == []


def test_no_program_calls_itself(many: list[Program]) -> None:
    for made in many:
        assert ring({f.name: calls(f) for f in made.functions}) == []


def test_every_form_of_the_page_occurs_with_each_of_its_types(many: list[Program]) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for made in many:
        counted = reader(made, Counted)
        assert isinstance(counted, Counted)
        seen += counted.seen
    page = shape()
    wanted = {(form, "") for form in page.statements}
    wanted |= {(form, kind) for form, kinds in page.operators.items() for kind in kinds}
    wanted.discard(("field", "bool"))  # no field holds one
    assert sorted(wanted - set(seen)) == []
    assert min(seen[form] for form in wanted) >= 5, min(wanted, key=lambda form: seen[form])


def test_every_function_of_the_kernel_that_needs_no_world_is_called(many: list[Program]) -> None:
    called = {word for made in many for f in made.functions for word in calls(f)}
    assert sorted(set(signatures()) - called) == ["stray"]  # which guards call, and nobody else


def test_programs_come_to_values_of_every_sort(many: list[Program]) -> None:
    sorts: Counter[str] = Counter()
    for made in many:
        block = Memory(LAYOUT, bytearray(interpret(made)))
        sorts.update({f"trouble {block.trouble[0]}", *map(sort, block.seen_211)})
    assert {"trouble 1", "trouble 2", "trouble 3"} <= set(sorts)
    wanted = ("no number", "infinite", "tiny", "-0", "finite")
    assert {word: sorts[word] for word in wanted if sorts[word] < 3} == {}


def sort(x: float) -> str:
    if math.isnan(x) or math.isinf(x):
        return "no number" if math.isnan(x) else "infinite"
    if x == 0.0:
        return "-0" if math.copysign(1.0, x) < 0.0 else "0"
    return "tiny" if abs(x) < 2.2250738585072014e-308 else "finite"


# what they show -------------------------------------------------------------------------------


def outcome(program: Program, instead: dict[str, Any]) -> bytes:
    """Return what a slip makes of a program; going wrong altogether is something else too."""
    try:
        return interpret(program, instead)
    except (ArithmeticError, IndexError, ValueError) as wrong:
        return repr(wrong).encode()


@pytest.mark.slow
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_with_an_operator_is_shown_by_some_program(slip: str, many: list[Program]) -> None:
    kind, instead = SLIPS[slip]
    assert any(outcome(slipped(made, kind), {"slip": instead}) != interpret(made) for made in many)


@pytest.mark.parametrize("slip", WORDS)
def test_a_slip_with_a_word_is_shown_by_some_program(slip: str, many: list[Program]) -> None:
    word, instead = WORDS[slip]
    assert any(outcome(made, {word: instead}) != interpret(made) for made in many)


def test_no_operator_is_taken_for_a_slip_that_is_none(many: list[Program]) -> None:
    for made in many[:10]:
        same = slipped(made, ast.FloorDiv)
        assert interpret(same, {"slip": lambda x, y: x // y}) == interpret(made)


def test_one_nan_is_as_good_as_another() -> None:
    one, other, start = empty(), empty(), START["seen_211"]
    one.raw[start : start + 8] = bytes.fromhex("000000000000f87f")
    other.raw[start : start + 8] = bytes.fromhex("010000000000f8ff")
    assert one.raw != other.raw
    assert settled(one).raw == settled(other).raw
