"""Two universes as plain text: in two columns where the terminal is wide enough."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from moshimo.report.comparison.explanations import ABOVE, Why
from moshimo.report.comparison.versus import Half, Row, Versus
from moshimo.story.realisation.story import Scene
from moshimo.story.rendering.plain_text import prose

WIDE = 96  # letters to a line that allow two columns
WIDEST = 160
NARROW = 76  # width of one column alone
GAP = "   "
STEPS = 6  # so many steps of a chain are told
NOTHING = "—"
ALL_THE_SAME = "All the same:"


def columns(versus: Versus, width: int) -> str:
    """Return the text, for lines of that many letters."""
    width = min(width, WIDEST)
    one = min(width, NARROW) if width < WIDE else width
    blocks = [[f"{versus.title} / {versus.fork}"], *_headed(versus, one)]
    if versus.same:
        blocks.append([same(versus)])
    else:
        blocks.append(_wrapped(f"The same until {versus.until}. Then: {versus.first}", one))
        blocks += [_wrapped(said, min(one, NARROW)) for said in told(versus.past)]
        blocks += _beside(versus, width) if width >= WIDE else _below(versus, one)
        if versus.still:
            blocks.append(_wrapped(f"{ALL_THE_SAME} {' '.join(versus.still)}", one))
        blocks.append(_wrapped(counted(versus), one))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def same(versus: Versus) -> str:
    """Say that nothing differs."""
    return f"Nothing differs: all {versus.counts[3]} deeds are the same."


def counted(versus: Versus) -> str:
    """Return how many deeds differ."""
    here, there, otherwise, alike = versus.counts
    return (
        f"Deeds: {here} only in the first, {there} only in the second, {otherwise} in both but "
        f"otherwise, {alike} the same."
    )


def told(scenes: Sequence[Scene]) -> list[str]:
    """Return the paragraphs of scenes."""
    return [prose(paragraph) for scene in scenes for paragraph in scene.paragraphs]


def summed(why: Why) -> str:
    """Return an explanation as one sentence; of a long one the beginning and the end."""
    steps = [f"{step.word} {step.text}" for step in why.steps]
    if len(steps) > STEPS:
        steps[3:-2] = [f"and so on over {len(steps) - 5} more steps"]
    ends = [ABOVE] if why.above else []
    return f"{', '.join([why.head.removesuffix('.'), *steps, *ends])}."


def _headed(versus: Versus, width: int) -> list[list[str]]:
    lines = [_wrapped(line, width) for line in versus.changes]
    return [
        *([[line for wrapped in lines for line in wrapped]] if lines else []),
        *(_wrapped(note, width) for note in versus.notes),
    ]


def _beside(versus: Versus, width: int) -> list[list[str]]:
    """Return two columns, cut where another part of the day begins."""
    column = (width - len(GAP)) // 2
    head = [_pair(versus.title.upper(), versus.fork.upper(), column)]
    return [head, *(_row(row, column) for row in versus.rows)]


def _row(row: Row, column: int) -> list[str]:
    left, right = _lines(row.base, "Why not there", column), _lines(row.fork, "Why", column)
    most = max(len(left), len(right))
    left += [""] * (most - len(left))
    right += [""] * (most - len(right))
    rule = f"── {row.when} "
    return [
        rule.ljust(2 * column + len(GAP), "─"),
        "",
        *(_pair(one, other, column) for one, other in zip(left, right, strict=True)),
    ]


def _pair(one: str, other: str, column: int) -> str:
    return f"{one.ljust(column)}{GAP}{other}".rstrip()


def _below(versus: Versus, width: int) -> list[list[str]]:
    """Return both one after the other, each under the name of its universe."""
    blocks: list[list[str]] = []
    for row in versus.rows:
        blocks.append([f"── {row.when} ".ljust(width, "─")])
        sides = ((versus.title, row.base, "Why not there"), (versus.fork, row.fork, "Why"))
        for name, half, label in sides:
            if half.scenes:
                blocks.append([f"[{name}]"])
                blocks.append(_lines(half, label, width))
    return blocks


def _lines(half: Half, label: str, width: int) -> list[str]:
    """Return what is told of one side, wrapped."""
    lines: list[str] = []
    for said in told(half.scenes):
        lines += [*([""] if lines else []), *_wrapped(said, width)]
    if half.whys:
        lines += ["", f"{label}:"]
    for why in half.whys:
        lines += textwrap.wrap(summed(why), width, initial_indent="· ", subsequent_indent="  ")
    return lines or [NOTHING]


def _wrapped(said: str, width: int) -> list[str]:
    return textwrap.wrap(said, width, break_long_words=True) or [""]
