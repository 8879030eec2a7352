"""Which beats of a plot have to come before which.

A plot is a list, but not everything in it is said to come one after the other: what people do in
one scene may come in any order, and what happens elsewhere to others may come at any time. So the
beats are ordered as events of processes are (Lamport 1978, "Time, Clocks, and the Ordering of
Events in a Distributed System"): where they share somebody.
"""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.world.world import Beat, CheckedWorld


def come_before(beats: Sequence[Beat], world: CheckedWorld) -> tuple[tuple[int, ...], ...]:
    """Return for each beat those that must have come about before it, by their numbers.

    Beats of one scene (`scenes`) come in any order. Between scenes a beat comes after another
    that stands before it if both have somebody in common, or, where one names nobody, a place.
    """
    scene_of = [n for n, scene in enumerate(scenes(beats)) for _ in scene]
    people = [_members(beat, world, "Character") for beat in beats]
    places = [_members(beat, world, "Place") for beat in beats]
    made = []
    for i in range(len(beats)):
        before = [
            j
            for j in range(i)
            if scene_of[j] != scene_of[i]
            and (people[i] & people[j] or (not (people[i] and people[j]) and places[i] & places[j]))
        ]
        made.append(tuple(before))
    return tuple(made)


def scenes(beats: Sequence[Beat]) -> list[list[Beat]]:
    """Return the beats in their order, those in a row apart that are at one place.

    A beat without a place belongs to the scene before it.
    """
    made: list[list[Beat]] = []
    place = ""
    for beat in beats:
        if not made or (beat.place and place and beat.place != place):
            made.append([])
            place = ""
        made[-1].append(beat)
        place = place or beat.place
    return made


def _members(beat: Beat, world: CheckedWorld, kind: str) -> set[str]:
    """Return the ids of those of a kind whom a beat names."""
    words = {word for deed in beat.deeds for word in deed.roles if word is not None}
    words |= {beat.place} if beat.place else set()
    return {word for word in words if (found := world.find(word)) and found[0] == kind}
