"""A story opens and ends with what its author wrote for such a universe, or says how it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from moshimo import World, load
from moshimo.errors import WorldError
from moshimo.story.realisation.story import Sentence

SAMPLE = Path(__file__).parents[2] / "worlds" / "sample"
SEED = 121  # in this universe Bo is exiled, leaves, and writes to Ana


def sample(where: Path, telling: str) -> World:
    """Return the sample world with one more file of telling."""
    shutil.copytree(SAMPLE, where / "sample")
    (where / "sample" / "telling" / "frames.yaml").write_text(telling, encoding="utf-8")
    return load(str(where / "sample"))


def sentences(world: World, **how: object) -> list[Sentence]:
    return [*world.tell(SEED, **how).story.sentences]  # type: ignore[arg-type]


def last(world: World) -> str:
    return sentences(world)[-1].text


def test_the_first_ending_that_fits_is_told_last(tmp_path: Path) -> None:
    text = """
tense: past
endings:
  evening:
    - {when: "not happened(exile(None, bo, None))", as: "{bo} was still at home"}
    - {when: "happened(exile(cai, bo, reeve))", as: "nobody sat on {bo}'s chair"}
    - "the bell hung still"
"""
    told = sentences(sample(tmp_path, text))
    assert told[-1].text == "Nobody sat on Bo's chair."
    assert len(told[-1].deeds) >= 2  # the last deed told, and the exile


def test_what_is_asked_of_the_story_is_what_is_told(tmp_path: Path) -> None:
    text = """
tense: past
endings:
  evening:
    - {when: "told(exile(cai, ana, None))", as: "{ana} was gone"}
    - {when: "not told(exile(cai, bo, None))", as: "{bo} was still there"}
    - {when: "told(steal(bo, None))", as: "the sack was in {bo}'s kitchen"}
"""
    assert last(sample(tmp_path, text)) == "The sack was in Bo's kitchen."


def test_a_name_can_stand_for_whoever_it_is_in_the_end(tmp_path: Path) -> None:
    text = """
endings:
  evening:
    - {with: {judge: reeve.holder}, as: "{judge} puts the bell rope back on its hook"}
"""
    assert last(sample(tmp_path, text)) == "Cai put the bell rope back on its hook."


def test_a_name_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    text = """
endings:
  evening:
    - {with: {judge: reeve.holdr}, as: "{judge} puts the bell rope back on its hook"}
"""
    with pytest.raises(WorldError) as raised:
        sample(tmp_path, text)
    assert [problem.code for problem in raised.value.problems] == ["unknown-attribute"]


def test_an_ending_does_not_fit_where_nobody_is_meant(tmp_path: Path) -> None:
    text = """
endings:
  evening:
    - {with: {lord: bo.ward}, as: "{lord} knows nothing of it"}
    - "the bell hangs still"
"""
    with pytest.raises(WorldError, match="`Character` has no attribute `ward`"):
        sample(tmp_path, text)


def test_universes_beside_each_other_end_in_other_words(tmp_path: Path) -> None:
    text = 'endings: {evening: [{as: ["the bell hangs still", "the lamp is out"]}]}'
    world = sample(tmp_path, text)
    ends = {[*world.tell(seed).story.sentences][-1].text for seed in (120, 121)}
    assert ends == {"The bell hung still.", "The lamp was out."}


def test_an_opening_is_told_first_and_names_people_in_full(tmp_path: Path) -> None:
    text = """
tense: past
openings:
  evening:
    - {when: "happened(exile(None, bo, None))", as: "{bo} had a chair in the hall that evening"}
"""
    told = sentences(sample(tmp_path, text))
    assert told[0].text == "Bo Lind had a chair in the hall that evening."
    assert not any("Bo Lind" in sentence.text for sentence in told[1:])


def test_a_universe_that_goes_on_has_no_ending(tmp_path: Path) -> None:
    world = sample(tmp_path, "endings: {evening: [the bell hangs still]}")
    assert "The bell hung still." in str(world.tell(SEED))
    assert "The bell hung still." not in str(world.tell(SEED, until="40 minutes"))


def test_neither_the_plain_style_nor_one_persons_story_has_one(tmp_path: Path) -> None:
    world = sample(tmp_path, "endings: {evening: [the bell hangs still]}")
    assert "The bell hung still." not in str(world.tell(SEED, style="plain"))
    assert "The bell hung still." not in str(world.tell(SEED, eyes="bo"))


def test_without_an_authors_ending_it_says_how_things_stand() -> None:
    *_, end = load(str(SAMPLE)).tell(13).story.sentences
    was = "In the end Bo was at the village hall, with Cai."
    assert end.text == f"{was} It was nineteen hours since Cai, as reeve, had exiled him."
