"""Odds as charts: what stands where, whatever people and worlds are called."""

from __future__ import annotations

import math
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moshimo.output.cells import cells_of
from moshimo.report.odds.chart_lines import LETTERS, LINES, chart, signs_of
from moshimo.report.odds.chart_rows import (
    Bar,
    ChartRow,
    Histogram,
    NumberRow,
    ShareRow,
    number_text,
    share_text,
)
from moshimo.report.odds.chart_svg import svg

GOLDEN = Path(__file__).parents[2] / "golden" / "chart"
COLUMNS = ((0.0, 0.2, 3), (0.2, 0.4, 40), (0.4, 0.6, 0), (0.6, 0.8, 12))
FALLEN = ((-0.5, 0.5, 70), (0.5, 1.5, 25), (1.5, 2.5, 5))
ROWS: tuple[ChartRow, ...] = (
    ShareRow(
        "Is the letter read aloud?",
        (
            Bar("as it was", 0.61, 0.59, 0.63),
            Bar("the letter burned", 0.26, 0.22, 0.31, 1),
            Bar("no messenger", 0.0, 0.0, 0.036, 2),
        ),
        "Where it is burned it is less likely: by 35 points (33 to 37).",
    ),
    ShareRow(
        "Does anybody find out who wrote it before the morning of the third day is over?",
        (Bar("as it was", 0.78, 0.69, 0.86), Bar("no messenger", math.nan, 0.0, 1.0, 2)),
    ),
    NumberRow(
        "How fond is Edda of Jon at the end?",
        (
            Histogram("as it was", 0.402, 0.37, 0.43, 0.21, COLUMNS),
            Histogram("the letter burned", 0.141, 0.135, 0.147, 0.16, COLUMNS, 1),
        ),
    ),
    NumberRow("How many fall?", (Histogram("", 0.34, 0.22, 0.46, 0.6, FALLEN),), unit="people"),
)
NOTE = "2,464 universes, the same dice in each world. The intervals are right 95 times in 100."
TITLE = "What became of the letter"

LABELS = st.text(max_size=60)
ENDS = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)


@st.composite
def shares(draw: st.DrawFn) -> ShareRow:
    bars = []
    for fork in range(draw(st.integers(1, 4))):
        low, middle, high = draw(ENDS)
        bars.append(Bar(draw(LABELS), middle, low, high, fork))
    return ShareRow(draw(LABELS), tuple(bars), draw(LABELS))


@st.composite
def numbers(draw: st.DrawFn) -> NumberRow:
    counts = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=20))
    begin, step = draw(st.integers(-50, 50)), draw(st.sampled_from([0.01, 0.5, 1.0, 2000.0]))
    columns = tuple(((begin + i) * step, (begin + i + 1) * step, n) for i, n in enumerate(counts))
    mean, half = draw(st.floats(-100, 100)), draw(st.floats(0, 10))
    shape = Histogram(draw(LABELS), mean, mean - half, mean + half, half, columns, 1)
    return NumberRow(draw(LABELS), (shape,), unit=draw(st.text(max_size=5)))


KINDS = st.lists(shares() | numbers(), max_size=3)


@pytest.mark.parametrize(
    ("name", "width", "encoding"),
    [
        ("wide.txt", 80, "utf-8"),
        ("narrow.txt", 40, "utf-8"),
        ("letters.txt", 72, "ascii"),
    ],
)
def test_a_terminal_shows(
    name: str, width: int, encoding: str, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / name, chart(ROWS, width, encoding, NOTE))


def test_a_picture_shows(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "odds.svg", svg(ROWS, TITLE, NOTE))


def test_whiskers_stand_where_the_interval_is() -> None:
    drawn = chart([ShareRow("?", (Bar("", 0.5, 0.25, 0.75),))], 80).split("\n")[1]
    field = drawn[2 : drawn.rindex("┊") + 1]
    at = {sign: field.index(sign) / (len(field) - 1) for sign in "├●┤"}
    assert at == {"├": 0.25, "●": 0.5, "┤": 0.75}


@given(
    KINDS,
    st.integers(10, 300),
    st.sampled_from(["utf-8", "ascii"]),
)
def test_no_line_is_wider_than_the_terminal(
    rows: list[ChartRow], width: int, encoding: str
) -> None:
    for line in chart(rows, width, encoding).split("\n"):
        assert cells_of(line) <= width


@given(KINDS)
def test_nothing_that_a_label_says_commands_a_terminal(rows: list[ChartRow]) -> None:
    hidden = {unicodedata.category(letter) for letter in chart(rows).replace("\n", "")}
    assert not hidden & {"Cc", "Cs", "Zl", "Zp"}


def test_letters_draw_where_the_terminal_lacks_the_signs() -> None:
    assert signs_of("utf-8") is LINES
    for encoding in ("ascii", "latin-1", "cp1252", "shift_jis", "no such encoding"):
        assert signs_of(encoding) is LETTERS
    assert chart(ROWS, 72, "ascii", NOTE).isascii()


def test_no_more_digits_are_shown_than_are_known() -> None:
    assert share_text(Bar("", 0.6132, 0.593, 0.633)) == "61 % (59 to 63)"
    assert share_text(Bar("", 0.6132, 0.6092, 0.6172)) == "61.3 % (60.9 to 61.7)"
    assert share_text(Bar("", 0.0, 0.0, 0.000004)) == "0.0000 % (0.0000 to 0.0004)"
    assert share_text(Bar("", math.nan, 0.0, 1.0)) == "no case"


def test_a_mean_has_its_unit_and_true_minus_signs() -> None:
    assert (
        number_text(Histogram("", -0.41, -0.43, -0.39, 0.2, ()), "m") == "−0.41 m (−0.43 to −0.39)"
    )
    assert (
        number_text(Histogram("", 12345.0, 12045.0, 12645.0, 9.0, ()))
        == "12,345 (12,045 to 12,645)"
    )
    assert number_text(Histogram("", 3.0, -math.inf, math.inf, 1.0, ())) == "3.0"
    assert number_text(Histogram("", 2.0, 2.0, 2.0, 0.0, ())) == "2 (2 to 2)"
    assert number_text(Histogram("", math.nan, -math.inf, math.inf, 0.0, ())) == "no case"


@given(KINDS, LABELS, LABELS)
def test_a_picture_is_well_formed_whatever_is_in_it(
    rows: list[ChartRow], title: str, note: str
) -> None:
    ET.fromstring(svg(rows, title, note))


def test_a_name_in_angle_brackets_is_a_name() -> None:
    evil = '<script>alert("1")</script> ]]> & \x1b[31m'
    drawn = svg([ShareRow(evil, (Bar(evil, 0.5, 0.4, 0.6),), evil)], evil, evil)
    kinds = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}
    assert kinds == {"svg", "title", "desc", "style", "rect", "path", "circle", "text"}
    assert "\x1b" not in drawn


def test_a_picture_fetches_nothing_and_runs_nothing() -> None:
    drawn = svg(ROWS, TITLE, NOTE)
    addresses = re.findall(r"https?://[^\s\"']+", drawn)
    assert addresses == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|@import|@font-face|href|<script|\son\w+=", drawn)


def test_a_picture_is_read_aloud_in_full() -> None:
    root = ET.fromstring(svg(ROWS, TITLE, NOTE))
    title, desc = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == TITLE
    assert desc.text is not None
    assert "as it was: 61 % (59 to 63); the letter burned: 26 % (22 to 31);" in desc.text
    assert "How many fall? 0.3 people (0.2 to 0.5), spread 0.6." in desc.text
    assert desc.text.endswith(NOTE)


def test_a_picture_has_no_fixed_size_and_no_letter_too_small_for_a_phone() -> None:
    drawn = svg(ROWS, TITLE, NOTE)
    root = ET.fromstring(drawn)
    assert root.get("viewBox", "").startswith("0 0 360 ")
    assert root.get("width") is root.get("height") is None
    assert min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", drawn)) >= 12


def test_two_pictures_on_a_page_do_not_share_names() -> None:
    names = [set(re.findall(r'id="([^"]+)"', svg(ROWS[:n], TITLE))) for n in (1, 2)]
    assert not names[0] & names[1]
