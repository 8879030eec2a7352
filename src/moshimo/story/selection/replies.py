"""Replies: what is said or done in answer to what, read from who addressed whom, and from causes.

Words to somebody answer the last words that were addressed to their speaker by that person
(Schegloff and Sacks, "Opening up closings", 1973: adjacency pairs). A deed comes of words or deeds
that are its cause, and were of one of its people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moshimo.engine.journal import Deed
from moshimo.story.lexicon.lexicon import Lexicon, doer_of, manner_of, member_of

REPLY = 300.0  # seconds from words to their answer
AT_ONCE = 90.0  # and to what others are moved to say by them
CAME_OF = 900.0  # and to what is done because of them


def is_speech(deed: Deed, lexicon: Lexicon) -> bool:
    """Whether somebody speaks in it, and reads no letter."""
    manner = manner_of(lexicon, deed)
    return deed.result == "done" and (bool(deed.said) or manner.speech) and manner.letter is None


def toward(deed: Deed, lexicon: Lexicon) -> tuple[str, ...]:
    """Return to whom a deed is done, of those who perceived it; or else whom it is about."""
    doer = doer_of(deed, lexicon)
    people = dict.fromkeys(
        key for key in deed.roles.values() if key != doer and member_of(lexicon, key).is_person
    )
    there = {*deed.witnesses, *deed.begun}
    return tuple(key for key in people if key in there) or tuple(people)


def openers(deeds: Iterable[Deed], lexicon: Lexicon) -> dict[str, str]:
    """Return for each deed that answers another, or comes of it, the id of that other."""
    found: dict[str, str] = {}
    by_id: dict[str, Deed] = {}
    spoken: list[Deed] = []
    answered: set[tuple[str, str]] = set()
    for deed in sorted(deeds, key=lambda one: (one.begin, one.end, one.id)):
        doer = doer_of(deed, lexicon)
        if doer and deed.result == "done" and deed.kind == "action":
            spoken = [one for one in spoken if deed.begin - one.end <= REPLY]
            waiting = [one for one in spoken if (one.id, doer) not in answered]
            causes = [by_id[key] for key in deed.causes if key in by_id]
            opener = _opener(deed, waiting, causes, found, lexicon)
            if opener is not None:
                found[deed.id] = opener.id
                answered.add((opener.id, doer))
        by_id[deed.id] = deed
        if is_speech(deed, lexicon):
            spoken.append(deed)
    return found


def _opener(
    deed: Deed,
    waiting: Sequence[Deed],
    causes: Sequence[Deed],
    found: dict[str, str],
    lexicon: Lexicon,
) -> Deed | None:
    """Return what a deed answers, or comes of: the last that can be."""
    answers, doer = manner_of(lexicon, deed).answers, doer_of(deed, lexicon)
    asked = [one for one in causes if answers and is_answered(one, answers, lexicon)]
    if asked:
        return _last(asked)
    near = [one for one in causes if one.place == deed.place and one.kind == "action"]
    to = toward(deed, lexicon)
    if not is_speech(deed, lexicon):
        near = [one for one in near if deed.begin - one.end <= CAME_OF]
        suffered = [one for one in near if doer in toward(one, lexicon)]
        theirs = [one for one in near if doer_of(one, lexicon) in to]
        theirs += [one for one in near if one.id in found and {*to} & {*toward(one, lexicon)}]
        return _last(theirs) or _last(suffered) or _last(_by(near, doer, lexicon))
    soon = [
        one for one in near if one.id not in found and deed.begin - one.end <= _span(one, lexicon)
    ]
    brought = [one for one in soon if doer_of(one, lexicon) in to]
    if not to:  # words to everybody, perhaps at somebody's bidding
        return _last([one for one in soon if doer in toward(one, lexicon)])
    if manner_of(lexicon, deed).acts:  # it begins something, whoever spoke last
        return _last(brought)
    here = (one for one in waiting if one.place == deed.place and doer_of(one, lexicon) in to)
    return _last([*brought, *(one for one in here if doer in toward(one, lexicon))])


def _by(deeds: Sequence[Deed], doer: str, lexicon: Lexicon) -> list[Deed]:
    return [one for one in deeds if doer_of(one, lexicon) == doer]


def _span(opener: Deed, lexicon: Lexicon) -> float:
    """Return how long after words somebody is still moved by them: longer, if they say a purpose.

    Whoever has cried out that they will go can be held for as long as they try.
    """
    return CAME_OF if manner_of(lexicon, opener).acts else AT_ONCE


def is_answered(deed: Deed, answered: str, lexicon: Lexicon) -> bool:
    """Whether a deed is of the rule, or has the meaning, in answer to which another is done."""
    return deed.rule == answered or answered in manner_of(lexicon, deed).meanings


def _last(deeds: Sequence[Deed]) -> Deed | None:
    return max(deeds, key=lambda one: (one.end, one.begin, one.id), default=None)
