"""Turns the errors of libyaml into messages in the words of an author.

The parser speaks of tokens and nodes. Each slip that authors make is one row of `SLIPS` and
one test; what is in no row is passed on in the parser's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from moshimo.errors import Problem, Span


@dataclass(frozen=True, slots=True)
class Slip:
    """Where the parser stopped, and where the thing that it was reading began."""

    shown: str
    lines: list[str]
    said: str
    line: int
    column: int
    begun_line: int
    begun_column: int

    @property
    def text(self) -> str:
        """The line where it stopped."""
        return self._line(self.line)

    @property
    def letter(self) -> str:
        """The letter where it stopped, or "" at a line's end."""
        return self.text[self.column - 1 : self.column]

    @property
    def at_start(self) -> bool:
        """Whether nothing stands before it on its line."""
        return not self.text[: self.column - 1].strip()

    def here(self, width: int = 1) -> Span:
        """Where it stopped."""
        return Span(self.shown, self.line, self.column, width, self.text)

    def begun(self) -> Span:
        """Where the thing that was being read began."""
        text = self._line(self.begun_line)
        return Span(self.shown, self.begun_line, self.begun_column, 1, text)

    def above(self) -> int:
        """The number of the nearest line above that says something, or 0."""
        numbers = range(self.line - 1, 0, -1)
        spoken = (n for n in numbers if self._line(n).split("#")[0].strip())
        return next(spoken, 0)

    def line_span(self, n: int) -> Span:
        """All that line `n` says."""
        text = self._line(n)
        said = text.strip()
        return Span(self.shown, n, len(text) - len(text.lstrip()) + 1, max(len(said), 1), text)

    def _line(self, n: int) -> str:
        return self.lines[n - 1] if 0 < n <= len(self.lines) else ""


Teller: TypeAlias = Callable[[Slip], Problem]


def told(error: yaml.YAMLError, lines: list[str], shown: str) -> Problem:
    """Return what the parser found, as a problem that its author can mend."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem("yaml-syntax", Span(shown), f"this is not YAML: {error}")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    begun = error.context_mark or mark
    begun_line, begun_column = (begun.line + 1, begun.column + 1) if begun else (0, 0)
    said = f"{error.context or ''}: {error.problem}"
    slip = Slip(shown, lines, said, line, column, begun_line, begun_column)
    for pattern, teller in SLIPS:
        if re.search(pattern, said):
            return teller(slip)
    what = f"this is not YAML: {error.problem}"
    return Problem("yaml-syntax", slip.here(), what, "here")


def _colon(slip: Slip) -> Problem:
    first = re.search(r":[ \t]+", slip.text[: slip.column - 1])
    if first:
        value = slip.text[first.end() :].strip()
        return Problem(
            "yaml-colon",
            slip.here(),
            "a second colon on one line",
            "second colon",
            fix=f"put quotes round text that has a colon: {_quoted(value)}",
        )
    above = slip.line_span(slip.above())
    said = above.text.strip()
    if said and ":" not in said and not said.startswith("-"):
        return _lacking_colon(above)
    also = ((above, "this line has its value already"),) if said else ()
    return Problem(
        "yaml-indent",
        slip.line_span(slip.line),
        "this line stands deeper than the one above, which has its value already",
        "deeper",
        fix="begin both in the same column; or put quotes round text that has a colon.",
        also=also,
    )


def _no_colon(slip: Slip) -> Problem:
    return _lacking_colon(slip.line_span(slip.begun_line))


def _lacking_colon(where: Span) -> Problem:
    said = where.text.strip()
    return Problem(
        "yaml-colon",
        where,
        f"`{said}` has no colon after it",
        "no colon",
        fix=f"write `{said}:`, and what belongs to it below it, indented.",
    )


def _odd_letter(slip: Slip) -> Problem:
    return _tab(slip) if slip.letter == "\t" else _mark(slip)


def _tab(slip: Slip) -> Problem:
    return Problem(
        "yaml-tab",
        slip.here(),
        "this line is indented with a tab",
        "a tab",
        why="a tab is as wide as each editor likes, so YAML indents with spaces only.",
        fix="put spaces in its place; most editors can do that for the whole file.",
    )


def _mark(slip: Slip) -> Problem:
    """Text begins with a letter that means something else to YAML."""
    where = slip.begun()
    said = where.text[where.column - 1 :].strip()
    return Problem(
        "yaml-mark",
        where,
        f"text cannot begin with `{said[:1]}`",
        "here",
        fix=f"put quotes round it: {_quoted(said)}",
    )


def _open_quote(slip: Slip) -> Problem:
    where = slip.begun()
    quote = where.text[where.column - 1 : where.column]
    fix = f"put `{quote}` where the text ends."
    return Problem("yaml-quote", where, "this quote is never closed", "opened here", fix=fix)


def _after_value(slip: Slip) -> Problem:
    if slip.letter in ("]", "}"):
        what = f"this `{slip.letter}` closes nothing"
        fix = "delete it, or put quotes round it if it is text."
        return Problem("yaml-bracket", slip.here(), what, "here", fix=fix)
    return Problem(
        "yaml-quote",
        slip.here(),
        "something stands after the closing quote",
        "after the quote",
        fix="put quotes round the whole text; inside single quotes, write `''` for `'`.",
    )


def _escape(slip: Slip) -> Problem:
    start = slip.text.rfind("\\", 0, slip.column)
    where = Span(slip.shown, slip.line, start + 1, 2, slip.text)
    return Problem(
        "yaml-escape",
        where,
        f"`{slip.text[start : start + 2]}` means nothing inside double quotes",
        "here",
        fix="use single quotes, or write the backslash twice.",
    )


def _bracket(slip: Slip) -> Problem:
    if slip.letter == ":" and slip.line == slip.begun_line:
        return Problem(
            "yaml-colon",
            slip.here(),
            "a second colon between two commas",
            "second colon",
            fix="put quotes round text that has a colon, or a comma between two entries.",
        )
    where = slip.begun()
    opened = where.text[where.column - 1 : where.column]
    closing = {"[": "]", "{": "}"}.get(opened, "")
    return Problem(
        "yaml-bracket",
        where,
        f"this `{opened}` is not closed, or a comma is missing after it",
        "opened here",
        fix=f"close it with `{closing}`, and put a comma between two entries.",
    )


def _missing(slip: Slip) -> Problem:
    if slip.letter in ("]", "}", ","):
        return Problem(
            "yaml-bracket",
            slip.here(),
            f"nothing stands before this `{slip.letter}`",
            "here",
            fix="write what is missing, delete it, or put quotes round it if it is text.",
        )
    what = "there is a mark of YAML here where it means nothing"
    fix = "delete it, or put quotes round it if it is text."
    return Problem("yaml-mark", slip.here(), what, "here", fix=fix)


def _no_key(slip: Slip) -> Problem:
    if not slip.at_start:
        return _after_value(slip)
    if slip.letter == ":":
        fix = "write a name before the colon."
        return Problem("yaml-key", slip.here(), "no name stands before this colon", "here", fix=fix)
    if re.match(r"-(\s|$)", slip.text[slip.column - 1 :]):
        return Problem(
            "yaml-list",
            slip.here(),
            "a list begins here, among names with colons",
            "a list",
            fix="put a name with a colon on the line above it.",
            also=((slip.begun(), "the names begin here"),),
        )
    return Problem(
        "yaml-indent",
        slip.line_span(slip.line),
        "this line stands in a column of its own",
        f"in column {slip.column}",
        fix=f"begin it in column {slip.begun_column}, or under the line that it belongs to.",
        also=((slip.begun(), "the names round it begin here"),),
    )


def _no_dash(slip: Slip) -> Problem:
    return Problem(
        "yaml-list",
        slip.here(),
        "the list above goes on with `- `, and this line has none",
        "no dash",
        fix="put `- ` before it, indent it, or begin it in the column of the list's name.",
        also=((slip.begun(), "the list begins here"),),
    )


def _list_on_line(slip: Slip) -> Problem:
    said = slip.text[slip.column - 1 :].strip()
    return Problem(
        "yaml-list",
        slip.here(),
        "a list cannot begin on the line of its name",
        "here",
        fix=f"begin each `- ` on a line of its own; or, if it is text: {_quoted(said)}",
    )


def _after_bar(slip: Slip) -> Problem:
    where = slip.begun()
    bar = where.text[where.column - 1 : where.column]
    return Problem(
        "yaml-block",
        where,
        f"text stands on the line of `{bar}`",
        "here",
        fix=f"begin the text below `{bar}`, indented.",
    )


def _after_end(slip: Slip) -> Problem:
    return Problem(
        "yaml-indent",
        slip.line_span(slip.line) if slip.at_start else slip.here(),
        "the contents of this file ended above, and something follows",
        "outside",
        fix="begin every line that belongs together in the same column as the first.",
    )


def _quoted(text: str) -> str:
    """Return `text` in quotes, ready to be pasted, or a plain example where it is long."""
    if len(text) > 60 or text.startswith(('"', "'")):
        return '"like this"'
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


# What the parser says (with libyaml, and without) and who says it better. The first that fits.
SLIPS: tuple[tuple[str, Teller], ...] = (
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _no_colon),
    (r"found a tab character", _tab),
    (r"cannot start any token", _odd_letter),
    (r"quoted scalar: .*(end of stream|document (indicator|separator))", _open_quote),
    (r"unknown escape character|hexa?decimal number", _escape),
    (r"scanning (an alias|an anchor|a directive)", _mark),
    (r"(scanning|parsing) a tag|undefined tag handle", _mark),
    (r"scanning a block scalar", _after_bar),
    (r"flow (sequence|mapping): .*(',' or|end)", _bracket),
    (r"node content|unexpected ':'|mapping keys are not allowed", _missing),
    (r"block mapping: ", _no_key),
    (r"block collection: ", _no_dash),
    (r"sequence entries are not allowed", _list_on_line),
    (r"<document start>", _after_end),
)
