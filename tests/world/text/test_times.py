"""Facts about spans and moments as authors write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moshimo.world.text import times

DAY = 86400.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1 second", 1),
        ("90 seconds", 90),
        ("3 minutes", 180),
        ("1.5 hours", 5400),
        ("2 days", 2 * DAY),
        (" 1  minute ", 60),
        ("0 minutes", 0),
    ],
)
def test_a_span_is_a_number_and_a_unit(text: str, seconds: float) -> None:
    assert times.span(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "3", "minutes", "-3 minutes", "3 weeks", "3minutes", "1e3 days", "٣ days"]
)
def test_nothing_else_is_a_span(text: str) -> None:
    assert times.span(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12:00", 12 * 3600),
        ("6:30", 6.5 * 3600),
        ("00:00:07", 7),
        ("day 1 12:00", 12 * 3600),
        ("day 2 00:00", DAY),
        ("never", math.inf),
    ],
)
def test_a_moment_is_a_day_and_a_time_of_it(text: str, seconds: float) -> None:
    assert times.moment(text, DAY) == seconds


@pytest.mark.parametrize(
    "text", ["", "12", "24:00", "12:60", "day 0 12:00", "day 2", "noon", "tomorrow 12:00", "-1:00"]
)
def test_nothing_else_is_a_moment(text: str) -> None:
    assert times.moment(text, DAY) is None


@given(st.integers(1, 9999), st.integers(0, 23), st.integers(0, 59))
def test_a_moment_is_read_as_it_was_written(day: int, hour: int, minute: int) -> None:
    seconds = times.moment(f"day {day} {hour:02}:{minute:02}", DAY)
    assert seconds == (day - 1) * DAY + hour * 3600 + minute * 60
