"""Why something was done, said where it adds something."""

from __future__ import annotations

from dataclasses import dataclass

from moshimo.story.grammar.clause import Clause, Slot
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Tongue, is_person, member_of
from moshimo.story.planning.clauses import clause_of, readable
from moshimo.story.planning.sentence_plan import Parts
from moshimo.story.selection.message import Beat

STRONG = 0.3  # the least share of a reason that is told


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as a clause; `key` so that it is not told twice; `of_doer` if the doer's own.

    `alone`: it is a sentence of its own, as its author wrote it.
    """

    parts: Parts
    key: str
    of_doer: bool
    alone: bool = False


def _of_somebody_else(beat: Beat, clause: Clause, tongue: Tongue) -> bool:
    """Whether a reason says what one person is to another: the rest a reader can guess."""
    slots = {piece.role for piece in clause.pieces if isinstance(piece, Slot)} - {clause.doer}
    keys = {beat.deed.roles.get(role, "") for role in slots}
    return any(key and is_person(member_of(tongue, key)) for key in keys)


def reason_for(beat: Beat, tongue: Tongue, told: set[str]) -> Reason | None:
    """The strongest reason that is strong enough, reads as a sentence and is not yet told."""
    manner, chosen = tongue.manners.get(beat.deed.rule), tongue.worded.get(beat.deed.id)
    if manner and (manner.ways or manner.lines or manner.whys):  # what is shown is not explained
        text = chosen.why if chosen else ""
        if not text or text in told or not beat.deed.reasons:
            return None
        return Reason(sentence_parts(beat, tongue, template=text), text, of_doer=True, alone=True)
    for text, share in beat.deed.reasons:
        if share < STRONG:
            return None
        if not text or not readable(text, tongue):
            continue
        clause = clause_of(text, tongue)
        of_doer = beat.deed.roles.get(clause.doer, "") in beat.doers and bool(clause.doer)
        if text in told or not of_doer or not _of_somebody_else(beat, clause, tongue):
            continue
        return Reason(sentence_parts(beat, tongue, template=text), text, of_doer)
    return None
