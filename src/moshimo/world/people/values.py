"""One value in an author's data, read by the type of the attribute that it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from moshimo.errors import Span
from moshimo.lang.types import Attribute, Type
from moshimo.world.people.cast import PATH, Cast, Cell, a
from moshimo.world.text import times
from moshimo.world.text.yaml_text import Value

# Values with the places where they were given.
Given: TypeAlias = dict[Cell, tuple[float, Span]]
NO_WAY = 0.0  # seconds, in the data of a way that leads in the other direction only
_DIRECTIONS = ("there", "back")
_YES_NO = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def cells(value: Value, attribute: Attribute, owner: int, cast: Cast) -> Given:
    """Return what is given for an attribute of `owner`: one value, or one toward each."""
    if not attribute.key:
        found = number(value, attribute, cast)
        return {} if found is None else {Cell(attribute, owner, 0): (found, value.where)}
    what = f"`{attribute.full}` is one value toward each {attribute.key}: it"
    entries = cast.findings.mapping(value, what, f"{attribute.word}: {{ID: …, others: …}}")
    made: Given = {}
    for word, entry in entries.items():
        if word != "others":
            key = cast.toward(word, value.keys[word], attribute, owner)
            made |= toward(entry, Cell(attribute, owner, key or 0), value.keys[word], cast)
    if "others" in entries:
        _others(entries["others"], value.keys["others"], attribute, owner, cast, made)
    return made


def toward(value: Value, cell: Cell, at: Span, cast: Cast) -> Given:
    """Return what is given for one cell; a way may take another time back, or lead there only.

    Args:
        value: what is given.
        cell: for what; toward no one if that was wrong already, then nothing is given.
        at: where it is named.
        cast: the members.
    """
    attribute = cell.attribute
    if attribute.full != PATH or not isinstance(value.data, dict):
        found = number(value, attribute, cast)
        nobody = attribute.key and not cell.key
        return {} if found is None or nobody else {cell: (found, at)}
    made: Given = {}
    for word, entry in value.data.items():
        if word not in _DIRECTIONS:
            what = f"a way has no `{word}`"
            cast.findings.unknown("bad-path", value.keys[word], what, word, _DIRECTIONS)
        elif (found := number(entry, attribute, cast)) is not None and cell.key:
            to = cell if word == "there" else Cell(attribute, cell.key, cell.owner)
            made[to] = found, at
    if "there" not in value.data:
        what, fix = "this way leads nowhere", "for example `{there: 4 minutes, back: 6 minutes}`."
        cast.findings.wrong("bad-path", at, what, fix=fix)
    elif cell.key:
        made.setdefault(Cell(attribute, cell.key, cell.owner), (NO_WAY, at))
    return made


def number(value: Value, attribute: Attribute, cast: Cast) -> float | None:
    """Return a value as the engine keeps it, or None after noting what is wrong."""
    kind, given = attribute.type, value.data
    plain = isinstance(given, int | float) and not isinstance(given, bool)
    found: float | None = None
    match kind.tag:
        case "ref" if isinstance(given, str):
            index = cast.member(given, value.where, kind.of)
            return None if index is None else float(index)
        case "choice" if isinstance(given, str):
            return _choice(given, value.where, kind, cast)
        case "number" if plain and isinstance(given, int | float):
            return _in_range(float(given), value.where, attribute, cast)
        case "bool" if isinstance(given, bool):
            found = float(given)
        case "int" if plain and isinstance(given, int):
            found = float(given)
        case "span" if isinstance(given, str):
            found = times.span(given)
        case "moment" if isinstance(given, str):
            found = times.moment(given, cast.day)
    if found is None:
        _unfit(value, attribute, cast)
    elif attribute.full == PATH and not found:
        what, fix = "a way takes some time", "for example `1 second`."
        cast.findings.wrong("bad-path", value.where, what, fix=fix)
        return None
    return found


def both_ways(given: Given, cast: Cast) -> Given:
    """Return the values with every way between places in the other direction too.

    What one entry says of both directions stands at one place.
    """
    made = dict(given)
    for cell, (seconds, at) in given.items():
        if cell.attribute.full != PATH:
            continue
        back = Cell(cell.attribute, cell.key, cell.owner)
        if back not in given:
            made[back] = seconds, at
        elif given[back][0] != seconds and at > given[back][1]:
            what = "this way takes another time in the other direction"
            why = "a way is given once, and holds both ways."
            fix = "leave one out, or write `{there: 4 minutes, back: 6 minutes}` in the other."
            also = ((given[back][1], "the other direction stands here"),)
            cast.findings.wrong("bad-path", at, what, "another time", why, fix, also)
    return made


def _others(
    value: Value, at: Span, attribute: Attribute, owner: int, cast: Cast, made: Given
) -> None:
    if attribute.full == PATH:
        what, fix = "a way is given place by place", "name the neighbouring places."
        cast.findings.wrong("bad-path", at, what, fix=fix)
        return
    found = number(value, attribute, cast)
    if found is None:
        return
    for key in range(1, cast.counts[attribute.key] + 1):
        if key != owner or attribute.key != attribute.kind:
            made.setdefault(Cell(attribute, owner, key), (found, at))


def _choice(word: str, at: Span, kind: Type, cast: Cast) -> float | None:
    words = cast.laws.choices[kind.of]
    if word in words:
        return float(words.index(word))
    what = f"`{word}` is no {kind.of}"
    cast.findings.unknown("unknown-choice", at, what, word, words, "not one of them")
    return None


def _in_range(given: float, at: Span, attribute: Attribute, cast: Cast) -> float | None:
    low, high = attribute.type.low, attribute.type.high
    if low <= given <= high:
        return given
    side = f"above {high:g}" if given > high else f"below {low:g}"
    wanted = f"of {low:g} or more" if high == times.NEVER else f"from {low:g} to {high:g}"
    fix = f"give a number {wanted}."
    what = f"`{attribute.word}` is {given:g}, {side}"
    also = ((attribute.at, "its type sets the range"),)
    cast.findings.wrong("out-of-range", at, what, side, fix=fix, also=also)
    return None


def _unfit(value: Value, attribute: Attribute, cast: Cast) -> None:
    """Note that a value is not of the attribute's type, and how it should be written."""
    timed = attribute.type.tag in ("span", "moment")
    bare = isinstance(value.data, int | float) and not isinstance(value.data, bool)
    code = "unit-mismatch" if timed and bare else "wrong-type"
    what = f"this is {_seen(value)}, where {_wanted(attribute.type)} is needed"
    ours = attribute.at.path == "moshimo"
    also = () if ours else ((attribute.at, f"`{attribute.word}` is declared here"),)
    fix = _mended(value, attribute.type, cast.laws.choices)
    if attribute.type.tag == "ref":
        none = cast.laws.kinds[attribute.type.of].none
        fix = f"write the id of {a(attribute.type.of)}, or `{none}`."
    cast.findings.wrong(code, value.where, what, fix=fix, also=also)


def _mended(value: Value, kind: Type, choices: Mapping[str, tuple[str, ...]]) -> str:
    given = value.data
    bare = given if isinstance(given, int | float) and not isinstance(given, bool) else None
    match kind.tag:
        case "bool":
            meant = _YES_NO.get(str(given).lower())
            if bare in (0, 1):
                meant = "true" if bare else "false"
            return f"write `{meant}`." if meant else "write `true` or `false`."
        case "int":
            return "write a whole number in digits."
        case "number":
            return "write it in digits, for example `0.5`."
        case "span":
            return f"write `{5 if bare is None else bare} minutes`, or another unit."
        case "moment":
            return 'write `day 2 12:00`, `"12:00"` for one on day 1, or `never`.'
        case "choice":
            return f"one of: {', '.join(choices[kind.of])}."
    return "leave it out; deeds come about while the world runs."


def _wanted(kind: Type) -> str:
    plain = {
        "bool": "`true` or `false`",
        "int": "a whole number",
        "number": "a number",
        "span": "a span of time",
        "moment": "a moment",
        "deed": "a deed",
    }
    return plain.get(kind.tag) or a(kind.of)


def _seen(value: Value) -> str:
    match value.data:
        case bool(given):
            return f"`{'true' if given else 'false'}`"
        case None:
            return "nothing"
        case list():
            return "a list"
        case dict():
            return "names with values"
        case str(given) if len(given) > 40:
            return "a long text"
    return f"`{value.data}`"
