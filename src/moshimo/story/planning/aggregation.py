"""Beats of a scene in the order of telling: comings, two sides, one doer's run."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.lexicon.lexicon import Tongue
from moshimo.story.planning.clauses import has_and, starts_with_doer, template_of
from moshimo.story.selection.grouping import TOGETHER, both_as_one
from moshimo.story.selection.message import Beat

RUN = 3  # deeds of one doer in one sentence, at most
RUN_WORDS = 26  # and words, counted in the templates


def joined(told: Sequence[Beat], tongue: Tongue) -> list[Beat]:
    """The beats of a scene, comings joined, a coming put before what the comer then does."""
    found: list[Beat] = []
    for beat in told:
        both = both_as_one(found[-1], beat, tongue) if found and beat.shape == "journey" else None
        if both is not None:
            found[-1] = both
        else:
            found.append(beat)
    return _fewer_first(_next_to_answers(_comings_late(found)))


def _next_to_answers(found: list[Beat]) -> list[Beat]:
    """Put what was cut short right before what cut it short."""
    for place in range(len(found) - 1, -1, -1):
        for after in range(place + 1, len(found)):
            if cut_short(found[place], found[after]):
                found.insert(after - 1, found.pop(place))
                break
    return found


def _comings_late(found: list[Beat]) -> list[Beat]:
    """Put a coming right before the comer's first deed, if nobody else does anything with them."""
    for place in range(len(found) - 1, -1, -1):
        beat = found[place]
        if beat.shape != "journey" or beat.times or len(beat.doers) > 1:
            continue
        felt = found[place - 1] if place else beat
        if felt.shape == "sense" and felt.doers == beat.doers:
            found[place - 1 : place + 1] = [beat, felt]
            continue
        first = next(
            (n for n in range(place + 1, len(found)) if _with(found[n], beat.doers[0])), place + 1
        )
        if first > place + 1 and first < len(found) and beat.doers[0] in found[first].doers:
            found.insert(first - 1, found.pop(place))
    return found


def _with(beat: Beat, who: str) -> bool:
    return who in beat.doers or any(who in deed.roles.values() for deed in beat.deeds)


def _fewer_first(found: list[Beat]) -> list[Beat]:
    """Of two sides at the same time, such as votes, the smaller one first, next to each other."""
    for place in range(len(found)):
        for after in range(place + 1, min(place + 4, len(found))):
            one, other = found[place], found[after]
            between = {doer for beat in found[place + 1 : after] for doer in beat.doers}
            if not are_sides(one, other) or between.intersection(one.doers):
                continue
            found.insert(after - 1, found.pop(place))
            if len(other.doers) < len(one.doers):
                found[after - 1 : after + 1] = [other, one]
            break
    return found


def are_sides(one: Beat, other: Beat) -> bool:
    """Whether several did one thing while others did another to the same people."""
    return (
        one.shape == other.shape == "act"
        and one.deed.rule != other.deed.rule
        and one.times == other.times == 1
        and one.deed.result == other.deed.result == "done"
        and len(one.doers) + len(other.doers) > 2
        and not set(one.doers) & set(other.doers)
        and list(one.deed.roles.values())[1:] == list(other.deed.roles.values())[1:]
        and other.begin < one.end + TOGETHER / 9
        and one.begin < other.end + TOGETHER / 9
    )


def runs(told: Sequence[Beat], tongue: Tongue) -> list[tuple[Beat, ...]]:
    """Beats in order, following acts of the same doers put side by side for one sentence."""
    found: list[tuple[Beat, ...]] = []
    for beat in told:
        if found and _follows_on(found[-1], beat, tongue):
            found[-1] = (*found[-1], beat)
        else:
            found.append((beat,))
    return found


def _follows_on(run: tuple[Beat, ...], beat: Beat, tongue: Tongue) -> bool:
    if len(run) == 1 and are_sides(run[0], beat):
        return starts_with_doer(run[0], tongue) and starts_with_doer(beat, tongue)
    if beat.news or any(other.news for other in run):
        return False
    if run[-1].deed.result == "broken off":
        return cut_short(run[-1], beat) and starts_with_doer(beat, tongue)
    if _comes(run) and beat.shape == "speech":
        return False
    acts = (*run[1:], beat) if _comes(run) else (*run, beat)
    words = sum(_length(other, tongue) for other in acts)
    if len(acts) > 1 and any(_in_own_words(other, tongue) for other in acts):
        return False
    return (
        len(run) < RUN
        and words <= RUN_WORDS
        and all(other.shape == "act" and other.deed.result == "done" for other in acts)
        and bool(beat.doers)
        and run[0].doers == beat.doers
        and (beat.begin - run[-1].end < 240)
        and beat.deed.rule != run[-1].deed.rule
        and not any(other.again for other in acts)
        and all(starts_with_doer(other, tongue) for other in acts)
        and not any(has_and(other, tongue) for other in acts[:-1])
        and (not has_and(beat, tongue) or len(acts) == 1)
    )


def _in_own_words(beat: Beat, tongue: Tongue) -> bool:
    """Whether its author has a sentence or a letter for it, which nothing is to be joined to."""
    chosen = tongue.worded.get(beat.deed.id)
    return bool(chosen and (chosen.told or chosen.letter))


def cut_short(beat: Beat, answer: Beat) -> bool:
    """Whether one deed was broken off because of the other."""
    return (
        beat.deed.result == "broken off"
        and answer.deed.result == "done"
        and answer.shape == "act"
        and beat.deed.id in answer.deed.causes
    )


def _comes(run: tuple[Beat, ...]) -> bool:
    return run[0].shape == "journey" and run[0].times == 0


def _length(beat: Beat, tongue: Tongue) -> int:
    known = beat.deed.rule in tongue.manners
    return len(template_of(beat.deed, tongue).split()) if known else 4
