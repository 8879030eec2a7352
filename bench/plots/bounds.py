"""What is asked of free universes of a story, and what falls short of it."""

from __future__ import annotations

from bench.plots.tally import Tally, level, main_line, share
from moshimo.multiverse.statistics.confidence_interval import wilson
from moshimo.world.world import Plot

FOLLOWS = 0.5  # each beat of the main line, more often than this where the one before it came
REACHED = {
    "E48": 0.2,
    "S28": 0.15,
    "S48": 0.2,
}  # beat to the share of all universes it must come in, at least
MOST = {"thoughts": 3_000, "weighed": 400_000}  # a universe, on average


def shortcomings(found: Tally, story: Plot) -> list[str]:
    """Return what is not as it should be, each in a sentence; nothing if all is well."""
    short = []
    for beat, (both, before) in main_line(found).items():
        if both <= FOLLOWS * before:
            sure = wilson(both, before, level())
            short.append(
                f"{beat} follows in {both} of {before}, not in more than {FOLLOWS:.0%} "
                f"(99 %: {sure.low:.3f} to {sure.high:.3f})"
            )
    for beat, least in REACHED.items():
        if beat in found.beats and share(found, beat) < least:
            short.append(f"{beat} comes in {share(found, beat):.3f} of all, not in {least} of them")
    for word, most in MOST.items():
        mean = found.counts.get(word, 0.0)
        if mean > most:
            short.append(f"{mean:,.0f} {word} a universe, more than {most:,}")
    for rule, chance in found.chances.items():
        if chance >= 1:
            short.append(f"a choice of {rule} was certain")
    short += [
        f"{beat.id} never came about" for beat in story.beats if not any(found.beats[beat.id])
    ]
    return short
