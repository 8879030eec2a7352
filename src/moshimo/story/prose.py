"""Scenes to paragraphs: sentences in order, varied, with their time."""

from __future__ import annotations

from moshimo.story import clock
from moshimo.story.choose import WEIGHTY, Beat
from moshimo.story.drafts import Draft, Teller, told_by
from moshimo.story.joining import joined, runs
from moshimo.story.opening import opening, opens_with_deed
from moshimo.story.phrase import dice
from moshimo.story.refer import Agree, Attention, Parts, Ref, new_scene, voice
from moshimo.story.scenes import Scene
from moshimo.story.sentences import finished, first_word

LONG_PARAGRAPH = 4  # sentences, then a new one begins where it may
LEADS = ("then", "a moment later", "after that")


def tell_scene(scene: Scene, teller: Teller, blocks: list[str]) -> None:
    """Write a scene's paragraphs behind the others. Changes `teller` and `blocks` in place."""
    if not scene.follows:
        teller.attention = new_scene(teller.attention)
    drafts = _drafts(scene, teller)
    goes_on = scene.follows or (scene.aside and teller.before is not None and teller.before.aside)
    found: list[list[str]] = [[blocks.pop()]] if goes_on else []
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
        return ""
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
    start = opening(scene, teller.before, tongue, teller.worn)
    leads_in = opens_with_deed(scene, told[0])
    drafts = [] if leads_in else [Draft(start, open=False, paragraph=True, key=scene.place)]
    last_end, speaker, weighty = scene.begin, "", False
    coming: tuple[str, ...] = ()
    ids: set[str] = set()
    for run in runs(told, tongue):
        first = run[0]
        if first.shape == "sense" and coming == first.doers:
            drafts.pop()
        ended = bool(drafts) and drafts[-1].parts[-1:] in (('"',), ('."',))
        made = told_by(run, teller, after_quote=ended and _speaker(first) == speaker, coming=coming)
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
        answers = any(ids & set(deed.causes) for deed in first.deeds)
        new = new or (bool(speaker) and first.shape != "speech" and not weighty and not answers)
        new = new or (ended and not made[0].open)
        if leads_in and scene.aside:
            new = False
        if made:
            made[0] = Draft(made[0].parts, lead, made[0].open, new, first.deed.id)
        drafts.extend(made)
        leads_in, last_end = False, max(last_end, *(beat.end for beat in run))
        speaker = first.deed.said[-1][0] if first.shape == "speech" else ""
        ids = {deed.id for beat in run for deed in beat.deeds}
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
