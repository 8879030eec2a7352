"""The bench of the telling counts what a reader would stumble over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.saltmere import LEXICON, Pen, the_duel, the_exile
from tests.story.test_tell import STEPS, journal_of

from bench.telling.wording.pronouns import claimants, unclear
from bench.telling.wording.repetition import distinct, idle, longest_run, on_routine, untraced
from moshimo.engine.journal import Deed
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import PhrasePart, Ref
from moshimo.story.realisation.referring import realise
from moshimo.story.realisation.story import Mention, Paragraph, Scene, Sentence, Story
from moshimo.story.tell import tell


def story(*sentences: Sentence) -> Story:
    return Story("T", (Scene("", 0.0, 1.0, (Paragraph(tuple(sentences)),)),))


def said(*words: str) -> Story:
    return story(*(Sentence(text, ("a",)) for text in words))


def named(who: str, case: str = "subject", *, pronoun: bool = False, at: int = 0) -> Mention:
    return Mention(at, at + 1, (who,), pronoun, case)


def test_sentences_that_come_again_are_counted() -> None:
    assert distinct(said("A.", "B.", "A.", "C."))[0] == 0.75


def test_openings_alike_in_a_row_are_counted() -> None:
    assert longest_run(said("He ran.", '"He did?"', "He fell.", "She rose."))[0] == 3


def test_a_sentence_without_a_deed_of_the_journal_is_found() -> None:
    pen = Pen()
    done = pen.do("weep", "ana")
    traced, lost = Sentence("A.", (done.id,)), Sentence("B.", ("nowhere",))
    assert untraced(story(traced, lost), {done.id: done}) == ["B."]


def test_a_paragraph_of_nothing_but_routine_is_idle() -> None:
    pen = Pen()
    eaten, wept = pen.do("eat", "ana"), pen.do("weep", "ana")
    deeds = [eaten, wept]
    known = {deed.id: deed for deed in deeds}
    assert idle(story(Sentence("Ana ate.", (eaten.id,))), deeds, LEXICON) == ["Ana ate."]
    assert idle(story(Sentence("Ana wept.", (wept.id,))), deeds, LEXICON) == []
    told = story(Sentence("Ana ate.", (eaten.id,)), Sentence("Ana wept.", (wept.id,)))
    assert on_routine(told, known, LEXICON)[0] == 0.5


NOBODY = Sentence("", ())


@pytest.mark.parametrize(
    ("before", "mentions", "rivals"),
    [
        ((named("bram"),), (named("bram", pronoun=True),), []),
        ((named("bram"), named("ana", "object")), (named("bram", pronoun=True),), []),
        ((named("bram"), named("corin", "object")), (named("bram", pronoun=True),), ["corin"]),
        (
            (named("bram"), named("corin", "object")),
            (named("bram", pronoun=True), named("corin", "object")),
            [],
        ),
        ((), (named("bram", pronoun=True),), ["nobody"]),
        ((), (named("bram"), named("corin"), named("bram", "object", pronoun=True, at=9)), []),
        ((), (named("bram"), named("corin", "object"), named("bram", pronoun=True, at=9)), []),
        (
            (),
            (named("bram"), named("corin"), named("bram", pronoun=True, at=9)),
            ["corin"],
        ),
    ],
)
def test_who_could_claim_a_pronoun(
    before: Sequence[Mention], mentions: Sequence[Mention], rivals: list[str]
) -> None:
    place = next(n for n, mention in enumerate(mentions) if mention.pronoun)
    one = Sentence("B and C, as it is told, he.", ("a",), "", tuple(mentions))
    assert claimants(one, place, Sentence("", ("a",), "", tuple(before)), LEXICON) == rivals


def test_a_house_brings_its_owner_to_mind() -> None:
    parts: tuple[PhrasePart, ...] = (
        "at ",
        Ref(("house",)),
        ", ",
        Ref(("bram",), "subject"),
        " slept",
    )
    made = realise(parts, Attention(met=frozenset({"bram"})), LEXICON)
    assert made.text == "at Bram's house, he slept"
    assert claimants(Sentence(made.text, ("a",), "", made.mentions), 1, NOBODY, LEXICON) == []


@pytest.mark.parametrize("journal", [the_exile, the_duel], ids=lambda made: made.__name__)
def test_no_pronoun_of_a_story_is_unclear(journal: Callable[[], list[Deed]]) -> None:
    assert unclear(tell(journal(), LEXICON, title="T", words=2000), LEXICON) == []


@given(st.lists(STEPS, min_size=1, max_size=40))
def test_no_pronoun_is_unclear_whatever_happens(
    steps: list[tuple[str, str, str, int, str, int]],
) -> None:
    assert unclear(tell(journal_of(steps), LEXICON, title="T", words=5000), LEXICON) == []


@given(st.lists(STEPS, min_size=1, max_size=40))
def test_no_four_sentences_open_alike_whatever_happens(
    steps: list[tuple[str, str, str, int, str, int]],
) -> None:
    assert longest_run(tell(journal_of(steps), LEXICON, title="T", words=5000))[0] <= 3
