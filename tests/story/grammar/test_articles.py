"""The indefinite article goes by how the next word is spoken."""

from __future__ import annotations

import pytest

from moshimo.story.grammar.articles import article

AN = (
    "apple|hour|heir|heiress|honest man|honour|MP|X-ray|x-ray|FBI agent|X|F|8-day fast|8|80|11|18|"
    "11th|18,000|uncle|uninvited guest|unimportant|usher|urn|utter|onion|onerous|élan|Åse|Ørsted|"
    "SOS|e-mail|'apple'|R.A.F. man|old unicorn"
)
A = (
    "unicorn|uniform|use|utensil|European|ewe|one-eyed man|once|U-turn|university|ukulele|USB|UK|"
    "U.S. ship|1|7|110|1100|118|horse|hat|yew|hierarchy|NATO|C.I.A.|D|T-shirt|hot apple"
)


@pytest.mark.parametrize("words", AN.split("|"))
def test_an_stands_before_a_spoken_vowel(words: str) -> None:
    assert article(words) == "an"


@pytest.mark.parametrize("words", A.split("|"))
def test_a_stands_before_a_spoken_consonant(words: str) -> None:
    assert article(words) == "a"
