"""The letters of rules and questions: where code stands, and which letters code cannot have.

Python's parser takes many letters for plain ones (NFKC), so that two names could look different and
be one, or a word of the language hide behind other letters. Here the text itself is looked at.
"""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Callable, Iterable, Iterator

from moshimo.errors import Problem, Span
from moshimo.lang.text.letters import (
    hidden_letters,
    hidden_problems,
    plain_form,
    said_of,
    spelt,
)
from moshimo.output.shown_letters import JOINERS

_NOT_CODE = re.compile(
    r"#[^\n]*"
    r"|(?P<quotes>\"{3}|'{3})(?:\\.|(?!(?P=quotes)).)*(?:(?P=quotes)|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?",
    re.DOTALL,
)
_NOT_PLAIN = re.compile(r"[\w\u200c\u200d]*[^\x00-\x7f\W][\w\u200c\u200d]*|[^\x00-\x7f]")
_ESCAPE = re.compile(
    r"\\(?:N\{[^}]*\}|U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{1,3}|.)"
)
_QUOTES = "“”‘’"
_NO_JOINERS = dict.fromkeys(map(ord, JOINERS))
LONGEST_NAME = 64
PLAIN_NAMES = (
    "a name has plain letters, digits and single underscores, begins with a letter "
    f"and has at most {LONGEST_NAME} of them."
)


def code_of(text: str) -> str:
    """Return a text with blanks for its comments, and one long word for each of its strings.

    Every letter of the code keeps its place.
    """

    def blank(found: re.Match[str]) -> str:
        word = "_" if found[0][0] != "#" else " "
        return re.sub(r"[^\n]", word, found[0])

    return _NOT_CODE.sub(blank, text)


def not_plain(code: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word and sign of the code with letters that code cannot have.

    It comes with its line and its offset there, where it is first. One printer's quotation mark
    stands for all of them.
    """
    if code.isascii():
        return
    seen: set[str] = set()
    for number, row in enumerate(code.split("\n"), 1):
        for found in _NOT_PLAIN.finditer(row) if not row.isascii() else ():
            piece = found[0]
            if piece not in seen:
                seen.update(_QUOTES if piece in _QUOTES else [piece])
                yield piece, number, found.start()


def odd_letters(piece: str, at: Span) -> Problem:
    """Return what is wrong with a word or a sign of the code that has other than plain letters."""
    if piece in _QUOTES:
        what = f"`{piece}` is a printer's quotation mark"
        return Problem("curly-quotes", at, what, fix='use plain ".')
    if len(piece) == 1 and not piece.isalnum():
        what, fix = said_of(piece)
        return Problem("odd-letter", at, what, fix=fix)
    return bad_name(piece, at)


def bad_name(word: str, at: Span) -> Problem:
    """Return what is wrong with a word that cannot be a name."""
    plain = plain_form(word).translate(_NO_JOINERS)
    what = f"`{spelt(word[:LONGEST_NAME])}` cannot be a name here"
    fix = f"write `{plain}`, in plain letters." if plain.isascii() and plain != word else ""
    return Problem("bad-name", at, what, why=PLAIN_NAMES, fix=fix)


def wrong_letters(
    parsed: ast.AST,
    rows: list[str],
    place: Callable[[int, int, int], Span],
    told: Iterable[Problem],
) -> list[Problem]:
    """Return what letters are wrong in a text that could be parsed.

    Args:
        parsed: Python's tree of it.
        rows: its lines.
        place: line, offset and width → where that is.
        told: where something is wrong already, nothing is added.
    """
    code = code_of("\n".join(rows))
    odd = [(piece, place(line, start, len(piece))) for piece, line, start in not_plain(code)]
    known = {problem.where for problem in told}
    made = [odd_letters(piece, at) for piece, at in odd if at not in known]
    for node in ast.walk(parsed):
        match node:
            case ast.Constant(value=str(text)) if hidden := hidden_letters(text):
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                line, escape = _escaped(hidden[0].letter, lines, rows)
                start = rows[line - 1].index(escape) if escape else 0
                made += hidden_problems(text, place(line, start, max(len(escape), 1)))
    return made


def _escaped(letter: str, lines: range, rows: list[str]) -> tuple[int, str]:
    """Return the line and the escape that stands for a letter; the first line and "" if none is."""
    for line in lines:
        for found in _ESCAPE.finditer(rows[line - 1]):
            if _unescaped(found[0]) == letter:
                return line, found[0]
    return lines[0], ""


def _unescaped(escape: str) -> str:
    try:
        return codecs.decode(escape, "unicode_escape")
    except UnicodeDecodeError:
        return ""
