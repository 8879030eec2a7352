"""Expressions with their shorthands written out, and how large they then are."""

from __future__ import annotations

from collections.abc import Mapping

from moshimo.lang import typed as t


def extent(e: t.Ex, most: int) -> tuple[int, int]:
    """Return how many expressions one has, and how many stand inside each other, `most` at most."""
    many = deepest = 0
    waiting = [(e, 1)]
    while waiting and many < most:
        x, level = waiting.pop()
        many, deepest = many + 1, max(deepest, level)
        waiting.extend((y, level + 1) for y in t.children(x))
    return many, deepest


def substitute(e: t.Ex, places: Mapping[str, t.Ex]) -> t.Ex:
    """Return the expression with roles replaced. The variable of a `for` is never replaced."""
    if isinstance(e, t.Var):
        return places.get(e.word, e)
    return t.rewrite(e, lambda x: substitute(x, places))
