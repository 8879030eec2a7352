"""Ambush, clones and feints: what the systems do between two who fight in a fen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from moshimo.engine.journal import Deed
from moshimo.engine.program import Program, prepare
from moshimo.engine.universe import Universe
from moshimo.multiverse.asking.shake import starting
from moshimo.multiverse.ensemble import ensemble
from moshimo.world.load import load

pytestmark = pytest.mark.slow

FEN = str(Path(__file__).parent / "fen")
BLOWS = ("strike", "kick", "feint_high", "feint_low", "heavy_kick")
MANY = 60


@cache
def fen() -> Program:
    return prepare(*load(FEN))


def with_(changes: Mapping[str, float]) -> Program:
    """Return the fen with some numbers of its members changed."""
    program = fen()
    values = dict(program.scenario.values)
    for path, value in changes.items():
        member, _, word = path.partition(".")
        found = program.world.find(member)
        assert found, member
        values[f"{found[0]}.{word}", found[1], 0] = value
    return starting(program, replace(program.scenario, values=values))


def done(changes: Mapping[str, float], *rules: str, many: int = MANY) -> list[list[Deed]]:
    """Return the deeds of these rules that were done, universe by universe."""
    found = ensemble(with_(changes), range(1, many + 1), deeds=rules)
    return [[d for d in result.deeds if d.result == "done"] for result in found]


def share(changes: Mapping[str, float], rule: str, **roles: str) -> float:
    """Return in what share of universes such a deed was done."""
    came = [any(_is(d, roles) for d in deeds) for deeds in done(changes, rule)]
    return sum(came) / MANY


def _is(deed: Deed, roles: dict[str, str]) -> bool:
    return all(deed.roles[role] == who for role, who in roles.items())


CLEAR = {"fen.mist_at": float("inf")}  # no mist at all


# clones that are left ----------------------------------------------------------------------------


def test_a_clone_is_left_in_smoke_and_by_nobody_who_is_in_view() -> None:
    assert share({}, "leave_clone", maker="rolf") > 0.9
    assert share({**CLEAR, "marsh_fire.hurled": 0}, "leave_clone") == 0.0
    assert share({"fen.hangs": 0.0, "marsh_fire.hurled": 0}, "leave_clone") == 0.0


def test_who_can_still_stand_well_leaves_no_clone() -> None:
    first = [any(d.begin < 20 for d in deeds) for deeds in done({"rolf.hurt": 0.2}, "leave_clone")]
    assert not any(first)


def test_who_has_not_the_art_or_the_guile_leaves_none() -> None:
    assert share({"rolf.doubles": 0}, "leave_clone") == 0.0
    assert share({"rolf.wily": 0}, "leave_clone") == 0.0


def test_whoever_has_nothing_left_pays_for_a_clone_with_weariness() -> None:
    spent = Universe(with_({"rolf.pool": 0}), 1).until(4)
    assert any(d.rule == "leave_clone" and d.result == "done" for d in spent.deeds)
    rested = Universe(fen(), 1).until(4)
    rolf = rested.names("Character").index("rolf")
    assert float(spent["Character.fatigue"][rolf]) == pytest.approx(0.3, abs=0.01)
    assert float(rested["Character.fatigue"][rolf]) == 0.0
    assert float(rested["Character.spent"][rolf]) == pytest.approx(1, abs=0.01)


def test_nobody_sees_it_and_the_foe_takes_the_clone_for_its_maker() -> None:
    universe = Universe(fen(), 1).until(21)
    left = next(d for d in universe.deeds if d.rule == "leave_clone")
    assert left.witnesses == ("rolf",)
    names = universe.names("Character")
    aud, rolf, clone = (names.index(x) for x in ("aud", "rolf", "clone_of_rolf"))
    assert int(universe["Character.foe"][aud]) == clone + 1
    assert bool(universe["Character.hidden"][rolf])
    assert not bool(universe["Character.hidden"][clone])
    assert bool(universe["Character.down"][clone])
    apart = universe["Character.spot"][rolf] - universe["Character.spot"][clone]
    assert abs(float(apart)) == pytest.approx(6)


def test_a_clone_that_lies_there_does_not_resist_and_pins_nobody() -> None:
    holds = [
        bool(d.outcomes["holds"])
        for deeds in done({}, "hold_blade_to", "pin")
        for d in deeds
        if d.roles["beaten"].startswith("clone")
    ]
    assert holds
    assert all(holds)
    for deeds in done({}, "hold_blade_to", "pin"):
        assert not any(d.roles["victor"].startswith("clone") for d in deeds)


def test_the_blow_meant_to_kill_finds_smoke_and_the_maker_springs_out() -> None:
    told = done({}, "strike_down", "goes_up_in_smoke", "spring_out", "taken_unawares")
    kills = [deeds for deeds in told if any(d.rule == "strike_down" for d in deeds)]
    assert len(kills) > 5
    sprung = 0
    for deeds in kills:
        kill = next(d for d in deeds if d.rule == "strike_down")
        if kill.roles["beaten"] == "clone_of_rolf":
            smoke = next(d for d in deeds if d.rule == "goes_up_in_smoke")
            assert smoke.begin == kill.end
            out = [d for d in deeds if d.rule == "spring_out" and d.roles["hider"] == "rolf"]
            assert all(d.begin >= smoke.begin for d in out)  # not before the moment
            sprung += bool(out)
    assert sprung > 5


def test_who_springs_out_is_beside_the_other() -> None:
    for seed in range(1, 20):
        universe = Universe(fen(), seed).until(120)
        out = [d for d in universe.deeds if d.rule == "springs_close"]
        if out:
            again = Universe(fen(), seed).until(out[0].end)
            names = again.names("Character")
            one, other = (names.index(out[0].roles[x]) for x in ("hider", "target"))
            spots = again["Character.spot"]
            assert abs(float(spots[one] - spots[other])) == pytest.approx(1, abs=0.3)
            return
    raise AssertionError("nobody ever sprang out")


def test_who_expects_a_trick_throws_a_stone_first_and_is_not_deceived() -> None:
    assert share({}, "try_with_stone", foe="clone_of_rolf") == 0.0
    assert share({"aud.wary": 1}, "try_with_stone", foe="clone_of_rolf") > 0.5
    assert share({"aud.wary": 1}, "strike_down") < 0.5 * share({}, "strike_down")


def test_whoever_is_pinned_does_not_get_up_meanwhile() -> None:
    for deeds in done(CLEAR, "pin", "hold_blade_to", "get_up", "spare", "strike_down"):
        held = [d for d in deeds if d.rule in ("pin", "hold_blade_to") and d.outcomes["holds"]]
        for hold in held:
            who = hold.roles["beaten"]
            up = [d for d in deeds if d.rule == "get_up" and d.roles["fallen"] == who]
            assert not any(d.begin < hold.end < d.end for d in up)


def test_bare_hands_that_hold_somebody_can_draw_a_knife() -> None:
    bare = {"aud.armed": 0, "aud.mercy": 0}
    assert share(bare, "draw_on", victor="aud") > 0.2
    assert share({}, "draw_on", victor="aud") < share(bare, "draw_on", victor="aud")


# smoke of a fire ---------------------------------------------------------------------------------


def test_grass_that_was_set_on_fire_smokes_for_a_quarter_of_the_time() -> None:
    for seed in range(1, 60):
        universe = Universe(with_(CLEAR), seed).until(120)
        fires = [d for d in universe.deeds if d.rule == "soon_out"]
        if fires:
            ends = [d.begin for d in universe.deeds if d.rule == "smoke_clears"]
            assert any(t == pytest.approx(fires[0].end + 5) for t in ends) or len(fires) > 1
            return
    raise AssertionError("nothing ever burned")


# feints ------------------------------------------------------------------------------------------


def test_a_feint_is_answered_as_the_blow_that_it_seems_to_be() -> None:
    ducked = 0
    for seed in range(1, 40):
        universe = Universe(with_(CLEAR), seed).until(60)
        for feint in (d for d in universe.deeds if d.rule in ("feint_high", "feint_low")):
            assert feint.seemed is not None
            assert feint.seemed.rule == {"feint_high": "strike", "feint_low": "kick"}[feint.rule]
            ducked += any(
                d.rule in ("duck", "dodge", "block") and feint.begin < d.begin < feint.end
                for d in universe.deeds
            )
    assert ducked > 3


def test_who_ducks_under_a_fist_is_hit_by_a_feint_more_often() -> None:
    landed: dict[str, list[bool]] = {"strike": [], "feint_high": []}
    for deeds in done(CLEAR, "strike", "feint_high", "duck", many=400):
        for blow in (d for d in deeds if d.rule in landed):
            at = blow.roles["target"]
            if any(
                d.rule == "duck" and d.roles["to"] == at and blow.begin <= d.begin < blow.end
                for d in deeds
            ):
                landed[blow.rule].append(bool(blow.outcomes["lands"]))
    strike, feint = (sum(x) / len(x) for x in (landed["strike"], landed["feint_high"]))
    assert feint > strike + 0.2


def test_a_heavy_kick_leaves_its_owner_open() -> None:
    for seed in range(1, 40):
        universe = Universe(with_(CLEAR), seed).until(60)
        for kick in (d for d in universe.deeds if d.rule == "heavy_kick" and d.result == "done"):
            own = kick.roles["attacker"]
            begun = [
                d.begin
                for d in universe.deeds
                if d.kind == "action" and next(iter(d.roles.values())) == own
            ]
            assert not any(kick.end < t < kick.end + 0.9 for t in begun)
