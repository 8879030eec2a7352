"""Beats of a journal gathered: the same done by several, to several, to each other, or again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import log2

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Manner, Member, Tongue, is_person, is_routine, member_of
from moshimo.story.selection.message import Beat

TOGETHER = 900.0  # seconds between the same deed of two people that are told as one
MANY = 4  # people who do the same at one place: a crowd's doing, told as one
OF_A_CROWD = 3600.0  # seconds in which it is theirs


def gathered(told: Sequence[Beat], tongue: Tongue) -> list[Beat]:
    """Beats of a journal in order, the same done at one place by several, or again, made one.

    It stands where the last of them stood, unless something between follows from the first ones.
    """
    found: list[Beat] = []
    apart = _answers(told, tongue)
    for beat in _crowds(told, apart, tongue):
        place = None if beat.deed.id in apart else _companion(found, beat, tongue)
        if place is None:
            found.append(beat)
            continue
        both = both_as_one(found[place], beat, tongue)
        assert both is not None
        if _leads_on(found, place):
            found[place] = both
        else:
            del found[place]
            found.append(both)
    return found


def _answers(told: Sequence[Beat], tongue: Tongue) -> frozenset[str]:
    """The ids of what people do about words of a letter that were read out to them."""
    read: dict[str, set[str]] = {}
    for beat in told:
        manner = tongue.manners.get(beat.deed.rule)
        if manner is not None and manner.letter is not None and manner.speech:
            read[beat.deed.id] = {*beat.deed.roles.values()} - {*beat.doers}
    return frozenset(
        beat.deed.id
        for beat in told
        if any(read.get(cause, set()) & {*beat.doers} for cause in beat.deed.causes)
    )


def _crowds(told: Sequence[Beat], apart: Collection[str], tongue: Tongue) -> list[Beat]:
    """The beats, what many did at one place told where half of them had done it.

    Whoever does it there once more is not told to.
    """
    runs: dict[tuple[str, ...], list[list[Beat]]] = {}
    for beat in told:
        key = () if beat.deed.id in apart else _of_a_crowd(beat, tongue)
        if key:
            one = runs.setdefault(key, [])
            if not one or beat.begin - one[-1][0].begin > OF_A_CROWD:
                one.append([])
            one[-1].append(beat)
    made: dict[str, Beat | None] = {}
    for run in (run for those in runs.values() for run in those):
        first = {beat.doers[0]: beat for beat in reversed(run)}
        if len(first) >= MANY:
            made.update((beat.deed.id, None) for beat in run)
            ranked = sorted(first.values(), key=lambda beat: -beat.worth)
            middle = run[len(run) // 2]
            made[middle.deed.id] = replace(
                middle,
                deeds=tuple(beat.deed for beat in ranked),
                doers=tuple(beat.doers[0] for beat in ranked),
                worth=sum(beat.worth for beat in ranked) + log2(len(ranked)),
                amid=middle.begin,
            )
    kept = (made.get(beat.deed.id, beat) for beat in told)
    return [beat for beat in kept if beat is not None]


def _of_a_crowd(beat: Beat, tongue: Tongue) -> tuple[str, ...]:
    """What all have in common who do something so; () for what is told of each apart."""
    manner = tongue.manners.get(beat.deed.rule)
    if manner is None or manner.letter or beat.shape != "act" or beat.deed.result != "done":
        return ()
    if len(beat.doers) != 1 or len(beat.deeds) != 1 or not is_person(_doer(beat, tongue)):
        return ()
    if manner.ways and not for_several(manner):
        return ()
    others = [key for key in beat.deed.roles.values() if key != beat.doers[0]]
    return (beat.deed.rule, beat.place, *others)


def _doer(beat: Beat, tongue: Tongue) -> Member:
    return member_of(tongue, beat.doers[0])


def _companion(found: Sequence[Beat], beat: Beat, tongue: Tongue) -> int | None:
    """Place of the beat that another is told with."""
    for place in range(len(found) - 1, -1, -1):
        other = found[place]
        if beat.begin - other.end > 2 * TOGETHER:
            return None
        if other.deed.rule != beat.deed.rule and beat.shape != "journey":
            continue
        near = other.place == beat.place and beat.begin - other.end <= TOGETHER
        if near and both_as_one(other, beat, tongue) is not None:
            stays = _leads_on(found, place)
            return None if stays and _blocked(found[place + 1 :], beat) else place
    return None


def _leads_on(found: Sequence[Beat], place: int) -> bool:
    """Whether something told behind a beat follows from it, or its doers do something there."""
    ids = {deed.id for deed in found[place].deeds}
    return any(
        ids.intersection(_causes(other)) or set(other.doers) & set(found[place].doers)
        for other in found[place + 1 :]
    )


def _blocked(between: Sequence[Beat], beat: Beat) -> bool:
    """Whether a beat can't be told before others: it follows from them, or is on their doers."""
    ids = {deed.id for other in between for deed in other.deeds}
    people = {key for deed in beat.deeds for key in deed.roles.values()}
    others = {doer for other in between for doer in other.doers}
    return bool(ids.intersection(_causes(beat)) or people & others)


def _causes(beat: Beat) -> set[str]:
    return {cause for deed in beat.deeds for cause in deed.causes}


def both_as_one(one: Beat, other: Beat, tongue: Tongue) -> Beat | None:
    """Two beats as one, if they are the same but for one role, or for nothing."""
    if one.shape != other.shape or one.shape not in ("act", "journey") or one.news or other.news:
        return None
    if one.shape == "journey":
        return _both_ways(one, other)
    manner = tongue.manners.get(one.deed.rule)
    if manner and (manner.letter or (manner.ways and not for_several(manner))):
        return None
    if not (manner and manner.speech) and _to_each_other(one, other):
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
    if (
        one.mutual
        or first.rule != second.rule
        or first.result != second.result
        or second.result != "done"
    ):
        return None
    differing = [
        role
        for role, key in second.roles.items()
        if {deed.roles.get(role, "") for deed in one.deeds} != {key}
    ]
    if not differing:
        alone = sum(is_person(member_of(tongue, key)) for key in second.roles.values()) < 2
        times = one.times if alone else one.times + 1
        return replace(one, deeds=(*one.deeds, second), times=times)
    if len(differing) > 1 or one.times > 1 or _outcomes(first) != _outcomes(second):
        return None
    role = differing[0]
    already = [r for r in first.roles if len({deed.roles.get(r, "") for deed in one.deeds}) > 1]
    if already not in ([], [role]):
        return None
    if second.roles[role] in {deed.roles[role] for deed in one.deeds}:
        return None
    routine = manner is not None and (is_routine(manner) or _own_affair(first, manner, tongue))
    return replace(
        one,
        deeds=(*one.deeds, *other.deeds),
        doers=tuple(dict.fromkeys((*one.doers, *other.doers))),
        worth=max(one.worth, other.worth) if routine else one.worth + other.worth,
    )


def for_several(manner: Manner) -> bool:
    """Whether its author has words for several who do it together: else each does it apart."""
    return any(test.word == "together" and test.wanted for way in manner.ways for test in way.tests)


def _to_each_other(one: Beat, other: Beat) -> bool:
    """Whether two did the same to each other."""
    first, second = one.deed, other.deed
    people = tuple(first.roles.values())
    if first.rule != second.rule or first.result != second.result or second.result != "done":
        return False
    if len(people) != 2 or not all(people) or len(set(people)) != 2 or not other.doers:
        return False
    turned = tuple(second.roles.values()) == people[::-1]
    same = tuple(second.roles.values()) == people
    return (one.mutual and same) or (turned and (one.mutual or len(one.doers) == 1))


def _both_ways(one: Beat, other: Beat) -> Beat | None:
    """Comings with comings; goings with goings."""
    if (one.times == 0) != (other.times == 0) or set(one.doers) & set(other.doers):
        return None
    if other.begin - one.end > TOGETHER:
        return None
    doers = (*one.doers, *other.doers)
    return replace(one, deeds=(*one.deeds, *other.deeds), doers=doers, via=())


def _own_affair(deed: Deed, manner: Manner, tongue: Tongue) -> bool:
    """Whether it means nothing and is done to nobody, as eating: many that do so are no more."""
    people = sum(is_person(member_of(tongue, key)) for key in deed.roles.values())
    return not manner.meanings and people < 2


def _outcomes(deed: Deed) -> dict[str, float | str]:
    """The outcomes that have a name."""
    return {name: value for name, value in deed.outcomes.items() if not name.startswith("_")}
