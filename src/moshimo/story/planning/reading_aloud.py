"""How much of a letter that is read aloud is quoted: its share of a story, what matters first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.story.lexicon.lexicon import Lexicon, manner_of, member_of
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.selection.message import Message

BOTH = 2.0  # worth of a part for each message in which its writer and its addressee are
ACTS = 0.5  # and for each one that its addressee does after it
FEWEST = 2  # so many parts for one alone are quoted in any case


@dataclass(frozen=True, slots=True)
class _ReadOut:
    """A part of a letter, read out to one alone."""

    message: Message
    whom: frozenset[str]
    answers: tuple[Message, ...]  # what those do or say at it
    words: int
    worth: float


def within(
    scenes: Sequence[Sequence[ScenePlan]], lexicon: Lexicon, most: int
) -> list[list[ScenePlan]]:
    """Return scenes in which letters that are read aloud are quoted with so many words, at most.

    What is read to all is quoted. Of what is read to one alone, those parts are quoted first whose
    addressee is with the writer in what is told, answers, and does something later; of the others
    is told together to whom they were read, and their answers are left out.

    Args:
        scenes: what is told, with texts chosen for it.
        lexicon: with these texts.
        most: words of letters.
    """
    told = [message for those in scenes for scene in those for message in scene.messages]
    left = most - sum(
        _words(one, lexicon) for one in told if not (_is_read(one, lexicon) and _whom(one, lexicon))
    )
    ranked = sorted(_read_out(told, lexicon), key=lambda part: (-part.worth, part.message.begin))
    dropped: list[_ReadOut] = []
    for place, part in enumerate(ranked):
        if place >= FEWEST and part.words > left:
            dropped.append(part)
        else:
            left -= part.words
    if len(dropped) < 2:  # one alone is not worth a summary
        return [list(those) for those in scenes]
    parts = {part.message.deed.id for part in dropped}
    answers = {key for part in dropped for answer in part.answers for key in answer.ids}
    return [[_summed(scene, parts, answers) for scene in those] for those in scenes]


def _read_out(told: Sequence[Message], lexicon: Lexicon) -> list[_ReadOut]:
    """Return the parts that are read out to one alone, each with what it is worth here."""
    read = {m.deed.id: _whom(m, lexicon) for m in told if _is_read(m, lexicon)}
    answers: dict[str, list[Message]] = {key: [] for key in read}
    for message in told:
        for cause in {cause for deed in message.deeds for cause in deed.causes} & {*read}:
            if {*message.doers} and {*message.doers} <= read[cause]:
                answers[cause].append(message)
    apart = {key for those in answers.values() for one in those for key in one.ids} | {*read}
    others = [message for message in told if message.deed.id not in apart]
    return [
        _ReadOut(
            message,
            read[message.deed.id],
            tuple(answers[message.deed.id]),
            _words(message, lexicon),
            _worth(message, read[message.deed.id], answers, others, lexicon),
        )
        for message in told
        if read.get(message.deed.id)
    ]


def _worth(
    part: Message,
    whom: frozenset[str],
    answers: Mapping[str, Sequence[Message]],
    others: Sequence[Message],
    lexicon: Lexicon,
) -> float:
    writer = lexicon.worded[part.deed.id].writer
    both = sum(one.involves(writer) and any(one.involves(who) for who in whom) for one in others)
    later = sum(one.begin > part.end and not whom.isdisjoint(one.doers) for one in others)
    answered = sum(answer.worth for answer in answers[part.deed.id])
    return part.worth + answered + BOTH * both + ACTS * later


def _summed(scene: ScenePlan, parts: set[str], answers: set[str]) -> ScenePlan:
    """Leave parts and their answers out of a scene; tell together to whom they were read."""
    out = [message for message in scene.messages if message.deed.id in parts]
    if not out:
        return scene
    deeds = tuple(deed for message in out for deed in message.deeds)
    summed = replace(out[-1], deeds=deeds, shape="act", worth=0.0, times=1)
    kept: list[Message] = []
    for message in scene.messages:
        if message is out[-1]:
            kept.append(summed)
        elif message.deed.id not in parts and not answers.issuperset(message.ids):
            kept.append(message)
    return replace(scene, messages=tuple(kept))


def _whom(message: Message, lexicon: Lexicon) -> frozenset[str]:
    """Return the people to whom a part is read, without its reader and its writer."""
    apart = {*message.doers, lexicon.worded[message.deed.id].writer}
    people = {key for key in message.deed.roles.values() if key and key not in apart}
    return frozenset(key for key in people if member_of(lexicon, key).is_person)


def _is_read(message: Message, lexicon: Lexicon) -> bool:
    return manner_of(lexicon, message.deed).read_aloud and _words(message, lexicon) > 0


def _words(message: Message, lexicon: Lexicon) -> int:
    chosen = lexicon.worded.get(message.deed.id)
    return sum(len(text.split()) for text in chosen.letter) if chosen else 0
