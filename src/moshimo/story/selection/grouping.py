"""Grouping: the same done by several, to several, to each other, or again is one message."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import log2

from moshimo.engine.journal import Deed
from moshimo.story.grammar.clause import Slot, read
from moshimo.story.lexicon.lexicon import (
    Lexicon,
    Manner,
    is_routine,
    manner_of,
    member_of,
)
from moshimo.story.selection.message import Message

TOGETHER = 900.0  # seconds between deeds of two people that are told as one
MANY = 4  # so many people who do the same at one place are a crowd
OF_A_CROWD = 3600.0  # seconds within which a crowd acts


def gathered(told: Sequence[Message], lexicon: Lexicon) -> list[Message]:
    """Join messages of the same deed at one place by several people, or again.

    The result takes the place of the last of them, unless a message between follows from the first.
    """
    found: list[Message] = []
    apart = _answers(told, lexicon)
    own = {message.deed.id for message in told if _is_own(message, lexicon)}
    for message in _crowds(told, apart | own, lexicon):
        place = None if message.deed.id in apart else _companion(found, message, lexicon)
        if place is not None and _is_own(found[place], lexicon) != _is_own(message, lexicon):
            place = None
        if place is None:
            found.append(message)
            continue
        both = both_as_one(found[place], message, lexicon)
        assert both is not None
        if _leads_on(found, place):
            found[place] = both
        else:
            del found[place]
            found.append(both)
    return found


def _is_own(message: Message, lexicon: Lexicon) -> bool:
    """Whether the person of the perspective does it."""
    return lexicon.eyes != "" and lexicon.eyes in message.doers


def _answers(told: Sequence[Message], lexicon: Lexicon) -> frozenset[str]:
    """Return the ids of deeds that answer a letter which was read to their doers."""
    read: dict[str, set[str]] = {}
    for message in told:
        if manner_of(lexicon, message.deed).read_aloud:
            read[message.deed.id] = {*message.deed.roles.values()} - {*message.doers}
    answers = (m for m in told if any(read.get(c, set()) & {*m.doers} for c in m.deed.causes))
    return frozenset(message.deed.id for message in answers)


def _crowds(told: Sequence[Message], apart: Collection[str], lexicon: Lexicon) -> list[Message]:
    """Join what many did at one place; it is told when half of them had done it.

    A second time by the same person is dropped.
    """
    runs: dict[tuple[str, ...], list[list[Message]]] = {}
    for message in told:
        key = () if message.deed.id in apart else _of_a_crowd(message, lexicon)
        if key:
            one = runs.setdefault(key, [])
            if not one or message.begin - one[-1][0].begin > OF_A_CROWD:
                one.append([])
            one[-1].append(message)
    made: dict[str, Message | None] = {}
    for run in (run for those in runs.values() for run in those):
        first = {message.doers[0]: message for message in reversed(run)}
        if len(first) >= MANY:
            made.update((message.deed.id, None) for message in run)
            ranked = sorted(first.values(), key=lambda message: -message.worth)
            middle = run[len(run) // 2]
            made[middle.deed.id] = replace(
                middle,
                deeds=tuple(message.deed for message in ranked),
                doers=tuple(message.doers[0] for message in ranked),
                worth=sum(message.worth for message in ranked) + log2(len(ranked)),
                amid=middle.begin,
            )
    kept = (made.get(message.deed.id, message) for message in told)
    return [message for message in kept if message is not None]


def _of_a_crowd(message: Message, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what the same deed by others has in common with a message; () if told apart."""
    manner = manner_of(lexicon, message.deed)
    if manner.letter or message.shape != "act" or message.deed.result != "done":
        return ()
    if not len(message.doers) == len(message.deeds) == 1:
        return ()
    if not member_of(lexicon, message.doers[0]).is_person:
        return ()
    if manner.ways and not for_several(manner):
        return ()
    others = [key for key in message.deed.roles.values() if key != message.doers[0]]
    return (message.deed.rule, message.place, *others)


def _companion(found: Sequence[Message], message: Message, lexicon: Lexicon) -> int | None:
    """Return the place of the message with which another is told."""
    begin, rule, goes = message.begin, message.deed.rule, message.shape == "journey"
    for place in range(len(found) - 1, -1, -1):
        other = found[place]
        since = begin - other.end
        if since > 2 * TOGETHER:
            return None
        if not goes and other.deed.rule != rule:
            continue
        near = other.place == message.place and since <= TOGETHER
        if near and both_as_one(other, message, lexicon) is not None:
            stays = _leads_on(found, place)
            return None if stays and _blocked(found[place + 1 :], message) else place
    return None


def _leads_on(found: Sequence[Message], place: int) -> bool:
    """Whether a later message follows from it, or its doers act there."""
    ids = {*found[place].ids}
    return any(
        ids.intersection(_causes(other)) or set(other.doers) & set(found[place].doers)
        for other in found[place + 1 :]
    )


def _blocked(between: Sequence[Message], message: Message) -> bool:
    """Whether a message must follow others: it follows from them, or is done to their doers."""
    ids = {key for other in between for key in other.ids}
    people = {key for deed in message.deeds for key in deed.roles.values()}
    others = {doer for other in between for doer in other.doers}
    return bool(ids.intersection(_causes(message)) or people & others)


def _causes(message: Message) -> set[str]:
    return {cause for deed in message.deeds for cause in deed.causes}


def both_as_one(one: Message, other: Message, lexicon: Lexicon) -> Message | None:
    """Return two messages as one if they differ in at most one role, else None."""
    if one.shape != other.shape or one.shape not in ("act", "journey") or one.news or other.news:
        return None
    if one.shape == "journey":
        return _both_ways(one, other)
    manner = manner_of(lexicon, one.deed)
    if manner.letter or (manner.ways and not for_several(manner)):
        return None
    if not manner.speech and _to_each_other(one, other) and _has_each_other(one, lexicon):
        doers = one.doers if one.mutual else (*one.doers, *other.doers)
        return replace(
            one,
            deeds=(*one.deeds, *other.deeds),
            doers=doers,
            worth=one.worth + other.worth,
            times=one.times + other.times,
            mutual=True,
        )
    first, second = one.deed, other.deed
    if one.mutual or first.rule != second.rule or not first.result == second.result == "done":
        return None
    differing = [
        role
        for role, key in second.roles.items()
        if {deed.roles.get(role, "") for deed in one.deeds} != {key}
    ]
    if not differing:
        alone = sum(member_of(lexicon, key).is_person for key in second.roles.values()) < 2
        times = one.times if alone else one.times + 1
        return replace(one, deeds=(*one.deeds, second), times=times)
    if len(differing) > 1 or one.times > 1 or _outcomes(first) != _outcomes(second):
        return None
    role = differing[0]
    if role in manner.claimed:
        return None
    already = [r for r in first.roles if len({deed.roles.get(r, "") for deed in one.deeds}) > 1]
    if already not in ([], [role]):
        return None
    if second.roles[role] in {deed.roles[role] for deed in one.deeds}:
        return None
    routine = is_routine(manner) or _own_affair(first, manner, lexicon)
    return replace(
        one,
        deeds=(*one.deeds, *other.deeds),
        doers=tuple(dict.fromkeys((*one.doers, *other.doers))),
        worth=max(one.worth, other.worth) if routine else one.worth + other.worth,
    )


def for_several(manner: Manner) -> bool:
    """Whether its author has a text for several who do it together."""
    return any(test.word == "together" and test.wanted for way in manner.ways for test in way.tests)


def _to_each_other(one: Message, other: Message) -> bool:
    """Whether two did the same to each other."""
    first, second = one.deed, other.deed
    people = tuple(first.roles.values())
    if first.rule != second.rule or not first.result == second.result == "done":
        return False
    if len(people) != 2 or not all(people) or len(set(people)) != 2 or not other.doers:
        return False
    turned = tuple(second.roles.values()) == people[::-1]
    same = tuple(second.roles.values()) == people
    return (one.mutual and same) or (turned and (one.mutual or len(one.doers) == 1))


def _has_each_other(message: Message, lexicon: Lexicon) -> bool:
    """Whether "each other" can stand in the clause: the second is no subject there."""
    clause = read(manner_of(lexicon, message.deed).template, lexicon.verbs)
    slots = (piece for piece in clause.pieces if isinstance(piece, Slot)) if clause else ()
    first = next(iter(message.deed.roles))
    return not any(slot.role != first and slot.case == "subject" for slot in slots)


def _both_ways(one: Message, other: Message) -> Message | None:
    """Join two arrivals, or two departures."""
    if (one.times == 0) != (other.times == 0) or set(one.doers) & set(other.doers):
        return None
    if other.begin - one.end > TOGETHER:
        return None
    doers = (*one.doers, *other.doers)
    return replace(one, deeds=(*one.deeds, *other.deeds), doers=doers, via=())


def _own_affair(deed: Deed, manner: Manner, lexicon: Lexicon) -> bool:
    """Whether a deed has no meaning and involves nobody else, as eating."""
    people = sum(member_of(lexicon, key).is_person for key in deed.roles.values())
    return not manner.meanings and people < 2


def _outcomes(deed: Deed) -> dict[str, float | str]:
    """Return the named outcomes."""
    return {name: value for name, value in deed.outcomes.items() if not name.startswith("_")}
