"""Beats to sentences that have no names yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexical.contrast import two_sides
from moshimo.story.lexical.failure import failing
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexical.quotation import spoken, spoken_parts
from moshimo.story.lexical.reasons import Reason, reason_for
from moshimo.story.lexical.surprise import finding
from moshimo.story.lexicon.lexicon import Tongue
from moshimo.story.planning.aggregation import are_sides, cut_short
from moshimo.story.planning.clauses import others_in
from moshimo.story.planning.discourse import BETWEEN_REASONS, Teller
from moshimo.story.planning.sentence_plan import Draft, Parts, Ref
from moshimo.story.planning.variation import dice
from moshimo.story.selection.message import Beat
from moshimo.story.selection.perspective import CLAIM
from moshimo.story.selection.worth import WEIGHTY

HEARD = ("was told", "heard")
READ = ("learned from it", "read in it")
AFTER_A_QUOTE = ("verb", "and", "gerund")  # ways of speech that begin with a quotation


def told_by(
    run: Sequence[Beat], teller: Teller, *, after_quote: bool, coming: tuple[str, ...]
) -> list[Draft]:
    """The sentences of one beat, or of a run of one doer's."""
    ids = tuple(dict.fromkeys(deed.id for beat in run for deed in beat.deeds))
    learned = _learned(run[0], ids, teller)
    manner = teller.tongue.manners.get(run[0].deed.rule)
    if learned and not run[0].deed.said and not (manner and manner.looks):
        return learned
    drafts = _drafts_of(run, teller, after_quote=after_quote, coming=coming)
    return [*(replace(draft, deeds=ids) for draft in drafts), *learned]


def _learned(beat: Beat, ids: tuple[str, ...], teller: Teller) -> list[Draft]:
    """What the one whose story this is learned by a deed, as it was told or read."""
    manner = teller.tongue.manners.get(beat.deed.rule)
    told_by = () if beat.deed.said or (manner and manner.looks) else beat.doers
    hearers = (
        [beat.deed.roles.get(lesson.hearer, "") for lesson in manner.lessons] if manner else []
    )
    hearer = teller.eyes if teller.eyes in hearers or not hearers else hearers[0]
    ways = READ if manner and manner.looks else HEARD
    drafts: list[Draft] = []
    for news in beat.news:
        if "" in news.roles.values():  # it was told with holes
            continue
        told = Beat((news,), "act", (next(iter(news.roles.values()), ""),), 0.0)
        content = sentence_parts(told, teller.tongue, {}, mood="perfect")
        lead: Parts = (Ref(told_by, "subject"), " told ", Ref((hearer,)), " that ")
        if not told_by:
            way = ways[dice(news.id, len(ways), "learned")]
            lead = (Ref((hearer,), "subject"), f" {way} that ")
        deeds = tuple(dict.fromkeys((*ids, *(() if news.id.endswith(CLAIM) else (news.id,)))))
        drafts.append(Draft((*lead, *content), key=f"{news.id}/news", deeds=deeds))
    return drafts


def _drafts_of(
    run: Sequence[Beat], teller: Teller, *, after_quote: bool, coming: tuple[str, ...]
) -> list[Draft]:
    tongue, beat = teller.tongue, run[0]
    if len(run) > 1:
        return _with_reason(run[-1], [Draft(_run_parts(run, teller), key=beat.deed.id)], teller)
    if beat.deed.id in tongue.worded and tongue.worded[beat.deed.id].letter:
        return _with_letter(beat, teller)
    match beat.shape:
        case "sense":
            came = coming == beat.doers
            return [Draft(finding(beat, tongue, coming=came), key=beat.deed.id)]
        case "journey":
            return [Draft(_way(beat, teller), key=beat.deed.id)]
        case "speech" if beat.deed.result == "done":
            last = (teller.last_form,) if teller.last_form != "verb" else ()
            avoid = AFTER_A_QUOTE if after_quote else last
            made = spoken(beat, tongue, teller.known, avoid)
            teller.last_form = made[0][0]
            drafts = [
                Draft(
                    parts,
                    open=not _begins_with_quote(parts),
                    key=beat.deed.id,
                    speaker=speaker_of(parts, beat),
                )
                for _, parts in made
            ]
            if made[0][0] == "plain":  # the words say why
                return drafts
            return _with_reason(beat, drafts, teller)
        case _ if beat.deed.result != "done":
            return [Draft(failing(beat, tongue, teller.known), key=beat.deed.id)]
        case _:
            parts = sentence_parts(beat, tongue, teller.known)
            return _with_reason(beat, [Draft(parts, key=beat.deed.id)], teller)


def _with_letter(beat: Beat, teller: Teller) -> list[Draft]:
    """That it was written or read, and below it the lines, each by itself, set apart.

    Whoever only saw it written or read does not know what stands in it, unless it is read aloud.
    """
    tongue, chosen = teller.tongue, teller.tongue.worded[beat.deed.id]
    aloud = tongue.manners[beat.deed.rule].speech
    known = not teller.eyes or aloud or teller.eyes in (*beat.doers, chosen.writer)
    lines = (
        []
        if not known
        else [spoken_parts(line, beat.deed, chosen.writer, tongue) for line in chosen.letter]
    )
    return [
        Draft(sentence_parts(beat, tongue, teller.known), key=beat.deed.id),
        *(
            Draft(line, open=False, paragraph=True, key=key, speaker=chosen.writer, letter=True)
            for key, line in ((f"{beat.deed.id}/{n}", line) for n, line in enumerate(lines))
        ),
    ]


def _run_parts(run: Sequence[Beat], teller: Teller) -> Parts:
    """As in "A did this, did that and did the other", "A began to, but B prevented it"."""
    if are_sides(run[0], run[-1]):
        return two_sides(run[0], run[-1], teller.tongue, teller.known)
    if len(run) == 2 and cut_short(*run):
        begun = failing(run[0], teller.tongue, teller.known, cut_short=True)
        return (*begun, ", but ", *sentence_parts(run[1], teller.tongue, teller.known))
    if run[0].times == 0:
        more = _run_parts(run[1:], teller)
        return (*_way(run[0], teller), " and " if len(run) == 2 else ", ", *more[1:])
    parts = sentence_parts(run[0], teller.tongue, teller.known)
    for place, beat in enumerate(run[1:], start=1):
        more = sentence_parts(beat, teller.tongue, teller.known, subject=False)
        last = place == len(run) - 1
        parts = (*parts, " and " if last and len(run) == 2 else ", and " if last else ", ", *more)
    return parts


def _way(beat: Beat, teller: Teller) -> Parts:
    """A coming, a going, or a journey told in full."""
    who = Ref(beat.doers, "subject")
    if beat.times == 0:
        came = ("came", "arrived", "came in", "appeared")
        return (who, f" {came[dice(beat.deed.id, 2, 'came')]}")
    if len(beat.doers) > 1 and len({deed.place for deed in beat.deeds}) > 1:
        return (who, " went their ways")
    return sentence_parts(beat, teller.tongue, teller.known)


def _with_reason(beat: Beat, drafts: list[Draft], teller: Teller) -> list[Draft]:
    """The sentences, and why it was done, where that adds something. Changes `teller`."""
    teller.since_reason += len(drafts)
    if beat.worth < WEIGHTY or teller.since_reason < BETWEEN_REASONS or len(beat.deeds) > 1:
        return drafts
    reason = reason_for(beat, teller.tongue, teller.told_reasons)
    if reason is None:
        return drafts
    teller.since_reason = 0
    teller.told_reasons.add(reason.key)
    last = drafts[-1]
    quote = isinstance(last.parts[-1], str) and last.parts[-1].endswith('"')
    if (
        len(drafts) == 1
        and last.open
        and not quote
        and not reason.alone
        and _fits_behind(beat, reason, last, teller.tongue)
    ):
        behind = (*last.parts, ", because ", *reason.parts)
        return [Draft(behind, key=last.key)]
    return [*drafts, Draft(reason.parts, open=False, key=f"{last.key}/why", spare=True)]


def _fits_behind(beat: Beat, reason: Reason, draft: Draft, tongue: Tongue) -> bool:
    if not reason.of_doer:
        return True
    length = sum(len(part.split()) for part in draft.parts if isinstance(part, str))
    pronoun = {tongue.members[key].pronouns for key in beat.doers if key in tongue.members}
    others = {
        tongue.members[key].pronouns for key in others_in(beat, tongue) if key in tongue.members
    }
    return length < 8 and not pronoun & others and bool(dice(beat.deed.id, 2, "because"))


def speaker_of(parts: Parts, beat: Beat) -> str:
    """Whose words stand in a sentence of a deed with speech; "" if there are none in it."""
    if not any(isinstance(part, str) and '"' in part for part in parts):
        return ""
    speakers = dict.fromkeys(speaker for speaker, _ in beat.deed.said)
    named = [part.who[0] for part in parts if isinstance(part, Ref) and part.case == "subject"]
    return next((who for who in named if who in speakers), next(iter(speakers), ""))


def _begins_with_quote(parts: Parts) -> bool:
    return bool(parts) and isinstance(parts[0], str) and parts[0].startswith('"')
