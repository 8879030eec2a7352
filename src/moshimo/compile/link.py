"""The kernel and a world's emitted code → one namespace, in which they are interpreted.

Nothing of Python's is within reach there.
"""

from __future__ import annotations

from typing import Any

from moshimo.compile.emit import Emitted
from moshimo.compile.ir.python import GIVEN, execute, made_ready
from moshimo.compile.ir.verify import Schema, verify
from moshimo.compile.kernel import Kernel


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
