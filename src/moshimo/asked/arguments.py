"""What a caller gives as an argument, as plain values; of the wrong type it is refused in one line.

Words come as `str`, seeds as any whole number (NumPy's too), paths as any `os.PathLike`. A truth
value is no number here: `seed=True` is a slip. A wrong type raises `TypeError`, a number out of its
range `ValueError`.
"""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable
from dataclasses import replace
from numbers import Real

from moshimo.errors import Span
from moshimo.lines import short
from moshimo.world.forks.change import Change

SEEDS = 2**64


def seed_given(given: object, word: str = "seed") -> int:
    """Return a seed as Python's own number."""
    seed = _whole(given, word, "a whole number from 0 to 2^64 - 1")
    if not 0 <= seed < SEEDS:
        raise ValueError(f"{word}: expected 0 to 2^64 - 1, got {short(seed)}")
    return seed


def count_given(given: object, word: str) -> int:
    """Return a number of things, at least one."""
    many = _whole(given, word, "a whole number")
    if many < 1:
        raise ValueError(f"{word}: expected 1 or more, got {short(many)}")
    return many


def number_given(given: object, word: str, wanted: str = "a number") -> float:
    """Return a number that is one: not nan."""
    if isinstance(given, bool) or not isinstance(given, Real):
        raise TypeError(f"{word}: expected {wanted}, got {short(given)}")
    try:
        number = float(given)
    except OverflowError:
        raise ValueError(f"{word}: expected a smaller number, got {short(given)}") from None
    if math.isnan(number):
        raise ValueError(f"{word}: expected {wanted}, got nan")
    return number


def text_given(given: object, word: str, wanted: str = "a text") -> str:
    """Return a text."""
    if not isinstance(given, str):
        raise TypeError(f"{word}: expected {wanted}, got {short(given)}")
    return given


def texts_given(given: object, word: str) -> tuple[str, ...]:
    """Return several texts; one by itself is refused, for it would be read letter by letter."""
    return tuple(text_given(one, word) for one in several_given(given, word))


def several_given(given: object, word: str) -> Iterable[object]:
    """Return what is several things; a text is one."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise TypeError(f"{word}: expected a list, got {short(given)}")
    return given


def questions_given(given: object) -> list[str | tuple[str, Span]]:
    """Return what is asked: a text, or several, each by itself or with where it stands."""
    made: list[str | tuple[str, Span]] = []
    for one in [given] if isinstance(given, str) else several_given(given, "questions"):
        match one:
            case (str() as text, Span() as at):
                made.append((text, at))
            case _:
                made.append(text_given(one, "questions"))
    return made


def change_given(given: Change | str | os.PathLike[str], of: str) -> Change | str:
    """Return a change, which leaves `of` if it does not say what it leaves, or its name or path."""
    if isinstance(given, Change):
        return given if given.of else replace(given, of=of)
    text = place_given(given, "change", "a Change, a fork's name, or a path")
    if not text:
        raise ValueError("change: expected a fork's name or a path, got an empty text")
    return text


def place_given(given: object, word: str, wanted: str) -> str:
    """Return a name or a path as a text; a path that was an object stays one: `Path("w")`, `./w`.

    Args:
        given: a text, which is left as it is, or an `os.PathLike`, which is always a path.
        word: the argument's.
        wanted: what is expected, for a message.
    """
    if isinstance(given, os.PathLike):
        path = os.fspath(given)
        if isinstance(path, str):
            return path if os.path.isabs(path) else os.path.join(os.curdir, path)  # noqa: PTH117, PTH118
        given = path
    return text_given(given, word, wanted)


def _whole(given: object, word: str, wanted: str) -> int:
    if not isinstance(given, bool):
        try:
            return operator.index(given)  # type: ignore[arg-type]
        except TypeError:
            pass
    raise TypeError(f"{word}: expected {wanted}, got {short(given)}")
