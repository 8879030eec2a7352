"""A scene as sentence plans: its opening, its pauses, and where paragraphs begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexical.exchange import as_exchange, as_sum, is_lull
from moshimo.story.lexical.lexicalisation import told_by
from moshimo.story.lexicon import time_words
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import MANY_NAMES
from moshimo.story.planning.aggregation import joined, runs
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.opening import opening
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref, SentencePlan, pick
from moshimo.story.selection.message import Message
from moshimo.story.selection.worth import WEIGHTY

KEPT = 3600.0  # seconds for which a place keeps those who are known to be there
SOON = 4  # messages in which somebody acts without having been said to be there
A_WHILE = 420.0  # seconds: a shorter pause is not told before an author's sentence


def plans_of(scene: ScenePlan, discourse: Discourse) -> list[SentencePlan]:
    """Return the sentence plans of a scene, in order. Changes `discourse`."""
    lexicon = discourse.lexicon
    told = joined([_aloud(message, lexicon) for message in scene.messages], lexicon)
    start, leads_in = opening(scene, told[0], discourse)
    there = _known_by(scene)
    plans = []
    if not leads_in:
        plans = [SentencePlan(start, open=False, paragraph=True, key=scene.place, deeds=there)]
    last_end, speaker, weighty = scene.begin, "", False
    coming: tuple[str, ...] = ()
    ids: set[str] = set()
    gaps: tuple[float, ...] = ()
    last: Message | None = None
    free = False  # no other move has been joined to the last
    for run in runs(told, lexicon):
        first = run[0]
        if first.shape == "sense" and coming == first.doers:
            plans.pop()
        ended = bool(plans) and plans[-1].parts[-1:] in (('"',), ('."',))
        same = ended and _speaker(first) == speaker
        made = told_by(run, discourse, after_quote=same, leads_in=leads_in, coming=coming)
        coming = first.doers if first.shape == "journey" and first.times == 0 else ()
        lead: Phrase = start if leads_in else ()
        paused = first.begin - last_end
        noticed = A_WHILE if _in_own_words(first, lexicon) else time_words.NOTICED
        if not lead and paused >= noticed:
            lead = _pause(discourse, last_end, first.begin, first.deed.id)
        if lead and not made[0].open:
            if leads_in and not scene.follows:
                alone = _as_sentence(scene, lead)
                plans.append(SentencePlan(alone, paragraph=True, key=scene.place, deeds=there))
            lead = ()
        new_speaker = first.shape == "speech" and _speaker(first) != speaker
        new = new_speaker or paused > 900 or first.worth >= 2 * WEIGHTY or leads_in
        if leads_in and scene.follows:
            new = len(scene.present) > 1 or time_words.when(
                lexicon.clock, scene.begin
            ) != time_words.when(lexicon.clock, discourse.before.begin if discourse.before else 0.0)
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
        plans = plans if last else _with_others(scene, plans, told, discourse)
        gaps = (*gaps, gap)[-3:] if last else ()
        last, free = first, both is None and len(run) == 1
        leads_in, last_end = False, max(last_end, *(message.end for message in run))
        speaker = first.deed.said[-1][0] if first.shape == "speech" else ""
        ids = {key for message in run for key in message.ids}
        weighty = first.worth >= WEIGHTY
    return _continued(plans)


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


def _with_others(
    scene: ScenePlan, plans: list[SentencePlan], told: Sequence[Message], discourse: Discourse
) -> list[SentencePlan]:
    """Say who else is there from the beginning, and acts in a scene. Changes `discourse`.

    That stands behind the opening, or behind the first deed where this opens the scene.
    """
    at = 1 if plans[0].paragraph and not plans[0].lead else len(plans)
    named, later = _named(plans[:at]), _named(plans[at:])
    since, known = discourse.rooms.get(scene.place, (0.0, frozenset[str]()))
    if scene.begin - since > KEPT:
        known = frozenset()
    silent = {*told[0].doers} - later  # the words of the first deed do not name its doer
    there = known | named | {who for message in told for who in message.doers}
    discourse.rooms[scene.place] = scene.end, there
    acting = {who for message in told for who in message.doers if len(message.doers) == 1}
    soon = _soon(told)
    out = known | named | silent | soon
    others = [who for who in scene.present if who in acting and who not in out]
    if not others or len(others) > 2 * MANY_NAMES or discourse.eyes:
        return plans
    first, rest = others[:MANY_NAMES], others[MANY_NAMES:]
    people = {who for who in named if member_of(discourse.lexicon, who).is_person}
    too = " there too" if people else " there"
    words: Phrase = (Ref(tuple(first), "subject", named=True), " ", Agree("was", "were"), too)
    if rest:
        so = ", and so were " if len(rest) > 1 else ", and so was "
        words = (*words, so, Ref(tuple(rest), named=True))
    plan = SentencePlan(words, open=False, deeds=_known_by(scene))
    return [*plans[:at], plan, *plans[at:]]


def _soon(told: Sequence[Message]) -> set[str]:
    """Return who acts so soon in a scene that they need not be said to be there."""
    found: set[str] = set()
    for place, message in enumerate(told[:SOON]):
        if sum(one.shape == "speech" for one in told[1 : place + 1]) <= 1:
            found.update(message.doers if len(message.doers) == 1 else ())
    return found


def _named(plans: Sequence[SentencePlan]) -> set[str]:
    parts = [part for plan in plans for part in (*plan.lead, *plan.parts)]
    return {who for part in parts if isinstance(part, Ref) for who in part.who}


def _in_own_words(message: Message, lexicon: Lexicon) -> bool:
    chosen = lexicon.worded.get(message.deed.id)
    return bool(chosen and chosen.told)


def _known_by(scene: ScenePlan) -> tuple[str, ...]:
    """Return the ids of the deeds that show who is present when a scene begins."""
    unseen = set(scene.present)
    found: list[str] = [deed.id for deed in scene.messages[0].deeds]
    for message in scene.messages:
        for deed in message.deeds:
            seen = unseen.intersection((*message.doers, *deed.witnesses, *deed.begun))
            if seen and deed.id not in found:
                found.append(deed.id)
            unseen -= seen
    return tuple(found)


def _as_sentence(scene: ScenePlan, lead: Phrase) -> Phrase:
    """Tell time and place in a sentence of its own, before a scene that begins with speech."""
    if scene.present:
        return (*lead, Ref(scene.present, "subject"), " ", Agree("was", "were"), " alone")
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
