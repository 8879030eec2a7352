"""Turns the errors of libyaml into messages in the words of an author.

The parser speaks of tokens and nodes. Each slip that authors make is one row of `SLIPS` and
one test; what is in no row is passed on in the parser's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from moshimo.errors import Problem, Span
from moshimo.lang.text.letters import said_of

ODD_START = re.compile(r" *-?([^\S \t]|[‐‑‒–—―−•·](?=\s))")
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)")
PLAIN_COLON = re.compile(r":([ \t]|$)")
ODD_COLON = re.compile(r"^[^#'\"]*?([：﹕︓꞉∶]|(?<=:)[^\S \t])")
QUOTE = "put quotes round it: {quoted}"
QUOTE_OR_DELETE = "delete it, or put quotes round it if it is text."


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that authors make, and what they are told: the parts of a `Problem`.

    In the texts `{piece}` is what stands at `where`, `{quoted}` the rest of that line in quotes,
    `{closing}` what closes the piece, `{column}` and `{begun}` are columns.

    Attributes:
        said: a regular expression for what the parser says, with libyaml and without. Below it is a
            line on where the parser stopped: at the `start` of its line or `within` it; on the
            `same` line as what it was reading began, or `below`; then the next two letters.
        where: the name of a place, in `told`.
        also: a remark on where that began which was being read.
    """

    said: str
    code: str
    what: str
    fix: str
    where: str = "here"
    label: str = "here"
    why: str = ""
    also: str = ""


def told(error: yaml.YAMLError, lines: list[str], shown: str) -> Problem:
    """Return what the parser found, as a problem that its author can mend."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem("yaml-syntax", Span(shown), f"this is not YAML: {error}")
    here = _place(error.problem_mark or error.context_mark, lines, shown)
    begun = _place(error.context_mark or error.problem_mark, lines, shown)
    first = min(begun.line, _spoken_above(here, lines) or here.line)
    if odd := _odd(range(first, here.line + 1), lines, shown):
        return odd
    line, text = _whole(here.line, lines, shown), here.text
    at_start = not text[: here.column - 1].strip()
    said = f"{error.context or ''}: {error.problem}"
    if "mapping values are not allowed" in said:
        return _colon(here, line, lines)
    places = {
        "here": here,
        "begun": begun,
        "line": line,
        "first line": _whole(begun.line, lines, shown),
        "here or line": line if at_start else here,
        "escape": _escape(here),
    }
    said += (
        f"\n{'start' if at_start else 'within'} {'same' if here.line == begun.line else 'below'}"
    )
    said += f" {text[here.column - 1 : here.column + 1]}"
    for slip in SLIPS:
        if re.search(slip.said, said):
            where = places[slip.where]
            start = where.column - 1
            piece = where.text[start : start + where.width]
            closing = {"[": "]", "{": "}"}.get(piece, "")
            what, label, fix = (
                template.format(
                    piece=piece,
                    quoted=_quoted(where.text[start:].strip()),
                    closing=closing,
                    column=here.column,
                    begun=begun.column,
                )
                for template in (slip.what, slip.label, slip.fix)
            )
            also = ((begun, slip.also),) if slip.also else ()
            return Problem(slip.code, where, what, label, slip.why, fix, also)
    return Problem("yaml-syntax", here, f"this is not YAML: {error.problem}", "here")


def _odd(numbers: range, lines: list[str], shown: str) -> Problem | None:
    """Return the first letter in these lines that looks like one that YAML goes by.

    That is a blank before all else, a dash before an entry, or a colon in a line that has no other.
    """
    for n in numbers:
        text = lines[n - 1] if 0 < n <= len(lines) else ""
        blank = ODD_START.match(text)
        colon = None if PLAIN_COLON.search(text) else ODD_COLON.search(text)
        if found := blank or colon:
            at = Span(shown, n, found.start(1) + 1, 1, text)
            what, fix = said_of(found[1][0])
            return Problem("odd-letter", at, what, "this letter", fix=fix)
    return None


def _escape(here: Span) -> Span:
    """Return the place of the escape that was read last, all its digits with it."""
    start = here.text.rfind("\\", 0, here.column)
    found = ESCAPE.match(here.text, max(start, 0))
    return Span(here.path, here.line, start + 1, len(found[0]) if found else 2, here.text)


def _place(mark: yaml.Mark | None, lines: list[str], shown: str) -> Span:
    if mark is None:
        return Span(shown)
    text = lines[mark.line] if mark.line < len(lines) else ""
    return Span(shown, mark.line + 1, mark.column + 1, 1, text)


def _whole(n: int, lines: list[str], shown: str) -> Span:
    """Return the place of all that line `n` says."""
    text = lines[n - 1] if 0 < n <= len(lines) else ""
    said = text.strip()
    return Span(shown, n, len(text) - len(text.lstrip()) + 1, max(len(said), 1), text)


def _colon(here: Span, line: Span, lines: list[str]) -> Problem:
    """Return what is wrong with a colon where none can be: this line, or the one above."""
    first = re.search(r":[ \t]+", here.text[: here.column - 1])
    if first:
        fix = f"put quotes round text that has a colon: {_quoted(here.text[first.end() :].strip())}"
        return Problem("yaml-colon", here, "a second colon on one line", "second colon", fix=fix)
    above = _whole(_spoken_above(here, lines), lines, here.path)
    said = above.text.strip()
    if said and ":" not in said and not said.startswith("-"):
        fix = NO_COLON.fix.format(piece=said)
        return Problem(
            NO_COLON.code, above, NO_COLON.what.format(piece=said), NO_COLON.label, fix=fix
        )
    what = "this line stands deeper than the one above, which has its value already"
    fix = "begin both in the same column; or put quotes round text that has a colon."
    also = ((above, "this line has its value already"),) if said else ()
    return Problem("yaml-indent", line, what, "deeper", fix=fix, also=also)


def _spoken_above(here: Span, lines: list[str]) -> int:
    """Return the next line above that says something, or 0."""
    above = (n for n in range(here.line - 1, 0, -1) if lines[n - 1].split("#")[0].strip())
    return next(above, 0)


def _quoted(text: str) -> str:
    """Return `text` in quotes, ready to be pasted, or a plain example where it is long."""
    if len(text) > 60 or text.startswith(('"', "'")):
        return '"like this"'
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


NO_COLON = Slip(
    r"could not find expected ':'",
    "yaml-colon",
    "`{piece}` has no colon after it",
    "write `{piece}:`, and what belongs to it below it, indented.",
    where="first line",
    label="no colon",
)

# The first that fits is told.
SLIPS = (
    NO_COLON,
    Slip(
        r"found a tab character|cannot start any token.*\n\w+ \w+ \t",
        "yaml-tab",
        "this line is indented with a tab",
        "put spaces in its place; most editors can do that for the whole file.",
        label="a tab",
        why="a tab is as wide as each editor likes, so YAML indents with spaces only.",
    ),
    Slip(
        r"quoted scalar: .*(end of stream|document (indicator|separator))",
        "yaml-quote",
        "this quote is never closed",
        "put `{piece}` where the text ends.",
        where="begun",
        label="opened here",
    ),
    Slip(
        r"invalid Unicode character escape",
        "yaml-escape",
        "`{piece}` stands for no letter, or for half of one",
        "write the letter itself.",
        where="escape",
    ),
    Slip(
        r"unknown escape character|hexa?decimal number",
        "yaml-escape",
        "`{piece}` means nothing inside double quotes",
        "use single quotes, or write the backslash twice.",
        where="escape",
    ),
    Slip(
        r"cannot start any token"
        r"|scanning (an alias|an anchor|a directive)|(scanning|parsing) a tag|undefined tag handle",
        "yaml-mark",
        "text cannot begin with `{piece}`",
        QUOTE,
        where="begun",
    ),
    Slip(
        r"scanning a block scalar",
        "yaml-block",
        "text stands on the line of `{piece}`",
        "begin the text below `{piece}`, indented.",
        where="begun",
    ),
    Slip(
        r"flow (sequence|mapping): .*(',' or|end).*\n\w+ same :",
        "yaml-colon",
        "a second colon between two commas",
        "put quotes round text that has a colon, or a comma between two entries.",
        label="second colon",
    ),
    Slip(
        r"flow (sequence|mapping): .*(',' or|end)",
        "yaml-bracket",
        "this `{piece}` is not closed, or a comma is missing after it",
        "close it with `{closing}`, and put a comma between two entries.",
        where="begun",
        label="opened here",
    ),
    Slip(
        r"(node content|unexpected ':'|mapping keys are not allowed).*\n\w+ \w+ [\]},]",
        "yaml-bracket",
        "nothing stands before this `{piece}`",
        f"write what is missing, {QUOTE_OR_DELETE}",
    ),
    Slip(
        r"node content|unexpected ':'|mapping keys are not allowed",
        "yaml-mark",
        "there is a mark of YAML here where it means nothing",
        QUOTE_OR_DELETE,
    ),
    Slip(
        r"block mapping: .*\nwithin \w+ [\]}]",
        "yaml-bracket",
        "this `{piece}` closes nothing",
        QUOTE_OR_DELETE,
    ),
    Slip(
        r"block mapping: .*\nwithin",
        "yaml-quote",
        "something stands after the closing quote",
        "put quotes round the whole text; inside single quotes, write `''` for `'`.",
        label="after the quote",
    ),
    Slip(
        r"block mapping: .*\nstart \w+ :",
        "yaml-key",
        "no name stands before this colon",
        "write a name before the colon.",
    ),
    Slip(
        r"block mapping: .*\nstart \w+ -(\s|$)",
        "yaml-list",
        "a list begins here, among names with colons",
        "put a name with a colon on the line above it.",
        label="a list",
        also="the names begin here",
    ),
    Slip(
        r"block mapping: ",
        "yaml-indent",
        "this line stands in a column of its own",
        "begin it in column {begun}, or under the line that it belongs to.",
        where="line",
        label="in column {column}",
        also="the names round it begin here",
    ),
    Slip(
        r"block collection: ",
        "yaml-list",
        "the list above goes on with `- `, and this line has none",
        "put `- ` before it, indent it, or begin it in the column of the list's name.",
        label="no dash",
        also="the list begins here",
    ),
    Slip(
        r"sequence entries are not allowed",
        "yaml-list",
        "a list cannot begin on the line of its name",
        "begin each `- ` on a line of its own; or, if it is text: {quoted}",
    ),
    Slip(
        r"<document start>",
        "yaml-indent",
        "the contents of this file ended above, and something follows",
        "begin every line that belongs together in the same column as the first.",
        where="here or line",
        label="outside",
    ),
)
