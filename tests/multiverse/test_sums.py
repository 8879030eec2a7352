"""Which deeds had added before to what a deed adds to."""

from __future__ import annotations

from pathlib import Path

from moshimo import load
from moshimo.engine.journal import Deed
from moshimo.multiverse.causes.sums import added_before

SAMPLE = load(str(Path(__file__).parents[1] / "worlds" / "sample"))
LAWS = SAMPLE.checked.laws


def hand(voter: str, accused: str, at: float) -> Deed:
    roles = {"voter": voter, "judge": "cai", "accused": accused}
    return Deed(f"{voter}/{at}", "raise_hand", "action", roles, {}, at, at, "hall", "done")


def test_each_hand_is_raised_on_top_of_those_that_were_up() -> None:
    first, second, third = (hand(who, "bo", at) for at, who in enumerate(("ana", "dora", "eli")))
    assert added_before([first, second, third], LAWS) == {
        second.id: (first.id,),
        third.id: (first.id, second.id),
    }


def test_a_hand_against_another_is_another_count() -> None:
    assert added_before([hand("ana", "bo", 0), hand("ana", "eli", 1)], LAWS) == {}


def test_what_was_not_done_adds_nothing() -> None:
    foiled = Deed("x", "raise_hand", "action", {"accused": "bo"}, {}, 0, 0, "hall", "foiled")
    assert added_before([foiled, hand("ana", "bo", 1)], LAWS) == {}


def test_what_only_sets_a_value_adds_to_nothing() -> None:
    deeds = SAMPLE.run(3, interpreted=True).deeds
    walks = {deed.id for deed in deeds if deed.rule == "walk"}
    assert not walks & {*added_before(deeds, LAWS)}
