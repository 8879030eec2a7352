"""A story as plain text, and the headings of its scenes."""

from __future__ import annotations

from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.naming import full_name
from moshimo.story.realisation.story import Paragraph, Scene, Story
from moshimo.story.rendering.chapters import paragraphs_of

BREAK = "* * *"
NOTHING = "Nothing came to pass that is worth telling."


def text(story: Story) -> str:
    """Return title, paragraphs with an empty line between, and breaks as stars."""
    blocks = [story.title]
    for place, scene in enumerate(story.scenes):
        if place:
            blocks.append(BREAK)
        blocks += [prose(paragraph) for paragraph in paragraphs_of((scene,))]
    if not story.scenes:
        blocks.append(NOTHING)
    return "\n\n".join(blocks) + "\n"


def prose(paragraph: Paragraph) -> str:
    """Return a paragraph as one line; a line of a letter stands between underscores."""
    return " ".join(f"_{s.text}_" if s.letter else s.text for s in paragraph.sentences)


def place_of(scene: Scene, lexicon: Lexicon) -> str:
    """Return the place's name with a capital, "" if there is none."""
    name = full_name(lexicon, scene.place) if scene.place else ""
    return name[:1].upper() + name[1:]


def time_of(scene: Scene, lexicon: Lexicon) -> str:
    """Return the day and its part: "Day 2, before dawn"."""
    return time_words.moment(lexicon.clock, scene.begin).capitalize()


def when_of(scene: Scene, lexicon: Lexicon) -> str:
    """Return the part of the day: "before dawn"."""
    return time_words.when(lexicon.clock, scene.begin)


def heading(scene: Scene, lexicon: Lexicon) -> str:
    """Return place and time in one line."""
    return " · ".join(part for part in (place_of(scene, lexicon), time_of(scene, lexicon)) if part)
