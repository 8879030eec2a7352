"""Odds as a chart in a terminal: a line for each share, its interval as whiskers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.output.cells import NARROWEST, cells_of, cut, padded, wrapped
from moshimo.output.shown_letters import visible
from moshimo.report.odds.chart_rows import (
    Bar,
    ChartRow,
    Histogram,
    ShareRow,
    drawn_of,
    scale_of,
    span_of,
    texts_of,
)

WIDEST = 100  # columns; a longer line is harder to follow
ROOMY = 33  # cells; a narrower field has a line of its own
LEAST = 13  # cells; narrower whiskers say nothing


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs to draw with; each takes one cell."""

    left: str
    line: str
    right: str
    base: str
    fork: str
    grid: str
    heights: str  # from nothing to full
    cut: str
    minus: str


LINES = Signs("├", "─", "┤", "●", "◆", "┊", " ▁▂▃▄▅▆▇█", "…", "−")
LETTERS = Signs("|", "-", "|", "o", "#", ":", " .:-=+*%@", "~", "-")


def chart(
    rows: Sequence[ChartRow], width: int = 80, encoding: str = "utf-8", note: str = ""
) -> str:
    """Return odds as lines for a terminal of that many columns.

    Letters replace signs that its encoding lacks. `note` is a last line.
    """
    signs = signs_of(encoding)
    plan = _plan(rows, min(max(width, NARROWEST), WIDEST), signs)
    made: list[str] = []
    for row, after in zip(rows, [*rows[1:], None], strict=False):
        made += wrapped(visible(row.question), plan.width)
        made += _lines(row, plan, signs)
        if plan.field and not (isinstance(row, ShareRow) and isinstance(after, ShareRow)):
            made.append(_scale(row, plan, signs))
        made += wrapped(visible(row.remark), plan.width, "  ", "  ")
        made.append("")
    made += wrapped(visible(note), plan.width)
    return "\n".join(line.rstrip() for line in made).strip("\n") + "\n"


def signs_of(encoding: str) -> Signs:
    """Return what a terminal with that encoding can show."""
    try:
        f"{LINES}".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return LETTERS
    return LINES


@dataclass(frozen=True, slots=True)
class _Plan:
    """The layout of a line. A narrow terminal has the drawing beneath its label and text."""

    width: int  # cells of a line
    label: int  # cells for labels; 0 if there are none
    field: int  # cells to draw in, a multiple of four and one; 0 if there is no room
    text: int  # cells for texts
    stacked: bool  # whether drawings have lines of their own


def _plan(rows: Sequence[ChartRow], width: int, signs: Signs) -> _Plan:
    labels = max((cells_of(visible(one.label)) for row in rows for one in drawn_of(row)), default=0)
    beside = [text for row in rows for text, _ in texts_of(row, signs.minus)]
    text = max(map(cells_of, beside), default=0)
    label = min(labels, max(width // 4, 6))
    field = width - 4 - (label + 2 if label else 0) - text
    if field >= ROOMY:
        return _Plan(width, label, (field - 1) // 4 * 4 + 1, text, stacked=False)
    label = min(labels, max(width - text - 4, 6))
    field = (width - 6) // 4 * 4 + 1  # room for the rest of `100 %`
    return _Plan(width, label, field if field >= LEAST else 0, text, stacked=True)


def _lines(row: ChartRow, plan: _Plan, signs: Signs) -> list[str]:
    """Draw a question: whiskers for each share, and columns for each mean."""
    made = []
    least, largest = span_of(row)
    for one, texts in zip(drawn_of(row), texts_of(row, signs.minus), strict=True):
        drawn = (
            [_heights(one, least, largest, plan.field, signs)] if isinstance(one, Histogram) else []
        )
        drawn.append(_whiskers(one, least, largest, plan.field, signs))
        label = padded(cut(visible(one.label), plan.label, signs.cut), plan.label)
        if plan.stacked:
            gap = " " * max(plan.width - 2 - plan.label - plan.text, 2) if plan.label else ""
            line = f"  {label}{gap}{texts[0]}"
            room = cells_of(line) <= plan.width
            made += [line] if room else wrapped(f"{label} {texts[0]}", plan.width, "  ", "  ")
            made += [f"  {line}" for line in drawn if line]
            continue
        for line, text in zip(drawn, texts, strict=False):
            made.append(f"  {label}{'  ' if label else ''}{line}  {text}")
            label = " " * cells_of(label)
    return made


def _scale(row: ChartRow, plan: _Plan, signs: Signs) -> str:
    """Return the scale under the drawings."""
    least, largest = span_of(row)
    values, texts = scale_of(row, signs.minus)
    places = [(value - least) / (largest - least) for value in values]
    left = 2 if plan.stacked or not plan.label else plan.label + 4
    return " " * left + _under(places, texts, plan.field)


def _whiskers(one: Bar | Histogram, least: float, largest: float, field: int, signs: Signs) -> str:
    drawn = [signs.grid if i % (field // 4) == 0 else " " for i in range(field)]
    if math.isnan(one.estimate) or not field:
        return "".join(drawn)
    ends = (max(one.low, least), one.estimate, min(one.high, largest))
    low, middle, high = (round((x - least) / (largest - least) * (field - 1)) for x in ends)
    if high - low > 1:  # a shorter one would show one whisker only
        drawn[low : high + 1] = signs.line * (high - low + 1)
        drawn[low], drawn[high] = signs.left, signs.right
    drawn[middle] = signs.fork if one.fork else signs.base
    return "".join(drawn)


def _heights(shape: Histogram, least: float, largest: float, field: int, signs: Signs) -> str:
    """Draw columns; each that is not empty is visible."""
    most = max((many for _, _, many in shape.columns), default=0)
    drawn = [" "] * field
    for low, high, many in shape.columns:
        at, to = (round((x - least) / (largest - least) * field) for x in (low, high))
        height = math.ceil(many / most * (len(signs.heights) - 1)) if most else 0
        drawn[at:to] = signs.heights[height] * (to - at)
    return "".join(drawn)


def _under(places: Sequence[float], texts: Sequence[str], field: int) -> str:
    """Return texts beneath their places, 0 to 1, of a field; every other if there is no room."""
    line = ""
    for x, text in zip(places, texts, strict=True):
        begin = round(x * (field - 1)) - (len(text.removesuffix(" %")) - 1) // 2
        if line and begin <= len(line) and len(texts) > 2:
            return _under(places[::2], texts[::2], field)
        line = line.ljust(max(begin, 0)) + text
    return line
