"""In how many shapes people speak: the share of the commonest among the paragraphs of speech.

A shape is what of a paragraph is told and what is quoted, in order: *gesture. "Quote"* is one,
*gesture: "quote"* another, *"quote," she said* a third. What follows on the second quotation no
longer counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bench.telling.told import Fault, Told
from moshimo.story.realisation.story import Paragraph

PARTS = re.compile(r'"[^"]*"|“[^”]*”')
LONGEST = 4  # parts of a shape


def commonest_shape(told: Told) -> tuple[float, list[Fault]]:
    """Return the share of the commonest shape, and the paragraphs that have it."""
    found = [
        (shape, paragraph)
        for scene in told.story.scenes
        for paragraph in scene.paragraphs
        if not paragraph.letter and (shape := shape_of(paragraph))
    ]
    if not found:
        return 0.0, []
    commonest, many = Counter(shape for shape, _ in found).most_common(1)[0]
    alike = [paragraph for shape, paragraph in found if shape == commonest]
    faults = [_fault(paragraph, commonest) for paragraph in alike]
    return many / len(found), faults


def _fault(paragraph: Paragraph, shape: str) -> Fault:
    text = " ".join(sentence.text for sentence in paragraph.sentences)
    return Fault(text, f"shape {shape}", paragraph.sentences[0].deeds)


def shape_of(paragraph: Paragraph) -> str:
    """Return a paragraph's shape, "" if nothing is quoted in it."""
    parts = [part for sentence in paragraph.sentences for part in _parts(sentence.text)]
    return " ".join(parts[:LONGEST]) if "quote" in parts else ""


def _parts(text: str) -> Sequence[str]:
    """Return what of a sentence is told and what is quoted: "said:" leads on to a quotation."""
    found: list[str] = []
    at = 0
    for quote in PARTS.finditer(text):
        before = text[at : quote.start()].strip()
        if before:
            found.append("told:" if before.endswith((":", ",")) else "told")
        found.append("quote")
        at = quote.end()
    if text[at:].strip():
        found.append("told")
    return found
