"""Journals are told as stories."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.one_deed import story
from tests.story.saltmere import LEXICON, MANNERS, MEMBERS, Pen, plainly, the_duel, the_exile

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, Manner, NameEntry
from moshimo.story.rendering.plain_text import BREAK

GOLDEN = Path(__file__).parent.parent / "golden" / "story"


@pytest.mark.parametrize("journal", [the_exile, the_duel], ids=lambda journal: journal.__name__)
def test_a_journal_is_told_as_a_story(
    journal: Callable[[], list[Deed]], golden: Callable[[Path, str], None]
) -> None:
    text = plainly(journal(), LEXICON, title="The Keeper of the Light")
    golden(GOLDEN / f"{journal.__name__}.txt", text)


def test_an_empty_journal_is_told_too() -> None:
    assert "Nothing came to pass" in plainly([], LEXICON, title="Nothing")


def test_the_order_of_the_journal_does_not_matter() -> None:
    deeds = the_exile()
    assert plainly(deeds[::-1], LEXICON, title="") == plainly(deeds, LEXICON, title="")


def test_routine_is_passed_over() -> None:
    text = plainly(the_exile(), LEXICON, title="")
    assert "ate a little" not in text


def test_speech_stays_in_the_present() -> None:
    text = plainly(the_exile(), LEXICON, title="")
    assert '"Then let the wardens say whose post it is' in text


def test_a_longer_story_is_longer() -> None:
    deeds = the_exile()
    short, long = (plainly(deeds, LEXICON, title="", words=words) for words in (50, 2000))
    assert len(long) > len(short)


def test_control_characters_of_an_author_are_made_visible() -> None:
    members = {**MEMBERS, "bram": NameEntry("Br\x1b[31mam", "", "he")}
    manners = {**MANNERS, "weep": replace(MANNERS["weep"], template="{weeper} \x07weeps.")}
    text = plainly(the_exile(), Lexicon(manners, members, LEXICON.clock), title="\x1b]0;x")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert "\\x1b[31m" in text


def test_a_template_without_a_verb_is_an_error() -> None:
    manners = {**MANNERS, "exile": Manner("{judge} from {accused}.", MANNERS["exile"].roles)}
    with pytest.raises(ValueError, match="expected a sentence with a verb in the present"):
        plainly(the_exile(), Lexicon(manners, MEMBERS), title="")


PEOPLE = ("ana", "bram", "corin", "dessa", "edda", "finn", "gull")
PLACES = ("hall", "quay", "square", "house", "inn")
PAIRS = ("greet", "protest", "accuse", "deny", "strike", "duck", "comfort", "hold_back")
ALONE = ("weep", "eat", "pack", "sleep", "look_back")
STEPS = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from(PLACES), st.integers(0, 15),
    st.sampled_from(["done", "done", "done", "foiled", "broken off"]), st.integers(0, 4000),
)  # fmt: skip


def journal_of(steps: list[tuple[str, str, str, int, str, int]]) -> list[Deed]:
    pen = Pen()
    for one, other, place, n, result, gap in steps:
        pen.at(place, one, other, after=gap)
        if n < len(PAIRS):
            said = (0,) if MANNERS[PAIRS[n]].says else ()
            pen.do(PAIRS[n], one, other, said=said, result=result)
        elif n < len(PAIRS) + len(ALONE):
            pen.do(ALONE[n - len(PAIRS)], one, result=result)
        elif n == 13:
            pen.sense("misses", one, other, place)
        else:
            pen.do("walk", one, place)
    return pen.deeds


def openings_of(text: str) -> list[str]:
    """The first word of each sentence; "" where something said comes first."""
    found = []
    for block in text.split("\n\n")[1:]:
        for sentence in re.split(r'(?<=[.!?])"? (?="?[A-Z])', block.strip()):
            said = sentence.startswith('"') or sentence.count('"') % 2
            found.append("" if said else sentence.split(" ")[0])
    return found


@given(st.lists(STEPS, min_size=1, max_size=40))
def test_whatever_happens_is_told_in_whole_sentences(
    steps: list[tuple[str, str, str, int, str, int]],
) -> None:
    text = plainly(journal_of(steps), LEXICON, title="T", words=5000)
    assert "{" not in text
    for block in text.strip().split("\n\n")[1:]:
        assert block == BREAK or re.search(r'[.!?…]"?$', block), block
        assert "  " not in block
    openings = openings_of(text)
    for three in zip(openings, openings[1:], openings[2:], strict=False):
        assert len(set(three)) > 1 or not three[0], (three, text)


def test_the_one_deed_there_is_is_the_story() -> None:
    assert story("{a} greets {b}.", "Good day, {b}.").endswith('\n\n"Good day, Ben," she said.')
    assert story("{a} hums.") == "Early in the morning, at the yard, Ann hummed."
    assert story("It rains.", roles={"b": ""}) == "Early in the morning, at the yard, it rained."
    assert story("{a} lifts {b}.", result="foiled").startswith("Early in the morning, at the yard,")
    assert story("{a} walks to {b}.", roles={"a": "ann", "b": "yard"}) == (
        "Early in the morning, Ann walked to the yard."
    )
