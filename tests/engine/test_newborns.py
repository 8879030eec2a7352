"""Who is born while a world runs can be named by whom they are like; other casts keep bodies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.engine.tiny import MakeWorld, Tiny, asked, line, of, tiny

from moshimo import Change, World, load
from moshimo.engine.universe import Universe
from moshimo.errors import WorldError
from moshimo.multiverse.forking.transplant import transplant

CLONES = str(Path(__file__).parents[1] / "worlds" / "clones")
BORN = """
class Character(room=4):
    due: Moment = private(never)
    dons: Moment = private(never)
    glad: Level = visible(0.0)
    tells: Deed = private(nothing)

@event(at=Character.due)
def double(x: Character):
    \"\"\"{x} is two.\"\"\"
    other = born(Character, like=x)
    other.due = never

@event(at=Character.dons)
def don(x: Character):
    \"\"\"{x} puts on a mask.\"\"\"
    disguise(x, nobody)

@event(carries=roles)
def smile(x: Character):
    \"\"\"{x} smiles.\"\"\"
    when(now > day(2))
    x.glad += 0.5

@action()
def greet(a: Character, b: Character):
    \"\"\"{a} greets {b}.\"\"\"
    when(a.place == b.place)
    weigh(0.5, "{a} is polite")
    takes(seconds(5))
"""
PEOPLE = """
ana: {place: hall, due: day 1 06:02}
bo: {place: hall, dons: day 1 06:03}
cai: {place: mill}
"""
EARLIER = Change(change={"bo.due": "day 1 06:01"})  # bo's is the first to be born


@pytest.fixture
def born(world: MakeWorld) -> World:
    return world(BORN, PEOPLE)


def test_a_question_names_who_is_born_like_somebody(born: World) -> None:
    universe = born.run(1)
    greeted = any("clone_of_ana" in deed.roles.values() for deed in of(universe, "greet"))
    assert greeted
    assert asked(universe, "happened(greet(clone_of_ana)) or happened(greet(None, clone_of_ana))")
    assert asked(universe, "clone_of_ana.place == hall and clone_of_ana != ana")
    assert not asked(universe, "clone_of_ana_2.place == hall")
    deed = "happened(greet(clone_of_ana))"
    at_end = f"count(x for x in Place if {deed})"
    counts, shares = born.odds([at_end, deed], universes=60).odds.answers[:, 0].T
    assert (counts > 0).tolist() == (shares > 0).tolist()
    assert shares.sum() > 0


def test_before_the_birth_nobody_is_meant(born: World) -> None:
    universe = born.universe(1).until(60)
    assert not asked(universe, "clone_of_ana.place == hall")
    assert not asked(universe, "happened(double(clone_of_ana))")


def test_it_is_the_same_one_whoever_is_born_before(born: World) -> None:
    universe = born.with_change(EARLIER).run(1)
    assert universe.names("Character")[3:] == ("clone_of_bo", "clone_of_ana")
    for who in ("bo", "ana"):
        done = any(deed.roles["a"] == f"clone_of_{who}" for deed in of(universe, "greet"))
        assert asked(universe, f"happened(greet(clone_of_{who}))") == done


def test_a_fork_makes_them_do_something(born: World) -> None:
    late = Change(at="day 1 06:30", make="greet(clone_of_ana, bo)")
    made = born.with_change(late).run(1)
    assert [line(d) for d in made.deeds if d.begin == 1800.0][:1] == ["greet(clone_of_ana, bo)"]


def test_a_fork_cannot_make_anything_of_somebody_who_is_not_born(born: World) -> None:
    early = Change(at="day 1 06:01", make="greet(bo, clone_of_ana)", fork="Early")
    text = str(born.compare(early, seed=1))
    assert "“Early” could not be: clone_of_ana is not born yet." in text


def test_a_fork_prevents_what_they_would_do_and_no_more(born: World) -> None:
    universe = born.with_change(Change(prevent="greet(clone_of_ana)")).run(1)
    who = {deed.roles["a"] for deed in of(universe, "greet")}
    assert "clone_of_ana" not in who
    assert {"ana", "bo"} <= who


def test_a_fork_parts_when_they_do_something(born: World) -> None:
    parts = Change(at={"after": "greet(clone_of_ana)"}, change={"cai.glad": 1})
    assert asked(born.with_change(parts).run(1), "cai.glad == 1")
    never = replace(parts, at={"after": "greet(clone_of_ana_2)"})
    assert not asked(born.with_change(never).run(1), "cai.glad == 1")


def test_beats_name_them(tmp_path: Path) -> None:
    story = "of: start\nbeats:\n  - {id: A1, deed: 'greet(clone_of_ana, bo)'}\n"
    made = tiny(tmp_path, Tiny(BORN, PEOPLE, story=story))
    asked_both = made.odds(["A1", "happened(greet(clone_of_ana, bo))"], universes=40)
    one, other = asked_both.odds.answers[:, 0].T
    assert one.tolist() == other.tolist()
    assert one.sum() > 0


def test_nothing_is_said_of_them_before_they_are_born(born: World) -> None:
    with pytest.raises(WorldError) as told:
        born.with_change(Change(change={"clone_of_ana.glad": 1}))
    assert "`clone_of_ana` is born while the world runs, and nothing is so of them before" in str(
        told.value
    )


def test_where_nobody_is_born_so_nobody_is_named_so(world: MakeWorld) -> None:
    made = world(BORN.replace(", like=x", ""), PEOPLE)
    with pytest.raises(WorldError) as told:
        made.odds("clone_of_ana.glad > 0", universes=1)
    assert "nobody is ever born like `ana` in this world" in str(told.value)


def takes(universe: Universe) -> set[tuple[str, str, str]]:
    """Return for whom everybody takes everybody's body and disguise, by their names."""
    b, space, layout = universe.block, universe.program.space, universe.program.layout
    names = ["", *universe.names("Character")]
    rows = {i: name for i, name in enumerate(names) if name}
    rows |= {i + layout.guise: f"{name} masked" for i, name in enumerate(names) if name}
    return {
        (rows[m], rows[x], rows[space["taken"](b, m, x)])
        for m in range(1, len(names))
        for x in rows
        if rows[x] != f"{rows[m]} masked"
    }


def test_another_cast_keeps_for_whom_minds_take_bodies(born: World) -> None:
    more = born.with_change(Change(add={"Character": {"abe": {"place": "mill"}}}))
    before = born.universe(1).until(600)
    block = transplant(before.block, born.program, more.program)
    after = Universe(more.program, 1)
    after.block = block
    kept = {entry for entry in takes(after) if not any("abe" in word for word in entry)}
    assert kept == takes(before)
    assert ("bo", "clone_of_ana", "clone_of_ana") in kept  # bo saw the birth
    assert ("cai", "clone_of_ana", "ana") in kept


def test_a_universe_in_its_own_cast_is_as_it_was() -> None:
    made = load(CLONES)
    universe = made.universe(3).until(1800)
    block = transplant(universe.block, made.program, made.program)
    for word in ("takes", "taken_by", "taken_next", "likeness", "disguised", "v_Character_hurt"):
        assert block.__dict__[word].tolist() == universe.block.__dict__[word].tolist()


def test_who_is_removed_leaves_no_body_that_is_taken_for_them(born: World) -> None:
    gone = Change(at="day 1 06:10", remove=["cai"], word="without_cai")
    universe = born.with_change(gone).run(1)
    assert "clone_of_ana" in universe.names("Character")
    later = {d.roles["a"] for d in of(universe, "greet") if d.begin > 700}
    assert later <= {"ana", "bo", "clone_of_ana"}
