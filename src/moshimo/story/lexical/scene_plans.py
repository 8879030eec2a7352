"""A scene as sentence plans: its opening, its pauses, and where paragraphs begin."""

from __future__ import annotations

from dataclasses import replace

from moshimo.story.lexical.lexicalisation import told_by
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Tongue
from moshimo.story.planning.aggregation import joined, runs
from moshimo.story.planning.discourse import Teller
from moshimo.story.planning.opening import opening
from moshimo.story.planning.scenes import Scene
from moshimo.story.planning.sentence_plan import Agree, Draft, Parts, Ref
from moshimo.story.planning.variation import dice
from moshimo.story.selection.message import Beat
from moshimo.story.selection.worth import WEIGHTY

A_WHILE = 900.0  # seconds: a shorter pause is not told before a sentence of its author's


def drafts_of(scene: Scene, teller: Teller) -> list[Draft]:
    """The sentence plans of a scene, in order. Changes `teller`."""
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
        noticed = A_WHILE if _in_own_words(first, tongue) else time_words.NOTICED
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
            new = len(scene.present) > 1 or time_words.when(
                tongue.calendar, scene.begin
            ) != time_words.when(tongue.calendar, teller.before.begin if teller.before else 0.0)
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
    struck = time_words.struck(calendar, before, time)
    if (
        time_words.when(calendar, before) != time_words.when(calendar, time)
        and time - before > 1800
    ):
        return (f"{time_words.when(calendar, time)}, ",)
    if struck and dice(key, 2, "struck"):
        return (f"{struck} when ",)
    later = time_words.later(time - before)
    if later == teller.last_pause:
        later = time_words.another(later)
    teller.last_pause = later
    return (f"{later}, ",) if later else ()


def _speaker(beat: Beat) -> str:
    return beat.deed.said[0][0] if beat.shape == "speech" else ""
