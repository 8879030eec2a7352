"""Paragraphs without consequence are merged with their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.realisation.story import Sentence


def settled(blocks: Sequence[list[Sentence]], weighty: frozenset[str]) -> list[list[Sentence]]:
    """Merge each paragraph without consequence with a neighbour.

    That is the previous one if nobody else speaks there, else the next.
    """
    made = [list(block) for block in blocks]
    place = 0
    while place < len(made):
        idle = not any(key in weighty for sentence in made[place] for key in sentence.deeds)
        others = [n for n in (place - 1, place + 1) if 0 <= n < len(made) and not made[n][0].letter]
        if idle and not others and weighty and len(made) > 1 and not made[place][0].letter:
            del made[place]  # it stands among lines of letters
            continue
        if not idle or not others or not weighty or made[place][0].letter:
            place += 1
            continue
        voices = {sentence.speaker for sentence in made[place]} - {""}
        near = min(others, key=lambda n: len(voices.union(*({s.speaker} for s in made[n])) - {""}))
        first, last = sorted((place, near))
        made[first : last + 1] = [made[first] + made[last]]
        place = first
    return made
