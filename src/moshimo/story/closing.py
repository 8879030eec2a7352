"""The last words: where the one the story was about is by then."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.choose import Beat
from moshimo.story.drafts import Teller
from moshimo.story.prose import as_sentence
from moshimo.story.refer import Agree, Ref, voiced
from moshimo.story.scenes import Scene
from moshimo.story.story import Sentence
from moshimo.story.tongue import DAY, Tongue, is_person, member_of

LONG_AGO = 2 * 3600.0  # since somebody was told of, on a day of 24 hours


def closing(told: Sequence[Scene], found: Sequence[Beat], teller: Teller) -> list[Sentence]:
    """One sentence on whoever suffered most, if nothing has been told of them for long."""
    last = told[-1]
    beats = [beat for scene in told for beat in scene.beats]
    key = _suffered_most(beats, teller.tongue)
    if not key or key in last.doers or key in last.present:
        return []
    done = max((beat.end for beat in beats if key in beat.doers), default=last.end)
    place = ""
    deeds: tuple[str, ...] = ()
    for beat in found:
        if key in beat.doers and beat.end <= last.end and beat.place:
            place, deeds = beat.place, tuple(deed.id for deed in beat.deeds)
    if place in ("", last.place) or last.end - done < LONG_AGO * teller.tongue.calendar.day / DAY:
        return []
    where = member_of(teller.tongue, place)
    parts = (Ref((key,), "subject", named=True), ", by then, ", Agree("was", "were"))
    made = voiced((*parts, f" {where.at} ", Ref((place,))), teller.attention, teller.tongue)
    return [as_sentence(made, deeds)]


def _suffered_most(told: Sequence[Beat], tongue: Tongue) -> str:
    """To whom most that was told was done."""
    shares: dict[str, float] = {}
    for beat in told:
        for key in sorted({key for deed in beat.deeds for key in deed.roles.values() if key}):
            if key not in beat.doers and is_person(member_of(tongue, key)):
                shares[key] = shares.get(key, 0.0) + beat.worth
    return max(sorted(shares), key=lambda key: shares[key], default="")
