"""The chapters of a story, each a day, and its paragraphs, in which nobody answers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.time_words import night_of
from moshimo.story.realisation.story import Paragraph, Scene, Sentence, Story


@dataclass(frozen=True, slots=True)
class Chapter:
    """What happens from one dawn to the next."""

    title: str  # "Day 2"; "" if the story has one day only
    scenes: tuple[tuple[int, Scene], ...]  # each with its number in the story, from 1

    @property
    def id(self) -> str:
        """The id of its heading in a page, and the name of its file in a book."""
        return self.title.lower().replace(" ", "-") or "story"


def chapters(story: Story, lexicon: Lexicon) -> tuple[Chapter, ...]:
    """Return the days of a story, as people feel them: before dawn it is still the day before."""
    days: dict[int, list[tuple[int, Scene]]] = {}
    for number, scene in enumerate(story.scenes, 1):
        day = night_of(lexicon.clock, scene.begin) - night_of(lexicon.clock, 0.0) + 1
        last = max(days, default=day)  # a scene that looks back stands where it is told
        days.setdefault(max(day, last), []).append((number, scene))
    several = len(days) > 1
    return tuple(
        Chapter(f"Day {day}" if several else "", tuple(scenes)) for day, scenes in days.items()
    )


def spoken_apart(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """Return a paragraph as one or several, so that each has the words of one speaker.

    Sentences that lead to somebody's words, since they name them first, stand with those.
    """
    parts: list[list[Sentence]] = [[]]
    speaker = ""
    for sentence in paragraph.sentences:
        if sentence.speaker and speaker and sentence.speaker != speaker:
            parts.append(_leading_to(sentence.speaker, parts[-1]))
        parts[-1].append(sentence)
        speaker = sentence.speaker or speaker
    return tuple(Paragraph(tuple(part)) for part in parts)


def _leading_to(speaker: str, before: list[Sentence]) -> list[Sentence]:
    """Take from the end of a part the sentences that begin with that speaker."""
    taken: list[Sentence] = []
    while len(before) > 1 and not before[-1].speaker and _begins_with(before[-1], speaker):
        taken.insert(0, before.pop())
    return taken


def _begins_with(sentence: Sentence, who: str) -> bool:
    return bool(sentence.mentions) and sentence.mentions[0].who == (who,)


def paragraphs_of(scenes: Sequence[Scene]) -> list[Paragraph]:
    """Return the paragraphs of scenes, with each speaker's words apart."""
    return [
        part
        for scene in scenes
        for paragraph in scene.paragraphs
        for part in spoken_apart(paragraph)
    ]
