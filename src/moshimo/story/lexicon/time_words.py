"""Times and pauses in the words of a story."""

from __future__ import annotations

from moshimo.story.lexicon.lexicon import DAY, Clock
from moshimo.story.lexicon.naming import count_word

HOUR = 3600.0
MINUTE = 60.0
NOTICED = 5 * MINUTE  # a shorter pause within a scene is not told


def day_of(clock: Clock, time: float) -> int:
    """Return the day of a moment, from 0; days begin at midnight."""
    return int((clock.start + time) // clock.day)


def night_of(clock: Clock, time: float) -> int:
    """Return the day as people feel it: the hours before dawn belong to the day before."""
    return int((clock.start + time - clock.sunrise + HOUR) // clock.day)


def hour_of(clock: Clock, time: float) -> float:
    """Return the hour of the day, 0 to 24, whatever the day's length."""
    return (clock.start + time) % clock.day / clock.day * 24


def when(clock: Clock, time: float) -> str:
    """Return the part of the day as an adverbial: "towards evening"."""
    hour = hour_of(clock, time)
    sunrise, noon, sunset = (
        moment / clock.day * 24 for moment in (clock.sunrise, clock.noon, clock.sunset)
    )
    bounds = (
        (sunrise - 2.5, "in the dead of night"),
        (sunrise - 0.5, "before dawn"),
        (sunrise + 0.75, "at dawn"),
        (sunrise + 3, "early in the morning"),
        (noon - 1.5, "in the morning"),
        (noon - 0.2, "towards noon"),
        (noon + 0.3, "at noon"),
        (noon + 2, "early in the afternoon"),
        (sunset - 2, "in the afternoon"),
        (sunset, "towards evening"),
        (sunset + 2.5, "in the evening"),
        (sunset + 4.5, "late in the evening"),
    )
    return next((words for bound, words in bounds if hour < bound), "in the dead of night")


def moment(clock: Clock, time: float) -> str:
    """Return the day and its part: "day 2, before dawn"."""
    return f"day {day_of(clock, time) + 1}, {when(clock, time)}"


def part_of(clock: Clock, time: float) -> str:
    """Return the part of the day in one word: morning, afternoon, evening or night."""
    words = when(clock, time)
    if words in ("in the dead of night", "before dawn"):
        return "night"
    if words == "towards noon" or words.endswith(("dawn", "morning")):
        return "morning"
    return "evening" if words.endswith("in the evening") else "afternoon"


def was(clock: Clock, time: float) -> str:
    """Return the part of the day to follow "it was"."""
    words = when(clock, time)
    return {
        "in the dead of night": "the dead of night",
        "before dawn": "still dark",
        "at dawn": "dawn",
        "early in the morning": "early in the morning",
        "in the morning": "morning",
        "towards noon": "almost noon",
        "at noon": "noon",
        "early in the afternoon": "early afternoon",
        "in the afternoon": "afternoon",
        "towards evening": "almost evening",
        "in the evening": "evening",
        "late in the evening": "late in the evening",
    }[words]


def days_later(clock: Clock, before: float, time: float) -> str:
    """Return "the next morning", "two days later, towards evening"; "" on the same day."""
    days = night_of(clock, time) - night_of(clock, before)
    if days <= 0:
        return ""
    words = when(clock, time)
    if days > 1:
        return f"{count_word(days)} days later, {words}"
    return {
        "at dawn": "at dawn the next day",
        "early in the morning": "early the next morning",
        "in the morning": "the next morning",
        "early in the afternoon": "early the next afternoon",
        "in the afternoon": "the next afternoon",
        "in the evening": "the next evening",
        "at noon": "at noon the next day",
    }.get(words, f"the next day, {words}")


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
    for bound, words in steps:
        if minutes < bound:
            return words
    return f"{count_word(round(minutes / 60))} hours later"


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
