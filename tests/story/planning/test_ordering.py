"""Things are told in their time: no place keeps the reader while another waits too long."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.story.saltmere import LEXICON, MINUTE, Pen

from moshimo.story.planning.ordering import LATE, in_time, interleaved, told_at
from moshimo.story.selection.message import Message, message_of

PLACES = ("quay", "square", "hall")


PEOPLE = {"quay": ("bram", "corin"), "square": ("ana", "dessa"), "hall": ("edda", "finn")}


def at(place: str, minute: float, *people: str) -> Message:
    """Return somebody's striking somebody at a place, so many minutes after the start."""
    pen = Pen(minute * MINUTE)
    doer, target = people or PEOPLE[place]
    pen.at(place, doer, target)
    return message_of(pen.do("strike", doer, target, takes=1), LEXICON)


def begun(pieces: list[list[Message]]) -> list[list[float]]:
    return [[round(one.begin / MINUTE) for one in piece] for piece in pieces]


def test_a_place_is_left_when_another_has_waited_too_long() -> None:
    quay = [at("quay", minute) for minute in (0, 4, 20, 24)]
    square = [at("square", minute) for minute in (6, 8)]
    assert begun(interleaved([quay, square])) == [[0, 4], [6, 8], [20, 24]]


def test_a_place_is_not_left_for_what_can_wait() -> None:
    quay = [at("quay", minute) for minute in (0, 4, 8)]
    square = [at("square", minute) for minute in (6, 30)]
    assert begun(interleaved([quay, square])) == [[0, 4, 8], [6, 30]]


def test_a_place_is_left_for_what_leads_to_somebody_who_then_acts_there() -> None:
    quay = [at("quay", minute) for minute in (0, 4, 8)]
    square = [at("square", 2, "ana", "bram"), at("square", 30)]
    assert begun(interleaved([quay, square])) == [[0], [2], [4, 8], [30]]


def test_a_place_is_left_for_what_brought_about_what_comes_there() -> None:
    square = [at("square", 2), at("square", 30)]
    quay = [at("quay", minute) for minute in (0, 4, 8)]
    last = quay[-1].deed
    quay[-1] = replace(quay[-1], deeds=(replace(last, causes=(square[0].deed.id,)),))
    assert begun(interleaved([quay, square])) == [[0], [2], [4, 8], [30]]


def test_what_comes_at_once_of_a_deed_is_told_before_the_place_is_left() -> None:
    """Who is at a door that is opened stands there, whatever leads to them elsewhere."""
    square = [at("square", 0.5, "ana", "bram"), at("square", 30)]
    quay = [at("quay", 0), at("quay", 1 / 60), at("quay", 8)]
    first = quay[0].deed
    quay[1] = replace(quay[1], deeds=(replace(quay[1].deed, causes=(first.id,)),))
    square[0] = replace(square[0], deeds=(replace(square[0].deed, begin=0.5),))
    assert begun(interleaved([quay, square])) == [[0, 0], [0], [8], [30]]


def test_a_long_way_is_told_when_it_is_over_if_others_begin_before() -> None:
    way = message_of(Pen(0.0).do("walk", "bram", "hall", takes=90 * MINUTE), LEXICON)
    pieces = [[at("quay", 0), way], [at("square", 30)], [at("hall", 100)]]
    assert begun(in_time(pieces, LEXICON)) == [[0], [30], [90], [100]]
    assert begun(in_time(pieces[:2], LEXICON)) == [[0, 0], [30]]


def test_an_arrival_is_told_when_it_ends() -> None:
    way = replace(at("quay", 3), shape="journey", times=0)
    assert told_at(way) == way.end


@given(
    st.lists(st.lists(st.integers(0, 200), min_size=1, max_size=8), min_size=1, max_size=3),
)
def test_nothing_is_told_later_than_that_and_nothing_is_lost(minutes: list[list[int]]) -> None:
    stretches = [
        [at(place, minute) for minute in sorted(those)]
        for place, those in zip(PLACES, minutes, strict=False)
    ]
    pieces = interleaved(stretches)
    told = [one for piece in pieces for one in piece]
    assert sorted(id(one) for one in told) == sorted(id(m) for those in stretches for m in those)
    for place, one in enumerate(told):
        assert max(other.begin for other in told[: place + 1]) - one.begin <= LATE
