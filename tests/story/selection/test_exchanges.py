"""What belongs together in a fight is told together."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen, plainly

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, Manner
from moshimo.story.selection.exchanges import with_triggers
from moshimo.story.selection.grouping import both_as_one
from moshimo.story.selection.message import Message
from moshimo.story.tell import tell
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


DUCK = Manner("{to} ducks.", {"to": WHO, "by": WHO}, answers="strike")
HITS = replace(MANNERS["strike"], outcomes={"lands": "bool", "size": "number"})
ANSWERED = replace(QUAY, manners={**FIGHT, "duck": DUCK, "strike": HITS})


def answered(lands: float, after: float = 0.5) -> list[Deed]:
    """Return a journal in which Bram strikes at Corin, who ducks so many seconds later."""
    pen = Pen()
    pen.at("quay", "bram", "corin")
    pen.do("accuse", "bram", "corin", said=(0,))
    blow = pen.do("strike", "bram", "corin", takes=1, causes=("accuse",))
    blow = pen.deeds[-1] = replace(blow, outcomes={"lands": lands, "size": 0.3})
    at = blow.begin + after
    duck = replace(blow, id="duck", rule="duck", roles={"to": "corin", "by": "bram"}, outcomes={})
    return [*pen.deeds, replace(duck, begin=at, end=at, causes=(blow.id,))]


def test_an_answer_is_told_with_what_it_answers() -> None:
    missed, landed = (plainly(answered(lands), ANSWERED, title="") for lands in (0.0, 1.0))
    assert "struck at Corin, but Corin ducked." in missed
    assert "struck at Corin, and Corin ducked." in landed


def test_an_answer_traces_to_its_own_deed() -> None:
    story = tell(answered(0.0), ANSWERED, title="")
    assert "duck" in next(s.deeds for s in story.sentences if "ducked" in s.text)


def test_an_answer_that_comes_too_late_belongs_to_nothing() -> None:
    assert "duck" not in plainly(answered(0.0, after=5.0), ANSWERED, title="")


def test_an_answer_has_the_words_of_its_author_and_is_left_untold_if_they_say_so() -> None:
    for text, found in (("{to} goes low", "but Corin went low."), ("", "struck at Corin.")):
        own = replace(DUCK, ways=(Way((text,), (), ()),))
        lexicon = replace(ANSWERED, manners={**ANSWERED.manners, "duck": own})
        assert found in plainly(answered(0.0), lexicon, title="")


def fight(*gaps: float) -> str:
    """Return the story of blows by turns with so many seconds from each to the next."""
    blows = ("strike", "weep", "hold_back", "comfort", "sleep")
    pen = Pen()
    pen.at("quay", "bram", "corin", "dessa")
    for n, rule in enumerate(blows[: len(gaps) + 1]):
        pair = ("bram", "corin") if n % 2 == 0 else ("corin", "bram")
        pen.do(rule, *pair[: len(FIGHT[rule].roles)], takes=0.5)
        pen.time += (gaps[n] if n < len(gaps) else 0.0) - 5.5
    return plainly(pen.deeds, QUAY, title="")


def test_two_short_moves_of_two_people_are_one_sentence() -> None:
    assert "struck at Corin Vale, and Corin wept." in fight(1.0)


def test_moves_that_lie_apart_are_two_sentences() -> None:
    assert "struck at Corin Vale. Corin wept." in fight(9.0)


def test_a_lull_in_a_fight_is_a_new_paragraph() -> None:
    paragraphs = fight(1.0, 1.0, 6.0).strip().split("\n\n")
    assert len(paragraphs) == 2, paragraphs
    assert len(fight(1.0, 1.0, 1.0).strip().split("\n\n")) == 1


def act(
    key: str, doer: str, other: str, *, begin: float, worth: float = 0.0, cause: str = ""
) -> Message:
    roles = {"attacker": doer, "fighter": other}
    deed = Deed(key, "strike", "action", roles, {}, begin, begin + 1, "quay", "done",
                causes=(cause,) if cause else ())  # fmt: skip
    return Message((deed,), "act", (doer,), worth)


def test_a_weighty_deed_is_told_with_what_led_to_it_between_the_two() -> None:
    blow = act("blow", "bram", "corin", begin=0.0)
    spared = act("spared", "bram", "corin", begin=5.0, worth=9.0, cause="blow")
    assert with_triggers([spared], [blow]) == [blow, spared]
    late = act("late", "bram", "corin", begin=90.0, worth=9.0, cause="blow")
    third = act("third", "bram", "dessa", begin=5.0, worth=9.0, cause="blow")
    light = act("light", "bram", "corin", begin=5.0, worth=2.0, cause="blow")
    for one in (late, third, light):
        assert with_triggers([one], [blow]) == [one]


def test_what_can_be_so_of_one_only_is_not_gathered() -> None:
    tells = Manner("{a} tells {b} of {spot}.", {"a": WHO, "b": WHO, "spot": "Place"}, writes=2)
    roles = {"a": "bram", "b": "corin", "spot": "hall"}
    one = replace(act("1", "bram", "corin", begin=0.0).deed, rule="tells", roles=roles)
    other = replace(one, id="2", roles={**roles, "spot": "inn"})
    for claimed in (frozenset[str](), frozenset({"spot"})):
        manners = {**FIGHT, "tells": replace(tells, claimed=claimed)}
        found = both_as_one(
            Message((one,), "act", ("bram",), 1.0),
            Message((other,), "act", ("bram",), 1.0),
            replace(QUAY, manners=manners),
        )
        assert (found is None) == bool(claimed)
