"""Needs: what is told is told with what a reader needs for it, or it is not told.

An answer needs what it answers. Words to somebody need what that person did to bring them about.
What turned something for good is told, and so is what three told deeds rest on. A deed for which
somebody has to stand, or to have a knife in hand, needs what a reader was not told of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, is_routine, manner_of, member_of
from moshimo.story.selection.bodies.postures import Postures
from moshimo.story.selection.exchanges import sets_off
from moshimo.story.selection.message import Message
from moshimo.story.selection.replies import is_answered
from moshimo.story.selection.worth import WEIGHTY

ROUNDS = 6  # what is added has its own needs
RESTING = 3  # told deeds that rest on one
AT_ONCE = 60.0  # seconds
UNSEEN = Postures()


def whole(
    told: Sequence[Message],
    pool: Sequence[Message],
    lexicon: Lexicon,
    always: Collection[str],
    bodies: Postures = UNSEEN,
) -> list[Message]:
    """Return the messages told, with what they need from all that could be told.

    A message of little worth that lacks what it needs is left out.

    Args:
        told: chosen, in any order.
        pool: all that could be told.
        lexicon: the words of the world.
        always: the ids of deeds that are told in any case.
        bodies: what became of bodies.
    """
    chosen = _Chosen({id(m): m for m in told}, lexicon, bodies)
    for message in pool:
        if message.shape in ("act", "speech"):
            chosen.pool.update((key, message) for key in message.ids)
            chosen.known.update((deed.id, deed) for deed in message.deeds)
        elif message.deed.id in always:  # a journey
            chosen.pool[message.deed.id] = message
    for message in told:
        chosen.known.update((deed.id, deed) for deed in message.deeds)
        chosen.take(message)
    for deed in chosen.known.values():
        for cause in deed.causes:
            chosen.effects.setdefault(cause, []).append(deed)
    for key in sorted(always):
        chosen.add(key)
    for _ in range(ROUNDS):
        if not _mended(chosen, always):
            break
    places = {key: place for place, message in enumerate(pool) for key in message.ids}
    found = chosen.told.values()
    return sorted(found, key=lambda one: (one.begin, one.end, places.get(one.deed.id, -1)))


@dataclass(slots=True)
class _Chosen:
    """What is told so far, and what can be."""

    told: dict[int, Message]
    lexicon: Lexicon
    bodies: Postures
    pool: dict[str, Message] = field(default_factory=dict)
    known: dict[str, Deed] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    effects: dict[str, list[Deed]] = field(default_factory=dict)  # a cause to what came of it
    out: set[str] = field(default_factory=set)  # left out, and not taken in again

    def add(self, key: str) -> bool:
        """Tell a deed, if that is possible."""
        message = self.pool.get(key)
        if key in self.ids or key in self.out or message is None:
            return key in self.ids
        self.told[id(message)] = message
        self.take(message)
        return True

    def add_together(self, deeds: Sequence[Deed]) -> None:
        """Tell the same done by several as one thing."""
        found = [self.pool[deed.id] for deed in deeds]
        if len(found) == 1:
            self.add(found[0].deed.id)
            return
        doers = tuple(dict.fromkeys(doer for one in found for doer in one.doers))
        both = replace(found[0], deeds=tuple(one.deed for one in found), doers=doers)
        self.told[id(both)] = both
        self.take(both)

    def take(self, message: Message) -> None:
        """Note which deeds are told by a message, and by what was done about it."""
        self.ids.update(message.ids)
        if message.answer:
            self.ids.add(message.answer.id)

    def drop(self, message: Message) -> None:
        """Leave a message out."""
        del self.told[id(message)]
        self.ids.difference_update(message.ids)
        self.out.update(message.ids)


def _mended(chosen: _Chosen, always: Collection[str]) -> bool:
    """Add what is needed, or leave out what lacks it; return whether anything changed."""
    before = set(chosen.ids)
    for message in sorted(chosen.told.values(), key=lambda one: (one.begin, one.deed.id)):
        for needed in _needs(message, chosen):
            if chosen.ids.intersection(deed.id for deed in needed):
                continue
            best = sorted(needed, key=lambda deed: (-_worth(deed, chosen), -deed.end, deed.id))
            fit = [one for one in best if one.result == "done" or _ended_by(one, message)]
            given = any(chosen.add(one.id) for one in fit)
            if not given and message.worth < WEIGHTY and not {*always} & {*message.ids}:
                chosen.drop(message)
                break
    for key in _rested_on(chosen):
        chosen.add(key)
    for deed in list(_turned(chosen)):
        chosen.add(deed.id)
    for deeds in _outcomes(chosen):
        chosen.add_together(deeds)
    return before != chosen.ids


def _turned(chosen: _Chosen) -> Iterator[Deed]:
    """Yield what changed the bodies on whose standing the told deeds rest, and is not told."""
    for message in chosen.told.values():
        for deed in message.deeds if message.shape != "sense" else ():
            yield from chosen.bodies.lacking(deed, chosen.ids, chosen.lexicon)


def _outcomes(chosen: _Chosen) -> list[list[Deed]]:
    """Return what came of a knock: the first who answers what nobody was seen to do, and who comes.

    Who comes in is told, unless one of them is told to do something soon.
    """
    told = sorted(chosen.told.values(), key=lambda one: (one.begin, one.deed.id))
    acts = [(doer, one.begin) for one in told for doer in one.doers if one.shape != "journey"]
    found: list[list[Deed]] = []
    for message in told:
        deed = message.deed
        came = chosen.effects.get(deed.id, [])
        if deed.kind == "event" and not any(
            member_of(chosen.lexicon, key).is_person for key in deed.roles.values()
        ):
            answers = [x for x in came if manner_of(chosen.lexicon, x).answers == deed.rule]
            done = [one for one in answers if one.result == "done"]
            done = [one for one in done if one.id in chosen.pool]
            if done and not any(one.id in chosen.ids for one in done):
                found.append([min(done, key=lambda one: (one.begin, one.id))])
        moved = [x for x in came if x.kind == "event" and x.begin == deed.end]
        moved = [x for x in moved if manner_of(chosen.lexicon, x).moved and x.id in chosen.pool]
        new = not any(x.id in chosen.ids for x in moved)
        if moved and new and all(_is_unseen(x, acts) for x in moved):
            found.append([x for x in moved if x.rule == moved[0].rule])
    return found


def _is_unseen(deed: Deed, acts: Sequence[tuple[str, float]]) -> bool:
    """Whether nobody whom a deed moves is told to do something soon after it."""
    soon = {who for who, when in acts if 0 <= when - deed.begin <= AT_ONCE}
    return not soon & {*deed.roles.values()}


def _ended_by(deed: Deed, message: Message) -> bool:
    """Whether a deed came to nothing by what was done at once: a hand is struck away."""
    doer = next(iter(deed.roles.values()), "")
    others = {*message.deed.roles.values()} - {*message.doers}
    return doer in others and 0 <= message.end - deed.begin <= AT_ONCE


def _worth(deed: Deed, chosen: _Chosen) -> float:
    message = chosen.pool.get(deed.id)
    return message.worth if message else 0.0


def _needs(message: Message, chosen: _Chosen) -> Iterator[list[Deed]]:
    """Yield groups of deeds; a reader needs one of each to understand the message."""
    if message.shape not in ("act", "speech") or len(message.deeds) > 1:
        return
    deed, lexicon = message.deed, chosen.lexicon
    if deed.kind == "event":
        pool = (chosen.pool.get(key) for key in deed.causes)
        first = [one.deed for one in pool if one and sets_off(one, message)]
        if first:
            yield first
        return
    manner = manner_of(lexicon, deed)
    causes = [chosen.known[key] for key in deed.causes if key in chosen.known]
    for past in sorted(manner.recalls):  # without it, the deed could not be done
        recalled = [one for one in causes if is_answered(one, past, lexicon)]
        if recalled:
            yield recalled
    if manner.answers:
        asked = [one for one in causes if is_answered(one, manner.answers, lexicon)]
        if asked:
            yield asked
    elif message.shape == "speech" or manner.speech:
        toward = brought_about(deed, causes, lexicon)
        if toward:
            yield toward


def brought_about(deed: Deed, causes: Iterable[Deed], lexicon: Lexicon) -> list[Deed]:
    """Return what those did to whom a deed is done, if some of it was done to its doer."""
    doer = doer_of(deed, lexicon)
    others = {
        key for key in deed.roles.values() if key != doer and member_of(lexicon, key).is_person
    }
    theirs = [one for one in causes if one.kind != "sense" and doer_of(one, lexicon) in others]
    theirs = [one for one in theirs if not is_routine(manner_of(lexicon, one))]
    if not doer or not any(doer in one.roles.values() for one in theirs):
        return []
    return theirs


def _rested_on(chosen: _Chosen) -> list[str]:
    """Return what three told deeds or more rest on, and is no routine."""
    counts: Counter[str] = Counter()
    for key in chosen.ids:
        deed = chosen.known.get(key)
        if deed is not None and deed.kind != "sense":
            counts.update(set(deed.causes))
    return sorted(
        key
        for key, many in counts.items()
        if many >= RESTING
        and key in chosen.pool
        and chosen.pool[key].worth > 0  # not what only says how things stand
        and not is_routine(manner_of(chosen.lexicon, chosen.known[key]))
    )
