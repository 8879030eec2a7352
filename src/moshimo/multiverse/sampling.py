"""How many universes are drawn, of which forks, from when on, and how sure is sure enough."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from moshimo.asked.arguments import (
    count_given,
    number_given,
    place_given,
    seed_given,
    several_given,
    text_given,
)
from moshimo.lines import line_of
from moshimo.multiverse.statistics import LEVEL
from moshimo.world.forks.change import Change

WITHIN = 0.02
MOST = 1_000_000  # universes, where no number is given


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Sampling:
    """What is drawn to find out how likely things are, and when it is enough.

    Attributes:
        within: half an interval's width, inside (0, 0.5); 0.02 if no number of universes is given.
        universes: exactly so many; at most, if `within` is given too.
        level: how often an interval is to be right, inside (0, 1).
        seed: the row of universes: 1 are those of seeds 1, 2, 3 and so on. With `since`, the
            universe whose past they have.
        above: inside (0, 1); stop as soon as it is sure on which side of it each answer is.
        forks: changes, words of the world's forks, or paths to files; asked beside the world as it
            is.
        since: a time, a deed or a beat; universes go on from there. "" for the start.
        seconds: above 0; after so long it ends with the universes that have come, one at least.
            None: it takes as long as it takes.
        shake: by how much of itself each number of the data may be off, inside (0, 1): what that
            does to the answers is found as well. None: it is not.

    Raises:
        TypeError: one of them is of another type; `forks` is a list, also of one.
        ValueError: a number is out of its range, or two of these do not go together.
    """

    within: float | None = None
    universes: int | None = None
    level: float = LEVEL
    seed: int = 1
    above: float | None = None
    forks: tuple[Change | str, ...] = ()
    since: str = ""
    shake: float | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        given = {"within": 0.5, "level": 1.0, "above": 1.0, "shake": 1.0, "seconds": math.inf}
        plain: dict[str, object] = {}
        for word, most in given.items():
            if getattr(self, word) is not None:
                x = plain[word] = number_given(getattr(self, word), word)
                if not 0 < x < most:
                    between = "above 0" if most == math.inf else f"between 0 and {most:g}"
                    raise ValueError(f"{word}: expected a number {between}, got {x:g}")
        if self.universes is not None:
            plain["universes"] = count_given(self.universes, "universes")
        plain["seed"] = seed_given(self.seed)
        plain["forks"] = tuple(_fork(one) for one in several_given(self.forks, "forks"))
        text_given(self.since, "since")
        for word, value in plain.items():  # as Python's own: they go into orders and digests
            object.__setattr__(self, word, value)
        if self.shake is not None and (self.forks or self.since):
            raise ValueError("shake: it is of whole universes of the world as it is, without forks")

    @property
    def half(self) -> float:
        """Half of the width at which an interval is narrow enough; 0 if none is."""
        return self.within or (WITHIN if self.universes is None else 0.0)

    @property
    def most(self) -> int:
        """At most so many universes are run."""
        return self.universes or MOST

    @property
    def row(self) -> int:
        """The row of seeds; from a moment on, the first."""
        return 1 if self.since else self.seed

    __repr__ = line_of


def sampled(sampling: Sampling | None, universes: int | None, seed: int | None) -> Sampling:
    """Return a sampling with a number of universes and a seed, where they are given.

    Raises:
        TypeError: `sampling` is something else.
        ValueError: one of them is out of its range.
    """
    sampling = Sampling() if sampling is None else sampling
    if not isinstance(sampling, Sampling):
        raise TypeError(f"sampling: expected a Sampling, got {type(sampling).__name__}")
    if universes is not None:
        sampling = replace(sampling, universes=universes)
    return sampling if seed is None else replace(sampling, seed=seed)


def _fork(given: object) -> Change | str:
    if isinstance(given, Change):
        return given
    return place_given(given, "forks", "a Change, a fork's name, or a path")
