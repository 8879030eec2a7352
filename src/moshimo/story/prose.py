"""Scenes to paragraphs: sentences in order, varied, with their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story import clock
from moshimo.story.choose import WEIGHTY, Beat
from moshimo.story.drafts import Draft, Teller, told_by
from moshimo.story.joining import joined, runs
from moshimo.story.opening import opening
from moshimo.story.phrase import dice
from moshimo.story.refer import Agree, Parts, Ref, Voiced, new_scene, voiced
from moshimo.story.scenes import Scene
from moshimo.story.sentences import finished, first_word, placed
from moshimo.story.story import Sentence
from moshimo.story.tongue import Tongue

LONG_PARAGRAPH = 4  # sentences, then a new one begins where it may
A_WHILE = 900.0  # seconds: a shorter pause is not told before a sentence of its author's
LEADS = ("then", "a moment later", "after that")


def tell_scene(scene: Scene, teller: Teller, blocks: list[list[Sentence]]) -> None:
    """Write a scene's paragraphs behind the others. Changes `teller` and `blocks` in place."""
    if not scene.follows:
        teller.attention = new_scene(teller.attention)
    drafts = _drafts(scene, teller)
    goes_on = scene.follows or (scene.aside and teller.before is not None and teller.before.aside)
    found = [blocks.pop()] if goes_on and blocks else []
    begun = len(found[0]) - 1 if found else 0  # however many there are, they are one long before
    for draft in drafts:
        told = len(found[-1]) - (begun if len(found) == 1 else 0) if found else 0
        if not found or draft.paragraph or (told >= LONG_PARAGRAPH and draft.open):
            found.append([])
        sentence = _sentence(draft, teller)
        if sentence:
            found[-1].append(sentence)
    teller.before = scene
    blocks.extend(found)


def _sentence(draft: Draft, teller: Teller) -> Sentence | None:
    """The sentence with names; a lead is put before a third opening alike. Changes `teller`.

    None if the sentence can be spared there.
    """
    made = _with_lead(draft, draft.lead, teller)
    first = first_word(made.text)
    if draft.spare and teller.first_words == (first, first):
        return None
    if draft.loose and teller.first_words == (first, first):
        made = _with_lead(draft, (), teller)
        first = first_word(made.text)
    if draft.open and (draft.loose or not draft.lead) and teller.first_words == (first, first):
        leads = [lead for lead in LEADS if lead != teller.lead_of]
        lead = leads[dice(draft.key, len(leads), "lead")]
        spaced = f"{lead}, " if " " in lead else f"{lead} "
        made = _with_lead(draft, (spaced,), teller)
        teller.lead_of = lead
        first = first_word(made.text)
    teller.first_words = (*teller.first_words, first)[-2:]
    teller.attention = made.after
    return replace(as_sentence(made, draft.deeds, draft.speaker), letter=draft.letter)


def settled(blocks: Sequence[list[Sentence]], weighty: frozenset[str]) -> list[list[Sentence]]:
    """A scene's paragraphs; one that tells nothing of consequence stands with one that does.

    With the one before, if nobody else speaks there; else with the one behind.
    """
    made = [list(block) for block in blocks]
    place = 0
    while place < len(made):
        idle = not any(key in weighty for sentence in made[place] for key in sentence.deeds)
        others = [n for n in (place - 1, place + 1) if 0 <= n < len(made) and not made[n][0].letter]
        if idle and not others and weighty and len(made) > 1 and not made[place][0].letter:
            del made[place]  # it stands among the lines of letters, and nothing came of it
            continue
        if not idle or not others or not weighty or made[place][0].letter:
            place += 1
            continue
        voices = {sentence.speaker for sentence in made[place]} - {""}
        near = min(others, key=lambda n: len(voices.union(*({s.speaker} for s in made[n])) - {""}))
        first, last = sorted((place, near))
        made[first : last + 1] = [made[first] + made[last]]
        place = first
    return made


def as_sentence(made: Voiced, deeds: tuple[str, ...], speaker: str = "") -> Sentence:
    """What was voiced, with its capital and its end, and whom it mentions where."""
    text = finished(made.text)
    at = placed(made.text, text)
    mentions = tuple(
        replace(mention, begin=at[mention.begin], end=at[mention.end]) for mention in made.mentions
    )
    return Sentence(text, deeds, speaker, mentions)


def _with_lead(draft: Draft, lead: Parts, teller: Teller) -> Voiced:
    return voiced((*lead, *draft.parts), teller.attention, teller.tongue)


def _drafts(scene: Scene, teller: Teller) -> list[Draft]:
    tongue = teller.tongue
    told = joined(scene.beats, tongue)
    start, leads_in = opening(scene, told[0], teller)
    there = _known_by(scene)
    drafts = []
    if not leads_in:
        drafts = [Draft(start, open=False, paragraph=True, key=scene.place, deeds=there)]
    last_end, speaker, weighty = scene.begin, "", False
    coming: tuple[str, ...] = ()
    ids: set[str] = set()
    for run in runs(told, tongue):
        first = run[0]
        if first.shape == "sense" and coming == first.doers:
            drafts.pop()
        ended = bool(drafts) and drafts[-1].parts[-1:] in (('"',), ('."',))
        same = (ended and _speaker(first) == speaker) or leads_in
        made = told_by(run, teller, after_quote=same, coming=coming)
        coming = first.doers if first.shape == "journey" and first.times == 0 else ()
        lead: Parts = start if leads_in else ()
        paused = first.begin - last_end
        noticed = A_WHILE if _in_own_words(first, tongue) else clock.NOTICED
        if not lead and paused >= noticed:
            lead = _pause(teller, last_end, first.begin, first.deed.id)
        if lead and not made[0].open:
            if leads_in and not scene.follows:
                alone = _as_sentence(scene, lead)
                drafts.append(Draft(alone, paragraph=True, key=scene.place, deeds=there))
            lead = ()
        new_speaker = first.shape == "speech" and _speaker(first) != speaker
        new = new_speaker or paused > 900 or first.worth >= 2 * WEIGHTY or leads_in
        if leads_in and scene.follows:
            new = len(scene.present) > 1 or clock.when(tongue.calendar, scene.begin) != clock.when(
                tongue.calendar, teller.before.begin if teller.before else 0.0
            )
        answers = any(ids & set(deed.causes) for deed in first.deeds)
        new = new or (bool(speaker) and first.shape != "speech" and not weighty and not answers)
        new = new or (ended and not made[0].open)
        new = new or (bool(drafts) and drafts[-1].letter) or any(one.letter for one in made)
        if leads_in and scene.aside:
            new = False
        if made:
            loose = bool(lead) and not leads_in
            made[0] = replace(made[0], lead=lead, loose=loose, paragraph=new, spare=False)
        drafts.extend(made)
        leads_in, last_end = False, max(last_end, *(beat.end for beat in run))
        speaker = first.deed.said[-1][0] if first.shape == "speech" else ""
        ids = {deed.id for beat in run for deed in beat.deeds}
        weighty = first.worth >= WEIGHTY
    return drafts


def _in_own_words(beat: Beat, tongue: Tongue) -> bool:
    chosen = tongue.worded.get(beat.deed.id)
    return bool(chosen and chosen.told)


def _known_by(scene: Scene) -> tuple[str, ...]:
    """The ids of the deeds by which those present when a scene begins are known to be there."""
    unseen = set(scene.present)
    found: list[str] = [deed.id for deed in scene.beats[0].deeds]
    for beat in scene.beats:
        for deed in beat.deeds:
            seen = unseen.intersection((*beat.doers, *deed.witnesses, *deed.begun))
            if seen and deed.id not in found:
                found.append(deed.id)
            unseen -= seen
    return tuple(found)


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
