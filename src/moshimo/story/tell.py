"""The front of the telling: a journal in, a story out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.story.choose import WEIGHTY, WORTH_TELLING, Beat, beats
from moshimo.story.closing import closing
from moshimo.story.drafts import Teller
from moshimo.story.prose import tell_scene
from moshimo.story.scenes import scenes
from moshimo.story.tongue import Tongue, plain

BREAK = "* * *"
STEPS = (2.0, 1.4, 1.0, 0.7, 0.4, 0.2)  # shares of the usual measure, tried for a longer story
SHORTER = (1.0, 1.3, 1.7, 2.2, 2.8, 3.5, 4.5)  # and for one that is not too long
LEAST = 250  # words: where even less happened, smaller things are told as well
SMALLER = (0.7, 0.5)
MOST = 1300  # words in a story that nobody has asked to be longer


def tell(
    deeds: Sequence[Deed], tongue: Tongue, *, title: str, words: int = 0, awaited: bool = False
) -> str:
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
    text = ""
    for share in STEPS:
        text = _told(found, deeds, tongue, title, WORTH_TELLING * share)
        if len(text.split()) >= words:
            break
    return text


def _of_good_length(
    found: Sequence[Beat], deeds: Sequence[Deed], tongue: Tongue, title: str
) -> str:
    """The story, less and less of it until it is short enough; of little, a little more."""
    text = ""
    for share in SHORTER:
        text = _told(found, deeds, tongue, title, WORTH_TELLING * share)
        if len(text.split()) <= MOST:
            break
    for share in SMALLER:
        if len(text.split()) < LEAST:
            text = _told(found, deeds, tongue, title, WORTH_TELLING * share)
    return text


def _awaited(beat: Beat) -> Beat:
    return replace(beat, worth=max(beat.worth, WEIGHTY))


def _told(
    found: Sequence[Beat], deeds: Sequence[Deed], tongue: Tongue, title: str, least: float
) -> str:
    teller = Teller(tongue, {deed.id: deed for deed in deeds})
    blocks = [plain(title)]
    told = scenes(found, tongue, least)
    for place, scene in enumerate(told):
        if place and not scene.follows and not scene.aside:
            blocks.append(BREAK)
        tell_scene(scene, teller, blocks)
    if len(blocks) > 1:
        blocks.extend(closing(told, found, teller))
    else:
        blocks.append("Nothing came to pass that is worth telling.")
    return "\n\n".join(blocks) + "\n"
