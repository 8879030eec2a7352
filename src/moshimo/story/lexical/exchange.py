"""Exchanges: two moves of two people, seconds apart, are told in one sentence."""

from __future__ import annotations

import re

from moshimo.story.planning.sentence_plan import Phrase, SentencePlan
from moshimo.story.selection.message import Message

FAST = 3.0  # seconds between two moves of a fight
BREATH = 4.0  # so many times as long is a lull
SHORT = 12  # words of a sentence that another can follow
MANY = 20  # words of both
NEVER = re.compile(r'[";:.!?]|\band\b|\bbut\b|\bbecause\b|, ')


def as_exchange(
    before: SentencePlan | None, plan: SentencePlan, moves: tuple[Message, Message]
) -> SentencePlan | None:
    """Return a sentence and the next as one if somebody moves as soon as somebody else has."""
    one, other = moves
    acts = one.shape == other.shape == "act" and one.deed.kind == other.deed.kind == "action"
    quick = acts and abs(other.begin - one.end) < FAST / 2
    two = bool(one.doers) and bool(other.doers) and not {*one.doers} & {*other.doers}
    if before is None or not (quick and two) or plan.paragraph or plan.lead or not plan.open:
        return None
    words = _words(before.parts), _words(plan.parts)
    if not before.open or max(words) > SHORT or sum(words) > MANY:
        return None
    deeds = (*before.deeds, *plan.deeds)
    return SentencePlan(
        (*before.parts, ", and ", *plan.parts),
        before.lead,
        True,
        before.paragraph,
        before.key,
        loose=before.loose,
        deeds=deeds,
    )


def is_lull(gaps: tuple[float, ...], gap: float) -> bool:
    """Whether two who fight stop for a breath, after so many seconds between their last moves."""
    usual = sum(gaps) / len(gaps) if gaps else FAST
    return usual < FAST and gap >= BREATH * max(usual, FAST / BREATH)


def _words(parts: Phrase) -> int:
    """Count the words of one clause; of what is more than one, too many."""
    text = "".join(part if isinstance(part, str) else "_" for part in parts)
    return MANY + 1 if NEVER.search(text) else len(text.split())
