"""Chapters are days, and each paragraph has the words of one speaker."""

from __future__ import annotations

from tests.story.saltmere import LEXICON

from moshimo.story.realisation.story import Mention, Paragraph, Scene, Sentence, Story
from moshimo.story.rendering.chapters import chapters, spoken_apart

HOUR = 3600.0


def scenes(*hours: float) -> Story:
    """Scenes that begin so many hours after midnight of the first day."""
    start = LEXICON.clock.start
    return Story("T", tuple(Scene("", at * HOUR - start, at * HOUR, ()) for at in hours))


def days(story: Story) -> list[tuple[str, list[int]]]:
    return [(one.title, [number for number, _ in one.scenes]) for one in chapters(story, LEXICON)]


def test_before_dawn_it_is_still_the_day_before() -> None:
    assert days(scenes(20, 23, 26, 32)) == [("Day 1", [1, 2, 3]), ("Day 2", [4])]


def test_a_story_of_one_day_is_one_chapter_without_a_title() -> None:
    assert days(scenes(20, 23)) == [("", [1, 2])]
    assert chapters(scenes(20), LEXICON)[0].id == "story"


def test_a_scene_that_looks_back_stands_where_it_is_told() -> None:
    assert days(scenes(20, 32, 21)) == [("Day 1", [1]), ("Day 2", [2, 3])]


def quote(who: str) -> Sentence:
    return Sentence('"Yes."', ("a",), who)


def told(who: str) -> Sentence:
    return Sentence("Then this.", ("a",), mentions=(Mention(0, 4, (who,)),))


def split(*sentences: Sentence) -> list[list[Sentence]]:
    return [list(part.sentences) for part in spoken_apart(Paragraph(sentences))]


def test_whoever_answers_begins_a_paragraph() -> None:
    ana, bram = quote("ana"), quote("bram")
    assert split(ana, bram, bram, ana) == [[ana], [bram, bram], [ana]]


def test_what_leads_to_an_answer_stands_with_it() -> None:
    ana, bram, turns = quote("ana"), quote("bram"), told("bram")
    assert split(ana, turns, bram) == [[ana], [turns, bram]]


def test_what_is_about_another_stays_where_it_is() -> None:
    ana, bram, falls = quote("ana"), quote("bram"), told("ana")
    assert split(ana, falls, bram) == [[ana, falls], [bram]]
    assert split(falls, ana, told("bram")) == [[falls, ana, told("bram")]]
