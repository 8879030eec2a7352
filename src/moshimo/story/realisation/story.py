"""A told story as a value: scenes, paragraphs, sentences, and the deeds each sentence tells.

`text` makes plain text of it; `markdown` and `page` make other things of the same value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody, or something, as a sentence names it.

    Attributes:
        begin: where in the sentence's text the words begin.
        end: and where they end.
        who: ids of the members meant, in order.
        pronoun: he, she, they or it, and not a name.
        case: the grammatical case: subject, object, owner, title or self.
        speaker: who says it, for a name called out in speech; else "".
        sure: a pronoun that the grammar around it settles, as in "… against her, the rest for her".
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
    """One thing told: a sentence, or what somebody said with whatever brings it in.

    Attributes:
        text: as it is read.
        deeds: ids of the deeds it tells, or by which it is known; never empty.
        speaker: id of whose words stand in it; "" if nobody's.
        mentions: whom it names, in order.
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
        place: id of where it begins, "" for nowhere.
        begin: seconds since the scenario's start.
        end: when the last of it was over.
        paragraphs: in order.
    """

    place: str
    begin: float
    end: float
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A title and what is told under it; no scenes if nothing was worth telling."""

    title: str
    scenes: tuple[Scene, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences, in order."""
        for scene in self.scenes:
            for paragraph in scene.paragraphs:
                yield from paragraph.sentences
