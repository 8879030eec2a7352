"""Facts about forks: what their files say, and the world that each makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.world.town import TOWN, Load, Told, write

from moshimo.errors import WorldError
from moshimo.world.load import load
from moshimo.world.world import BeatDeed, CheckedWorld, Fork, Parting, Scenario

STORY = "beats: [{id: E1, deed: leave(bo), place: mill}]\n"
NUMBERS = TOWN["rules/town.py"] + "\n\nlimit = number(4)\n"
EVENING = 'starts: "18:00"\nends: {at: day 2 12:00, when: happened(leave(bo))}\n'
WITHOUT_BO = "remove: [bo]\n"

# Bo is named wherever somebody can be.
NAMED = {
    "people.yaml": "Character:\n  ana: {place: hall, trust: {bo: 0.5, others: 0.1}}\n"
    "  bo: {place: mill, trust: {ana: 0.9}}\n  cai: {}\n",
    "scenarios/start.yaml": "ends: {when: happened(leave(bo)) or bo.place == hall}\n"
    "change:\n  bo.place: hall\n  ana.trust[bo]: 0.6\n  cai.trust: {bo: 0.3}\n  cai.place: hall\n"
    "minds: {bo: {ana.place: mill}, ana: {bo.place: mill}}\n"
    "secret: {ana.vessel: [bo, cai], bo.vessel: [ana]}\n",
    "stories/farewell.yaml": STORY,
    "telling/town.yaml": 'tell:\n  leave:\n    - {when: "who == bo", as: "{who} goes"}\n'
    '    - "{who} leaves"\naddress: {bo: {ana: Ann}, ana: {bo: Bob}}\n',
}


def forked(loaded: Load, text: str, more: dict[str, str] | None = None) -> Fork:
    world, _ = loaded({"forks/other.yaml": text, **(more or {})})
    return world.forks["other"]


def as_fork(
    loaded: Load, text: str, more: dict[str, str] | None = None, fork: str = "other"
) -> tuple[CheckedWorld, Scenario]:
    loaded({"forks/other.yaml": text, **(more or {})})
    return load("./town", fork=fork)


def row(world: CheckedWorld, word: str) -> int:
    found = world.find(word)
    assert found is not None
    return found[1]


# when -----------------------------------------------------------------------------------------


def test_a_fork_is_called_by_its_file_and_leaves_the_first_scenario_at_its_start(
    loaded: Load,
) -> None:
    fork = forked(loaded, "change: {ana.mercy: 0.9}\n")
    assert (fork.word, fork.title, fork.of, fork.scenario) == ("other", "Other", "start", "start")
    assert fork.at == Parting() == Parting("start")


def test_a_moment_counts_from_the_scenario_s_start(loaded: Load) -> None:
    more = {"scenarios/evening.yaml": EVENING}
    fork = forked(loaded, "of: evening\nat: day 2 06:00\nchange: {ana.due: day 2 07:00}\n", more)
    assert fork.at == Parting("time", 12 * 3600.0)
    assert list(fork.values.values()) == [13 * 3600.0]


def test_the_moment_at_which_a_scenario_starts_is_its_start(loaded: Load) -> None:
    more = {"scenarios/evening.yaml": EVENING}
    text = 'of: evening\nat: "18:00"\nprevent: leave(bo)\n'
    assert forked(loaded, text, more).at == Parting()


def test_a_fork_may_leave_before_or_after_deeds(loaded: Load) -> None:
    text = "at: {before: leave(bo)}\nprevent: leave\n"
    assert forked(loaded, text).at == Parting("before", 0.0, (BeatDeed("leave", ("bo", None), ()),))
    text = "at: {after: [leave(bo), leave(ana)], place: hall, every: true}\nprevent: leave\n"
    deeds = BeatDeed("leave", ("bo", None), ()), BeatDeed("leave", ("ana", None), ())
    assert forked(loaded, text).at == Parting("after", 0.0, deeds, "hall", every=True)


def test_a_beat_stands_for_its_deeds_and_their_place(loaded: Load) -> None:
    fork = forked(loaded, "at: {before: E1}\nprevent: leave\n", {"stories/farewell.yaml": STORY})
    assert fork.at == Parting("before", 0.0, (BeatDeed("leave", ("bo", None), ()),), "mill")


def test_a_beat_of_another_scenario_s_story_is_none_of_its_own(told: Told) -> None:
    story = {"scenarios/evening.yaml": EVENING, "stories/farewell.yaml": f"of: evening\n{STORY}"}
    text = told({**story, "forks/other.yaml": "of: start\nat: {before: E1}\nprevent: leave\n"})
    assert "no deed and no beat is called `E1`" in text


def test_who_is_removed_may_do_the_deed_after_which_they_are_not_there(loaded: Load) -> None:
    fork = forked(loaded, "at: {after: leave(bo)}\nremove: [bo]\n")
    assert fork.at.deeds == (BeatDeed("leave", ("bo", None), ()),)


# what -----------------------------------------------------------------------------------------


def test_deeds_are_prevented_with_holes_and_made_without(loaded: Load) -> None:
    fork = forked(loaded, "prevent: [leave(bo), leave]\nmake: leave(ana, cai)\n")
    assert [deed.roles for deed in fork.prevents] == [("bo", None), (None, None)]
    assert fork.makes == (BeatDeed("leave", ("ana", "cai"), ()),)


def test_everybody_knows_what_is_no_secret_any_more(loaded: Load) -> None:
    fork = forked(loaded, "secret: {ana.vessel: everybody, bo.vessel: [ana]}\n")
    assert sorted(len(secret.knowers) for secret in fork.secrets) == [1, 3]


def test_a_scenario_s_secret_takes_a_list(told: Told) -> None:
    assert "a secret takes a list" in told({"scenarios/s.yaml": "secret: {ana.vessel: everybody}"})


# forks of forks -------------------------------------------------------------------------------


def test_a_fork_of_a_fork_has_its_root_s_scenario_and_leaves_when_that_one_does(
    loaded: Load,
) -> None:
    files = {
        "scenarios/evening.yaml": EVENING,
        "forks/a.yaml": "of: b\nprevent: leave\n",
        "forks/b.yaml": "of: evening\nat: day 2 06:00\nprevent: leave(bo)\n",
    }
    world, _ = loaded(files)
    assert [fork.word for fork in world.chain("a")] == ["b", "a"]
    assert (world.forks["a"].scenario, world.forks["a"].at) == ("evening", world.forks["b"].at)


def test_a_long_chain_of_forks_is_read(loaded: Load) -> None:
    chain = {f"forks/f{n}.yaml": f"of: f{n + 1}\nchange: {{ana.mercy: 0.9}}\n" for n in range(1200)}
    world, _ = loaded({**chain, "forks/f1200.yaml": "change: {ana.mercy: 0.8}\n"})
    assert world.forks["f0"].scenario == "start"


def test_each_fork_has_indices_of_its_own_cast(loaded: Load) -> None:
    files = {
        "forks/a.yaml": "remove: [ana]\nchange: {cai.mercy: 0.9}\n",
        "forks/b.yaml": "of: a\nremove: [bo]\nchange: {cai.mercy: 0.8}\n",
    }
    world, _ = loaded(files)
    assert list(world.forks["b"].values) == [("Character.mercy", 1, 0)]
    after_a, _ = load("./town", fork="a")
    assert list(world.forks["a"].values) == [("Character.mercy", row(after_a, "cai"), 0)]


# the world as it is for a fork ----------------------------------------------------------------


def test_a_fork_of_values_has_the_same_world_and_another_beginning(loaded: Load) -> None:
    start = "secret: {ana.vessel: [bo]}\nminds: {bo: {ana.place: mill}}\n"
    text = "change: {ana.place: mill}\nsecret: {ana.vessel: everybody}\n"
    world, scenario = as_fork(
        loaded, f"{text}minds: {{bo: {{ana.place: unknown}}}}\n", {"scenarios/start.yaml": start}
    )
    assert world == load("./town")[0]
    assert scenario.values["Character.place", row(world, "ana"), 0] == row(world, "mill")
    assert [secret.knowers for secret in scenario.secrets] == [(1, 2, 3)]
    assert [belief.unknown for belief in scenario.beliefs] == [True]


def test_a_later_fork_leaves_the_beginning_as_it_is(loaded: Load) -> None:
    base = loaded()
    text = "at: {before: leave}\nchange: {ana.place: mill}\n"
    assert as_fork(loaded, text)[1] == base[1]


def test_of_a_chain_the_later_fork_s_value_holds(loaded: Load) -> None:
    more = {"forks/a.yaml": "change: {ana.mercy: 0.1, bo.mercy: 0.2}\n"}
    world, scenario = as_fork(loaded, "of: a\nchange: {ana.mercy: 0.3}\n", more)
    found = [scenario.values["Character.mercy", row(world, who), 0] for who in ("ana", "bo")]
    assert found == [0.3, 0.2]


def test_numbers_are_those_of_the_chain(loaded: Load) -> None:
    more = {"rules/town.py": NUMBERS, "forks/a.yaml": "numbers: {limit: 7}\n"}
    world, _ = as_fork(loaded, "of: a\nchange: {ana.mercy: 0.3}\n", more)
    assert world.laws.numbers == {"limit": 7.0}
    assert load("./town")[0].laws.numbers == {"limit": 4.0}


def test_who_is_added_stands_among_the_others_by_key(loaded: Load) -> None:
    dan = "add: {Character: {dan: {place: hall, trust: {ana: 0.4}}}}\n"
    text = f"{dan}change:\n  ana.trust[dan]: 0.7\n"
    world, scenario = as_fork(loaded, text)
    keys = [member.key for member in world.members["Character"]]
    assert keys == sorted(keys)
    assert world.forks["other"].added == ("dan",)
    ana, new = row(world, "ana"), row(world, "dan")
    assert scenario.values["Character.trust", new, ana] == 0.4
    assert scenario.values["Character.trust", ana, new] == 0.7


def test_who_is_removed_may_be_named_everywhere_and_that_means_nothing(loaded: Load) -> None:
    whole, _ = loaded(NAMED)
    world, scenario = as_fork(loaded, WITHOUT_BO, NAMED)
    assert world.find("bo") is None
    assert len(scenario.values) < len(load("./town")[1].values)
    ana, cai, bo = row(world, "ana"), row(world, "cai"), row(whole, "bo")
    assert bo
    assert scenario.values == {
        ("Place.path", 1, 2): 180.0,
        ("Place.path", 2, 1): 180.0,
        ("Character.place", ana, 0): row(world, "hall"),
        ("Character.place", cai, 0): row(world, "hall"),
        ("Character.trust", ana, cai): 0.1,
    }
    assert scenario.beliefs == ()
    assert [(s.owner, s.knowers) for s in scenario.secrets] == [(ana, (cai,))]


def test_a_beat_of_who_is_removed_names_them_still_and_so_never_comes(loaded: Load) -> None:
    world, _ = as_fork(loaded, WITHOUT_BO, NAMED)
    assert world.stories["farewell"].beats[0].deeds[0].roles == ("bo", None)


def test_a_place_that_is_removed_is_not_taken_for_anywhere(loaded: Load) -> None:
    world, _ = as_fork(loaded, "remove: [mill]\n", {"stories/farewell.yaml": STORY})
    assert world.stories["farewell"].beats[0].place == "mill"


def test_what_a_parent_says_of_who_is_removed_means_nothing(loaded: Load) -> None:
    more = {"forks/a.yaml": "change: {bo.place: hall, ana.mercy: 0.2}\n"}
    world, scenario = as_fork(loaded, "of: a\nremove: [bo]\n", more)
    assert scenario.values["Character.mercy", row(world, "ana"), 0] == 0.2


# from elsewhere -------------------------------------------------------------------------------


def test_a_fork_may_stand_outside_the_world(loaded: Load, tmp_path: Path) -> None:
    loaded({"forks/a.yaml": "change: {bo.mercy: 0.1}\n"})
    write(tmp_path, {"mine.yaml": "of: a\nchange: {ana.mercy: 0.3}\n"})
    world, scenario = load("./town", fork="./mine.yaml")
    assert [fork.word for fork in world.chain("./mine.yaml")] == ["a", "./mine.yaml"]
    assert scenario.values["Character.mercy", row(world, "bo"), 0] == 0.1
    assert "./mine.yaml" not in load("./town")[0].forks


def test_a_fork_from_outside_is_told_what_is_wrong_with_the_rest(
    loaded: Load, tmp_path: Path
) -> None:
    loaded()
    write(tmp_path, {"mine.yaml": "changes: 5\n", "yours.yaml": "change: [\n"})
    with pytest.raises(WorldError, match=r"mine\.yaml:1:1: error.unknown-key"):
        load("./town", fork="./mine.yaml")
    with pytest.raises(WorldError, match=r"yours\.yaml:"):
        load("./town", fork="./yours.yaml")
    with pytest.raises(WorldError, match=r"error.no-such-file"):
        load("./town", fork="./theirs.yaml")


def test_a_fork_that_is_not_there_is_told_of(loaded: Load) -> None:
    loaded({"forks/stay_at_home.yaml": "prevent: leave\n"})
    with pytest.raises(WorldError) as caught:
        load("./town", fork="stay-at-home")
    assert str(caught.value) == (
        "./town: error[unknown-fork]: `town` has no fork `stay-at-home`\n\n"
        "  why: a fork that is no part of the world is named by its path: `./my-fork.yaml`.\n"
        "  fix: did you mean `stay_at_home`?\n\n1 problem in 1 file. Nothing was run."
    )


def test_a_fork_of_another_scenario_is_told_of(loaded: Load) -> None:
    files = {"scenarios/evening.yaml": EVENING, "scenarios/start.yaml": "scenario: The start\n"}
    loaded({**files, "forks/other.yaml": "of: evening\nprevent: leave\n"})
    assert load("./town", fork="other")[1].word == "evening"
    assert load("./town/evening", fork="other")[1].word == "evening"
    with pytest.raises(WorldError) as caught:
        load("./town/start", fork="other")
    assert str(caught.value) == (
        "./town/start: error[other-scenario]: `other` is a fork of `evening`, not of `start`\n\n"
        "  fix: write `./town/evening`.\n\n1 problem in 1 file. Nothing was run."
    )
