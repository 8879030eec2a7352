"""Every message an author of a world is shown.

One `Problem` is one thing to mend. A check collects problems and raises them together as
one `WorldError`, so that an author sees the whole list at once. The terminal, the studio
and the tests all read the same `Problem`. It carries the author's line with it: nothing
is read again when it is shown, and nothing in it can command a terminal.
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from moshimo.output.cells import cells_of
from moshimo.output.shown_letters import spelt, visible

SHOWN_PROBLEMS = 20  # more than a screen or two of mistakes helps nobody
SHOWN_WORDS = 7
SHOWN_LINE = 120  # cells of the author's line; the rest of a longer one is left out
WIDE = 160  # cells of a line that show as much; what is not said of a terminal's width
ROOMY = 40  # cells; in a narrower terminal line numbers have no margin
SHOWN_SENTENCE = 600
SHOWN_PATH = 200
LONGEST_NAME = 64  # comparing longer words takes long and finds nothing
TAB = 4


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
        return self.text()

    def text(self, width: int = WIDE) -> str:
        """Return all of it as text for a terminal of so many cells."""
        shown = [render(problem, width) for problem in self.problems[:SHOWN_PROBLEMS]]
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
        return self.text()

    def text(self, width: int = WIDE) -> str:
        """Return it as text for a terminal of so many cells."""
        return render(self.problem, width)


def no_memory(wrong: BaseException) -> RunError | None:
    """Return how it is told that the machine has no memory left; None if something else is wrong.

    Python says so itself, or the system does when it maps a library or starts a thread.
    """
    said = str(wrong)
    match wrong:
        case MemoryError():
            known = True
        case OSError():
            known = wrong.errno == errno.ENOMEM
        case ImportError():
            known = "failed to map segment" in said or "allocate memory" in said
        case RuntimeError():
            known = said == "can't start new thread"
        case _:
            known = False
    if not known:
        return None
    what = "there is not enough memory left on this machine"
    fix = "end other programs, or let fewer universes run at a time."
    return RunError(Problem("out-of-memory", Span("moshimo"), what, fix=fix))


class OurError(Exception):
    """What cannot be has come about while a universe ran: our mistake, not the author's.

    Attributes:
        where: the rule that ran, or the world.
    """

    def __init__(self, what: str, where: Span) -> None:
        self.where = where
        super().__init__(f"{where}: {what}")


def render(problem: Problem, width: int = WIDE, word: str = "error") -> str:
    """Return `problem` as the text shown in a terminal of so many cells.

    Sentences are left to the terminal to break, since they are meant to be copied; of an author's
    line the part round the caret is shown that fits. `word` is "error" or "warning".
    """
    head = f"{problem.where}: {word}[{problem.code}]: {problem.what}"
    parts = [[_sentence(head)], _excerpt(problem.where, problem.label, width)]
    for span, remark in problem.also:
        parts.append([f"  {_sentence(f'{span}: {remark}')}", *_excerpt(span, "", width)])
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


def _sentence(text: str) -> str:
    """Return `text` as one line that fits on a screen."""
    shown = visible(text)
    return shown if len(shown) <= SHOWN_SENTENCE else f"{shown[:SHOWN_SENTENCE]}…"


def _paragraph(name: str, text: str) -> list[str]:
    """Return `text` under its name; its further lines, meant to be pasted, stand indented."""
    first, *rest = text.split("\n")
    return [f"  {name}: {_sentence(first)}", *(f"       {_sentence(line)}" for line in rest)]


def _excerpt(span: Span, label: str, width: int) -> list[str]:
    """Return the line of `span`, as much of it as fits, and a caret line under it."""
    if not span.line or not span.text.strip():
        return []
    number = f"{span.line:>5}" if width >= ROOMY else f"{span.line}"
    room = max(min(width - len(number) - len(" | ……"), SHOWN_LINE), 2)
    lead = max(span.column - 1 - 4 * SHOWN_LINE, 0)
    drawn = _drawn(span.text[lead : lead + 8 * SHOWN_LINE])
    first = span.column - 1 - lead
    last = min(first + span.width, len(drawn))
    start = _start(drawn, first, last, room)
    shown, end = "", start
    while end < len(drawn) and cells_of(shown + drawn[end]) <= room:
        shown += drawn[end]
        end += 1
    left = "…" * (lead + start > 0)
    right = "…" * (end < len(drawn))
    before = cells_of(left + "".join(drawn[start:first]))
    carets = "^" * max(cells_of("".join(drawn[first : min(last, end)])), 1)
    under = f"{' ' * before}{carets} {visible(label)}".rstrip()
    return [f"{number} | {left}{shown.rstrip()}{right}", f"{' ' * len(number)} | {under}"]


def _drawn(line: str) -> list[str]:
    """Return how each letter of a line is shown, tabs as the blanks to the next stop."""
    made, cells = [], 0
    for letter, shown in zip(line, spelt(line), strict=True):
        made.append(" " * (TAB - cells % TAB) if letter == "\t" else shown)
        cells += cells_of(made[-1])
    return made


def _start(drawn: Sequence[str], first: int, last: int, room: int) -> int:
    """Return the first letter of a line that is shown, so that those over the caret are."""
    if cells_of("".join(drawn[:last])) <= room:
        return 0
    start, cells = first, 0
    while start > 0 and (cells := cells + cells_of(drawn[start - 1])) <= room // 2:
        start -= 1
    return start
