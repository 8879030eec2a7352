"""How sure answers are, and when it is enough: the rules that keep an interval honest."""

from __future__ import annotations

import json
import math
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from moshimo import World, load
from moshimo.asked.what import Question, read
from moshimo.errors import Problem, RunError, Span, WorldError
from moshimo.multiverse.asking.counting import Progress, counted
from moshimo.multiverse.asking.figures import Mean, Odds, Share, Variant
from moshimo.multiverse.running.threads import Batch, seed_of
from moshimo.multiverse.sampling import Sampling
from moshimo.multiverse.statistics.confidence_interval import clopper_pearson
from moshimo.multiverse.statistics.confidence_sequence import confidence_sequence
from moshimo.multiverse.statistics.paired_difference import paired_difference
from moshimo.multiverse.statistics.stopping_rule import looks
from moshimo.report.odds.outlook import Outlook

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"
LETTER = "happened(read_letter(ana))"


@pytest.fixture(scope="module")
def sample() -> World:
    made = load(str(SAMPLE))
    assert made.program.native is not None
    return made


@pytest.fixture(scope="module")
def asked(sample: World) -> tuple[Question, ...]:
    return read(["M1", "M2", "ana.worry"], sample.checked, sample.scenario)


def told(
    rows: np.ndarray, sizes: Iterator[int] | None = None
) -> Generator[Batch[np.ndarray], None, None]:
    """Yield answers (universes, variants, questions) in batches of these sizes."""
    at = 0
    while at < len(rows):
        many = next(sizes) if sizes else 2
        yield Batch(list(rows[at : at + many]))
        at += many


def drawn(*shares: float, n: int = 6000, seed: int = 1) -> np.ndarray:
    """Return answers of one variant: yes with these chances."""
    dice = np.random.default_rng(seed)
    return (dice.random((n, 1, len(shares))) < np.array(shares)).astype(float)


def found(q: tuple[Question, ...], rows: np.ndarray, wanted: Sampling | None = None) -> Odds:
    return counted(q, [Variant()], told(rows), wanted or Sampling())


# when it is enough ----------------------------------------------------------------------------


@pytest.mark.slow
def test_it_stops_at_the_first_look_at_which_it_is_narrow(asked: tuple[Question, ...]) -> None:
    rows = drawn(0.3)
    made = found(asked[:1], rows)
    wanted = next(n for n in looks(10**6) if clopper_pearson(int(rows[:n].sum()), n).half <= 0.02)
    assert made.sample.universes == wanted
    assert made.sample.stopped == "narrow"
    (share,) = made.base
    assert isinstance(share, Share)
    interval = clopper_pearson(share.hits, wanted)
    assert (share.estimate, share.low, share.high) == (
        interval.estimate, interval.low, interval.high
    )  # fmt: skip


@pytest.mark.slow
def test_every_answer_must_be_narrow(asked: tuple[Question, ...]) -> None:
    alone = found(asked[:1], drawn(0.02)).sample.universes
    rows = np.concatenate([drawn(0.02), drawn(0.5)], axis=2)
    both = found(asked[:2], rows)
    assert both.sample.universes > 2 * alone
    assert all(isinstance(f, Share) and (f.high - f.low) / 2 <= 0.02 for f in both.base)


def test_how_answers_were_handed_over_changes_nothing(asked: tuple[Question, ...]) -> None:
    rows = drawn(0.3, 0.6)
    one = found(asked[:2], rows)
    sizes = iter(np.random.default_rng(3).integers(1, 90, 10_000).tolist())
    other = counted(asked[:2], [Variant()], told(rows, sizes), Sampling())
    assert json.dumps(_without_seconds(one)) == json.dumps(_without_seconds(other))


def _without_seconds(odds: Odds | Outlook) -> object:
    made: Any = odds.json()
    for one in made if isinstance(made, list) else [made]:
        del one["seconds"]
    return made


def test_a_number_of_universes_is_run_to_the_last(asked: tuple[Question, ...]) -> None:
    made = found(asked[:1], drawn(0.01), Sampling(universes=777))
    assert (made.sample.universes, made.sample.stopped) == (777, "universes")


def test_with_both_the_number_is_a_bound(asked: tuple[Question, ...]) -> None:
    few = found(asked[:1], drawn(0.5), Sampling(within=0.02, universes=500))
    assert (few.sample.universes, few.sample.stopped) == (500, "universes")
    enough = found(asked[:1], drawn(0.01), Sampling(within=0.1, universes=500))
    assert (enough.sample.universes, enough.sample.stopped) == (100, "narrow")


def test_of_numbers_it_takes_as_many_as_of_an_even_chance(asked: tuple[Question, ...]) -> None:
    rows = np.random.default_rng(1).normal(5.0, 3.0, (6000, 1, 1))
    made = found(asked[2:], rows)
    wanted = next(n for n in looks(10**6) if n >= 1.96**2 / 0.04**2)
    assert made.sample.universes == wanted
    (mean,) = made.base
    assert isinstance(mean, Mean)
    assert mean.low < 5 < mean.high
    assert mean.mean == pytest.approx(math.fsum(rows[:wanted, 0, 0].tolist()) / wanted, rel=1e-15)
    assert sum(b.many for b in mean.bins) == wanted


def test_above_stops_as_soon_as_the_sequence_decides(asked: tuple[Question, ...]) -> None:
    rows = drawn(0.8)
    made = found(asked[:1], rows, Sampling(above=0.5))
    n = made.sample.universes
    assert (made.above, made.sample.stopped) == (("above",), "decided")
    assert n < 100
    assert confidence_sequence(int(rows[:n].sum()), n).low >= 0.5
    assert confidence_sequence(int(rows[: n - 1].sum()), n - 1).low < 0.5
    (share,) = made.base
    assert isinstance(share, Share)
    assert share.low == confidence_sequence(share.hits, n).low  # it was peeked at: a wider interval


def test_what_is_too_near_is_left_unsure_when_it_is_narrow(asked: tuple[Question, ...]) -> None:
    made = found(asked[:1], drawn(0.5), Sampling(within=0.05, above=0.5))
    assert (made.above, made.sample.stopped) == (("unsure",), "narrow")


def test_above_is_hardly_ever_wrong(asked: tuple[Question, ...]) -> None:
    wrong = 0
    for seed in range(200):
        rows = drawn(0.5, n=400, seed=seed)
        made = found(asked[:1], rows, Sampling(universes=400, above=0.45))
        wrong += made.above == ("below",)
    assert wrong <= 10


def test_of_two_questions_the_likelier_is_named_if_it_is_sure(asked: tuple[Question, ...]) -> None:
    sure = found(asked[:2], drawn(0.6, 0.3), Sampling(universes=500))
    assert [(v.one, v.other, v.side) for v in sure.likelier] == [("M1", "M2", "above")]
    same = found(asked[:2], drawn(0.5, 0.5), Sampling(universes=500))
    assert [v.side for v in same.likelier] == ["unsure"]


# trouble and interruption ---------------------------------------------------------------------


def test_an_interruption_gives_what_is_known_so_far(asked: tuple[Question, ...]) -> None:
    rows = drawn(0.4, n=60)

    def broken_off() -> Generator[Batch[np.ndarray], None, None]:
        yield from told(rows)
        raise KeyboardInterrupt

    made = counted(asked[:1], [Variant()], broken_off(), Sampling())
    (share,) = made.base
    assert isinstance(share, Share)
    assert (made.sample.universes, made.sample.stopped) == (60, "interrupted")
    assert share.low == confidence_sequence(share.hits, 60).low  # who interrupts has looked on
    assert share.json()["interrupted"] is True


def test_when_its_seconds_are_over_those_count_that_have_come(asked: tuple[Question, ...]) -> None:
    made = counted(asked[:1], [Variant()], told(drawn(0.4, n=60)), Sampling(seconds=1e-9))
    (share,) = made.base
    assert isinstance(share, Share)
    assert made.sample.stopped == "time"
    assert 0 < made.sample.universes < 60
    assert share.high == confidence_sequence(share.hits, made.sample.universes).high


def test_an_interruption_before_the_first_universe_knows_nothing(
    asked: tuple[Question, ...],
) -> None:
    def broken_off() -> Generator[Batch[np.ndarray], None, None]:
        yield from ()
        raise KeyboardInterrupt

    (share,) = counted(asked[:1], [Variant()], broken_off(), Sampling()).base
    assert share.json()["estimate"] is None
    assert (share.low, share.high) == (0.0, 1.0)


def test_trouble_counts_only_where_its_turn_comes(asked: tuple[Question, ...]) -> None:
    trouble = RunError(Problem("divided-by-zero", Span("x"), "this divides by zero"))

    def later() -> Generator[Batch[np.ndarray], None, None]:
        yield Batch(list(drawn(0.5, n=99)))
        yield Batch(list(drawn(0.5, n=1)), trouble)

    wanted = Sampling(universes=100)
    assert counted(asked[:1], [Variant()], later(), wanted).sample.universes == 100
    with pytest.raises(RunError):
        counted(asked[:1], [Variant()], later(), Sampling(universes=101))


def test_progress_tells_of_what_is_least_sure(asked: tuple[Question, ...]) -> None:
    seen: list[Progress] = []
    rows = np.concatenate([drawn(0.02), drawn(0.5)], axis=2)
    made = counted(asked[:2], [Variant()], told(rows), Sampling(within=0.05), seen.append)
    assert seen[-1].universes == made.sample.universes
    assert seen[-1].question == "M2"
    assert seen[-1].left is not None
    assert seen[-1].left < 0.1


# forks ----------------------------------------------------------------------------------------


def test_a_fork_is_compared_universe_by_universe(asked: tuple[Question, ...]) -> None:
    base = drawn(0.5, n=2000)
    fork = np.where(np.arange(2000)[:, None, None] % 10 == 0, 1.0, base)
    rows = np.concatenate([base, fork], axis=1)
    variants = [Variant(), Variant("turned", "Three elders turn")]
    made = counted(asked[:1], variants, told(rows), Sampling(universes=2000))
    ((difference,),) = made.differences
    gained = int((fork > base).sum())
    wanted = paired_difference(gained, 0, 2000)
    assert (difference.estimate, difference.low, difference.high) == (
        wanted.estimate, wanted.low, wanted.high
    )  # fmt: skip
    said = made.json()
    assert isinstance(said, dict)
    assert list(said) == ["base", "fork", "difference"]
    assert said["difference"]["pairs"] == 2000
    assert said["fork"]["fork"] == "turned"


# whole worlds ---------------------------------------------------------------------------------


def test_odds_are_those_of_single_universes(sample: World) -> None:
    made = sample.odds([LETTER, "ana.hands"], Sampling(universes=60))
    runs = [sample.run(seed) for seed in range(1, 61)]
    hits = sum(any(d.rule == "read_letter" and d.roles["reader"] == "ana" for d in run.deeds)
               for run in runs)  # fmt: skip
    share, mean = made.base
    assert isinstance(share, Share)
    assert isinstance(mean, Mean)
    assert share.hits == hits
    at = runs[0].names("Character").index("ana")
    assert made.answers[:, 0, 1].tolist() == [run["hands"][at] for run in runs]


def test_the_same_seed_gives_the_same_on_any_number_of_threads(sample: World) -> None:
    one, many = (
        sample.odds([LETTER, "ana.worry"], Sampling(within=0.05), workers=n) for n in (1, 3)
    )
    assert _without_seconds(one) == _without_seconds(many)
    assert one.answers.tobytes() == many.answers.tobytes()


def test_another_row_has_other_universes(sample: World) -> None:
    first, second = (sample.odds("ana.worry", Sampling(universes=20, seed=seed)) for seed in (1, 2))
    assert second.seeds()[:2] == [2**32 + 1, 2**32 + 2]
    assert first.seeds()[:3] == [1, 2, 3]
    assert first.answers.tolist() != second.answers.tolist()


def test_rows_of_seeds_wrap_and_do_not_meet() -> None:
    assert seed_of(1, 0) == 1
    assert seed_of(0, 0) == 2**64 - 2**32 + 1
    assert seed_of(2**64 - 1, 2**32 + 5) < 2**64
    assert len({seed_of(s, i) for s in (1, 2, 3) for i in range(1000)}) == 3000


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"within": 0.6}, "within: expected a number between 0 and 0.5, got 0.6"),
        ({"level": 1.0}, "level: expected a number between 0 and 1, got 1"),
        ({"above": 0.0}, "above: expected a number between 0 and 1, got 0"),
        ({"universes": 0}, "universes: expected 1 or more, got 0"),
        ({"seed": -1}, "seed: expected 0 to 2^64 - 1, got -1"),
    ],
)
def test_what_cannot_be_wanted_is_told(words: dict[str, float], told: str) -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        Sampling(**words)  # type: ignore[arg-type]
    assert str(caught.value) == told


def test_a_place_that_is_none_is_told(sample: World) -> None:
    with pytest.raises(WorldError) as caught:
        sample.odds("M1", on="moon")
    assert str(caught.value).startswith(
        "on: error[unknown-place]: nothing can run on `moon`\n\n"
        "  fix: there is: threads, processes, dask-local, dask://HOST:PORT."
    )
