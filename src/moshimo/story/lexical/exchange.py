"""Exchanges: two moves, seconds apart, are told in one sentence, and many of them summed up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import meanings_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.sentence_plan import Phrase, Ref, SentencePlan, pick
from moshimo.story.selection.message import Message

FAST = 3.0  # seconds between two moves of a fight
BREATH = 4.0  # so many times as long is a lull
SHORT = 12  # words of a sentence that another can follow
MANY = 20  # words of both
LONGER, MORE = 16, 27  # the same, with a semicolon between
JOINED = re.compile(r"\band\b|\bbut\b|\bbecause\b|, ")  # more than one clause already
ENDED = re.compile(r'[";:.!?]|\bwho\b')


def as_exchange(
    plans: Sequence[SentencePlan], plan: SentencePlan, moves: tuple[Message, Message]
) -> SentencePlan | None:
    """Return the last sentence and the next as one if one move follows right on the other."""
    before = plans[-1] if plans else None
    one, other = moves
    acts = one.shape == other.shape == "act" and one.deed.kind == other.deed.kind == "action"
    short = max(one.end - one.begin, other.end - other.begin) < FAST
    quick = acts and short and abs(other.begin - one.end) < FAST / 2
    if before is None or not quick or plan.paragraph or plan.lead or not plan.open:
        return None
    joint = _joint(before, plan, moves) if before.open else ""
    if not joint:
        return None
    deeds = (*before.deeds, *plan.deeds)
    first, *rest = plan.parts
    if isinstance(first, Ref) and one.doers != other.doers:
        first = replace(first, named=True)  # "his" would be taken for whoever moved before
    return SentencePlan(
        (*before.parts, joint, first, *rest),
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


def as_sum(message: Message, discourse: Discourse) -> list[SentencePlan]:
    """Return what sums up what was done before a message, in a text not told before.

    Whose texts are told hangs on who got through: neither, one of them, or both. Changes
    `discourse`.
    """
    lexicon = discourse.lexicon
    meant = [(deed, one) for deed in message.between for one in meanings_of(deed, lexicon)]
    blows = [(deed, one) for deed, one in meant if one[0] in lexicon.sums]
    if not blows:
        return []
    meaning = blows[0][1][0]
    whole = lexicon.sums[meaning]
    landed = {deed.id for deed, one in meant if one[0] == whole.came_to}
    ahead = list(dict.fromkeys(one[1] for deed, one in blows if deed.id in landed))
    side = ("neither", "one", "both")[min(len(ahead), 2)]
    texts = whole.texts[side].texts if side in whole.texts else ()
    fresh = [text for text in texts if text not in discourse.shown]
    if not fresh:
        return []
    text = fresh[pick(message.deed.id, len(fresh), "sum")]
    discourse.shown.add(text)
    first, (_, *people) = next(((d, o) for d, o in blows if not ahead or o[1] == ahead[0]))
    roles = dict(zip(whole.roles, people, strict=False))
    deed = replace(first, id=f"{first.id}/sum", rule="", roles=roles, outcomes={})
    parts = sentence_parts(Message((deed,), "act", (people[0],), 0.0), lexicon, template=text)
    ids = tuple(one.id for one in message.between)
    return [SentencePlan(parts, key=deed.id, deeds=ids)]


def _joint(before: SentencePlan, plan: SentencePlan, moves: tuple[Message, Message]) -> str:
    """Return what stands between two moves in one sentence; "" if they are told in two."""
    one, other = moves
    texts = [_text(before.parts), _text(plan.parts)]
    words = [len(text.split()) for text in texts]
    same, two = one.doers == other.doers, not {*one.doers} & {*other.doers}
    if not (one.doers and other.doers) or any(ENDED.search(text) for text in texts):
        return ""
    plain = not any(JOINED.search(text) for text in texts)
    if two and plain and max(words) <= SHORT and sum(words) <= MANY:
        return ", and "
    first, second = _subject(before), _subject(plan)
    goes_on = same and first == second == one.doers  # "he" can follow
    fits = max(words) <= LONGER and sum(words) <= MORE
    fits = fits and (goes_on or (two and first != second))
    return "; " if fits and pick(plan.key, 2, "joint") else ""


def _subject(plan: SentencePlan) -> tuple[str, ...]:
    """Return with whom the sentence begins."""
    first = plan.parts[0]
    return first.who if isinstance(first, Ref) else ()


def _text(parts: Phrase) -> str:
    return "".join(part if isinstance(part, str) else "_" for part in parts)
