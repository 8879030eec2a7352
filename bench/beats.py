"""How often each beat of a story comes about in free universes, and what moves it.

./go bench beats                      100 universes of the evening
./go bench beats --universes 400
./go bench beats --variants           eight variants of the data, with the expected sign
./go bench beats --swap               two people's facts, ties and vessel exchanged
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moshimo.engine.journal import Deed
from moshimo.engine.program import prepare
from moshimo.engine.run import Universe
from moshimo.world.load import load as read
from moshimo.world.world import Beat, BeatDeed, Scenario, Story, World

MAIN_LINE = ("E10", "E18", "E20", "E22", "E24", "E31", "E34")


@dataclass(slots=True)
class Tally:
    """What came about in a number of universes."""

    universes: int
    beats: dict[str, list[bool]]
    ends: Counter[str]
    counts: dict[str, float]
    seconds: float
    deeds: Counter[str]
    chances: dict[str, float]


def happened(wanted: BeatDeed, deeds: Sequence[Deed], place: str) -> float | None:
    """Return when a beat's deed first ended, None if it never did."""
    for deed in deeds:
        if deed.rule == wanted.rule and deed.result == "done":
            roles = list(deed.roles.values())
            fits = all(w is None or w == r for w, r in zip(wanted.roles, roles, strict=False))
            if fits and (not place or deed.place == place):
                return deed.end
    return None


def tally(world: World, scenario: Scenario, story: Story, universes: int) -> Tally:
    """Run universes 1 to N and note each beat."""
    program = prepare(world, scenario)
    beats: dict[str, list[bool]] = {beat.id: [] for beat in story.beats}
    ends: Counter[str] = Counter()
    totals: dict[str, list[int]] = {}
    deeds: Counter[str] = Counter()
    chances: dict[str, float] = {}
    began = time.perf_counter()
    for seed in range(1, universes + 1):
        universe = Universe(program, seed, provenance=False).until()
        done = universe.deeds
        for beat in story.beats:
            beats[beat.id].append(_came(beat, done))
        ends[universe.ended] += 1
        for word, count in universe.counts.items():
            totals.setdefault(word, []).append(count)
        totals.setdefault("deeds", []).append(len(done))
        deeds.update(d.rule for d in done)
        for d in done:
            if d.chance is not None and d.chance > chances.get(d.rule, 0.0):
                chances[d.rule] = d.chance
    spent = time.perf_counter() - began
    means = {word: statistics.fmean(given) for word, given in totals.items()}
    return Tally(universes, beats, ends, means, spent, deeds, chances)


def _came(beat: Beat, deeds: Sequence[Deed]) -> bool:
    return all(happened(wanted, deeds, beat.place) is not None for wanted in beat.deeds)


def show(found: Tally, story: Story) -> None:
    """Print the table of beats."""
    before: list[bool] | None = None
    print(f"{'beat':6}{'share':>7}{'after':>7}   deeds")
    for beat in story.beats:
        came = found.beats[beat.id]
        share = sum(came) / found.universes
        given = ""
        if beat.id in MAIN_LINE:
            if before is not None:
                both = sum(1 for x, y in zip(before, came, strict=True) if x and y)
                given = f"{both / max(sum(before), 1):.2f}"
            before = came
        print(f"{beat.id:6}{share:7.2f}{given:>7}   {', '.join(d.rule for d in beat.deeds)}")
    print("ends:", dict(found.ends))
    print("a universe:", {word: round(mean) for word, mean in found.counts.items()})
    print(f"{found.seconds / found.universes:.3f} s a universe, interpreted")


@dataclass(frozen=True, slots=True)
class Variant:
    """The data changed in one way, and how the share of a beat should move."""

    word: str
    beat: str
    sign: int  # -1 rarer, +1 more often, 0 never at all


VARIANTS = (
    Variant("danzo-unafraid", "E24", -1),
    Variant("elders-distrust-him", "E22", -1),
    Variant("elders-trust-tsunade", "E22", -1),
    Variant("no-law-of-need", "E22", 0),
    Variant("noon-a-week-away", "E34", -1),
    Variant("naruto-without-ties", "E31", -1),
    Variant("naruto-only-the-office", "E31", -1),
    Variant("fox-known-to-nobody", "E24", -1),
)


def varied(word: str, where: str) -> tuple[World, Scenario]:
    """Return the world with one thing different in its data."""
    numbers = {"grace": 7.0} if word == "noon-a-week-away" else None
    world, scenario = read(where, numbers)
    rows = {m.id: i for kind in world.members.values() for i, m in enumerate(kind, 1)}
    values, secrets = dict(scenario.values), scenario.secrets
    elders = [i for m, i in rows.items() if values.get(("Character.member", i, 0))]
    danzo, naruto, tsunade = rows["danzo"], rows["naruto"], rows["tsunade"]

    def drop(attribute: str, owner: int) -> None:
        for key in [k for k in values if k[:2] == (attribute, owner)]:
            del values[key]

    match word:
        case "danzo-unafraid":
            drop("Character.fear", danzo)
            values["Character.fox_fear", danzo, 0] = 0.0
        case "elders-distrust-him":
            for elder in elders:
                values["Character.trust", elder, danzo] = -0.5
        case "elders-trust-tsunade":
            for elder in elders:
                values["Character.trust", elder, tsunade] = 0.9
        case "no-law-of-need":
            values["Law.in_force", rows["law_of_need"], 0] = 0
        case "naruto-without-ties":
            for attribute in ("affection", "trust", "debt"):
                drop(f"Character.{attribute}", naruto)
        case "naruto-only-the-office":
            drop("Character.affection", naruto)
            drop("Character.dear", naruto)
            values["Character.wants", naruto, rows["hokage"]] = 1.0
        case "fox-known-to-nobody":
            secrets = tuple(replace(s, knowers=()) for s in secrets)
    return world, replace(scenario, values=values, secrets=secrets)


def swapped(where: str, one: str, other: str) -> tuple[World, Scenario]:
    """Return the world with two people's facts, ties, beliefs and secrets exchanged."""
    world, scenario = read(where)
    rows = {m.id: i for i, m in enumerate(world.members["Character"], 1)}
    turn = {rows[one]: rows[other], rows[other]: rows[one]}
    laws = world.laws
    types = {a.full: a for kind in laws.kinds.values() for a in kind.attributes}

    def person(kind: str, index: int) -> int:
        return turn.get(index, index) if kind == "Character" else index

    def value(full: str, x: float) -> float:
        return person(types[full].type.of, int(x)) if types[full].type.tag == "ref" else x

    values = {
        (full, person(types[full].kind, owner), person(types[full].key, key)): value(full, x)
        for (full, owner, key), x in scenario.values.items()
    }
    beliefs = tuple(
        replace(
            x,
            mind=person("Character", x.mind),
            owner=person(x.attribute.kind, x.owner),
            key=person(x.attribute.key, x.key),
            value=x.value if x.unknown else value(x.attribute.full, x.value),
        )
        for x in scenario.beliefs
    )
    secrets = tuple(
        replace(
            x,
            owner=person(x.attribute.kind, x.owner),
            key=person(x.attribute.key, x.key),
            knowers=tuple(person("Character", m) for m in x.knowers),
        )
        for x in scenario.secrets
    )
    return world, replace(scenario, values=values, beliefs=beliefs, secrets=secrets)


def renamed(story: Story, one: str, other: str) -> Story:
    """Return the story with two people's names exchanged."""
    turn: dict[str | None, str | None] = {one: other, other: one}
    beats = tuple(
        replace(
            b,
            deeds=tuple(replace(d, roles=tuple(turn.get(r, r) for r in d.roles)) for d in b.deeds),
        )
        for b in story.beats
    )
    return replace(story, beats=beats)


def difference(hits: int, others: int, n: int, z: float = 2.5758) -> tuple[float, float]:
    """Return the 99 per cent interval of the difference of two shares of n each.

    Source: Agresti and Caffo, "Simple and effective confidence intervals for proportions and
    differences of proportions", 2000: one success and one failure added to each sample.
    """
    p, q = (hits + 1) / (n + 2), (others + 1) / (n + 2)
    half = z * math.sqrt(p * (1 - p) / (n + 2) + q * (1 - q) / (n + 2))
    return p - q - half, p - q + half


def directions(where: str, story: Story, n: int) -> bool:
    """Print what each variant does to its beat; return whether all go as expected."""
    base = tally(*read(where), story, n)
    fine = True
    print(f"{'variant':26}{'beat':6}{'base':>6}{'here':>6}   expected")
    for variant in VARIANTS:
        world, scenario = varied(variant.word, where)
        here = share(tally(world, scenario, story, n), variant.beat)
        before = share(base, variant.beat)
        good = here == 0 if variant.sign == 0 else (here - before) * variant.sign > 0
        fine = fine and good
        wanted = {0: "never", 1: "more often", -1: "rarer"}[variant.sign]
        so = f"{wanted}: {'yes' if good else 'NO'}"
        print(f"{variant.word:26}{variant.beat:6}{before:6.2f}{here:6.2f}   {so}")
    return fine


def swap(where: str, story: Story, n: int) -> bool:
    """Print how often the other one is exiled when two people are exchanged."""
    base = tally(*read(where), story, n)
    world, scenario = swapped(where, "naruto", "kiba")
    turned = tally(world, scenario, renamed(story, "naruto", "kiba"), n)
    hits, others = sum(base.beats["E24"]), sum(turned.beats["E24"])
    low, high = difference(hits, others, n)
    print(f"exiled: Naruto {hits}/{n}, Kiba in his place {others}/{n}; "
          f"99 per cent interval of the difference {low:+.2f} to {high:+.2f}")  # fmt: skip
    return low <= 0 <= high


def share(found: Tally, beat: str) -> float:
    """Return how often a beat came about."""
    return sum(found.beats[beat]) / found.universes


def main(arguments: Sequence[str]) -> int:
    """Run the bench; see the module's first lines."""
    parser = argparse.ArgumentParser(prog="bench beats")
    parser.add_argument("--world", default="leaf/evening")
    parser.add_argument("--story", default="evening")
    parser.add_argument("--universes", type=int, default=100)
    parser.add_argument("--deeds", action="store_true", help="how often each rule's deed occurs")
    parser.add_argument("--variants", action="store_true", help="eight variants of the data")
    parser.add_argument("--swap", action="store_true", help="two people exchanged")
    given = parser.parse_args(arguments)
    world, scenario = read(given.world)
    story = world.stories[given.story]
    if given.variants or given.swap:
        fine = not given.variants or directions(given.world, story, given.universes)
        fine = (not given.swap or swap(given.world, story, given.universes)) and fine
        return 0 if fine else 1
    found = tally(world, scenario, story, given.universes)
    show(found, story)
    if given.deeds:
        for rule, count in found.deeds.most_common():
            chance = found.chances.get(rule, 0)
            print(f"  {count / found.universes:8.2f} {rule:24} largest chance {chance:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
