"""Arithmetic of the subset that must come out the same everywhere, and the trouble it can find."""

from __future__ import annotations

from moshimo.engine.kernel.subset import Block, f64, i64

DIVIDED, NOT_FINITE, TOO_LARGE = 1, 2, 3
FULL_DEEDS, FULL_MEMORY, FULL_CALENDAR, FULL_WISHES, FULL_BIRTHS = 4, 5, 6, 7, 8
TOO_MANY_AT_ONCE, TOO_LONG, FULL_BIDS, FULL_NOTES, STRAY = 9, 10, 11, 12, 13
FULL_PICTURES, SPENT, LIMIT_DEEDS, QUIET, TOO_MANY_FORESEEN = 14, 15, 16, 17, 18
LONGEST = 1000000000000.0  # seconds, thirty thousand years: a universe's time in microseconds fits


def trip(b: Block, code: i64, site: i64) -> None:
    """Note the first trouble; the run ends with it after this step."""
    if b.trouble[0] == 0:
        b.trouble[0] = code
        b.trouble_at[0] = site


def stray(b: Block, number: i64) -> None:
    """Note that a place outside its field was asked for: a mistake of ours, not of the author's."""
    trip(b, STRAY, number)


def quotient(b: Block, one: f64, other: f64, site: i64) -> f64:
    """Return one / other; by zero is trouble at the author's line."""
    if other == 0.0:
        trip(b, DIVIDED, site)
        return 0.0
    return one / other


def whole_quotient(b: Block, one: i64, other: i64, site: i64) -> i64:
    """Return one // other, with Python's signs."""
    if other == 0:
        trip(b, DIVIDED, site)
        return 0
    return one // other


def remainder(b: Block, one: i64, other: i64, site: i64) -> i64:
    """Return one % other, with Python's signs."""
    if other == 0:
        trip(b, DIVIDED, site)
        return 0
    return one % other


def kept(b: Block, x: f64, low: f64, high: f64, site: i64) -> f64:
    """Return a number as its type can hold it; not-a-number is trouble."""
    if x != x:
        trip(b, NOT_FINITE, site)
        return low
    if x < low:
        return low
    if x > high:
        return high
    return x


def kept_whole(b: Block, x: i64, site: i64) -> i64:
    """Return a whole number that a double holds exactly, as data, outcomes and `min` do."""
    if x >= 9007199254740992 or x <= -9007199254740992:
        trip(b, TOO_LARGE, site)
        return 0
    return x


def rounding(x: f64) -> f64:
    """Return how far a number may be from `x` and still count as equal: a billionth of it, or of 1.

    So ten tenths are 1, though their sum is a little less.
    """
    far = size(x)
    if far < 1.0:
        far = 1.0
    if far > 1e300:
        far = 1e300
    return far * 1e-9


def alike(one: f64, other: f64) -> bool:
    """Whether two numbers count as equal."""
    near = rounding(other)
    return one >= other - near and one <= other + near


def smaller(one: f64, other: f64) -> f64:
    """Return the smaller of two numbers."""
    return one if one < other else other


def larger(one: f64, other: f64) -> f64:
    """Return the larger of two numbers."""
    return one if one > other else other


def size(x: f64) -> f64:
    """Return a number without its sign."""
    return -x if x < 0.0 else x


def within(x: f64, low: f64, high: f64) -> f64:
    """Return x, but no less than low and no more than high."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def floor(x: f64) -> f64:
    """Return the largest whole number not above x."""
    if not (x > -4503599627370496.0 and x < 4503599627370496.0):  # has no fraction
        return x
    whole = f64(i64(x))
    return whole - 1.0 if whole > x else whole


def time_of_day(b: Block, time: f64) -> f64:
    """Return seconds since midnight."""
    t = time + b.starts[0]
    return t - floor(t / b.day[0]) * b.day[0]


def next_time(b: Block, of_day: f64, time: f64) -> f64:
    """Return the next moment, strictly later, with that time of day."""
    ahead = of_day - time_of_day(b, time)
    if ahead <= 0.0:
        ahead = ahead + b.day[0]
    return time + ahead


def midnight(b: Block, number: f64) -> f64:
    """Return the moment at which day `number` begins; day 1 is the scenario's first."""
    return (number - 1.0) * b.day[0] - b.starts[0]
