"""The cast: who is in a story, what others call them, and their share in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, member_of
from moshimo.story.lexicon.naming import count_word, full_name, said_as_list, short_name
from moshimo.story.realisation.story import Story


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
    told = {key for sentence in story.sentences for key in sentence.deeds}
    there = [(doer_of(deed, lexicon), deed) for deed in deeds if deed.id in told]
    parts: list[CastEntry] = []
    for who, number in first.items():
        did = sum(doer == who for doer, _ in there)
        bore = sum(doer != who and who in deed.roles.values() for doer, deed in there)
        names = tuple((words, tuple(those)) for words, those in called.get(who, {}).items())
        parts.append(CastEntry(who, full_name(lexicon, who), names, number, did, bore))
    return sorted(parts, key=lambda part: (-part.did, -part.bore, part.scene, part.name))


def described(part: CastEntry, story: Story, lexicon: Lexicon) -> str:
    """Describe somebody's share in a story in a sentence or two."""
    place = story.scenes[part.scene].place
    where = member_of(lexicon, place)
    at = f" {where.at} {full_name(lexicon, place)}" if place else ""
    shares = [f"acts {_times(part.did)}"] if part.did else []
    shares += [f"is acted on {_times(part.bore)}"] if part.bore else []
    sentences = [f"First named{at}; {said_as_list(shares) or 'is spoken of'}."]
    for words, speakers in part.called:
        who = said_as_list([short_name(lexicon, speaker) for speaker in speakers])
        sentences.append(f"{who} {'says' if len(speakers) == 1 else 'say'} “{words}”.")
    return " ".join(sentence[:1].upper() + sentence[1:] for sentence in sentences)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count_word(count)} times")
