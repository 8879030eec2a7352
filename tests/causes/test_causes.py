"""The textbook cases of what caused what, each as a story in which deeds are taken away."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.causes.blocked import Tale, happens

pytestmark = pytest.mark.slow

DAMP = Tale(("strike(alder_carr)", "drop_match(ada, alder_carr)"), "burn(alder_carr)")
DRY = Tale(("strike(pine_wood)", "drop_match(bert, pine_wood)"), "burn(pine_wood)")
SUZY, BILLY = "throw(suzy, bottle)", "throw(billy, bottle)"
SUZY_HITS, BILLY_HITS = "hit(suzy, bottle)", "hit(billy, bottle)"
BOTTLE = Tale((SUZY, BILLY, SUZY_HITS, BILLY_HITS), "shatter(bottle)")
FLIP, LEFT, RIGHT = "flip_points(carl, mail)", "ride(mail, left)", "ride(mail, right)"
BRIDGE = Tale(tuple(f"raise_hand(bridge_{n}, bridge)" for n in range(1, 6)), "carry(bridge)")
WELL = Tale(tuple(f"raise_hand(well_{n}, well)" for n in range(1, 6)), "carry(well)")
SILVER = Tale(("poison(dora, silver_cup)", "cure(emil, silver_cup)"), "live(silver_cup)")


def each(*causes: str) -> set[frozenset[str]]:
    return {frozenset([cause]) for cause in causes}


def test_where_it_takes_both_each_is_a_cause() -> None:
    assert DAMP.causes() == each(*DAMP.facts)
    assert DAMP.needed() == set(DAMP.facts)


def test_where_either_is_enough_only_both_together_are() -> None:
    assert DRY.causes() == {frozenset(DRY.facts)}
    assert DRY.needed() == set()


def test_who_threw_first_broke_it_though_it_would_have_broken_anyway() -> None:
    assert BOTTLE.causes() == each(SUZY, SUZY_HITS)
    assert BOTTLE.needed() == set()


def test_without_the_first_stone_the_second_hits() -> None:
    assert BILLY_HITS not in happens()
    assert BILLY_HITS in happens(frozenset([SUZY]))
    assert not BOTTLE.comes([SUZY, BILLY_HITS])


@pytest.mark.parametrize("seed", range(2, 8))
def test_the_dice_have_no_say_in_it(seed: int) -> None:
    assert BOTTLE.causes(seed) == each(SUZY, SUZY_HITS)
    assert DRY.causes(seed) == {frozenset(DRY.facts)}


def test_a_train_that_comes_in_on_either_track_owes_nothing_to_the_points() -> None:
    assert LEFT in happens()
    assert RIGHT in happens(frozenset([FLIP]))
    assert Tale((FLIP,), "arrive(mail)").causes() == set()


def test_unless_not_taking_the_other_track_counts_as_a_thing_by_itself() -> None:
    """The known weakness of the definition: it hangs on what is taken for one fact."""
    assert Tale((FLIP, RIGHT), "arrive(mail)").causes() == each(FLIP)


def test_each_of_three_votes_against_two_was_needed() -> None:
    assert BRIDGE.causes() == each(*BRIDGE.facts[:3])
    assert BRIDGE.needed() == set(BRIDGE.facts[:3])


def test_of_five_votes_against_none_any_three_were() -> None:
    assert WELL.causes() == {frozenset(some) for some in combinations(WELL.facts, 3)}
    assert WELL.needed() == set()


def test_an_antidote_saves_whoever_was_poisoned() -> None:
    assert SILVER.causes() == each("cure(emil, silver_cup)")


def test_an_antidote_without_poison_saves_nobody() -> None:
    tin = Tale(("cure(fay, tin_cup)",), "live(tin_cup)")
    assert tin.causes() == set()
