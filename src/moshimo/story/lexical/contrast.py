"""Two sides of a matter in one sentence: who voted against it, and who for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.sentence_plan import Phrase, PhrasePart, Ref
from moshimo.story.selection.message import Message


def two_sides(one: Message, other: Message, lexicon: Lexicon, known: Mapping[str, Deed]) -> Phrase:
    """Tell two sides: "A and B raised a hand against her, all the others for her"."""
    first = sentence_parts(one, lexicon, known)
    second = sentence_parts(other, lexicon, known)
    alike = 0
    mine, theirs = _words(first[1:]), _words(second[1:])
    while alike < min(len(mine), len(theirs)) and mine[alike] == theirs[alike]:
        alike += 1
    rest = theirs[alike:]
    if not alike or not rest or all(isinstance(part, Ref) for part in rest):
        return (*first, ", and ", *second)
    named = {part.who for part in first if isinstance(part, Ref)}
    rest = [
        replace(part, sure=True)
        if isinstance(part, Ref) and part.who in named and len(part.who) == 1
        else part
        for part in rest
    ]
    return (*first, ", and ", second[0], " ", *rest)


def _words(parts: Phrase) -> list[PhrasePart]:
    """Split the phrase into words, each with the space behind it."""
    found: list[PhrasePart] = []
    whole: list[PhrasePart] = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        else:
            whole.append(part)
    for part in whole:
        if isinstance(part, str):
            pieces = part.split(" ")
            found += [f"{piece} " for piece in pieces[:-1] if piece]
            found += [pieces[-1]] if pieces[-1] else []
        else:
            found.append(part)
    return found
