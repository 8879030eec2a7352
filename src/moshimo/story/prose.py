"""Scenes to paragraphs: sentences in order, varied, with their time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from moshimo.engine.journal import Deed
from moshimo.story import clock
from moshimo.story.choose import WEIGHTY, Beat
from moshimo.story.expect import finding
from moshimo.story.failing import failing
from moshimo.story.joining import joined, runs
from moshimo.story.opening import opening, opens_with_deed
from moshimo.story.phrase import dice, others_in, sentence_parts
from moshimo.story.reasons import Reason, reason_for
from moshimo.story.refer import Agree, Attention, Parts, Ref, new_scene, voice
from moshimo.story.scenes import Scene
from moshimo.story.sentences import finished, first_word
from moshimo.story.speech import spoken
from moshimo.story.tongue import Tongue

LONG_PARAGRAPH = 5  # sentences, then a new one begins where it may
BETWEEN_REASONS = 3  # sentences, at least, from one reason told to the next
AFTER_A_QUOTE = ("verb", "and", "gerund")  # ways of speech that begin with a quotation
IN_TRUTH = "in truth"  # before a reason that would be a third opening alike
LEADS = ("then", "at that", "after that")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence before it has its names: `lead` may be set before it where `open` allows."""

    parts: Parts
    lead: Parts = ()
    open: bool = True
    paragraph: bool = False
    key: str = ""
    spare: bool = False  # a reason: may be left out where a third sentence would open alike


@dataclass(slots=True)
class Teller:
    """What changes while a story is told."""

    tongue: Tongue
    known: Mapping[str, Deed]
    attention: Attention = field(default_factory=Attention)
    first_words: tuple[str, ...] = ()
    last_form: str = ""
    last_pause: str = ""
    since_reason: int = BETWEEN_REASONS
    told_reasons: set[str] = field(default_factory=set)
    lead_of: str = ""
    before: Scene | None = None


def tell_scene(scene: Scene, teller: Teller, blocks: list[str]) -> None:
    """Write a scene's paragraphs behind the others. Changes `teller` and `blocks` in place."""
    if not scene.follows:
        teller.attention = new_scene(teller.attention)
    drafts = _drafts(scene, teller)
    found: list[list[str]] = [[blocks.pop()]] if scene.follows else []
    for draft in drafts:
        long = bool(found) and len(found[-1]) >= LONG_PARAGRAPH and draft.open
        if not found or draft.paragraph or long:
            found.append([])
        text = _voiced(draft, teller)
        if text:
            found[-1].append(text)
    teller.before = scene
    blocks.extend(" ".join(sentences) for sentences in found)


def _voiced(draft: Draft, teller: Teller) -> str:
    """The sentence with names; a lead is put before a third opening alike. Changes `teller`.

    "" if the sentence can be spared there.
    """
    text, after = _with_lead(draft, draft.lead, teller)
    first = first_word(text)
    if draft.spare and teller.first_words == (first, first):
        if teller.lead_of == IN_TRUTH:
            return ""
        teller.lead_of = IN_TRUTH
        text, after = _with_lead(draft, (f"{IN_TRUTH}, ",), teller)
        first = first_word(text)
    if draft.open and not draft.lead and teller.first_words == (first, first):
        leads = [lead for lead in LEADS if lead != teller.lead_of]
        lead = leads[dice(draft.key, len(leads), "lead")]
        spaced = f"{lead}, " if " " in lead else f"{lead} "
        text, after = _with_lead(draft, (spaced,), teller)
        teller.lead_of = lead
        first = first_word(text)
    teller.first_words = (*teller.first_words, first)[-2:]
    teller.attention = after
    return finished(text)


def _with_lead(draft: Draft, lead: Parts, teller: Teller) -> tuple[str, Attention]:
    return voice((*lead, *draft.parts), teller.attention, teller.tongue)


def _drafts(scene: Scene, teller: Teller) -> list[Draft]:
    tongue = teller.tongue
    told = joined(scene.beats, tongue)
    start = opening(scene, teller.before, tongue)
    leads_in = opens_with_deed(scene, told[0])
    drafts = [] if leads_in else [Draft(start, open=False, paragraph=True, key=scene.place)]
    last_end, speaker, weighty = scene.begin, "", False
    coming: tuple[str, ...] = ()
    for run in runs(told, tongue):
        first = run[0]
        if first.shape == "sense" and coming == first.doers:
            drafts.pop()
        ended = bool(drafts) and drafts[-1].parts[-1:] in (('"',), ('."',))
        made = _told(run, teller, after_quote=ended and _speaker(first) == speaker, coming=coming)
        coming = first.doers if first.shape == "journey" and first.times == 0 else ()
        lead: Parts = start if leads_in else ()
        paused = first.begin - last_end
        if not lead and paused >= clock.NOTICED:
            lead = _pause(teller, last_end, first.begin, first.deed.id)
        if lead and not made[0].open:
            if leads_in:
                drafts.append(Draft(_as_sentence(scene, lead), paragraph=True, key=scene.place))
            lead = ()
        new_speaker = first.shape == "speech" and _speaker(first) != speaker
        new = new_speaker or paused > 900 or first.worth >= 2 * WEIGHTY or leads_in
        if leads_in and scene.follows:
            new = clock.when(tongue.calendar, scene.begin) != clock.when(
                tongue.calendar, teller.before.begin if teller.before else 0.0
            )
        new = new or (bool(speaker) and first.shape != "speech" and not weighty)
        if made:
            made[0] = Draft(made[0].parts, lead, made[0].open, new, first.deed.id)
        drafts.extend(made)
        leads_in, last_end = False, max(last_end, *(beat.end for beat in run))
        speaker = first.deed.said[-1][0] if first.shape == "speech" else ""
        weighty = first.worth >= WEIGHTY
    return drafts


def _as_sentence(scene: Scene, lead: Parts) -> Parts:
    """Time and place as a sentence of their own, before a scene that begins with speech."""
    if scene.present:
        return (*lead, Ref(scene.present, "subject"), " ", Agree("was", "were"), " alone")
    return ("it was ", *lead[:-1])


def _pause(teller: Teller, before: float, time: float, key: str) -> Parts:
    """How a pause within a scene is told, at the head of a sentence. Changes `teller`."""
    calendar = teller.tongue.calendar
    struck = clock.struck(calendar, before, time)
    if clock.when(calendar, before) != clock.when(calendar, time) and time - before > 1800:
        return (f"{clock.when(calendar, time)}, ",)
    if struck and dice(key, 2, "struck"):
        return (f"{struck} when ",)
    later = clock.later(time - before)
    if later == teller.last_pause:
        later = clock.another(later)
    teller.last_pause = later
    return (f"{later}, ",) if later else ()


def _speaker(beat: Beat) -> str:
    return beat.deed.said[0][0] if beat.shape == "speech" else ""


def _told(
    run: Sequence[Beat], teller: Teller, *, after_quote: bool, coming: tuple[str, ...]
) -> list[Draft]:
    """The sentences of one beat, or of a run of one doer's."""
    tongue, beat = teller.tongue, run[0]
    if len(run) > 1:
        return _with_reason(run[-1], [Draft(_run_parts(run, teller), key=beat.deed.id)], teller)
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
                Draft(parts, open=not _begins_with_quote(parts), key=beat.deed.id)
                for _, parts in made
            ]
            return _with_reason(beat, drafts, teller)
        case _ if beat.deed.result != "done":
            return [Draft(failing(beat, tongue, teller.known), key=beat.deed.id)]
        case _:
            parts = sentence_parts(beat, tongue, teller.known)
            return _with_reason(beat, [Draft(parts, key=beat.deed.id)], teller)


def _run_parts(run: Sequence[Beat], teller: Teller) -> Parts:
    """As in "A did this, did that and did the other"."""
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
    if len(drafts) == 1 and last.open and _fits_behind(beat, reason, last, teller.tongue):
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


def _begins_with_quote(parts: Parts) -> bool:
    return bool(parts) and isinstance(parts[0], str) and parts[0].startswith('"')
