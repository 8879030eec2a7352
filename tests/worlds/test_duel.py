"""The duel for an office, in a thousand free universes: its beats, and how else it can end."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from bench.plots.bounds import shortcomings
from bench.plots.tally import Tally, main_line, share, tally
from moshimo.engine.journal import Deed
from moshimo.engine.program import Program, prepare
from moshimo.multiverse.ensemble import ensemble
from moshimo.world.load import load

pytestmark = pytest.mark.slow

MANY, FEWER = 1000, 400
Done = list[Deed]


@cache
def duel() -> Program:
    return prepare(*load("leaf/duel"))


@cache
def found() -> Tally:
    return tally(duel(), duel().world.stories["duel"], MANY, every=True)


def was(rule: str, **roles: str) -> Callable[[Done], bool]:
    """Return whether such a deed was done."""
    return lambda deeds: any(
        d.rule == rule and all(d.roles[role] == who for role, who in roles.items()) for d in deeds
    )


def nobody_has_won(deeds: Done) -> bool:
    ends = ("spare", "vow", "dies_of_it", "back_down")
    told = [d for d in deeds if not d.roles.get("beaten", "").startswith("clone_of")]
    return not any(d.rule in ends for d in told)


OTHERWISE: dict[str, Callable[[Done], bool]] = {
    "Kakashi spares the clone": was("gives_the_trick_away", victor="kakashi"),
    "Kakashi tries with a stone whether somebody is there": was("try_with_stone"),
    "Naruto takes the vow": was("vow", beaten="naruto"),
    "Kakashi wins and spares him": was("spare", victor="kakashi", beaten="naruto"),
    "Kakashi kills him": was("dies_of_it", beaten="naruto"),
    "Naruto kills Kakashi": was("dies_of_it", beaten="kakashi"),
    "Sakura breaks away and comes": was("at_the_side", helper="sakura", fighter="naruto"),
    "Kakashi, beaten, keeps the office": was("keep_office", holder="kakashi"),
    "nobody has won when time is up": nobody_has_won,
}


def test_every_beat_of_the_duel_comes_about_and_each_line_holds() -> None:
    assert shortcomings(found(), duel().world.stories["duel"]) == []
    assert 0.15 < share(found(), "S28") < 0.5
    chain = [main_line(found())[beat] for beat in ("S29", "S30", "S32", "S34", "S35")]
    assert all(both > before / 2 for both, before in chain)


def test_all_of_it_can_come_out_otherwise() -> None:
    rules = (
        *("gives_the_trick_away", "try_with_stone", "vow", "spare", "dies_of_it", "at_the_side"),
        *("keep_office", "back_down"),
    )
    many = dict.fromkeys(OTHERWISE, 0)
    for result in ensemble(duel(), range(1, FEWER + 1), deeds=rules):
        deeds = [d for d in result.deeds if d.result == "done"]
        for word, came in OTHERWISE.items():
            many[word] += came(deeds)
    assert all(0 < n < FEWER / 2 for n in many.values()), many
