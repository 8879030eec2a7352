"""An author's text: its pieces keep their places, and Python's own parser reads it.

The parser runs one thread at a time. CPython 3.11 counts the depth of a tree in one place for all
threads, so that two that parse at once can upset each other (`SystemError: AST constructor
recursion depth mismatch`). Nothing that it reads is ever run.
"""

from __future__ import annotations

import ast
import re
import threading
import warnings

from moshimo.errors import Problem, Span, WorldError

MOST_LETTERS = 262_144  # Python's parser takes up to 900 times a text's size in memory
MOST_WORDS = 20_000
DEEPEST = 40  # brackets within brackets; deeper ones exhaust the parser's stack
MOST_LEVELS = 80  # of anything within anything; what comes after recurses too
LONGEST_NAME = 64
_ALONE = threading.Lock()
_BRACKET, _NAME = re.compile(r"[(\[{)\]}]"), re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_CHAIN = re.compile(r"(?:[-~+]\s*|not\s+|\*\*\s*){60}|(?:\.\w+){60}|(?:[-+*/]\s*\w+\s*){400}")


def module(text: str) -> ast.Module:
    """Return Python's tree of a file.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `ast.parse`.
    """
    with _ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # remarks about code that is never run
        return ast.parse(text)


def lone(text: str) -> ast.expr:
    """Return Python's tree of one expression; raises as `module`."""
    with _ALONE, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode="eval").body


class AuthorText:
    """A text as its author sees it: `shown` is its path. Gathers the problems with it."""

    def __init__(self, text: str, shown: str) -> None:
        self.text, self.shown = text, shown
        self.rows = text.split("\n")
        self.raw = [row.encode() for row in self.rows]
        self.problems: list[Problem] = []
        self.level = 0

    def span(self, node: ast.AST) -> Span:
        """Return the place of a node of Python's tree, whose columns count bytes."""
        line, start = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        row, raw = self.rows[line - 1], self.raw[line - 1]
        end = getattr(node, "end_col_offset", start + 1)
        if getattr(node, "end_lineno", line) != line:
            end = len(raw)
        if len(raw) != len(row):
            start, end = len(raw[:start].decode()), len(raw[:end].decode())
        return Span(self.shown, line, start + 1, max(min(end, len(row)) - start, 1), row)

    def word_span(self, node: ast.AST, word: str) -> Span:
        """Return where a word stands inside a piece of the tree."""
        whole = self.span(node)
        found = whole.text.find(word, whole.column - 1)
        if found < 0:
            return whole
        return Span(self.shown, whole.line, found + 1, len(word), whole.text)

    def wrong(self, code: str, at: Span, what: str, why: str = "", fix: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(code, at, what, why=why, fix=fix))

    def caps(self) -> None:
        """Note a text that is too long, or nested too deeply, for Python's parser."""
        first = Span(self.shown, 1, 1, 1, self.rows[0])
        if len(self.text) > MOST_LETTERS:
            self.wrong("too-long", first, f"this file has more than {MOST_LETTERS:,} letters")
            return
        if len(re.findall(r"\w+|[^\w\s]", self.text)) > MOST_WORDS:
            self.wrong("too-long", first, f"this file has more than {MOST_WORDS:,} words and signs")
            return
        depth = 0
        for number, row in enumerate(self.rows, 1):
            for bracket in _BRACKET.finditer(row):
                depth += 1 if bracket[0] in "([{" else -1
                if depth > DEEPEST:
                    at = Span(self.shown, number, bracket.start() + 1, 1, row)
                    self.wrong("too-deep", at, f"more than {DEEPEST} brackets are open here")
                    return
            if _CHAIN.search(row):
                at = Span(self.shown, number, 1, 1, row[:80])
                self.wrong("too-deep", at, "this line is too long a chain to be read")
                return

    def deeper(self, node: ast.AST | None) -> None:
        """Go one level down; raise where the stages that follow could not recurse further."""
        self.level += 1
        if self.level > MOST_LEVELS and node is not None:
            what = f"more than {MOST_LEVELS} things stand inside each other here"
            fix = "give some of them names of their own."
            raise WorldError([*self.problems, Problem("too-deep", self.span(node), what, fix=fix)])

    def named(self, word: str, node: ast.AST) -> None:
        """Note a word that cannot be a name."""
        if not _NAME.fullmatch(word) or "__" in word or len(word) > LONGEST_NAME:
            self.wrong(
                "bad-name",
                self.word_span(node, word),
                f"`{word[:LONGEST_NAME]}` cannot be a name here",
                why="a name has plain letters, digits and single underscores, begins with a letter "
                f"and has at most {LONGEST_NAME} of them.",
            )


class Inset(AuthorText):
    """An expression inside a line of another file. Its nodes have their places in that line."""

    def __init__(self, text: str, within: Span) -> None:
        super().__init__(" ".join(text.split()), within.path)
        self.within = within
        self.offset = within.text.find(self.text, within.column - 1) if self.text else -1

    def span(self, node: ast.AST) -> Span:
        """Return the place of a node in that line, or that of the whole expression."""
        if self.offset < 0:  # it is folded or escaped there: no letter has a place of its own
            return self.within
        found = super().span(node)
        whole = self.within
        return Span(whole.path, whole.line, self.offset + found.column, found.width, whole.text)
