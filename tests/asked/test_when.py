"""Moments, as somebody types them."""

from __future__ import annotations

from pathlib import Path

import pytest

from moshimo import World, load
from moshimo.asked.when import seconds_until
from moshimo.errors import WorldError

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"


@pytest.fixture(scope="module")
def sample() -> World:
    """Return a world whose scenario begins on day 1 at 17:00."""
    return load(str(SAMPLE))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10 minutes", 600.0), ("17:10", 600.0), ("day 1 18:00", 3600.0), ("day 2 17:00", 86400.0)],
)
def test_a_time_is_so_long_after_the_start(sample: World, text: str, seconds: float) -> None:
    assert seconds_until(text, sample.checked, sample.scenario) == seconds


@pytest.mark.parametrize(
    ("text", "what", "fix"),
    [
        ("tomorrow", "`tomorrow` is no time", "write '3 hours', '18:30' or 'day 2 06:00'."),
        ("03:00", "`03:00` is before the scenario begins, on day 1 17:00", ""),
    ],
)
def test_a_time_that_is_none_is_told(sample: World, text: str, what: str, fix: str) -> None:
    with pytest.raises(WorldError) as caught:
        seconds_until(text, sample.checked, sample.scenario)
    (problem,) = caught.value.problems
    assert (problem.code, problem.what, problem.fix) == ("bad-time", what, fix)
