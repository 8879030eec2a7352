"""Referring expressions: each reference becomes a name or an unambiguous pronoun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moshimo.lang.newborns import CLONE
from moshimo.story.grammar.articles import article
from moshimo.story.grammar.sentence_boundaries import begins_sentence, capital
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import (
    FORMS,
    address_of,
    counts,
    full_name,
    mentioned,
    noun_of,
    short_name,
    title_of,
    together,
)
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Agree, PhrasePart, Ref
from moshimo.story.realisation.pronominalisation import SentenceSoFar, own_place, pronoun
from moshimo.story.realisation.story import Mention

OWNERS = frozenset(forms["owner"] for forms in FORMS.values())
ARTICLE = re.compile(r"\b(an?|the) $", re.IGNORECASE)
OWN_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
MAIN = re.compile(r"(?:[.;:!?]|, and|, but) $")  # a main clause begins behind it
REMEMBERED = 2  # sentences that a pronoun can reach back


@dataclass(frozen=True, slots=True)
class Realised:
    """A sentence without capital and final mark, its mentions, and the attention after it."""

    text: str
    mentions: tuple[Mention, ...]
    after: Attention


def realise(parts: Sequence[PhrasePart], attention: Attention, lexicon: Lexicon) -> Realised:
    """Return a phrase with names and pronouns in place of its references."""
    refs = [part for part in parts if isinstance(part, Ref) and part.case != "title"]
    everyone = _everyone(refs, lexicon)
    told = _everyone([ref for ref in refs if not ref.speaker], lexicon)
    often = Counter(key for ref in refs for key in ref.who)
    sentence = SentenceSoFar(everyone, frozenset(key for key in often if often[key] > 1))
    met = set(attention.met)
    for place, part in enumerate(parts):
        if isinstance(part, Ref) and _wants_name(parts, place, sentence.text):
            part = replace(part, named=True)
        elif isinstance(part, Ref) and _is_own(parts, place, sentence):
            part = replace(part, sure=True)
        match part:
            case str():
                before = parts[place - 1] if place else ""
                twins = isinstance(before, Ref) and _is_many(before, lexicon)
                if twins and part.startswith(("'s", "’s")) and sentence.text.endswith("s"):
                    part = f"{part[0]}{part[2:]}"  # "the twins' hats"
                sentence.text += part
            case Agree():
                sentence.text += part.many if sentence.many else part.one
            case Ref():
                _name(part, sentence, replace(attention, met=frozenset(met)), lexicon)
                if not part.speaker:
                    met.update(part.who)
    subjects = [ref for ref in refs if ref.case == "subject" and not ref.named]
    groups = [ref.who for ref in subjects if len(ref.who) > 1]
    if not refs and '"' not in sentence.text:  # nobody is mentioned: no pronoun reaches across
        after = replace(attention, met=frozenset(met), recent=(), group=(), subject="")
    elif all(ref.speaker for ref in refs):  # direct speech alone
        last = attention.recent[-1:] or (frozenset(),)
        recent = (*attention.recent[:-1], last[0] | everyone)
        heard = attention.heard | (everyone - last[0])
        after = replace(attention, met=frozenset(met), recent=recent, heard=heard)
    else:
        people = (r for r in refs if not r.speaker and any(counts(lexicon, key) for key in r.who))
        first = next(people, None)
        alone = first is not None and first.case == "subject" and sentence.main == sentence.subject
        after = Attention(
            frozenset(met),
            (*attention.recent, everyone)[-REMEMBERED:],
            groups[0] if groups else (),
            (*attention.told, *(key for group in groups for key in group)) if groups else (),
            sentence.subject if alone else "",
            everyone - told,
        )
    return Realised(sentence.text, tuple(sentence.mentions), after)


def _everyone(refs: Sequence[Ref], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(who for ref in refs for key in ref.who for who in mentioned(lexicon, key))


def _wants_name(parts: Sequence[PhrasePart], place: int, text: str) -> bool:
    """Whether no pronoun can stand there: "her, who …", "the place of her", "an it"."""
    after = "".join(part if isinstance(part, str) else "_" for part in parts[place + 1 : place + 5])
    who = after.startswith((", who", " who", ", as", " and _"))
    return who or bool(re.search(r"\bthe \w+ of $", text) or ARTICLE.search(text))


def _is_own(parts: Sequence[PhrasePart], place: int, sentence: SentenceSoFar) -> bool:
    """Whether "own" follows, so that a pronoun means the subject: "and burned his own sleeve"."""
    ref, after = parts[place], parts[place + 1 : place + 3]
    own = "".join(part for part in after if isinstance(part, str)).startswith(" own")
    return isinstance(ref, Ref) and own and ref.case == "owner" and ref.who == (sentence.clause,)


def new_scene(attention: Attention) -> Attention:
    """Return the attention after a break: only who has been named in full."""
    return Attention(attention.met)


def _name(ref: Ref, sentence: SentenceSoFar, attention: Attention, lexicon: Lexicon) -> None:
    """Write the referring expression for a reference into the sentence."""
    said_for = pronoun(ref, sentence, attention, lexicon)
    words = said_for or _names(ref, sentence, attention, lexicon)
    words = own_place(ref, words, sentence, lexicon)
    words = _behind_article(words, ref, sentence, lexicon)
    if ref.case == "owner" and words not in OWNERS:
        words += "'" if words.endswith("s") and _is_many(ref, lexicon) else "'s"
    if ref.case == "subject":
        sentence.many = _is_many(ref, lexicon) or words.lower() == "they"
        sentence.clause = ref.who[0] if len(ref.who) == 1 else "-"
        if not sentence.subject or MAIN.search(sentence.text):
            sentence.main = sentence.clause
        sentence.subject = sentence.subject or sentence.clause
    if ref.speaker:
        words = words.replace('"', "'")  # it stands between the marks of a quotation
    named = sentence.mentions[-1].end if sentence.mentions else 0  # a name's own dot ends nothing
    if named < len(sentence.text.rstrip()) and begins_sentence(sentence.text):
        words = capital(words)
    begin = len(sentence.text)
    sentence.text += words
    sentence.mentions.append(
        Mention(begin, begin + len(words), ref.who, bool(said_for), ref.case, ref.speaker, ref.sure)
    )
    if len(ref.who) > 1:
        sentence.groups.append(ref.who)
    if ref.case != "title":
        sentence.before.extend(found for key in ref.who for found in mentioned(lexicon, key))
        things = (key for key in ref.who if not member_of(lexicon, key).is_person)
        sentence.things.extend(key for key in things if key not in sentence.things)


def _is_many(ref: Ref, lexicon: Lexicon) -> bool:
    return len(ref.who) > 1 or member_of(lexicon, ref.who[0]).plural


def _behind_article(words: str, ref: Ref, sentence: SentenceSoFar, lexicon: Lexicon) -> str:
    """Fit a name to the article that its template has before it; change "a" to "an" there.

    Changes `sentence`.
    """
    found = ARTICLE.search(sentence.text)
    if found is None:
        return words
    own = OWN_ARTICLE.match(words)
    words = words[own.end() :] if own else words
    if found[1].lower() == "the":
        return words
    fit = article(words)
    if len(ref.who) == 1 and member_of(lexicon, ref.who[0]).plural:
        fit = "some"
    large = capital(fit) if found[1][0].isupper() else fit
    sentence.text = sentence.text[: found.start(1)] + large + " "
    return words


def _names(ref: Ref, sentence: SentenceSoFar, attention: Attention, lexicon: Lexicon) -> str:
    so_far, before = sentence.text, tuple(sentence.before)
    if ref.called:
        return ref.called
    if ref.case == "title":
        return title_of(lexicon, ref.who[0])
    if ref.speaker:
        return " and ".join(address_of(lexicon, key, ref.speaker) for key in ref.who)
    owner = ref.case == "owner"  # "Bo's clone's hand", not "a clone of Bo's hand"
    names = [
        short_name(lexicon, key)
        if key in attention.met or (owner and key.startswith(CLONE))
        else full_name(lexicon, key)
        for key in ref.who
    ]
    if len(ref.who) == 1:
        return "the clone" if _only_clone(ref.who[0], before, attention) else names[0]
    if ARTICLE.search(so_far):  # "an apple and a horn": each has the article of the template
        names = [names[0], *(_with_article(name, so_far) for name in names[1:])]
    lately = _lately(ref, before, lexicon) or _lately(ref, attention.told, lexicon)
    return together(lexicon, ref.who, names, lately, known=bool(attention.recent))


def _only_clone(key: str, before: tuple[str, ...], attention: Attention) -> bool:
    """Whether a clone has just been named, and no other, so that "the clone" can only mean it."""
    near = {*before}.union(*attention.recent)
    return key in near and {who for who in near if who.startswith(CLONE)} == {key}


def _with_article(name: str, so_far: str) -> str:
    if OWN_ARTICLE.match(name):
        return name
    return f"the {name}" if so_far.lower().endswith("the ") else f"{article(name)} {name}"


def _lately(ref: Ref, told: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return other members of the same nouns that were mentioned in this scene."""
    nouns = {noun_of(member_of(lexicon, key)) for key in ref.who} - {""}
    return tuple(
        key for key in told if key not in ref.who and noun_of(member_of(lexicon, key)) in nouns
    )
