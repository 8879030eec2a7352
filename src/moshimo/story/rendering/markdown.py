"""A story as Markdown: headings with place and time, and scene breaks."""

from __future__ import annotations

import re

from moshimo.output.shown_letters import visible
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.realisation.story import Paragraph, Story
from moshimo.story.rendering.chapters import chapters, paragraphs_of
from moshimo.story.rendering.plain_text import NOTHING, prose

ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&$@])")  # markup anywhere; $ begins a formula
LEADING = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])", re.MULTILINE)  # markup at the start of a line
LINK = re.compile(r"(://|www\.)", re.IGNORECASE)  # some readers make links of these


def markdown(story: Story, lexicon: Lexicon, rights: str = "", which: str = "") -> str:
    """Return the story as Markdown; no text of an author becomes markup.

    `which` says which universe it is, below the title.
    """
    blocks = [f"# {escaped(story.title)}"]
    blocks += [f"*{escaped(which)}*"] if which else []
    for day in chapters(story, lexicon):
        blocks += [f"## {escaped(day.title)}"] if day.title else []
        for place, (_, scene) in enumerate(day.scenes):
            blocks += ["* * *"] if place else []
            blocks += [paragraph_of(paragraph) for paragraph in paragraphs_of((scene,))]
    if not story.scenes:
        blocks.append(NOTHING)
    if rights:
        blocks += ["---", escaped(rights)]
    return "\n\n".join(blocks) + "\n"


def paragraph_of(paragraph: Paragraph) -> str:
    """Return a paragraph; a letter is in italics."""
    if paragraph.letter:
        return "*" + " ".join(escaped(s.text) for s in paragraph.sentences) + "*"
    return escaped(prose(paragraph))


def escaped(text: str) -> str:
    """Escape a text on one line, so that nothing in it is markup, and make it visible."""
    text = visible(" ".join(text.split()))
    text = ACTIVE.sub(r"\\\1", text)
    text = LEADING.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)
    return LINK.sub(lambda found: found[0].replace(":", "\\:").replace(".", "\\."), text)
