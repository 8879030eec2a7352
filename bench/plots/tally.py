"""How often the beats of a story come about in many free universes, and how sure that is."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from moshimo.engine.journal import Deed
from moshimo.engine.program import Program
from moshimo.multiverse.ensemble import ensemble
from moshimo.world.world import Beat, BeatDeed, Plot

MAIN_LINE = ("E08", "E09", "E20", "E22", "E24", "E34", "E40", "E44", "E48")  # of the exile
ALWAYS = ""  # before a line's first beat: that is asked of all universes
LINES = (
    (ALWAYS, *MAIN_LINE),
    ("S16", "S17", "S18"),
    ("S24", "S25", "S26"),
    ("S28", "S29", "S30", "S32", "S34", "S35", "S39", "S41", "S43", "S46"),
)


@dataclass(slots=True)
class Tally:
    """What came about in a number of universes.

    Attributes:
        universes: how many.
        beats: beat to whether it came about, universe by universe.
        ends: why they ended.
        counts: how much went on in one, on average.
        kinds: rule to the number of universes in which somebody did (or tried) it, or it happened.
        deeds: rule to the number of its deeds in all of them, of the rules asked for.
        chances: rule to the largest chance that any choice of it had, of the rules asked for.
        seconds: how long it took.
    """

    universes: int
    beats: dict[str, list[bool]]
    ends: Counter[str] = field(default_factory=Counter)
    counts: dict[str, float] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    deeds: Counter[str] = field(default_factory=Counter)
    chances: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0


def happened(wanted: BeatDeed, deeds: Iterable[Deed], place: str) -> bool:
    """Return whether a beat's deed has been done, with the roles and outcomes that it names."""
    for deed in deeds:
        if deed.rule == wanted.rule and deed.result == "done" and place in ("", deed.place):
            roles = deed.roles.values()
            named = all(w is None or w == r for w, r in zip(wanted.roles, roles, strict=False))
            if named and all(deed.outcomes.get(word) == value for word, value in wanted.outcomes):
                return True
    return False


def tally(program: Program, story: Plot, universes: int, *, every: bool = False) -> Tally:
    """Run universes 1 to N and note each beat.

    A beat asks for rule, roles, place, result and outcomes of deeds; an ensemble keeps these.

    Args:
        program: the world and where it starts.
        story: whose beats are meant.
        universes: how many.
        every: whether deeds and their chances are noted of every rule. It takes much longer.
    """
    rules = program.world.laws.rules
    events = {word for word, rule in rules.items() if rule.mark == "event"}
    wanted = events | {deed.rule for beat in story.beats for deed in beat.deeds}
    found = Tally(universes, {beat.id: [] for beat in story.beats})
    totals: dict[str, list[int]] = {}
    began = time.perf_counter()
    asked = sorted(program.layout.rules if every else wanted)
    for result in ensemble(program, range(1, universes + 1), deeds=asked):
        by_rule: dict[str, list[Deed]] = {}
        for deed in result.deeds:
            by_rule.setdefault(deed.rule, []).append(deed)
            if deed.chance is not None and deed.chance > found.chances.get(deed.rule, 0.0):
                found.chances[deed.rule] = deed.chance
        for beat in story.beats:
            found.beats[beat.id].append(_came(beat, by_rule))
        found.ends[result.ended] += 1
        found.deeds.update({word: len(deeds) for word, deeds in by_rule.items()})
        found.kinds.update(word for word, many in result.done.items() if many)
        found.kinds.update(
            word for word in events if any(d.result == "done" for d in by_rule.get(word, ()))
        )
        counts = {**result.counts, "done": sum(result.done.values())}
        for word, count in counts.items():
            totals.setdefault(word, []).append(count)
    found.seconds = time.perf_counter() - began
    found.counts = {word: statistics.fmean(given) for word, given in totals.items()}
    return found


def _came(beat: Beat, by_rule: dict[str, list[Deed]]) -> bool:
    return all(happened(wanted, by_rule.get(wanted.rule, ()), beat.place) for wanted in beat.deeds)


def share(found: Tally, beat: str) -> float:
    """Return how often a beat came about."""
    return sum(found.beats[beat]) / found.universes


def main_line(found: Tally) -> dict[str, tuple[int, int]]:
    """Return for each beat of a main line how often it came, and among how many universes.

    Those are the universes in which the one before it on the line came about. A story that tells
    a part of a line has that part.
    """
    made: dict[str, tuple[int, int]] = {}
    every = [True] * found.universes
    for line in LINES:
        told = [beat for beat in line if beat == ALWAYS or beat in found.beats]
        for one, other in pairwise(told):
            before, came = found.beats.get(one, every), found.beats[other]
            both = sum(1 for x, y in zip(before, came, strict=True) if x and y)
            made[other] = both, sum(before)
    return made


def level(comparisons: int = 1) -> float:
    """Return the level of each interval that makes all of them right at once, at 99 per cent.

    Source: Bonferroni, "Teoria statistica delle classi e calcolo delle probabilità", 1936.
    """
    return 1 - 0.01 / comparisons
