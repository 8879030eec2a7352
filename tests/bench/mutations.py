"""Told stories that are spoilt on purpose: one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bench.telling.told import Fault, Told
from moshimo.story.realisation.story import Paragraph, Scene, Sentence, Story

Rewrite = Callable[[Sentence], Sentence | None]


def rewritten(told: Told, rewrite: Rewrite) -> Told:
    """Return the story with each sentence as `rewrite` gives it; None drops it."""
    scenes = []
    for scene in told.story.scenes:
        blocks = []
        for paragraph in scene.paragraphs:
            made = tuple(new for s in paragraph.sentences if (new := rewrite(s)) is not None)
            if made:
                blocks.append(Paragraph(made))
        if blocks:
            scenes.append(replace(scene, paragraphs=tuple(blocks)))
    return with_story(told, Story(told.story.title, tuple(scenes)))


def without(told: Told, key: str) -> Told:
    """Return the story without the sentences that tell a deed."""
    return rewritten(told, lambda s: None if key in s.deeds else s)


def with_last(told: Told, *sentences: Sentence) -> Told:
    """Return the story with a paragraph more at the end of its last scene."""
    last = told.story.scenes[-1]
    more = replace(last, paragraphs=(*last.paragraphs, Paragraph(sentences)))
    return with_story(told, replace(told.story, scenes=(*told.story.scenes[:-1], more)))


def with_scenes(told: Told, order: Sequence[int]) -> Told:
    """Return the story with its scenes in another order."""
    scenes: tuple[Scene, ...] = tuple(told.story.scenes[n] for n in order)
    return with_story(told, replace(told.story, scenes=scenes))


def with_story(told: Told, story: Story) -> Told:
    """Return another telling of the same universe."""
    return replace(told, story=story)


def new_faults(find: Callable[[Told], list[Fault]], before: Told, after: Told) -> list[Fault]:
    """Return the faults that the second story has, and the first has not."""
    known = {(fault.text, fault.why) for fault in find(before)}
    return [fault for fault in find(after) if (fault.text, fault.why) not in known]
