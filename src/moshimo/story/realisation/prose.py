"""Scenes to paragraphs: sentences in order, varied, with their time."""

from __future__ import annotations

from dataclasses import replace

from moshimo.story.grammar.orthography import finished, first_word, placed
from moshimo.story.lexical.scene_plans import drafts_of
from moshimo.story.planning.discourse import Teller
from moshimo.story.planning.scenes import Scene
from moshimo.story.planning.sentence_plan import Draft, Parts
from moshimo.story.planning.variation import dice
from moshimo.story.realisation.referring import Voiced, new_scene, voiced
from moshimo.story.realisation.story import Sentence

LONG_PARAGRAPH = 4  # sentences, then a new one begins where it may
LEADS = ("then", "a moment later", "after that")


def tell_scene(scene: Scene, teller: Teller, blocks: list[list[Sentence]]) -> None:
    """Write a scene's paragraphs behind the others. Changes `teller` and `blocks` in place."""
    if not scene.follows:
        teller.attention = new_scene(teller.attention)
    drafts = drafts_of(scene, teller)
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
    return _finished(made, draft)


def realised(draft: Draft, teller: Teller) -> Sentence:
    """A sentence by itself, with its referring expressions. Changes nothing."""
    return _finished(_with_lead(draft, (), teller), draft)


def _finished(made: Voiced, draft: Draft) -> Sentence:
    """The sentence with its capital and its end, and where it mentions whom."""
    text = finished(made.text)
    at = placed(made.text, text)
    mentions = tuple(
        replace(mention, begin=at[mention.begin], end=at[mention.end]) for mention in made.mentions
    )
    return Sentence(text, draft.deeds, draft.speaker, mentions, draft.letter)


def _with_lead(draft: Draft, lead: Parts, teller: Teller) -> Voiced:
    return voiced((*lead, *draft.parts), teller.attention, teller.tongue)
