"""Every number of the data made a little larger or smaller: does the story hang on any of them?

A share that a shake of all numbers by a fifth moves far would be one that somebody has tuned.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b

from bench.plots.tally import Tally, level, main_line, tally
from moshimo.engine.block import opening
from moshimo.engine.program import Program
from moshimo.multiverse.differences import apart
from moshimo.world.cast import PATH
from moshimo.world.world import Scenario, Story, World

SPREAD = 0.2  # of a number, to either side
SHAKES = 40
BOUND = 0.3  # as far as a share may move


def factor(shake: int, attribute: str, owner: str, key: str) -> float:
    """Return what a number is multiplied by: evenly between 0.8 and 1.2, the same at every call."""
    about = "\0".join((attribute, owner, key)).encode()
    drawn = blake2b(about, digest_size=8, key=shake.to_bytes(8, "little")).digest()
    return 1 + SPREAD * (2 * int.from_bytes(drawn, "little") / 2**64 - 1)


def shaken(world: World, scenario: Scenario, shake: int) -> Scenario:
    """Return the scenario with every number that the data give multiplied by a factor of its own.

    Numbers are traits, ties and feelings of the cast, what techniques and forms can do and cost,
    how hard a rock is, how long a road: as long there as back. Hours, references, choices,
    truth values and whole numbers stay, and so does whatever the data leave to its default.
    """
    kinds = world.laws.kinds.values()
    numbers = {a.full: a for k in kinds for a in k.attributes if a.type.tag in ("number", "span")}
    values = dict(scenario.values)
    for (full, owner, key), x in scenario.values.items():
        a = numbers.get(full)
        if a is not None:
            ids = _id(world, a.kind, owner), _id(world, a.key, key)
            if full == PATH:
                ids = min(ids), max(ids)
            moved = x * factor(shake, full, *ids)
            values[full, owner, key] = min(max(moved, a.type.low), a.type.high)
    return replace(scenario, values=values)


def _id(world: World, kind: str, index: int) -> str:
    return world.members[kind][index - 1].id if index > 0 else ""


def starting(program: Program, scenario: Scenario) -> Program:
    """Return the same world starting from other values; its machine code knows none of them."""
    template = opening(program.world, scenario, program.layout)
    return replace(program, scenario=scenario, template=template)


@dataclass(frozen=True, slots=True)
class Move:
    """How far shaking moves the share of one beat.

    Attributes:
        beat: its id.
        before: how often it came unshaken, and among how many universes.
        lowest: the lowest shaken share.
        highest: the highest shaken share.
        furthest: the shake that moves it furthest.
        there: how often it came in that one, and among how many.
    """

    beat: str
    before: tuple[int, int]
    lowest: float
    highest: float
    furthest: int
    there: tuple[int, int]

    @property
    def size(self) -> float:
        """How far the furthest share lies from the unshaken one."""
        return _share(self.there) - _share(self.before)


def _share(count: tuple[int, int]) -> float:
    """Return a share; 0 where the beat before it never came about."""
    return count[0] / max(count[1], 1)


def moves(base: Tally, shakes: dict[int, Tally]) -> list[Move]:
    """Return how far each beat of the main line moves."""
    lines = {shake: main_line(found) for shake, found in shakes.items()}
    made = []
    for beat, before in main_line(base).items():
        shares = {shake: _share(line[beat]) for shake, line in lines.items()}
        still = _share(before)
        furthest = max(shares, key=lambda shake: abs(shares[shake] - still))
        there = lines[furthest][beat]
        made.append(Move(beat, before, min(shares.values()), max(shares.values()), furthest, there))
    return made


def shake(program: Program, story: Story, n: int, times: int = SHAKES) -> bool:
    """Print how far shaking the data moves the main line; return whether it is within bounds."""
    base = tally(program, story, n)
    shakes = {
        k: tally(starting(program, shaken(program.world, program.scenario, k)), story, n)
        for k in range(1, times + 1)
    }
    each = level(times * len(main_line(base)))
    print(f"{'beat':6}{'share':>7}{'lowest':>8}{'highest':>9}{'largest move':>14}  shake"
          f"{'99 % of that':>18}")  # fmt: skip
    found = moves(base, shakes)
    for m in found:
        sure = apart(m.there, m.before, each)
        print(f"{m.beat:6}{_share(m.before):7.3f}{m.lowest:8.3f}{m.highest:9.3f}{m.size:+14.3f}"
              f"{m.furthest:7}{sure.low:+10.3f} to {sure.high:+.3f}")  # fmt: skip
    fine = all(abs(m.size) <= BOUND for m in found)
    print(f"no share moves by more than {BOUND}: {'yes' if fine else 'NO'} "
          f"({times} shakes, {n} universes each; an interval holds for all at once)")  # fmt: skip
    return fine
