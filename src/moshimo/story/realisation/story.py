"""A told story as a value: scenes, paragraphs, sentences, and the deeds of each sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A referring expression in a sentence.

    Attributes:
        begin: where it begins in the sentence's text.
        end: where it ends.
        who: ids of the members meant, in order.
        pronoun: it is a pronoun, not a name.
        case: the grammatical case: subject, object, owner, title or self.
        speaker: the id of the speaker, for a name in direct speech; else "".
        sure: the grammar makes the pronoun clear, as in "… against her, the rest for her".
    """

    begin: int
    end: int
    who: tuple[str, ...]
    pronoun: bool = False
    case: str = "object"
    speaker: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a quotation with its attribution.

    Attributes:
        text: as it is read.
        deeds: ids of the deeds it tells, or that make it known; never empty.
        speaker: id of the person whose words it quotes; else "".
        mentions: its referring expressions, in order.
        letter: it is a line of a letter, to be set apart.
    """

    text: str
    deeds: tuple[str, ...]
    speaker: str = ""
    mentions: tuple[Mention, ...] = ()
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Paragraphs between two breaks.

    Attributes:
        place: id of the place where it begins, "" for nowhere.
        begin: seconds since the scenario's start.
        end: when the last of it ended.
        paragraphs: in order.
    """

    place: str
    begin: float
    end: float
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A title and scenes; no scenes if nothing was worth telling."""

    title: str
    scenes: tuple[Scene, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences, in order."""
        for scene in self.scenes:
            for paragraph in scene.paragraphs:
                yield from paragraph.sentences
