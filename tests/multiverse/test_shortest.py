"""The shortest chain back to a beginning."""

from __future__ import annotations

from moshimo.multiverse.causes.shortest import shortest


def test_the_shortest_chain_is_found_with_the_last_step_first() -> None:
    onward = {"a": [(5, "c"), (1, "b")], "b": [(1, "c")], "c": [(1, "a")]}
    assert shortest(onward, "a", lambda step: step) == {"b": (1,), "c": (1, 1)}


def test_of_two_as_short_the_first_is_taken() -> None:
    onward = {"a": [("one", "b"), ("other", "b")]}
    assert shortest(onward, "a", len) == {"b": ("one",)}
    assert shortest(onward, "a", lambda _: 1) == {"b": ("one",)}


def test_what_cannot_be_reached_has_no_chain() -> None:
    assert shortest({"b": [("x", "c")]}, "a", len) == {}
