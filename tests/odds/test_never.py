"""Numbers that there may not be: never, undefined, too large. How often, and what the others are.

A bell rings by chance, once in half an hour on average, until the hour is over: so with e^-2 never.
"""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from tests.engine.exact import likely
from tests.engine.tiny import Tiny, tiny

from moshimo import Change, Sampling, World
from moshimo.multiverse.asking.figures import Mean
from moshimo.multiverse.statistics.means import histograms, mean, spread
from moshimo.report.odds.outlook import Outlook

BELL = '''
class Character:
    rung: int = private(0)
    deaf: bool = private(False)


@event(mean=minutes(30))
def ring(who: Character):
    """It *rings* for {who}."""
    when(not who.deaf)
    who.rung += 1
'''
NEVER, MEAN = math.exp(-2), 1800 * (1 - 3 * math.exp(-2)) / (1 - math.exp(-2))  # seconds
WAIT = "first(ring(ana)) - day(1) - hours(6)"
MANY = Sampling(universes=4000, seed=2)


@pytest.fixture(scope="module")
def bell(tmp_path_factory: pytest.TempPathFactory) -> World:
    people = "ana: {place: hall}\nbo: {place: hall}\ncai: {place: hall, deaf: true}"
    return tiny(tmp_path_factory.mktemp("bell"), Tiny(BELL, people))


def number(outlook: Outlook, variant: int = 0) -> Mean:
    """Return the figure of the only question."""
    (figure,) = outlook.figures[variant]
    assert isinstance(figure, Mean)
    return figure


def test_a_wait_has_the_share_without_it_and_the_mean_of_the_others(bell: World) -> None:
    found = number(bell.odds(WAIT, MANY))
    assert likely(found.none.hits, 4000, NEVER)
    assert found.none.low < NEVER < found.none.high
    assert found.low < MEAN < found.high
    assert sum(b.many for b in found.bins) == 4000 - found.none.hits


def test_a_quotient_of_two_waits_is_of_the_universes_in_which_it_is_a_number(bell: World) -> None:
    found = number(bell.odds(f"({WAIT}) / (first(ring(bo)) - day(1) - hours(6))", MANY))
    assert likely(found.none.hits, 4000, NEVER)  # what is divided by never is 0


@pytest.mark.parametrize(
    "question",
    ["first(ring(cai)) - day(1)", "day(1) - first(ring(cai))", "1e308 * 10", "0 / 0", "1e308",
     "first(ring(cai)) - first(ring(cai))", "9007199254740991 + 1", "ana.rung * 1e308 * 0 / 0"],
)  # fmt: skip
def test_a_number_that_is_never_there_is_none_in_every_universe(bell: World, question: str) -> None:
    found = bell.odds(question, Sampling(universes=40))
    assert number(found).none.hits == 40
    assert math.isnan(number(found).mean)
    assert found.json()["mean"] is None  # type: ignore[index]
    assert "There is none in 100 % (91 to 100)." in str(found)
    assert "no case" in found.svg()
    json.dumps(found.json(), allow_nan=False)


def test_what_is_undefined_in_one_question_is_not_so_in_the_next(bell: World) -> None:
    _, other = bell.odds(["0 / 0", "2 + 2"], Sampling(universes=20)).base
    assert isinstance(other, Mean)
    assert (other.mean, other.none.hits) == (4.0, 0)


def test_it_stops_once_both_the_share_and_the_mean_are_sure(bell: World) -> None:
    found = number(bell.odds(WAIT, Sampling(within=0.05)))
    assert (found.none.high - found.none.low) / 2 <= 0.05
    assert (found.high - found.low) / 2 <= 0.05 * 2 * found.spread
    assert number(bell.odds("0 / 0", Sampling(within=0.05))).sample.universes == 100


def test_a_fork_is_compared_in_the_universes_that_have_one_in_both(bell: World) -> None:
    deaf = Change(fork="Deaf from half past", at="day 1 06:30", change={"ana.deaf": True})
    found = bell.odds(WAIT, Sampling(universes=400, forks=(deaf,)))
    base, fork = number(found), number(found, 1)
    assert base.none.hits < fork.none.hits
    ((difference,),) = found.differences
    assert difference.pairs == 400 - fork.none.hits
    assert difference.estimate == 0.0
    assert difference.others == pytest.approx(1 - 0.025 ** (1 / difference.pairs))
    told = " ".join(str(found).split())
    assert f"in the {difference.pairs} universes that have one in both; another in at mo" in told
    assert "Deaf from half past: there is none in" in told


def test_from_a_moment_and_with_numbers_shaken_it_is_the_same(bell: World) -> None:
    found = number(bell.odds(WAIT, Sampling(universes=200, since="06:10")))
    assert 0 < found.none.hits < 200
    shaken = bell.odds(WAIT, Sampling(universes=100, shake=0.5)).shaken[0]
    assert shaken is not None
    assert math.isfinite(shaken.low)


def test_the_table_has_what_each_universe_answered(bell: World) -> None:
    found = bell.odds(WAIT, Sampling(universes=100))
    column = found.arrays()[WAIT]
    assert int(np.isinf(column).sum()) == number(found).none.hits


def test_numbers_that_are_all_alike_claim_no_interval_of_no_width(bell: World) -> None:
    found = bell.odds("count(x for x in Character)", Sampling(universes=100))
    assert number(found).others == pytest.approx(1 - 0.025**0.01)
    assert "3 in each" in str(found)
    assert "another in at most 4 %" in str(found)
    assert "(3 to 3)" not in str(found)


@pytest.mark.parametrize("size", [1e-320, 1e-160, 1e-9, 1.0, 1e16, 1e149])
def test_means_and_histograms_come_to_an_end_at_every_size(size: float) -> None:
    values = [size * n for n in range(-10, 11)]
    assert math.isfinite(mean(values).low)
    assert math.isfinite(spread(values))
    for sample in (values, [size] * 20, [size, np.nextafter(size, 1e300)] * 10):
        (bins,) = histograms(sample)
        assert sum(b.many for b in bins) == len(sample)
        assert len(bins) <= 21
