"""What comes by chance at any moment: which is first, how many wait, who is left."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from tests.engine.exact import likely
from tests.odds.counts import Counts, counts, start, the_same_interpreted
from tests.odds.laws import fits

pytestmark = pytest.mark.slow

HOURS, DAYS = 10_000, 3000  # universes


@pytest.fixture(scope="module")
def hour() -> Counts:
    return counts(start("hour"), HOURS, "Inn.heard", "Inn.ship_first", "Pond.living")


@pytest.fixture(scope="module")
def landing() -> Counts:
    wanted = ("Ferry.waiting", "Siege.fallen", "Siege.relieved")
    return counts(start("landing"), DAYS, *wanted)


def test_the_quicker_comes_first_as_often_as_it_is_quicker(hour: Counts) -> None:
    heard, ships = hour.total("Inn", "heard"), hour.total("Inn", "ship_first")
    assert likely(ships, heard, 3 / 5)


def test_within_an_hour_one_of_them_has_come_as_often_as_it_must(hour: Counts) -> None:
    assert likely(hour.total("Inn", "heard"), 10 * HOURS, 0.9932620530009145)  # 1 - e^-5


@pytest.mark.parametrize(("pond", "gone"), [("tarn", 0.774600326439), ("pool", 0.387300163220)])
def test_a_pond_is_empty_after_an_hour_as_often_as_it_must(
    hour: Counts, pond: str, gone: float
) -> None:
    found = sum(int((hour.each("Pond", "living", f"{pond}_{n}") == 0).sum()) for n in range(1, 11))
    assert likely(found, 10 * HOURS, gone)


def test_two_blows_come_before_one_help_once_in_four(landing: Counts) -> None:
    fallen, relieved = landing.total("Siege", "fallen"), landing.total("Siege", "relieved")
    assert fallen + relieved == 10 * DAYS
    assert likely(fallen, fallen + relieved, 1 / 4)


def test_so_many_wait_as_must(landing: Counts) -> None:
    """After 60 hours the empty beginning is forgotten: no chance is off by more than 1e-4."""
    waiting = Counter(landing.values["Ferry.waiting"].astype(int).flatten().tolist())
    assert fits([waiting[n] for n in range(6)], [Fraction(2 ** (5 - n), 63) for n in range(6)])
    assert likely(waiting[5], 10 * DAYS, 1 / 63)


@pytest.mark.parametrize(("world", "until"), [("hour", 3600.0), ("landing", 36000.0)])
def test_interpreted_they_are_the_same(world: str, until: float) -> None:
    assert the_same_interpreted(start(world), until)
