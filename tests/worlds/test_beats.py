"""The bench of beats: what shakes a cast, what leaves a system out, and how sure a share is."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import pytest

from bench.plots.bounds import shortcomings
from bench.plots.shake import moves
from bench.plots.swap import renamed, swapped
from bench.plots.tally import Tally, happened, level, main_line, tally
from bench.plots.variants import VARIANTS, Variant, varied, verdict, watched
from bench.plots.without import lost, without
from moshimo.engine.journal import Deed
from moshimo.engine.program import prepare
from moshimo.engine.universe import Universe
from moshimo.multiverse.asking.shake import FIFTH, factor, shaken, starting
from moshimo.world.load import load
from moshimo.world.scenarios.left_out import file_of
from moshimo.world.world import BeatDeed, CheckedWorld, Scenario

pytestmark = pytest.mark.slow  # many universes, or machine code of many worlds

HOUR = 3600.0
SENSES = ("meets", "misses")


@pytest.fixture(scope="module")
def leaf() -> tuple[CheckedWorld, Scenario]:
    return load("leaf/evening")


def test_a_factor_is_drawn_evenly_and_by_its_key_alone() -> None:
    drawn = [factor(shake, "Character.trust", "a", "b") for shake in range(2000)]
    assert all(1 - FIFTH <= x <= 1 + FIFTH for x in drawn)
    assert sum(drawn) / len(drawn) == pytest.approx(1, abs=0.01)
    assert sum(x < 0.9 for x in drawn) / len(drawn) == pytest.approx(0.25, abs=0.05)
    assert drawn[7] == factor(7, "Character.trust", "a", "b")
    assert drawn[7] != factor(7, "Character.trust", "b", "a")


def test_shaking_keeps_values_inside_their_types_and_leaves_all_else(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    world, scenario = leaf
    types = {a.full: a.type for k in world.laws.kinds.values() for a in k.attributes}
    made = shaken(world, scenario, 1)
    assert made.values.keys() == scenario.values.keys()
    for key, x in scenario.values.items():
        y, of = made.values[key], types[key[0]]
        if of.tag not in ("number", "span"):
            assert x == y, key
        else:
            assert of.low <= y <= of.high, key
            assert abs(y - x) <= FIFTH * abs(x) + 1e-12, key
    moved = sum(x != made.values[key] for key, x in scenario.values.items())
    assert moved > 2000


def test_a_shaken_road_is_as_long_there_as_back(leaf: tuple[CheckedWorld, Scenario]) -> None:
    made = shaken(*leaf, 1).values
    roads = {key[1:]: x for key, x in made.items() if key[0] == "Place.path"}
    assert roads
    assert all(roads[there, here] == x for (here, there), x in roads.items())
    assert any(x != leaf[1].values["Place.path", *ends] for ends, x in roads.items())


def test_the_same_shake_gives_the_same_cast_and_another_another(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    assert shaken(*leaf, 3) == shaken(*leaf, 3)
    assert shaken(*leaf, 3) != shaken(*leaf, 4)


def test_a_shaken_cast_runs_by_the_same_code_and_in_its_own_way(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    world, scenario = leaf
    program, other = prepare(world, scenario), shaken(world, scenario, 1)
    moved = starting(program, other)
    assert moved.layout is program.layout
    assert moved.template.raw == prepare(world, other).template.raw
    assert moved.template.raw != program.template.raw
    # what machine code is kept under knows nothing of values
    assert moved._name == program._name


def test_moves_are_counted_from_the_unshaken_share() -> None:
    def found(*came: bool) -> Tally:
        rows = {beat: list(came) for beat in main_line_beats()}
        return Tally(len(came), rows)

    base = found(True, True, False, False)
    made = moves(base, {1: found(True, True, True, False), 2: found(False, False, False, False)})
    assert made[0].furthest == 2
    assert made[0].size == -0.5
    assert (made[0].lowest, made[0].highest) == (0.0, 0.75)


def main_line_beats() -> list[str]:
    return ["E20", "E22", "E24", "E34"]


def test_each_beat_of_the_main_line_is_counted_among_those_where_the_one_before_came() -> None:
    rows = {beat: [True, True, False] for beat in main_line_beats()}
    rows["E22"] = [True, False, True]
    line = main_line(Tally(3, rows))
    assert line["E20"] == (2, 3)
    assert line["E22"] == (1, 2)
    assert line["E24"] == (1, 2)


def test_a_main_line_that_breaks_is_told_with_where(leaf: tuple[CheckedWorld, Scenario]) -> None:
    story = leaf[0].stories["exile"]
    story = replace(story, beats=tuple(b for b in story.beats if b.id in ("E40", "E44", "E48")))

    def found(last: int, thoughts: float, chance: float) -> Tally:
        rows = {"E40": [True] * 10, "E44": [n < 6 for n in range(10)]}
        rows["E48"] = [n < last for n in range(10)]
        return Tally(10, rows, counts={"thoughts": thoughts}, chances={"exile": chance})

    assert not shortcomings(found(4, 2999.0, 0.99), story)
    assert "a universe" in shortcomings(found(4, 3001.0, 0.99), story)[0]
    assert "certain" in shortcomings(found(4, 2999.0, 1.0), story)[0]
    follows, last = shortcomings(found(1, 2999.0, 0.99), story)
    assert follows.startswith("E48 follows in 1 of 6")
    assert last.startswith("E48 comes in 0.100 of all")
    assert shortcomings(found(0, 2999.0, 0.99), story)[-1] == "E48 never came about"


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.word)
def test_a_variant_changes_the_data_and_names_what_the_story_tells(variant: Variant) -> None:
    told = "duel" if any(word[0] == "S" for word in variant.moves) else "exile"
    told = "succession" if any("S39" <= word <= "S48" for word in variant.moves) else told
    world, scenario = load(f"leaf/{told}")
    other, changed = varied(variant.word, f"leaf/{told}")
    data = (changed.values, changed.secrets) != (scenario.values, scenario.secrets)
    assert data != bool(variant.numbers)
    assert (other.laws.source != world.laws.source) == bool(variant.numbers)
    beats = {beat.id: beat for beat in watched(world.stories[told]).beats}
    for word in variant.moves:
        for deed in (d for d in beats[word].deeds if d.rule not in SENSES):
            assert len(deed.roles) <= len(world.laws.rules[deed.rule].roles), word
            assert all(r is None or world.find(r) for r in deed.roles), word


def test_a_move_goes_the_expected_way_only_if_its_whole_interval_does() -> None:
    assert verdict(-1, -0.2, -0.1, 3) == "rarer: yes"
    assert verdict(-1, -0.2, 0.1, 3) == "rarer: too few to say"
    assert verdict(1, -0.2, -0.1, 3) == "more often: NO"
    assert verdict(0, -0.2, -0.1, 0) == "never: yes"
    assert verdict(0, -0.2, -0.1, 1) == "never: NO"


def test_all_that_is_about_two_people_is_exchanged() -> None:
    world, other = swapped("leaf/exile", "naruto", "kiba")
    rows = {m.id: i for i, m in enumerate(world.members["Character"], 1)}
    assert other.values["Character.vessel", rows["kiba"], 0] == 1
    assert ("Character.vessel", rows["naruto"], 0) not in other.values
    assert other.values["Character.foe", rows["sasuke"], 0] == rows["kiba"]
    bested = {other.values["Character.bested_by", rows[x], 0] for x in ("neji", "naruto")}
    assert bested == {rows["kiba"]}
    story = renamed(world.stories["exile"], "naruto", "kiba")
    assert next(b for b in story.beats if b.id == "E31").deeds[0].roles == ("kiba",)
    assert renamed(story, "naruto", "kiba") == world.stories["exile"]


def test_a_system_left_out_does_nothing_and_all_others_go_on(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    world, scenario = leaf
    less = without(world, "council")
    assert less.laws.source != world.laws.source
    universe = Universe(prepare(less, scenario), 1, interpreted=True).until(1.5 * HOUR)
    paths = {less.laws.rules[d.rule].at.path for d in universe.deeds if d.rule in less.laws.rules}
    assert paths
    assert file_of("council") not in paths
    before = Universe(prepare(world, scenario), 1, interpreted=True).until(1.5 * HOUR)
    assert any(d.rule == "move_motion" for d in before.deeds)


@pytest.mark.parametrize("system", load("leaf")[0].systems)
def test_nothing_of_a_system_left_out_is_left_but_what_others_name(
    leaf: tuple[CheckedWorld, Scenario], system: str
) -> None:
    world, path = leaf[0], file_of(system)
    less = without(world, system)
    kinds = {word: replace(kind, room=0) for word, kind in world.laws.kinds.items()}
    assert {word: replace(kind, room=0) for word, kind in less.laws.kinds.items()} == kinds
    assert less.laws.meanings == world.laws.meanings
    for word, rule in less.laws.rules.items():
        assert rule.at.path != path or rule.mark in ("action", "event"), word
        assert rule.at.path == path or not any(w.at.path == path for w in rule.weights), word
    assert less.laws != world.laws
    changed = replaced(world, less)
    assert changed, system


def replaced(world: CheckedWorld, less: CheckedWorld) -> set[str]:
    """Return the rules and quantities that differ."""
    laws, left = world.laws, less.laws
    rules = {word for word in laws.rules if left.rules.get(word) != laws.rules[word]}
    return rules | {w for w in laws.quantities if left.quantities[w] != laws.quantities[w]}


@pytest.mark.slow
@pytest.mark.parametrize("first", range(6))
def test_the_evening_goes_on_whatever_systems_are_left_out(
    leaf: tuple[CheckedWorld, Scenario], first: int
) -> None:
    less = reduce(without, leaf[0].systems[first::6], leaf[0])  # each is left out in one of six
    universe = Universe(prepare(less, leaf[1]), 1, interpreted=True).until(HOUR / 4)
    assert universe.counts["thoughts"] > 0


@pytest.mark.slow
def test_an_ensemble_shows_the_beats_that_a_journal_shows(
    leaf: tuple[CheckedWorld, Scenario],
) -> None:
    world, scenario = leaf
    story, program = world.stories["evening"], prepare(world, scenario)
    found = tally(program, story, 4)
    for seed in range(1, 5):
        journal = Universe(program, seed).until().deeds
        for beat in story.beats:
            came = all(happened(wanted, journal, beat.place) for wanted in beat.deeds)
            assert found.beats[beat.id][seed - 1] == came, beat.id


def test_a_beat_wants_the_rule_the_roles_the_place_and_that_it_was_done() -> None:
    def deed(**more: object) -> Deed:
        given: dict[str, object] = {
            "id": "0" * 16,
            "rule": "tell",
            "kind": "action",
            "roles": {"teller": "ann", "hearer": "ben"},
            "outcomes": {},
            "begin": 0.0,
            "end": 1.0,
            "place": "hall",
            "result": "done",
        }
        return Deed(**{**given, **more})  # type: ignore[arg-type]

    wanted = BeatDeed("tell", ("ann", None), ())
    assert happened(wanted, [deed()], "")
    assert happened(wanted, [deed()], "hall")
    assert not happened(wanted, [deed()], "yard")
    assert not happened(wanted, [deed(result="foiled")], "")
    assert not happened(wanted, [deed(roles={"teller": "ben", "hearer": "ann"})], "")


def test_what_is_lost_is_more_than_chance_can_explain(leaf: tuple[CheckedWorld, Scenario]) -> None:
    def found(often: int) -> Tally:
        kinds = {"exile": often, "claim": often, "walk": 100}
        made = Tally(100, {"E1": [n < often for n in range(100)], "E2": [True] * 100})
        made.kinds.update(kinds)
        return made

    sure = level(10)
    gone = lost(leaf[0], "decree", found(60), found(0), sure)
    assert (gone.gone, gone.own, gone.others) == (("E1",), ("exile",), ("claim",))
    assert lost(leaf[0], "decree", found(60), found(30), sure).rarer == ("E1",)
    assert lost(leaf[0], "decree", found(60), found(55), sure).nothing
    assert lost(leaf[0], "decree", found(3), found(0), sure).nothing  # of so few, none says nothing
    assert lost(leaf[0], "decree", found(30), found(60), sure).more == ("E1",)


def test_the_more_is_compared_the_surer_each_comparison_is() -> None:
    assert level() == 0.99
    assert level(100) == 0.9999
