"""Messages become sentence plans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from moshimo.engine.journal import Deed
from moshimo.story.lexical.attribution import spoken
from moshimo.story.lexical.failure import failing, finding
from moshimo.story.lexical.foreshadowing import foreseen
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.quotation import spoken_parts
from moshimo.story.lexical.reasons import with_reason
from moshimo.story.lexical.through_eyes import as_heard, as_seen, felt_at
from moshimo.story.lexical.unmasking import feigned, revealed
from moshimo.story.lexicon.lexicon import Lexicon, is_for_another, manner_of
from moshimo.story.planning.aggregation import are_sides, cut_short
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.room.comings import came
from moshimo.story.planning.sentence_plan import Phrase, PhrasePart, Ref, SentencePlan, pick
from moshimo.story.planning.turn_taking import Standing, standing, turn_of
from moshimo.story.selection.message import Message, message_of
from moshimo.story.selection.perspective import CLAIM

HEARD = ("was told", "heard")
READ = ("learned from it", "read in it")
WORD = re.compile(r"[^ ]+ ?")
REMEMBERED = 24  # turns, and forms of speech


def told_by(
    run: Sequence[Message],
    discourse: Discourse,
    *,
    after_quote: bool = False,
    leads_in: bool = False,
    coming: tuple[str, ...] = (),
) -> list[SentencePlan]:
    """Return the sentence plans of one message, or of several of one doer. Changes `discourse`.

    Args:
        run: the messages.
        discourse: what has been told so far.
        after_quote: the same speaker's words stand right before.
        leads_in: a scene opens with them.
        coming: whose arrival has just been told.
    """
    stands = standing(run[0], discourse, after_quote=after_quote, leads_in=leads_in)
    told = (deed for message in run for deed in (*message.deeds, message.answer) if deed)
    ids = tuple(dict.fromkeys(deed.id for deed in told))
    learned = _learned(run[0], ids, discourse)
    if not run[0].deed.said:
        discourse.turns = ()
    manner = manner_of(discourse.lexicon, run[0].deed)
    if learned and not run[0].deed.said and not manner.looks:
        return learned
    plans = _plans_of(run, discourse, stands, coming)
    plans += revealed(run[-1], discourse.lexicon)
    plans += foreseen(run[-1], discourse)
    felt = felt_at(run[-1], discourse) if discourse.eyes else []
    told_ids = [replace(plan, deeds=ids) for plan in (*plans, *felt)]
    return [*told_ids[: len(plans)], *learned, *told_ids[len(plans) :]]


def phrase_of(message: Message, lexicon: Lexicon, known: Mapping[str, Deed]) -> Phrase:
    """Return a message as one phrase: what was found, what failed, or what was done."""
    if message.shape == "sense":
        return finding(message, lexicon)
    if message.deed.result != "done":
        return failing(message, lexicon, known)
    return sentence_parts(message, lexicon, known)


def _learned(message: Message, ids: tuple[str, ...], discourse: Discourse) -> list[SentencePlan]:
    """Tell what the person of the perspective learned by a deed, as it was told or read."""
    manner = manner_of(discourse.lexicon, message.deed)
    told_by = () if message.deed.said or manner.looks else message.doers
    hearers = [message.deed.roles.get(lesson.hearer, "") for lesson in manner.lessons]
    hearer = discourse.eyes if discourse.eyes in hearers or not hearers else hearers[0]
    ways = READ if manner.looks else HEARD
    plans: list[SentencePlan] = []
    for news in message.news:
        if "" in news.roles.values():  # the report is incomplete
            continue
        told = Message((news,), "act", (next(iter(news.roles.values()), ""),), 0.0)
        content = sentence_parts(told, discourse.lexicon, {}, mood="perfect")
        lead: Phrase = (Ref(told_by, "subject"), " told ", Ref((hearer,)), " that ")
        if not told_by:
            way = ways[pick(message.deed.id, len(ways), "learned")]
            lead = (Ref((hearer,), "subject"), f" {way} that ")
        deeds = tuple(dict.fromkeys((*ids, *(() if news.id.endswith(CLAIM) else (news.id,)))))
        plans.append(SentencePlan((*lead, *content), key=f"{news.id}/news", deeds=deeds))
    return plans


def _plans_of(
    run: Sequence[Message], discourse: Discourse, stands: Standing, coming: tuple[str, ...]
) -> list[SentencePlan]:
    lexicon, message = discourse.lexicon, run[0]
    if len(run) > 1:
        return with_reason(
            run[-1], [SentencePlan(_run_parts(run, discourse), key=message.deed.id)], discourse
        )
    if message.deed.id in lexicon.worded and lexicon.worded[message.deed.id].letter:
        return _with_letter(message, discourse)
    match message.shape:
        case "sense":
            came = coming == message.doers
            return [SentencePlan(finding(message, lexicon, coming=came), key=message.deed.id)]
        case "journey":
            return [SentencePlan(_way(message, discourse), key=message.deed.id)]
        case "speech" if message.deed.result == "done":
            return _said(message, discourse, stands)
        case _ if message.deed.result != "done":
            return [SentencePlan(failing(message, lexicon, discourse.known), key=message.deed.id)]
        case _:
            parts = as_seen(message, _acted(message, discourse), discourse)
            return with_reason(message, [SentencePlan(parts, key=message.deed.id)], discourse)


def _said(message: Message, discourse: Discourse, stands: Standing) -> list[SentencePlan]:
    """Tell a deed with its words. Changes `discourse`."""
    heard = as_heard(message, discourse)
    if heard:
        return with_reason(message, [heard], discourse)
    made = spoken(message, discourse.lexicon, discourse.known, stands, discourse.forms)
    form = made[0][0]
    discourse.forms = (*discourse.forms, form)[-REMEMBERED:]
    discourse.turns = (*discourse.turns, turn_of(message, form, discourse))[-REMEMBERED:]
    plans = [_quoting(parts, message) for _, parts in made]
    plans[0] = replace(plans[0], goes_on=form == "on")
    reasoned = form in ("plain", "bare", "on")  # the words give the reason
    return plans if reasoned else with_reason(message, plans, discourse)


def _acted(message: Message, discourse: Discourse) -> Phrase:
    """Tell a deed with its answer; a feint as it seemed, unless its author has words for it."""
    lexicon, known = discourse.lexicon, discourse.known
    answer: Phrase = ()
    if message.answer:
        answer = sentence_parts(message_of(message.answer, lexicon), lexicon, known)
    feint = message.deed.seemed is not None and len(message.deeds) == 1
    chosen = lexicon.worded.get(message.deed.id)
    if feint and not (chosen and chosen.told) and discourse.eyes not in message.doers:
        return feigned(message, lexicon, known, answer)
    parts = sentence_parts(message, lexicon, known)
    if not answer:
        return parts
    manner = manner_of(lexicon, message.deed)
    truths = [v for word, v in message.deed.outcomes.items() if manner.outcomes.get(word) == "bool"]
    return (*parts, ", but " if truths and not any(truths) else ", and ", *answer)


def _with_letter(message: Message, discourse: Discourse) -> list[SentencePlan]:
    """Tell that a letter was written or read, and quote its lines, each set apart.

    Somebody who only sees it written or read does not know its lines, unless it is read aloud.
    """
    lexicon, chosen = discourse.lexicon, discourse.lexicon.worded[message.deed.id]
    told = sentence_parts(message, lexicon, discourse.known)
    plans = [SentencePlan(told, key=message.deed.id)]
    aloud = lexicon.manners[message.deed.rule].speech
    if not discourse.eyes or aloud or discourse.eyes in (*message.doers, chosen.writer):
        another = aloud and is_for_another(message.deed, discourse.eyes, lexicon)
        most = 1 if discourse.eyes and another else len(chosen.letter)
        for n, text in enumerate(chosen.letter[:most]):
            line = spoken_parts(text, message.deed, chosen.writer, lexicon)
            plan = SentencePlan(line, open=False, paragraph=True, key=f"{message.deed.id}/{n}")
            plans.append(replace(plan, speaker=chosen.writer, letter=True))
    return plans


def _run_parts(run: Sequence[Message], discourse: Discourse) -> Phrase:
    """Join messages: "A did this, did that and did the other", "A began to, but B prevented it"."""
    if are_sides(run[0], run[-1]):
        return two_sides(run[0], run[-1], discourse.lexicon, discourse.known)
    if len(run) == 2 and cut_short(*run):
        begun = failing(run[0], discourse.lexicon, discourse.known, cut_short=True)
        return (*begun, ", but ", *sentence_parts(run[1], discourse.lexicon, discourse.known))
    parts = sentence_parts(run[0], discourse.lexicon, discourse.known)
    for place, message in enumerate(run[1:], start=1):
        more = sentence_parts(message, discourse.lexicon, discourse.known, subject=False)
        last = place == len(run) - 1
        parts = (*parts, " and " if last and len(run) == 2 else ", and " if last else ", ", *more)
    return parts


def _way(message: Message, discourse: Discourse) -> Phrase:
    """Tell an arrival, a departure, or a whole journey."""
    who = Ref(message.doers, "subject")
    if message.comes:
        return (who, f" {came((message,), discourse.lexicon)}")
    if message.sets_out:
        return (who, " set out for ", Ref((message.place,), named=True))
    if len(message.doers) > 1 and len({deed.place for deed in message.deeds}) > 1:
        return (who, " went their ways")
    return sentence_parts(message, discourse.lexicon, discourse.known)


def speaker_of(parts: Phrase, message: Message) -> str:
    """Return whose words a sentence of a deed with speech quotes; "" if nobody's."""
    if not any(isinstance(part, str) and '"' in part for part in parts):
        return ""
    speakers = dict.fromkeys(speaker for speaker, _ in message.deed.said)
    named = [part.who[0] for part in parts if isinstance(part, Ref) and part.case == "subject"]
    return next((who for who in named if who in speakers), next(iter(speakers), ""))


def _quoting(parts: Phrase, message: Message) -> SentencePlan:
    begins = bool(parts) and isinstance(parts[0], str) and parts[0].startswith('"')
    speaker = speaker_of(parts, message)
    return SentencePlan(parts, open=not begins, key=message.deed.id, speaker=speaker)


def two_sides(one: Message, other: Message, lexicon: Lexicon, known: Mapping[str, Deed]) -> Phrase:
    """Tell two sides: "A and B raised a hand against her, all the others for her"."""
    first = sentence_parts(one, lexicon, known)
    second = sentence_parts(other, lexicon, known)
    mine, theirs = _words(first[1:]), _words(second[1:])
    pairs = enumerate(zip(mine, theirs, strict=False))
    alike = next((n for n, (a, b) in pairs if a != b), min(len(mine), len(theirs)))
    rest = theirs[alike:]
    if not alike or not rest or all(isinstance(part, Ref) for part in rest):
        return (*first, ", and ", *second)
    named = {part.who for part in first if isinstance(part, Ref)}
    for place, part in enumerate(rest):
        if isinstance(part, Ref) and part.who in named and len(part.who) == 1:
            rest[place] = replace(part, sure=True)
    return (*first, ", and ", second[0], " ", *rest)


def _words(parts: Phrase) -> list[PhrasePart]:
    """Split the phrase into words, each with the space behind it."""
    found: list[PhrasePart] = []
    for is_text, run in groupby(parts, lambda part: isinstance(part, str)):
        pieces = list(run)
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        found += WORD.findall(text) if is_text else pieces
    return found
