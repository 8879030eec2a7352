"""Authors are told what was read."""

from __future__ import annotations

from tests.story.saltmere import MEMBERS, TONGUE

from moshimo.story.readings import readings
from moshimo.story.tongue import Manner, Tongue


def test_the_fixture_has_no_problems() -> None:
    assert [reading for reading in readings(TONGUE) if reading.problem] == []


def test_it_is_said_what_was_read() -> None:
    tongue = Tongue({"exile": Manner("{judge}, as {office}, exiles {accused}.")}, MEMBERS)
    (reading,) = readings(tongue)
    assert (reading.subject, reading.verbs) == ("{judge}, as {office},", (("exiles", "exiled"),))


def test_a_template_without_a_verb_is_a_problem_with_a_way_to_mend_it() -> None:
    tongue = Tongue({"exile": Manner("{judge} against {accused}.")}, MEMBERS)
    (reading,) = readings(tongue)
    assert reading.problem == "no verb is found"
    assert "`{ghost} *shadowsteps* away.`" in reading.fix


def test_a_template_in_the_past_is_told_so() -> None:
    (reading,) = readings(Tongue({"go": Manner("{a} went home.")}, MEMBERS))
    assert reading.problem == "no verb in the present is found; `went` looks like the past"


def test_a_guessed_verb_offers_the_line_for_it() -> None:
    (reading,) = readings(Tongue({"go": Manner("{a} blorps.")}, MEMBERS))
    assert reading.guessed
    assert "verbs: {blorp: …}" in reading.fix
