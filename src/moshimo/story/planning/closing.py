"""The last words: where the one the story was about is by then, and for how long alone."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.lexicon.lexicon import DAY, Tongue, is_person, member_of
from moshimo.story.lexicon.naming import count_word
from moshimo.story.lexicon.time_words import HOUR
from moshimo.story.planning.discourse import Teller
from moshimo.story.planning.scenes import Scene
from moshimo.story.planning.sentence_plan import Agree, Draft, Parts, Ref
from moshimo.story.selection.message import Beat, doer_of

LONG_AGO = 3 * HOUR  # since somebody was told of, or has spoken, on a day of 24 hours


def closing(told: Sequence[Scene], found: Sequence[Beat], teller: Teller) -> Draft | None:
    """One sentence on whoever suffered most, if they have long been out of sight and silent."""
    last, tongue = told[-1], teller.tongue
    beats = [beat for scene in told for beat in scene.beats]
    key = _suffered_most(beats, tongue)
    if not key or key in last.doers or key in last.present:
        return None
    done = max(beat.end for beat in beats if _is_in(key, beat))
    place = ""
    deeds: tuple[str, ...] = ()
    for beat in found:
        if key in beat.doers and beat.end <= last.end and beat.place:
            place, deeds = beat.place, tuple(deed.id for deed in beat.deeds)
    silent = last.end - _spoke(key, last.end, teller)
    long = LONG_AGO * tongue.calendar.day / DAY
    seen = {"", *(beat.place for scene in told[-2:] for beat in scene.beats)}
    if place in seen or min(silent, last.end - done) < long:
        return None
    return Draft(_silent(key, place, silent, tongue), deeds=deeds)


def _is_in(key: str, beat: Beat) -> bool:
    return key in beat.doers or any(key in deed.roles.values() for deed in beat.deeds)


def _silent(key: str, place: str, seconds: float, tongue: Tongue) -> Parts:
    where, hours = member_of(tongue, place), int(seconds // HOUR)
    since = f", and had not spoken to anybody for {count_word(hours)} hours"
    start: Parts = ("by then ", Ref((key,), "subject", named=True), " ", Agree("was", "were"))
    return (*start, f" {where.at} ", Ref((place,)), since)


def _spoke(key: str, until: float, teller: Teller) -> float:
    """When somebody last spoke, or was spoken to."""
    ends = [
        deed.end
        for deed in teller.known.values()
        if deed.end <= until
        and (manner := teller.tongue.manners.get(deed.rule)) is not None
        and (manner.speech or deed.said)
        and (doer_of(deed, teller.tongue) == key or key in deed.roles.values())
        and (key in deed.witnesses or doer_of(deed, teller.tongue) == key)
    ]
    return max(ends, default=0.0)


def _suffered_most(told: Sequence[Beat], tongue: Tongue) -> str:
    """To whom most that was told was done."""
    shares: dict[str, float] = {}
    for beat in told:
        for key in sorted({key for deed in beat.deeds for key in deed.roles.values() if key}):
            if key not in beat.doers and is_person(member_of(tongue, key)):
                shares[key] = shares.get(key, 0.0) + beat.worth
    return max(sorted(shares), key=lambda key: shares[key], default="")
