"""What stands word for word in other stories of the same world: sentences, beginnings and ends.

Each story is compared with the others of its batch, `BATCH` in the order of the seeds, so that the
shares are the same for many universes as for few. A first or last sentence is compared without the
words of time and place that lead up to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import nan

from bench.telling.told import Fault
from moshimo.story.realisation.story import Story

BATCH = 14
SHORT = 3  # words: what is shorter ("He nodded") says nothing of its own
ENDS = re.compile(r"(?<=[.!?…])[\"”’]? +[\"“‘]?(?=[A-Z])|[\"“”]")
FEW = 3  # fewer stories say nothing
LEAD = re.compile(
    r"^(?:(?:In|At|On|By|Towards|Early|Late|Before|After|Meanwhile|A|An|Some|Half|Three|Another|The"
    r" next|Once|Then)\b[^,.;:\"]{0,48}, )+",
    re.IGNORECASE,
)


def shared(stories: Sequence[Story], letter: bool | None) -> Iterator[tuple[float, list[Fault]]]:
    """Yield of each story the share of sentences that stand in another of its batch, and which.

    Not a number of a story that has none of the sentences asked for.

    Args:
        stories: in the order of their seeds.
        letter: only those of letters, only the others, or all of them.
    """
    for batch in batches(stories):
        texts = [[*_sentences(story, letter)] for story in batch]
        often = Counter(text for of_one in texts for text in set(of_one))
        for of_one in texts:
            twice = [text for text in of_one if often[text] > 1]
            faults = [Fault(text, f"in {often[text]} of {len(batch)} stories") for text in twice]
            share = len(twice) / len(of_one) if of_one else nan
            yield share if len(batch) >= FEW else 0.0, faults


def _sentences(story: Story, letter: bool | None) -> Iterator[str]:
    """Yield the sentences as a reader counts them: what is quoted is several, too."""
    for one in story.sentences:
        if letter is None or one.letter == letter:
            yield from (part for part in ENDS.split(one.text) if len(part.split()) >= SHORT)


def batches(stories: Sequence[Story]) -> Iterator[Sequence[Story]]:
    """Yield the stories in batches; what is left over goes with the last one."""
    whole = max(1, len(stories) // BATCH)
    for n in range(whole):
        yield stories[n * BATCH : (n + 1) * BATCH if n + 1 < whole else len(stories)]


def same_ends(stories: Sequence[Story], place: int) -> Iterator[tuple[float, list[Fault]]]:
    """Yield of each story how many of its batch begin (`place` 0) or end (-1) with its sentence.

    Of a larger batch than `BATCH`, what that would be in one of that size.
    """
    for batch in batches(stories):
        ends = [_end(story, place) for story in batch]
        often = Counter(ends)
        for end in ends:
            many = often[end] * min(1.0, BATCH / len(batch)) if end else 0.0
            yield many, [Fault(end, f"in {often[end]} of {len(batch)} stories")] if end else []


def _end(story: Story, place: int) -> str:
    texts = [sentence.text for sentence in story.sentences]
    return LEAD.sub("", texts[place]).lower() if texts else ""
