"""Spans of time, times of day and moments as an author writes them, in seconds."""

from __future__ import annotations

import math
import re

NEVER = math.inf
UNITS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0}
_SPAN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,9})?) +(second|minute|hour|day)s?")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_MOMENT = re.compile(r"(?:day +([0-9]{1,6}) +)?([0-9:]+)")


def span(text: str) -> float | None:
    """Return the seconds of `3 minutes`, or None.

    >>> span("1.5 hours")
    5400.0
    """
    found = _SPAN.fullmatch(text.strip())
    return float(found[1]) * UNITS[found[2]] if found else None


def clock(text: str, day: float) -> float | None:
    """Return the seconds since midnight of `18:30`, or None, also where no day is so long."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    seconds = int(found[1]) * 3600.0 + int(found[2]) * 60.0 + int(found[3] or 0)
    return seconds if seconds < day else None


def shown(seconds: float, day: float) -> str:
    """Return a moment as an author writes it, to the minute.

    >>> shown(129600.0, 86400.0)
    'day 2 12:00'
    """
    days, rest = divmod(seconds + 1e-6, day)
    return f"day {int(days) + 1} {int(rest // 3600):02d}:{int(rest % 3600 // 60):02d}"


def lasting(seconds: float) -> str:
    """Return a span for people to read, in the largest unit of which it has one: "1.5 hours"."""
    units = [(size, word) for word, size in UNITS.items() if seconds >= size]
    size, word = max(units, default=(1.0, "second"))
    many = f"{seconds / size:.3g}"
    return f"{many} {word}" + ("" if many == "1" else "s")


def moment(text: str, day: float) -> float | None:
    """Return the seconds of `day 2 12:00` since the midnight on which day 1 begins, or None."""
    if text.strip() == "never":
        return NEVER
    found = _MOMENT.fullmatch(text.strip())
    if not found or found[1] == "0":
        return None
    seconds = clock(found[2], day)
    return None if seconds is None else (int(found[1] or 1) - 1) * day + seconds
