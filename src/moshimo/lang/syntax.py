"""Python's own parser, one thread at a time; what it reads is never run.

CPython 3.11 counts how deep it is in a tree in one place for all threads: two that parse at once
can upset each other (`SystemError: AST constructor recursion depth mismatch`).
"""

from __future__ import annotations

import ast
import threading

_ALONE = threading.Lock()


def module(text: str) -> ast.Module:
    """Return the tree of a file.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    with _ALONE:
        return ast.parse(text)


def lone(text: str) -> ast.expr:
    """Return the tree of one expression; raises as `module`."""
    with _ALONE:
        return ast.parse(text, mode="eval").body
