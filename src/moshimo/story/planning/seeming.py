"""Who is taken for somebody else is told as that person, up to the last deed told of them so.

So a story tells a clone or a masked guest as it seemed, and then as it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.selection.bodies_seen import as_looks, first_double
from moshimo.story.selection.message import Message


@dataclass(slots=True)
class _Seen:
    """What a reader has been told so far of who is who."""

    known: set[str] = field(default_factory=set)  # told as themselves
    masked: dict[str, str] = field(default_factory=dict)  # told as somebody else, and as whom
    last: dict[str, str] = field(default_factory=dict)  # the last deed told of them so


def as_it_seemed(stretches: Sequence[Sequence[ScenePlan]]) -> list[list[ScenePlan]]:
    """Return the scenes with those told as somebody else for whom somebody there took them.

    Whoever has been told of as themselves before is told so ever after. The last message in which
    one is told as somebody else `reveals` them.
    """
    seen = _Seen()
    made = [[_scene(scene, seen) for scene in those] for those in stretches]
    ends = {key: (who, seen.masked[who]) for who, key in seen.last.items()}
    if not ends:
        return made
    return [[_revealing(scene, ends) for scene in those] for those in made]


def _scene(scene: ScenePlan, seen: _Seen) -> ScenePlan:
    before = set(seen.known)
    told = tuple(_message(message, seen) for message in scene.messages)
    hidden = {who: as_whom for who, as_whom in seen.masked.items() if who not in before}
    present = dict.fromkeys(hidden.get(who, who) for who in scene.present)
    return replace(scene, messages=told, present=tuple(present))


def _message(message: Message, seen: _Seen) -> Message:
    deeds = tuple(_deed(deed, seen) for deed in message.deeds)
    if message.answer:
        message = replace(message, answer=_deed(message.answer, seen))
    if deeds == message.deeds:
        return message
    others = {
        old: new
        for one, other in zip(message.deeds, deeds, strict=True)
        for old, new in zip(one.roles.values(), other.roles.values(), strict=True)
    }
    doers = tuple(dict.fromkeys(others.get(doer, doer) for doer in message.doers))
    return replace(message, deeds=deeds, doers=doers)


def _deed(deed: Deed, seen: _Seen) -> Deed:
    if deed.kind == "sense":  # whom somebody finds or misses is whom they take it to be
        mind = deed.roles.get("mind", "")
        found = {role: as_looks(deed, role, x) for who, role, x in deed.taken if who == mind}
        return replace(deed, roles=deed.roles | found) if found else deed
    taken = {role: as_looks(deed, role, whom) for mind, role, whom in deed.taken if mind}
    taken = {role: first_double(whom) for role, whom in taken.items()}
    roles, aside = dict(deed.roles), dict[str, str]()
    for role, who in deed.roles.items():
        whom = taken.get(role, who)
        if whom == who or who in seen.known or whom in deed.roles.values():
            seen.known.add(who)
            continue
        roles[role] = seen.masked[who] = aside[who] = whom
        if deed.result == "done" or who not in seen.last:
            seen.last[who] = deed.id
    seen.known.update(str(value) for value in deed.outcomes.values())
    said = tuple((aside.get(speaker, speaker), index) for speaker, index in deed.said)
    return replace(deed, roles=roles, said=said) if aside else deed


def _revealing(scene: ScenePlan, ends: dict[str, tuple[str, str]]) -> ScenePlan:
    told = (
        replace(message, reveals=ends[message.deed.id]) if message.deed.id in ends else message
        for message in scene.messages
    )
    return replace(scene, messages=tuple(told))
