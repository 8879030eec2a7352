"""The parish: assembly, news, crowds, letters, secrets, protest, restraint, far from any Leaf."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engine.tiny import believed, of, place, stepped, told, true

from moshimo import load
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.world.load import load as read

pytestmark = pytest.mark.slow  # many universes, or machine code of many worlds

PARISH = str(Path(__file__).parent / "parish")
SEEDS = range(1, 13)


@pytest.fixture(scope="module")
def program() -> Program:
    return prepare(*read(PARISH))


@pytest.fixture(scope="module")
def sundays(program: Program) -> list[Universe]:
    return [Universe(program, seed, interpreted=True).until() for seed in SEEDS]


def first(sundays: list[Universe], rule: str) -> tuple[Universe, float]:
    """Return a universe in which such a deed was done, and when it ended."""
    for universe in sundays:
        for deed in of(universe, rule):
            if deed.result == "done":
                return universe, deed.end
    raise AssertionError(f"nobody ever did {rule}")


def again(universe: Universe, until: float) -> Universe:
    return Universe(universe.program, universe.seed, interpreted=True).until(until + 0.001)


def heads(universe: Universe) -> int:
    """Return how many are in uproar in the churchyard."""
    churchyard = place(universe, "Place", "churchyard")
    return sum(
        int(true(universe, "Character.heads", who))
        for who in universe.names("Character")
        if true(universe, "Character.in_uproar", who)
        and true(universe, "Character.place", who) == churchyard
    )


def test_a_new_holder_whom_few_know_calls_everybody_and_tells_them(
    sundays: list[Universe],
) -> None:
    called = [u for u in sundays if of(u, "call_all")]
    assert len(called) > len(sundays) / 2
    for universe in called:
        for deed in of(universe, "announce"):
            assert deed.begin > of(universe, "call_all")[0].end


def test_who_was_there_knows_and_who_was_not_does_not(sundays: list[Universe]) -> None:
    universe, end = first(sundays, "announce")
    moment = again(universe, end)
    assert believed(moment, "flock", "Office.holder", "living") == "crane"
    assert believed(moment, "shepherd", "Office.holder", "living") == "agnes"


def test_only_those_are_taken_aback_who_took_another_for_the_holder(
    sundays: list[Universe],
) -> None:
    universe = next(u for u in sundays for d in of(u, "announce") if "hugh" in d.witnesses)
    moment = again(universe, of(universe, "announce")[0].end)
    assert true(moment, "Character.puzzled", "hugh") > 0.4
    assert true(moment, "Character.puzzled", "agnes") < 0.2


def test_while_one_has_the_floor_nobody_else_takes_it(sundays: list[Universe]) -> None:
    for universe in sundays:
        holders: list[str] = []
        for deed in sorted(universe.deeds, key=lambda d: d.end):
            if deed.result != "done":
                continue
            if deed.rule == "take_floor":
                assert not holders
                holders = [deed.roles["speaker"]]
            elif deed.rule in ("step_aside", "hint", "break_up", "call_to_order"):
                holders = []
            elif deed.rule == "hand_floor":
                holders = [deed.roles["next"]]
            elif deed.rule == "leaves_the_floor":
                holders = []


def test_a_letter_is_read_part_by_part_and_the_dearest_first(sundays: list[Universe]) -> None:
    for universe in sundays:
        for reader in {d.roles["reader"] for d in of(universe, "read_aloud")}:
            parts = [
                d.roles["addressee"]
                for d in of(universe, "read_aloud")
                if d.result == "done" and d.roles["reader"] == reader
            ]
            order = [x for x in ("agnes", "nell", "hugh") if x in parts]
            assert parts == order
    assert any(of(universe, "read_to_all") for universe in sundays)


def test_a_secret_read_out_is_known_to_all_who_hear_it_and_to_nobody_else(
    sundays: list[Universe],
) -> None:
    universe, end = first(sundays, "name_secret")
    before, after = again(universe, end - 1), again(universe, end)
    heard = next(d for d in of(universe, "name_secret") if d.result == "done").witnesses
    ignorant = [who for who in heard if who not in ("agnes", "crane")]
    assert len(ignorant) > 2
    for who in ignorant:
        assert believed(before, who, "Secret.subject", "parentage") == "?"
    for who in heard:
        assert believed(after, who, "Secret.subject", "parentage") == "tobias"
    assert believed(after, "shepherd", "Secret.subject", "parentage") == "?"


def test_whoever_reads_a_secret_out_has_broken_the_law_of_silence(
    sundays: list[Universe],
) -> None:
    universe, end = first(sundays, "name_secret")
    reader = next(d for d in of(universe, "name_secret") if d.result == "done").roles["reader"]
    assert true(again(universe, end), "Character.offence", reader) > 0
    assert true(again(universe, end - 1), "Character.offence", reader) == 0


def test_some_keep_the_secret_and_fold_the_letter_away(program: Program) -> None:
    many = [Universe(program, seed, interpreted=True).until() for seed in range(20, 60)]
    assert any(of(universe, "fold_away") for universe in many)
    for universe in many:
        assert not (of(universe, "fold_away") and of(universe, "name_secret"))


def test_unrest_is_counted_in_heads(sundays: list[Universe]) -> None:
    universe, _ = first(sundays, "uproar")
    loud = 12
    fresh = Universe(universe.program, universe.seed, interpreted=True)
    seen = 0
    for moment in stepped(fresh):
        came = len(of(moment, "uproar"))
        if came > seen:
            assert heads(moment) >= loud
            seen = came
    assert seen > 0


def test_groups_divide_by_what_they_feel(sundays: list[Universe]) -> None:
    lines = {line for universe in sundays for line in told(universe)}
    assert "fall_silent(flock, tobias)" in lines
    assert "breathe_again(drovers, tobias)" in lines
    assert "breathe_again(flock, tobias)" not in lines
    assert "fall_silent(drovers, tobias)" not in lines


def test_a_group_neither_goes_up_to_anybody_nor_strikes(sundays: list[Universe]) -> None:
    for universe in sundays:
        for rule in ("go_up_to", "square_up", "strike", "hold", "stun", "cry_for"):
            for deed in of(universe, rule):
                who = next(iter(deed.roles.values()))
                assert true(universe, "Character.heads", who) == 1


def test_who_is_held_does_not_walk_away(program: Program) -> None:
    for seed in range(1, 31):
        held: dict[str, float] = {}
        universe = Universe(program, seed, interpreted=True).until()
        for deed in sorted(universe.deeds, key=lambda d: d.begin):
            if deed.rule == "hold" and deed.result == "done":
                held[deed.roles["held"]] = deed.end
            elif deed.rule in ("give_in", "stun") or (
                deed.rule == "struggle" and deed.outcomes.get("free")
            ):
                held.pop(deed.roles["held"], None)
            elif deed.rule == "walk" and deed.roles["walker"] in held:
                assert deed.begin < held[deed.roles["walker"]] or deed.result != "done"


def test_who_is_stunned_is_out_unharmed_for_forty_minutes(program: Program) -> None:
    many = [Universe(program, seed, interpreted=True).until() for seed in range(1, 40)]
    universe, end = first(many, "stun")
    held = next(d for d in of(universe, "stun") if d.result == "done").roles["held"]
    moment = again(universe, end)
    assert true(moment, "Character.senseless", held)
    assert true(moment, "Character.alive", held)
    assert true(moment, "Character.hurt", held) == 0
    assert true(moment, "Character.comes_to", held) == pytest.approx(end + 2400)


def test_nobody_finds_the_letter_and_nothing_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "parish"
    for path in Path(PARISH).rglob("*.yaml"):
        target = folder / path.relative_to(PARISH)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8").replace("place: schoolhouse, on_door: true, ", "")
        target.write_text(text, encoding="utf-8")
    start = load(str(folder))
    for seed in (1, 2, 3):
        assert not of(start.run(seed), "read_aloud")
