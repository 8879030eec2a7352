"""The front of the telling: a journal in, a story out.

`tell(deeds, tongue, title=…)` gives a `Story` (see `story.story`): a frozen value of scenes, each
of paragraphs, each of sentences. A `Sentence` has its `text`, the ids of the `deeds` it tells or
is known by (never none), its `speaker` if somebody speaks in it, and its `mentions`: which words
of it name whom. `text(story)` makes plain text of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.story.choose import WEIGHTY, WORTH_TELLING, Beat, beats
from moshimo.story.closing import closing
from moshimo.story.drafts import Teller
from moshimo.story.prose import tell_scene
from moshimo.story.scenes import Scene, scenes
from moshimo.story.story import BREAK, Paragraph, Sentence, Story, text
from moshimo.story.story import Scene as Told
from moshimo.story.tongue import Tongue, plain
from moshimo.story.wording import worded

__all__ = ["BREAK", "Story", "tell", "text"]

STEPS = (2.0, 1.4, 1.0, 0.7, 0.4, 0.2)  # shares of the usual measure, tried for a longer story
SHORTER = (1.0, 1.3, 1.7, 2.2, 2.8, 3.5, 4.5)  # and for one that is not too long
LEAST = 250  # words: where even less happened, smaller things are told as well
SMALLER = (0.7, 0.5)
MOST = 1300  # words in a story that nobody has asked to be longer


def tell(
    deeds: Sequence[Deed], tongue: Tongue, *, title: str, words: int = 0, awaited: bool = False
) -> Story:
    """A universe's journal as prose: past tense, scenes, paragraphs.

    Args:
        deeds: the journal.
        tongue: all that the telling needs to know of the world.
        title: the story's title, its first line.
        words: how long the story should be at least, if what happened is enough for it; 0 for
            what is worth telling by itself.
        awaited: the last deed is what the scenario waited for, and so is always told.

    Raises:
        ValueError: a template has no finite verb (`readings` tells all of them at once).
    """
    found = beats(deeds, tongue)
    if awaited:
        found = [_awaited(beat) if deeds[-1] in beat.deeds else beat for beat in found]
    if not words:
        return _of_good_length(found, deeds, tongue, title)
    story = Story("", ())
    for share in STEPS:
        story = _told(found, deeds, tongue, title, WORTH_TELLING * share)
        if length(story) >= words:
            break
    return story


def length(story: Story) -> int:
    """How many words a story has, its title and its breaks counted."""
    return len(text(story).split())


def _of_good_length(
    found: Sequence[Beat], deeds: Sequence[Deed], tongue: Tongue, title: str
) -> Story:
    """The story, less and less of it until it is short enough; of little, a little more."""
    story = Story("", ())
    for share in SHORTER:
        story = _told(found, deeds, tongue, title, WORTH_TELLING * share)
        if length(story) <= MOST:
            break
    for share in SMALLER:
        if length(story) < LEAST:
            story = _told(found, deeds, tongue, title, WORTH_TELLING * share)
    return story


def _awaited(beat: Beat) -> Beat:
    return replace(beat, worth=max(beat.worth, WEIGHTY))


def _told(
    found: Sequence[Beat], deeds: Sequence[Deed], tongue: Tongue, title: str, least: float
) -> Story:
    told = scenes(found, tongue, least)
    tongue = worded(tongue, [beat for scene in told for beat in scene.beats])
    teller = Teller(tongue, {deed.id: deed for deed in deeds})
    made: list[tuple[list[Scene], list[list[Sentence]]]] = []
    for scene in told:
        if not made or not (scene.follows or scene.aside):
            made.append(([], []))
        made[-1][0].append(scene)
        tell_scene(scene, teller, made[-1][1])
    if made:
        made[-1][1].append(closing(told, found, teller))
    return Story(plain(title), tuple(_scene(*one) for one in made))


def _scene(those: Sequence[Scene], blocks: Sequence[Sequence[Sentence]]) -> Told:
    paragraphs = tuple(Paragraph(tuple(block)) for block in blocks if block)
    end = max(scene.end for scene in those)
    return Told(those[0].place, those[0].begin, end, paragraphs)
