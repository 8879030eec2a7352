"""A scenario file: when it starts and ends, what differs, who believes what, who knows what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from moshimo.lang.model import Ex
from moshimo.lang.question import question
from moshimo.world import times
from moshimo.world.cast import Address, Cast, Cell
from moshimo.world.findings import Findings
from moshimo.world.settings import starting
from moshimo.world.values import Given, both_ways, cells, number
from moshimo.world.world import Belief, Calendar, Scenario, Secret
from moshimo.world.yaml_text import Value

KEYS = ("scenario", "starts", "ends", "seed", "change", "minds", "secret")
IMPLICIT = "start"
UNKNOWN = -1.0
_ENDING = "ends: {at: day 2 12:00, when: happened(leave(bo))}"


@dataclass(frozen=True, slots=True)
class Start:
    """What scenarios differ from: the values that members' files give, and the usual hour."""

    given: Given
    starts: float
    calendar: Calendar


def implicit(title: str, start: Start) -> Scenario:
    """Return the scenario of a world that names none: the world as its members' files say."""
    values = _from(start.starts, start.given)
    return Scenario(IMPLICIT, title, start.starts, math.inf, None, values, (), ())


def scenario(word: str, value: Value, start: Start, cast: Cast) -> Scenario:
    """Return what a scenario file says, noting what is wrong in it."""
    findings = cast.findings
    given = findings.mapping(value, "a scenario", "scenario: The evening of the vote")
    findings.only(value, KEYS, "a scenario")
    starts = starting(given.get("starts"), start.starts, start.calendar, findings)
    ends_at, ends_when = _ends(given.get("ends"), starts, cast)
    changed = _change(given.get("change"), cast)
    return Scenario(
        word,
        findings.text(given, "scenario", word.replace("_", " ").capitalize()),
        starts,
        ends_at,
        ends_when,
        _from(starts, {**start.given, **changed}),
        tuple(sorted(_minds(given.get("minds"), starts, cast), key=_belief_order)),
        tuple(sorted(_secrets(given.get("secret"), cast), key=_secret_order)),
        _seed(given.get("seed"), cast.findings),
    )


def _seed(value: Value | None, findings: Findings) -> int:
    if value is None:
        return 1
    if type(value.data) is int and 0 <= value.data < 2**64:
        return value.data
    what, fix = "`seed` takes a whole number from 0 to 2^64 - 1", "for example `seed: 7`."
    findings.wrong("wrong-type", value.where, what, fix=fix)
    return 1


def _from(starts: float, given: Given) -> dict[tuple[str, int, int], float]:
    """Return the values under names, every moment counted from the start."""
    made = {}
    for cell, (found, _) in given.items():
        counted = _counted(found, cell, starts)
        made[cell.attribute.full, cell.owner, cell.key] = counted
    return made


def _counted(found: float, cell: Cell, starts: float) -> float:
    return found - starts if cell.attribute.type.tag == "moment" else found


# when it ends ---------------------------------------------------------------------------------


def _ends(value: Value | None, starts: float, cast: Cast) -> tuple[float, Ex | None]:
    if value is None:
        return math.inf, None
    given = cast.findings.mapping(value, "`ends`", _ENDING)
    cast.findings.only(value, ("at", "when"), "`ends`")
    at = _ends_at(given["at"], starts, cast) if "at" in given else math.inf
    when = _ends_when(given["when"], cast) if "when" in given else None
    return at, when


def _ends_at(value: Value, starts: float, cast: Cast) -> float:
    found = times.moment(value.data, cast.day) if isinstance(value.data, str) else None
    if found is None:
        fix = "for example `ends: {at: day 2 12:00}`."
        cast.findings.wrong("bad-time", value.where, "`at` takes a moment", fix=fix)
        return math.inf
    if found <= starts:
        what = "the scenario would end before it begins"
        fix = "say of which day: `day 2 12:00`."
        cast.findings.wrong("bad-time", value.where, what, fix=fix)
    return found - starts


def _ends_when(value: Value, cast: Cast) -> Ex | None:
    fix = "for example `when: happened(leave(bo))`."
    if not isinstance(value.data, str):
        cast.findings.wrong("wrong-type", value.where, "`when` takes a question", fix=fix)
        return None
    asked = question(value.data, value.where, cast.laws, cast.members, cast.findings.problems)
    if asked is not None and asked.type.tag != "bool":
        what = "this question does not come to yes or no"
        cast.findings.wrong("wrong-type", value.where, what, fix=fix)
        return None
    return asked


# what differs ---------------------------------------------------------------------------------


def _change(value: Value | None, cast: Cast) -> Given:
    made: Given = {}
    for address, entry in _addressed(value, "`change`", "change: {bo.place: mill}", cast):
        if not address.is_whole:
            made |= cells(entry, address.attribute, address.owner, cast)
            continue
        found = number(entry, address.attribute, cast)
        if found is not None:
            made[address.cell] = found, address.at
    return both_ways(made, cast)


def _addressed(
    value: Value | None, what: str, example: str, cast: Cast
) -> Iterator[tuple[Address, Value]]:
    """Yield what the keys of a mapping name, with what is given for it."""
    if value is not None:
        for text, entry in cast.findings.mapping(value, what, example).items():
            address = cast.address(text, (value.keys or {})[text])
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
    if value is None:
        return
    example = "minds: {bo: {ana.place: mill}}"
    for word, section in cast.findings.mapping(value, "`minds`", example).items():
        mind = cast.somebody(word, (value.keys or {})[word], "Character")
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
        what = "only a reference to a member can be unknown"
        cast.findings.wrong("wrong-type", entry.where, what)
        return None
    found = number(entry, cell.attribute, cast)
    if found is None:
        return None
    return Belief(mind, *place, _counted(found, cell, starts), unknown=False)


def _belief_order(belief: Belief) -> tuple[int, str, int, int]:
    return belief.mind, belief.attribute.full, belief.owner, belief.key


# who knows what -------------------------------------------------------------------------------


def _secrets(value: Value | None, cast: Cast) -> Iterator[Secret]:
    for address, entry in _addressed(value, "`secret`", "secret: {bo.vessel: [ana]}", cast):
        knowers = set(_knowers(cast.findings.listing(entry, "a secret", "[ana, bo]"), cast))
        if _one(address, cast):
            cell = address.cell
            yield Secret(cell.attribute, cell.owner, cell.key, tuple(sorted(knowers)))


def _knowers(values: Iterable[Value], cast: Cast) -> Iterator[int]:
    for value in values:
        word = cast.findings.plain(value, "an id")
        found = cast.somebody(word, value.where, "Character") if word else None
        if found:
            yield found


def _secret_order(secret: Secret) -> tuple[str, int, int]:
    return secret.attribute.full, secret.owner, secret.key
