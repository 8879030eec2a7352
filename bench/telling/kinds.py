"""What is measured of stories, and what each number is held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bench.telling.room.presence import unannounced
from bench.telling.threads.halves import halves
from bench.telling.threads.order import out_of_order
from bench.telling.threads.turning_points import unsaid_stirring, untold
from bench.telling.told import Fault, Told
from bench.telling.wording.pronouns import unclear
from bench.telling.wording.repetition import distinct, idle, longest_run, on_routine, untraced

MANY = float("inf")


@dataclass(frozen=True, slots=True)
class Found:
    """A number for one story, and what is wrong there."""

    number: float
    faults: Sequence[Fault] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that is measured of each story.

    Attributes:
        what: its name in the table.
        least: the number is to be at least this.
        most: and at most this.
        find: measures a story.
    """

    what: str
    least: float
    most: float
    find: Callable[[Told], Found]


def _faults(find: Callable[[Told], Sequence[Fault]]) -> Callable[[Told], Found]:
    """Return what counts the faults in a story."""

    def found(told: Told) -> Found:
        faults = find(told)
        return Found(len(faults), faults)

    return found


def _texts(found: tuple[float, Sequence[str]]) -> Found:
    return Found(found[0], [Fault(text) for text in found[1]])


def _lines(texts: Sequence[str]) -> Found:
    return _texts((len(texts), texts))


def _words(told: Told) -> Found:
    return Found(sum(len(sentence.text.split()) for sentence in told.story.sentences))


DISTINCT, WORDS = "distinct sentences, share of a story", "words"
KINDS: tuple[Kind, ...] = (
    Kind(DISTINCT, 0.95, 1.0, lambda told: _texts(distinct(told.story))),
    Kind("longest run of one opening word", 0, 3, lambda told: _texts(longest_run(told.story))),
    Kind(
        "sentences that trace to no deed",
        *(0, 0),
        lambda told: _lines(untraced(told.story, told.known)),
    ),
    Kind("unclear pronouns", 0, 0, lambda told: _lines(unclear(told.story, told.lexicon))),
    Kind(
        "paragraphs of no consequence",
        *(0, 0),
        lambda told: _lines(idle(told.story, told.deeds, told.lexicon)),
    ),
    Kind(
        "words on routine, share of a story",
        *(0.0, 0.10),
        lambda told: _texts(on_routine(told.story, told.known, told.lexicon)),
    ),
    Kind("told by half", 0, 0, _faults(halves)),
    Kind("turning points untold", 0, 0, _faults(untold)),
    Kind("stirring deeds untold", 0, 0, _faults(unsaid_stirring)),
    Kind("told out of order", 0, 0, _faults(out_of_order)),
    Kind("acting where nobody said they were", 0, 0, _faults(unannounced)),
    Kind(WORDS, 0, MANY, _words),
)
WORST_IS_LEAST = (DISTINCT,)
HELD: Mapping[str, tuple[float, float]] = {kind.what: (kind.least, kind.most) for kind in KINDS}
