"""Programs of the subset, made at random, and what interpreter and processor make of them.

Their functions call each other and the kernel's `dice` and `numbers`; `main(b)` runs them.
"""

from __future__ import annotations

import ast
import ctypes
import functools
import math
import random
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from hypothesis import strategies as st
from tests.compile.expressions import KEYS, MOST, REALS, SIZES, WHOLES
from tests.compile.probes import SWEEPS
from tests.compile.statements import Statements
from tests.compile.written import add
from tests.engine.typed import Reader, shape, signature

import moshimo
from moshimo.compile.ir.nodes import Routine
from moshimo.compile.ir.python import GIVEN, execute, made_ready
from moshimo.compile.ir.reader import Scope, declared, read
from moshimo.compile.ir.verify import Schema, verify
from moshimo.compile.kernel import constants
from moshimo.compile.layout import Layout
from moshimo.compile.native import Target, compiled, joined, knowing, machine, separated
from moshimo.engine.block import Memory, copy
from moshimo.schema.field import Field
from moshimo.schema.scalars import Scalar, Signature

KERNEL = ("dice", "numbers")  # the kernel's modules that a program may call
FOLDER = Path(moshimo.__file__).parent / "engine" / "kernel"
SOURCE = [
    node
    for word in KERNEL
    for node in ast.parse((FOLDER / f"{word}.py").read_text("utf-8")).body
    if isinstance(node, ast.FunctionDef | ast.Assign)
]
Below: TypeAlias = Callable[[int], int]
WORDS: dict[str, Scalar] = {"wide": "i64", "keys": "u64", "reals": "f64"}
ROWS = 7  # of a pool, whose columns are the fields of that size
FIELDS = (
    *(Field(f"{word}_{size}", kind, (size,)) for word, kind in WORDS.items() for size in SIZES),
    Field("tally_4", "i64", (4,)),  # changed by little only
    Field("seen_211", "f64", (64 + 49 * SWEEPS,)),  # written, never read
    # what the kernel's functions read and write
    *(Field("trouble", "i64"), Field("trouble_at", "i64")),
    *(Field("seed", "u64"), Field("d_key", "u64", (4,)), Field("starts", "f64")),
    *(Field("day", "f64"), Field("at_rows", "i64"), Field("room_rows", "i64")),  # of the pool
)
GIVES = ("None", "i64", "i64", "f64", "bool", "bool", "u64")
MOST_ROLES = ((), ("r0",), ("x_0",), ("r0", "x_1"), ("r0", "r1", "x_2"))


@dataclass(frozen=True, slots=True, repr=False)
class Program:
    """Functions, the last of them `main(b)`, and what the block's fields hold at first."""

    functions: tuple[ast.FunctionDef, ...]
    values: Mapping[str, tuple[float, ...]]

    def __repr__(self) -> str:
        """Return what somebody needs to run it by hand."""
        text = "\n".join(ast.unparse(ast.fix_missing_locations(f)) for f in self.functions)
        return f"{text}\n{dict(self.values)}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def block(self) -> Memory:
        """Return its block as it is at first."""
        made = empty()
        for word, values in self.values.items():
            cells = getattr(made, word)
            for i, value in enumerate(values):
                cells[i] = value
        return made


def _layout() -> Layout:
    """Return where the fields stand: those of `ROWS` are a pool's columns, one behind the other."""
    columns = [f for f in FIELDS if f.word.endswith(f"_{ROWS}")]
    placed: list[Field] = []
    start = 0
    for f in FIELDS:
        if f not in columns:
            placed.append(replace(f, start=start))
            start += 8 * f.size
    width = 8 * len(columns)
    placed += [
        Field(f.word, f.type, start=8 * i, pool="rows", step=width) for i, f in enumerate(columns)
    ]
    return Layout(tuple(placed), start, start, {}, {}, frozenset(), frozenset(), {}, {}, {})


LAYOUT = _layout()
START = {f.word: f.start for f in LAYOUT.fields}


def empty() -> Memory:
    """Return a block of zeros."""
    raw = bytearray(LAYOUT.size + ROWS * LAYOUT.fields[-1].step)
    struct.pack_into("=q", raw, START["at_rows"], LAYOUT.size)
    struct.pack_into("=q", raw, START["room_rows"], ROWS)
    return Memory(LAYOUT, raw)


# running --------------------------------------------------------------------------------------


def interpret(program: Program, instead: Mapping[str, Any] | None = None) -> bytes:
    """Run a program as `link` runs a world; return what its block holds then.

    `instead` takes the place of words that a program finds there, to see what a slip would do.
    """
    space: dict[str, Any] = {**GIVEN, "M64": 2**64 - 1}
    add(space, [*SOURCE, *program.functions])
    space.update(instead or {})
    return _done(program, space)


def interpret_typed(program: Program) -> bytes:
    """Run a program by way of the typed form, interpreted; return what its block holds then."""
    space = dict(GIVEN)
    execute(made_ready(typed(program)), space)
    return _done(program, space)


def _done(program: Program, space: Mapping[str, Any]) -> bytes:
    block = program.block()
    space["main"](block)
    return bytes(settled(block).raw)


def typed(program: Program) -> list[Routine]:
    """Return a program, behind the kernel that it calls, in the typed form; verified."""
    known = {**_kernel_signatures(), **{f.name: declared(f) for f in program.functions}}
    return [*_kernel(), *_typed(program.functions, known)]


@functools.cache
def _kernel() -> list[Routine]:
    own = [f for f in SOURCE if isinstance(f, ast.FunctionDef)]
    return _typed(own, _kernel_signatures())


def _kernel_signatures() -> dict[str, Signature]:
    return {f.name: declared(f) for f in SOURCE if isinstance(f, ast.FunctionDef)}


def _typed(made: Sequence[ast.FunctionDef], known: Mapping[str, Signature]) -> list[Routine]:
    fields = {f.word: f for f in LAYOUT.fields}
    found = [read(f, Scope(fields, constants(SOURCE), known)) for f in made]
    for function in found:
        verify(function, Schema(fields, known))
    return found


def settled(block: Memory) -> Memory:
    """Return a block with every NaN the same: IEEE 754 leaves open which one comes out."""
    made = copy(block)
    for field in made.layout.fields:
        if field.type == "f64":
            cells = np.asarray(getattr(made, field.word))
            cells[np.isnan(cells)] = math.nan
    return made


def native(program: Program, target: Target, guarded: bool) -> bytes:
    """Run a program as machine code; return what its block holds then."""
    code = [_kernel_code(target, guarded), _code(texts(program, guarded)["program"], target)]
    found, alive = joined(code, machine(target), ["main"])
    block = program.block()
    ctypes.CFUNCTYPE(None, ctypes.c_void_p)(found["main"])(block.address)
    del alive
    return bytes(settled(block).raw)


def texts(program: Program, guarded: bool) -> dict[str, str]:
    """Return a program, and the kernel that it calls, as LLVM text."""
    every = {f.word: f for f in typed(program)}
    own = [f.name for f in program.functions]
    groups = {"kernel": [word for word in every if word not in own], "program": own}
    return separated(groups, every, knowing(LAYOUT.fields, {}, guarded))


def _code(text: str, target: Target) -> bytes:
    return compiled(text, machine(target), target.level)


@functools.cache
def _kernel_code(target: Target, guarded: bool) -> bytes:
    return _code(texts(Program((), {}), guarded)["kernel"], target)


# reading --------------------------------------------------------------------------------------


@functools.cache
def signatures() -> dict[str, tuple[list[str], str]]:
    """Return the signatures of the kernel's functions."""
    return {node.name: signature(node) for node in SOURCE if isinstance(node, ast.FunctionDef)}


def reader(program: Program, kind: Callable[..., Reader] = Reader) -> Reader:
    """Return a reader that has read a program's functions."""
    fields = {field.word: str(field.type) for field in FIELDS}
    known = {**signatures(), **{f.name: signature(f) for f in program.functions}}
    made = kind(shape(), fields, {"FOREVER": "f64", "M64": "u64"}, known)
    for function in program.functions:
        made.read(function)
    return made


# making ---------------------------------------------------------------------------------------

SPECIAL = (math.inf, -math.inf, math.nan, 0.0, -0.0)


def made(below: Below) -> Program:
    """Return a program that ends, stays inside its fields, and divides by nothing that is 0.

    `below(n)` draws a whole number from 0 up to, but without, n.
    """
    making = Statements(below)
    functions = [
        making.function(f"f{n}", making.one(GIVES), making.one(MOST_ROLES), 3)
        for n in range(1 + below(3))
    ]
    functions.append(making.function("main", "None", (), 6))
    values: dict[str, tuple[float, ...]] = {
        field.word: tuple(_value(field.type, making.one, below) for _ in range(field.size))
        for field in FIELDS
        if field.word.split("_")[0] in WORDS
    }
    values["tally_4"] = tuple(below(2000) - 1000 for _ in range(4))
    values["seed"] = (below(2**64),)
    values["d_key"] = tuple(below(2**64) for _ in range(4))
    values["starts"], values["day"] = (21600.0,), (making.one((86400.0, 36000.0)),)
    return Program(tuple(functions), values)


def _value(
    kind: Scalar, one: Callable[[Sequence[float]], float], below: Callable[[int], int]
) -> float:
    """Return what a place of a field holds at first: something at an edge, or anything."""
    match kind, below(4):
        case "i64", 0 | 1:
            return one(WHOLES)
        case "i64", _:
            return below(2**64 - 1) - MOST
        case "u64", 0 | 1:
            return one(KEYS)
        case "u64", _:
            return below(2**64)
        case _, 0:
            return one(SPECIAL)
        case _, 1:
            return one(REALS)
        case _, 2:
            return (below(2**53) - 2**52) / float(2 ** below(60))
    return float(struct.unpack("<d", below(2**64).to_bytes(8, "little"))[0])


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Return a program that Hypothesis can make smaller."""
    return made(lambda n: draw(_below(n)))


@functools.cache
def _below(n: int) -> st.SearchStrategy[int]:
    return st.integers(0, n - 1)


def program(seed: int) -> Program:
    """Return the program of a seed: no two are alike, as Hypothesis likes them to be."""
    return made(random.Random(seed).randrange)
