"""Reasons for a deed, told where they help the reader."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.grammar.clause import Clause, Slot, read
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, manner_of, member_of
from moshimo.story.planning.clauses import others_in
from moshimo.story.planning.discourse import BETWEEN_REASONS, Discourse
from moshimo.story.planning.sentence_plan import Phrase, SentencePlan, pick
from moshimo.story.selection.message import Message
from moshimo.story.selection.worth import WEIGHTY

OWN = 4  # at least so many sentences between two reasons of the person of the perspective
STRONG = 0.3  # the least share of a reason to tell


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as a clause.

    `key` prevents that it is told twice. `of_doer` is true if the doer is its subject. `alone` is
    true if its author wrote it as a sentence of its own.
    """

    parts: Phrase
    key: str
    of_doer: bool
    alone: bool = False


def with_reason(
    message: Message, plans: list[SentencePlan], discourse: Discourse
) -> list[SentencePlan]:
    """Add the reason for a deed where that helps the reader. Changes `discourse`."""
    discourse.since_reason += len(plans)
    own = discourse.eyes in message.doers
    recent = discourse.since_reason < (OWN if own else BETWEEN_REASONS)
    if recent or (message.worth < WEIGHTY and not own) or len(message.deeds) > 1:
        return plans
    reason = _reason_for(message, discourse.lexicon, discourse.told_reasons)
    if reason is None:
        return plans
    discourse.since_reason = 0
    discourse.told_reasons.add(reason.key)
    last = plans[-1]
    quote = isinstance(last.parts[-1], str) and last.parts[-1].endswith('"')
    one = len(plans) == 1 and last.open and not quote and not reason.alone
    if one and _fits_behind(message, reason, last, discourse.lexicon):
        return [SentencePlan((*last.parts, ", because ", *reason.parts), key=last.key)]
    return [*plans, SentencePlan(reason.parts, open=False, key=f"{last.key}/why", spare=True)]


def _fits_behind(message: Message, reason: Reason, plan: SentencePlan, lexicon: Lexicon) -> bool:
    if not reason.of_doer:
        return True
    length = sum(len(part.split()) for part in plan.parts if isinstance(part, str))
    own, others = (
        {lexicon.members[key].pronouns for key in keys if key in lexicon.members}
        for keys in (message.doers, others_in(message, lexicon))
    )
    return length < 8 and not own & others and bool(pick(message.deed.id, 2, "because"))


def _reason_for(message: Message, lexicon: Lexicon, told: set[str]) -> Reason | None:
    """Return the strongest reason that is strong enough, can be told and has not been told."""
    manner, chosen = manner_of(lexicon, message.deed), lexicon.worded.get(message.deed.id)
    if manner.ways or manner.lines or manner.whys:  # the author's texts show the reason
        text = chosen.why if chosen else ""
        if (not text or text in told) and lexicon.eyes in message.doers:
            return _own_reason(message, lexicon, told)
        if not text or text in told or not message.deed.reasons:
            return None
        parts = sentence_parts(message, lexicon, template=text)
        return Reason(parts, text, of_doer=True, alone=True)
    return _own_reason(message, lexicon, told)


def _own_reason(message: Message, lexicon: Lexicon, told: set[str]) -> Reason | None:
    """Return the strongest of the rule's own reasons that can be told."""
    for text, share in message.deed.reasons:
        if share < STRONG:
            return None
        clause = read(text, lexicon.verbs) if text else None
        if clause is None:
            continue
        of_doer = message.deed.roles.get(clause.doer, "") in message.doers and bool(clause.doer)
        if text in told or not of_doer or not _of_somebody_else(message, clause, lexicon):
            continue
        return Reason(sentence_parts(message, lexicon, template=text), text, of_doer)
    return None


def _of_somebody_else(message: Message, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a reason says what one person is to another; readers guess the other reasons."""
    slots = {piece.role for piece in clause.pieces if isinstance(piece, Slot)} - {clause.doer}
    keys = {message.deed.roles.get(role, "") for role in slots}
    return any(key and member_of(lexicon, key).is_person for key in keys)
