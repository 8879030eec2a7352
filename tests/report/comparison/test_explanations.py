"""What was not done is denied of whom its sentence is about."""

from __future__ import annotations

from dataclasses import replace

from tests.story.saltmere import LEXICON, MANNERS, WHO, Pen

from moshimo.report.comparison.explanations import _denied
from moshimo.story.lexicon.lexicon import Manner
from moshimo.story.planning.discourse import Attention
from moshimo.story.realisation.referring import realise


def test_a_sentence_may_begin_with_any_role_and_says_when() -> None:
    burst = Manner("{other} goes up in smoke.", {"one": WHO, "other": WHO})
    lexicon = replace(LEXICON, manners={**MANNERS, "burst": burst})
    pen = Pen()
    pen.at("quay", "bram", "corin")
    deed = pen.do("strike", "bram", "corin", takes=1)
    deed = replace(deed, rule="burst", roles={"one": "bram", "other": "corin"})
    parts = _denied(deed, " until later", lexicon, {})
    told = realise(parts, Attention(frozenset(lexicon.members)), lexicon).text
    assert told == "Corin did not go up in smoke until later"
