"""Aggregation: the messages of a scene in order, joined where one sentence tells several."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.lexicon.lexicon import Lexicon
from moshimo.story.planning.clauses import has_and, starts_with_doer, template_of
from moshimo.story.planning.ordering import LATE
from moshimo.story.selection.exchanges import sets_off
from moshimo.story.selection.grouping import TOGETHER, both_as_one
from moshimo.story.selection.message import Message

RUN = 3  # at most so many deeds of one doer in one sentence
RUN_WORDS = 26  # and so many words, counted in the templates


def joined(told: Sequence[Message], lexicon: Lexicon) -> list[Message]:
    """Return a scene's messages in order: arrivals joined, each before that person acts."""
    found: list[Message] = []
    for message in told:
        way = message.shape == "journey" and bool(found)
        both = both_as_one(found[-1], message, lexicon) if way else None
        found[-1:] = [both] if both else [*found[-1:], message]
    return _fewer_first(_next_to_events(_next_to_answers(_comings_late(found))))


def _next_to_answers(found: list[Message]) -> list[Message]:
    """Put an interrupted deed right before the deed that interrupted it."""
    for place in range(len(found) - 1, -1, -1):
        for after in range(place + 1, len(found)):
            if cut_short(found[place], found[after]):
                found.insert(after - 1, found.pop(place))
                break
    return found


def _next_to_events(found: list[Message]) -> list[Message]:
    """Put a deed right before the event that it set off, behind what began in the meantime."""
    for after in range(len(found)):
        for place in range(after - 1, -1, -1):
            between = found[place + 1 : after]
            if any(message.begin >= found[place].end for message in between):
                break
            if sets_off(found[place], found[after]):
                found.insert(after - 1, found.pop(place))
                break
    return found


def _comings_late(found: list[Message]) -> list[Message]:
    """Put an arrival right before the person's first deed, if nobody else meets them before."""
    for place in range(len(found) - 1, -1, -1):
        message = found[place]
        if message.shape != "journey" or message.times or len(message.doers) > 1:
            continue
        felt = found[place - 1] if place else message
        if felt.shape == "sense" and felt.doers == message.doers:
            found[place - 1 : place + 1] = [message, felt]
            continue
        first = next(
            (n for n in range(place + 1, len(found)) if found[n].involves(message.doers[0])),
            place + 1,
        )
        acts = first < len(found) and message.doers[0] in found[first].doers
        if first > place + 1 and acts and found[first].begin - message.end < LATE:
            found.insert(first - 1, found.pop(place))
    return found


def _fewer_first(found: list[Message]) -> list[Message]:
    """Put two sides at the same time, such as votes, next to each other, the smaller one first."""
    for place in range(len(found)):
        for after in range(place + 1, min(place + 4, len(found))):
            one, other = found[place], found[after]
            between = {doer for message in found[place + 1 : after] for doer in message.doers}
            if not are_sides(one, other) or between.intersection(one.doers):
                continue
            found.insert(after - 1, found.pop(place))
            if len(other.doers) < len(one.doers):
                found[after - 1 : after + 1] = [other, one]
            break
    return found


def are_sides(one: Message, other: Message) -> bool:
    """Whether several did one thing while others did another to the same people."""
    return (
        one.shape == other.shape == "act"
        and one.deed.rule != other.deed.rule
        and one.times == other.times == 1
        and one.deed.result == other.deed.result == "done"
        and len(one.doers) + len(other.doers) > 2
        and not set(one.doers) & set(other.doers)
        and list(one.deed.roles.values())[1:] == list(other.deed.roles.values())[1:]
        and other.begin < one.end + TOGETHER / 9
        and one.begin < other.end + TOGETHER / 9
    )


def runs(told: Sequence[Message], lexicon: Lexicon) -> list[tuple[Message, ...]]:
    """Group consecutive acts of the same doers that one sentence tells."""
    found: list[tuple[Message, ...]] = []
    for message in told:
        if found and _follows_on(found[-1], message, lexicon):
            found[-1] = (*found[-1], message)
        else:
            found.append((message,))
    return found


def _follows_on(run: tuple[Message, ...], message: Message, lexicon: Lexicon) -> bool:
    if len(run) == 1 and are_sides(run[0], message):
        return starts_with_doer(run[0], lexicon) and starts_with_doer(message, lexicon)
    if run[0].comes or any(_stands_alone(other) for other in (*run, message)):
        return False
    if run[-1].deed.result == "broken off":
        return cut_short(run[-1], message) and starts_with_doer(message, lexicon)
    acts = (*run, message)
    words = sum(_length(other, lexicon) for other in acts)
    if len(acts) > 1 and any(_in_own_words(other, lexicon) for other in acts):
        return False
    return (
        len(run) < RUN
        and words <= RUN_WORDS
        and all(other.shape == "act" and other.deed.result == "done" for other in acts)
        and bool(message.doers)
        and run[0].doers == message.doers
        and (message.begin - run[-1].end < 240)
        and message.deed.rule != run[-1].deed.rule
        and not any(other.again for other in acts)
        and all(starts_with_doer(other, lexicon) for other in acts)
        and not any(has_and(other, lexicon) for other in acts[:-1])
        and (not has_and(message, lexicon) or len(acts) == 1)
    )


def _stands_alone(message: Message) -> bool:
    """Whether it brings news, was answered, or was not what it seemed."""
    seemed = message.deed.seemed is not None or message.reveals[0] != ""
    return bool(message.news) or seemed or message.answer is not None


def _in_own_words(message: Message, lexicon: Lexicon) -> bool:
    """Whether its author has a sentence or a letter for it; nothing is joined to that."""
    chosen = lexicon.worded.get(message.deed.id)
    return bool(chosen and (chosen.told or chosen.letter))


def cut_short(message: Message, answer: Message) -> bool:
    """Whether the first deed was broken off because of the second."""
    return (
        message.deed.result == "broken off"
        and answer.deed.result == "done"
        and answer.shape == "act"
        and message.deed.id in answer.deed.causes
    )


def _length(message: Message, lexicon: Lexicon) -> int:
    known = message.deed.rule in lexicon.manners
    return len(template_of(message.deed, lexicon).split()) if known else 4
