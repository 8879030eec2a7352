"""Names of every kind in the places of a sentence, with articles, plurals and apostrophes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.story.one_deed import deed_of, told

from moshimo.story.lexicon.lexicon import NameEntry
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell


@pytest.mark.parametrize(
    ("name", "owner", "first"),
    [
        ('Al "Ace" Orr', 'Al "Ace" Orr\'s', 'Al "Ace" Orr'),
        ("J. R.", "J. R.'s", "J. R."),
        ("de Witt", "de Witt's", "De Witt"),
        ("James", "James's", "James"),
        ("R2D2", "R2D2's", "R2D2"),
        ("The Fox", "The Fox's", "The Fox"),
        ("X", "X's", "X"),
        ("Will", "Will's", "Will"),
        ("It", "It's", "It"),
        ("İpek", "İpek's", "İpek"),
        ("ßa", "ßa's", "ßa"),
        ("O’Neil", "O’Neil's", "O’Neil"),
    ],
)
def test_a_name_stays_as_it_is_written(name: str, owner: str, first: str) -> None:
    members = {"ben": NameEntry(name, pronouns="he")}
    assert told("{a} takes {b}'s hat. {b} runs.", members=members) == (
        f"Ann took {owner} hat. He ran."
    )
    swapped = {"b": "ben", "a": "ann"}
    assert told("{b} meets {a} at 6 p.m.", roles=swapped, members=members) == (
        f"{first} met Ann at 6 p.m."
    )


TWINS = {"ben": NameEntry("the twins", pronouns="they", plural=True)}


def test_a_plural_name_takes_plural_forms() -> None:
    assert told("{b} is glad and takes {b.their} hats.", members=TWINS) == (
        "The twins were glad and took their hats."
    )
    assert told("{a} takes {b}'s hats.", members=TWINS) == "Ann took the twins' hats."
    assert told("{a} asks {b}.", "Where are {b}'s hats?", members=TWINS) == (
        'Ann asked the twins. "Where are the twins\' hats?"'
    )


def test_one_person_called_they_takes_a_plural_verb_only_behind_the_pronoun() -> None:
    sam = {"ben": NameEntry("Sam", pronouns="they")}
    assert told("{b} is tired. {b} is glad.", members=sam) == "Sam was tired. They were glad."


THINGS = {
    "apple": NameEntry("apple", kind="Thing"),
    "horn": NameEntry("unicorn horn", kind="Thing"),
    "mill": NameEntry("the old mill", kind="Place"),
    "scissors": NameEntry("scissors", pronouns="they", kind="Thing", plural=True),
}


@pytest.mark.parametrize(
    ("template", "thing", "sentence"),
    [
        ("{a} sells {b} a {t}.", "apple", "Ann sold Ben an apple."),
        ("{a} sells {b} an {t}.", "horn", "Ann sold Ben a unicorn horn."),
        ("{a} finds a {t}.", "mill", "Ann found an old mill."),
        ("{a} sells {b} a {t}.", "scissors", "Ann sold Ben some scissors."),
        ("A {t} falls on {b}.", "apple", "An apple fell on Ben."),
        ("{a} finds a {t} and an {t}.", "apple", "Ann found an apple and an apple."),
    ],
)
def test_an_article_fits_the_name_behind_it(template: str, thing: str, sentence: str) -> None:
    roles = {"a": "ann", "b": "ben", "t": thing}
    assert told(template, roles=roles, members=THINGS) == sentence


def test_an_article_fits_words_spoken_and_outcomes() -> None:
    roles = {"a": "ann", "b": "ben", "t": "apple"}
    assert told("{a} asks {b}.", "Is it a {t}?", roles=roles, members=THINGS) == (
        'Ann asked Ben. "Is it an apple?"'
    )
    assert told("{a} waits an {n}-hour day.", outcomes={"n": 3.0}, kinds={"n": "int"}) == (
        "Ann waited a three-hour day."
    )
    assert told("{a} gives {b} a {t}.", outcomes={"t": ""}, kinds={"t": "Thing"}) == (
        "Ann gave Ben nothing."
    )


def test_things_gathered_in_one_sentence_have_an_article_each() -> None:
    roles = {"a": "ann", "b": "ben", "t": "apple"}
    deed, lexicon = deed_of("{a} sells {b} a {t}.", roles=roles, members=THINGS)
    more = replace(deed, id="d1", roles={**roles, "t": "horn"}, begin=40.0, end=60.0)
    assert "Ann sold Ben an apple and a unicorn horn." in text(
        tell([deed, more], lexicon, title="")
    )
