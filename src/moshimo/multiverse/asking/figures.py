"""The figures of odds: shares and means with their confidence intervals, and paired differences.

All follow from the answers of universes 0 to n - 1. Only the seconds depend on the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from moshimo.asked.what import Question
from moshimo.engine.program import SEMANTICS
from moshimo.lines import line_of
from moshimo.multiverse.asking.shake import Shaken
from moshimo.multiverse.running.threads import seed_of
from moshimo.multiverse.statistics import means
from moshimo.multiverse.statistics.confidence_interval import Interval, clopper_pearson
from moshimo.multiverse.statistics.confidence_sequence import Decision, confidence_sequence
from moshimo.multiverse.statistics.paired_difference import paired_difference
from moshimo.output.json_text import plain

# Why no more universes were run.
Stopped: TypeAlias = Literal["narrow", "universes", "decided", "interrupted", "time"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Which universes a figure is of.

    Attributes:
        universes: how many.
        level: how often an interval is to be right.
        seed: the row of universes, as was asked for; from a moment on, whose past they have.
        seconds: how long all of it took.
        stopped: why it ended.
        since: the moment from which they went on, "" for the start.
    """

    universes: int
    level: float
    seed: int
    seconds: float
    stopped: Stopped
    since: str = ""

    @property
    def anytime(self) -> bool:
        """Whether no number that was fixed before ended it: intervals must hold at every n."""
        return self.stopped in ("decided", "interrupted", "time")


@dataclass(frozen=True, slots=True)
class Share:
    """How likely something is.

    Attributes:
        question: as it was asked.
        estimate: the share of universes in which it was so; nan of none.
        low: lower end of the interval.
        high: upper end.
        hits: in how many it was so.
        sample: of which.
    """

    question: str
    estimate: float
    low: float
    high: float
    hits: int
    sample: Sample

    def json(self) -> dict[str, object]:
        """Return it as plain values; None for a number that is infinite or undefined."""
        return plain(
            {
                "question": self.question,
                "estimate": self.estimate,
                "low": self.low,
                "high": self.high,
                "level": self.sample.level,
                "hits": self.hits,
                **_run(self.sample),
            }
        )


@dataclass(frozen=True, slots=True, repr=False)
class Mean:
    """How large a number is at the end.

    Attributes:
        question: as it was asked.
        mean: over the universes that have such a number; nan if none has.
        low: lower end of the mean's interval; infinite of too few universes.
        high: upper end.
        spread: the standard deviation among universes.
        bins: how many universes have which value.
        sample: of which.
        none: in how many there is no such number: it never comes, or is undefined, or too large.
        others: where all numbers are one and the same, the share of those universes that may yet
            have another one, at most; else None. The interval has no width there.
        is_span: whether it counts seconds.
    """

    question: str
    mean: float
    low: float
    high: float
    spread: float
    bins: tuple[means.Bin, ...]
    sample: Sample
    none: Share
    others: float | None = None
    is_span: bool = False

    __repr__ = line_of

    def json(self) -> dict[str, object]:
        """Return it as plain values; None for a number that is infinite or undefined."""
        edges = [b.low for b in self.bins] + [b.high for b in self.bins[-1:]]
        return plain(
            {
                "question": self.question,
                "mean": self.mean,
                "low": self.low,
                "high": self.high,
                "spread": self.spread,
                "histogram": {"edges": edges, "counts": [b.many for b in self.bins]},
                **({"none": self._none()} if self.none.hits else {}),
                **({} if self.others is None else {"others": self.others}),
                "level": self.sample.level,
                **_run(self.sample),
            }
        )

    def _none(self) -> dict[str, object]:
        share = self.none
        return {
            "estimate": share.estimate,
            "low": share.low,
            "high": share.high,
            "hits": share.hits,
        }


Figure: TypeAlias = Share | Mean


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """By how much a fork's figure is larger than the base's, where each pair has the same dice.

    Attributes:
        estimate: of a number, over the pairs in which both have one; nan of none.
        low: lower end of its interval.
        high: upper end.
        pairs: how many.
        others: of a number that differs by the same in all pairs, as for `Mean`; else None.
    """

    estimate: float
    low: float
    high: float
    pairs: int
    others: float | None = None

    def json(self) -> dict[str, object]:
        """Return it as plain values."""
        return plain({word: x for word, x in asdict(self).items() if x is not None})


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of the world as it is named: the base (""), or a fork."""

    word: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which of two things is likelier, as far as is sure at the level for all pairs at once."""

    one: str
    other: str
    side: Decision


@dataclass(frozen=True, slots=True, repr=False)
class Odds:
    """What was asked of many universes, and how sure the answers are.

    Attributes:
        questions: as they were asked.
        variants: the base, then the forks.
        figures: of each variant, one a question.
        differences: of each fork, one a question.
        likelier: of every two yes-or-no questions, which is likelier.
        threshold: the share on whose side it was asked for, or None.
        above: on which side of it each yes-or-no question of each variant is, or ().
        sample: which universes.
        answers: (universes, variants, questions), yes as 1.0.
        shaken: of each question, what becomes of it when the data's numbers are off; () if that
            was not asked.
    """

    questions: tuple[Question, ...]
    variants: tuple[Variant, ...]
    figures: tuple[tuple[Figure, ...], ...]
    differences: tuple[tuple[PairedDifference, ...], ...]
    likelier: tuple[Verdict, ...]
    threshold: float | None
    above: tuple[Decision, ...]
    sample: Sample
    answers: NDArray[np.float64] = field(repr=False, compare=False)
    shaken: tuple[Shaken | None, ...] = ()

    __repr__ = line_of

    @property
    def base(self) -> tuple[Figure, ...]:
        """The figures of the world as it is, one a question."""
        return self.figures[0]

    def json(self) -> object:
        """Return it as plain values: of one question an object, else a list of such."""
        made: list[object] = []
        for i, figure in enumerate(self.base):
            forks = zip(self.variants[1:], self.figures[1:], self.differences, strict=True)
            pairs = [
                {
                    "base": figure.json(),
                    "fork": {"fork": variant.word, **figures[i].json()},
                    "difference": differences[i].json(),
                }
                for variant, figures, differences in forks
            ]
            alone = figure.json()
            found = self.shaken[i] if self.shaken else None
            made += pairs or [{**alone, "shake": found.json()} if found else alone]
        return made[0] if len(made) == 1 else made

    def seeds(self) -> list[int]:
        """Return the seeds of the universes, for `run` and `tell`."""
        row = 1 if self.sample.since else self.sample.seed
        return [seed_of(row, i) for i in range(self.sample.universes)]


def share(question: str, hits: int, sample: Sample) -> Share:
    """Return a share; by its confidence sequence where what was found chose when to stop."""
    made = _interval(hits, sample.universes, sample)
    return Share(question, made.estimate, made.low, made.high, hits, sample)


def numbers(
    question: str, variants: Sequence[Sequence[float]], sample: Sample, *, is_span: bool
) -> tuple[Mean, ...]:
    """Return the mean, spread and shape of those that are numbers, all variants in the same bins.

    What is never, undefined or too large is counted apart.
    """
    found = [[x for x in values if means.is_number(x)] for values in variants]
    made = []
    for values, bins in zip(found, means.histograms(*found), strict=True):
        sure = means.mean(values, sample.level)
        ends = sure.estimate, sure.low, sure.high, means.spread(values)
        none = share(question, sample.universes - len(values), sample)
        made.append(
            Mean(question, *ends, bins, sample, none, _others(values, sample), is_span=is_span)
        )
    return tuple(made)


def _others(values: Sequence[float], sample: Sample) -> float | None:
    """Return in how many there may be another value, at most, if all that were seen are alike."""
    if not values or min(values) != max(values):
        return None
    return _interval(0, len(values), sample).high


def _interval(hits: int, n: int, sample: Sample) -> Interval:
    return (confidence_sequence if sample.anytime else clopper_pearson)(hits, n, sample.level)


def difference_of_shares(
    base: Sequence[float], fork: Sequence[float], sample: Sample
) -> PairedDifference:
    """Return by how much something is likelier in a fork: yes is 1.0, one value a universe."""
    pairs = list(zip(fork, base, strict=True))
    only_fork = sum(1 for one, other in pairs if one > other)
    only_base = sum(1 for one, other in pairs if one < other)
    found = paired_difference(only_fork, only_base, len(pairs), sample.level)
    return PairedDifference(found.estimate, found.low, found.high, len(pairs))


def difference_of_means(
    base: Sequence[float], fork: Sequence[float], sample: Sample
) -> PairedDifference:
    """Return by how much a number is larger in a fork, of the universes where both have one."""
    pairs = zip(fork, base, strict=True)
    moved = [one - other for one, other in pairs if means.is_number(one) and means.is_number(other)]
    found = means.mean(moved, sample.level)
    others = _others(moved, sample)
    return PairedDifference(found.estimate, found.low, found.high, len(moved), others)


def _run(sample: Sample) -> dict[str, object]:
    made: dict[str, object] = {
        "universes": sample.universes,
        "seed": sample.seed,
        "seconds": round(sample.seconds, 3),
        "semantics": SEMANTICS,
    }
    if sample.since:
        made["from"] = sample.since
    if sample.stopped in ("interrupted", "time"):
        made["interrupted"] = True
    return made
