"""Every message an author of a world is shown.

One `Problem` is one thing to mend. A check collects problems and raises them together as
one `WorldError`, so that an author sees the whole list at once. The terminal, the studio
and the tests all read the same `Problem`. It carries the author's line with it: nothing
is read again when it is shown, and nothing in it can command a terminal.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

SHOWN_PROBLEMS = 20  # more than a screen or two of mistakes helps nobody
SHOWN_WORDS = 7
SHOWN_LINE = 120  # letters of the author's line; the rest of a longer one is left out
SHOWN_SENTENCE = 600
SHOWN_PATH = 200
LONGEST_NAME = 64  # comparing longer words takes long and finds nothing
TAB = 4
NO_LETTERS = "\ufffe\uffff"
JOINERS = "\u200c\u200d"  # part of the spelling of Persian, Hindi and of many emoji


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of one line in an author's file. Lines and columns count from 1.

    Attributes:
        path: the file as the author knows it, with forward slashes.
        line: 0 means the file as a whole.
        column: counts letters, not bytes or terminal cells.
        width: letters, to the end of the line at most.
        text: the whole line it stands in. Two spans of the same place are equal without it.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        path = self.path if len(self.path) <= SHOWN_PATH else f"{self.path[:SHOWN_PATH]}…"
        return f"{path}:{self.line}:{self.column}" if self.line else path

    @property
    def in_file(self) -> bool:
        """Whether it stands in a file, and not in what was typed: `question`, `moment`."""
        return "/" in self.path or "." in self.path

    def of(self, word: str) -> Span:
        """Return where a word stands in the line from here on, or this place if it does not."""
        found = self.text.find(word, self.column - 1)
        return self if found < 0 else replace(self, column=found + 1, width=len(word))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a world, with everything needed to mend it.

    Attributes:
        code: stable name in kebab-case, e.g. "unknown-attribute".
        where: the piece of text at fault.
        what: what is wrong, one line, naming the author's own words in backticks.
        label: two or three words set beside the caret.
        why: the rule of the language that was broken, one sentence, or "".
        fix: what to type instead; the exact text when it is known.
        also: other places that matter, each with a short remark.
    """

    code: str
    where: Span
    what: str
    label: str = ""
    why: str = ""
    fix: str = ""
    also: tuple[tuple[Span, str], ...] = ()


class WorldError(Exception):
    """Something is wrong in a world's files, in a change, or in what is asked of a world.

    Attributes:
        problems: each of them, in the order of the files.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.where))
        super().__init__(self.problems)

    def __repr__(self) -> str:
        codes = listed(dict.fromkeys(problem.code for problem in self.problems))
        return f"<WorldError {counted(len(self.problems), 'problem')}: {codes}>"

    def __str__(self) -> str:
        shown = [render(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        left = len(self.problems) - len(shown)
        more = [f"and {left} more"] if left else []
        counts = counted(len(self.problems), "problem")
        files = {problem.where.path for problem in self.problems if problem.where.in_file}
        if files:
            counts += f" in {counted(len(files), 'file')}"
        return "\n\n".join([*shown, *more, f"{counts}. Nothing was run."])


class RunError(Exception):
    """A universe had to stop while it ran: it reached a bound, or a number had no value.

    Attributes:
        problem: which, with the rule's line.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)

    def __str__(self) -> str:
        return render(self.problem)


class OurError(Exception):
    """What cannot be has come about while a universe ran: our mistake, not the author's.

    Attributes:
        where: the rule that ran, or the world.
    """

    def __init__(self, what: str, where: Span) -> None:
        self.where = where
        super().__init__(f"{where}: {what}")


def render(problem: Problem) -> str:
    """Return `problem` as the text shown in a terminal."""
    head = f"{problem.where}: error[{problem.code}]: {problem.what}"
    parts = [[_sentence(head)], _excerpt(problem.where, problem.label)]
    for span, remark in problem.also:
        parts.append([f"  {_sentence(f'{span}: {remark}')}", *_excerpt(span, "")])
    why = _paragraph("why", problem.why) if problem.why else []
    fix = _paragraph("fix", problem.fix) if problem.fix else []
    parts.append(why + fix)
    return "\n\n".join("\n".join(part) for part in parts if part)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that `word` was probably meant to be, or ""."""
    if len(word) > LONGEST_NAME:
        return ""
    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    close = difflib.get_close_matches(word.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the known word nearest to `word`, or ""."""
    meant = nearest(word, known)
    return f"did you mean `{meant}`?" if meant else ""


def listed(words: Iterable[str]) -> str:
    """Return what is allowed, for the end of a message: up to seven words, "and 12 more"."""
    every = list(words)
    left = len(every) - SHOWN_WORDS
    return ", ".join(every[:SHOWN_WORDS]) + (f" and {left} more" if left > 0 else "")


def counted(n: int, word: str) -> str:
    """Return a number of things in words: `1 value`, `2 values`."""
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def visible(text: str) -> str:
    """Return an author's text with every letter that is not seen, or that commands, spelt out.

    A newline, an escape or a letter that turns the direction of writing could make a message
    look like another one.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt(letter) for letter in text)


def _spelt(letter: str) -> str:
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    if (hidden and letter not in JOINERS) or letter in NO_LETTERS:
        return letter.encode("unicode_escape").decode("ascii")
    return letter


def _sentence(text: str) -> str:
    """Return `text` as one line that fits on a screen."""
    shown = visible(text)
    return shown if len(shown) <= SHOWN_SENTENCE else f"{shown[:SHOWN_SENTENCE]}…"


def _paragraph(name: str, text: str) -> list[str]:
    """Return `text` under its name; its further lines, meant to be pasted, stand indented."""
    first, *rest = text.split("\n")
    return [f"  {name}: {_sentence(first)}", *(f"       {_sentence(line)}" for line in rest)]


def _excerpt(span: Span, label: str) -> list[str]:
    """Return the line of `span` and a caret line under it."""
    if not span.line or not span.text.strip():
        return []
    first = span.column - 1
    start = 0 if first + span.width <= SHOWN_LINE else max(0, first - SHOWN_LINE // 2)
    end = start + SHOWN_LINE
    left, right = "…" * (start > 0), "…" * (end < len(span.text))
    last = min(first + span.width, end)
    cells, shown, edges = len(left), [left], []
    for piece in (slice(start, first), slice(first, last), slice(last, end)):
        for letter in span.text[piece]:
            drawn = " " * (TAB - cells % TAB) if letter == "\t" else _spelt(letter)
            cells += cells_of(drawn)
            shown.append(drawn)
        edges.append(cells)
    carets = "^" * max(edges[1] - edges[0], 1)
    line = "".join(shown).rstrip() + right
    under = f"{' ' * edges[0]}{carets} {visible(label)}".rstrip()
    return [f"{span.line:>5} | {line}", f"{'':>5} | {under}"]


def cells_of(text: str) -> int:
    """Return how many terminal cells `text` takes: wide letters take two, accents none."""
    drawn = [x for x in text if unicodedata.category(x) not in ("Mn", "Me", "Cf")]
    return sum(2 if unicodedata.east_asian_width(x) in "WF" else 1 for x in drawn)
