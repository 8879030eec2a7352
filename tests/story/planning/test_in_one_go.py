"""What comes about by itself is told before what is said at that moment, and after its causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.story.saltmere import LEXICON, Pen

from moshimo.story.planning.in_one_go import in_order
from moshimo.story.selection.bodies.whereabouts import whereabouts
from moshimo.story.selection.message import Message, message_of


def at_once() -> tuple[Message, Message, Message]:
    """Bram strikes Ana; within two seconds she weeps, which is an event, and Corin greets her."""
    pen = Pen()
    pen.at("square", "ana", "bram", "corin")
    deeds = [pen.do("strike", "bram", "ana", takes=1), pen.do("greet", "corin", "ana", takes=1)]
    deeds += [pen.do("weep", "ana", takes=1)]
    times = [replace(one, begin=10.0 + n, end=11.0 + n) for n, one in enumerate(deeds)]
    one, other, event = (message_of(deed, LEXICON) for deed in times)
    return one, other, replace(event, deeds=(replace(event.deed, kind="event"),))


def rules(messages: Sequence[Message]) -> list[str]:
    deeds = [message.deed for message in messages]
    blocks = [[message] for message in messages]
    return [one.deed.rule for one in in_order(blocks, whereabouts(deeds, LEXICON), LEXICON)]


def test_how_it_began_is_told_before_what_is_said_then() -> None:
    assert rules(at_once()) == ["weep", "strike", "greet"]


def test_what_came_of_a_deed_is_told_after_it() -> None:
    strike, greet, weep = at_once()
    weep = replace(weep, deeds=(replace(weep.deed, causes=(strike.deed.id,)),))
    assert rules((strike, greet, weep)) == ["strike", "weep", "greet"]
