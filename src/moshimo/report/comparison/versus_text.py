"""Two universes as plain text: in two columns where the terminal is wide enough."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from moshimo.output.cells import NARROWEST, padded, wrapped
from moshimo.report.comparison.versus import Half, Row, Versus
from moshimo.story.realisation.story import Scene
from moshimo.story.rendering.chapters import paragraphs_of
from moshimo.story.rendering.plain_text import prose

WIDE = 96  # cells to a line that allow two columns
WIDEST = 160
NARROW = 76  # width of one column alone
GAP = "   "
NOTHING = "—"
ALL_THE_SAME = "In both:"
HOW_LIKELY = "How likely that is:"
WHY, WHY_NOT = "Why", "Why not there"


def columns(versus: Versus, width: int) -> str:
    """Return the text, for lines of that many cells."""
    width = min(max(width, NARROWEST), WIDEST)
    one = min(width, NARROW) if width < WIDE else width
    blocks = [_wrapped(f"{versus.title} / {versus.fork}", one), *_headed(versus, one)]
    if not versus.same:
        blocks.append(_wrapped(f"The same until {versus.until}. Then: {versus.first}", one))
        blocks += [_wrapped(said, min(one, NARROW)) for said in told(versus.past)]
        blocks += _beside(versus, width) if width >= WIDE else _below(versus, one)
        if versus.still:
            blocks.append(_wrapped(f"{ALL_THE_SAME} {' '.join(versus.still)}", one))
        blocks.append(_wrapped(counted(versus), one))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def counted(versus: Versus) -> str:
    """Return how many deeds differ."""
    here, there, otherwise, alike = versus.counts
    return (
        f"Deeds: {here} only in the first, {there} only in the second, {otherwise} in both but "
        f"otherwise, {alike} the same."
    )


def told(scenes: Sequence[Scene]) -> list[str]:
    """Return the paragraphs of scenes."""
    return [prose(paragraph) for paragraph in paragraphs_of(scenes)]


def _headed(versus: Versus, width: int) -> list[list[str]]:
    lines = [line for change in versus.changes for line in _wrapped(change, width)]
    blocks = [lines] if lines else []
    blocks += [_wrapped(said, width) for said in (*versus.notes, *versus.reached)]
    if versus.odds.note:
        odds = [line for said in versus.odds.lines for line in wrapped(said, width, "· ", "  ")]
        blocks.append([HOW_LIKELY, *odds])
    return [_wrapped(versus.which, width), *blocks] if versus.which else blocks


def _beside(versus: Versus, width: int) -> list[list[str]]:
    """Return two columns, cut by moments."""
    if not versus.rows:
        return []
    column = (width - len(GAP)) // 2
    left, right = _wrapped(versus.title.upper(), column), _wrapped(versus.fork.upper(), column)
    names = itertools.zip_longest(left, right, fillvalue="")
    head = [_pair(one, other, column) for one, other in names]
    return [head, *(_row(row, column) for row in versus.rows)]


def _row(row: Row, column: int) -> list[str]:
    left, right = _lines(row.base, WHY_NOT, column), _lines(row.fork, WHY, column)
    beside = itertools.zip_longest(left, right, fillvalue="")
    if not row.when:
        left, right = ([""] if side == [NOTHING] else side for side in (left, right))
    rule = [padded(f"── {row.when} ", 2 * column + len(GAP), "─"), ""] if row.when else []
    return [*rule, *(_pair(one, other, column) for one, other in beside)]


def _pair(one: str, other: str, column: int) -> str:
    return f"{padded(one, column)}{GAP}{other}".rstrip()


def _below(versus: Versus, width: int) -> list[list[str]]:
    """Return both one after the other, each under the name of its universe."""
    blocks: list[list[str]] = []
    for row in versus.rows:
        if row.when:
            *above, last = _wrapped(f"── {row.when}", width)
            blocks.append([*above, padded(f"{last} ", width, "─")[:width]])
        sides = ((versus.title, row.base, WHY_NOT), (versus.fork, row.fork, WHY))
        for name, half, label in sides:
            blocks += (
                [_wrapped(f"[{name}]", width), _lines(half, label, width)]
                if half.paragraphs
                else []
            )
    return blocks


def _lines(half: Half, label: str, width: int) -> list[str]:
    """Return what is told of one side, wrapped."""
    lines: list[str] = []
    for said in map(prose, half.paragraphs):
        lines += [*([""] if lines else []), *_wrapped(said, width)]
    if half.whys:
        lines += ["", *_wrapped(f"{label}:", width)]
    for why in half.whys:
        lines += wrapped(why.briefly(), width, "· ", "  ")
    return lines or [NOTHING]


def _wrapped(said: str, width: int) -> list[str]:
    return wrapped(said, width) or [""]
