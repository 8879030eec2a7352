"""Where a story closes: what follows the last that matters is left out.

A story is about the people of its turning points. Its last scenes are those in which one of them
is, or something turns. A lesser scene in another place does not stand before the last sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.selection.bodies.whereabouts import Whereabouts
from moshimo.story.selection.message import Message
from moshimo.story.selection.worth import AWAITED, WEIGHTY

CHIEF = 3  # so many people a story is about


def until_settled(
    told: Sequence[ScenePlan],
    turned: Collection[str],
    always: Collection[str],
    where: Whereabouts,
    lexicon: Lexicon,
) -> list[ScenePlan]:
    """Leave out what follows the last that matters.

    Args:
        told: the scenes of a story, in order.
        turned: the ids of its turning points.
        always: the ids of all deeds that are not left out.
        where: where everybody is.
        lexicon: the words of the world.
    """
    about = _about(told, turned, lexicon)
    if not about:
        return list(told)
    kept = list(told)
    while len(kept) > 1 and not any(
        turns(one, always) or _shows(one, kept[-1], about, where) for one in kept[-1].messages
    ):
        kept.pop()
    while len(kept) > 1 and _trails(kept, always):
        kept.pop()
    last = kept.pop()
    messages = list(last.messages)
    while len(messages) > 1 and not _counts(messages[-1], always, about):
        messages.pop()
    return [*kept, replace(last, messages=tuple(messages))]


def _trails(told: Sequence[ScenePlan], always: Collection[str]) -> bool:
    """Whether the last scene is somewhere else, where nothing has been told, and matters less."""
    last, before = told[-1], told[-2]
    new = all(one.place != last.place for one in told[:-1])
    lesser = _heaviest(last) < _heaviest(before)
    return new and lesser and not any(turns(message, always) for message in last.messages)


def _heaviest(scene: ScenePlan) -> float:
    return max(message.worth for message in scene.messages)


def _about(told: Sequence[ScenePlan], always: Collection[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the people with the largest part in the turning points that are told."""
    parts: Counter[str] = Counter()
    for message in (message for scene in told for message in scene.messages):
        if turns(message, always):
            people = {key for deed in message.deeds for key in deed.roles.values()}
            parts.update(key for key in people if key and member_of(lexicon, key).is_person)
    ranked = sorted(parts, key=lambda key: (-parts[key], key))
    return frozenset(ranked[:CHIEF])


def turns(message: Message, always: Collection[str]) -> bool:
    """Whether a message tells a turning point, or what was waited for."""
    return message.worth >= AWAITED or any(key in always for key in message.ids)


def _shows(message: Message, scene: ScenePlan, about: Collection[str], where: Whereabouts) -> bool:
    """Whether one of the people whom a story is about acts there, or is there."""
    there = any(where.is_at(key, scene.place, message.end) for key in about)
    return there or any(doer in about for doer in message.doers)


def _counts(message: Message, always: Collection[str], about: Collection[str]) -> bool:
    """Whether a message can be the last of a story."""
    heavy = message.worth >= WEIGHTY or any(message.involves(key) for key in about)
    return heavy or turns(message, always)
