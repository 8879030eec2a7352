"""A text is cut, and gets capitals, only where a sentence ends."""

from __future__ import annotations

import pytest
from tests.story.one_deed import told

from moshimo.story.grammar.orthography import finished
from moshimo.story.grammar.sentence_boundaries import boundaries, capital

WHOLE = (
    "Ask Mr. Brown about it.",
    "Mr. and Mrs. Orr of St. Ives know Dr. Lee.",
    "She lives in the U.S. Now and then she writes.",
    "Come at 6:30 p.m. Bring him.",
    "A. B. Smith wrote it, e.g. here, i.e. now.",
    "See vol. ii, ch. 3, p. 5 and No. 7 there.",
    "Well... perhaps not.",
    "Well… Perhaps not.",
    "Who? me? never!",
    "Wait 3.5 days, or 1,000.",
    "Look at www.example.org/a.b today.",
    "The 2. floor is here.",
    "He said 'Stop. Go home.' and I went.",
    'He said "Stop. Go home." and I went.',
    "Smith & Co. Ltd. pays.",
)


@pytest.mark.parametrize("text", WHOLE)
def test_a_dot_that_belongs_to_a_word_ends_no_sentence(text: str) -> None:
    assert boundaries(text) == ()


CUT = {
    "No. Never.": "Never.",
    "No. I won't.": "I won't.",
    "I can't. Don't ask.": "Don't ask.",
    "In 1492. Really?": "Really?",
    "It was I. Go.": "Go.",
    "Say 'yes'. Go.": "Go.",
    "He said 'no.' I went.": "I went.",
    "The dogs' bones. Look!": "Look!",
    "Read ch. 3. Now!": "Now!",
}


@pytest.mark.parametrize("text", CUT)
def test_other_marks_end_a_sentence(text: str) -> None:
    (begin,) = boundaries(text)
    assert text[begin:] == CUT[text]


def test_a_text_is_finished_without_capitals_behind_abbreviations() -> None:
    assert finished("ann went to St. Ives, i.e. the west") == (
        "Ann went to St. Ives, i.e. the west."
    )
    assert finished("ann left at 6 p.m.") == "Ann left at 6 p.m."
    assert finished('she said. "go, at 6 p.m."') == 'She said. "Go, at 6 p.m."'


def test_a_letter_without_a_large_form_stays() -> None:
    assert (capital("ßa"), capital("'tis"), capital("élan"), capital("İpek")) == (
        "ßa",
        "'Tis",
        "Élan",
        "İpek",
    )


TEMPLATES = {
    "{a} leads {b} to St. Ives, i.e. the west, e.g. by vol. ii": (
        "Ann led Ben to St. Ives, i.e. the west, e.g. by vol. ii."
    ),
    "{a} leaves at 6:30 p.m. and meets {b}.": "Ann left at 6:30 p.m. and met Ben.",
    "{a} waits 3.5 days for {b}. then {b} comes": "Ann waited 3.5 days for Ben. Then he came.",
    "{a} waits...": "Ann waited...",
    '{a} says "He is gone. Run!" to {b}.': 'Ann said "He is gone. Run!" to Ben.',
    '{a} says "Stop." {b} runs.': 'Ann said "Stop." Ben ran.',
    '{a} calls "who is there?" and waits': 'Ann called "who is there?" and waited.',
    "{a} reads https://example.org/a?b=1.2 aloud": "Ann read https://example.org/a?b=1.2 aloud.",
    "{a} meets U.S. troops": "Ann met U.S. troops.",
    "{a} meets J. R. at the door": "Ann met J. R. at the door.",
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_keeps_its_dots_and_quotations(template: str) -> None:
    assert told(template) == TEMPLATES[template]
