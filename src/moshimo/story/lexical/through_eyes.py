"""One person's story: what others do as that person sees it, and what that person feels at it."""

from __future__ import annotations

import re

from moshimo.story.grammar.clause import can_be
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.quotation import line_of, quoted
from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.planning.clauses import clause_of, starts_with_doer, template_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.sentence_plan import Phrase, Ref, SentencePlan, pick
from moshimo.story.selection.message import Message, felt_message

SIGHTS = (" saw ", " watched ", " looked on as ", " saw how ")
STATE = re.compile(r"\b(?:has|have|had|is|are|was|were)\b")  # is so, or was before: nobody does it
WHOLE = 2  # of these, behind how many the rest is a clause of its own
BETWEEN_SIGHTS = 2  # sentences of others, at least, between two that say who sees them
STRONG = 0.5  # a feeling so large is told before others
BETWEEN_STRONG, BETWEEN_FEELINGS = 3, 6  # from one message with a feeling to the next
LONG = 24  # words of what is seen


def as_seen(message: Message, parts: Phrase, discourse: Discourse) -> Phrase:
    """Return what others do as something that the person of the perspective sees.

    Most of it stands as it is: it is clear who sees it. Changes `discourse`.
    """
    eyes, deed = discourse.eyes, message.deed
    if not eyes or eyes in (*message.doers, *deed.roles.values()):
        discourse.unseen = 0
        return parts
    lexicon = discourse.lexicon
    discourse.unseen += 1
    if discourse.unseen <= _rest(message, lexicon) or not _can_be_seen(message, lexicon):
        return parts
    discourse.unseen = 0
    ways = [way for way in range(len(SIGHTS)) if way != discourse.last_sight]
    way = ways[pick(deed.id, len(ways), "sight")]
    discourse.last_sight = way
    who: Phrase = (Ref((eyes,), "subject"), SIGHTS[way])
    if way >= WHOLE:
        return (*who, *parts)
    told, known = template_of(deed, lexicon), discourse.known
    bare = sentence_parts(message, lexicon, known, mood="bare", subject=False, template=told)
    return (*who, Ref(message.doers), " ", *bare)


def as_heard(message: Message, discourse: Discourse) -> SentencePlan | None:
    """Return what somebody says to others, as the person of the perspective hears it.

    None if it is told without that. Changes `discourse`.
    """
    eyes, deed, lexicon = discourse.eyes, message.deed, discourse.lexicon
    if not eyes or eyes in (*message.doers, *deed.roles.values()):
        return None
    discourse.unseen += 1
    manner, chosen = manner_of(lexicon, deed), lexicon.worded.get(deed.id)
    own = bool(chosen and chosen.told) or len(deed.said) != 1
    if own or discourse.unseen <= _rest(message, lexicon) or not _can_be_seen(message, lexicon):
        return None
    speaker, index = deed.said[0]
    if message.doers != (speaker,):
        return None
    discourse.unseen = 0
    bare = sentence_parts(message, lexicon, discourse.known, mood="bare", subject=False)
    line = quoted(line_of(deed, index, speaker, lexicon))
    verb = " heard " if manner.speech else " saw "
    parts: Phrase = (Ref((eyes,), "subject"), verb, Ref((speaker,)), " ", *bare, ": ", *line)
    return SentencePlan(parts, key=deed.id, speaker=speaker)


def _rest(message: Message, lexicon: Lexicon) -> int:
    """Return how many sentences in a row need not say who sees it; fewer of the rules' own."""
    return BETWEEN_SIGHTS if manner_of(lexicon, message.deed).ways else 1


def _can_be_seen(message: Message, lexicon: Lexicon) -> bool:
    """Whether a sentence can be set behind "saw": short, one doer first, one clause."""
    told = template_of(message.deed, lexicon)
    clause = clause_of(told, lexicon)
    plain = not any(mark in told.rstrip(".") for mark in ';:.!?"')
    return (
        plain
        and not STATE.search(told)
        and len(message.doers) == 1
        and len(told.split()) <= LONG
        and message.deed.kind == "action"
        and starts_with_doer(message, lexicon)
        and can_be(clause, "bare")
    )


def felt_at(message: Message, discourse: Discourse) -> list[SentencePlan]:
    """Return a sentence on what the person of the perspective felt, where there is something new.

    Changes `discourse`.
    """
    lexicon = discourse.lexicon
    discourse.since_felt += 1
    for feeling in message.felt:
        felt, strong = feeling.deed, feeling.size >= STRONG
        if discourse.since_felt < (BETWEEN_STRONG if strong else BETWEEN_FEELINGS):
            return []
        chosen = lexicon.worded.get(felt.id)
        text = chosen.told if chosen else ""
        key = (felt.rule, text, *felt.roles.values())
        if key in discourse.feelings or (not text and manner_of(lexicon, felt).ways):
            continue
        discourse.feelings.add(key)
        discourse.since_felt = 0
        parts = sentence_parts(felt_message(felt, lexicon), lexicon, discourse.known)
        return [SentencePlan(parts, open=False, key=felt.id)]
    return []
