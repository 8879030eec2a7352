"""The section `where` of `telling/`: how one is at a place, and comes there."""

from __future__ import annotations

from moshimo.errors import Span
from moshimo.world.people.cast import Cast
from moshimo.world.telling.ways import Approach, Telling
from moshimo.world.text.yaml_text import Value

PREPOSITIONS = (
    *("above", "along", "among", "at", "before", "behind", "below", "beneath", "beside", "between"),
    *("by", "in", "inside", "near", "on", "outside", "over", "under"),
)
WAYS_TO_COME = ("along", "by", "down", "in", "on", "out", "over", "through", "up")
EXAMPLE = "mill: {at: in, come: in}"


def take_in_where(word: str, value: Value, at: Span, made: Telling, cast: Cast) -> None:
    """Take in how one is at a place and comes there, or note what is wrong in it."""
    known = cast.somebody(word, at, "Place")
    if isinstance(value.data, str):
        found = Approach(_one_of(value, PREPOSITIONS, "a preposition", cast))
    else:
        given = cast.findings.mapping(value, f"`{word}`", EXAMPLE)
        cast.findings.only(value, ("at", "come"), "how one is at a place")
        is_there = (
            _one_of(given["at"], PREPOSITIONS, "a preposition", cast) if "at" in given else ""
        )
        come = _one_of(given["come"], WAYS_TO_COME, "a way", cast) if "come" in given else ""
        found = Approach(is_there or "at", come)
    if known:
        made.where[word] = found


def _one_of(value: Value, words: tuple[str, ...], what: str, cast: Cast) -> str:
    """Return a word of a list, or note that it is none of these and return ""."""
    if value.data in words:
        return str(value.data)
    cast.findings.wrong(
        "no-preposition",
        value.where,
        f"`{value.data}` is no word for where somebody is or how they come",
        f"not {what}",
        fix=f"write one of {', '.join(words)}; for example `{EXAMPLE}`.",
    )
    return ""
