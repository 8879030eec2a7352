"""The data of the evening changed in one way, and two people's facts exchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.plots.tally import Tally, difference, share, tally
from moshimo.engine.program import prepare
from moshimo.world.load import load as read
from moshimo.world.world import Scenario, Story, World


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


def verdict(variant: Variant, low: float, high: float, here: int) -> str:
    """Return whether a move is as expected; `low` to `high` is the interval of the move."""
    wanted = {0: "never", 1: "more often", -1: "rarer"}[variant.sign]
    if variant.sign == 0:
        return f"{wanted}: {'NO' if here else 'yes'}"
    if low <= 0 <= high:
        return f"{wanted}: too few to say"
    return f"{wanted}: {'yes' if low * variant.sign > 0 else 'NO'}"


def directions(where: str, story: Story, n: int) -> bool:
    """Print what each variant does to its beat; return whether all go as expected."""
    base = tally(prepare(*read(where)), story, n)
    fine = True
    print(f"{'variant':26}{'beat':6}{'base':>7}{'here':>7}{'99 % of the move':>20}   expected")
    for variant in VARIANTS:
        found = tally(prepare(*varied(variant.word, where)), story, n)
        hits = sum(found.beats[variant.beat])
        low, high = difference((hits, n), (sum(base.beats[variant.beat]), n))
        so = verdict(variant, low, high, hits)
        fine = fine and so.endswith("yes")
        shares = f"{share(base, variant.beat):7.3f}{hits / n:7.3f}"
        print(f"{variant.word:26}{variant.beat:6}{shares}{low:+12.3f} to {high:+.3f}   {so}")
    return fine


def swap(where: str, story: Story, n: int) -> bool:
    """Print how often the other one is exiled when two people are exchanged."""
    base = tally(prepare(*read(where)), story, n)
    world, scenario = swapped(where, "naruto", "kiba")
    turned = tally(prepare(world, scenario), renamed(story, "naruto", "kiba"), n)
    hits, others = _exiled(base), _exiled(turned)
    low, high = difference((hits, n), (others, n))
    print(f"exiled: Naruto {hits}/{n}, Kiba in his place {others}/{n}; "
          f"99 per cent interval of the difference {low:+.3f} to {high:+.3f}")  # fmt: skip
    return low <= 0 <= high


def _exiled(found: Tally) -> int:
    return sum(found.beats["E24"])
