"""Names and pronouns: a sentence in parts is given its voice, never ambiguously."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from moshimo.story.clause import Case
from moshimo.story.people import (
    address_of,
    full_name,
    noun_of,
    owner_of,
    short_name,
    title_of,
    together,
)
from moshimo.story.tongue import Tongue, is_person, member_of

FORMS: dict[str, dict[Case, str]] = {
    "he": {"subject": "he", "object": "him", "owner": "his", "self": "himself"},
    "she": {"subject": "she", "object": "her", "owner": "her", "self": "herself"},
    "they": {"subject": "they", "object": "them", "owner": "their", "self": "themselves"},
    "it": {"subject": "it", "object": "it", "owner": "its", "self": "itself"},
}
FEW = 3  # after a sentence with more people nobody is "he"
REMEMBERED = 2  # sentences in which a reader looks for whom a pronoun means


@dataclass(frozen=True, slots=True)
class Ref:
    """A place in a sentence where somebody is named.

    Attributes:
        who: members, in order.
        case: the grammatical case.
        speaker: who speaks, if the name is called out in speech; "" otherwise.
        named: true where a pronoun would be no good (openings, lists of those present).
        more: words at the end of the list, such as "three others".
    """

    who: tuple[str, ...]
    case: Case = "object"
    speaker: str = ""
    named: bool = False
    more: str = ""


@dataclass(frozen=True, slots=True)
class Agree:
    """Either "was" or "were", as the last subject asks."""

    one: str
    many: str


Part: TypeAlias = str | Ref | Agree
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """What a reader has in mind before a sentence.

    Attributes:
        met: everybody who has been called by their full name.
        recent: who was mentioned in each of the last sentences, oldest first.
        group: the several who were the last sentence's subject together, or ().
        told: those of the last joint subjects in this scene, for "all the other wardens".
    """

    met: frozenset[str] = frozenset()
    recent: tuple[frozenset[str], ...] = ()
    group: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sentence:
    """One sentence as it is being voiced."""

    everyone: frozenset[str]
    before: list[str] = field(default_factory=list)  # mentioned in it so far
    groups: list[tuple[str, ...]] = field(default_factory=list)  # named in it together
    many: bool = False  # the last subject is a plural
    text: str = ""


def voice(parts: Sequence[Part], attention: Attention, tongue: Tongue) -> tuple[str, Attention]:
    """A sentence's text without capital and end mark, and what the reader has in mind after it."""
    refs = [part for part in parts if isinstance(part, Ref) and part.case != "title"]
    everyone = frozenset(
        found for ref in refs for key in ref.who for found in _mentioned(tongue, key)
    )
    sentence = _Sentence(everyone)
    met = set(attention.met)
    for part in parts:
        match part:
            case str():
                sentence.text += part
            case Agree():
                sentence.text += part.many if sentence.many else part.one
            case Ref():
                _name(part, sentence, replace(attention, met=frozenset(met)), tongue)
                if not part.speaker:
                    met.update(part.who)
    groups = [
        ref.who for ref in refs if len(ref.who) > 1 and ref.case == "subject" and not ref.named
    ]
    return sentence.text, Attention(
        frozenset(met),
        (*attention.recent, everyone)[-REMEMBERED:],
        groups[0] if groups else (),
        (*attention.told, *(key for group in groups for key in group)),
    )


def new_scene(attention: Attention) -> Attention:
    """What stays in mind over a break: who is known, and nothing else."""
    return Attention(attention.met)


def _name(ref: Ref, sentence: _Sentence, attention: Attention, tongue: Tongue) -> None:
    """Write the name or pronoun for a reference into the sentence."""
    words = _pronoun(ref, sentence, attention, tongue) or _names(ref, attention, tongue)
    words = _own_place(ref, words, sentence, tongue)
    for article in ("the ", "a "):
        if sentence.text.lower().endswith(article) and words.startswith("the "):
            words = words.removeprefix("the ")
    if ref.case == "owner" and not _is_owner_pronoun(words):
        words += "'" if words.endswith("s") and len(ref.who) > 1 else "'s"
    if ref.case == "subject":
        first = member_of(tongue, ref.who[0])
        sentence.many = len(ref.who) > 1 or bool(ref.more) or first.plural or words == "they"
    sentence.text += words
    if len(ref.who) > 1:
        sentence.groups.append(ref.who)
    if ref.case != "title":
        sentence.before.extend(found for key in ref.who for found in _mentioned(tongue, key))


def _pronoun(ref: Ref, sentence: _Sentence, attention: Attention, tongue: Tongue) -> str:
    """The pronoun if exactly one could be meant by it, else ""."""
    if ref.named or ref.speaker or ref.case == "title":
        return ""
    if len(ref.who) > 1:
        return _they(ref, sentence, attention, tongue)
    key = ref.who[0]
    member = member_of(tongue, key)
    word = "they" if member.plural else member.pronouns
    if ref.case == "self":
        own = FORMS[word]["self"]
        return "themself" if word == "they" and not member.plural else own
    if not _counts(tongue, key):
        return ""
    if key in sentence.before:
        rivals = frozenset(sentence.before)
    elif any(key in earlier and len(earlier) <= FEW for earlier in attention.recent[-1:]):
        rivals = sentence.everyone.union(*attention.recent)
    else:
        return ""
    if any(_word(tongue, other) == word for other in rivals - {key}):
        return ""
    if word == "they" and (attention.group or len(rivals) > 1):
        return ""
    return FORMS[word][ref.case]


def _own_place(ref: Ref, words: str, sentence: _Sentence, tongue: Tongue) -> str:
    """Say "his house" for "Bram's house" where Bram alone has been spoken of."""
    owner = owner_of(tongue, ref.who[0]) if len(ref.who) == 1 and not ref.speaker else ""
    if owner not in sentence.before or _counts(tongue, ref.who[0]):
        return words
    word = _word(tongue, owner)
    if any(_word(tongue, other) == word for other in sentence.before if other != owner):
        return words
    return words.replace(words.partition("'s ")[0] + "'s", FORMS[word]["owner"], 1)


def _they(ref: Ref, sentence: _Sentence, attention: Attention, tongue: Tongue) -> str:
    """The pronoun of several, if they were the last several spoken of."""
    again = frozenset(ref.who)
    if ref.case == "self":
        return "themselves"
    rivals = any(_word(tongue, key) == "they" for key in frozenset(sentence.before) - again)
    if ref.who in sentence.groups and not rivals and len(set(sentence.groups)) == 1:
        return FORMS["they"][ref.case]
    here = sentence.everyone | (attention.recent[-1] if attention.recent else frozenset())
    if frozenset(attention.group) != again or not here <= again or sentence.before:
        return ""
    return FORMS["they"][ref.case]


def _names(ref: Ref, attention: Attention, tongue: Tongue) -> str:
    if ref.case == "title":
        return title_of(tongue, ref.who[0])
    if ref.speaker:
        return " and ".join(address_of(tongue, key, ref.speaker) for key in ref.who)
    names = [
        short_name(tongue, key) if key in attention.met else full_name(tongue, key)
        for key in ref.who
    ]
    if len(ref.who) == 1 and not ref.more:
        return names[0]
    return together(tongue, ref.who, names, _lately(ref, attention, tongue), ref.more)


def _lately(ref: Ref, attention: Attention, tongue: Tongue) -> tuple[str, ...]:
    """Who of the same nouns was told of in this scene and is not meant now."""
    nouns = {noun_of(member_of(tongue, key)) for key in ref.who} - {""}
    return tuple(
        key
        for key in attention.told
        if key not in ref.who and noun_of(member_of(tongue, key)) in nouns
    )


def _mentioned(tongue: Tongue, key: str) -> tuple[str, ...]:
    """Whom the name of a member brings to mind: "Bram's house" brings Bram."""
    if _counts(tongue, key):
        return (key,)
    owner = owner_of(tongue, key)
    return (owner,) if owner and _counts(tongue, owner) else ()


def _counts(tongue: Tongue, key: str) -> bool:
    """Whether a mention competes for he, she or they."""
    member = member_of(tongue, key)
    return member.plural or (is_person(member) and member.pronouns != "it")


def _word(tongue: Tongue, key: str) -> str:
    member = member_of(tongue, key)
    return "they" if member.plural else member.pronouns


def _is_owner_pronoun(words: str) -> bool:
    return words in {forms["owner"] for forms in FORMS.values()}
