"""Of a letter that is read aloud, what matters to the story is quoted, up to its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen

from moshimo.engine.journal import Deed
from moshimo.lang.typed import Var
from moshimo.lang.types import OURS, Type
from moshimo.story.lexicon.lexicon import Lexicon, Manner, Worded
from moshimo.story.planning.reading_aloud import within
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.selection.message import Message
from moshimo.world.telling.ways import Letter

LINE = "word " * 10
NAMES = ("corin", "dessa", "edda", "finn")


def reading(acting: str = "") -> tuple[list[Message], Lexicon]:
    """Ana reads out what Bram wrote: a part for each of four, one for all; one of them acts."""
    letter = Letter(Var(Type("ref", "Character"), "reader", OURS), (), 1)
    to_one = Manner("{reader} reads to {whom}.", {"reader": WHO, "whom": WHO}, speech=True)
    to_all = Manner("{reader} reads to all.", {"reader": WHO}, speech=True)
    to_one, to_all = (replace(one, letter=letter) for one in (to_one, to_all))
    pen = Pen()
    pen.at("square", "ana", *NAMES)
    deeds: list[Deed] = []
    for who in NAMES:
        deeds.append(replace(pen.do("greet", "ana", who, takes=60), rule="read_to", said=()))
        deeds[-1] = replace(deeds[-1], roles={"reader": "ana", "whom": who})
    answer = replace(pen.do("weep", "corin", takes=9), causes=(deeds[0].id,))
    last = replace(pen.do("weep", "ana", takes=9), rule="read_all", roles={"reader": "ana"})
    more = [pen.do("weep", acting, takes=9) for _ in range(3)] if acting else []
    every = [*deeds, answer, last, *more]
    worded = {one.id: Worded(letter=(LINE,), writer="bram") for one in (*deeds, last)}
    manners = {**MANNERS, "read_to": to_one, "read_all": to_all}
    lexicon = replace(LEXICON, manners=manners, worded=worded)
    return [
        Message((one,), "act", (next(iter(one.roles.values())),), 1.0) for one in every
    ], lexicon


def told(messages: Sequence[Message], lexicon: Lexicon, most: int) -> list[Message]:
    ((scene,),) = within([[ScenePlan("square", tuple(messages))]], lexicon, most)
    return [*scene.messages]


def read_to(messages: Sequence[Message]) -> list[list[str]]:
    return [
        [deed.roles["whom"] for deed in message.deeds]
        for message in messages
        if message.deed.rule == "read_to"
    ]


def test_where_there_is_room_all_is_quoted() -> None:
    messages, lexicon = reading()
    assert told(messages, lexicon, 50) == messages


def test_two_parts_are_quoted_and_the_part_for_all_and_the_others_are_summed_up() -> None:
    messages, lexicon = reading()
    found = told(messages, lexicon, 0)
    assert read_to(found) == [["corin"], ["dessa"], ["edda", "finn"]]
    assert [message.deed.rule for message in found].count("read_all") == 1


def test_the_part_of_one_who_acts_later_is_quoted_first() -> None:
    messages, lexicon = reading("finn")
    assert read_to(told(messages, lexicon, 0)) == [["corin"], ["dessa", "edda"], ["finn"]]


def test_with_a_part_the_answer_to_it_is_left_out() -> None:
    messages, lexicon = reading()
    messages = [replace(m, worth=0.1) if m.doers == ("corin",) else m for m in messages]
    late = [replace(m, worth=9.0) if "dessa" in m.deed.roles.values() else m for m in messages]
    late = [replace(m, worth=8.0) if "edda" in m.deed.roles.values() else m for m in late]
    found = told(late, lexicon, 0)
    assert read_to(found) == [["dessa"], ["edda"], ["corin", "finn"]]
    assert not [message for message in found if message.doers == ("corin",)]


def test_one_part_alone_is_quoted_rather_than_summed_up() -> None:
    messages, lexicon = reading()
    assert told(messages, lexicon, 40) == messages
