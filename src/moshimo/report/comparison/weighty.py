"""What is worth telling of the differences between two universes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.multiverse.comparing.compare import Changed, Comparison, Side
from moshimo.report.comparison.explanations import act_of, other_outcome
from moshimo.story.lexicon.lexicon import Lexicon, is_routine, manner_of, reports
from moshimo.story.selection.worth import worth

WORN = 0.5  # divisor for each further deed of a kind

Sides: TypeAlias = Mapping[Side, Sequence[Deed]]


def of_interest(comparison: Comparison, side: Side, deeds: Sides) -> Collection[str]:
    """Return the ids of deeds worth telling as a difference.

    Those are deeds that nobody does in the other universe from then on, or that have another
    outcome there; if there are none, all that differ.
    """
    other: Side = "fork" if side == "base" else "base"
    own = comparison.only_base if side == "base" else comparison.only_fork
    begun = comparison.until
    there = {act_of(deed) for deed in deeds[other] if deed.end >= begun and deed.result == "done"}
    found = {deed.id for deed in own if act_of(deed) not in there}
    twins = [(one, one.base if side == "base" else one.fork) for one in comparison.changed]
    found |= {deed.id for one, deed in twins if _otherwise(one)}
    return found or {deed.id for deed in own} | {deed.id for _, deed in twins}


def only_there(side: Side, deeds: Sides, lexicon: Lexicon) -> list[Deed]:
    """Return the deeds that nobody does in the other universe at all, the weightiest first."""
    other: Side = "fork" if side == "base" else "base"
    there = {act_of(deed) for deed in deeds[other] if deed.result == "done"}
    own = [one for one in deeds[side] if one.result == "done" and act_of(one) not in there]
    by_id = {deed.id: deed for deed in own}
    return [by_id[key] for key in ranked(own, deeds[side], lexicon)]


def ranked(told: Sequence[Deed], deeds: Sequence[Deed], lexicon: Lexicon) -> list[str]:
    """Return the ids of deeds, the weightiest first; each further one of a kind is worth less."""
    worths = worth(deeds, lexicon)
    often: Counter[str] = Counter()
    found: list[tuple[float, str]] = []
    for deed in sorted(told, key=lambda deed: (-worths[deed.id], deed.id)):
        manner = manner_of(lexicon, deed)
        if is_routine(manner) or reports(manner):
            continue
        found.append((worths[deed.id] / (1 + WORN * often[deed.rule]), deed.id))
        often[deed.rule] += 1
    return [key for _, key in sorted(found, key=lambda pair: (-pair[0], pair[1]))]


def _otherwise(one: Changed) -> bool:
    """Whether a deed of both had another result, not only another time."""
    return "result" in one.ways or other_outcome(one) or "words" in one.ways
