"""The last words: where the one the story was about is by then."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.choose import Beat, main_people
from moshimo.story.prose import Teller
from moshimo.story.refer import Agree, Ref, voice
from moshimo.story.scenes import Scene
from moshimo.story.sentences import finished
from moshimo.story.tongue import member_of

FAR = 0.1  # the least share in the story of somebody whose absence at its end is told


def closing(told: Sequence[Scene], found: Sequence[Beat], teller: Teller) -> list[str]:
    """One sentence on the chief person who is not in the last scene; nothing if there is none."""
    last = told[-1]
    shares = main_people([beat for scene in told for beat in scene.beats], teller.tongue)
    whole = sum(shares.values())
    if not whole:
        return []
    at_the_end = last.doers | frozenset(last.present)
    absent = [person for person in sorted(shares) if person not in at_the_end]
    key = max(absent, key=lambda person: shares[person], default="")
    place = ""
    for beat in found:
        if key in beat.doers and beat.end <= last.end and beat.place:
            place = beat.place
    if not key or shares[key] < FAR * whole or place in ("", last.place):
        return []
    where = member_of(teller.tongue, place)
    parts = (Ref((key,), "subject", named=True), ", by then, ", Agree("was", "were"))
    text, _ = voice((*parts, f" {where.at} ", Ref((place,))), teller.attention, teller.tongue)
    return [finished(text)]
