"""A told story as a value: scenes, paragraphs, sentences, and the deeds of each sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moshimo.lines import line_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A referring expression in a sentence."""

    begin: int  # where it begins in the sentence's text
    end: int  # where it ends
    who: tuple[str, ...]  # ids of the members meant, in order
    pronoun: bool = False  # it is a pronoun, not a name
    case: str = "object"  # as `grammar.clause.Case`
    speaker: str = ""  # the id of the speaker, for a name in direct speech; else ""
    # the grammar makes the pronoun clear, as in "… against her, the rest for her"
    sure: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Sentence:
    """A sentence, or a quotation with its attribution."""

    text: str  # as it is read
    deeds: tuple[str, ...]  # ids of the deeds it tells, or that make it known; never empty
    speaker: str = ""  # id of the person whose words it quotes; else ""
    mentions: tuple[Mention, ...] = ()  # its referring expressions, in order
    letter: bool = False  # it is a line of a letter, to be set apart

    __repr__ = line_of


@dataclass(frozen=True, slots=True, repr=False)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]

    __repr__ = line_of

    @property
    def letter(self) -> bool:
        """Whether it is of a letter."""
        return any(sentence.letter for sentence in self.sentences)


@dataclass(frozen=True, slots=True, repr=False)
class Scene:
    """Paragraphs between two breaks."""

    place: str  # id of the place where it begins, "" for nowhere
    begin: float  # seconds since the scenario's start
    end: float  # when the last of it ended
    paragraphs: tuple[Paragraph, ...]

    __repr__ = line_of

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Its sentences, in order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph.sentences)


@dataclass(frozen=True, slots=True, repr=False)
class Story:
    """A title and scenes; no scenes if nothing was worth telling."""

    title: str
    scenes: tuple[Scene, ...]

    __repr__ = line_of

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences, in order."""
        return (sentence for scene in self.scenes for sentence in scene.sentences)
