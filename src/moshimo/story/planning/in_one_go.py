"""In one go: an exchange is told without a break, as late as what it rests on wants it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.selection.bodies.whereabouts import Whereabouts
from moshimo.story.selection.message import Message

SOON = 60.0  # seconds in which somebody can be said to have left
AT_ONCE = 5.0  # seconds in which what comes about by itself is told first
STEP = 1e-3  # seconds between messages that are told in another order than they began
PART = 4  # one of so many has begun where it is told what a crowd does


def in_order(
    blocks: Sequence[Sequence[Message]], where: Whereabouts, lexicon: Lexicon
) -> list[Message]:
    """Return messages in the order of telling; those of one block behind one another.

    A message is taken out of its block if its doer was not there when that began, if it takes
    somebody away, or if it rests on what is told later than something that rests on the block.
    """
    apart = [part for block in blocks for part in _of_those_there(block, where, lexicon)]
    every = [message for part in apart for message in part]
    timed: list[tuple[float, int, list[Message]]] = []
    for part in apart:
        if len(part) == 1 and len(part[0].deeds) > 1:
            timed.append((_led_up(part[0], every), len(timed), part))
            continue
        for time, messages in _when(part, every):
            timed.append((_how_it_began(time, messages, every), len(timed), messages))
    made: list[Message] = []
    last = float("-inf")
    for time, _, messages in sorted(timed, key=lambda one: one[:2]):
        for message in messages:
            moved = message.begin < last or message is not messages[0] or time != message.begin
            last = max(last + STEP, time) if moved else message.begin
            made.append(replace(message, amid=last) if moved else message)
    return made


def _how_it_began(time: float, messages: Sequence[Message], every: Sequence[Message]) -> float:
    """Return when messages are told: what comes about by itself is told before what is said then.

    How somebody comes before the council stands before the words to them, and after its causes.
    """
    if len(messages) > 1 or messages[0].deed.kind != "event" or time != messages[0].begin:
        return time
    causes = _causes(messages[0])
    caused = (one.begin + STEP for one in every if causes.intersection(one.ids))
    return min(time, max([time - AT_ONCE, *caused]))


def _led_up(message: Message, every: Sequence[Message]) -> float:
    """Return when it is told what many do: before what comes of it, once one of them has begun."""
    upon = (one for one in every if len(one.deeds) == 1 and {*message.ids} & _causes(one))
    first = min((one.begin - STEP for one in upon), default=message.begin)
    begun = sorted(deed.begin for deed in message.deeds)
    return max(min(first, message.begin), begun[len(begun) // PART])


def _of_those_there(
    block: Sequence[Message], where: Whereabouts, lexicon: Lexicon
) -> list[list[Message]]:
    """Return a block, and alone what does not belong to its beginning."""
    first = block[0]
    together, alone = [first], []
    for message in block[1:]:
        manner = manner_of(lexicon, message.deed)
        leaves = bool(manner.moves or manner.moved) and message.begin - first.begin > SOON
        there = all(where.is_at(who, first.place, first.begin) for who in message.doers)
        if leaves or not there:
            alone.append([message])
        else:
            together.append(message)
    return [together, *alone]


def _when(block: list[Message], every: Sequence[Message]) -> list[tuple[float, list[Message]]]:
    """Return when a block is told; in parts if it would come too late for what rests on it."""
    first, mine = block[0], {id(message) for message in block}
    others = [one for one in every if len(one.deeds) == 1 and id(one) not in mine]
    by_id = {one.deed.id: one for one in others}  # what many do has no one time
    late = [_rests_on(message, by_id) for message in block[1:]]
    latest = max((first.begin, *late))
    waits = min(
        (one.begin for one in others for message in block if _comes_of(one, message)),
        default=float("inf"),
    )
    if latest <= first.begin or latest < waits:
        return [(latest, block)]
    soon = [one for one, time in zip(block[1:], late, strict=True) if time <= first.begin]
    apart = [one for one in block[1:] if not any(one is other for other in soon)]
    return [(first.begin, [first, *soon]), *((one.begin, [one]) for one in apart)]


def _rests_on(message: Message, others: Mapping[str, Message]) -> float:
    """Return when the last of what its people did that it rests on, told elsewhere, began."""
    found = (others[key] for key in _causes(message) if key in others)
    times = (one.begin + STEP for one in found if _comes_of(message, one))
    return max(times, default=float("-inf"))


def _comes_of(message: Message, one: Message) -> bool:
    """Whether a message rests on another, and somebody who did that is concerned by it too."""
    concerned = any(message.involves(doer) for doer in one.doers)
    return concerned and bool(_causes(message).intersection(one.ids))


def _causes(message: Message) -> set[str]:
    return {cause for deed in message.deeds for cause in deed.causes}
