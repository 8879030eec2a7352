"""A story closes where what it is about is settled, and says no more than that needs."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, Pen

from moshimo.story.planning.closing import until_settled
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.selection.bodies.whereabouts import whereabouts
from moshimo.story.selection.message import Message, message_of


def told_of(pen: Pen, *places: str) -> list[ScenePlan]:
    """Return a scene of each place's deeds, in that order."""
    deeds = {place: [deed for deed in pen.deeds if deed.place == place] for place in places}
    made = [tuple(message_of(deed, LEXICON) for deed in deeds[place]) for place in places]
    return [ScenePlan(place, messages) for place, messages in zip(places, made, strict=True)]


def closed(pen: Pen, turned: str, *places: str) -> list[tuple[str, list[Message]]]:
    where = whereabouts(pen.deeds, LEXICON)
    found = until_settled(told_of(pen, *places), {turned}, {turned}, where, LEXICON)
    return [(scene.place, list(scene.messages)) for scene in found]


def test_a_scene_with_nobody_whom_the_story_is_about_is_not_the_last() -> None:
    pen = Pen(0.0)
    pen.at("hall", "ana", "bram")
    turned = pen.do("strike", "ana", "bram", takes=1)
    pen.at("quay", "corin", "edda")
    pen.do("greet", "corin", "edda", takes=1)
    assert [place for place, _ in closed(pen, turned.id, "hall", "quay")] == ["hall"]


def test_a_scene_with_somebody_whom_it_is_about_can_be_the_last() -> None:
    pen = Pen(0.0)
    pen.at("hall", "ana", "bram")
    turned = pen.do("strike", "ana", "bram", takes=1)
    pen.at("quay", "bram", "edda")
    pen.do("greet", "bram", "edda", takes=1)
    assert [place for place, _ in closed(pen, turned.id, "hall", "quay")] == ["hall", "quay"]


def test_what_weighs_little_and_is_about_others_is_not_told_last() -> None:
    pen = Pen(0.0)
    pen.at("hall", "ana", "bram", "corin", "edda")
    turned = pen.do("strike", "ana", "bram", takes=1)
    pen.do("greet", "corin", "edda", takes=1)
    ((_, messages),) = closed(pen, turned.id, "hall")
    assert [message.deed.id for message in messages] == [turned.id]


def test_nothing_is_left_out_where_nothing_turned() -> None:
    pen = Pen(0.0)
    pen.at("hall", "ana", "bram")
    pen.do("greet", "ana", "bram", takes=1)
    pen.at("quay", "corin", "edda")
    pen.do("greet", "corin", "edda", takes=1)
    assert len(closed(pen, "", "hall", "quay")) == 2


def test_a_lesser_scene_somewhere_else_is_not_the_last() -> None:
    pen = Pen(0.0)
    pen.at("hall", "ana", "bram")
    turned = pen.do("strike", "ana", "bram", takes=1)
    pen.at("quay", "bram", "edda")
    pen.do("greet", "bram", "edda", takes=1)
    where = whereabouts(pen.deeds, LEXICON)
    hall, quay = told_of(pen, "hall", "quay")
    hall = replace(hall, messages=tuple(replace(one, worth=2.0) for one in hall.messages))
    found = until_settled([hall, quay], {turned.id}, {turned.id}, where, LEXICON)
    assert [scene.place for scene in found] == ["hall"]
