"""What answers what is read from who addressed whom, and from causes."""

from __future__ import annotations

from collections.abc import Sequence

from tests.story.saltmere import LEXICON, MANNERS, Pen

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.selection.replies import REPLY, is_speech, openers, toward

QUAY = Lexicon(MANNERS, LEXICON.members, LEXICON.clock)
ALL = ("ana", "bram", "corin", "dessa")


def answered(deeds: Sequence[Deed], answer: Deed) -> Deed | None:
    """Return what a deed answers."""
    found = openers(deeds, QUAY).get(answer.id)
    return next((one for one in deeds if one.id == found), None)


def test_words_answer_the_last_words_of_whom_they_are_for() -> None:
    pen = Pen()
    pen.at("quay", *ALL)
    first = pen.do("accuse", "ana", "bram", said=(0,))
    pen.do("accuse", "dessa", "bram", said=(0,))
    answer = pen.do("accuse", "bram", "ana", said=(0,))
    assert answered(pen.deeds, answer) is first


def test_words_are_answered_once_by_the_same_person() -> None:
    pen = Pen()
    pen.at("quay", *ALL)
    pen.do("accuse", "ana", "bram", said=(0,))
    pen.do("accuse", "bram", "ana", said=(0,))
    again = pen.do("accuse", "bram", "ana", said=(0,))
    assert answered(pen.deeds, again) is None


def test_words_long_after_others_do_not_answer_them() -> None:
    pen = Pen()
    pen.at("quay", *ALL)
    pen.do("accuse", "ana", "bram", said=(0,))
    pen.at("quay", *ALL, after=REPLY + 1)
    late = pen.do("accuse", "bram", "ana", said=(0,))
    assert answered(pen.deeds, late) is None


def test_words_at_another_place_do_not_answer() -> None:
    pen = Pen()
    pen.at("quay", *ALL)
    pen.do("accuse", "ana", "bram", said=(0,))
    pen.at("hall", *ALL)
    there = pen.do("accuse", "bram", "ana", said=(0,))
    assert answered(pen.deeds, there) is None


def test_a_deed_comes_of_what_somebody_did_to_its_doer() -> None:
    pen = Pen()
    pen.at("quay", *ALL)
    said = pen.do("accuse", "ana", "bram", said=(0,))
    blow = pen.do("strike", "bram", "ana", causes=("accuse",))
    assert answered(pen.deeds, blow) is said


def test_a_deed_comes_of_nothing_that_does_not_concern_its_people() -> None:
    pen = Pen()
    pen.at("quay", *ALL)
    pen.do("accuse", "ana", "bram", said=(0,))
    blow = pen.do("strike", "corin", "dessa", causes=("accuse",))
    assert answered(pen.deeds, blow) is None


def test_a_deed_is_done_toward_those_who_are_there() -> None:
    pen = Pen()
    pen.at("quay", "ana", "bram")
    said = pen.do("accuse", "ana", "bram", said=(0,))
    assert is_speech(said, QUAY)
    assert toward(said, QUAY) == ("bram",)
