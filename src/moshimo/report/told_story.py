"""A universe told as a story, to be read: as text, as Markdown, as one page of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed
from moshimo.engine.lasting import lasting
from moshimo.engine.universe import WAITED, Universe
from moshimo.errors import WorldError
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.lexicon.readings import readable
from moshimo.story.realisation.story import Story
from moshimo.story.rendering.html_page import page
from moshimo.story.rendering.markdown import markdown
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.perspective import lived
from moshimo.story.tell import tell
from moshimo.world.world import CheckedWorld, Scenario


@dataclass(frozen=True, slots=True, repr=False)
class ToldStory:
    """A story with the universe that it tells; `print` it to read.

    Attributes:
        story: its scenes, paragraphs and sentences. Each sentence has the ids of its deeds.
        universe: which is told, with its journal.
        lexicon: the words of its world.
        eyes: id of the person as who lived it it is told, "" for nobody.
    """

    story: Story
    universe: Universe
    lexicon: Lexicon
    eyes: str = ""

    def __str__(self) -> str:
        return text(self.story)

    def __repr__(self) -> str:
        return f"<ToldStory {self.story.title!r}>"

    def markdown(self) -> str:
        """Return the story as Markdown, with what the world says of rights."""
        return markdown(self.story, self.lexicon, self.universe.program.world.rights)

    def html(self) -> str:
        """Return the story as one page of HTML, with its cast; it needs no other file."""
        rights = self.universe.program.world.rights
        deeds: Sequence[Deed] = _deeds(self.universe, self.eyes)
        if self.eyes:
            deeds = lived(deeds, self.eyes, self.lexicon).deeds
        return page(self.story, deeds, self.lexicon, rights)

    def _repr_markdown_(self) -> str:
        """Return Markdown, for notebooks."""
        return self.markdown()


def ensure_readable(world: CheckedWorld, scenario: Scenario) -> None:
    """Check that everything that can happen can be told.

    Raises:
        WorldError: with each sentence in which no verb was found.
    """
    problems = readable(world, scenario)
    if problems:
        raise WorldError(problems)


def told_story(universe: Universe, lexicon: Lexicon, eyes: str = "") -> ToldStory:
    """Return a universe told in these words.

    Args:
        universe: as far as it has run.
        lexicon: of its world.
        eyes: id of the person as who lived it it is told, "" for nobody.
    """
    program = universe.program
    title = program.scenario.title or program.world.title
    awaited = universe.ended == WAITED
    words = 0 if eyes else program.scenario.words
    deeds = _deeds(universe, eyes)
    always = lasting(universe) if not eyes else ()
    story = tell(
        deeds, lexicon, title=title, words=words, awaited=awaited, eyes=eyes, always=always
    )
    return ToldStory(story, universe, lexicon, eyes)


def _deeds(universe: Universe, eyes: str = "") -> list[Deed]:
    """Return the journal; while nothing has ended that somebody knows of, what is under way."""
    ended = any(
        not eyes or eyes in (next(iter(deed.roles.values()), ""), *deed.witnesses, *deed.begun)
        for deed in universe.deeds
    )
    return universe.deeds if ended else universe.under_way()
