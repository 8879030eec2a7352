"""Reasons for a deed, told where they help the reader."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.grammar.clause import Clause, Slot
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, manner_of, member_of
from moshimo.story.planning.clauses import clause_of, has_verb
from moshimo.story.planning.sentence_plan import Phrase
from moshimo.story.selection.message import Message

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


def _of_somebody_else(message: Message, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a reason says what one person is to another; readers guess the other reasons."""
    slots = {piece.role for piece in clause.pieces if isinstance(piece, Slot)} - {clause.doer}
    keys = {message.deed.roles.get(role, "") for role in slots}
    return any(key and member_of(lexicon, key).is_person for key in keys)


def reason_for(message: Message, lexicon: Lexicon, told: set[str]) -> Reason | None:
    """Return the strongest reason that is strong enough, can be told and has not been told."""
    manner, chosen = manner_of(lexicon, message.deed), lexicon.worded.get(message.deed.id)
    if manner.ways or manner.lines or manner.whys:  # the author's texts show the reason
        text = chosen.why if chosen else ""
        if not text or text in told or not message.deed.reasons:
            return None
        parts = sentence_parts(message, lexicon, template=text)
        return Reason(parts, text, of_doer=True, alone=True)
    for text, share in message.deed.reasons:
        if share < STRONG:
            return None
        if not text or not has_verb(text, lexicon):
            continue
        clause = clause_of(text, lexicon)
        of_doer = message.deed.roles.get(clause.doer, "") in message.doers and bool(clause.doer)
        if text in told or not of_doer or not _of_somebody_else(message, clause, lexicon):
            continue
        return Reason(sentence_parts(message, lexicon, template=text), text, of_doer)
    return None
