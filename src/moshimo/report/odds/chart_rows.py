"""The rows of a chart of odds as plain values, and their figures as text.

`chart_lines.py` draws them in a terminal, `chart_svg.py` as a picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from moshimo.output.shown_letters import visible

NO_CASE = "no case"
MOST_DIGITS = 6  # decimals


@dataclass(frozen=True, slots=True)
class Bar:
    """A share and its interval, each 0 to 1; nan if there was no case of it."""

    label: str  # the title of the base or of a fork; "" if there is only one world
    estimate: float
    low: float
    high: float
    fork: int = 0  # 0 for the base, 1, 2 … for its forks


@dataclass(frozen=True, slots=True)
class Histogram:
    """A mean with its interval, the spread, and the counts of the columns; nan if there is none."""

    label: str  # the title of the base or of a fork; "" if there is only one world
    estimate: float
    low: float
    high: float
    spread: float  # the standard deviation
    # from, to, count; rising, the same bounds for all histograms of a question
    columns: tuple[tuple[float, float, int], ...]
    fork: int = 0  # 0 for the base, 1, 2 … for its forks
    others: float | None = None  # all alike: the share that may yet be another, at most


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A yes-or-no question: a bar for the base and for each fork."""

    question: str
    bars: tuple[Bar, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A question for a number: a histogram for the base and for each fork."""

    question: str
    shapes: tuple[Histogram, ...]
    remark: str = ""
    unit: str = ""


ChartRow: TypeAlias = ShareRow | NumberRow


def share_text(bar: Bar) -> str:
    """Return a share and its interval in per cent, with no more digits than are known."""
    if math.isnan(bar.estimate):
        return NO_CASE
    digits = digits_of(100 * (bar.high - bar.low) / 2)
    low, middle, high = (f"{100 * x:.{digits}f}" for x in (bar.low, bar.estimate, bar.high))
    return f"{middle} % ({low} to {high})"


def number_text(shape: Histogram, unit: str = "", minus: str = "−") -> str:
    """Return a mean and its interval, with no more digits than are known."""
    if math.isnan(shape.estimate):
        return NO_CASE
    digits = _known(shape)
    middle = in_digits(shape.estimate, digits, minus) + (f" {visible(unit)}" if unit else "")
    if shape.others is not None:
        return f"{middle} in each"
    if not math.isfinite(shape.high):
        return middle
    low, high = (in_digits(x, digits, minus) for x in (shape.low, shape.high))
    return f"{middle} ({low} to {high})"


def spread_text(shape: Histogram) -> str:
    """Return the spread in words."""
    if math.isnan(shape.estimate):
        return ""
    if shape.others is not None:
        return f"another in {most_text(shape.others)}"
    return f"spread {in_digits(shape.spread, _known(shape))}"


def most_text(share: float) -> str:
    """Return the most that a share can be, in words."""
    return f"at most {100 * share:.{digits_of(100 * share)}f} %"


def digits_of(half: float) -> int:
    """Return how many decimals show the first digit of half a width."""
    digits = 0
    while digits < MOST_DIGITS and 0 < half * 10**digits < 1:
        digits += 1
    return digits


def in_digits(x: float, digits: int, minus: str = "−") -> str:
    """Return a number with so many decimals; what rounds to 0 has no sign.

    A very large one, or one that so many decimals cannot show, has a power of ten.
    """
    if abs(x) >= 1e15 or (digits >= MOST_DIGITS and 0 < abs(x) < 0.1**MOST_DIGITS):
        return f"{x:.3g}".replace("-", minus)
    text = f"{x:,.{digits}f}"
    return (text if float(text.replace(",", "")) else text.lstrip("-")).replace("-", minus)


def _known(shape: Histogram) -> int:
    half = (shape.high - shape.low) / 2
    if shape.others is not None:  # nothing says how many are known: as many as it has
        x = shape.estimate
        return next(
            (n for n in range(MOST_DIGITS) if abs(round(x, n) - x) <= 1e-12 * abs(x)), MOST_DIGITS
        )
    return digits_of(half if 0 < half < math.inf else shape.spread / 10)


def drawn_of(row: ChartRow) -> Sequence[Bar | Histogram]:
    """Return what is drawn of a row."""
    return row.bars if isinstance(row, ShareRow) else row.shapes


def texts_of(row: ChartRow, minus: str = "−") -> list[tuple[str, str]]:
    """Return what is written beside each drawing, and beside its second line."""
    if isinstance(row, ShareRow):
        return [(share_text(bar), "") for bar in row.bars]
    return [(number_text(shape, row.unit, minus), spread_text(shape)) for shape in row.shapes]


def scale_of(row: ChartRow, minus: str = "−") -> tuple[list[float], list[str]]:
    """Return the values that are marked on a row's scale, and their texts."""
    if isinstance(row, ShareRow):
        return [0.0, 0.25, 0.5, 0.75, 1.0], ["0", "25", "50", "75", "100 %"]
    return _ticks(row, minus)


def span_of(row: ChartRow) -> tuple[float, float]:
    """Return the least and the largest value that a row shows."""
    if isinstance(row, ShareRow):
        return 0.0, 1.0
    ends = [end for shape in row.shapes for low, high, _ in shape.columns for end in (low, high)]
    ends += [x for shape in row.shapes for x in (shape.low, shape.high) if math.isfinite(x)]
    least, largest = min(ends, default=0.0), max(ends, default=1.0)
    return least, largest if largest > least else least + 1


def _ticks(row: NumberRow, minus: str) -> tuple[list[float], list[str]]:
    """Return the ends and the middle of a number's scale, and their texts.

    Columns of one whole number each are centred on it; there the first and the last are named.
    """
    least, largest = span_of(row)
    if all(low % 1 == 0.5 and high - low == 1 for s in row.shapes for low, high, _ in s.columns):
        least, largest = math.ceil(least), math.floor(largest)
    values = sorted({least, (least + largest) / 2, largest})
    digits = 0
    while digits < 9 and any(abs(round(x, digits) - x) > (largest - least) / 200 for x in values):
        digits += 1
    return values, [in_digits(x, digits, minus) for x in values]
