"""Why something was done, said where it adds something."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.grammar.clause import Clause, Slot
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon, is_person, member_of
from moshimo.story.planning.clauses import clause_of, readable
from moshimo.story.planning.sentence_plan import Phrase
from moshimo.story.selection.message import Message

STRONG = 0.3  # the least share of a reason that is told


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as a clause; `key` so that it is not told twice; `of_doer` if the doer's own.

    `alone`: it is a sentence of its own, as its author wrote it.
    """

    parts: Phrase
    key: str
    of_doer: bool
    alone: bool = False


def _of_somebody_else(message: Message, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a reason says what one person is to another: the rest a reader can guess."""
    slots = {piece.role for piece in clause.pieces if isinstance(piece, Slot)} - {clause.doer}
    keys = {message.deed.roles.get(role, "") for role in slots}
    return any(key and is_person(member_of(lexicon, key)) for key in keys)


def reason_for(message: Message, lexicon: Lexicon, told: set[str]) -> Reason | None:
    """The strongest reason that is strong enough, reads as a sentence and is not yet told."""
    manner, chosen = lexicon.manners.get(message.deed.rule), lexicon.worded.get(message.deed.id)
    if manner and (manner.ways or manner.lines or manner.whys):  # what is shown is not explained
        text = chosen.why if chosen else ""
        if not text or text in told or not message.deed.reasons:
            return None
        return Reason(
            sentence_parts(message, lexicon, template=text), text, of_doer=True, alone=True
        )
    for text, share in message.deed.reasons:
        if share < STRONG:
            return None
        if not text or not readable(text, lexicon):
            continue
        clause = clause_of(text, lexicon)
        of_doer = message.deed.roles.get(clause.doer, "") in message.doers and bool(clause.doer)
        if text in told or not of_doer or not _of_somebody_else(message, clause, lexicon):
            continue
        return Reason(sentence_parts(message, lexicon, template=text), text, of_doer)
    return None
