"""Beats of a scene joined: the same done by several, to several, again; one doer's run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.choose import WEIGHTY, Beat
from moshimo.story.phrase import has_and, starts_with_doer
from moshimo.story.tongue import Tongue

TOGETHER = 900.0  # seconds between the same deed of two people that are told as one
RUN = 3  # deeds of one doer in one sentence, at most
RUN_WORDS = 26  # and words, counted in the templates


def joined(told: Sequence[Beat], tongue: Tongue) -> list[Beat]:
    """The beats of a scene, those alike made one where the first of them stands."""
    found: list[Beat] = []
    for beat in told:
        for place in range(len(found) - 1, -1, -1):
            both = _both(found[place], beat, tongue)
            if both is not None:
                found[place] = both
                break
            if beat.begin - found[place].end > TOGETHER or not _may_pass(found[place], beat):
                found.append(beat)
                break
        else:
            found.append(beat)
    return _fewer_first(found)


def _fewer_first(found: list[Beat]) -> list[Beat]:
    """Of two sides at the same time, such as votes, the smaller one first."""
    for place in range(len(found) - 1):
        one, other = found[place : place + 2]
        sides = 1 < len(other.doers) < len(one.doers) and one.shape == other.shape == "act"
        if sides and other.begin < one.end and not set(one.doers) & set(other.doers):
            found[place : place + 2] = [other, one]
    return found


def runs(told: Sequence[Beat], tongue: Tongue) -> list[tuple[Beat, ...]]:
    """Beats in order, following acts of the same doers put side by side for one sentence."""
    found: list[tuple[Beat, ...]] = []
    for beat in told:
        if found and _follows_on(found[-1], beat, tongue):
            found[-1] = (*found[-1], beat)
        else:
            found.append((beat,))
    return found


def _both(one: Beat, other: Beat, tongue: Tongue) -> Beat | None:
    """Two beats as one, if they are the same but for one role, or for nothing."""
    if one.shape != other.shape or one.shape not in ("act", "journey"):
        return None
    if one.shape == "journey":
        return _both_ways(one, other)
    if _to_each_other(one, other):
        doers = one.doers if one.mutual else (*one.doers, *other.doers)
        times = one.times + other.times
        return replace(one, deeds=(*one.deeds, *other.deeds), doers=doers, times=times, mutual=True)
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
        return replace(one, deeds=(*one.deeds, second), times=one.times + 1)
    if len(differing) > 1 or one.times > 1 or first.outcomes != second.outcomes:
        return None
    role = differing[0]
    already = [r for r in first.roles if len({deed.roles.get(r, "") for deed in one.deeds}) > 1]
    if already not in ([], [role]):
        return None
    if second.roles[role] in {deed.roles[role] for deed in one.deeds}:
        return None
    return replace(
        one,
        deeds=(*one.deeds, *other.deeds),
        doers=tuple(dict.fromkeys((*one.doers, *other.doers))),
        worth=one.worth + other.worth,
    )


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


def _may_pass(earlier: Beat, beat: Beat) -> bool:
    """Whether a beat may be told before an earlier one: nothing hangs on the order."""
    if earlier.shape in ("sense", "journey") or earlier.worth >= 2 * WEIGHTY:
        return False
    if earlier.shape == "speech":
        return False
    ids = {deed.id for deed in earlier.deeds}
    return not any(cause in ids for deed in beat.deeds for cause in deed.causes)


def _follows_on(run: tuple[Beat, ...], beat: Beat, tongue: Tongue) -> bool:
    words = sum(_length(other, tongue) for other in (*run, beat))
    return (
        len(run) < RUN
        and words <= RUN_WORDS
        and all(other.shape == "act" and other.deed.result == "done" for other in (*run, beat))
        and bool(beat.doers)
        and run[0].doers == beat.doers
        and beat.begin - run[-1].end < 240
        and beat.deed.rule != run[-1].deed.rule
        and starts_with_doer(beat, tongue)
        and starts_with_doer(run[0], tongue)
        and not any(has_and(other, tongue) for other in (*run, beat))
    )


def _length(beat: Beat, tongue: Tongue) -> int:
    manner = tongue.manners.get(beat.deed.rule)
    return len(manner.template.split()) if manner else 4
