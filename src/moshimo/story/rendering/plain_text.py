"""A story as plain text."""

from __future__ import annotations

from moshimo.story.realisation.story import Paragraph, Story

BREAK = "* * *"
NOTHING = "Nothing came to pass that is worth telling."


def text(story: Story) -> str:
    """Return title, paragraphs with an empty line between, and breaks as stars."""
    blocks = [story.title]
    for place, scene in enumerate(story.scenes):
        if place:
            blocks.append(BREAK)
        blocks += [prose(paragraph) for paragraph in scene.paragraphs]
    if not story.scenes:
        blocks.append(NOTHING)
    return "\n\n".join(blocks) + "\n"


def prose(paragraph: Paragraph) -> str:
    """Return a paragraph as one line; a line of a letter stands between underscores."""
    return " ".join(f"_{s.text}_" if s.letter else s.text for s in paragraph.sentences)
