"""A world is the same whether its pictures have fields or stand in a hash table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from tests.engine.tiny import SAMPLE, Tiny, tiny

from moshimo import World, load
from moshimo.compile import layout
from moshimo.engine.pictures import Held, read_picture
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.multiverse.forking.branching import fork_branch
from moshimo.world.forks.change import Change

WORLDS = Path(__file__).parents[1] / "worlds"
RULES = """
from moshimo.rules import *

class Thing:
    place: Place = visible(nowhere)
    worth: Amount = private(2.0)

class Character:
    merit: Amount = visible(0.5)
    owes: Amount[Character] = visible(0.0)
    trust: Lean[Character] = known(0.0)
    friends: bool[Character] = known(False)
    grudge: Amount[Character] = private(0.0, guess=0.25)
    mate: Character = known(nobody)
    likes: Lean[Character] = private(0.0, self=1.0, half_life=hours(1))

@action()
def go(a: Character, p: Place):
    \"\"\"{a} goes to {p}.\"\"\"
    when(a.place != p)
    weigh(0.5, "{a} wants to walk")
    a.place = p

@action()
def lend(a: Character, b: Character):
    \"\"\"{a} lends {b} something.\"\"\"
    when(b.place == a.place, b != a)
    weigh(0.2 + a.trust[b] * 0.1 + b.owes[a] * 0.05, "{a} trusts {b}")
    b.owes[a] += 1
    a.trust[b] = 0.5
    a.grudge[b] += 0.5
    a.friends[b] = True
    a.mate = b
    b.merit += 0.25

@action(carries=roles)
def confide(a: Character, b: Character, x: Character):
    \"\"\"{a} tells {b} of {x}.\"\"\"
    when(b.place == a.place, b != a, x == b.mate)
    weigh(0.1 * (now - last_heard(x.owes[a]) > minutes(5)), "{a} has no news of it")
    weigh(0.1 + 0.1 * guess(x.grudge[b]), "{a} wants to talk")
    inform(b, x.owes[a])
    inform(b, a.grudge[x])

@action()
def search(a: Character, t: Thing):
    \"\"\"{a} looks at {t}.\"\"\"
    when(t.place == a.place)
    weigh(0.1 * t.worth, "{a} wonders")
    look(a, t.worth)

@inference(sure=0.4)
def fallen_out(mind: Character, x: Character, y: Character):
    \"\"\"{mind} takes it that they are no friends any more.\"\"\"
    when(y == x.mate, x.owes[y] > 2)
    x.friends[y] = False
"""
MORE = """
Thing:
  bell: {place: hall, worth: 3}
  cup: {place: mill}
"""
PEOPLE = """
ana: {place: hall, trust: {bo: 0.4}, owes: {bo: 2}}
bo: {place: hall, mate: cai}
cai: {place: mill, friends: {ana: true}, likes: {ana: 0.5}}
dan: {place: mill, merit: 2}
"""
SCENARIO = """
minds:
  dan:
    ana.owes[bo]: 5
    bo.mate: unknown
secret:
  cai.merit: [cai, dan]
  ana.owes[cai]: [ana]
"""
FORKS = {
    "a-guest": Change(
        at="06:20", add={"Character": {"eve": {"place": "hall", "owes": {"ana": 1}}}}
    ),
    "a-guest-from-the-start": Change(add={"Character": {"eve": {"place": "hall", "merit": 1}}}),
    "without-cai": Change(at="06:20", remove=["cai"]),
    "other-debts": Change(change={"ana.owes[bo]": 0, "bo.mate": "dan"}),
    "other-debts-later": Change(
        at="06:20",
        change={"ana.owes[bo]": 9, "bo.trust[dan]": -0.5},
        minds={"cai": {"bo.mate": "unknown", "dan.owes[ana]": 4}},
        secret={"dan.merit": ["dan"], "cai.merit": "everybody"},
    ),
}


def both(world: World, run: Callable[[Program], Universe]) -> None:
    """Check that a universe is the same with pictures in fields and with all in the table."""
    one = run(prepare(world.checked, world.scenario))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "DENSE", 0)
        other = run(prepare(world.checked, world.scenario))
    same(one, other)


@pytest.fixture
def lenders(tmp_path: Path) -> World:
    """Return a world in which people owe, trust and deceive each other."""
    return tiny(tmp_path, Tiny(RULES, PEOPLE, more=MORE, scenario=SCENARIO))


def pictures(universe: Universe) -> dict[tuple[object, ...], Held]:
    """Return what each mind in a universe holds of each member."""
    b, laws = universe.block, universe.program.world.laws
    found: dict[tuple[object, ...], Held] = {}
    for full in sorted(universe.program.layout.pictured):
        a = laws.attribute(full)
        many = [b.__dict__[f"n_{kind}"][0] for kind in ("Character", a.kind)]
        others = range(b.__dict__[f"n_{a.key}"][0] + 1) if a.key else range(1)
        for mind, owner, key in product(*(range(1, n + 1) for n in many), others):
            found[full, mind, owner, key] = read_picture(b, a, mind, owner, key)
    return found


def same(one: Universe, other: Universe) -> None:
    assert one.program.layout.hashed == ()
    assert other.program.layout.hashed
    assert one.deeds == other.deeds
    assert one.hash() == other.hash()
    assert one.counts == other.counts
    mine, theirs = pictures(one), pictures(other)
    assert {at: (x, theirs[at]) for at, x in mine.items() if x != theirs[at]} == {}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_mind_has_the_same_pictures_however_they_are_kept(lenders: World, seed: int) -> None:
    both(lenders, lambda program: Universe(program, seed, interpreted=True).until())


@pytest.mark.parametrize("word", ["sample", "fells", "harbour"])
def test_a_world_has_the_same_universe_however_its_pictures_are_kept(word: str) -> None:
    world = load(str(WORLDS / word))
    both(world, lambda program: Universe(program, interpreted=True).until(30_000))


@pytest.mark.slow
def test_the_leaf_has_the_same_universe_however_its_pictures_are_kept() -> None:
    both(load("leaf/exile"), lambda program: Universe(program).until(26 * 3600.0))


@pytest.mark.slow
def test_machine_code_has_the_same_universe_however_pictures_are_kept(lenders: World) -> None:
    both(lenders, lambda program: Universe(program, 1, interpreted=False).until())


@pytest.mark.parametrize("fork", sorted(FORKS))
def test_a_fork_is_the_same_whomever_it_adds_removes_or_deceives(fork: str, lenders: World) -> None:
    both(lenders, lambda program: fork_branch(program, FORKS[fork]).universe(2))


@pytest.mark.parametrize("fork", ["flo-is-back", "eli-does-not-believe-it", "ana-never-knows"])
def test_a_fork_of_a_village_is_the_same_however_its_pictures_are_kept(fork: str) -> None:
    both(load(str(SAMPLE)), lambda program: fork_branch(program, fork).universe(7))


@pytest.mark.parametrize("fork", sorted(FORKS))
def test_a_comparison_is_the_same_however_pictures_are_kept(fork: str, lenders: World) -> None:
    def told() -> str:
        return str(lenders.compare(FORKS[fork], seed=1))

    one = told()
    lenders._program = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "DENSE", 0)
        other = told()
        assert lenders.program.layout.hashed
    assert one == other
