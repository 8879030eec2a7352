"""What stands in a slot: members, values, and the words for nobody."""

from __future__ import annotations

from math import inf

import pytest
from tests.story.one_deed import told


@pytest.mark.parametrize(
    ("kind", "template", "sentence"),
    [
        ("Character", "{a} hands {t} over to {b}.", "Ann handed nobody over to Ben."),
        ("Character", "{a} takes {t}'s hat.", "Ann took nobody's hat."),
        ("Character", "{t} is chosen by {a}.", "Nobody was chosen by Ann."),
        ("Character", "{a} waits. {t} comes.", "Ann waited. Nobody came."),
        ("Place", "{a} finds {t} to sleep.", "Ann found nowhere to sleep."),
        ("Place", "{a} goes to {t}.", "Ann went nowhere."),
        ("Thing", "{a} gives {b} {t}.", "Ann gave Ben nothing."),
        ("Deed", "{a} regrets {t}.", "Ann regretted nothing."),
    ],
)
def test_an_outcome_that_is_nobody_has_a_word(kind: str, template: str, sentence: str) -> None:
    assert told(template, outcomes={"t": ""}, kinds={"t": kind}) == sentence


def test_an_outcome_is_told_by_its_type() -> None:
    assert told("{a} sleeps until {t}.", outcomes={"t": inf}, kinds={"t": "moment"}) == (
        "Ann slept until never."
    )
    assert told("{a} sleeps until {t}.", outcomes={"t": 7200.0}, kinds={"t": "moment"}) == (
        "Ann slept until day 1 02:00."
    )
    assert told("{a} counts {t}.", outcomes={"t": 3.0}, kinds={"t": "int"}) == "Ann counted three."
    assert told("{a} counts {t}.", outcomes={"t": inf}, kinds={"t": "number"}) == (
        "Ann counted countless."
    )


def test_nobody_has_a_word_in_words_spoken_too() -> None:
    said = told("{a} asks {b}.", "Is {t} here? {t}!", outcomes={"t": ""}, kinds={"t": "Thing"})
    assert said == 'Ann asked Ben. "Is nothing here? Nothing!"'
    assert told("{a} asks {b}.", "Take {t}.", outcomes={"t": 3.0}, kinds={"t": "int"}) == (
        'Ann asked Ben. "Take three."'
    )


def test_what_an_unfinished_deed_would_have_chosen_is_somebody() -> None:
    assert "hand somebody over to Ben" in told(
        "{a} hands {t} over to {b}.", outcomes={"t": ""}, result="broken off"
    )


def test_who_is_the_subject_of_one_sentence_is_not_that_of_the_next() -> None:
    template = "{a} is silent. There was a year when the village needed {a.them}"
    assert told(template) == "Ann was silent. There had been a year when the village needed her."
