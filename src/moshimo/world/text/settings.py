"""`world.yaml`: the world's title, its systems, its calendar and pace, its first scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from moshimo.errors import Span
from moshimo.world.text import times
from moshimo.world.text.findings import Findings
from moshimo.world.text.yaml_text import Value

KEYS = ("title", "rights", "systems", "calendar", "pace", "starts", "scenario", "verbs")
PACE = 600.0
STARTS = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class Calendar:
    """Times of day, in seconds since midnight; `day` is how long a day is."""

    sunrise: float = 6 * 3600.0
    noon: float = 12 * 3600.0
    sunset: float = 18 * 3600.0
    day: float = 86400.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What `world.yaml` says. `places` is where each key stands."""

    title: str
    rights: str
    systems: tuple[tuple[str, Span], ...]
    calendar: Calendar
    pace: float
    starts: float
    first: str
    verbs: dict[str, str]
    places: Mapping[str, Span]


def settings(value: Value, word: str, findings: Findings) -> Settings:
    """Return what `world.yaml` says, noting what is wrong in it."""
    given = findings.mapping(value, "`world.yaml`", "title: A small town")
    findings.only(value, KEYS, "`world.yaml`")
    calendar = _calendar(given.get("calendar"), findings)
    return Settings(
        findings.text(given, "title", word.replace("_", " ").capitalize()),
        findings.text(given, "rights", longest=2000),
        _systems(given.get("systems"), findings),
        calendar,
        _pace(given.get("pace"), findings),
        starting(given.get("starts"), STARTS, calendar, findings),
        findings.text(given, "scenario"),
        _verbs(given.get("verbs"), findings),
        value.keys,
    )


def starting(value: Value | None, default: float, calendar: Calendar, findings: Findings) -> float:
    """Return when something starts, in seconds since the midnight on which day 1 begins."""
    if value is None:
        return default
    found = times.moment(value.data, calendar.day) if isinstance(value.data, str) else None
    if found is None or found == times.NEVER:
        what = "`starts` takes a time of day"
        fix = 'for example `starts: "18:00"`, or `starts: day 2 18:00`.'
        findings.wrong("bad-time", value.where, what, fix=fix)
        return default
    return found


def spanned(value: Value, what: str, unit: str, findings: Findings) -> float | None:
    """Return a span of more than nothing."""
    found = times.span(value.data) if isinstance(value.data, str) else None
    if not found:
        number = value.data if type(value.data) in (int, float) and value.data else 10
        said, fix = f"{what} takes a span of time", f"write `{number} {unit}`."
        findings.wrong("unit-mismatch", value.where, said, fix=fix)
        return None
    return found


def _pace(value: Value | None, findings: Findings) -> float:
    return PACE if value is None else spanned(value, "`pace`", "minutes", findings) or PACE


def _systems(value: Value | None, findings: Findings) -> tuple[tuple[str, Span], ...]:
    found: dict[str, Span] = {}
    for entry in findings.listing(value, "`systems`", "systems: [space, ties]"):
        word = findings.plain(entry, "a system")
        if word in found:
            findings.twice(entry.where, found[word], f"`{word}` is given twice")
        elif word:
            found[word] = entry.where
    return tuple(found.items())


def _verbs(value: Value | None, findings: Findings) -> dict[str, str]:
    given = findings.mapping(value, "`verbs`", "verbs: {lie: lied}")
    return {word: findings.plain(v, f"the past of `{word}`", 60) for word, v in given.items()}


def _calendar(value: Value | None, findings: Findings) -> Calendar:
    plain = Calendar()
    if value is None:
        return plain
    given = findings.mapping(value, "`calendar`", 'calendar: {sunrise: "06:00"}')
    findings.only(value, ("sunrise", "noon", "sunset", "day"), "`calendar`")
    day = plain.day
    if "day" in given:
        day = spanned(given["day"], "`day`", "hours", findings) or day
    share = day / plain.day
    hours = [plain.sunrise * share, plain.noon * share, plain.sunset * share]
    n_before = len(findings.problems)
    for i, word in enumerate(("sunrise", "noon", "sunset")):
        if word in given:
            said = given[word].data
            found = times.clock(said, day) if isinstance(said, str) else None
            if found is None:
                what, fix = f"`{word}` takes a time of day", f'for example `{word}: "06:30"`.'
                findings.wrong("bad-time", given[word].where, what, fix=fix)
            else:
                hours[i] = found
    if len(findings.problems) == n_before and not hours[0] < hours[1] < hours[2]:
        what = "the sun rises before noon, and sets after it"
        findings.wrong("bad-time", value.where, what, fix="put them in that order.")
        return plain
    sunrise, noon, sunset = hours
    return Calendar(sunrise, noon, sunset, day)
