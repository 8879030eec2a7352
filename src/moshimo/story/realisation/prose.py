"""Prose: scene plans become paragraphs of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.grammar.orthography import finished, first_word, placed
from moshimo.story.lexical.scene_plans import plans_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Phrase, SentencePlan, pick
from moshimo.story.realisation.referring import Realised, new_scene, realise
from moshimo.story.realisation.story import Sentence

LONG_PARAGRAPH = 4  # sentences; then a new one begins where possible
LEADS = ("then", "a moment later", "after that")


def tell_scene(scene: ScenePlan, discourse: Discourse, blocks: list[list[Sentence]]) -> None:
    """Add a scene's paragraphs to `blocks`. Changes `discourse` and `blocks` in place."""
    if not scene.follows:
        discourse.attention = new_scene(discourse.attention)
    plans = plans_of(scene, discourse)
    before = discourse.before
    goes_on = scene.follows or (scene.aside and before is not None and before.aside)
    found = [blocks.pop()] if goes_on and blocks else []
    begun = len(found[0]) - 1 if found else 0  # the earlier sentences count as one
    for plan in plans:
        told = len(found[-1]) - (begun if len(found) == 1 else 0) if found else 0
        if not found or plan.paragraph or (told >= LONG_PARAGRAPH and plan.open):
            found.append([])
            discourse.attention = replace(discourse.attention, subject="")
        sentence = _sentence(plan, discourse)
        if sentence:
            found[-1].append(sentence)
    discourse.before = scene
    blocks.extend(found)


def settled(blocks: Sequence[list[Sentence]], weighty: frozenset[str]) -> list[list[Sentence]]:
    """Merge each paragraph without consequence with a neighbour where nobody else speaks.

    That is the previous one, else the next. What is said between the words of others stays.
    """
    made = [list(block) for block in blocks]
    place = 0
    while place < len(made):
        idle = not any(key in weighty for sentence in made[place] for key in sentence.deeds)
        others = [n for n in (place - 1, place + 1) if 0 <= n < len(made) and not made[n][0].letter]
        if idle and not others and weighty and len(made) > 1 and not made[place][0].letter:
            del made[place]  # it stands among lines of letters
            continue
        alone = [n for n in others if _go_together(made[min(n, place)], made[max(n, place)])]
        if not idle or not alone or not weighty or made[place][0].letter:
            place += 1
            continue
        first, last = sorted((place, alone[0]))
        made[first : last + 1] = [made[first] + made[last]]
        place = first
    return made


def _go_together(one: Sequence[Sentence], other: Sequence[Sentence]) -> bool:
    """Whether one person speaks in both, and no two quotations would meet."""
    meet = one[-1].text.endswith('"') and other[0].text.startswith('"')
    return len(_voices(one) | _voices(other)) <= 1 and not meet


def _voices(block: Sequence[Sentence]) -> set[str]:
    return {sentence.speaker for sentence in block} - {""}


def _sentence(plan: SentencePlan, discourse: Discourse) -> Sentence | None:
    """Realise a sentence plan; add a lead where a third would begin alike. Changes `discourse`.

    Returns None if the sentence can be left out there.
    """
    made = _with_lead(plan, plan.lead, discourse)
    if _begins_alike(made, discourse):
        if plan.spare:
            return None
        if plan.loose:
            made = _with_lead(plan, (), discourse)
    if plan.open and (plan.loose or not plan.lead) and _begins_alike(made, discourse):
        leads = [lead for lead in LEADS if lead != discourse.lead_of]
        lead = leads[pick(plan.key, len(leads), "lead")]
        made = _with_lead(plan, (f"{lead}, " if " " in lead else f"{lead} ",), discourse)
        discourse.lead_of = lead
    discourse.first_words = (*discourse.first_words, first_word(made.text))[-2:]
    discourse.attention = made.after
    return _finished(made, plan)


def _begins_alike(made: Realised, discourse: Discourse) -> bool:
    return discourse.first_words == 2 * (first_word(made.text),)


def tell_alone(plan: SentencePlan, discourse: Discourse) -> Sentence:
    """Realise a sentence that stands alone, in which people are named. Changes `discourse`."""
    discourse.attention = new_scene(discourse.attention)
    made = _with_lead(plan, (), discourse)
    discourse.attention = made.after
    return _finished(made, plan)


def _finished(made: Realised, plan: SentencePlan) -> Sentence:
    """Return the sentence with capital and final mark, and its mentions."""
    text = finished(made.text)
    at = placed(made.text, text)
    mentions = tuple(
        replace(mention, begin=at[mention.begin], end=at[mention.end]) for mention in made.mentions
    )
    return Sentence(text, plan.deeds, plan.speaker, mentions, plan.letter)


def _with_lead(plan: SentencePlan, lead: Phrase, discourse: Discourse) -> Realised:
    return realise((*lead, *plan.parts), discourse.attention, discourse.lexicon)
