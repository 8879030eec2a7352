"""Expressions with their shorthands written out, and how large they then are."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.lang.typed import Ex, Var, children, rewrite


def extent(e: Ex, most: int) -> tuple[int, int]:
    """Return how many expressions one has, and how many stand inside each other, `most` at most."""
    many = deepest = 0
    waiting = [(e, 1)]
    while waiting and many < most:
        x, level = waiting.pop()
        many, deepest = many + 1, max(deepest, level)
        waiting.extend((y, level + 1) for y in children(x))
    return many, deepest


def substitute(e: Ex, places: Mapping[str, Ex]) -> Ex:
    """Return the expression with roles replaced. The variable of a `for` is never replaced."""
    if isinstance(e, Var):
        return places.get(e.word, e)
    return rewrite(e, lambda x: substitute(x, places))
