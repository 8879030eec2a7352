"""Whatever is added to a world and never used changes nothing: no deed, no chance, no why, no odds.

Worlds: the sample, the harbour, and one that has the ways in which something unused once mattered.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.tiny import Tiny, tiny
from tests.placebo.additions import Addition, Files, additions

from moshimo import Change, Sampling, World, WorldError, load
from moshimo.engine.journal import Deed

pytestmark = pytest.mark.slow

WORLDS = Path(__file__).parents[1] / "worlds"
LAMPS = '''
class Wish(Deed):
    of: Character
    to: Character


class Place:
    lit: bool = known(False)
    warm: bool = visible(False)


class Character:
    home: Place = known(nowhere)
    badge: Place = visible(nowhere)
    purse: Amount = known(5)
    shame: Level = private(0.0, half_life=hours(1))
    turn: Moment = private(never)
    grudge: Lean[Character] = private(0.0)


@action(moves=True, again=minutes(2))
def go(who: Character, to: Place):
    """{who} goes to {to}."""
    when(who.place != nowhere, who.place != to, way(who.place, to) < hours(1))
    weigh(1, "{who} is restless")
    takes(way(who.place, to))
    who.place = to


@action(carries=roles, again=minutes(5))
def light(one: Character, other: Character):
    """{one} lights a lamp for {other}."""
    when(one.place != nowhere, one.place != other.place, other.place != nowhere)
    weigh(2, "{one} wants it")
    takes(minutes(1))
    one.home.lit = True
    one.purse -= 0.1
    inform(other, light(one, other))
    inform(other, pay(other, one))                # it never happened
    means(Wish(one, other))


@action(speech=True, again=minutes(5))
def pay(payer: Character, other: Character):
    """{payer} pays {other}."""
    when(payer.place == other.place, other.badge != payer.place, payer.purse >= 1)
    weigh(1, "{payer} owes it")
    payer.purse -= 1
    payer.home.warm = True


@action(answers=pay)
def thank(other: Character, payer: Character):
    """{other} thanks {payer}."""
    weigh(3, "{other} is glad")
    takes(seconds(20))


@action(answers=pay, within=minutes(9), again=seconds(0))
def sneer(other: Character, payer: Character):
    """{other} sneers at {payer}."""
    weigh(0.3 + other.shame, "{other} is proud")
    takes(seconds(5))


@appraisal(of=Wish)
def ashamed(of, to, mind):
    """{mind} is ashamed."""
    when(to == mind)
    mind.shame += 0.3
    mind.grudge[of] += 0.2


@event(mean=minutes(9))
def stumble(who: Character):
    """{who} stumbles."""
    when(who.place.lit)
    hurt = chance(0.5)
    who.turn = now + minutes(3)


@event(at=Character.turn)
def rest(who: Character):
    """{who} rests."""
    found = between(0, 1)
    who.purse += found


@event()
def broke(who: Character):
    """{who} is broke."""
    when(who.purse < 2)
    who.purse += 3


@inference(sure=0.6)
def supposes(mind: Character, other: Character):
    """{mind} supposes {other} poor."""
    when(other.home.lit, mind.grudge[other] > 0.3)
    other.purse = 0
'''
CAST = """
ana: {place: hall, home: hall, badge: mill}
bo: {place: mill, home: mill, badge: hall}
cai: {place: hall, home: mill, badge: hall}
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """A world to which things are added: its files, what it comes to, what is asked of it."""

    files: Files
    world: World
    seeds: Sequence[int]
    questions: Sequence[str]
    change: Change


@cache
def ground(name: str) -> Ground:
    """Return one of the worlds."""
    folder = Path(tempfile.mkdtemp()) / name
    if name == "lamps":
        folder.mkdir()
        minds = "minds:\n  ana: {bo.home: hall, cai.badge: mill}\n"
        tiny(folder, Tiny(LAMPS, CAST, scenario=minds, ends="day 1 08:00"))
        asked = ["believes(bo, hall.lit)", "believes(ana, bo.purse < 5)", "ana.shame",
                 "first(sneer(ana, bo)) - day(1)", "happened(stumble(bo))"]  # fmt: skip
        change = Change(at="day 1 06:20", change={"bo.purse": 1})
    else:
        shutil.copytree(WORLDS / name, folder)
        asked = {
            "sample": ["happened(exile(cai, bo))", "ana.worry", "believes(dora, bo.citizen)"],
            "harbour": ["count(x for x in Character if x.fish > 0)"],
        }[name]
        change = {
            "sample": Change(at={"before": "accuse(cai, bo)"}, change={"bo.citizen": False}),
            "harbour": Change(change={"tilda.boldness": 1}),
        }[name]
    files = {
        p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
        for p in folder.rglob("*.*")
        if p.is_file()
    }
    seeds = {"lamps": range(3), "sample": range(2), "harbour": range(2)}[name]
    return Ground(files, load(str(folder)), seeds, asked, change)


def with_added(found: Ground, added: Sequence[Addition]) -> World:
    """Return the world with all of them."""
    files = found.files
    for one in added:
        files = one.to(files)
    folder = Path(tempfile.mkdtemp()) / "more"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(f"{folder}/{found.world.scenario.word}")


def told(deeds: Sequence[Deed]) -> list[Deed]:
    """Return deeds without what is noted by itself for minds, which hangs on who may write it."""
    own = [{k: x for k, x in deed.outcomes.items() if k[0] != "_"} for deed in deeds]
    return [replace(deed, outcomes=kept) for deed, kept in zip(deeds, own, strict=True)]


def uncaused(deeds: Sequence[Deed]) -> list[Deed]:
    """Return deeds without their causes, among which what reads a change has the change."""
    return [replace(deed, causes=()) for deed in told(deeds)]


def whys(world: World, change: Change) -> object:
    """Return what differs with a change, and why."""
    made = world.compare(change, 1).both
    return told(made.fork.deeds), made.chains


def answered(world: World, questions: Sequence[str]) -> bytes:
    """Return what twelve universes answer."""
    return world.odds(list(questions), Sampling(universes=12)).answers.tobytes()


@cache
def base(name: str) -> tuple[list[tuple[str, list[Deed]]], object, bytes]:
    """Return all that must stay the same."""
    found = ground(name)
    return _all_of(found.world, found)


def _all_of(world: World, found: Ground) -> tuple[list[tuple[str, list[Deed]]], object, bytes]:
    runs = [world.run(seed, interpreted=False) for seed in found.seeds]
    journals = [(run.hash(), told(run.deeds)) for run in runs]
    return journals, whys(world, found.change), answered(world, found.questions)


@pytest.mark.parametrize(("name", "every"), [("lamps", 8), ("sample", 10), ("harbour", 24)])
def test_nothing_that_is_added_and_never_used_changes_anything(
    name: str, every: int, request: pytest.FixtureRequest
) -> None:
    """Each alone, or every so-manieth without `--whole`; all that go wrong are told at once."""
    found, wrong = ground(name), []
    step = 1 if request.config.getoption("--whole") else every
    for one in possible(found, name)[::step]:
        try:
            world = with_added(found, [one])
        except WorldError as refused:
            wrong.append(f"{one.name}: refused: {refused.problems[0].what}")
            continue
        if told(world.run(1, interpreted=True).deeds) != base(name)[0][1][1]:
            wrong.append(f"{one.name}: interpreted")
        after = _all_of(world, found)
        parts = ("journals", "whys", "answers")
        for part, mine, other in zip(parts, base(name), after, strict=True):
            if mine != other:
                wrong.append(f"{one.name}: {part}")
    assert not wrong


def possible(found: Ground, name: str) -> list[Addition]:
    """Return what is never used there: some can be done to strangers, wherever these are."""
    made = additions(found.world, found.files)
    return [one for one in made if name != "lamps" or "stranger" not in one.name]


WANDER = '''
class Character:
    liking: Lean[Character] = private(0.0)


@action(moves=True, again=minutes(2))
def visit(who: Character, to: Place):
    """{who} goes to {to}."""
    when(who.place != to)
    weigh(most(who.liking[x] for x in Character if x != who and x.place == to), "{who} likes them")
    weigh(0.1, "{who} is restless")
    leg = step(who.place, to)
    takes(way(who.place, leg))
    who.place = leg


@event(mean=minutes(5))
def stumble(who: Character):
    """{who} stumbles."""
    when(who.place.path_is_bad)
    hurt = chance(0.5)


class Place:
    path_is_bad: bool = known(False)
'''
LIKES = """
ana: {place: hall, liking: {others: 0.5}}
bo: {place: mill, liking: {others: 0.2}}
"""


def test_a_stranger_whom_no_way_leads_to_changes_no_chance() -> None:
    folder = Path(tempfile.mkdtemp())
    stranger = "\nzz: {place: isle}\n"
    isle = "Place:\n  hall: {path: {mill: 4 minutes}}\n  mill: {}\n  isle: {}\n"
    plain = tiny(folder / "plain", Tiny(WANDER, LIKES, ends="day 1 12:00"))
    more = tiny(folder / "more", Tiny(WANDER, LIKES + stranger, isle, ends="day 1 12:00"))
    for seed in range(3):
        one, other = (w.run(seed) for w in (plain, more))
        assert sum(deed.chance is not None for deed in one.deeds) > 20
        assert told(other.deeds) == told(one.deeds)


def test_a_chance_that_never_comes_leaves_no_trace() -> None:
    folder = Path(tempfile.mkdtemp())
    never = WANDER.replace("mean=minutes(5)", "mean=seconds(1)")
    plain, more = (
        tiny(folder / str(n), Tiny(rules, LIKES, ends="day 1 12:00"))
        for n, rules in enumerate((WANDER, never))
    )
    for interpreted in (True, False):
        one, other = (w.run(1, interpreted=interpreted) for w in (plain, more))
        assert told(other.deeds) == told(one.deeds)
        assert other.block.deeds_n[0] - one.block.deeds_n[0] == 0


FORKS = {
    "a value as it is": Change(change={"ana.place": "hall"}),
    "a value as it is, later": Change(at="day 1 06:30", change={"bo.home": "mill"}),
    "a deed that is never done": Change(prevent="pay(ana, ana)"),
    "somebody who is nowhere": Change(add={"Character": {"zz": {"name": "Zz"}}}),
    "somebody who is nowhere, later": Change(
        at="day 1 06:30", add={"Character": {"aa": {"name": "Aa"}}}
    ),
    "a place without a way": Change(add={"Place": {"zz_far": {"name": "far"}}}),
    "a belief as it is": Change(at="day 1 06:30", minds={"cai": {"ana.home": "hall"}}),
}


@pytest.mark.parametrize("name", FORKS)
def test_a_fork_that_changes_nothing_finds_nothing(name: str) -> None:
    found, change = ground("lamps"), FORKS[name]
    for seed in found.seeds:
        made = found.world.compare(change, seed).both
        assert made.comparison.differences == ()
        assert uncaused(made.fork.deeds) == uncaused(made.base.deeds)
    odds = found.world.odds(list(found.questions), Sampling(universes=20, forks=(change,)))
    assert odds.answers[:, 0].tobytes() == odds.answers[:, 1].tobytes()


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_nor_do_several_together(data: st.DataObject) -> None:
    found = ground("lamps")
    known = possible(found, "lamps")
    added = data.draw(st.lists(st.sampled_from(known), min_size=2, max_size=9, unique=True))
    assert _all_of(with_added(found, added), found) == base("lamps")
