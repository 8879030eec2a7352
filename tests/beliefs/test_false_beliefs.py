"""False-belief tests: where somebody looks, and where others take them to look.

Wimmer and Perner (1983) and Baron-Cohen, Leslie and Frith (1985), "Sally and Anne"; Perner, Leekam
and Wimmer (1987), unexpected contents; Perner and Wimmer (1985), the ice-cream van, of second
order. The stories are drawn by chance; an oracle knows nothing but their moves.
"""

from __future__ import annotations

import pytest
from tests.beliefs.family import FAMILIES, SALLY, SMARTIES, VAN, Family
from tests.engine.tiny import asked

from moshimo.engine.universe import Universe


def played(family: Family, *moves: str, interpreted: bool = False) -> Universe:
    """Return a universe in which these moves were made."""
    universe = Universe(family.world.program, 1, interpreted=interpreted)
    for move in moves:
        universe.until(universe.now + 10)
        assert family.make(universe, *move.split()), move
    return universe


def first(family: Family, universe: Universe, rule: str, who: str) -> str:
    """Return where somebody looks first, or takes another to look."""
    return family.first(universe, rule, {who: "somewhere"})[who]


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.word))
def test_all_hold_what_they_saw_and_take_others_to_hold_what_they_saw_them_see(
    family: Family,
) -> None:
    found = [x for seed in range(1, 101) for x in family.differing(seed)]
    assert found == []


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.word))
def test_the_same_holds_where_the_stories_are_interpreted(family: Family) -> None:
    assert [x for seed in range(1, 4) for x in family.differing(seed, interpreted=True)] == []


def test_sally_looks_where_she_left_it_and_anne_expects_that() -> None:
    universe = played(SALLY, "go sally hall", "put anne marble chest")
    SALLY.make(universe, "wonder", "anne", "sally", "marble")
    assert first(SALLY, universe, "expect", "anne") == "basket"
    SALLY.make(universe, "want", "sally", "marble")
    assert first(SALLY, universe, "search", "sally") == "basket"
    (search,) = (d for d in universe.deeds if d.rule == "search")
    assert search.result == "foiled"


def test_who_looks_in_at_the_window_is_not_deceived_and_deceives_who_does_not_see_it() -> None:
    universe = played(
        SALLY, "go sally street", "look_through sally room", "look_through bob room",
        "put anne marble chest",
    )  # fmt: skip
    assert asked(universe, "believes(sally, marble.inside == chest)")
    assert asked(universe, "believes(anne, believes(sally, marble.inside == basket))")
    # bob and sally look in from two sides, and do not see each other
    assert asked(universe, "believes(bob, marble.inside == chest)")
    assert asked(universe, "believes(bob, believes(sally, marble.inside == basket))")
    assert asked(universe, "believes(sally, believes(anne, marble.inside == chest))")


def test_a_liar_takes_the_others_to_believe_it_and_believes_nothing_of_it() -> None:
    universe = played(SALLY, "go bob room", "announce anne marble chest")
    assert asked(universe, "believes(bob, marble.inside == chest)")
    assert asked(universe, "believes(anne, believes(bob, marble.inside == chest))")
    assert asked(universe, "believes(bob, believes(sally, marble.inside == chest))")
    assert asked(universe, "believes(anne, marble.inside == basket)")


def test_who_hears_that_another_was_told_knows_what_that_one_was_told() -> None:
    moves = ["whisper anne sally marble chest", "go anne hall"]
    before = played(SALLY, *moves)
    assert asked(before, "believes(dan, believes(sally, marble.inside == basket))")
    after = played(SALLY, *moves, "think_of anne sally", "confide anne dan sally marble")
    assert asked(after, "believes(dan, believes(sally, marble.inside == chest))")
    assert asked(after, "believes(dan, marble.inside == basket)")  # he was not told that


def test_mary_was_told_and_john_does_not_know_that() -> None:
    universe = played(
        VAN, "go mary home", "drive vendor van church", "call vendor mary van church"
    )  # fmt: skip
    assert asked(universe, "believes(mary, van.place == church)")
    assert asked(universe, "believes(john, van.place == church)")
    VAN.make(universe, "wonder", "john", "mary", "van")
    assert first(VAN, universe, "expect", "john") == "park"
    VAN.make(universe, "want", "mary", "van")
    assert first(VAN, universe, "search", "mary") == "church"


def test_who_slips_away_is_taken_to_be_still_there_by_who_does_not_look() -> None:
    universe = played(VAN, "doze john", "slip_away mary home")
    assert asked(universe, "believes(john, mary.place == park)")
    assert asked(universe, "believes(john, believes(mary, mary.place == park))")
    assert asked(universe, "believes(mary, believes(john, mary.place == park))")
    assert not asked(universe, "believes(mary, believes(vendor, mary.place == park))")


def test_nobody_is_taken_to_believe_words_against_their_own_eyes() -> None:
    universe = played(VAN, "call grace john van church", "go grace park")
    assert asked(universe, "believes(john, van.place == park)")
    assert asked(universe, "believes(grace, believes(john, van.place == park))")
    there = played(VAN, "go grace park", "call grace john van church")
    assert asked(there, "believes(grace, believes(john, van.place == park))")
    afar = played(VAN, "call grace john van church")
    assert asked(afar, "believes(grace, believes(john, van.place == church))")


def test_what_is_told_to_be_where_one_stands_and_does_not_see_it_is_not_believed() -> None:
    universe = played(VAN, "drive_off vendor van church", "call vendor john van park")
    assert not asked(universe, "believes(john, van.place == park)")


def test_who_has_not_looked_in_will_say_what_is_painted_on_it() -> None:
    universe = played(SMARTIES, "want peter tube")
    assert first(SMARTIES, universe, "answer", "peter") == "sweets"
    SMARTIES.make(universe, "steal_a_look", "peter", "tube")
    SMARTIES.make(universe, "want", "peter", "tube")
    assert [d.roles["stuff"] for d in universe.deeds if d.rule == "answer"] == ["sweets"]
    assert first(SMARTIES, universe, "answer", "peter") == "pencils"
    assert asked(universe, "recalls(peter, answer(peter, tube, sweets))")  # what he said before
    assert asked(universe, "believes(peter, believes(mia, tube.holds == sweets))")
    assert asked(universe, "believes(mia, believes(peter, tube.holds == sweets))")


def test_who_knows_a_secret_takes_those_outside_it_to_go_by_the_looks() -> None:
    universe = played(SMARTIES)
    assert asked(universe, "believes(anne, tube.holds == pencils)")
    assert asked(universe, "believes(anne, believes(mia, tube.holds == sweets))")
    watched = played(SMARTIES, "peep mia tube")
    assert asked(watched, "believes(anne, believes(mia, tube.holds == pencils))")
    assert asked(watched, "believes(tom, believes(mia, tube.holds == sweets))")
