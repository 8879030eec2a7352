"""A story is a value, and each of its sentences says which deeds it tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.saltmere import LEXICON, MEMBERS, the_duel, the_exile
from tests.story.test_tell import STEPS, journal_of

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.naming import FORMS
from moshimo.story.realisation.prose import settled
from moshimo.story.realisation.story import Sentence, Story
from moshimo.story.rendering.plain_text import text
from moshimo.story.tell import tell

PRONOUNS = {word for forms in FORMS.values() for word in forms.values()} | {"themself"}
BOTH = pytest.mark.parametrize("journal", [the_exile, the_duel], ids=lambda made: made.__name__)


def check(story: Story, deeds: list[Deed]) -> None:
    known = {deed.id for deed in deeds}
    for scene in story.scenes:
        assert scene.paragraphs
        assert all(paragraph.sentences for paragraph in scene.paragraphs)
    for sentence in story.sentences:
        assert sentence.deeds, sentence.text
        assert known.issuperset(sentence.deeds), sentence.text
        assert len(set(sentence.deeds)) == len(sentence.deeds)
        for mention in sentence.mentions:
            words = sentence.text[mention.begin : mention.end]
            assert words.strip() == words != "", (sentence.text, mention)
            if mention.pronoun:
                assert words.lower() in PRONOUNS, (sentence.text, mention)


@BOTH
def test_every_sentence_traces_to_deeds(journal: Callable[[], list[Deed]]) -> None:
    deeds = journal()
    check(tell(deeds, LEXICON, title="T", words=2000), deeds)


@given(st.lists(STEPS, min_size=1, max_size=40))
def test_whatever_happens_traces_to_deeds(
    steps: list[tuple[str, str, str, int, str, int]],
) -> None:
    deeds = journal_of(steps)
    check(tell(deeds, LEXICON, title="T", words=5000), deeds)


def test_who_opens_a_scene_is_known_by_deeds_they_did_or_saw() -> None:
    deeds = the_exile()
    opening = next(tell(deeds, LEXICON, title="T").sentences)
    there = {key for mention in opening.mentions for key in mention.who} - {"hall"}
    known = {deed.id: deed for deed in deeds}
    seen = {key for i in opening.deeds for key in (*known[i].witnesses, *known[i].roles.values())}
    assert there
    assert there <= seen


def test_spoken_words_say_whose_they_are() -> None:
    story = tell(the_exile(), LEXICON, title="T")
    by = {s.speaker for s in story.sentences if "Then let the wardens say" in s.text}
    assert by == {"corin"}
    assert all(s.speaker == "" for s in story.sentences if '"' not in s.text)


def test_mentions_say_whom_the_words_mean() -> None:
    story = tell(the_exile(), LEXICON, title="T", words=2000)
    for sentence in story.sentences:
        for mention in sentence.mentions:
            words = sentence.text[mention.begin : mention.end]
            if words == "Corin Vale":
                assert mention.who == ("corin",)
            if words.lower() in ("he", "him"):
                assert all(MEMBERS[key].pronouns == "he" for key in mention.who)


def test_a_story_of_nothing_has_no_scenes() -> None:
    story = tell([], LEXICON, title="Nothing")
    assert story.scenes == ()
    assert text(story) == "Nothing\n\nNothing came to pass that is worth telling.\n"


def paragraph(speaker: str, *deeds: str) -> list[Sentence]:
    return [Sentence(f"{key}.", (key,), speaker) for key in deeds]


def told_together(*blocks: list[Sentence]) -> list[str]:
    weighty = frozenset({"act", "blow", "word"})
    return [" ".join(s.text for s in block) for block in settled(blocks, weighty)]


def test_what_is_of_no_consequence_makes_no_paragraph_of_its_own() -> None:
    blow, chat, act = paragraph("", "blow"), paragraph("ana", "chat"), paragraph("", "act")
    word, own = paragraph("bram", "word"), paragraph("ana", "word")
    assert told_together(blow, act) == ["blow.", "act."]
    assert told_together(blow, chat) == ["blow. chat."]
    assert told_together(chat, act) == ["chat. act."]
    assert told_together(word, chat, act) == ["word.", "chat. act."]
    assert told_together(own, chat, act) == ["word. chat.", "act."]
    assert told_together(chat) == ["chat."]
