"""When, as somebody types it: a time of the scenario; or a time, a deed or a beat to go on from."""

from __future__ import annotations

from moshimo.asked.arguments import number_given
from moshimo.errors import Problem, Span, WorldError
from moshimo.world.forks.parting import parting
from moshimo.world.people.cast import Cast
from moshimo.world.text import times
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import CheckedWorld, Parting, Scenario

PATH = "moment"
SIDES = ("before", "after")


def seconds_until(text: str, world: CheckedWorld, scenario: Scenario) -> float:
    """Return the seconds from the scenario's start to a time: `18:30`, `day 2 06:00`, `3 hours`.

    Raises:
        WorldError: it is no time, or before the start.
    """
    passed = times.span(text)
    if passed is not None:
        return passed
    moment = times.moment(text, world.calendar.day)
    if moment is not None and moment >= scenario.starts:
        return moment - scenario.starts
    what, fix = f"`{text}` is no time", "write '3 hours', '18:30' or 'day 2 06:00'."
    if moment is not None:
        begins = times.shown(scenario.starts, world.calendar.day)
        what, fix = f"`{text}` is before the scenario begins, on {begins}", ""
    raise WorldError([Problem("bad-time", Span("time"), what, fix=fix)])


def seconds_given(moment: float | str, word: str, world: CheckedWorld, scenario: Scenario) -> float:
    """Return the seconds of a moment that Python's caller gives, a text or a number.

    Raises:
        WorldError: the text is no time, or before the start.
        TypeError: it is neither.
        ValueError: it is nan, or before the start.
    """
    if isinstance(moment, str):
        return seconds_until(moment, world, scenario)
    seconds = number_given(moment, word, 'seconds or a text such as "day 2 06:00"')
    if seconds < 0:
        raise ValueError(f"{word}: expected 0 or more seconds after the start, got {seconds:g}")
    return seconds


def since(text: str, world: CheckedWorld, scenario: Scenario) -> Parting:
    """Return the moment that a text names.

    `day 2 12:00`, `3 hours` (after the start), `leave(bo)` or `E24` (when that is about to
    begin), `before E24`, `after E24`.

    Raises:
        WorldError: there is no such deed, beat or moment.
    """
    findings = Findings()
    counts = {kind: len(ms) for kind, ms in world.members.items()}
    cast = Cast(world.laws, world.indices, counts, world.calendar.day, findings)
    found = parting({"at": _value(text, world, scenario)}, scenario, None, world, cast)
    if findings.problems:
        raise WorldError(findings.problems)
    return found


def _value(text: str, world: CheckedWorld, scenario: Scenario) -> Value:
    """Return what a fork's file would have under `at`."""
    day = world.calendar.day
    whole = Span(PATH, 1, 1, max(len(text), 1), text)
    passed = times.span(text)
    if passed is not None:
        text = _clock(scenario.starts + passed, day)
    if times.moment(text, day) is not None:
        return Value(text.strip(), whole)
    word, _, rest = text.strip().partition(" ")
    side, deed = (word, rest.strip()) if word in SIDES and rest else (SIDES[0], text.strip())
    at = Span(PATH, 1, text.find(deed) + 1, max(len(deed), 1), text)
    return Value({side: Value(deed, at)}, whole, {side: whole})


def _clock(seconds: float, day: float) -> str:
    """Return a moment as it is written, to the second."""
    days, rest = divmod(round(seconds), day)
    hours, minutes = divmod(int(rest), 3600)
    return f"day {int(days) + 1} {hours}:{minutes // 60:02d}:{minutes % 60:02d}"
