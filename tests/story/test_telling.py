"""What is told once, together, in passing, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.story.saltmere import HOUR, LEXICON, MANNERS, MEMBERS, WARDENS, Pen, plainly

from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.story.tell import MOST


def told(pen: Pen, manners: Mapping[str, Manner] = MANNERS, words: int = 10_000) -> str:
    lexicon = Lexicon(manners, MEMBERS, LEXICON.clock)
    return plainly(pen.deeds, lexicon, title="T", words=words).replace("\n", " ")


def council() -> Pen:
    """A pen in the wardens' hall, after a day on which people did little but eat."""
    pen = Pen(start=-40 * 60.0)
    for key in 30 * ("gull",):
        pen.at("inn", "gull")
        pen.do("eat", key)
    pen.at("hall", "ana", "bram", "corin", "dessa", "finn", *WARDENS)
    return pen


def test_a_line_is_quoted_once() -> None:
    pen = council()
    pen.do("shout", "ana", "corin", said=(0,))
    pen.do("shout", "dessa", "corin", said=(0,))
    text = told(pen)
    assert text.count("Are you pleased?") == 1
    assert "Dessa shouted at Corin too." in text


def test_a_line_may_come_again_much_later_of_another_speaker() -> None:
    pen = council()
    pen.do("shout", "ana", "corin", said=(0,))
    pen.at("quay", "dessa", "corin", after=5 * HOUR)
    pen.do("shout", "dessa", "corin", said=(0,))
    assert told(pen).count("Are you pleased?") == 2


def test_what_the_words_say_is_not_said_beside_them() -> None:
    pen = council()
    pen.do("object", "ana", "corin", said=(0,))
    pen.do("ask", "finn", "dessa", said=(0,))
    text = told(pen)
    assert '"There is a law, Corin," Ana objected. "It is older' in text
    assert '"Harbourmaster? Who died?" Finn asked.' in text
    assert "what was wrong" not in text
    assert "old law" not in text


def test_words_that_say_less_than_the_deed_stand_beside_it() -> None:
    pen = council()
    pen.do("accuse", "ana", "corin", said=(0,))
    assert "of breaking the lamp" in told(pen)


def test_votes_are_told_in_one_sentence_whatever_comes_between() -> None:
    pen = council()
    pen.do("claim", "corin", "post", "dessa", said=(0,))
    for n, key in enumerate(WARDENS):
        pen.do("vote_against" if n % 4 == 1 else "vote_for", key, "corin", causes=("claim",))
        if n == 3:
            pen.do("weep", "ana")
    text = told(pen)
    assert text.count("voted") == 1
    assert (
        "The Brook and Fell wardens voted against Corin, and all the other wardens for him." in text
    )


def test_what_was_broken_off_is_not_told() -> None:
    pen = council()
    pen.do("claim", "corin", "post", "dessa", said=(0,))
    pen.do("hold_back", "ana", "bram", result="broken off")
    pen.do("vote_for", "esk", "corin", result="foiled")
    pen.do("weep", "bram")
    text = told(pen)
    assert "began to" not in text
    assert "in vain" not in text


def test_what_cut_a_deed_short_is_told_with_it() -> None:
    pen = council()
    pen.do("claim", "corin", "post", "dessa", said=(0,))
    pen.do("unpin", "bram", "letter", result="broken off")
    pen.do("snatch", "corin", "letter", "bram", causes=("unpin",))
    assert "Bram began to reach for the letter to unpin it, but Corin snatched it from him." in (
        told(pen)
    )


def test_nobody_is_told_to_do_the_same_to_the_same_again_and_again() -> None:
    pen = council()
    for _ in range(5):
        pen.do("comfort", "ana", "bram")
        pen.do("weep", "bram")
    text = told(pen)
    assert text.count("coat") == 1
    assert text.count("wept") == 1


def test_a_weighty_deed_done_again_later_is_told_as_such() -> None:
    pen = council()
    pen.do("lay_case", "corin", "bram", said=(0,))
    pen.do("weep", "bram", causes=("lay_case",))
    pen.at("hall", "bram", "corin", after=0.7 * HOUR)
    pen.do("lay_case", "corin", "bram", said=(0,))
    for key in WARDENS:
        pen.do("vote_for", key, "corin", causes=("lay_case",))
    assert "Corin once more laid the wreck before the wardens" in told(pen)


def test_news_is_told_to_whom_it_is_news() -> None:
    manners = {**MANNERS, "tell_of": replace(MANNERS["tell_of"], says=())}
    pen = council()
    exile = pen.do("exile", "corin", "bram", "post", said=(0,))
    pen.do("tell_of", "dessa", "ana", exile.id, causes=("exile",))
    pen.at("inn", "edda", "dessa", after=600)
    pen.do("tell_of", "dessa", "edda", exile.id, causes=("exile",))
    pen.do("accuse", "edda", "corin", said=(0,), causes=("tell_of",))
    pen.do("weep", "edda", causes=("accuse",))
    text = told(pen, manners)
    assert "told Ana" not in text
    assert "told Edda" in text


def test_only_the_chief_people_are_told_to_find_nobody() -> None:
    pen = council()
    pen.do("exile", "corin", "bram", "post", said=(0,))
    pen.do("weep", "bram", causes=("exile",))
    pen.do("walk", "bram", "house")
    pen.sense("misses", "bram", "corin", "house")
    pen.do("walk", "edda", "inn")
    pen.sense("misses", "edda", "gull", "inn")
    pen.at("square", "ana", "finn", "corin", after=1200)
    pen.do("accuse", "finn", "corin", said=(0,))
    pen.do("hold_back", "ana", "finn", causes=("accuse",))
    text = told(pen)
    assert "Gull" not in text
    assert "Corin" in text.split("exiled")[1]


def test_one_moment_elsewhere_makes_no_scene() -> None:
    pen = council()
    pen.do("exile", "corin", "bram", "post", said=(0,))
    pen.do("weep", "bram", causes=("exile",))
    pen.at("house", "bram", after=1200)
    pen.do("pack", "bram")
    pen.at("square", "ana", "finn", "corin", after=1200)
    pen.do("accuse", "finn", "corin", said=(0,))
    pen.do("hold_back", "ana", "finn", causes=("accuse",))
    text = plainly(pen.deeds, LEXICON, title="T", words=10_000)
    assert "wept.\n\nSome twenty minutes later, at his house, Bram packed" in text
    assert text.count("* * *") == 1


def test_a_story_is_not_too_long() -> None:
    pen = council()
    for n in range(60):
        pen.at(("hall", "quay", "inn")[n % 3], "ana", "bram", "corin", after=3 * HOUR)
        pen.do("accuse", "ana", "corin", said=(0,))
        pen.do("exile", "corin", "bram", "post", said=(0,), causes=("accuse",))
        pen.do("weep", "bram", causes=("exile",))
        pen.do("strike", "bram", "corin", causes=("exile",))
    assert len(told(pen, words=0).split()) <= MOST


def test_a_few_deeds_leave_no_room_for_a_walk_by_itself() -> None:
    pen = council()
    pen.do("exile", "corin", "bram", "post", said=(0,))
    for place in ("quay", "chapel", "gate"):
        pen.do("walk", "bram", place, takes=900)
    pen.at("gate")
    pen.do("look_back", "bram", causes=("exile",))
    assert "walked" not in told(pen)
