"""Where many speak, a few exchanges are told whole, and who else spoke in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, Pen

from moshimo.engine.journal import Deed
from moshimo.story.lexical.lexicalisation import phrase_of
from moshimo.story.lexical.word_choice import worded
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.debate import ASIDES, Measure, debated
from moshimo.story.planning.discourse import Attention
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.bodies.whereabouts import whereabouts
from moshimo.story.selection.message import Message, message_of
from moshimo.world.telling.ways import Need, Way

SQUARE = Lexicon(MANNERS, LEXICON.members, LEXICON.clock)
ALL = ("ana", "bram", "corin", "dessa", "edda", "finn")


def shouting() -> Pen:
    """Return a journal in which four accuse Bram, he answers two of them, and one strikes him."""
    pen = Pen()
    pen.at("square", *ALL)
    for who in ("ana", "corin", "dessa", "edda"):
        pen.do("accuse", who, "bram", said=(0,), takes=10)
    pen.do("accuse", "bram", "ana", said=(0,), takes=10)
    pen.do("accuse", "bram", "dessa", said=(0,), takes=10)
    pen.do("strike", "dessa", "bram", takes=1, causes=("accuse",))
    return pen


def messages(deeds: Sequence[Deed]) -> list[Message]:
    return [
        replace(message_of(deed, SQUARE), worth=3.0, shape="speech" if deed.said else "act")
        for deed in deeds
    ]


def told(
    pool: Sequence[Message],
    stretch: Sequence[Message] = (),
    *,
    always: Collection[str] = (),
    most: int = 5,
) -> list[Message]:
    where = whereabouts([one.deed for one in pool], SQUARE)
    return debated(stretch or pool, pool, Measure(SQUARE, where, always, {}, most))


def shown(found: Sequence[Message]) -> list[str]:
    return [f"{one.deed.rule} {' '.join(one.deed.roles.values())}" for one in found]


def test_an_answer_stands_right_behind_its_challenge() -> None:
    found = shown(told(messages(shouting().deeds)))
    assert found[:2] == ["accuse ana bram", "accuse bram ana"]
    at = found.index("accuse dessa bram")
    assert found[at : at + 3] == ["accuse dessa bram", "accuse bram dessa", "strike dessa bram"]


def test_what_is_told_in_another_order_is_said_to_be_told_then() -> None:
    found = told(messages(shouting().deeds))
    times = [one.begin for one in found]
    assert times == sorted(times)
    assert {one.deed.begin for one in found} == {one.begin for one in shouting().deeds}


def test_whole_exchanges_are_told_before_words_that_nobody_answers() -> None:
    found = told(messages(shouting().deeds), most=2)
    quoted = [one for one in found if not one.reported]
    assert {one.doers[0] for one in quoted} == {"ana", "bram", "dessa"}


def test_who_else_spoke_is_told_in_one_message() -> None:
    found = told(messages(shouting().deeds), most=2)
    short = [one for one in found if one.reported]
    assert [set(one.doers) for one in short] == [{"corin", "edda"}]


def test_a_challenge_that_was_left_out_is_told_with_its_answer() -> None:
    pool = messages(shouting().deeds)
    found = shown(told(pool, [one for one in pool if one.doers != ("ana",)]))
    assert "accuse ana bram" in found


def test_what_turned_something_is_told_however_many_speak() -> None:
    pool = messages(shouting().deeds)
    kept = next(one for one in pool if one.doers == ("edda",))
    found = told(pool, always=[kept.deed.id], most=1)
    assert any(one.ids == kept.ids and not one.reported for one in found)


def test_of_words_that_nobody_answers_only_the_best_follow_a_challenge() -> None:
    pen = Pen()
    pen.at("square", *ALL)
    pen.do("lay_case", "ana", "bram", said=(0,))
    for who in ("corin", "dessa", "edda", "finn"):
        pen.do("protest", who, "ana", said=(0,), takes=10, causes=("lay_case",))
    found = told(messages(pen.deeds))
    assert len([one for one in found if one.deed.rule == "protest"]) == ASIDES


def test_two_alone_are_told_as_it_went() -> None:
    pen = Pen()
    pen.at("square", "ana", "bram")
    for _ in range(4):
        pen.do("accuse", "ana", "bram", said=(0,))
        pen.do("accuse", "bram", "ana", said=(0,))
    pool = messages(pen.deeds)
    assert told(pool) == pool


def test_who_spoke_in_short_is_told_in_its_authors_words_or_in_ours() -> None:
    journal = shouting().deeds
    many = (Need("together"),)
    ways = (Way(("{accuser} tells {accused} as much",), many, ()),)
    for given, words in ((ways, "as much"), ((), "had something to say as well")):
        manner = replace(MANNERS["accuse"], reported=given)
        lexicon = replace(SQUARE, manners={**MANNERS, "accuse": manner})
        most = replace(messages(journal)[1], reported=True, shape="act")
        second = messages(journal)[3].deed
        both = replace(most, deeds=(second, *most.deeds), doers=("corin", "edda"))
        assert words in _alone(both, lexicon)


def _alone(message: Message, lexicon: Lexicon) -> str:
    chosen = worded(lexicon, [message])
    return realise(phrase_of(message, chosen, {}), Attention(), chosen).text
