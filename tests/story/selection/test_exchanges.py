"""What belongs together in a fight is told together."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen, plainly

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.world.telling.ways import Way

FALLS = Manner("{fighter} falls and does not get up.", {"fighter": WHO}, meanings=("Harm",))
SHAKE = Manner(
    "{one} holds out a hand, and {other} takes it.", {"one": WHO, "other": WHO}, meanings=("Peace",)
)
FIGHT = {**MANNERS, "fall": FALLS, "shake": SHAKE}
QUAY = Lexicon(FIGHT, LEXICON.members, LEXICON.clock)


def blows(count: int) -> list[Deed]:
    """Return a journal in which Bram strikes Corin so often, and at the last blow Corin falls."""
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("accuse", "bram", "corin", said=(0,))
    for _ in range(count):
        pen.do("strike", "bram", "corin", takes=1, causes=("accuse",))
    last = pen.deeds[-1]
    fall = replace(last, id="fall", rule="fall", kind="event", roles={"fighter": "corin"})
    return [*pen.deeds, replace(fall, begin=last.end, end=last.end, causes=(last.id,))]


def test_what_is_told_of_an_event_is_the_deed_that_set_it_off() -> None:
    journal = blows(5)
    own = (
        Way(("{attacker}'s fist goes by {fighter}",), (), ()),
        Way(("{attacker} hits home",), (), ()),
    )
    told = {**FIGHT, "strike": replace(FIGHT["strike"], ways=own)}
    text = plainly(journal, replace(QUAY, manners=told), title="")
    assert text.count("fist") + text.count("hit home") == 2, text
    before, _, _ = text.partition("Corin fell and did not get up.")
    assert before.rstrip().endswith(("hit home.", "went by Corin.")), text


def test_two_who_do_the_same_are_each_told_where_no_each_other_can_stand() -> None:
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("accuse", "bram", "corin", said=(0,))
    for one, other in (("bram", "corin"), ("corin", "bram")):
        roles = {"one": one, "other": other}
        pen.deeds.append(
            replace(
                pen.deeds[0],
                id=one,
                rule="shake",
                roles=roles,
                said=(),
                begin=pen.time,
                end=pen.time + 3,
            )
        )
    text = plainly(pen.deeds, QUAY, title="")
    assert "each other" not in text
    assert "Bram held out a hand, and Corin took it." in text
