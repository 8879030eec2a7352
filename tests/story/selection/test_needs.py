"""Nothing is told by half: an answer is told with what it answers, or neither is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, Pen

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.selection.message import Message, message_of
from moshimo.story.selection.needs import whole
from moshimo.story.selection.worth import WEIGHTY

ANSWERS = {**MANNERS, "weep": replace(MANNERS["weep"], answers="strike")}
QUAY = Lexicon(ANSWERS, LEXICON.members, LEXICON.clock)


def pool_of(deeds: Sequence[Deed], worth: float = 1.0) -> list[Message]:
    return [replace(message_of(deed, QUAY), worth=worth) for deed in deeds]


def rules(found: Sequence[Message]) -> list[str]:
    return [message.deed.rule for message in found]


def a_blow_and_tears() -> list[Deed]:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("strike", "bram", "corin")
    pen.do("weep", "corin", causes=("strike",))
    return pen.deeds


def test_an_answer_brings_with_it_what_it_answers() -> None:
    pool = pool_of(a_blow_and_tears())
    assert rules(whole(pool[1:], pool, QUAY, ())) == ["strike", "weep"]


def test_an_answer_of_little_worth_to_what_cannot_be_told_is_left_out() -> None:
    blow, tears = a_blow_and_tears()
    pool = pool_of([replace(blow, result="foiled"), tears])
    assert whole(pool[1:], pool, QUAY, ()) == []


def test_an_answer_of_weight_is_told_all_the_same() -> None:
    blow, tears = a_blow_and_tears()
    pool = pool_of([replace(blow, result="foiled"), tears], worth=WEIGHTY)
    assert rules(whole(pool[1:], pool, QUAY, ())) == ["weep"]


def test_what_turned_something_is_told() -> None:
    pool = pool_of(a_blow_and_tears())
    assert rules(whole((), pool, QUAY, [pool[0].deed.id])) == ["strike"]


def test_what_three_told_deeds_rest_on_is_told() -> None:
    pen = Pen()
    pen.at("quay", "ana", "bram", "corin", "dessa")
    pen.do("accuse", "bram", "corin")
    for who in ("ana", "corin", "dessa"):
        pen.do("strike", who, "bram", causes=("accuse",))
    pool = pool_of(pen.deeds)
    assert rules(whole(pool[1:], pool, QUAY, ())) == ["accuse", "strike", "strike", "strike"]
    assert rules(whole(pool[2:], pool, QUAY, ())) == ["strike", "strike"]


def test_what_can_only_be_done_because_of_a_deed_brings_that_deed_with_it() -> None:
    manner = replace(MANNERS["weep"], recalls=frozenset({"strike"}))
    lexicon = Lexicon({**MANNERS, "weep": manner}, LEXICON.members, LEXICON.clock)
    pool = pool_of(a_blow_and_tears())
    assert rules(whole(pool[1:], pool, lexicon, ())) == ["strike", "weep"]


def test_words_to_somebody_bring_with_them_what_that_person_did() -> None:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("strike", "bram", "corin")
    pen.do("accuse", "corin", "bram", said=(0,), causes=("strike",))
    pool = pool_of(pen.deeds)
    spoken = replace(pool[1], shape="speech")
    assert rules(whole([spoken], [pool[0], spoken], QUAY, ())) == ["strike", "accuse"]
