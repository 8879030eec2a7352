"""Odds as they are read: in a terminal, in a notebook, as a table."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from moshimo import World, load
from moshimo.asked.what import read
from moshimo.multiverse.asking.counting import Progress, counted
from moshimo.multiverse.asking.figures import Odds, Variant
from moshimo.multiverse.asking.shake import Shaken
from moshimo.multiverse.running.threads import Batch
from moshimo.multiverse.sampling import Sampling
from moshimo.multiverse.statistics.confidence_interval import Interval
from moshimo.report.odds.odds_text import likely, under_way
from moshimo.report.odds.outlook import Outlook

SAMPLE = Path(__file__).parents[2] / "worlds" / "sample"


@pytest.fixture(scope="module")
def sample() -> World:
    return load(str(SAMPLE))


def odds_of(sample: World, texts: list[str], rows: np.ndarray, **more: object) -> Odds:
    """Return odds of made-up answers (universes, variants, questions)."""
    names = [Variant(), Variant("late", "A day later")][: rows.shape[1]]
    wanted = Sampling(universes=len(rows), **more)  # type: ignore[arg-type]
    asked = read(texts, sample.checked, sample.scenario)
    return counted(asked, names, (Batch(list(rows)) for _ in [0]), wanted)


def answers(*hits: int, n: int = 400) -> np.ndarray:
    """Return n answers to each question, yes in the first so many."""
    return (np.arange(n)[:, None, None] < np.array(hits)[None, None, :]).astype(float)


def lines(odds: Odds) -> list[str]:
    return likely(odds).splitlines()


def ended(line: str) -> str:
    """Return a line without how long it took."""
    return line.rsplit("; ", 1)[0]


def test_one_question_is_a_bar_and_a_note(sample: World) -> None:
    told = lines(odds_of(sample, ["M1"], answers(100)))
    assert told[0] == "M1"
    assert told[1].endswith("25 % (21 to 30)")
    assert ended(told[-1]) == "400 universes; intervals hold with 95 %"


def test_of_two_the_likelier_is_named(sample: World) -> None:
    told = lines(odds_of(sample, ["M1", "M2", "M3"], answers(100, 300, 301)))
    assert told[-2:] == [
        "M3 or M2: it cannot be said yet which is likelier.",
        "M2 is likelier than M1.",
    ]


def test_a_fork_is_told_beside_the_base_with_the_difference(sample: World) -> None:
    rows = np.concatenate([answers(100), answers(180)], axis=1)
    told = lines(odds_of(sample, ["M1"], rows))
    assert told[1].split()[:3] == ["as", "it", "is"]
    assert told[2].split()[:3] == ["A", "day", "later"]
    assert "  +20 points (+16 to +24) with the same dice." in told
    assert ended(told[-1]) == "400 universes in each; intervals hold with 95 %"


def test_on_which_side_it_is_is_said(sample: World) -> None:
    rows = np.ones((400, 1, 2))
    rows[::2, 0, 1] = 0
    told = lines(odds_of(sample, ["M1", "M2"], rows, above=0.5))
    assert told[-3:-1] == ["M1: above 50 %.", "M2: too near to 50 % to say."]


def test_a_number_has_its_mean_and_spread(sample: World) -> None:
    rows = np.arange(400.0)[:, None, None] / 100
    told = "\n".join(lines(odds_of(sample, ["ana.worry"], rows)))
    assert "2.0 (1.9 to 2.1)" in told
    assert "spread 1.2" in told


def test_a_span_is_told_in_a_unit_that_fits(sample: World) -> None:
    rows = np.full((400, 1, 1), 7200.0)
    assert "2 hours" in "\n".join(lines(odds_of(sample, ["way(hall, mill)"], rows)))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.1, 0.8, "With your numbers off by up to 20 %: 10 to 80 %. It hangs on them more than "
         "on the dice."),
        (0.2, 0.35, "With your numbers off by up to 20 %: 20 to 35 %."),
        (0.24, 0.26, "With your numbers off by up to 20 %: 24 to 26 %. It hardly hangs on them."),
    ],
)  # fmt: skip
def test_what_an_answer_hangs_on_is_said_in_words(
    sample: World, low: float, high: float, said: str
) -> None:
    made = odds_of(sample, ["M1"], answers(100))
    told = lines(replace(made, shaken=(Shaken(0.2, low, high, 20, 100),)))
    assert said in " ".join(line.strip() for line in told)
    assert told[-1].startswith("Your numbers are those of the data")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Progress(393, 125.4, 11.6, "M1", Interval(0.5802, 0.53, 0.63)),
            "393 universes, 125 a second; M1: 0.580 ± 0.050; about 12 s left",
        ),
        (Progress(1, 3.0, None, "M1", Interval(1.0, 0.0, 1.0)),
         "1 universe, 3 a second; M1: 1.000 ± 0.500"),
        (Progress(300, 90.0, 20.0),
         "300 universes, 90 a second; shaking the numbers; about 20 s left"),
    ],
)  # fmt: skip
def test_progress_is_one_line(found: Progress, said: str) -> None:
    assert under_way(found) == said


def test_an_interrupted_answer_says_that_its_interval_holds_all_the_same(sample: World) -> None:
    def broken_off() -> Generator[Batch[np.ndarray], None, None]:
        yield Batch(list(answers(20, n=60)))
        raise KeyboardInterrupt

    asked = read(["M1"], sample.checked, sample.scenario)
    made = counted(asked, [Variant()], broken_off(), Sampling())
    assert ended(lines(made)[-1]) == (
        "60 universes; intervals hold with 95 %, wherever one stops; stopped"
    )


# in a notebook --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outlook(sample: World) -> Outlook:
    return sample.odds(["M1", "ana.worry"], Sampling(universes=30))


@pytest.mark.slow
def test_it_reads_in_a_notebook_as_in_a_terminal(outlook: Outlook) -> None:
    assert str(outlook) == likely(outlook.odds).rstrip("\n")
    page = ElementTree.fromstring(outlook._repr_html_())
    assert page[0].tag.endswith("svg")
    assert "M1" in "".join(page.itertext())


@pytest.mark.slow
def test_universes_are_columns(outlook: Outlook, sample: World) -> None:
    table = outlook.arrays()
    assert list(table) == ["seed", "M1", "ana.worry"]
    assert table["seed"].tolist() == list(range(1, 31))
    assert table["M1"].dtype == np.bool_
    seed = int(table["seed"][7])
    universe = sample.run(seed)
    at = universe.names("Character").index("ana")
    assert table["ana.worry"].dtype == np.float64
    assert table["ana.worry"][7] <= universe["worry"][at] + 1  # which fades


def test_universes_are_a_parquet_table(outlook: Outlook, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "it's.parquet"
    outlook.to_parquet(path)
    read_back = duckdb.read_parquet(str(path)).fetchnumpy()
    for name, column in outlook.arrays().items():
        assert read_back[name].tolist() == column.tolist()
    assert [p.name for p in tmp_path.iterdir()] == ["it's.parquet"]


def test_a_table_that_cannot_be_written_leaves_nothing(outlook: Outlook, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    with pytest.raises(OSError, match="nowhere"):
        outlook.to_parquet(tmp_path / "nowhere" / "table.parquet")
    assert list(tmp_path.iterdir()) == []
