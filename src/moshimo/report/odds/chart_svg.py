"""Odds as an SVG picture, for light and dark, a phone and a sheet of paper."""

from __future__ import annotations

import hashlib
import html
import math
from collections.abc import Sequence

from moshimo.lang.text.source import own_file
from moshimo.output.cells import cut, wrapped
from moshimo.output.shown_letters import visible
from moshimo.report.odds.chart_rows import (
    Bar,
    ChartRow,
    Histogram,
    drawn_of,
    scale_of,
    span_of,
    texts_of,
)

WIDTH, EDGE = 360, 16  # units; on a phone a unit is about a pixel
INNER = WIDTH - 2 * EDGE
LETTER = 0.6  # assumed width of a letter, as a share of its height
LONGEST = 400  # letters of one text
WORLDS = 4  # colours; later forks repeat those of the first
COLUMNS = 44  # units: the greatest height of a column


def svg(rows: Sequence[ChartRow], title: str = "", note: str = "") -> str:
    """Return odds as a picture that requests and runs nothing; all texts are escaped."""
    body, y = _paragraph(title, "title", 17, EDGE + 8, 22) if title else ([], EDGE)
    for row in rows:
        drawn, y = _row(row, y + (18 if body else 0))
        body += drawn
    drawn, y = _paragraph(note, "pale", 12, y + 18, 16)
    body += drawn
    words = visible(_told(rows, note))
    name = visible(title or "Odds")
    scope = "odds-" + hashlib.sha256(f"{name}\n{words}\n{y}".encode()).hexdigest()[:8]
    style = own_file("report", "odds", "chart.css")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{scope}" role="img" '
            f'viewBox="0 0 {WIDTH} {_n(y + EDGE)}" '
            f'aria-labelledby="{scope}-title {scope}-desc">',
            f'<title id="{scope}-title">{_safe(name)}</title>',
            f'<desc id="{scope}-desc">{_safe(words, len(words))}</desc>',
            f"<style>\n{style.replace('.SCOPE', f'.{scope}')}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{_n(y + EDGE)}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _row(row: ChartRow, y: float) -> tuple[list[str], float]:
    """Draw a question from y downwards; return where it ends."""
    made, y = _paragraph(row.question, "question", 14, y + 4, 18)
    y += 5
    values, marks = scale_of(row)
    least, largest = span_of(row)
    xs = [_x(value, least, largest) for value in values]
    for one, (text, spread) in zip(drawn_of(row), texts_of(row), strict=True):
        made += _labels(one.label, text, y + 14)
        y += 25
        if isinstance(one, Histogram):
            made += _columns(one, spread, least, largest, y)
            y += COLUMNS + 14
        made += [f'<path class="grid" d="M{EDGE} {_n(y)}h{INNER}"/>']
        made += [f'<path class="grid" d="M{_n(x)} {_n(y - 4)}v8"/>' for x in xs]
        made += _interval(one, least, largest, y)
        y += 16
    made += [_scale(x, y + 8, text) for x, text in zip(xs, marks, strict=True)]
    lines, y = _paragraph(row.remark, "remark", 12.5, y + 17, 16)
    return made + lines, y


def _columns(shape: Histogram, spread: str, least: float, largest: float, y: float) -> list[str]:
    """Draw the columns, and write the spread."""
    made = [f'<text class="pale end" x="{WIDTH - EDGE}" y="{_n(y + 6)}">{spread}</text>']
    foot = y + COLUMNS
    most = max((many for _, _, many in shape.columns), default=0)
    for low, high, many in shape.columns:
        x, to = (_x(value, least, largest) for value in (low, high))
        if many:
            height = max(COLUMNS * many / most, 1.0)
            made.append(
                f'<rect class="column {_world(shape.fork)}" x="{_n(x + 0.5)}" '
                f'y="{_n(foot - height)}" width="{_n(to - x - 1)}" height="{_n(height)}"/>'
            )
    return made


def _interval(one: Bar | Histogram, least: float, largest: float, y: float) -> list[str]:
    """Draw an interval as a band with marked ends, the estimate as a dot, a fork's as a rhomb."""
    if math.isnan(one.estimate):
        return []
    low, middle, high = (
        _x(min(max(x, least), largest), least, largest) for x in (one.low, one.estimate, one.high)
    )
    world = _world(one.fork)
    made = [
        f'<rect class="band {world}" x="{_n(low)}" y="{_n(y - 5)}" '
        f'width="{_n(max(high - low, 1))}" height="10" rx="2"/>'
    ]
    made += [f'<path class="whisker {world}" d="M{_n(x)} {_n(y - 5)}v10"/>' for x in (low, high)]
    if one.fork:
        shape = f"M{_n(middle)} {_n(y - 6.5)}l6.5 6.5-6.5 6.5-6.5-6.5z"
        return [*made, f'<path class="point {world}" d="{shape}"/>']
    return [*made, f'<circle class="point {world}" cx="{_n(middle)}" cy="{_n(y)}" r="5"/>']


def _labels(left: str, right: str, y: float) -> list[str]:
    """Write a label and, at the right edge, its text; the label is cut if it has no room."""
    made: list[str] = []
    if left:
        room = INNER / (13 * LETTER) - len(right) - 1
        shown = cut(visible(left), room)
        made.append(f'<text x="{EDGE}" y="{_n(y)}">{_safe(shown)}</text>')
    if right:
        made.append(f'<text class="end" x="{WIDTH - EDGE}" y="{_n(y)}">{_safe(right)}</text>')
    return made


def _scale(x: float, y: float, text: str) -> str:
    """Write a text under its place on the scale, inside the edges."""
    at = "middle" if EDGE + 8 < x < WIDTH - EDGE - 8 else "end" if x > WIDTH / 2 else "begin"
    return f'<text class="pale {at}" x="{_n(x)}" y="{_n(y)}">{_safe(text)}</text>'


def _paragraph(
    text: str, style: str, size: float, y: float, leading: int
) -> tuple[list[str], float]:
    """Write a text in lines; return them, and the foot of the last."""
    room = INNER / (size * LETTER)
    lines = wrapped(visible(text[:LONGEST]), room)
    made: list[str] = []
    for line in lines:
        y += leading if made else size - 2
        made.append(f'<text class="{style}" x="{EDGE}" y="{_n(y)}">{_safe(line)}</text>')
    return made, y + 2


def _told(rows: Sequence[ChartRow], note: str) -> str:
    """Return all that is drawn as sentences, for screen readers."""
    made: list[str] = []
    for row in rows:
        texts = [", ".join(filter(None, written)) for written in texts_of(row)]
        labels = [f"{one.label}: " if one.label else "" for one in drawn_of(row)]
        told = "; ".join(map("".join, zip(labels, texts, strict=True)))
        made += [row.question, f"{told}.", *([row.remark] if row.remark else [])]
    return " ".join([*made, *([note] if note else [])])


def _x(value: float, least: float, largest: float) -> float:
    return EDGE + INNER * (value - least) / (largest - least)


def _world(fork: int) -> str:
    return f"w{(fork - 1) % (WORLDS - 1) + 1 if fork else 0}"


def _n(x: float) -> str:
    """Return a length with at most two decimals."""
    return f"{x:.2f}".rstrip("0").rstrip(".")


def _safe(text: str, longest: int = LONGEST) -> str:
    return html.escape(visible(text if len(text) <= longest else f"{text[:longest]}…"))
