"""Syntax errors, and Python that the language does not have, as messages to the author."""

from __future__ import annotations

import ast
import re

from moshimo.errors import Problem, Span
from moshimo.lang.text.authored import AuthorText

_NOT_OURS = {
    ast.While: "`while` could run for ever",
    ast.Lambda: "functions without a name are not part of the language",
    ast.JoinedStr: "texts are not put together here; the engine fills in the braces of a telling",
    ast.Import: "the only import there is is `from moshimo.rules import *`, for editors",
    ast.Try: "a rule cannot go wrong in a way that it could catch",
    ast.With: "a rule opens nothing",
    ast.Global: "there is nothing global",
    ast.Delete: "attributes are declared once and stay",
    ast.ListComp: "use any, all, sum, count or most over `… for x in Kind`",
    ast.List: "there are no lists; attributes toward each member of a kind take their place",
    ast.Dict: "there are no dictionaries; attributes toward each member take their place",
    ast.AsyncFunctionDef: "everything happens in the world's own time",
}


def refuse(node: ast.AST, page: AuthorText) -> None:
    """Note a piece of Python that the language does not have."""
    why = next((text for kind, text in _NOT_OURS.items() if isinstance(node, kind)), "")
    what = "this is Python, but not part of the world language"
    why = f"{why}." if why else ""
    fix = "" if why else "docs/reference/language.md lists what a rule can hold."
    page.wrong("not-in-the-language", page.span(node), what, why=why, fix=fix)


def slipped(page: AuthorText, slip: SyntaxError) -> Problem:
    """Say in an author's words what Python's parser could not read."""
    line = min(max(slip.lineno or 1, 1), len(page.rows))
    row = page.rows[line - 1]
    column = min(max(slip.offset or 1, 1), len(row) + 1)
    at = Span(page.shown, line, column, 1, row)
    for sign in "“”‘’":
        if sign in row:
            at = Span(page.shown, line, row.index(sign) + 1, 1, row)
            return Problem(
                "curly-quotes", at, f"`{sign}` is a printer's quotation mark", fix='use plain ".'
            )
    if isinstance(slip, TabError) or "\t" in row:
        return Problem("tabs", at, "tabs and spaces do not mix here", fix="use four spaces.")
    if isinstance(slip, IndentationError):
        return Problem("indentation", at, "this line stands too far in or out")
    message = slip.msg or ""
    if "expected ':'" in message:
        return Problem("syntax", at, "a colon is missing", fix="end the line with `:`.")
    if re.search(r"[^=!<>]=[^=]", row) and ("==" in message or "cannot assign" in message):
        return Problem(
            "syntax", at, "`=` sets a value; this looks like a comparison", fix="write `==`."
        )
    if "was never closed" in message:
        sign = {"(": ")", "[": "]", "{": "}"}.get(row[column - 1 : column], "")
        what = "a bracket is opened here and never closed"
        return Problem("syntax", at, what, fix=f"close it with `{sign}`." if sign else "")
    if "unterminated" in message:
        return Problem("syntax", at, "a text begins here and never ends", fix='close it with ".')
    return Problem("syntax", at, "this line cannot be read as a rule")


def unreadable(at: Span) -> Problem:
    """Return the problem of a text that Python's parser gave up on."""
    return Problem("too-deep", at, "Python's parser cannot follow this: it is nested too deeply")
