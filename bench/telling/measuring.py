"""Measures many stories of one world, and prints what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan

from bench.telling.kinds import HELD, KINDS, KINDS_OF_SETS, ON_AVERAGE, WORST_IS_LEAST, Found
from bench.telling.told import Fault, Told, told_of
from moshimo import World
from moshimo.story.realisation.story import Story

DEEDS = 4  # named of a fault, at most


@dataclass(slots=True)
class Measured:
    """What was found, story by story, by what is measured."""

    seeds: list[int] = field(default_factory=list)
    found: dict[str, list[Found]] = field(default_factory=dict)
    shown: dict[str, list[list[str]]] = field(default_factory=dict)

    def add(self, what: str, found: Found, shown: list[str]) -> None:
        """Take in what was found in one story, and how that is shown."""
        self.found.setdefault(what, []).append(found)
        self.shown.setdefault(what, []).append(shown)


def measure(start: World, seeds: Sequence[int], eyes: str = "") -> Measured:
    """Tell a story of each seed, perhaps as one person lived it, and measure it."""
    return measured(told_of(start, seed, eyes) for seed in seeds)


def measured(stories: Iterable[Told]) -> Measured:
    """Measure stories, one after the other, and then beside one another."""
    found = Measured()
    texts: list[Story] = []
    for told in stories:
        found.seeds.append(told.seed)
        texts.append(told.story)
        for kind in KINDS:
            one = kind.find(told)
            found.add(kind.what, one, [said(fault, told) for fault in one.faults])
    for beside in KINDS_OF_SETS:
        for seed, (number, faults) in zip(found.seeds, beside.find(texts), strict=True):
            lines = [f"seed {seed}: {fault.text} ← {fault.why}" for fault in faults]
            found.add(beside.what, Found(number, faults), lines)
    return found


def said(fault: Fault, told: Told) -> str:
    """Return a fault as a line: where it is, what is wrong, and with which deeds."""
    deeds = [told.shown(told.known[key]) for key in fault.deeds[:DEEDS] if key in told.known]
    more = f" and {len(fault.deeds) - DEEDS} more" if len(fault.deeds) > DEEDS else ""
    why = f" ← {fault.why}" if fault.why and fault.text else fault.why
    about = f" [{'; '.join(deeds)}{more}]" if deeds and fault.text else ""
    return f"seed {told.seed}: {fault.text}{why}{about}"


def show(
    found: Measured, many: int, held: Mapping[str, tuple[float, float]] = HELD, *, all_of: bool
) -> bool:
    """Print the table and the worst examples; return whether all is as it is held to be.

    Args:
        found: what was found.
        many: how many examples of each kind are printed.
        held: what each number is held to.
        all_of: whether the examples are printed story by story, all of them.
    """
    print(
        f"{'':40}{'total':>9}{'mean':>9}{'least':>9}{'most':>9}{'held to':>14}{'stories off':>13}"
    )
    fine = True
    for what, (least, most) in held.items():
        numbers = [one.number for one in found.found[what] if not isnan(one.number)] or [0.0]
        mean = sum(numbers) / len(numbers)
        off = sum(not least <= number <= most for number in numbers)
        fine = fine and (least <= mean <= most if what in ON_AVERAGE else not off)
        limits = bounds(least, most) + (" mean" if what in ON_AVERAGE else "")
        cells = f"{sum(numbers):9.4g}{mean:9.3g}{min(numbers):9.3g}{max(numbers):9.3g}"
        print(f"{what:40}{cells}{limits:>14}{off:9} / {len(numbers)}")
    for what, limit in held.items():
        lines = examples(found, what, limit, many, all_of=all_of)
        if lines:
            print("", f"{what}:", *(f"  {line}" for line in lines), sep="\n")
    return fine


def examples(
    found: Measured, what: str, held: tuple[float, float], many: int, *, all_of: bool
) -> list[str]:
    """Return examples of what is wrong, of the worst stories first; or all, story by story."""
    pairs = zip(found.found[what], found.shown[what], strict=True)
    least, most = held
    wrong = [(o.number, lines) for o, lines in pairs if o.number < least or o.number > most]
    if not all_of:
        wrong.sort(key=lambda one: one[0] if what in WORST_IS_LEAST else -one[0])
    lines = [line for _, of_one in wrong for line in of_one]
    return lines if all_of else [*dict.fromkeys(lines)][:many]


def bounds(least: float, most: float) -> str:
    """Return what a number is held to, in a few letters."""
    if least <= 0:
        return "" if most == float("inf") else f"≤ {most:g}"
    return f"≥ {least:g}" if most in (1.0, float("inf")) else f"{least:g} to {most:g}"
