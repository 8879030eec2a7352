"""Time (Y02): night falls, and an hour that has been set presses the more the nearer it is."""
from moshimo.rules import *


def dark() -> bool:
    return time_of_day() > sunset or time_of_day() < sunrise


def late() -> Level:                         # 0 by day, rising from sunset, 1 three hours after it and until sunrise
    return clip((time_of_day() - sunset) / hours(3), 0, 1) + clip((sunrise - time_of_day()) / minutes(1), 0, 1)


def urgency(at: Moment) -> Level:            # 0 an hour before, 1 when it has come
    return clip(1 - (at - now) / hours(1), 0, 1)


def nearness(at: Moment) -> Level:           # 1 within a day, less and less the further off; 0 for never
    return clip(days(1) / max(at - now, hours(1)), 0, 1)
