"""Pronominalisation: a pronoun is used only where its meaning is clear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import FORMS, counts, owner_of, word_of
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Ref
from moshimo.story.realisation.story import Mention

FEW = 3  # after a sentence with more people there is no "he"
NEAR = 3  # words between a name and a pronoun for it
PARALLEL = 8  # words between two objects, "hit Bram in the ribs and threw him over the grass"


@dataclass(slots=True)
class SentenceSoFar:
    """One sentence as far as it is realised."""

    everyone: frozenset[str]
    often: frozenset[str] = frozenset()  # mentioned more than once
    before: list[str] = field(default_factory=list)  # mentioned so far
    groups: list[tuple[str, ...]] = field(default_factory=list)  # named together
    many: bool = False  # the last subject is a plural
    text: str = ""
    subject: str = ""  # its only first subject
    clause: str = ""  # its only last subject
    main: str = ""  # that of its last main clause
    things: list[str] = field(default_factory=list)  # things and places mentioned so far
    mentions: list[Mention] = field(default_factory=list)


def pronoun(ref: Ref, sentence: SentenceSoFar, attention: Attention, lexicon: Lexicon) -> str:
    """Return the pronoun if it can mean exactly one member, else ""."""
    if ref.named or ref.speaker or ref.case == "title":
        return ""
    if len(ref.who) > 1:
        return _they(ref, sentence, attention, lexicon)
    key = ref.who[0]
    member = member_of(lexicon, key)
    if not counts(lexicon, key):
        again = sentence.things == [key] and member.kind not in ("Character", "Place", "Office")
        return FORMS["it"][ref.case] if again else ""
    word = "they" if member.plural else member.pronouns
    if ref.case == "self":
        own = FORMS[word]["self"]
        return "themself" if word == "they" and not member.plural else own
    if ref.sure:
        return FORMS[word][ref.case]
    if key not in attention.met:  # only implied, as by the name of a house
        return ""
    if key in sentence.before:
        rivals = frozenset(sentence.before)
    elif key not in attention.heard and any(
        key in earlier and len(earlier) <= FEW for earlier in attention.recent[-1:]
    ):
        rivals = sentence.everyone.union(*attention.recent)
    else:
        return ""
    rivals = frozenset(other for other in rivals - {key} if word_of(lexicon, other) == word)
    if rivals and not _plain_enough(ref, rivals, sentence, attention, lexicon):
        return ""
    if word == "they" and (attention.group or len(rivals) > 1):
        return ""
    return FORMS[word][ref.case]


def _plain_enough(
    ref: Ref,
    rivals: frozenset[str],
    sentence: SentenceSoFar,
    attention: Attention,
    lexicon: Lexicon,
) -> bool:
    """Whether its position shows which of several members a pronoun means.

    The sentence's own subject may be its subject again, until somebody else is. So may the last
    subject, and what is theirs, while nobody else is named ("Bo did not move from where he knelt",
    "and put his knife away"). Another may be meant right behind their name, or as object, since the
    subject would be "himself". So may the last object, as that of a verb behind "and". In a new
    sentence the same subject may be meant again, if its only rival is named in that sentence.
    """
    key = ref.who[0]
    if key not in sentence.before:
        told_apart = len(rivals) == 1 and rivals <= sentence.everyone and key not in sentence.often
        first = ref.case == "subject" and not sentence.subject and not sentence.before
        return first and key == attention.subject and told_apart
    last = [m for m in sentence.mentions if any(counts(lexicon, who) for who in m.who)][-1:]
    alone = key == sentence.clause and all(m.who == (key,) for m in last)
    if ref.case == "subject":
        return alone or key == sentence.subject == sentence.clause
    if ref.case == "owner" and alone:
        return True
    alike = [other for other in sentence.before if word_of(lexicon, other) == word_of(lexicon, key)]
    if key == sentence.clause:
        return False
    if ref.case == "object" and set(alike) == {key, sentence.clause}:
        return True
    if ref.case == "object" and any(m.who == (key,) and m.case == "object" for m in last):
        between = sentence.text[last[0].end :]
        return " and " in between and len(between.split()) <= PARALLEL
    return any(m.who == (key,) and len(sentence.text[m.end :].split()) <= NEAR for m in last)


def own_place(ref: Ref, words: str, sentence: SentenceSoFar, lexicon: Lexicon) -> str:
    """Return "his house" for "Bram's house" where only Bram can be meant."""
    owner = owner_of(lexicon, ref.who[0]) if len(ref.who) == 1 and not ref.speaker else ""
    if owner not in sentence.before or counts(lexicon, ref.who[0]):
        return words
    word = word_of(lexicon, owner)
    last = [m.who for m in sentence.mentions if any(counts(lexicon, who) for who in m.who)][-1:]
    if owner == sentence.clause and last == [(owner,)]:  # "Bram put his knife away"
        return FORMS[word]["owner"] + re.sub("^.*?['’]s ", " ", words)
    if any(word_of(lexicon, other) == word for other in sentence.before if other != owner):
        return words
    return FORMS[word]["owner"] + re.sub("^.*?['’]s ", " ", words)


def _they(ref: Ref, sentence: SentenceSoFar, attention: Attention, lexicon: Lexicon) -> str:
    """Return the pronoun of several, if they were the last group mentioned."""
    again = frozenset(ref.who)
    if ref.case == "self":
        return "themselves"
    rivals = any(word_of(lexicon, key) == "they" for key in frozenset(sentence.before) - again)
    if ref.who in sentence.groups and not rivals and len(set(sentence.groups)) == 1:
        return FORMS["they"][ref.case]
    here = sentence.everyone | (attention.recent[-1] if attention.recent else frozenset())
    if frozenset(attention.group) != again or not here <= again or sentence.before:
        return ""
    return FORMS["they"][ref.case]
