"""Bodies, power and fights: what these systems do on a fell, among people who call the weather."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from tests.engine.tiny import believed

from moshimo.engine.journal import Deed
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.multiverse.asking.shake import starting
from moshimo.multiverse.ensemble import ensemble
from moshimo.world.load import load

pytestmark = pytest.mark.slow

FELLS = str(Path(__file__).parent / "fells")
HOUR = 3600.0
Changes = dict[str, float | str]
MANY = 40
IN_A_FIGHT = ("charge", "leap", "strike", "throw_against", "draw_deep", "transform", "read_soul")
AT_PEACE: Changes = {
    "brann.foe": "",
    "orla.foe": "",
    "brann.anger[orla]": 0,
    "orla.anger[brann]": 0,
}


@cache
def fells() -> Program:
    return prepare(*load(FELLS))


def with_(changes: Changes) -> Program:
    """Return the world with some values changed: a number, or a member's id ("" for none)."""
    program = fells()
    world, values = program.world, dict(program.scenario.values)

    def row(word: str) -> int:
        found = world.find(word)
        assert found, word
        return found[1]

    for path, value in changes.items():
        owner, _, rest = path.partition(".")
        word, _, key = rest.rstrip("]").partition("[")
        found = world.find(owner)
        assert found, owner
        at = (f"{found[0]}.{word}", found[1], row(key) if key else 0)
        values[at] = (row(value) if value else 0) if isinstance(value, str) else float(value)
    return starting(program, replace(program.scenario, values=values))


def runs(changes: Changes, *rules: str, many: int = MANY) -> Iterator[list[Deed]]:
    """Yield the deeds of these rules that were done, universe by universe."""
    for result in ensemble(with_(changes), range(1, many + 1), deeds=rules):
        yield [d for d in result.deeds if d.result == "done"]


def share(changes: Changes, rule: str, **roles: str) -> float:
    """Return in what share of universes such a deed is done."""
    came = [any(of(d, roles) for d in deeds) for deeds in runs(changes, rule)]
    return sum(came) / len(came)


def of(deed: Deed, roles: dict[str, str]) -> bool:
    return all(deed.roles[role] == who for role, who in roles.items())


def tallied(changes: Changes, who: str, what: str, after: float = 0.01) -> float:
    """Return what a tally of somebody says at a moment."""
    universe = Universe(with_({**changes, f"{who}.tallied_at": after}), 1).until(after + 1)
    return float(universe[f"tallied_{what}"][universe.names("Character").index(who)])


# power ----------------------------------------------------------------------------------------


def test_a_second_form_doubles_what_its_bearer_does() -> None:
    ready: Changes = {"orla.ready": "north_wind"}
    assert tallied(ready, "orla", "force") == 1.0
    assert tallied({**ready, "orla.form": "antlers"}, "orla", "force") == 2.0


def test_a_deep_pool_that_is_open_deepens_it_too_and_twice_at_most() -> None:
    ready: Changes = {"brann.ready": "river"}
    assert tallied({**ready, "brann.surge": 4}, "brann", "force") == pytest.approx(1.5, abs=1e-3)
    assert tallied({**ready, "brann.surge": 800}, "brann", "force") == 2.0


def test_a_pool_is_never_below_nothing_and_fills_again_by_itself() -> None:
    assert tallied({"orla.spent": 100}, "orla", "left") == 0.0
    spent: Changes = {**AT_PEACE, "orla.spent": 8.0}
    assert tallied(spent, "orla", "left", 3 * HOUR) == pytest.approx(4.0, abs=0.1)
    assert tallied(spent, "orla", "left", 23 * HOUR) <= 8.0


def test_the_deep_pool_comes_up_in_a_rage_in_whom_there_is_one() -> None:
    assert share({}, "draw_deep", fighter="brann") > 0.8
    assert share({}, "draw_deep", fighter="orla") == 0.0
    assert share({"brann.deep": 0}, "draw_deep", fighter="brann") == 0.0


# techniques -----------------------------------------------------------------------------------


def test_who_has_spent_it_all_or_has_not_the_hand_for_it_gathers_nothing() -> None:
    assert share({}, "charge", fighter="orla") > 0.8
    assert share({"orla.pool": 1}, "charge", fighter="orla") == 0.0
    assert share({"orla.other_hand": 0}, "charge", fighter="orla") == 0.0
    assert share({"orla.right_hand": 0}, "charge", fighter="orla") > 0.8


def test_nobody_gathers_what_they_have_not_learned() -> None:
    assert share({}, "charge", fighter="orla", technique="river") == 0.0


def test_with_the_deep_pool_open_it_gathers_in_half_the_time() -> None:
    for surge, longest in ((0, 40.0), (8, 21.0)):
        changes: Changes = {"brann.surge": surge, "brann.deep": 0}
        spans = [
            d.end - d.begin
            for deeds in runs(changes, "charge")
            for d in deeds[:4]
            if d.roles["fighter"] == "brann" and d.begin < 60
        ]
        assert spans
        assert max(spans) <= longest + 1e-6


def test_a_blow_can_undo_what_is_being_gathered() -> None:
    foiled = 0
    for result in ensemble(fells(), range(1, MANY + 1), deeds=("charge",)):
        foiled += any(d.result == "foiled" for d in result.deeds)
    assert 0 < foiled < MANY


# the clash ------------------------------------------------------------------------------------


def test_equal_powers_mostly_burst_in_both_faces_but_either_may_win() -> None:
    bursts, won = 0, set()
    for deeds in runs({}, "burst", "overpowered", many=200):
        bursts += any(d.rule == "burst" for d in deeds)
        won |= {d.roles["winner"] for d in deeds if d.rule == "overpowered"}
    assert 0.5 < bursts / 200 < 0.95
    assert won == {"orla", "brann"}


def test_who_is_far_the_stronger_prevails() -> None:
    strong = share({"antlers.factor": 20}, "overpowered", winner="orla")
    weak = share({"antlers.factor": 1}, "overpowered", winner="orla")
    assert strong > weak + 0.3


def test_without_an_aura_on_both_sides_nothing_closes_round_them() -> None:
    lone: Changes = {"antlers.bearer": "", "brann.deep": 0}
    assert share(lone, "auras_close") < 0.1


def test_when_it_is_over_nobody_holds_anything_any_more() -> None:
    for result in ensemble(fells(), range(1, 21), fields=("locked", "ready", "form", "foe")):
        assert not result.state["locked"].any()
        assert not result.state["form"].any()


# the body -------------------------------------------------------------------------------------


def test_who_is_senseless_does_nothing_until_coming_round() -> None:
    changes: Changes = {**AT_PEACE, "orla.senseless": 1, "orla.down": 1, "orla.comes_to": 2 * HOUR}
    changes |= {"orla.place": "coast"}
    universe = Universe(with_(changes), 1).until(12 * HOUR)
    hers = [
        d for d in universe.deeds if d.kind == "action" and next(iter(d.roles.values())) == "orla"
    ]
    assert hers
    assert min(d.begin for d in hers) >= 2 * HOUR
    assert [d.begin for d in universe.deeds if d.rule == "comes_round"] == [2 * HOUR]


def test_wounds_close_with_time_and_sooner_in_a_sickbed_and_never_more_than_wholly() -> None:
    wounded: Changes = {**AT_PEACE, "pim.away": 0, "pim.hurt": 0.6, "pim.place": "coast"}
    bed: Changes = {**wounded, "pim.place": "sickroom"}
    later = tallied(wounded, "pim", "hurt", 12 * HOUR)
    assert 0.6 > later > 0.3
    assert later > tallied(bed, "pim", "hurt", 12 * HOUR) > 0.0
    assert tallied({**bed, "una.healer": 1}, "pim", "hurt", 23 * HOUR) >= 0.0


def test_wounds_slow_the_feet() -> None:
    def took(slowed: float) -> float:
        changes: Changes = {**AT_PEACE, "mick.slowed": slowed}
        for deeds in runs(changes, "walk"):
            for d in deeds:
                if d.roles["walker"] == "mick" and d.roles["to"] == "tarn" and d.begin < HOUR:
                    return d.end - d.begin
        raise AssertionError("he never went")

    assert took(0) == 30 * 60
    assert took(1) > 1.9 * 30 * 60


def test_who_lies_helpless_is_carried_to_the_sickroom_by_whoever_cares() -> None:
    lying: Changes = {**AT_PEACE, "brann.senseless": 1, "brann.down": 1, "brann.hurt": 0.8}
    lying |= {"brann.comes_to": 20 * HOUR, "orla.place": "coast"}
    assert share(lying, "carry_off", bearer="mick", helpless="brann") > 0.5
    cold: Changes = {
        **lying,
        "mick.affection[brann]": -0.5,
        "mick.mercy": 0,
        "mick.worry[brann]": 0,
    }
    assert share(cold, "carry_off", bearer="mick", helpless="brann") < 0.2


def test_who_is_never_found_comes_round_and_goes_there_alone() -> None:
    lost: Changes = {**AT_PEACE, "brann.senseless": 1, "brann.down": 1, "brann.hurt": 0.7}
    lost |= {"brann.comes_to": 3 * HOUR, "orla.place": "coast", "mick.place": "coast"}
    lost |= {"mick.home": "coast", "mick.haunt": "coast", "mick.worry[brann]": 0}
    assert share(lost, "lie_down", patient="brann") > 0.7


def test_nobody_is_let_out_with_gaping_wounds_and_hardly_anybody_before_the_round() -> None:
    bed: Changes = {
        **AT_PEACE,
        "pim.away": 0,
        "pim.place": "sickroom",
        "pim.hurt": 0.5,
    }
    out = [d for deeds in runs(bed, "leave_sickbed") for d in deeds]
    late = [d for d in out if d.begin + 15 * HOUR >= 37 * HOUR]
    assert len(late) > 0.6 * MANY
    assert len(out) - len(late) < 0.2 * MANY


# blows ----------------------------------------------------------------------------------------


def test_where_nobody_has_a_foe_nothing_of_a_fight_happens() -> None:
    assert not any(list(runs(AT_PEACE, *IN_A_FIGHT)))


def test_nearly_everybody_holds_a_blow_back_and_the_lawless_in_a_fury_do_not() -> None:
    angry: Changes = {
        **AT_PEACE,
        "una.anger[mick]": 1.0,
        "mick.place": "sickroom",
        "una.stirred": 1,
    }
    angry |= {"una.affection[mick]": 0, "mick.worry[brann]": 0}
    lawful: Changes = {**angry, "una.lawful": 1, "una.composure": 0.9}
    assert share(lawful, "strike") == 0.0
    wild: Changes = {**angry, "una.lawful": 0, "una.composure": 0, "una.temper": 1}
    assert share(wild, "strike", attacker="una") > 0.1


# wills ----------------------------------------------------------------------------------------


def test_who_has_a_purpose_goes_after_it_and_who_has_none_goes_home() -> None:
    assert share(AT_PEACE, "walk", walker="orla", to="coast") > 0.9
    assert share({**AT_PEACE, "orla.purpose": 0}, "walk", walker="orla", to="coast") < 0.2


def test_eyes_read_what_is_there_and_not_what_was_supposed() -> None:
    universe = Universe(fells(), 1)
    assert believed(universe, "brann", "Character.purpose", "orla") != 0.7
    universe.until(HOUR / 6)
    assert any(d.roles == {"reader": "brann", "soul": "orla"} for d in universe.deeds)
    assert believed(universe, "brann", "Character.purpose", "orla") == 0.7
    assert believed(universe, "mick", "Character.purpose", "orla") != 0.7


# weather and the road -------------------------------------------------------------------------


def test_in_a_dry_season_no_rain_ever_falls() -> None:
    assert share({"sky.dry": 1}, "rain_begins") == 0.0
    assert share({"sky.dry": 1}, "caught_by_rain") == 0.0
    assert share({}, "rain_begins") > 0.9
    assert share({}, "caught_by_rain", traveller="pim") > 0.4


def test_who_has_gone_for_good_walks_until_worn_out_and_sleeps_where_there_is_cover() -> None:
    assert share({}, "trudge", traveller="pim", to="bothy") > 0.3
    assert share({}, "creep_under", traveller="pim", place="bothy") > 0.3
    assert share({"pim.away": 0}, "trudge") == 0.0


def test_a_fight_gives_the_same_bits_interpreted() -> None:
    for seed in (1, 2):
        native = Universe(fells(), seed).until(0.2 * HOUR).hash()
        assert native == Universe(fells(), seed, interpreted=True).until(0.2 * HOUR).hash()
