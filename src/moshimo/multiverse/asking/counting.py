"""Counts answers until the confidence interval is as narrow as asked.

An interval is looked at only at numbers of universes that were fixed before (`stopping_rule.py`),
and universes count in the order of their seeds, in whatever order the cores finish them.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moshimo.asked.what import Question
from moshimo.errors import counted as worded
from moshimo.multiverse.asking import figures
from moshimo.multiverse.running.threads import Batch
from moshimo.multiverse.sampling import MOST, Sampling
from moshimo.multiverse.statistics import means
from moshimo.multiverse.statistics.confidence_interval import Interval, clopper_pearson
from moshimo.multiverse.statistics.confidence_sequence import Decision, decide, likelier
from moshimo.multiverse.statistics.stopping_rule import enough, looks, needed, needed_of_mean

OFTEN = 0.1  # seconds between two reports of progress


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is.

    Attributes:
        left: seconds, about; None if that cannot be said.
        question: the one that is least sure, "" while numbers are shaken.
    """

    universes: int
    rate: float
    left: float | None
    question: str = ""
    interval: Interval | None = None


def counted(
    questions: Sequence[Question],
    variants: Sequence[figures.Variant],
    results: Generator[Batch[NDArray[np.float64]], None, None],
    sampling: Sampling,
    on_progress: Callable[[Progress], None] | None = None,
) -> figures.Odds:
    """Take results in their order until it is sure enough, time is over, or somebody interrupts.

    Results are of universes 0, 1, 2 and so on, and closed when enough have been taken. The base is
    the first of the variants.

    Raises:
        RunError: a universe that was needed came to trouble.
    """
    began = time.perf_counter()
    run = _Count(questions, len(variants), sampling)
    reported = 0.0
    stopped: figures.Stopped | None = None
    try:
        for batch in results:
            stopped = run.take(batch)
            seconds = time.perf_counter() - began
            if on_progress and (seconds - reported > OFTEN or stopped):
                reported = seconds
                on_progress(run.progress(seconds))
            if not stopped and run.n and seconds > (sampling.seconds or math.inf):
                stopped = "time"
            if stopped:
                break
    except KeyboardInterrupt:
        stopped = "interrupted"
    finally:
        results.close()
    seconds = time.perf_counter() - began
    return run.odds(variants, seconds, stopped or "universes")


class _Count:
    """Counts answers as they come, and says when it is enough."""

    def __init__(self, questions: Sequence[Question], variants: int, sampling: Sampling) -> None:
        self.questions, self.sampling = tuple(questions), sampling
        self.answers = np.empty((1024, variants, len(questions)))
        self.n = 0  # universes that count
        self.hits = np.zeros((variants, len(questions)), dtype=np.int64)
        # When to look is fixed before any universe is run.
        most = sampling.most
        self.looks = looks(most) if sampling.half > 0 else iter([most])
        self.look = next(self.looks)
        self.shares = [i for i, q in enumerate(questions) if not q.is_number]
        self.numbers = [i for i, q in enumerate(questions) if q.is_number]

    def take(self, batch: Batch[NDArray[np.float64]]) -> figures.Stopped | None:
        """Add answers, up to the universe at which it is enough; return why, if it is."""
        for row in batch.values:
            self._add(row)
            if self.sampling.above is not None and "unsure" not in self._decisions():
                return "decided"
            if self.n == self.look:
                self.look = next(self.looks, 0)
                if self.sampling.half > 0 and self._narrow():
                    return "narrow"
                if not self.look:
                    return "universes"
        if batch.trouble is not None:
            if self.n:
                before = f"{worded(self.n, 'universe')} before it had no trouble"
                batch.trouble.add_note(f"{before}: ask for so many")
            raise batch.trouble
        return None

    def _add(self, row: NDArray[np.float64]) -> None:
        if self.n == len(self.answers):
            self.answers = np.concatenate([self.answers, np.empty_like(self.answers)])
        self.answers[self.n] = row
        self.n += 1
        self.hits += row == 1.0

    def _narrow(self) -> bool:
        """Whether every interval is as narrow as asked; a number's, beside twice its spread.

        The share of universes that have none must be sure enough as well.
        """
        within, level = self.sampling.half, self.sampling.level
        for variant, question in itertools.product(range(len(self.hits)), self.shares):
            hits = int(self.hits[variant, question])
            if not enough(clopper_pearson(hits, self.n, level), within):
                return False
        for variant, question in itertools.product(range(len(self.hits)), self.numbers):
            values = self.numbers_of(variant, question)
            without = self.n - len(values)
            if without and not enough(clopper_pearson(without, self.n, level), within):
                return False
            if without and len(values) < means.FEWEST:
                continue  # as rare as that, it would take too many for a mean
            if not enough(means.mean(values, level), within * 2 * means.spread(values)):
                return False
        return True

    def _decisions(self) -> list[Decision]:
        """Return on which side of the wanted share each is, all at once at the level."""
        above, level = self.sampling.above, self.sampling.level
        if above is None:
            return []
        each = 1 - (1 - level) / max(len(self.shares) * len(self.hits), 1)
        cells = itertools.product(range(len(self.hits)), self.shares)
        return [decide(int(self.hits[cell]), self.n, above, each) for cell in cells]

    def values(self, variant: int, question: int) -> list[float]:
        """Return a question's answers in the universes that count."""
        found: list[float] = self.answers[: self.n, variant, question].tolist()
        return found

    def numbers_of(self, variant: int, question: int) -> list[float]:
        """Return a question's numbers, of the universes that count and have one."""
        return [x for x in self.values(variant, question) if means.is_number(x)]

    def progress(self, seconds: float) -> Progress:
        """Return how far it is, of the question that is least sure."""
        sampling, n, rate = self.sampling, self.n, self.n / max(seconds, 1e-9)
        if self.shares:
            cells = itertools.product(range(len(self.hits)), self.shares)
            worst = min(cells, key=lambda cell: abs(int(self.hits[cell]) - n / 2))
            hits = int(self.hits[worst])
            interval = clopper_pearson(hits, n, sampling.level)
            goal = needed(hits, n, sampling.half, sampling.level) if sampling.half > 0 else math.inf
        else:
            worst = 0, self.numbers[0]
            values = self.numbers_of(*worst)
            interval = means.mean(values, sampling.level)
            twice = 2 * sampling.half
            goal = needed_of_mean(1.0, twice, sampling.level) if twice > 0 else math.inf
        goal = min(goal, sampling.most)
        left = max(goal - n, 0) / rate if goal < MOST or sampling.most < MOST else None
        return Progress(n, rate, left, self.questions[worst[1]].text, interval)

    def odds(
        self, variants: Sequence[figures.Variant], seconds: float, stopped: figures.Stopped
    ) -> figures.Odds:
        """Return all that is known."""
        sampling = self.sampling
        sample = figures.Sample(
            self.n, sampling.level, sampling.seed, seconds, stopped, sampling.since
        )
        asked = [self._figures(i, sample) for i in range(len(self.questions))]
        found = tuple(zip(*asked, strict=True))
        differences = tuple(
            tuple(self._difference(variant, i, sample) for i in range(len(self.questions)))
            for variant in range(1, len(variants))
        )
        return figures.Odds(
            self.questions,
            tuple(variants),
            found,
            differences,
            self._likelier(),
            sampling.above,
            tuple(self._decisions()),
            sample,
            self.answers[: self.n].copy(),
        )

    def _figures(self, i: int, sample: figures.Sample) -> tuple[figures.Figure, ...]:
        """Return the figures of one question, one a variant."""
        q = self.questions[i]
        if not q.is_number:
            return tuple(figures.share(q.text, int(hits), sample) for hits in self.hits[:, i])
        is_span = q.ex is not None and q.ex.type.tag == "span"
        values = [self.values(variant, i) for variant in range(len(self.hits))]
        return figures.numbers(q.text, values, sample, is_span=is_span)

    def _difference(self, variant: int, i: int, sample: figures.Sample) -> figures.PairedDifference:
        asked = self.questions[i]
        compare = figures.difference_of_means if asked.is_number else figures.difference_of_shares
        return compare(self.values(0, i), self.values(variant, i), sample)

    def _likelier(self) -> tuple[figures.Verdict, ...]:
        """Return of every two yes-or-no questions which is likelier, in the base."""
        pairs = list(itertools.combinations(self.shares, 2))
        made = []
        for i, j in pairs:
            one, other = self.answers[: self.n, 0, i], self.answers[: self.n, 0, j]
            only_one, only_other = int((one > other).sum()), int((other > one).sum())
            level = 1 - (1 - self.sampling.level) / len(pairs)
            found = likelier(only_one, only_other, level) if only_one + only_other else "unsure"
            made.append(figures.Verdict(self.questions[i].text, self.questions[j].text, found))
        return tuple(made)
