"""How bodies stand: a told deed brings with it what changed the bodies on which it rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, Pen

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, Made
from moshimo.story.selection.bodies.postures import postures
from moshimo.story.selection.message import Message, message_of
from moshimo.story.selection.needs import whole

DOWN = "Character.down"
FALL = Made(DOWN, "fighter", "", "1", (), begun=False, sure=True)
RISE = Made(DOWN, "weeper", "", "0", (), begun=False, sure=True)
BODIES = {
    **MANNERS,
    "strike": replace(MANNERS["strike"], made=(FALL,)),
    "weep": replace(MANNERS["weep"], made=(RISE,)),
    "accuse": replace(MANNERS["accuse"], asked=frozenset({("accuser", DOWN)})),
}
YARD = replace(LEXICON, manners=BODIES, bodies={DOWN: "0"})


def a_fall_and_a_rise() -> list[Deed]:
    """Corin is struck down, gets up (weeping), and accuses Bram on his feet."""
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("strike", "bram", "corin")
    pen.do("weep", "corin")
    pen.do("accuse", "corin", "bram")
    return pen.deeds


def told(deeds: Sequence[Deed], *places: int, lexicon: Lexicon = YARD) -> list[str]:
    pool = [replace(message_of(deed, lexicon), worth=1.0) for deed in deeds]
    chosen: list[Message] = [pool[n] for n in places]
    found = whole(chosen, pool, lexicon, (), postures(deeds, lexicon))
    return [message.deed.rule for message in found]


def test_who_was_told_to_fall_is_told_to_rise_before_they_act_on_their_feet() -> None:
    assert told(a_fall_and_a_rise(), 0, 2) == ["strike", "weep", "accuse"]


def test_who_was_not_told_to_fall_need_not_be_told_to_rise() -> None:
    assert told(a_fall_and_a_rise(), 2) == ["accuse"]


def test_who_lies_is_told_to_have_fallen() -> None:
    fall, _, words = a_fall_and_a_rise()
    assert told([fall, words], 1) == ["strike", "accuse"]


def test_what_a_fall_hangs_on_is_read_from_its_outcome() -> None:
    fall, _, words = a_fall_and_a_rise()
    lands = replace(FALL, tests=(("lands", True),))
    strikes = {**BODIES, "strike": replace(BODIES["strike"], made=(lands,))}
    yard = replace(YARD, manners=strikes)
    missed = replace(fall, outcomes={"lands": 0.0})
    landed = replace(fall, outcomes={"lands": 1.0})
    assert told([missed, words], 1, lexicon=yard) == ["accuse"]
    assert told([landed, words], 1, lexicon=yard) == ["strike", "accuse"]


def test_what_a_journal_does_not_show_asks_for_nothing() -> None:
    fall, _, words = a_fall_and_a_rise()
    strikes = {**BODIES, "strike": replace(BODIES["strike"], made=(replace(FALL, sure=False),))}
    assert told([fall, words], 1, lexicon=replace(YARD, manners=strikes)) == ["accuse"]


def test_what_others_do_for_an_event_without_words_is_what_set_it_off() -> None:
    fall, rise, words = a_fall_and_a_rise()
    silent = replace(rise, kind="event", begin=fall.end, end=fall.end, causes=(fall.id,))
    found = postures([fall, silent, words], YARD, {fall.id, words.id})
    assert [one.shown.id for one in found.turns["corin", DOWN]] == [fall.id, fall.id]
