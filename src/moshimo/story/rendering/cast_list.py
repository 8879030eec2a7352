"""The cast: who is in a story, what others call them, and their share in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, member_of
from moshimo.story.lexicon.naming import count_word, full_name, said_as_list, short_name
from moshimo.story.realisation.story import Mention, Sentence, Story


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


def cast(story: Story, deeds: Sequence[Deed], lexicon: Lexicon) -> list[CastEntry]:
    """Return everybody whom a story names, the most active first."""
    first: dict[str, int] = {}
    called: dict[str, dict[str, dict[str, None]]] = {}
    told: dict[str, None] = {}
    for number, scene in enumerate(story.scenes):
        for sentence in scene.sentences:
            told.update(dict.fromkeys(sentence.deeds))
            for mention in sentence.mentions:
                _note(mention, sentence, number, first, called, lexicon)
    known = {deed.id: deed for deed in deeds}
    there = [known[key] for key in told if key in known]
    parts = [_part(who, first[who], called.get(who, {}), there, lexicon) for who in first]
    return sorted(parts, key=lambda part: (-part.did, -part.bore, part.scene, part.name))


def _note(
    mention: Mention,
    sentence: Sentence,
    scene: int,
    first: dict[str, int],
    called: dict[str, dict[str, dict[str, None]]],
    lexicon: Lexicon,
) -> None:
    """Note who is named there, and how. Changes `first` and `called`."""
    people = [key for key in mention.who if member_of(lexicon, key).is_person]
    for key in people:
        first.setdefault(key, scene)
    if not mention.speaker or len(mention.who) != 1 or not people:
        return
    key = people[0]
    words = sentence.text[mention.begin : mention.end].removesuffix("'s")
    if words not in (full_name(lexicon, key), short_name(lexicon, key)):
        called.setdefault(key, {}).setdefault(words, {})[mention.speaker] = None


def _part(
    who: str,
    scene: int,
    called: dict[str, dict[str, None]],
    there: Sequence[Deed],
    lexicon: Lexicon,
) -> CastEntry:
    did = sum(doer_of(deed, lexicon) == who for deed in there)
    bore = sum(who in deed.roles.values() and doer_of(deed, lexicon) != who for deed in there)
    names = tuple((words, tuple(speakers)) for words, speakers in called.items())
    return CastEntry(who, full_name(lexicon, who), names, scene, did, bore)


def described(part: CastEntry, story: Story, lexicon: Lexicon) -> str:
    """Describe somebody's share in a story in a sentence or two."""
    place = story.scenes[part.scene].place
    where = member_of(lexicon, place)
    at = f" {where.at} {full_name(lexicon, place)}" if place else ""
    shares = [f"acts {_times(part.did)}"] if part.did else []
    shares += [f"is acted on {_times(part.bore)}"] if part.bore else []
    share = said_as_list(shares) or "is spoken of"
    sentences = [f"First named{at}; {share}."]
    for words, speakers in part.called:
        who = said_as_list([short_name(lexicon, speaker) for speaker in speakers])
        sentences.append(f"{who} {'says' if len(speakers) == 1 else 'say'} “{words}”.")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count_word(count)} times")
