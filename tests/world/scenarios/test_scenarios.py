"""Facts about a starting moment: what it changes, when it begins and ends, who holds what."""

from __future__ import annotations

import math

import pytest
from tests.world.town import Load

from moshimo import load
from moshimo.compile.emission.book import Book
from moshimo.errors import WorldError
from moshimo.lang.typed import Recall
from moshimo.world.load import load as read_world
from moshimo.world.world import CheckedWorld, Scenario


def evening(loaded: Load, text: str, **files: str) -> tuple[CheckedWorld, Scenario]:
    named = {f"{word}.yaml": content for word, content in files.items()}
    return loaded({"scenarios/evening.yaml": text, **named}, "./town/evening")


def value(world: CheckedWorld, scenario: Scenario, word: str, owner: str, key: str = "") -> float:
    kind, index = world.find(owner) or ("", 0)
    toward = (world.find(key) or ("", 0))[1]
    return scenario.values[f"{kind}.{word}", index, toward]


def at(world: CheckedWorld, word: str) -> int:
    return (world.find(word) or ("", 0))[1]


def test_without_scenarios_the_world_begins_as_it_stands_at_six(loaded: Load) -> None:
    world, scenario = loaded()
    assert (world.first, scenario.word, scenario.title) == ("start", "start", "Town")
    assert (scenario.starts, scenario.ends_at, scenario.ends_when) == (6 * 3600, math.inf, None)


def test_the_world_may_say_when_it_begins(loaded: Load) -> None:
    _, scenario = loaded({"world.yaml": "starts: day 2 18:30\n"})
    assert scenario.starts == 86400 + 18.5 * 3600


def test_a_scenario_is_what_differs(loaded: Load) -> None:
    text = "change: {ana.place: mill, bo.rank: high}\n"
    world, scenario = evening(loaded, text)
    assert value(world, scenario, "place", "ana") == at(world, "mill")
    assert value(world, scenario, "place", "bo") == at(world, "mill")
    assert value(world, scenario, "rank", "bo") == 1
    assert value(world, world.scenarios["start"], "place", "ana") == at(world, "hall")


def test_a_scenario_s_title_is_its_file_s_name_where_it_gives_none(loaded: Load) -> None:
    assert evening(loaded, "")[1].title == "Evening"


def test_a_change_may_be_toward_one_or_toward_several(loaded: Load) -> None:
    text = "change:\n  ana.trust[bo]: 0.5\n  bo.trust: {ana: 0.25, others: -1}\n"
    world, scenario = evening(loaded, text)
    assert value(world, scenario, "trust", "ana", "bo") == 0.5
    assert value(world, scenario, "trust", "bo", "ana") == 0.25
    assert value(world, scenario, "trust", "bo", "cai") == -1


def test_a_way_that_changes_changes_both_ways(loaded: Load) -> None:
    world, scenario = evening(loaded, 'change: {"mill.path[hall]": 1 hour}\n')
    assert value(world, scenario, "path", "hall", "mill") == 3600
    assert value(world, scenario, "path", "mill", "hall") == 3600


@pytest.mark.parametrize(
    ("due", "seconds"),
    [
        ("day 2 12:00", 18 * 3600),
        ('"19:30"', 1.5 * 3600),
        ('"06:00"', -12 * 3600),
        ("never", math.inf),
    ],
)
def test_moments_count_from_the_scenario_s_start(loaded: Load, due: str, seconds: float) -> None:
    people = f"Character: {{ana: {{due: {due}}}, bo: {{}}, cai: {{}}}}\n"
    text = f'starts: "18:00"\nchange: {{bo.due: {due}}}\nminds: {{cai: {{bo.due: {due}}}}}\n'
    world, scenario = evening(loaded, text, people=people)
    assert value(world, scenario, "due", "ana") == seconds
    assert value(world, scenario, "due", "bo") == seconds
    assert scenario.beliefs[0].value == seconds


def test_a_day_may_be_longer(loaded: Load) -> None:
    front = "calendar: {day: 30 hours}\n"
    text = 'starts: "28:00"\nends: {at: day 2 10:00}\n'
    world, scenario = evening(loaded, text, world=front)
    assert (scenario.starts, scenario.ends_at) == (28 * 3600, 12 * 3600)
    assert world.calendar.noon == 15 * 3600


def test_it_ends_at_a_time_or_when_something_is_so(loaded: Load) -> None:
    text = 'starts: "18:00"\nends: {at: day 2 12:00, when: happened(leave(bo))}\n'
    _, scenario = evening(loaded, text)
    assert scenario.ends_at == 18 * 3600
    assert isinstance(scenario.ends_when, Recall)
    assert scenario.ends_when.how == "happened"


def test_minds_hold_what_they_are_told_and_may_have_no_idea(loaded: Load) -> None:
    text = "minds: {bo: {cai.place: unknown, ana.place: mill}, ana: {ana.rank: high}}\n"
    world, scenario = evening(loaded, text)
    held = {(b.mind, b.attribute.full, b.owner): (b.value, b.unknown) for b in scenario.beliefs}
    assert held == {
        (at(world, "bo"), "Character.place", at(world, "cai")): (-1, True),
        (at(world, "bo"), "Character.place", at(world, "ana")): (at(world, "mill"), False),
        (at(world, "ana"), "Character.rank", at(world, "ana")): (1, False),
    }


def test_a_secret_is_known_to_some_or_to_nobody(loaded: Load) -> None:
    text = "secret:\n  bo.vessel: [cai, ana, cai]\n  ana.vessel: []\n  ana.trust[bo]: [bo]\n"
    world, scenario = evening(loaded, text)
    knowers = {(s.attribute.word, s.owner, s.key): s.knowers for s in scenario.secrets}
    ana, bo, cai = (at(world, word) for word in ("ana", "bo", "cai"))
    assert knowers == {
        ("vessel", bo, 0): tuple(sorted((ana, cai))),
        ("vessel", ana, 0): (),
        ("trust", ana, bo): (bo,),
    }


def test_a_system_that_is_left_out_has_no_part_in_the_scenario() -> None:
    duel, exile = (load(f"leaf/{word}").program for word in ("duel", "exile"))
    assert duel.layout.bodies
    assert not exile.layout.bodies  # nothing of bodies is compiled where nobody makes clones
    made = exile.world.laws.rules["make_clone"]
    assert (made.conditions[0].text, made.effects) == ("left out", ())
    assert made not in Book(exile.world, exile.layout).actions  # no thought comes to it
    assert exile.layout.rows["Character"] < duel.layout.rows["Character"]  # nor to newborns
    whole, _ = read_world("leaf/exile")
    assert exile.world.laws.rules.keys() <= whole.laws.rules.keys()
    assert exile.world.laws.quantities == whole.laws.quantities


def test_a_scenario_may_say_how_long_its_stories_are(loaded: Load) -> None:
    assert evening(loaded, "words: 3000\n")[1].words == 3000
    with pytest.raises(WorldError, match="`words` takes a whole number from 0 to 100000"):
        evening(loaded, "words: many\n")


def test_a_scenario_takes_over_what_one_that_it_is_like_says(loaded: Load) -> None:
    noon = "starts: '12:00'\nseed: 9\nchange: {ana.place: mill, bo.rank: high}\n"
    noon += "minds: {cai: {ana.place: hall, bo.place: hall}}\nsecret: {ana.vessel: [ana]}\n"
    text = "like: noon\nseed: 4\nchange: {bo.rank: low, bo.place: hall}\n"
    text += "minds: {cai: {bo.place: mill}}\n"
    files = {"scenarios/evening.yaml": text, "scenarios/noon.yaml": noon}
    world, evening = loaded(files, "./town/evening")
    assert (evening.title, evening.starts, evening.seed) == ("Evening", 12 * 3600, 4)
    assert value(world, evening, "place", "ana") == at(world, "mill")
    assert value(world, evening, "rank", "bo") == 0
    assert value(world, evening, "place", "bo") == at(world, "hall")
    held = {(b.owner, b.value) for b in evening.beliefs}
    assert held == {(at(world, "ana"), at(world, "hall")), (at(world, "bo"), at(world, "mill"))}
    assert [s.attribute.full for s in evening.secrets] == ["Character.vessel"]
    assert world.scenarios["noon"].seed == 9
