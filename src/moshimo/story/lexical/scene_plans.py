"""A scene as sentence plans: its opening, its pauses, and where paragraphs begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexical.exchange import as_exchange, as_sum, is_lull
from moshimo.story.lexical.lexicalisation import told_by
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.aggregation import joined, runs
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.room.comings import doers_of, ids_of, listed, with_comings
from moshimo.story.planning.room.introductions import (
    begins_alike,
    entering,
    is_crowded,
    known_by,
    strangers,
    take_in,
    with_others,
)
from moshimo.story.planning.room.opening import opening
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref, SentencePlan, pick
from moshimo.story.selection.message import Message
from moshimo.story.selection.worth import WEIGHTY

ALONE = 2  # no more people are alone with one another
A_WHILE = 420.0  # seconds: a shorter pause is not told before an author's sentence


def plans_of(scene: ScenePlan, discourse: Discourse) -> list[SentencePlan]:
    """Return the sentence plans of a scene, in order. Changes `discourse`."""
    lexicon = discourse.lexicon
    told = joined([_aloud(message, lexicon) for message in scene.messages], lexicon)
    ways, there = entering(scene, told), known_by(scene, lexicon)
    told = told[len(ways) :]
    plans, start, pending = _begun(scene, told, ways, discourse)
    leads_in, last_end, speaker, weighty = not plans, scene.begin, "", False
    ids: set[str] = set()
    gaps: tuple[float, ...] = ()
    last: Message | None = None
    free = False  # no other move has been joined to the last
    for run in runs(told, lexicon):
        first = run[0]
        if first.comes:
            pending.append(first)
            continue
        coming = doers_of(pending) if first.shape == "sense" else ()
        pending = [] if coming == first.doers else pending
        ended = bool(plans) and plans[-1].parts[-1:] in (('"',), ('."',))
        same = ended and _speaker(first) == speaker
        made = told_by(run, discourse, after_quote=same, leads_in=leads_in, coming=coming)
        made, pending = _with_arrivals(made, pending, first, scene, discourse), []
        lead: Phrase = start if leads_in else ()
        paused = first.begin - last_end
        if not lead and paused >= _noticed(first, lexicon):
            lead = _pause(discourse, last_end, first.begin, first.deed.id)
        if lead and not made[0].open:
            if leads_in and not scene.follows:
                news = strangers(scene, told, ways, discourse)
                alone = _as_sentence(scene, lead, news, discourse)
                plans.append(SentencePlan(alone, paragraph=True, key=scene.place, deeds=there))
            lead = ()
        new = _speaker(first) not in ("", speaker) or paused > 900 or leads_in
        new = new or first.worth >= 2 * WEIGHTY
        if leads_in and scene.follows:
            new = len(scene.present) > 1 or _is_another_hour(scene, discourse)
        answers = any(ids & set(deed.causes) for deed in first.deeds)
        new = new or (bool(speaker) and first.shape != "speech" and not weighty and not answers)
        letter = (bool(plans) and plans[-1].letter) or any(one.letter for one in made)
        gap = first.begin - last.begin if last else 0.0
        new = new or letter or (ended and not made[0].open) or is_lull(gaps, gap)
        new = new and not (leads_in and scene.aside)
        if made:
            loose = bool(lead) and not leads_in
            made[0] = replace(made[0], lead=lead, loose=loose, paragraph=new, spare=False)
        whole = as_sum(first, discourse) if last else []
        joins = free and len(run) == len(made) == 1 and not whole
        both = as_exchange(plans, made[0], (last, first)) if joins and last else None
        plans[-1 if both else len(plans) :] = [both] if both else [*whole, *made]
        if last is None and plans and plans[0].key != scene.place:
            plans, _ = with_others(scene, plans, told, (), discourse, says=False)
        take_in(first, plans if last is None else made, scene, discourse)
        gaps = (*gaps, gap)[-3:] if last else ()
        last, free = first, both is None and len(run) == 1
        leads_in, last_end = False, max(last_end, *(message.end for message in run))
        speaker = _last_speaker(first)
        ids = {key for message in run for key in message.ids}
        weighty = first.worth >= WEIGHTY
    return _continued(plans)


def _begun(
    scene: ScenePlan, told: Sequence[Message], ways: Sequence[Message], discourse: Discourse
) -> tuple[list[SentencePlan], Phrase, list[Message]]:
    """Return the heading, or none and the adverbial that leads in, and the arrivals left to tell.

    Changes `discourse`.
    """
    start, leads_in, said = opening(scene, told, ways, discourse)
    if leads_in:
        return [], start, list(ways)
    deeds = known_by(scene, discourse.lexicon, ways if said else ())
    head = SentencePlan(start, open=False, paragraph=True, key=scene.place, deeds=deeds)
    fold = begins_alike(told[0], ways, discourse.lexicon)
    plans, too = with_others(scene, [head], told, ways, discourse, says=not (said or fold))
    take_in(told[0], plans, scene, discourse)
    return plans, (), [] if said or too else list(ways)


def _with_arrivals(
    made: list[SentencePlan],
    pending: Sequence[Message],
    first: Message,
    scene: ScenePlan,
    discourse: Discourse,
) -> list[SentencePlan]:
    """Return the sentences of a message with the arrivals before it; of a crowd, none is told."""
    if pending and is_crowded(scene, first.begin, discourse):
        deeds = tuple(dict.fromkeys((*made[0].deeds, *ids_of(pending))))
        return [replace(made[0], deeds=deeds), *made[1:]]
    return with_comings(made, pending, first, discourse) if pending else made


def _is_another_hour(scene: ScenePlan, discourse: Discourse) -> bool:
    """Whether a scene begins in another part of the day than the one before."""
    clock, before = discourse.lexicon.clock, discourse.before.begin if discourse.before else 0.0
    return time_words.when(clock, scene.begin) != time_words.when(clock, before)


def _of_one(last: SentencePlan | None, plan: SentencePlan) -> bool:
    """Whether two sentences tell the same deeds."""
    return last is not None and last.deeds == plan.deeds


def _aloud(message: Message, lexicon: Lexicon) -> Message:
    """Return a message with its words, where its author has words that are not yet told."""
    chosen = lexicon.worded.get(message.deed.id)
    fresh = message.deed.said and chosen and chosen.said and message.deed.result == "done"
    return replace(message, shape="speech") if fresh and message.shape == "act" else message


def _continued(plans: Sequence[SentencePlan]) -> list[SentencePlan]:
    """Let words that go on stand within the marks of those before them."""
    found: list[SentencePlan] = []
    for plan in plans:
        last = found[-1] if found else None
        if plan.goes_on and last and last.parts[-1:] == ('"',) and plan.parts[:1] == ('"',):
            words = (*last.parts[:-1], " ", *plan.parts[1:])
            deeds = tuple(dict.fromkeys((*last.deeds, *plan.deeds)))
            found[-1] = replace(last, parts=words, deeds=deeds)
            continue
        first = plan.parts[0] if plan.parts else ""
        quotes = isinstance(first, str) and first.startswith('"') and not plan.lead
        apart = quotes and last is not None and last.parts[-1:] == ('"',) and not plan.goes_on
        found.append(replace(plan, paragraph=True) if apart and not _of_one(last, plan) else plan)
    return found


def _noticed(message: Message, lexicon: Lexicon) -> float:
    """Return how long a pause is told before a message; a longer one before an author's words."""
    chosen = lexicon.worded.get(message.deed.id)
    return A_WHILE if chosen and chosen.told else time_words.NOTICED


def _as_sentence(
    scene: ScenePlan, lead: Phrase, news: Sequence[str], discourse: Discourse
) -> Phrase:
    """Tell time and place in a sentence of its own, before a scene that begins with speech."""
    if scene.present and len(scene.present) <= ALONE:
        return (*lead, Ref(scene.present, "subject"), " ", Agree("was", "were"), " alone")
    if news:
        return (
            *lead,
            *listed(news, (scene.place, scene.begin), discourse),
            " together" if len(news) > 1 else " there",
        )
    return ("it was ", *lead[:-1])


def _pause(discourse: Discourse, before: float, time: float, key: str) -> Phrase:
    """Tell a pause within a scene, at the start of a sentence. Changes `discourse`."""
    clock = discourse.lexicon.clock
    struck = time_words.struck(clock, before, time)
    if time_words.when(clock, before) != time_words.when(clock, time) and time - before > 1800:
        return (f"{time_words.when(clock, time)}, ",)
    if struck and pick(key, 2, "struck"):
        return (f"{struck} when ",)
    later = time_words.later(time - before)
    if later == discourse.last_pause:
        later = time_words.another(later)
    discourse.last_pause = later
    return (f"{later}, ",) if later else ()


def _speaker(message: Message) -> str:
    return message.deed.said[0][0] if message.shape == "speech" else ""


def _last_speaker(message: Message) -> str:
    return message.deed.said[-1][0] if message.shape == "speech" else ""
