"""Odds for a notebook, with a chart, arrays and a table."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from moshimo.errors import listed
from moshimo.multiverse.asking.figures import Figure, Odds, PairedDifference, Sample, Verdict
from moshimo.multiverse.asking.shake import Shaken
from moshimo.output.shown_letters import visible
from moshimo.output.whole_file import write_file
from moshimo.report.odds.chart_svg import svg
from moshimo.report.odds.odds_text import likely, note, rows, verdicts

SEED = "seed"
MISSING = "DuckDB is not installed; it comes with `pip install moshimo[notebook]`."


@dataclass(frozen=True, slots=True, repr=False)
class Outlook:
    """Odds, as `World.odds` gives them; `print` them to read."""

    odds: Odds

    @property
    def base(self) -> tuple[Figure, ...]:
        """The figures of the world as it is, one a question."""
        return self.odds.base

    @property
    def figures(self) -> tuple[tuple[Figure, ...], ...]:
        """The figures of the world as it is, then of each fork; in each, one a question."""
        return self.odds.figures

    @property
    def differences(self) -> tuple[tuple[PairedDifference, ...], ...]:
        """How much each fork differs, one a question."""
        return self.odds.differences

    @property
    def likelier(self) -> tuple[Verdict, ...]:
        """Which of every two yes-or-no questions is likelier."""
        return self.odds.likelier

    @property
    def shaken(self) -> tuple[Shaken | None, ...]:
        """How far each answer moves when the data's numbers are off."""
        return self.odds.shaken

    @property
    def sample(self) -> Sample:
        """The universes that were run."""
        return self.odds.sample

    @property
    def answers(self) -> NDArray[np.float64]:
        """The universes' answers: (universes, base and forks, questions), yes as 1.0."""
        return self.odds.answers

    def seeds(self) -> list[int]:
        """Return the seeds of the universes, for `run` and `tell`."""
        return self.odds.seeds()

    def json(self) -> object:
        """Return it as plain values: of one question an object, else a list of such."""
        return self.odds.json()

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return a table of universes: its columns by name, each (universes,).

        `seed`, then a column a question: truth values, or numbers. A fork's columns have its name
        in brackets at the end.
        """
        made: dict[str, NDArray[np.generic]] = {SEED: np.array(self.seeds(), dtype=np.uint64)}
        for n, variant in enumerate(self.odds.variants):
            for i, question in enumerate(self.odds.questions):
                column = self.answers[:, n, i]
                name = f"{question.text} [{variant.word}]" if variant.word else question.text
                made[name] = column.copy() if question.is_number else column == 1.0
        return made

    def to_parquet(self, path: str | PathLike[str]) -> None:
        """Write the table of universes as a Parquet file, whole or not at all.

        A link is followed; what is no plain file is written through; a file keeps its mode.

        Raises:
            ValueError: DuckDB, which writes it, is not installed.
            OSError: the file cannot be written.
        """
        try:
            import duckdb
        except ImportError:
            raise ValueError(MISSING) from None
        closed = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        with (
            tempfile.TemporaryDirectory(prefix="moshimo-") as folder,
            duckdb.connect(":memory:", config=closed) as table,
        ):
            made = Path(folder) / "universes.parquet"
            table.register("universes", self.arrays())
            name = str(made).replace("'", "''")
            try:
                table.execute(f"COPY (SELECT * FROM universes) TO '{name}' (FORMAT parquet)")
            except duckdb.IOException as wrong:
                raise OSError(str(wrong)) from None
            write_file(path, made.read_bytes())

    def __str__(self) -> str:
        return likely(self.odds).rstrip("\n")

    def __repr__(self) -> str:
        asked = [visible(question.text) for question in self.odds.questions]
        return f"<Outlook {listed(asked)}: {self.sample.universes} universes>"

    def svg(self) -> str:
        """Return the chart as a picture."""
        text = " ".join([note(self.odds), *verdicts(self.odds)])
        return svg(rows(self.odds), note=text)

    def _repr_html_(self) -> str:
        """Return a picture, for notebooks."""
        return f'<div style="max-width: 36em">{self.svg()}</div>'
