"""Whom the reader knows to be at a place, from where the story has shown them last."""

from __future__ import annotations

from moshimo.story.selection.bodies.sightings import KEPT, Sightings


def seen(*shown: tuple[str, str, float]) -> Sightings:
    """Return the sightings of people (letters) at places, at times."""
    found = Sightings()
    for people, place, time in shown:
        found.see(people, place, time)
    return found


def test_who_was_shown_at_a_place_is_known_to_be_there() -> None:
    assert seen(("ab", "mill", 0.0)).known_at("mill", 60.0) == {"a", "b"}


def test_who_was_shown_elsewhere_since_is_not() -> None:
    assert seen(("ab", "mill", 0.0), ("b", "quay", 50.0)).known_at("mill", 60.0) == {"a"}


def test_where_the_story_goes_back_in_time_what_was_before_counts() -> None:
    assert seen(("a", "mill", 0.0), ("a", "quay", 9000.0)).known_at("mill", 60.0) == {"a"}


def test_a_place_is_forgotten_after_an_hour() -> None:
    assert seen(("a", "mill", 0.0)).known_at("mill", KEPT + 1.0) == frozenset()


def test_people_who_were_shown_at_one_other_place_come_from_there() -> None:
    found = seen(("ab", "mill", 0.0), ("c", "quay", 0.0))
    assert found.came_from("ab", "hall", 60.0) == "mill"
    assert found.came_from("abc", "hall", 60.0) == ""
    assert found.came_from("ab", "mill", 60.0) == ""


def test_people_of_one_place_are_a_group_and_one_may_be_missing() -> None:
    found = seen(("abcde", "mill", 0.0))
    assert found.group("abcde", "hall", 60.0) == ("mill", list("abcde"), "")
    assert found.group("abcd", "hall", 60.0) == ("mill", list("abcd"), "e")
    assert found.group("abc", "hall", 60.0) == ("", [], "")
