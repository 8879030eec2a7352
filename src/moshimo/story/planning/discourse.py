"""The discourse so far: what the reader has in mind, and what has been told in which way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.scenes import ScenePlan


@dataclass(frozen=True, slots=True)
class Attention:
    """What a reader has in mind before a sentence.

    Attributes:
        met: everybody who has been called by their full name.
        recent: who was mentioned in each of the last sentences, oldest first.
        heard: who was mentioned in the last one, but only by somebody who spoke: no pronoun
            reaches them.
        group: the several who were the last sentence's subject together, or ().
        subject: who alone was the last sentence's subject, or "".
        told: those of the joint subjects of the last sentences, for "all the other wardens".
    """

    met: frozenset[str] = frozenset()
    recent: tuple[frozenset[str], ...] = ()
    group: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    subject: str = ""
    heard: frozenset[str] = frozenset()


BETWEEN_REASONS = 6  # sentences, at least, from one reason told to the next


@dataclass(slots=True)
class Discourse:
    """What changes while a story is told."""

    lexicon: Lexicon
    known: Mapping[str, Deed]
    attention: Attention = field(default_factory=Attention)
    first_words: tuple[str, ...] = ()
    last_form: str = ""
    last_pause: str = ""
    since_reason: int = BETWEEN_REASONS
    told_reasons: set[str] = field(default_factory=set)
    lead_of: str = ""
    before: ScenePlan | None = None
    worn: list[str] = field(default_factory=list)  # words of time that scenes began with
    opened: str = ""  # how the last scene began
    shown: set[str] = field(default_factory=set)  # what of the places has been shown
    eyes: str = ""  # whose story it is, if it is told as one person lived it
