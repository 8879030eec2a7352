"""What can be asked of many universes, and what is said of what cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moshimo import World, load
from moshimo.asked.what import MOST, read, written
from moshimo.errors import WorldError

SAMPLE = Path(__file__).parents[1] / "worlds" / "sample"


@pytest.fixture(scope="module")
def sample() -> World:
    return load(str(SAMPLE))


def wrong(sample: World, *texts: str) -> str:
    with pytest.raises(WorldError) as caught:
        read(written(texts), sample.checked, sample.scenario)
    return str(caught.value)


def test_a_question_is_yes_or_no_or_a_number(sample: World) -> None:
    texts = ["happened(leave(bo))", "ana.worry", "ana.hands", "way(hall, mill)", "bo.citizen"]
    found = read(texts, sample.checked, sample.scenario)
    assert [q.is_number for q in found] == [False, True, True, True, False]


def test_a_beat_of_the_scenarios_stories_is_named_by_its_id(sample: World) -> None:
    (found,) = read(["M4"], sample.checked, sample.scenario)
    assert found.beat is not None
    assert [deed.rule for deed in found.beat.deeds] == ["write_letter", "leave"]


def test_an_unknown_beat_is_told_with_the_nearest(sample: World) -> None:
    assert wrong(sample, "M44") == (
        "question:1:1: error[unknown-beat]: there is no beat `M44` in the stories of "
        "`sample/evening`\n\n"
        "    1 | M44\n"
        "      | ^^^\n\n"
        "  fix: did you mean `M4`?\n\n"
        "1 problem. Nothing was run."
    )


def test_a_beat_that_two_stories_have_is_told(sample: World) -> None:
    story = sample.checked.stories["farewell"]
    world = replace(sample.checked, stories={"farewell": story, "again": story})
    with pytest.raises(WorldError) as caught:
        read(["M4"], world, sample.scenario)
    assert str(caught.value) == (
        "question:1:1: error[unknown-beat]: 2 stories have a beat `M4`\n\n"
        "    1 | M4\n"
        "      | ^^\n\n"
        "  fix: ask for its deed instead.\n\n"
        "1 problem. Nothing was run."
    )


def test_beats_are_asked_for_alone(sample: World) -> None:
    assert wrong(sample, "not M1") == (
        "question:1:1: error[unknown-beat]: `M1` is a beat, and a beat is asked for alone\n\n"
        "    1 | not M1\n"
        "      | ^^^^^^\n\n"
        "  fix: ask for `M1` by itself, or for its deeds: `happened(…)`.\n\n"
        "1 problem. Nothing was run."
    )


def test_a_member_with_a_number_in_its_id_is_no_beat(sample: World) -> None:
    assert "unknown-beat" not in wrong(sample, "clone_of_ana_2.worry", "clone_of_ana_2.wory")


def test_every_slip_is_told_with_its_question(sample: World) -> None:
    assert wrong(sample, "M1", "ana.wory > 0", "first(leave(bo))", "bo.rival") == (
        "question:2:5: error[unknown-attribute]: `Character` has no attribute `wory`\n\n"
        "    2 | ana.wory > 0\n"
        "      |     ^^^^\n\n"
        "  fix: did you mean `worry`?\n\n"
        "question:3:1: error[wrong-type]: this is a Moment, where a yes or no or a number is "
        "asked for\n\n"
        "    3 | first(leave(bo))\n"
        "      | ^^^^^^^^^^^^^^^^\n\n"
        "  fix: compare it, for example `… < day(2)`.\n\n"
        "question:4:1: error[wrong-type]: this is a Character, where a yes or no or a number is "
        "asked for\n\n"
        "    4 | bo.rival\n"
        "      | ^^^^^^^^\n\n"
        "  fix: compare it with `==`.\n\n"
        "3 problems. Nothing was run."
    )


def test_a_file_holds_a_question_a_line(sample: World, tmp_path: Path) -> None:
    file = tmp_path / "asked.txt"
    file.write_text("# of the letter\nM4\n\n  happened(read_letter(ana))  # at last\n", "utf-8")
    found = read(written(["M1", str(file)]), sample.checked, sample.scenario)
    assert [q.text for q in found] == ["M1", "M4", "happened(read_letter(ana))"]


def test_a_slip_in_a_file_is_shown_there(
    sample: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("asked.txt").write_text("M1\n  ana.wory\n", "utf-8")
    assert wrong(sample, "asked.txt").startswith(
        "asked.txt:2:7: error[unknown-attribute]: `Character` has no attribute `wory`\n\n"
        "    2 |   ana.wory\n"
        "      |       ^^^^\n"
    )


def test_a_file_that_is_not_there_is_told(sample: World) -> None:
    assert wrong(sample, "./nowhere.txt") == (
        "./nowhere.txt: error[no-file]: these questions cannot be read: no such file or "
        "directory\n\n1 problem in 1 file. Nothing was run."
    )


def test_a_file_of_bytes_is_told(sample: World, tmp_path: Path) -> None:
    file = tmp_path / "asked.txt"
    file.write_bytes(b"\xff\xfe")
    assert "error[no-file]: this is no text" in wrong(sample, str(file))


def test_too_many_questions_are_told(sample: World) -> None:
    assert wrong(sample, *["M1"] * (MOST + 1)) == (
        "question: error[too-many-questions]: these are 201 questions, and 200 is the most\n\n"
        "1 problem. Nothing was run."
    )


def test_an_empty_file_asks_nothing(sample: World, tmp_path: Path) -> None:
    file = tmp_path / "asked.txt"
    file.write_text("# nothing yet\n", "utf-8")
    assert wrong(sample, str(file)) == (
        "question: error[no-question]: nothing is asked\n\n"
        "  fix: for example `M1`.\n\n"
        "1 problem. Nothing was run."
    )


@pytest.mark.parametrize(
    ("asked", "fix"),
    [
        ("happened(leave)", "did you mean `leave(None)`?"),
        ("happened(leaf)", "did you mean `leave(None)`?"),
        ("happened(1)", "for example `exile(judge, None)`."),
    ],
)
def test_a_deed_without_its_roles_is_named(sample: World, asked: str, fix: str) -> None:

    with pytest.raises(WorldError) as caught:
        read([asked], sample.checked, sample.scenario)
    assert [problem.fix for problem in caught.value.problems] == [fix]


def test_a_question_that_would_take_too_long_is_refused_with_what_multiplies_it(
    sample: World,
) -> None:
    asked = "1.0"
    for letter in "abcdefghijkl":
        asked = f"sum({asked} for {letter} in Character)"
    assert wrong(sample, asked) == (
        "question:1:4: error[too-costly]: this question can take 550,000,000 steps of work to "
        "answer: 5 × 5 × 5 × 5 × 5 × 5 × 5 × 5 × 5 × 5 × 5 × 5 people\n\n"
        "    1 | sum(sum(sum(sum(sum(sum(sum(sum(sum(sum(sum(sum(1.0 for a in Character) for b in "
        "Character) for c in Character) for d in…\n"
        f"      |    {'^' * 117} 50,000,000 is the most\n\n"
        "  why: what is done at once has a bound, whatever the dice: a universe that comes to it "
        "would seem to hang.\n"
        "  fix: let it go over fewer members, or ask for less at a time.\n\n"
        "1 problem. Nothing was run."
    )


def test_what_cannot_be_known_is_named_as_it_was_asked(sample: World) -> None:
    with pytest.raises(WorldError, match="a mind cannot know the `worry` of `bo`"):
        sample.odds("believes(ana, bo.worry > 0.2)", universes=2)
