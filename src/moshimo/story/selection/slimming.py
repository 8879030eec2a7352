"""Slimming: of much that is done in quick succession a part is told.

What a reader needs to know how bodies stand makes a fight long. So spans of it are left out again,
the lightest first, wherever bodies stand alike before a span and behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from moshimo.story.lexicon.lexicon import Lexicon, manner_of, meanings_of
from moshimo.story.selection.bodies.postures import Postures
from moshimo.story.selection.exchanges import sets_off
from moshimo.story.selection.message import Message
from moshimo.story.selection.needs import RESTING
from moshimo.story.selection.worth import WEIGHTY

IN_SUCCESSION = 60.0  # seconds from the beginning of one to that of the next
AT_A_STRETCH = 13  # deeds in quick succession that are told one by one
LONGEST = 6  # deeds of a span that is left out at once
MOST = 40  # deeds of one succession that are looked at
FOLLOWING = 12  # messages behind it that may rest on it
CAME_TO = 1.5  # worth added to a blow that lands
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known while a succession is slimmed."""

    lexicon: Lexicon
    always: Collection[str]
    bodies: Postures
    rests: Mapping[str, Set[str]]  # a deed's id to those of told deeds that rest on it


def slimmed(
    told: Sequence[Message], lexicon: Lexicon, always: Collection[str], bodies: Postures
) -> list[Message]:
    """Return the messages told, fewer where much is done in quick succession.

    Args:
        told: in the order in which they began.
        lexicon: the words of the world.
        always: the ids of deeds that are told in any case.
        bodies: what became of bodies.
    """
    rests: dict[str, set[str]] = {}
    for message in told:
        for deed in (*message.deeds, *((message.answer,) if message.answer else ())):
            for cause in deed.causes:
                rests.setdefault(cause, set()).add(deed.id)
    ground = _Ground(lexicon, always, bodies, rests)
    made = {id(message): message for message in told}
    ids = {key for message in told for key in _ids(message)}
    for run in successions(told):
        after = [one for one in told if run and one.place == run[0].place]
        after = [one for one in after if one.begin > run[-1].begin][:FOLLOWING]
        left = _slimmed(run, after, ids, ground) if len(run) > AT_A_STRETCH else run
        for message in run:
            if not any(message is one for one in left):
                del made[id(message)]
        ids -= {key for m in run for key in _ids(m)} - {key for m in left for key in _ids(m)}
    return [made[id(message)] for message in told if id(message) in made]


def _ids(message: Message) -> tuple[str, ...]:
    return (*message.ids, message.answer.id) if message.answer else message.ids


def successions(told: Sequence[Message]) -> Iterator[list[Message]]:
    """Yield what is done at one place, one thing right after the other, without a word."""
    for place in sorted({message.place for message in told}):
        run: list[Message] = []
        for message in (one for one in told if one.place == place):
            quick = bool(run) and message.begin - run[-1].begin < IN_SUCCESSION
            if message.shape != "act" or not quick:
                yield run
                run = []
            if message.shape == "act":
                run.append(message)
        yield run


def _slimmed(
    run: list[Message], after: Sequence[Message], ids: Collection[str], ground: _Ground
) -> list[Message]:
    left, keep = run[:MOST], {*ids}
    while len(left) > AT_A_STRETCH:
        spans = (
            (sum(_weight(one, ground) for one in left[n : n + size]) / size**1.5, n, size)
            for size in range(1, LONGEST + 1)
            for n in range(1, len(left) - size)
            if all(_is_light(one, ground) for one in left[n : n + size])
        )
        for _, n, size in sorted(spans):
            rest = keep - {key for one in left[n : n + size] for key in _ids(one)}
            later = [*left[n + size :], *after]
            if not _is_missed(left[n : n + size], later, rest, keep, ground):
                del left[n : n + size]
                keep = rest
                break
        else:
            break
    return [*left, *run[MOST:]]


def _weight(message: Message, ground: _Ground) -> float:
    """Return what is lost without a message: more if it came to what its kind can come to."""
    meant = {one[0] for one in meanings_of(message.deed, ground.lexicon)}
    came = any(ground.lexicon.sums[one].came_to in meant for one in meant & {*ground.lexicon.sums})
    return message.worth + (CAME_TO if came else 0.0)


def _is_light(message: Message, ground: _Ground) -> bool:
    kept = {*ground.always} & {*message.ids}
    another = manner_of(ground.lexicon, message.deed).another  # somebody is born, or masked
    return (
        not kept and message.worth < 2 * WEIGHTY and message.deed.result == "done" and not another
    )


def _is_missed(
    span: Sequence[Message],
    after: Sequence[Message],
    rest: Set[str],
    keep: Set[str],
    ground: _Ground,
) -> bool:
    """Whether something that is told later rests on a span."""
    gone = {key for one in span for key in _ids(one)}
    if any(len(rest & ground.rests.get(key, NONE)) >= RESTING for key in gone):
        return True
    end = max(one.end for one in (*span, *after))
    if ground.bodies.mistaken(gone, rest, end, ground.lexicon):
        return True
    for message in after:
        for deed in message.deeds:
            if deed.kind == "event" and gone & {*deed.causes}:
                return True
            if any(sets_off(one, message) for one in span):
                return True
            asked = deed, rest, ground.lexicon
            lacks = {one.id for one in ground.bodies.lacking(*asked)}
            known = {one.id for one in ground.bodies.lacking(deed, keep, ground.lexicon)}
            if lacks - known:
                return True
    return False
