"""What seemed to be, and then was: a feint, and who was told as somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moshimo.engine.journal import Deed
from moshimo.lang.newborns import CLONE
from moshimo.story.grammar.clause import can_be
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.clauses import clause_of, starts_with_doer, template_of
from moshimo.story.planning.sentence_plan import Phrase, Ref, SentencePlan
from moshimo.story.selection.message import Message


def feigned(
    message: Message, lexicon: Lexicon, known: Mapping[str, Deed], answer: Phrase
) -> Phrase:
    """Tell a feint as it seemed, what was done about it, and then as it was."""
    seemed = message.deed.seemed
    assert seemed is not None
    deed = replace(message.deed, id=seemed.id, rule=seemed.rule, roles=seemed.roles, seemed=None)
    as_seen = replace(message, deeds=(deed,))
    clause = clause_of(template_of(deed, lexicon), lexicon)
    doer = Ref(message.doers, "subject")
    if clause.doer and can_be(clause, "bare"):
        bare = sentence_parts(as_seen, lexicon, known, mood="bare", subject=False)
        begun: Phrase = (doer, " seemed to ", *bare)
    else:
        begun = ("it seemed that ", *sentence_parts(as_seen, lexicon, known))
    if answer:
        begun = (*begun, ", and ", *answer)
    alone = starts_with_doer(message, lexicon)
    truly = sentence_parts(message, lexicon, known, subject=not alone)
    return (*begun, ", but ", *((doer, " ") if alone and answer else ()), *truly)


def revealed(message: Message, lexicon: Lexicon) -> list[SentencePlan]:
    """Tell who it was that has been told as somebody else, if the author's words do not."""
    who, as_whom = message.reveals
    chosen = lexicon.worded.get(message.deed.id)
    if not who or (chosen and ".truly}" in chosen.told):
        return []
    seemed = Ref((as_whom,), named=True)
    parts: Phrase = ("it was not ", seemed, ", but ", Ref((who,), named=True))
    if who.startswith(CLONE):
        parts = ("it was only a clone of ", seemed)
    return [SentencePlan(parts, open=False, key=f"{message.deed.id}/truly")]
