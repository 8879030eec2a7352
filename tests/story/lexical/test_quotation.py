"""Words spoken are told as their author wrote them."""

from __future__ import annotations

import pytest
from tests.story.one_deed import story, told

from moshimo.story.lexicon.lexicon import NameEntry

LINES = {
    "Ask Mr. Brown about it.": '"Ask Mr. Brown about it," she said to him.',
    "Go to Mr. Brown. Ask him.": '"Go to Mr. Brown," she said to him. "Ask him."',
    "Well... perhaps not.": '"Well... perhaps not," she said to him.',
    "I don't know...": '"I don\'t know..." she said to him.',
    "Come at 6:30 p.m.": '"Come at 6:30 p.m.," she said to him.',
    "But I—": '"But I—" she said to him.',
    "But I -": '"But I -" she said to him.',
    "Who goes? Answer me!": '"Who goes?" she asked him. "Answer me!"',
    "Who? me? never!": '"Who? me? never!" she said to him.',
    'He said "no." I went.': '"He said \'no,\'" she said to him. "I went."',
    'She told me "Stop. Go." and left.': "\"She told me 'Stop. Go.' and left,\" she said to him.",
    "He says “yes. no.” now.": '"He says ‘yes. no.’ now," she said to him.',
    "go home": '"Go home," she said to him.',
    "{b}. Go home.": '"Ben," she said. "Go home."',
    "Well, {b}. {b.they} is here.": '"Well, Ben," she said. "He is here."',
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_cut_only_between_its_sentences(line: str) -> None:
    assert story("{a} greets {b}.", line).endswith(f"\n\n{LINES[line]}")


def test_a_name_with_quotation_marks_gets_others_inside_words_spoken() -> None:
    ace = {"ben": NameEntry('Al "Ace" Orr', 'Al "Ace" Orr', "he")}
    assert told("{a} greets {b}.", "Come, {b}!", members=ace) == (
        'Ann greeted Al "Ace" Orr. "Come, Al \'Ace\' Orr!"'
    )
