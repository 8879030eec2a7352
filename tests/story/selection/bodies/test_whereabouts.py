"""Where everybody is, from what they did and saw, and from what took them elsewhere."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen

from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.story.selection.bodies.whereabouts import whereabouts

CARRY = Manner(
    "{bearer} carries {burden} to {to}.",
    {"bearer": WHO, "burden": WHO, "to": "Place"},
    moves="to",
    moved=frozenset(("bearer", "burden")),
)
GOING = {**MANNERS, "walk": replace(MANNERS["walk"], moved=frozenset(("walker",))), "carry": CARRY}
TOWN = Lexicon(GOING, LEXICON.members, LEXICON.clock)


def test_who_sees_a_deed_is_where_it_is_done() -> None:
    pen = Pen(100.0)
    pen.at("quay", "bram", "corin", "ana")
    pen.do("strike", "bram", "corin")
    found = whereabouts(pen.deeds, TOWN)
    assert all(found.is_at(who, "quay", 150.0) for who in ("ana", "bram", "corin"))
    assert found.is_at("ana", "quay", 0.0)  # and nothing says that they came
    assert not found.is_at("dessa", "quay", 150.0)


def test_who_walks_is_where_they_went_and_came_there() -> None:
    pen = Pen()
    pen.at("quay", "bram")
    pen.do("weep", "bram")
    walk = pen.do("walk", "bram", "square", takes=60.0)
    found = whereabouts(pen.deeds, TOWN)
    stay = found.stay("bram", walk.end)
    assert stay
    assert (stay.place, stay.came, stay.deed.id) == ("square", True, walk.id)
    assert found.is_at("bram", "quay", walk.end - 1)


def test_who_is_carried_is_on_the_way_with_who_carries_them() -> None:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("weep", "corin")
    walk = pen.do("walk", "bram", "square", takes=600.0)
    carry = replace(walk, rule="carry", roles={"bearer": "bram", "burden": "corin", "to": "square"})
    found = whereabouts([pen.deeds[0], carry], TOWN)
    assert found.is_at("corin", "square", carry.end)
    way = found.way_of("corin", carry.begin + 60)
    assert way
    assert way.id == carry.id
    assert found.way_of("bram", carry.begin + 60) is None  # who carries is not taken


def test_a_long_way_to_where_nobody_else_is_is_for_good() -> None:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("weep", "corin")
    gone = pen.do("walk", "bram", "hall", takes=7200.0)
    assert whereabouts(pen.deeds, TOWN).away() == {gone.id}
    pen.do("walk", "corin", "hall", takes=60.0)
    assert whereabouts(pen.deeds, TOWN).away() == frozenset()


def test_who_comes_with_others_came_though_the_others_saw_them_first() -> None:
    pen = Pen()
    pen.at("square", "bram", "ana")
    first = pen.do("walk", "ana", "square", takes=60.0)
    second = replace(first, id="second", roles={"walker": "bram", "to": "square"})
    found = whereabouts([first, second], TOWN)
    assert [(stay.place, stay.came) for stay in found.stays["bram"]] == [("square", True)]
