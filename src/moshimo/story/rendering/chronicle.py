"""One line a deed: the chronicle, for reading along and for the `text` of exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from moshimo.engine.journal import Deed
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.failure import failing
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.quotation import line_of, quoted
from moshimo.story.lexical.surprise import finding
from moshimo.story.lexicon.lexicon import Tongue
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Parts
from moshimo.story.realisation.referring import voice
from moshimo.story.selection.message import Beat, doer_of


def sentence(deed: Deed, tongue: Tongue, known: Mapping[str, Deed] = MappingProxyType({})) -> str:
    """A deed as one sentence that stands alone: past tense, full names, what was said.

    `known` are the journal's deeds by id, for roles that hold a deed.
    """
    doer = doer_of(deed, tongue)
    shape = "sense" if deed.kind == "sense" else "act"
    beat = Beat((deed,), "sense" if shape == "sense" else "act", (doer,) if doer else (), 0.0)
    text, _ = voice(_parts(beat, tongue, known), Attention(), tongue)
    lines = [line_of(deed, index, speaker, tongue) for speaker, index in deed.said]
    said = [voice(quoted(line), Attention(), tongue)[0] for line in lines]
    return finished(" ".join([finished(text), *said]) if said else text)


def lines(deeds: Sequence[Deed], tongue: Tongue) -> Iterator[dict[str, Any]]:
    """Each deed as a dictionary of plain values, with its sentence as `text`, for JSON lines."""
    known = {deed.id: deed for deed in deeds}
    for deed in deeds:
        yield {**asdict(deed), "text": sentence(deed, tongue, known)}


def _parts(beat: Beat, tongue: Tongue, known: Mapping[str, Deed]) -> Parts:
    if beat.shape == "sense":
        return finding(beat, tongue)
    if beat.deed.result != "done":
        return failing(beat, tongue, known)
    return sentence_parts(beat, tongue, known)
