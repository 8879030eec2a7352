"""Facts about a world that is loaded: what it holds, and that order means nothing."""

from __future__ import annotations

import math
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world.town import TOWN, Load, Told, write

from moshimo.errors import WorldError
from moshimo.world import load
from moshimo.world.people import members
from moshimo.world.people.members import key_of
from moshimo.world.text import folder, rule_files
from moshimo.world.world import CheckedWorld, Scenario

SAMPLE = Path(__file__).parent.parent / "worlds" / "sample"


def test_the_sample_world_loads_with_all_its_parts() -> None:
    world, scenario = load.load(str(SAMPLE))
    assert (world.word, world.title, world.rights) == ("sample", "Millbrook", "Public domain.")
    assert {kind: len(some) for kind, some in world.members.items()} == {
        "Character": 5,
        "Place": 3,
        "Office": 1,
        "Letter": 0,
    }
    assert scenario.title == "The evening of the bell"
    assert scenario is world.scenarios[world.first]
    assert [beat.id for beat in world.stories["farewell"].beats][:2] == ["M1", "M2"]


def test_a_scenario_is_named_behind_the_world() -> None:
    _, scenario = load.load(str(SAMPLE / "evening"))
    assert scenario.word == "evening"


@pytest.mark.parametrize("world", folder.shipped())
def test_every_world_that_comes_with_moshimo_loads(world: str) -> None:
    assert load.load(world)[0].word == world


def test_members_stand_in_the_order_of_their_keys(loaded: Load) -> None:
    world, _ = loaded()
    for kind, some in world.members.items():
        keys = [member.key for member in some]
        assert keys == sorted(keys)
        assert keys == [key_of(kind, member.id) for member in some]
        assert 0 not in keys


def test_a_key_never_changes() -> None:
    assert key_of("Character", "ana") == 12392381664179502081


def test_a_member_is_found_by_its_id(loaded: Load) -> None:
    world, _ = loaded()
    kind, index = world.find("mill") or ("", 0)
    assert world.members[kind][index - 1].id == "mill"
    assert world.find("nobody") is None


def test_names_have_defaults(loaded: Load) -> None:
    people = "Character:\n  eve_orr: {}\n  lady_eve: {}\n  fox: {name: The Fox}\n"
    world, _ = loaded({"more.yaml": f"{people}Place:\n  old_well:\n"})
    by_id = {member.id: member for some in world.members.values() for member in some}
    eve, well = by_id["eve_orr"], by_id["old_well"]
    assert (eve.name, eve.short, eve.pronouns) == ("Eve Orr", "Eve", "they")
    assert (well.name, well.short, well.pronouns) == ("old well", "old well", "it")
    assert (by_id["lady_eve"].short, by_id["fox"].short) == ("Lady Eve", "The Fox")


def test_a_text_may_be_a_number_and_is_one_line(loaded: Load) -> None:
    world, _ = loaded({"world.yaml": "title: 1984\nrights: |\n  A story.\n  Free for all.\n"})
    assert (world.title, world.rights) == ("1984", "A story. Free for all.")


def test_values_are_kept_as_numbers(loaded: Load) -> None:
    ana = "ana: {rank: high, mercy: 1, due: day 2 12:00, patience: 1.5 hours, vessel: true}"
    _, scenario = loaded({"people.yaml": f"Character:\n  {ana}\n"})
    values = {word: value for (word, _, _), value in scenario.values.items()}
    assert values["Character.rank"] == 1
    assert values["Character.mercy"] == 1
    assert values["Character.due"] == (24 + 12 - 6) * 3600
    assert values["Character.patience"] == 5400
    assert values["Character.vessel"] == 1


def test_others_are_all_that_are_not_named_and_never_oneself(loaded: Load) -> None:
    world, scenario = loaded({"people.yaml": PEOPLE})
    assert toward(world, scenario, "trust", "ana") == {"bo": 0.8, "cai": 0.1, "dora": 0.1}
    assert toward(world, scenario, "barred", "ana") == {"hall": 1, "mill": 1}


PEOPLE = """
Character:
  ana: {trust: {others: 0.1, bo: 0.8}, barred: {others: true}}
  bo: {}
  cai: {}
  dora: {}
"""


def toward(world: CheckedWorld, scenario: Scenario, word: str, owner: str) -> dict[str, float]:
    """Return a member's values toward others, by id."""
    kind, index = world.find(owner) or ("", 0)
    attribute = world.laws.kinds[kind].attribute(word)
    assert attribute is not None
    return {
        world.members[attribute.key][key - 1].id: value
        for (full, of, key), value in scenario.values.items()
        if full == attribute.full and of == index
    }


def test_a_way_given_once_holds_both_ways(loaded: Load) -> None:
    world, scenario = loaded()
    assert toward(world, scenario, "path", "hall") == {"mill": 180}
    assert toward(world, scenario, "path", "mill") == {"hall": 180}


def test_the_same_way_may_be_given_in_both_directions(loaded: Load) -> None:
    places = "Place:\n  hall: {path: {mill: 3 minutes}}\n  mill: {path: {hall: 180 seconds}}\n"
    world, scenario = loaded({"places.yaml": places})
    assert toward(world, scenario, "path", "mill") == {"hall": 180}


# order ----------------------------------------------------------------------------------------


def facts(world: CheckedWorld, scenario: Scenario) -> object:
    """Return all that a run could depend on."""
    people = {k: [(m.id, m.name, m.key) for m in some] for k, some in world.members.items()}
    beliefs = [(b.mind, b.attribute.full, b.owner, b.key, b.value) for b in scenario.beliefs]
    secrets = [(s.attribute.full, s.owner, s.key, s.knowers) for s in scenario.secrets]
    return people, sorted(scenario.values.items()), beliefs, secrets


@given(st.randoms(use_true_random=False))
def test_the_order_of_files_and_of_members_means_nothing(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    ways = {"hall": "mill: 3 minutes", "mill": "well: 1 minute", "well": ""}
    lines = [("Place", f"  {id_}: {{path: {{{way}}}}}") for id_, way in ways.items()]
    lines += [
        ("Character", f"  p{i}: {{trust: {{p{7 - i}: 0.{i}, others: 0.5}}}}") for i in range(8)
    ]
    first, second = (shuffled(tmp_path_factory.mktemp("town"), lines, r) for r in (None, rng))
    assert facts(*first) == facts(*second)


def shuffled(
    where: Path, lines: list[tuple[str, str]], rng: random.Random | None
) -> tuple[CheckedWorld, Scenario]:
    """Load a town whose members stand in other files, in another order."""
    order = rng.sample(lines, len(lines)) if rng else lines
    texts: dict[str, dict[str, list[str]]] = {}
    for kind, line in order:
        file = rng.choice(("a", "b", "c")) if rng else "a"
        texts.setdefault(file, {}).setdefault(kind, []).append(line)
    files = {
        f"{file}.yaml": "".join(f"{kind}:\n" + "\n".join(ls) + "\n" for kind, ls in kinds.items())
        for file, kinds in texts.items()
    }
    scenario = "minds: {p1: {p2.place: hall, p3.place: mill}}\nsecret: {p1.vessel: [p4, p2]}\n"
    rest = {"world.yaml": "scenario: evening\n", "rules/town.py": TOWN["rules/town.py"]}
    write(where, {**rest, **files, "scenarios/evening.yaml": scenario})
    return load.load(str(where))


# problems -------------------------------------------------------------------------------------


def test_the_problems_of_all_files_are_told_at_once_in_file_order(told: Told) -> None:
    files = {
        "world.yaml": "titel: Town\n",
        "people.yaml": "Character: {ana: {name: Ana: the Red}}\n",
        "rules/town.py": "class Rank(Choice)\n    low\n",
        "rules/more.py": "import os\n",
        "scenarios/evening.yaml": "scenario: a: b\n",
    }
    text = told(files)
    heads = [line.split(": error")[0] for line in text.split("\n") if ": error[" in line]
    assert heads == [
        "town/people.yaml:1:28",
        "town/rules/more.py:1:1",
        "town/rules/town.py:1:19",
        "town/scenarios/evening.yaml:1:12",
        "town/world.yaml:1:1",
    ]
    assert text.endswith("5 problems in 5 files. Nothing was run.")


def test_data_is_not_blamed_for_what_could_not_be_read(told: Told) -> None:
    text = told({"places.yaml": "Place: {hall: {}\n"})
    assert "1 problem in 1 file" in text


def test_a_member_whose_entry_is_wrong_is_not_missed_elsewhere(told: Told) -> None:
    places = "Plaice:\n  hall: {}\nPlace:\n  mill: {}\n"
    scenario = "change: {hall.path: {}}\nends: {when: ana.place == hall}\n"
    text = told({"places.yaml": places, "scenarios/evening.yaml": scenario})
    assert "1 problem in 1 file" in text


def test_the_standard_systems_go_together(loaded: Load) -> None:
    systems = f"systems: [{', '.join(folder.systems())}]\n"
    world, _ = loaded({"world.yaml": systems, "rules/town.py": "", "people.yaml": ""})
    assert world.systems == tuple(folder.systems())


def test_rules_of_a_system_are_named_by_it(loaded: Load, weather: None) -> None:
    world, _ = loaded({"world.yaml": "systems: [weather]\n"})
    assert world.laws.quantities["rain"].at.path == "systems/weather.py"


def test_a_rule_of_a_world_cannot_have_the_name_of_a_system_s(told: Told, weather: None) -> None:
    rules = TOWN["rules/town.py"] + "\n\ndef rain() -> Level:\n    return 0\n"
    text = told({"world.yaml": "systems: [weather]\n", "rules/town.py": rules})
    assert text.startswith(
        "town/rules/town.py:27:5: error[name-twice]: `rain` is the name of another rule already"
    )
    assert "systems/weather.py:4:5: the other stands here" in text


@pytest.fixture
def weather(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '"""Weather."""\n\n\ndef rain() -> Level:\n    return 0.5\n'
    write(tmp_path / "systems", {"weather.py": text})
    monkeypatch.setattr(folder, "SYSTEMS", tmp_path / "systems")


@pytest.mark.parametrize(
    ("telling", "needed"),
    [
        ("", []),
        ("Weather.", []),
        ("Weather.\n\nneeds: sky, wind", ["sky", "wind"]),
        ("Weather.\n\n    needs: sky ,wind,\n", ["sky", "wind"]),
    ],
)
def test_a_system_says_what_it_needs(telling: str, needed: list[str]) -> None:
    assert rule_files.needs(telling) == needed


def test_a_folder_has_a_bound(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 2)
    assert told() == (
        "town: error[too-many-files]: `town` has more than 2 files\n\n1 problem. Nothing was run."
    )


def test_a_kind_has_a_bound(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MOST_OF_A_KIND", 2)
    assert "error[too-many-members]: there are more than 2 members of `Character`" in told()


def test_the_world_may_have_no_members_at_all(loaded: Load) -> None:
    world, scenario = loaded({"people.yaml": "", "places.yaml": "# none yet\n"})
    assert all(some == () for some in world.members.values())
    assert (scenario.values, scenario.ends_at) == ({}, math.inf)


@pytest.mark.skipif(sys.platform == "win32", reason="links of Unix")
def test_nothing_outside_the_folder_is_read(told: Told, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("Character: {eve: {}}\n", encoding="utf-8")
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "linked.yaml").symlink_to(tmp_path / "secret.yaml")
    assert "error[outside-world]: the file is not inside the world's folder" in told()


def test_a_world_error_is_raised_once(loaded: Load) -> None:
    with pytest.raises(WorldError) as caught:
        loaded({"world.yaml": "titel: Town\nsystem: [time]\n"})
    assert [problem.code for problem in caught.value.problems] == ["unknown-key", "unknown-key"]


def test_who_stands_in_a_file_that_cannot_be_read_is_not_called_unknown(told: Told) -> None:
    text = told(
        {
            "rules/town.py": TOWN["rules/town.py"].replace("chance(0.5)", "chances(0.5)"),
            "places.yaml": "Place:\n  hall: {path: {mill: 3 minutes}, path: {}}\n  mill: {}\n",
        }
    )
    assert "`path` is given twice" in text
    assert "there is no Place" not in text
    assert "2 problems in 2 files" in text
