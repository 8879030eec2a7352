"""The kernel's files → the typed form, verified; and the namespace that interprets a world."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from moshimo.compile.emit import Emitted
from moshimo.compile.ir.nodes import Routine
from moshimo.compile.ir.python import GIVEN, execute, made_ready
from moshimo.compile.ir.reader import Scope, declared, read
from moshimo.compile.ir.verify import Schema, verify
from moshimo.errors import OurError, Span
from moshimo.schema.block_fields import DEED_CELLS, FIELDS
from moshimo.schema.scalars import Signature
from moshimo.schema.sizes import SIZES


@dataclass(frozen=True, slots=True)
class Kernel:
    """The kernel, read and verified.

    Attributes:
        functions: in the order of its files.
        constants: its numbers with a name.
        code: the functions as Python's code.
    """

    functions: tuple[Routine, ...]
    constants: Mapping[str, float | int]
    code: tuple[CodeType, ...] = field(repr=False)


def read_kernel(files: Mapping[str, ast.Module], slots: Iterable[Signature]) -> Kernel:
    """Return the kernel.

    Args:
        files: by path, as Python reads them.
        slots: what a world's code fills.

    Raises:
        OurError: something in it is not of the subset.
    """
    named = constants([node for file in files.values() for node in file.body])
    found = [
        (path, node)
        for path, file in files.items()
        for node in file.body
        if isinstance(node, ast.FunctionDef)
    ]
    signatures = {made.word: made for made in (*slots, *(declared(node) for _, node in found))}
    fields = {f.word: f for f in FIELDS}
    functions = [read(node, Scope(fields, named, signatures), path) for path, node in found]
    for function in functions:
        verify(function, Schema(fields, signatures))
    return Kernel(tuple(functions), named, made_ready(functions))


def constants(body: Sequence[ast.stmt]) -> dict[str, float | int]:
    """Return the numbers that are given a name in some statements, and those all know.

    Raises:
        OurError: one name has two values.
    """
    found: dict[str, float | int] = {"FOREVER": float("inf"), "M64": 0xFFFFFFFFFFFFFFFF}
    found |= {"DEED_CELLS": DEED_CELLS, **SIZES}
    for node in body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], ast.literal_eval(node.value)
            many = target.elts if isinstance(target, ast.Tuple) else [target]
            values = value if isinstance(target, ast.Tuple) else (value,)
            for word, one in zip(many, values, strict=True):
                assert isinstance(word, ast.Name)
                if found.setdefault(word.id, one) != one:
                    raise OurError(f"`{word.id}` has two values", Span("moshimo"))
    return found


# linking ----------------------------------------------------------------------------------------


def link(kernel: Kernel, emitted: Emitted) -> dict[str, Any]:
    """Return the namespace in which a universe of this world runs, interpreted."""
    space = bare_kernel(kernel)
    execute(made_ready(emitted.functions), space)
    return space


def bare_kernel(kernel: Kernel) -> dict[str, Any]:
    """Return a namespace with the kernel alone, for what calls no function of a world."""
    space = {**GIVEN, **kernel.constants}
    execute(kernel.code, space)
    return space


def verify_emitted(kernel: Kernel, emitted: Emitted) -> None:
    """Hold a world's functions to the subset, to the kernel and to its block.

    Raises:
        OurError: one of them does not keep to it.
    """
    known = {f.word: f.signature for f in (*kernel.functions, *emitted.functions)}
    schema = Schema({f.word: f for f in emitted.layout.fields}, known)
    for function in emitted.functions:
        verify(function, schema)
