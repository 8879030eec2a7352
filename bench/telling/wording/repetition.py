"""What is said twice, begins alike, traces to nothing, or matters to nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from moshimo.engine.journal import Deed
from moshimo.story.grammar.orthography import first_word
from moshimo.story.lexicon.lexicon import Lexicon, is_routine
from moshimo.story.realisation.story import Paragraph, Story
from moshimo.story.rendering.plain_text import prose
from moshimo.story.selection.worth import everyday_ways, of_consequence


def distinct(story: Story) -> tuple[float, list[str]]:
    """The share of sentences that no other repeats, and those that are repeated."""
    often = Counter(sentence.text for sentence in story.sentences)
    whole = sum(often.values())
    return len(often) / whole if whole else 1.0, [
        f"{n} × {text}" for text, n in often.items() if n > 1
    ]


def longest_run(story: Story) -> tuple[float, list[str]]:
    """The most sentences in a row that begin with the same word."""
    longest: list[str] = []
    run: list[str] = []
    for sentence in story.sentences:
        alike = run and first_word(run[-1]) == first_word(sentence.text)
        run = [*run, sentence.text] if alike else [sentence.text]
        longest = max(longest, run, key=len)
    return len(longest), [" / ".join(longest)]


def untraced(story: Story, known: Mapping[str, Deed]) -> list[str]:
    """The sentences without a deed of the journal."""
    return [
        sentence.text
        for sentence in story.sentences
        if not sentence.deeds or not known.keys() >= set(sentence.deeds)
    ]


def idle(story: Story, deeds: Sequence[Deed], lexicon: Lexicon) -> list[str]:
    """The paragraphs all of whose deeds mean nothing, led to nothing and ended nothing.

    What is said right before or behind somebody else's words belongs with those.
    """
    weighty = of_consequence(deeds, lexicon)
    found: list[str] = []
    for scene in story.scenes:
        before: set[str] = set()
        for place, paragraph in enumerate(scene.paragraphs):
            voices, after = _voices(paragraph), set[str]()
            if place + 1 < len(scene.paragraphs):
                after = _voices(scene.paragraphs[place + 1])
            part = voices and (before | after) - voices
            if not part and not any(key in weighty for s in paragraph.sentences for key in s.deeds):
                found.append(prose(paragraph))
            before = voices
    return found


def _voices(paragraph: Paragraph) -> set[str]:
    return {sentence.speaker for sentence in paragraph.sentences} - {""}


def paragraphs(story: Story) -> Iterator[Paragraph]:
    """All paragraphs of a story."""
    for scene in story.scenes:
        yield from scene.paragraphs


def on_routine(
    story: Story, known: Mapping[str, Deed], lexicon: Lexicon
) -> tuple[float, list[str]]:
    """The share of words that tell nothing but routine.

    A rare way to go, as out by the gates, is none.
    """
    ways = everyday_ways([*known.values()], lexicon)
    told = [
        sentence.text
        for sentence in story.sentences
        if sentence.deeds and all(_is_routine(known[key], ways, lexicon) for key in sentence.deeds)
    ]
    whole = sum(len(sentence.text.split()) for sentence in story.sentences)
    return sum(len(text.split()) for text in told) / max(whole, 1), told


def _is_routine(deed: Deed, ways: Collection[str], lexicon: Lexicon) -> bool:
    manner = lexicon.manners.get(deed.rule)
    if manner is None or deed.kind == "sense":
        return False
    return deed.rule in ways if manner.moves else is_routine(manner)
