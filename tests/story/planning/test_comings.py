"""Arrivals stand in the first sentence about those who came, where that can say it."""

from __future__ import annotations

from collections.abc import Sequence

from tests.story.saltmere import LEXICON, Pen

from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.room.comings import with_comings
from moshimo.story.planning.sentence_plan import Phrase, Ref, SentencePlan
from moshimo.story.realisation.referring import realise
from moshimo.story.selection.message import Message, message_of

ANA, BRAM = Ref(("ana",), "subject"), Ref(("bram",), "subject")


def told(parts: Phrase, *who: str, later: float = 0.0) -> str:
    """Return the sentences of a deed, and before it who came."""
    pen = Pen(0.0)
    pen.at("quay", "ana", "bram")
    walks = [pen.do("walk", one, "quay", takes=60.0) for one in who]
    pen.at("quay", "ana", "bram", after=later)
    deed = pen.do("weep", "ana")
    ways = [Message((walk,), "journey", (who[n],), 0.0, times=0) for n, walk in enumerate(walks)]
    discourse = Discourse(LEXICON, {})
    made = with_comings([SentencePlan(parts)], ways, message_of(deed, LEXICON), discourse)
    return said(made, discourse)


def said(made: Sequence[SentencePlan], discourse: Discourse) -> str:
    texts: list[str] = []
    for plan in made:
        one = realise(plan.parts, discourse.attention, LEXICON)
        discourse.attention = one.after
        texts.append(one.text)
    return " | ".join(texts)


def test_who_comes_and_does_something_is_told_in_one_sentence() -> None:
    assert told((ANA, " sat down"), "ana") == "Ana Holt came, and sat down"


def test_who_has_come_some_time_before_is_told_to_have_come() -> None:
    sentence = told((ANA, " sat down"), "ana", later=600.0)
    assert sentence == "Ana Holt, who had come by then, sat down"


def test_who_comes_and_speaks_is_told_behind_the_words() -> None:
    parts: Phrase = ('"', "Well?", '" ', ANA, " asked")
    assert told(parts, "ana") == '"Well?" asked Ana Holt, who had just come'


def test_a_sentence_that_shows_somebody_coming_stays_as_it_is() -> None:
    assert told((ANA, " came in, and stopped"), "ana") == "Ana Holt came in, and stopped"


def test_a_sentence_with_a_joint_subject_stays_as_it_is() -> None:
    sentence = told((ANA, " and ", BRAM, " sat down"), "ana")
    assert sentence == "Ana Holt came | Ana and Bram Weaver sat down"


def test_several_who_come_are_told_together() -> None:
    assert told((Ref(("corin",), "subject"), " sat down"), "ana", "bram").startswith(
        "Ana Holt and Bram Weaver came | "
    )
