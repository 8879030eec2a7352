"""Two people exchanged, all but their names: as much must happen to the other as did to the one."""

from __future__ import annotations

from dataclasses import replace

from bench.plots.tally import Tally, level, tally
from moshimo.engine.program import prepare
from moshimo.multiverse.statistics.confidence_interval import Interval
from moshimo.multiverse.statistics.paired_difference import independent_difference
from moshimo.world.load import load as read
from moshimo.world.world import CheckedWorld, Plot, Scenario

EXCHANGED = {  # story to the two people, and the beat that is compared by itself
    "exile": ("naruto", "kiba", "E24"),
    "duel": ("naruto", "kakashi", "S34"),
    "succession": ("sakura", "ino", "S37"),
}


def swapped(where: str, one: str, other: str) -> tuple[CheckedWorld, Scenario]:
    """Return the world with two people's facts, ties, beliefs and secrets exchanged.

    Every value is, whoever it is about: their own, others' toward them, the things they own, the
    forms they bear, the places they start from, and whom they hold, face and fetch.
    """
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


def renamed(story: Plot, one: str, other: str) -> Plot:
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


def swap(where: str, story: Plot, n: int) -> bool:
    """Print how often the other one meets the same fate; return whether it is as often.

    Beside the one beat all others are compared, with an interval that holds for all of them.
    """
    one, other, beat = EXCHANGED[story.word]
    base = tally(prepare(*read(where)), story, n)
    turned = tally(prepare(*swapped(where, one, other)), renamed(story, one, other), n)
    fate = _move(base, turned, beat, level())
    hits, others = sum(base.beats[beat]), sum(turned.beats[beat])
    print(f"{beat}: {one} {hits}/{n}, {other} in that place {others}/{n}; "
          f"99 per cent: a difference of {fate.low:+.3f} to {fate.high:+.3f}")  # fmt: skip
    each = level(len(base.beats))
    unlike = []
    for beat in base.beats:
        move = _move(base, turned, beat, each)
        if not move.low <= 0 <= move.high:
            unlike.append(f"{beat} {move.low:+.3f} to {move.high:+.3f}")
    print(f"not as often, of {len(base.beats)} beats:", ", ".join(unlike) or "none")
    return fate.low <= 0 <= fate.high and not unlike


def _move(base: Tally, turned: Tally, beat: str, sure: float) -> Interval:
    n, m = base.universes, turned.universes
    return independent_difference((sum(base.beats[beat]), n), (sum(turned.beats[beat]), m), sure)
