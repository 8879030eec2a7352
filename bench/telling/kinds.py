"""What is measured of stories, and what each number is held to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.telling.room.counts import miscounted
from bench.telling.room.headings import by_chance, by_themselves
from bench.telling.room.lists import cut_short, untrue_of_some
from bench.telling.room.presence import unannounced
from bench.telling.threads.bodies import standing
from bench.telling.threads.endings import stops
from bench.telling.threads.exchanges import apart, longest_list, unanswered, whole
from bench.telling.threads.halves import halves
from bench.telling.threads.order import out_of_order
from bench.telling.threads.turning_points import unsaid_stirring, untold
from bench.telling.told import Fault, Told
from bench.telling.wording.own_words import borrowed
from bench.telling.wording.placeholders import placeholders
from bench.telling.wording.pronouns import unclear
from bench.telling.wording.repetition import distinct, idle, longest_run, on_routine, untraced
from bench.telling.wording.sameness import BATCH, same_ends, shared
from bench.telling.wording.slips import slips
from bench.telling.wording.speech import commonest_shape
from moshimo.story.realisation.story import Story

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
        on_average: whether the mean of all stories is held to that, and not each.
    """

    what: str
    least: float
    most: float
    find: Callable[[Told], Found]
    on_average: bool = False


@dataclass(frozen=True, slots=True)
class KindOfSet:
    """One thing that is measured of stories beside one another; `on_average` as in `Kind`."""

    what: str
    least: float
    most: float
    find: Callable[[Sequence[Story]], Iterator[tuple[float, Sequence[Fault]]]]
    on_average: bool = False


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


def _shape(told: Told) -> Found:
    return Found(*commonest_shape(told))


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
    Kind("bodies that stand otherwise", 0, 0, _faults(standing)),
    Kind("turning points untold", 0, 0, _faults(untold)),
    Kind("stirring deeds untold", 0, 0, _faults(unsaid_stirring)),
    Kind("answers apart from their challenge", 0, 2, _faults(apart)),
    Kind("challenges without what they led to", 0, 0, _faults(unanswered)),
    Kind("exchanges of the fullest scene", 0, MANY, lambda told: Found(*whole(told))),
    Kind("longest list of unconnected speeches", 0, 6, lambda told: Found(*longest_list(told))),
    Kind("told out of order", 0, 0, _faults(out_of_order)),
    Kind("acting where nobody said they were", 0, 0, _faults(unannounced)),
    Kind("headings that name some by chance", 0, 0, _faults(by_chance)),
    Kind("comings told by themselves", 0, 1, _faults(by_themselves), on_average=True),
    Kind("counts that are not so", 0, 0, _faults(miscounted)),
    Kind("lists cut short", 0, 1, _faults(cut_short)),
    Kind("lists untrue of some", 0, 0, _faults(untrue_of_some)),
    Kind("placeholders", 0, 0, _faults(placeholders)),
    Kind("slips of grammar", 0, 0, _faults(slips)),
    Kind("stops and does not end", 0, 0, _faults(stops)),
    Kind("commonest shape of speech, share", 0, 0.25, _shape, on_average=True),
    Kind("one person's: borrowed sentences, share", 0, 0.40, lambda told: Found(*borrowed(told))),
    Kind(WORDS, 0, MANY, _words),
)
KINDS_OF_SETS: tuple[KindOfSet, ...] = (
    KindOfSet("shared sentences, share", 0, 0.45, lambda all_: shared(all_, None), True),
    KindOfSet("… in letters", 0, 0.65, lambda all_: shared(all_, True), True),
    KindOfSet("… in all else", 0, 0.35, lambda all_: shared(all_, False), True),
    KindOfSet(f"same first sentence, of {BATCH}", 0, 3, lambda all_: same_ends(all_, 0)),
    KindOfSet(f"same last sentence, of {BATCH}", 0, 3, lambda all_: same_ends(all_, -1)),
)
WORST_IS_LEAST = (DISTINCT,)
ALL_KINDS: tuple[Kind | KindOfSet, ...] = (*KINDS, *KINDS_OF_SETS)
HELD: Mapping[str, tuple[float, float]] = {k.what: (k.least, k.most) for k in ALL_KINDS}
ON_AVERAGE = frozenset(kind.what for kind in ALL_KINDS if kind.on_average)
