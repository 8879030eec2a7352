"""Beats of one scene come in any order; others as they share somebody, or a place."""

from __future__ import annotations

from tests.multiverse.following.plots import sample

from moshimo.multiverse.following.order import come_before, scenes
from moshimo.world.world import Beat, BeatDeed


def beat(word: str, place: str, *who: str) -> Beat:
    return Beat(word, (BeatDeed("walk", who, ()),), place, "")


def test_beats_in_a_row_at_one_place_are_a_scene() -> None:
    beats = [beat("A", "hall", "bo"), beat("B", "", "ana"), beat("C", "mill", "ana")]
    assert [[one.id for one in scene] for scene in scenes(beats)] == [["A", "B"], ["C"]]


def test_a_scene_comes_after_one_with_somebody_of_it() -> None:
    beats = [beat("A", "hall", "bo"), beat("B", "mill", "ana"), beat("C", "cottage", "bo")]
    assert come_before(beats, sample().checked) == ((), (), (0,))


def test_where_nobody_is_named_a_place_binds() -> None:
    beats = [beat("A", "hall", "bo"), beat("B", "mill", "ana"), beat("C", "hall")]
    assert come_before(beats, sample().checked) == ((), (), (0,))
