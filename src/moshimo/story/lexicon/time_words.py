"""Times and pauses in the words of a story."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.lexicon.lexicon import DAY, Clock
from moshimo.story.lexicon.naming import count_word

HOUR = 3600.0
MINUTE = 60.0
NOTICED = 5 * MINUTE  # a shorter pause within a scene is not told
EARLY, AFTER, LATE = "early in the morning", "early in the afternoon", "late in the evening"


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the day; it ends so many hours after sunrise, noon or sunset."""

    near: str
    offset: float
    when: str  # as an adverbial
    was: str  # behind "it was"
    word: str  # what it is part of
    next_day: str = ""  # as an adverbial of the following day, if it has one


PARTS = (
    _Part("sunrise", -2.5, "in the dead of night", "the dead of night", "night"),
    _Part("sunrise", -0.5, "before dawn", "still dark", "night"),
    _Part("sunrise", 0.75, "at dawn", "dawn", "morning", "at dawn the next day"),
    _Part("sunrise", 3, EARLY, EARLY, "morning", "early the next morning"),
    _Part("noon", -1.5, "in the morning", "morning", "morning", "the next morning"),
    _Part("noon", -0.2, "towards noon", "almost noon", "morning"),
    _Part("noon", 0.3, "at noon", "noon", "afternoon", "at noon the next day"),
    _Part("noon", 2, AFTER, "early afternoon", "afternoon", "early the next afternoon"),
    _Part("sunset", -2, "in the afternoon", "afternoon", "afternoon", "the next afternoon"),
    _Part("sunset", 0, "towards evening", "almost evening", "afternoon"),
    _Part("sunset", 2.5, "in the evening", "evening", "evening", "the next evening"),
    _Part("sunset", 4.5, LATE, LATE, "evening"),
)


def night_of(clock: Clock, time: float) -> int:
    """Return the day as people feel it: the hours before dawn belong to the day before."""
    return int((clock.start + time - clock.sunrise + HOUR) // clock.day)


def hour_of(clock: Clock, time: float) -> float:
    """Return the hour of the day, 0 to 24, whatever the day's length."""
    return (clock.start + time) % clock.day / clock.day * 24


def when(clock: Clock, time: float) -> str:
    """Return the part of the day as an adverbial: "towards evening"."""
    return _part(clock, time).when


def moment(clock: Clock, time: float) -> str:
    """Return the day and its part: "day 2, before dawn"."""
    day = int((clock.start + time) // clock.day) + 1  # days begin at midnight
    return f"day {day}, {when(clock, time)}"


def part_of(clock: Clock, time: float) -> str:
    """Return the part of the day in one word: morning, afternoon, evening or night."""
    return _part(clock, time).word


def was(clock: Clock, time: float) -> str:
    """Return the part of the day to follow "it was"."""
    return _part(clock, time).was


def days_later(clock: Clock, before: float, time: float) -> str:
    """Return "the next morning", "two days later, towards evening"; "" on the same day."""
    days = night_of(clock, time) - night_of(clock, before)
    if days <= 0:
        return ""
    part = _part(clock, time)
    if days > 1:
        return f"{count_word(days)} days later, {part.when}"
    return part.next_day or f"the next day, {part.when}"


def _part(clock: Clock, time: float) -> _Part:
    hour = hour_of(clock, time)
    hours = {"sunrise": clock.sunrise, "noon": clock.noon, "sunset": clock.sunset}
    ends = ((hours[part.near] / clock.day * 24 + part.offset, part) for part in PARTS)
    return next((part for end, part in ends if hour < end), PARTS[0])


def later(gap: float) -> str:
    """Return a pause as an adverbial; "" if it is too short to be told."""
    minutes = gap / MINUTE
    steps = (
        (5, ""),
        (9, "a few minutes later"),
        (13, "ten minutes later"),
        (20, "a quarter of an hour later"),
        (25, "some twenty minutes later"),
        (42, "half an hour later"),
        (52, "three quarters of an hour later"),
        (80, "an hour later"),
        (105, "an hour and a half later"),
    )
    hours = f"{count_word(round(minutes / 60))} hours later"
    return next((words for bound, words in steps if minutes < bound), hours)


def another(words: str) -> str:
    """Return the same pause once more: "another quarter of an hour later"."""
    if words.endswith("hours later") or words.startswith("a few"):
        return f"after {words.removesuffix(' later')} more"
    for article in ("a ", "an ", "some "):
        if words.startswith(article):
            return f"another {words.removeprefix(article)}"
    return f"another {words.replace('half an hour', 'half hour')}"


def struck(clock: Clock, before: float, time: float) -> str:
    """Return "it was past ten" if an hour passed between the two moments, else ""."""
    if clock.day != DAY:
        return ""
    hour, minutes = divmod(hour_of(clock, time), 1)
    if int(hour) == int(hour_of(clock, before)) or minutes > 0.5 or int(hour) % 12 == 0:
        return ""
    return f"it was past {count_word(int(hour) % 12)}"
