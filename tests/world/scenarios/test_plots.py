"""Facts about a plot: which deeds its beats ask for."""

from __future__ import annotations

from tests.world.town import Load

from moshimo.world.world import BeatDeed, Plot


def farewell(loaded: Load, text: str) -> Plot:
    world, _ = loaded({"stories/farewell.yaml": text})
    return world.stories["farewell"]


def deeds(loaded: Load, deed: str) -> tuple[BeatDeed, ...]:
    return farewell(loaded, f"beats:\n  - id: A\n    deed: {deed}\n").beats[0].deeds


def test_roles_that_are_left_out_are_anybody(loaded: Load) -> None:
    assert deeds(loaded, "leave(bo)") == (BeatDeed("leave", ("bo", None), ()),)
    assert deeds(loaded, "leave(None, bo)") == (BeatDeed("leave", (None, "bo"), ()),)
    assert deeds(loaded, "leave") == (BeatDeed("leave", (None, None), ()),)


def test_an_outcome_may_be_asked_for(loaded: Load) -> None:
    assert deeds(loaded, "leave(bo, gladly=True)") == (
        BeatDeed("leave", ("bo", None), (("gladly", 1.0),)),
    )


def test_the_engine_s_own_deeds_can_be_beats(loaded: Load) -> None:
    assert deeds(loaded, "misses(ana, bo, mill)") == (
        BeatDeed("misses", ("ana", "bo", "mill"), ()),
    )


def test_a_beat_may_be_several_deeds_at_a_place_with_an_excuse(loaded: Load) -> None:
    beats = "beats: [{id: E1, deeds: [leave(bo), leave(ana)], place: mill, intended: so it is}]\n"
    (beat,) = farewell(loaded, beats).beats
    assert [deed.roles[0] for deed in beat.deeds] == ["bo", "ana"]
    assert (beat.place, beat.intended) == ("mill", "so it is")


def test_a_story_is_told_of_the_first_scenario_where_it_names_none(loaded: Load) -> None:
    story = farewell(loaded, "beats: []\n")
    assert (story.title, story.of, story.beats) == ("Farewell", "start", ())
