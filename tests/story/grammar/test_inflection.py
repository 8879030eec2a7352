"""The forms of verbs."""

from __future__ import annotations

import pytest

from moshimo.story.grammar.inflection import (
    base_of_third,
    gerund,
    guessed_base,
    participle,
    past,
    third,
)
from moshimo.story.grammar.small_words import words
from moshimo.story.grammar.vocabulary import DOUBLING, IRREGULAR, REGULAR

# Where the source has the American or a rarer form, and ours is as good.
OURS = words(
    "appal bestride betake bethink bide broadcast cancel enrol enthral fit forecast fuel get gird "
    "heave humbug jewel knit lean lie light marvel mimic misbecome panel program relay smell spell "
    "spoil sting trial"
)


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("go", "went"),
        ("stop", "stopped"),
        ("prefer", "preferred"),
        ("open", "opened"),
        ("carry", "carried"),
        ("play", "played"),
        ("travel", "travelled"),
        ("overhear", "overheard"),
        ("unmake", "unmade"),
        ("shadowstep", "shadowstepped"),
        ("panic", "panicked"),
        ("look", "looked"),
        ("depend", "depended"),
        ("equip", "equipped"),
    ],
)
def test_past(base: str, told: str) -> None:
    assert past(base) == told


def test_an_author_may_say_the_past() -> None:
    assert past("lie", {"lie": "lied"}) == "lied"


def test_participle_and_gerund() -> None:
    assert [participle("take"), gerund("lie"), gerund("sit"), gerund("flee")] == [
        "taken",
        "lying",
        "sitting",
        "fleeing",
    ]


def test_a_third_person_leads_back_to_its_verb() -> None:
    known = sorted(REGULAR | set(IRREGULAR) - {"be"})
    assert [base for base in known if base_of_third(third(base)) != base] == []


def test_an_unknown_word_may_be_a_verb_if_it_ends_like_one() -> None:
    assert [guessed_base(word) for word in ("blorps", "glass", "famous", "wherries")] == [
        "blorp",
        "",
        "",
        "wherry",
    ]


def test_the_tables_agree_with_an_independent_source() -> None:
    lemminflect = pytest.importorskip("lemminflect")
    tags = {"VBD": past, "VBN": participle, "VBG": gerund, "VBZ": third}
    wrong = [
        (base, tag, form(base))
        for base in sorted((set(IRREGULAR) | REGULAR | DOUBLING) - OURS)
        for tag, form in tags.items()
        if form(base) not in lemminflect.getInflection(base, tag)
    ]
    assert wrong == []
