"""What was left off and taken up again is one message, and so are the legs of one way."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, Pen

from moshimo.engine.journal import Deed
from moshimo.story.selection.message import messages

MINUTE = 60.0


def two_blows() -> list[Deed]:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("strike", "bram", "corin")
    pen.do("strike", "bram", "corin")
    first, second = pen.deeds
    return [first, replace(second, begin=first.end, end=first.end + 5)]


def test_what_is_left_off_and_taken_up_at_once_is_one_message() -> None:
    first, second = two_blows()
    (found,) = messages([replace(first, result="broken off"), second], LEXICON)
    assert found.ids == (first.id, second.id)
    assert found.deed.result == "done"


def test_what_is_done_twice_is_two() -> None:
    assert len(messages(two_blows(), LEXICON)) == 2


def test_what_is_taken_up_much_later_is_told_apart() -> None:
    first, second = two_blows()
    later = replace(second, begin=first.end + 2 * MINUTE, end=first.end + 3 * MINUTE)
    assert len(messages([replace(first, result="broken off"), later], LEXICON)) == 2


def test_legs_on_which_somebody_is_taken_along_are_told_by_the_one_with_words() -> None:
    first, second = two_blows()
    manner = replace(MANNERS["strike"], moves="foe", moved=frozenset(MANNERS["strike"].roles))
    lexicon = replace(LEXICON, manners={**MANNERS, "strike": manner})
    (found,) = messages([replace(first, said=(("bram", 0),)), second], lexicon)
    assert (found.shape, found.deed.id, found.end) == ("speech", first.id, second.end)


def test_ways_on_which_nobody_is_taken_along_are_a_journey() -> None:
    manner = replace(MANNERS["strike"], moves="foe")
    lexicon = replace(LEXICON, manners={**MANNERS, "strike": manner})
    assert [one.shape for one in messages(two_blows(), lexicon)] == ["journey"]
