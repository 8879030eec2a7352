"""How much universes may take, and what stops them: a limit, or somebody who interrupts."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from moshimo.asked.arguments import count_given, number_given
from moshimo.errors import Problem, RunError, Span
from moshimo.lines import short
from moshimo.schema.sizes import MOST_BYTES, MOST_DEEDS

END_IT = "give the scenario an end (`ends: {at: day 3 12:00}`), or stop earlier with `--until`."
MOST = 2**53  # of what can be limited
WITHOUT_END = 5.0  # seconds that a scenario may run where nothing says when it is to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be taken before it ends with a `RunError`.

    Attributes:
        time: seconds that one call may take; infinity for no limit.
        memory: bytes that one universe may take: its block, with everything that holds there, and
            its journal. Python itself, machine code and a story come on top.
        deeds: that one universe may have: done, going on, waiting in the calendar, or claimed.

    Raises:
        TypeError: one of them is no number.
        ValueError: one of them is not above 0, or too large.
    """

    time: float = math.inf
    memory: int = MOST_BYTES
    deeds: int = MOST_DEEDS

    def __post_init__(self) -> None:
        if not number_given(self.time, "time", "a number above 0") > 0:
            raise ValueError(f"time: expected a number above 0, got {self.time}")
        for word in ("memory", "deeds"):
            if count_given(getattr(self, word), word) > MOST:
                raise ValueError(f"{word}: expected at most 2^53, got {short(getattr(self, word))}")


class GivenUp(Exception):  # noqa: N818 - not an error: nobody wants the universe any more
    """A universe was given up half-way."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits under way.

    Attributes:
        limits: how much may be taken.
        deadline: by `time.monotonic`, when the time is over.
        stop: once it is set, the universes are not wanted any more.
    """

    limits: Limits = Limits()
    deadline: float = math.inf
    stop: threading.Event = field(default_factory=threading.Event, compare=False)

    def anew(self) -> Bounds:
        """Return the same for universes that can be stopped by themselves."""
        return Bounds(self.limits, self.deadline)

    def check(self, where: str) -> None:
        """Come back if the universe may go on.

        Raises:
            RunError: the time is over; `where` names the world.
            GivenUp: nobody wants it any more.
        """
        if self.stop.is_set():
            raise GivenUp
        if time.monotonic() > self.deadline:
            raise out_of_time(self.limits, where)


def begun(limits: Limits | None) -> Bounds:
    """Return limits whose time begins now; None for the usual ones."""
    limits = Limits() if limits is None else limits
    if not isinstance(limits, Limits):
        raise TypeError(f"limits: expected Limits, got {short(limits)}")
    return Bounds(limits, time.monotonic() + limits.time)


def out_of_time(limits: Limits, where: str) -> RunError:
    """Return the error for a call that took too long."""
    what = f"this took longer than {limits.time:g} seconds"
    fix = "give it more with `--limit-time`, or stop earlier with `--until`."
    return RunError(Problem("limit-time", Span(where), what, fix=fix))


def out_of_memory(limits: Limits, where: str, wanted: Sequence[str]) -> RunError:
    """Return the error for a universe that takes too much; `wanted` asked for it."""
    asked = f", for {' and '.join(wanted)}" if wanted else " to begin"
    what = f"this universe needs more than {limits.memory:,} bytes of memory{asked}"
    why = "what counts is its block, which holds all that is so, and its journal."
    fix = "give it more with `--limit-memory`, or stop earlier with `--until`."
    return RunError(Problem("limit-memory", Span(where), what, why=why, fix=fix))
