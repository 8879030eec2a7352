"""What differs, in a scenario as in a fork: values, what minds believe, who knows a secret."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from moshimo.world.people.cast import Address, Cast, Cell
from moshimo.world.people.values import Given, both_ways, cells, number, toward
from moshimo.world.text.yaml_text import Value
from moshimo.world.world import Belief, Secret

UNKNOWN = -1.0
EVERYBODY = "everybody"


Differences: TypeAlias = tuple[
    dict[tuple[str, int, int], float], tuple[Belief, ...], tuple[Secret, ...]
]


def differences(
    given: Mapping[str, Value], starts: float, cast: Cast, *, open_: bool = False
) -> Differences:
    """Return the values, beliefs and secrets that a file gives, noting what is wrong in them.

    With `open_` it may also be said of a secret that `everybody` knows.
    """
    return (
        from_start(starts, _change(given.get("change"), cast)),
        tuple(sorted(_minds(given.get("minds"), starts, cast), key=_belief_order)),
        tuple(sorted(_secrets(given.get("secret"), cast, open_), key=_secret_order)),
    )


def from_start(starts: float, given: Given) -> dict[tuple[str, int, int], float]:
    """Return the values under names, every moment counted from the start."""
    return {
        (cell.attribute.full, cell.owner, cell.key): _counted(found, cell, starts)
        for cell, (found, _) in given.items()
    }


def _counted(found: float, cell: Cell, starts: float) -> float:
    return found - starts if cell.attribute.type.tag == "moment" else found


def _change(value: Value | None, cast: Cast) -> Given:
    made: Given = {}
    for address, entry in _addressed(value, "`change`", "change: {bo.place: mill}", cast):
        if address.is_whole:
            made |= toward(entry, address.cell, address.at, cast)
        else:
            made |= cells(entry, address.attribute, address.owner, cast)
    return both_ways(made, cast)


def _addressed(
    value: Value | None, what: str, example: str, cast: Cast
) -> Iterator[tuple[Address, Value]]:
    """Yield what the keys of a mapping name, with what is given for it."""
    for text, entry, at in cast.findings.entries(value, what, example):
        address = cast.address(text, at)
        if address is not None:
            yield address, entry


def _one(address: Address, cast: Cast) -> bool:
    """Whether a mind can hold one value there of its own; else note why not."""
    attribute = address.attribute
    if not address.is_whole:
        what = f"`{attribute.word}` is one value toward each {attribute.key}"
        fix = f"say toward whom: `.{attribute.word}[ID]`."
        cast.findings.wrong("wrong-type", address.at, what, fix=fix)
    elif attribute.who == "shown":
        what = f"`{attribute.full}` is only ever seen, and nobody remembers it"
        also = ((attribute.at, "it is declared `shown` here"),)
        cast.findings.wrong("not-believed", address.at, what, also=also)
    else:
        return True
    return False


# who believes what ----------------------------------------------------------------------------


def _minds(value: Value | None, starts: float, cast: Cast) -> Iterator[Belief]:
    example = "minds: {bo: {ana.place: mill}}"
    for word, section, at in cast.findings.entries(value, "`minds`", example):
        mind = cast.somebody(word, at, "Character")
        what, example = f"`{word}`", f"{word}: {{ana.place: mill}}"
        for address, entry in _addressed(section, what, example, cast):
            if mind and _one(address, cast) and _can_err(mind, address, cast):
                belief = _belief(mind, address.cell, entry, starts, cast)
                if belief:
                    yield belief


def _can_err(mind: int, address: Address, cast: Cast) -> bool:
    """Whether a mind has a picture of this that can be wrong; else note why not."""
    attribute = address.attribute
    if attribute.kind != "Character" or address.owner != mind or attribute.who == "known":
        return True
    what = f"nobody is mistaken about their own `{attribute.word}`"
    why = "one's own private and visible attributes are read in truth."
    cast.findings.wrong("not-believed", address.at, what, "", why, "set it under `change`.")
    return False


def _belief(mind: int, cell: Cell, entry: Value, starts: float, cast: Cast) -> Belief | None:
    place = cell.attribute, cell.owner, cell.key
    if entry.data == "unknown":
        if cell.attribute.type.tag == "ref":
            return Belief(mind, *place, UNKNOWN, unknown=True)
        cast.findings.wrong(
            "wrong-type", entry.where, "only a reference to a member can be unknown"
        )
        return None
    found = number(entry, cell.attribute, cast)
    if found is None:
        return None
    return Belief(mind, *place, _counted(found, cell, starts), unknown=False)


def _belief_order(belief: Belief) -> tuple[int, str, int, int]:
    return belief.mind, belief.attribute.full, belief.owner, belief.key


# who knows what -------------------------------------------------------------------------------


def _secrets(value: Value | None, cast: Cast, open_: bool) -> Iterator[Secret]:
    for address, entry in _addressed(value, "`secret`", "secret: {bo.vessel: [ana]}", cast):
        if open_ and entry.data == EVERYBODY:
            knowers = set(range(1, cast.counts["Character"] + 1))
        else:
            example = f"[ana, bo]`, or `{EVERYBODY}" if open_ else "[ana, bo]"
            knowers = set(_knowers(cast.findings.listing(entry, "a secret", example), cast))
        if _one(address, cast):
            cell = address.cell
            yield Secret(cell.attribute, cell.owner, cell.key, tuple(sorted(knowers)))


def _knowers(values: Iterable[Value], cast: Cast) -> Iterator[int]:
    for value in values:
        word = cast.findings.plain(value, "an id")
        if word and (found := cast.somebody(word, value.where, "Character")):
            yield found


def _secret_order(secret: Secret) -> tuple[str, int, int]:
    return secret.attribute.full, secret.owner, secret.key
