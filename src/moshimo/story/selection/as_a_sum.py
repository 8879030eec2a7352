"""Summing up: what is done in quick succession, and not told one by one, is told as a sum.

What is summed up is told as well: what three such deeds rest on is told before them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, is_routine, manner_of, meanings_of
from moshimo.story.selection.bodies.postures import Postures
from moshimo.story.selection.message import Message
from moshimo.story.selection.needs import RESTING, whole
from moshimo.story.selection.slimming import successions

LEAST_OF_A_SUM = 3  # deeds that are summed up
SUMS = 2  # in one succession
ROUNDS = 4  # what is told for a sum parts other sums

Sums: TypeAlias = Mapping[int, tuple[Deed, ...]]  # a message's `id` to what is summed up before it


def summed(
    told: Sequence[Message],
    pool: Sequence[Message],
    lexicon: Lexicon,
    always: Collection[str],
    bodies: Postures,
) -> list[Message]:
    """Return the messages told, some with a sum of what was done before them.

    Args:
        told: in the order in which they began.
        pool: all that could be told.
        lexicon: the words of the world.
        always: the ids of deeds that are told in any case.
        bodies: what became of bodies.
    """
    left = list(told)
    sums = _sums(left, pool, lexicon, bodies)
    for _ in range(ROUNDS):
        missing = _rested_on(left, sums, pool, lexicon)
        if not missing:
            break
        left = whole([*left, *missing], pool, lexicon, always, bodies)
        sums = _sums(left, pool, lexicon, bodies)
    return [replace(one, between=sums[id(one)]) if id(one) in sums else one for one in left]


def _rested_on(
    told: Sequence[Message], sums: Sums, pool: Sequence[Message], lexicon: Lexicon
) -> list[Message]:
    """Return what three deeds rest on that are told or summed up, if it is not told itself."""
    every = {deed.id: deed for message in told for deed in message.deeds}
    every.update((one.answer.id, one.answer) for one in told if one.answer)
    every.update((deed.id, deed) for those in sums.values() for deed in those)
    counts = Counter(
        cause for deed in every.values() if deed.kind != "sense" for cause in set(deed.causes)
    )
    return [
        message
        for message in pool
        if message.shape in ("act", "speech")
        and message.worth > 0
        and not every.keys() & {*message.ids}
        and any(counts[key] >= RESTING for key in message.ids)
        and not is_routine(manner_of(lexicon, message.deed))
    ]


def _sums(
    told: Sequence[Message], pool: Sequence[Message], lexicon: Lexicon, bodies: Postures
) -> dict[int, tuple[Deed, ...]]:
    ids = {key for one in told for key in one.ids}
    ids |= {one.answer.id for one in told if one.answer}
    rest = [one for one in pool if _is_of_a_sum(one, ids | bodies.changes, lexicon)]
    found: dict[int, tuple[Deed, ...]] = {}
    for run in successions(told):
        found.update(_of_a_run(run, rest, lexicon))
    return found


def _of_a_run(
    run: Sequence[Message], rest: Sequence[Message], lexicon: Lexicon
) -> Iterator[tuple[int, tuple[Deed, ...]]]:
    """Yield what can be summed up between two things told, with the `id` of the second of them."""
    found: list[tuple[int, float, tuple[Deed, ...], Message]] = []
    for one, other in pairwise(run):
        deeds = tuple(
            message.deed
            for message in rest
            if one.end <= message.begin
            and message.end <= other.begin
            and message.place == one.place
        )
        pairs = {frozenset(_meant(deed, lexicon)[1:3]) for deed in deeds}
        if len(deeds) >= LEAST_OF_A_SUM and len(pairs) == 1:
            found.append((-len(deeds), other.begin, deeds, other))
    for _, _, deeds, other in sorted(found, key=lambda one: one[:2])[:SUMS]:
        yield id(other), deeds


def _is_of_a_sum(message: Message, told: Collection[str], lexicon: Lexicon) -> bool:
    """Whether a message can be summed up.

    What changed how a body stands is no part of a sum: that sentence would not say so.
    """
    done = message.deed.result == "done" and not any(key in told for key in message.ids)
    return done and bool(_meant(message.deed, lexicon))


def _meant(deed: Deed, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the meaning by which a deed can be summed up, with the members in its roles."""
    return next((one for one in meanings_of(deed, lexicon) if one[0] in lexicon.sums), ())
