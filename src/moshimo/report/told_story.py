"""A universe told as a story, to be read: as text, as Markdown, as one page of HTML, as a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.engine.journal import Deed
from moshimo.engine.universe import WAITED, Universe
from moshimo.engine.within.heart import Heart
from moshimo.report.fitting_frames import frames_of
from moshimo.report.fortunes import fortunes
from moshimo.report.lasting import lasting
from moshimo.report.universe_name import universe_name
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.realisation.framing import Frames
from moshimo.story.realisation.story import Story
from moshimo.story.rendering.cast_list import Fortune
from moshimo.story.rendering.epub import Imprint, epub
from moshimo.story.rendering.html_page import page
from moshimo.story.rendering.markdown import markdown
from moshimo.story.rendering.plain_text import text
from moshimo.story.selection.perspective import lived
from moshimo.story.tell import tell
from moshimo.world.telling.ways import PLAIN
from moshimo.world.world import CheckedWorld


@dataclass(frozen=True, slots=True, repr=False)
class ToldStory:
    """A story with the universe that it tells; `print` it to read.

    Attributes:
        story: its scenes, paragraphs and sentences. Each sentence has the ids of its deeds.
        universe: which is told, with its journal.
        lexicon: the words of its world.
        eyes: id of the person as who lived it it is told, "" for nobody.
        change: title of the change that its world has, "" for none.
    """

    story: Story
    universe: Universe
    lexicon: Lexicon
    eyes: str = ""
    change: str = ""

    def __str__(self) -> str:
        return text(self.story)

    def __repr__(self) -> str:
        return f"<ToldStory {self.story.title!r}>"

    def markdown(self) -> str:
        """Return the story as Markdown, with what the world says of rights."""
        return markdown(self.story, self.lexicon, self._world.rights, self.which)

    def html(self) -> str:
        """Return the story as one page of HTML, with its cast; it needs no other file."""
        rights, found = self._world.rights, self._fortunes()
        return page(
            self.story, self._deeds(), self.lexicon, rights, which=self.which, fortunes=found
        )

    def epub(self) -> bytes:
        """Return the story as a book, an EPUB 3: always the same bytes."""
        program, told = self.universe.program, self.universe.now
        scenario = f"{program.world.word}/{program.scenario.word}"
        told_so = (self.eyes, self.lexicon.style, f"{told!r}" if not self.universe.ended else "")
        key = "\n".join((scenario, f"{self.universe.seed}", self.change, *told_so))
        imprint = Imprint(self.which, key, self._world.rights)
        return epub(self.story, self._deeds(), self.lexicon, imprint, self._fortunes())

    @property
    def which(self) -> str:
        """Which universe it is, in words: "Universe 7 of The Leaf"."""
        return universe_name(self.universe, self.change)

    def _repr_markdown_(self) -> str:
        """Return Markdown, for notebooks."""
        return self.markdown()

    @property
    def _world(self) -> CheckedWorld:
        return self.universe.program.world

    def _deeds(self) -> Sequence[Deed]:
        """Return all that whoever tells it knows of."""
        deeds = _deeds(self.universe, self.eyes)
        return lived(deeds, self.eyes, self.lexicon).deeds if self.eyes else deeds

    def _fortunes(self) -> Mapping[str, Fortune]:
        """Return what became of people; one person's story tells what that person knows alone."""
        return {} if self.eyes else fortunes(self.universe, self.lexicon)


@dataclass(frozen=True, slots=True)
class Length:
    """How long somebody wants a story: about so many words, 0 for what is worth telling."""

    words: int = 0
    whole_letters: bool = False  # letters that are read aloud are quoted whole


AS_IT_IS = Length()


def told_story(
    universe: Universe,
    lexicon: Lexicon,
    eyes: str = "",
    change: str = "",
    heart: Heart | None = None,
    length: Length = AS_IT_IS,
) -> ToldStory:
    """Return a universe told in these words.

    Args:
        universe: as far as it has run.
        lexicon: of its world.
        eyes: id of the person as who lived it it is told, "" for nobody.
        change: title of the change that its world has, "" for none.
        heart: what moved that person, if it was looked at while the universe ran.
        length: how long it is to be.
    """
    if heart:
        lexicon = replace(lexicon, felt=heart.felt, takes=heart.takes)
    program = universe.program
    title = program.scenario.title or program.world.title
    awaited = universe.ended == WAITED
    least = 0 if eyes else program.scenario.words
    deeds = _deeds(universe, eyes)
    always = lasting(universe) if not eyes else ()
    framed = not eyes and lexicon.style != PLAIN
    story = tell(
        deeds,
        lexicon,
        title=title,
        words=least,
        about=length.words,
        awaited=awaited,
        eyes=eyes,
        always=always,
        frames=frames_of(universe) if framed else Frames(),
        whole_letters=length.whole_letters,
    )
    return ToldStory(story, universe, lexicon, eyes, change)


def _deeds(universe: Universe, eyes: str = "") -> list[Deed]:
    """Return the journal; while nothing has ended that somebody knows of, what is under way."""
    ended = any(
        not eyes or eyes in (next(iter(deed.roles.values()), ""), *deed.witnesses, *deed.begun)
        for deed in universe.deeds
    )
    return universe.deeds if ended else universe.under_way()
