"""An author's text as Python's parser reads it, or why it cannot be read, in an author's words.

The parser runs one thread at a time. CPython 3.11 counts the depth of a tree in one place for all
threads, so that two that parse at once can upset each other (`SystemError: AST constructor
recursion depth mismatch`). A thread that is not ours (a cluster's) may still parse meanwhile: then
we read again. Nothing that is read is ever run.
"""

from __future__ import annotations

import ast
import re
import threading
import warnings
from collections.abc import Callable
from typing import TypeVar

from moshimo.errors import Problem, Span, WorldError
from moshimo.lang.text.code_letters import code_of, not_plain, odd_letters

MOST_LETTERS = 262_144  # Python's parser takes up to 900 times a text's size in memory
MOST_WORDS = 20_000
DEEPEST = 40  # brackets within brackets; deeper ones exhaust the parser's stack
NOT_OURS: dict[type[ast.AST], str] = {
    ast.While: "`while` could run for ever.",
    ast.Lambda: "functions without a name are not part of the language.",
    ast.JoinedStr: "texts are not put together here; the engine fills in the braces of a telling.",
    ast.Import: "the only import there is is `from moshimo.rules import *`, for editors.",
    ast.Try: "a rule cannot go wrong in a way that it could catch.",
    ast.With: "a rule opens nothing.",
    ast.Global: "there is nothing global.",
    ast.Delete: "attributes are declared once and stay.",
    ast.ListComp: "use any, all, sum, count or most over `… for x in Kind`.",
    ast.List: "there are no lists; attributes toward each member of a kind take their place.",
    ast.Dict: "there are no dictionaries; attributes toward each member take their place.",
    ast.AsyncFunctionDef: "everything happens in the world's own time.",
}
TRIES = 5  # readings of a text before an upset of the parser is believed
_ALONE = threading.Lock()
_BRACKET = re.compile(r"[(\[{)\]}]")
_CHAIN = re.compile(r"(?:[-~+]\s*|not\s+|\*\*\s*){60}|(?:\.\w+){60}|(?:[-+*/]\s*\w+\s*){400}")
_Tree = TypeVar("_Tree", ast.Module, ast.expr)


def module(text: str) -> ast.Module:
    """Return Python's tree of a file.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    return _parsed(lambda: ast.parse(text))


def lone(text: str) -> ast.expr:
    """Return Python's tree of one expression; raises as `module`."""
    return _parsed(lambda: ast.parse(text, mode="eval").body)


def tree(text: str, shown: str, read: Callable[[str], _Tree]) -> _Tree:
    """Return what `read`, one of those above, makes of the text of the file `shown`.

    Raises:
        WorldError: it cannot be read; with one problem.
    """
    rows = text.split("\n")
    code = code_of(text)
    if too_much := _too_much(text, code, rows, shown):
        raise WorldError([too_much])
    try:
        return read(text)
    except SyntaxError as slip:
        odd = [
            odd_letters(piece, Span(shown, line, start + 1, len(piece), rows[line - 1]))
            for piece, line, start in not_plain(code)
        ]
        raise WorldError(odd or [_slipped(slip, code, rows, shown)]) from None
    except (RecursionError, MemoryError, ValueError):
        what = "Python's parser cannot follow this: it is nested too deeply"
        raise WorldError([Problem("too-deep", Span(shown), what)]) from None


def _parsed(parse: Callable[[], _Tree]) -> _Tree:
    with _ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks about code that is never run
        for _ in range(TRIES - 1):
            try:
                return parse()
            except SystemError:  # another thread parses too
                continue
        return parse()


def _too_much(text: str, code: str, rows: list[str], shown: str) -> Problem | None:
    """Return the problem of a text that is too long, or nested too deeply, for Python's parser."""
    long = f"{MOST_LETTERS:,} letters" if len(text) > MOST_LETTERS else ""
    if not long and len(re.findall(r"\w+|[^\w\s]", code)) > MOST_WORDS:
        long = f"{MOST_WORDS:,} words and signs"
    if long:
        return Problem("too-long", Span(shown, 1, 1, 1, rows[0]), f"this file has more than {long}")
    depth = 0
    for number, row in enumerate(code.split("\n"), 1):
        for bracket in _BRACKET.finditer(row):
            depth += 1 if bracket[0] in "([{" else -1
            if depth > DEEPEST:
                at = Span(shown, number, bracket.start() + 1, 1, rows[number - 1])
                return Problem("too-deep", at, f"more than {DEEPEST} brackets are open here")
        if _CHAIN.search(row):
            at = Span(shown, number, 1, 1, rows[number - 1][:80])
            return Problem("too-deep", at, "this line is too long a chain to be read")
    return None


def _slipped(slip: SyntaxError, code: str, rows: list[str], shown: str) -> Problem:
    """Say in an author's words what Python's parser could not read."""
    line = min(max(slip.lineno or 1, 1), len(rows))
    row = rows[line - 1]
    column = min(max(slip.offset or 1, 1), len(row) + 1)
    at, row = Span(shown, line, column, 1, row), code.split("\n")[line - 1]
    if isinstance(slip, TabError) or "\t" in row:
        return Problem("tabs", at, "tabs and spaces do not mix here", fix="use four spaces.")
    if isinstance(slip, IndentationError):
        return Problem("indentation", at, "this line stands too far in or out")
    message = slip.msg or ""
    what, fix = "this line cannot be read as a rule", ""
    if "expected ':'" in message:
        what, fix = "a colon is missing", "end the line with `:`."
    elif re.search(r"[^=!<>]=[^=]", row) and ("==" in message or "cannot assign" in message):
        what, fix = "`=` sets a value; this looks like a comparison", "write `==`."
    elif "was never closed" in message:
        sign = {"(": ")", "[": "]", "{": "}"}.get(row[column - 1 : column], "")
        what = "a bracket is opened here and never closed"
        fix = f"close it with `{sign}`." if sign else ""
    elif "unterminated" in message:
        what, fix = "a text begins here and never ends", 'close it with ".'
    return Problem("syntax", at, what, fix=fix)
