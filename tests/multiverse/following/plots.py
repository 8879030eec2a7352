"""Plots of the sample world, written in a test as its author would write them."""

from __future__ import annotations

from pathlib import Path

from moshimo import World, load
from moshimo.asked.which_story import story_called
from moshimo.multiverse.following.follow import follow
from moshimo.multiverse.following.verdicts import FollowedBeat, FollowedPlot

SAMPLE = Path(__file__).parents[2] / "worlds" / "sample"


def followed(where: Path, world: World, *beats: str) -> FollowedPlot:
    """Return what becomes of beats that are written as `exile(cai, bo, reeve) @ hall`."""
    lines = ["story: A plot", "of: evening", "beats:"]
    for n, beat in enumerate(beats, 1):
        deed, _, place = beat.partition(" @ ")
        at = f", place: {place}" if place else ""
        lines.append(f'  - {{id: B{n}, deed: "{deed}"{at}}}')
    file = where / "plot.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plot = story_called(str(file), world.checked, world.scenario)
    found, _ = follow(world.program, plot, 1, lambda beats, universes: None)
    return found


def faulty(found: FollowedPlot) -> list[FollowedBeat]:
    """Return the beats that break."""
    return [one for one in found.beats if one.verdict == "breaks"]


def sample() -> World:
    """Return the sample world."""
    return load(str(SAMPLE))
