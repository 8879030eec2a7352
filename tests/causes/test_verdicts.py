"""The same cases by fork files: what comes if a deed is prevented, and others held as they were.

Halpern ("A modification of the Halpern-Pearl definition of causality", 2015) calls a deed a cause
if there is such a fork in which the outcome does not come. What is held is said in the fork: what
did not happen is prevented, what was so stays so by `change`.
"""

from __future__ import annotations

from functools import cache

import pytest
from tests.causes.blocked import deeds_of, hamlet, happens

from moshimo.multiverse.forking.branching import fork_branch

pytestmark = pytest.mark.slow


@cache
def after(fork: str) -> frozenset[str]:
    """Return all deeds of the hamlet in a fork."""
    return deeds_of(fork_branch(hamlet(), fork).universe(1))


@pytest.mark.parametrize(
    ("fork", "damp", "dry"),
    [("no-lightning", False, True), ("no-match", False, True), ("neither", False, False)],
)
def test_a_damp_wood_needs_both_and_a_dry_one_either(fork: str, damp: bool, dry: bool) -> None:
    assert ("burn(alder_carr)" in after(fork)) == damp
    assert ("burn(pine_wood)" in after(fork)) == dry


def test_suzy_broke_it_for_billy_had_missed() -> None:
    """But for her alone finds nothing: his stone would have hit then."""
    assert "shatter(bottle)" in after("suzy-keeps-still")
    assert "shatter(bottle)" not in after("and-billy-misses")


def test_billy_did_not() -> None:
    assert "shatter(bottle)" in after("billy-keeps-still")
    assert "hit(suzy, bottle)" in after("billy-keeps-still")


def test_the_points_did_not_bring_the_train_in() -> None:
    for fork, track in (("carl-sleeps", "right"), ("carl-sleeps-points-left", "left")):
        assert {f"ride(mail, {track})", "arrive(mail)"} <= after(fork)


def test_unless_a_track_that_was_not_taken_is_held_to_be_closed() -> None:
    assert "arrive(mail)" not in after("carl-sleeps-right-closed")


@pytest.mark.parametrize(("motion", "lost_by"), [("bridge", "one-hand"), ("well", "three-hands")])
def test_a_motion_is_lost_by_so_many_hands(motion: str, lost_by: str) -> None:
    for many in ("one-hand", "two-hands", "three-hands"):
        carried = f"carry({motion})" in after(f"{many}-less-for-the-{motion}")
        assert carried == (many != lost_by and lost_by != "one-hand"), many


def test_the_antidote_saved_whoever_was_poisoned() -> None:
    assert {"die(silver_cup)", "live(tin_cup)"} <= after("no-antidote")


def test_where_nobody_poisoned_it_takes_both_that_he_did_not_and_that_she_did() -> None:
    """That Gil did not dare and that Fay was there are a cause together, and neither is alone."""
    assert "poison(gil, tin_cup)" not in happens()
    assert {"poison(gil, tin_cup)", "live(tin_cup)"} <= after("gil-dares")
    assert "live(tin_cup)" in after("no-antidote")
    assert {"poison(gil, tin_cup)", "die(tin_cup)"} <= after("gil-dares-no-antidote")


@pytest.mark.parametrize(
    ("fork", "without"),
    [
        ("neither", ["strike(alder_carr)", "strike(pine_wood)", "drop_match(ada, alder_carr)",
                     "drop_match(bert, pine_wood)"]),
        ("and-billy-misses", ["throw(suzy, bottle)", "hit(billy, bottle)"]),
    ],
)  # fmt: skip
def test_what_a_fork_prevents_is_what_the_engine_bars(fork: str, without: list[str]) -> None:
    assert after(fork) == happens(frozenset(without))
