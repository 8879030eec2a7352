"""The cast: who is in a story, what others call them, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from types import MappingProxyType

from moshimo.engine.journal import Deed
from moshimo.story.grammar.orthography import finished
from moshimo.story.lexical.lexicalisation import phrase_of
from moshimo.story.lexicon.lexicon import (
    Lexicon,
    doer_of,
    is_routine,
    manner_of,
    member_of,
    reports,
)
from moshimo.story.lexicon.naming import full_name, said_as_list, short_name
from moshimo.story.planning.discourse import Attention
from moshimo.story.planning.sentence_plan import Ref
from moshimo.story.realisation.referring import realise
from moshimo.story.realisation.story import Story
from moshimo.story.selection.message import message_of
from moshimo.story.selection.worth import WORTH_TELLING, worth

TOLD_OF_CHIEF = 3  # so many deeds say what became of one of the chief people
TOLD_OF_OTHERS = 2
CHIEF = 5  # so many people are chief, the most active
WORN = 0.5  # divisor for each further deed of a kind


@dataclass(frozen=True, slots=True)
class Fortune:
    """What somebody is, in a few words each, and what of that is otherwise in the end."""

    at_first: tuple[str, ...] = ()  # "genin", "member of the council"
    at_last: tuple[str, ...] = ()  # "civilian", "no longer Hokage"
    where: str = ""  # the id of the place where they are in the end
    now: tuple[str, ...] = ()  # all that they are in the end


@dataclass(frozen=True, slots=True)
class CastEntry:
    """One person of a story."""

    who: str
    name: str  # in full
    # other names in direct speech, each with the ids of its speakers, in order
    called: tuple[tuple[str, tuple[str, ...]], ...]
    scene: int  # the number of the scene that first names them, from 0
    did: int  # how many of the told deeds they did
    bore: int  # how many of them others did to them
    became: tuple[str, ...] = ()  # the weightiest of all that they did and bore, a sentence each
    fortune: Fortune = Fortune()

    @property
    def aside(self) -> bool:
        """Whether the story names them, and they have next to no part in it."""
        return not self.did and self.bore < 2 and not self.called


def cast(
    story: Story,
    deeds: Sequence[Deed],
    lexicon: Lexicon,
    fortunes: Mapping[str, Fortune] = MappingProxyType({}),
) -> list[CastEntry]:
    """Return everybody whom a story names, the most active first.

    Args:
        story: whose people they are.
        deeds: all that whoever tells it knows of, told or not.
        lexicon: of its world.
        fortunes: what people are and become, by id; nothing is said of who is not there.
    """
    first, called = _named(story, lexicon)
    told = {key for sentence in story.sentences for key in sentence.deeds}
    there = [(doer_of(deed, lexicon), deed) for deed in deeds if deed.id in told]
    parts: list[CastEntry] = []
    for who, number in first.items():
        did = sum(doer == who for doer, _ in there)
        bore = sum(doer != who and who in deed.roles.values() for doer, deed in there)
        names = tuple((words, tuple(those)) for words, those in called.get(who, {}).items())
        name, fortune = full_name(lexicon, who), fortunes.get(who, Fortune())
        parts.append(CastEntry(who, name, names, number, did, bore, (), fortune))
    parts.sort(key=lambda part: (-part.did, -part.bore, part.scene, part.name))
    return _with_what_became(parts, deeds, lexicon)


def described(part: CastEntry, lexicon: Lexicon) -> str:
    """Say who somebody is, what became of them, and what others call them, in a few sentences."""
    fortune = part.fortune
    sentences = [f"{said_as_list(fortune.at_first)}."] if fortune.at_first else []
    sentences += part.became
    last = [*fortune.at_last, *([_at(fortune.where, lexicon)] if fortune.where else [])]
    sentences += [f"In the end {', '.join(last)}."] if last else []
    for words, speakers in part.called:
        who = said_as_list([short_name(lexicon, speaker) for speaker in speakers])
        sentences.append(f"{who} {'says' if len(speakers) == 1 else 'say'} “{words}”.")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def _at(place: str, lexicon: Lexicon) -> str:
    return f"{member_of(lexicon, place).at} {full_name(lexicon, place)}"


def _named(
    story: Story, lexicon: Lexicon
) -> tuple[dict[str, int], dict[str, dict[str, dict[str, None]]]]:
    """Return in which scene each person is first named, and who calls them what."""
    first: dict[str, int] = {}
    called: dict[str, dict[str, dict[str, None]]] = {}
    for number, scene in enumerate(story.scenes):
        for sentence in scene.sentences:
            for mention in sentence.mentions:
                people = [key for key in mention.who if member_of(lexicon, key).is_person]
                for key in people:
                    first.setdefault(key, number)
                if mention.speaker and len(mention.who) == 1 and people:
                    words = sentence.text[mention.begin : mention.end].removesuffix("'s")
                    if words not in (full_name(lexicon, people[0]), short_name(lexicon, people[0])):
                        speakers = called.setdefault(people[0], {}).setdefault(words, {})
                        speakers[mention.speaker] = None
    return first, called


def _with_what_became(
    parts: Sequence[CastEntry], deeds: Sequence[Deed], lexicon: Lexicon
) -> list[CastEntry]:
    """Add what became of each; where most are in the end is said of nobody."""
    places = Counter(part.fortune.where for part in parts)
    common = {place for place, count in places.items() if 2 * count > len(parts) > 2}
    ranked = _ranked(deeds, lexicon)
    known = {deed.id: deed for deed in deeds}
    made: list[CastEntry] = []
    for number, part in enumerate(parts):
        theirs = [deed for deed in ranked if part.who in deed.roles.values()]
        most = TOLD_OF_CHIEF if number < CHIEF else TOLD_OF_OTHERS
        became = _told(part.who, theirs[:most], known, lexicon)
        fortune = part.fortune
        if fortune.where in common:
            fortune = replace(fortune, where="")
        made.append(replace(part, became=became, fortune=fortune))
    return made


def _ranked(deeds: Sequence[Deed], lexicon: Lexicon) -> list[Deed]:
    """Return what turned something, the weightiest first; what many do is worth less."""
    worths = worth(deeds, lexicon)
    doers: dict[str, set[str]] = {}
    for deed in deeds:
        doers.setdefault(deed.rule, set()).add(doer_of(deed, lexicon))
    often: Counter[tuple[str, str]] = Counter()
    found: list[tuple[float, Deed]] = []
    for deed in sorted(deeds, key=lambda deed: (-worths[deed.id], deed.id)):
        manner = manner_of(lexicon, deed)
        if deed.kind == "sense" or deed.result != "done" or worths[deed.id] < WORTH_TELLING:
            continue
        if is_routine(manner) or reports(manner):
            continue
        key = (deed.rule, doer_of(deed, lexicon))
        shared = sqrt(len(doers[deed.rule])) * (1 + WORN * often[key])
        found.append((worths[deed.id] / shared, deed))
        often[key] += 1
    return [deed for _, deed in sorted(found, key=lambda pair: (-pair[0], pair[1].id))]


def _told(
    who: str, deeds: Sequence[Deed], known: Mapping[str, Deed], lexicon: Lexicon
) -> tuple[str, ...]:
    """Tell deeds in order, in the rules' own words, to readers who have just read a name."""
    named = Attention(frozenset(lexicon.members))
    attention = realise((Ref((who,), "subject"),), named, lexicon).after
    told: list[str] = []
    for deed in sorted(deeds, key=lambda deed: (deed.begin, deed.id)):
        phrase = phrase_of(message_of(deed, lexicon), lexicon, known)
        made = realise(phrase, attention, lexicon)
        attention = made.after
        told.append(finished(made.text))
    return tuple(dict.fromkeys(told))
