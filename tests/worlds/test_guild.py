"""The guild: company, errands, signs and succession among clockmakers who never fight."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.engine.tiny import believed, of

from moshimo.engine.journal import Deed
from moshimo.engine.program import prepare
from moshimo.engine.universe import Universe
from moshimo.world.load import load

pytestmark = pytest.mark.slow  # many universes

GUILD = str(Path(__file__).parent / "guild")
SEEDS = range(1, 13)


def universes(scenario: str) -> list[Universe]:
    program = prepare(*load(f"{GUILD}/{scenario}"))
    return [Universe(program, seed, interpreted=True).until() for seed in SEEDS]


@pytest.fixture(scope="module")
def quarrels() -> list[Universe]:
    return universes("hearsay_of_a_quarrel")


@pytest.fixture(scope="module")
def days() -> list[Universe]:
    return universes("handing_over")


def done(universe: Universe, rule: str) -> list[Deed]:
    return [deed for deed in of(universe, rule) if deed.result == "done"]


def those_with(worlds: Iterable[Universe], rule: str) -> list[Universe]:
    return [universe for universe in worlds if done(universe, rule)]


def test_who_comes_back_hurt_and_alone_is_taken_to_have_won(quarrels: list[Universe]) -> None:
    for universe in quarrels:
        wrong = done(universe, "give_up_hope")
        assert wrong
        assert all(d.roles["loser"] == "tilda" and d.roles["winner"] == "orrin" for d in wrong)
        before = Universe(universe.program, universe.seed, interpreted=True).until(wrong[0].end)
        mind = wrong[0].roles["thinker"]
        assert believed(before, mind, "Character.lost_to", "tilda") == "orrin"


def test_the_sign_of_the_office_puts_them_right(quarrels: list[Universe]) -> None:
    for universe in those_with(quarrels, "see_the_mistake"):
        mind = done(universe, "see_the_mistake")[0].roles["thinker"]
        assert believed(universe, mind, "Character.lost_to", "tilda") == ""
        assert believed(universe, mind, "Office.holder", "warden") == "tilda"
    assert len(those_with(quarrels, "see_the_mistake")) > len(quarrels) / 2


def test_without_a_mark_on_him_nobody_thinks_of_a_fight() -> None:
    found = universes("unhurt")
    assert not those_with(found, "give_up_hope")
    assert len(those_with(found, "think_it_never_came_to_it")) > len(found) / 2


def test_who_did_not_send_for_them_says_so_and_knows_who_did(quarrels: list[Universe]) -> None:
    for universe in those_with(quarrels, "send_on"):
        assert done(universe, "deny_calling")[0].begin < done(universe, "send_on")[0].begin
        assert done(universe, "send_on")[0].roles["to"] == "clock_tower"
    assert len(those_with(quarrels, "send_on")) > len(quarrels) / 2


def test_who_feels_most_embraces_last_and_longest(quarrels: list[Universe]) -> None:
    last = longest = 0
    found = [u for u in quarrels if {"bea", "gus", "ned"} <= {*who(u)}]
    for universe in found:
        first: dict[str, Deed] = {}
        for deed in done(universe, "embrace"):
            first.setdefault(deed.roles["friend"], deed)
        last += max(first, key=lambda x: first[x].begin) == "bea"
        longest += max(first, key=lambda x: first[x].end - first[x].begin) == "bea"
    assert len(found) > len(quarrels) / 2
    assert longest == len(found)
    assert last > len(found) / 2


def who(universe: Universe) -> list[str]:
    return [deed.roles["friend"] for deed in done(universe, "embrace")]


def test_a_messenger_knocks_is_let_in_and_knows_no_more_than_that(days: list[Universe]) -> None:
    called = those_with(days, "bring_call")
    assert len(called) > len(days) / 2
    for universe in called:
        call = done(universe, "bring_call")[0]
        assert call.roles == {"messenger": "pip", "to": "warden_room"}
        assert any(d.begin < call.begin for d in done(universe, "knock"))
        assert {d.roles["messenger"] for d in done(universe, "know_no_more")} <= {"pip"}
        assert not done(universe, "hears_why")
        guest = done(universe, "is_called")[0].roles["guest"]
        told = Universe(universe.program, universe.seed, interpreted=True).until(call.end + 1)
        assert believed(told, guest, "Office.holder", "warden") == "orrin"


def test_whoever_waits_for_somebody_opens_and_is_let_down(days: list[Universe]) -> None:
    for universe in those_with(days, "hide_disappointment"):
        deed = done(universe, "hide_disappointment")[0]
        assert deed.roles["missing"] == "tilda"
        assert deed.roles["visitor"] != "tilda"
    assert those_with(days, "hide_disappointment")


def test_nobody_walks_through_a_closed_door(days: list[Universe]) -> None:
    at_home = {"warden_room": "orrin", "parlour": "gus"}
    for universe in days:
        opened: dict[str, float] = {}
        for deed in sorted(universe.deeds, key=lambda d: d.end):
            if deed.rule in ("open_door", "try_door") and deed.result == "done":
                opened[deed.roles["place" if deed.rule == "open_door" else "to"]] = deed.end
            if deed.rule == "walk" and deed.result == "done" and deed.place in at_home:
                came = deed.roles["walker"]
                holder = came == "tilda" and deed.place == "warden_room"  # it is her room by now
                assert came == at_home[deed.place] or holder or deed.place in opened


def test_who_gives_up_an_office_fetches_what_is_left_there(days: list[Universe]) -> None:
    handed = those_with(days, "hand_over")
    assert len(handed) > len(days) / 2
    assert len(those_with(handed, "gather_things")) > len(handed) / 2
    for universe in those_with(handed, "gather_things"):
        assert {d.roles["owner"] for d in done(universe, "gather_things")} == {"orrin"}


def test_the_new_one_is_asked_and_looks_out_over_all_of_it(days: list[Universe]) -> None:
    assert len(those_with(days, "ask_if_ready")) > len(days) / 5
    for universe in those_with(days, "look_over"):
        assert done(universe, "look_over")[0].roles["holder"] == "tilda"
    assert those_with(days, "look_over")
