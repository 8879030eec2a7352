"""Follows a plot: what becomes of each beat, and a universe that goes as the plot says."""

from __future__ import annotations

import math
from collections.abc import Sequence

from moshimo.engine.block import rooms
from moshimo.engine.program import Program
from moshimo.engine.universe import Universe
from moshimo.multiverse.following.course import Recast, run, spelled_deed
from moshimo.multiverse.following.diagnosing import why_no_more, why_not
from moshimo.multiverse.following.leading import Lead, OnBeat
from moshimo.multiverse.following.order import scenes
from moshimo.multiverse.following.passing import Passed, passed
from moshimo.multiverse.following.verdicts import BeatVerdict, Fault, FollowedBeat, FollowedPlot
from moshimo.world.world import Beat, Plot

SEEN = 50  # universes in which two beats came the other way round say that they always do
WORK = 1_000_000  # steps and options weighed that it may take to find what is rare
FEWEST, MOST = 384, 512  # universes, however much work they are
HARDLY = 0.02  # a beat that comes about less often than that strains belief


def follow(
    program: Program, plot: Plot, seed: int, on_beat: OnBeat
) -> tuple[FollowedPlot, tuple[Recast, ...]]:
    """Return what becomes of a plot's beats, and the recasts of a universe that follows it.

    Args:
        program: of the plot's scenario.
        plot: the story.
        seed: of the universe from which all go out; 0 to 2^64 - 1.
        on_beat: told of progress.

    Raises:
        RunError: a universe came to trouble.
    """
    first = run(program, seed, ())
    program.keep_room(rooms(first.block))
    work = first.counts["steps"] + first.counts["weighed"]
    lead = Lead(program, plot.beats, seed, min(max(WORK // max(work, 1), FEWEST), MOST), on_beat)
    faults: dict[int, Fault] = {}
    broken: set[int] = set()
    while not lead.is_over:
        if lead.go_on():
            continue
        here = lead.settled
        lead.shares.setdefault(here, (0, lead.tried))
        if not _made(lead, faults):
            broken.add(here)
            lead.leave_out(here)
    recasts = lead.parents[0].recasts
    universe = run(program, seed, recasts)
    found = passed(universe.block, program, plot.beats, lead.before, lead.left_out)
    unordered = _unordered(lead, found, universe, recasts)
    beats = []
    for i, beat in enumerate(plot.beats):
        came, tried = lead.shares.get(i, (0, 0))
        fault, verdict = faults.get(i), _verdict(i in broken, i in faults, came, tried)
        if i in unordered:
            verdict, fault = unordered[i]
        elif verdict == "strains" and fault is None:
            fault = Fault("unlikely", spelled_deed(beat.deeds[0]))
        if verdict in ("strains", "breaks") and beat.intended:
            verdict = "intended"
        time = None if i in broken or found.times[i] == math.inf else found.times[i]
        beats.append(FollowedBeat(beat, verdict, came, tried, time, fault))
    return FollowedPlot(plot, tuple(beats)), recasts


def _made(lead: Lead, faults: dict[int, Fault]) -> bool:
    """Note why the next beat does not come about; return whether it did once it was made to."""
    here = lead.settled
    for _ in lead.beats[here].deeds:
        fault, made = why_not(lead)
        faults.setdefault(here, fault)
        if not made:
            return False
        before = lead.parents
        lead.go_from(made)
        if lead.go_on(back=False):
            return True
        if lead.parents is before:
            return False
    return False


def _verdict(broken: bool, made: bool, came: int, tried: int) -> BeatVerdict:
    if broken:
        return "breaks"
    return "strains" if made or (tried and came < HARDLY * tried) else "holds"


def _unordered(
    lead: Lead, found: Passed, universe: Universe, recasts: Sequence[Recast]
) -> dict[int, tuple[BeatVerdict, Fault]]:
    """Return what is the matter with beats of a scene that never come in the plot's order.

    It breaks if the earlier one answers the later one, or makes it impossible; else it strains.
    """
    made: dict[int, tuple[BeatVerdict, Fault]] = {}
    first = 0
    for scene in scenes(lead.beats):
        for i in range(first + 1, first + len(scene)):
            apart = {i - 1, i} & lead.left_out
            if lead.orders[i, True] or apart or found.times[i] >= found.times[i - 1]:
                continue
            one, other = (spelled_deed(lead.beats[n].deeds[0]) for n in (i - 1, i))
            rests = _rests(universe, lead.beats[i - 1], lead.beats[i], found.times[i])
            what = f"{other} is still to come"
            why = "it rests on that" if rests else "that came first in every universe"
            after = None if rests else why_no_more(lead, recasts, i, found.times[i - 1])
            if after:
                made[i] = "breaks", after
                continue
            if not rests and lead.orders[i, False] < SEEN:
                continue
            time = found.times[i - 1]
            fault = Fault("timeline contradiction", one, what, why, None, time)
            made[i - 1] = ("breaks" if rests else "strains"), fault
        first += len(scene)
    return made


def _rests(universe: Universe, beat: Beat, on: Beat, time: float) -> bool:
    """Whether a deed of a beat rests on one of another beat that was done by that time."""
    rules = {deed.rule for deed in on.deeds}
    causes = {deed.id for deed in universe.deeds if deed.rule in rules and deed.end <= time}
    own = {deed.rule for deed in beat.deeds}
    later = [deed for deed in universe.deeds if deed.rule in own and deed.end >= time]
    return bool(later) and not causes.isdisjoint(later[0].causes)
