"""The discourse so far: the reader's attention, and what has been told in which way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.selection.bodies.sightings import Sightings
from moshimo.story.selection.bodies.whereabouts import Whereabouts

BETWEEN_REASONS = 6  # at least so many sentences between two reasons


@dataclass(frozen=True, slots=True)
class Attention:
    """Whom a reader has in mind before a sentence."""

    met: frozenset[str] = frozenset()  # everybody who has been named in full
    # who was mentioned in each of the last sentences, oldest first
    recent: tuple[frozenset[str], ...] = ()
    group: tuple[str, ...] = ()  # the joint subject of the last sentence, or ()
    # members of the joint subjects of the last sentences, for "all the other wardens"
    told: tuple[str, ...] = ()
    subject: str = ""  # the only subject of the last sentence, or ""
    # mentioned in the last sentence only in direct speech; no pronoun means them
    heard: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SpeakerTurn:
    """Words that somebody has spoken, with no other deed told since."""

    speaker: str
    to: frozenset[str]  # who else has a role in it
    present: frozenset[str]  # who heard it, and the speaker
    ids: tuple[str, ...]  # of its deeds
    place: str
    end: float
    form: str  # in which form it was told


@dataclass(slots=True)
class Discourse:
    """The state that changes while a story is told."""

    lexicon: Lexicon
    known: Mapping[str, Deed]
    attention: Attention = field(default_factory=Attention)
    first_words: tuple[str, ...] = ()
    turns: tuple[SpeakerTurn, ...] = ()  # the last ones, without a deed between
    forms: tuple[str, ...] = ()  # the forms of all words spoken so far
    last_pause: str = ""
    since_reason: int = BETWEEN_REASONS
    told_reasons: set[str] = field(default_factory=set)
    lead_of: str = ""
    before: ScenePlan | None = None
    worn: list[str] = field(default_factory=list)  # adverbials of time that have opened scenes
    opened: str = ""  # how the last scene opened
    shown: set[str] = field(default_factory=set)  # texts about places that have been told
    sightings: Sightings = field(default_factory=Sightings)
    where: Whereabouts = field(default_factory=lambda: Whereabouts({}))
    eyes: str = ""  # the person of the perspective, or ""
    unseen: int = 0  # how many deeds of others have been told since that person was mentioned
    last_sight: int = -1  # in which words the last deed was seen
    since_felt: int = BETWEEN_REASONS  # sentences since something was felt
    feelings: set[tuple[str, ...]] = field(default_factory=set)  # those that have been told
