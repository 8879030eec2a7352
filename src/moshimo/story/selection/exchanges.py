"""Exchanges: what brought about what is told belongs to it, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexicon.lexicon import Lexicon, manner_of
from moshimo.story.selection.message import Message
from moshimo.story.selection.worth import WEIGHTY

SOON = 30.0  # seconds from what leads to a deed to that deed


def with_triggers(told: Sequence[Message], acts: Sequence[Message]) -> list[Message]:
    """Return the messages told, and the deed that set off each event, or led to each weighty deed.

    "Ana knocked Bo down" is told with "Bo lay senseless", and with "Ana spared Bo", however often
    she has struck him before.
    """
    ids = {key for message in told for key in message.ids}
    by_id = {key: message for message in acts for key in message.ids}
    missing: dict[str, Message] = {}
    for message in told:
        for cause in message.deed.causes:
            trigger = by_id.get(cause)
            if trigger is None or cause in ids:
                continue
            if sets_off(trigger, message):
                missing[trigger.deed.id] = trigger
            elif _leads_to(trigger, message):  # it makes nobody weightier
                missing.setdefault(trigger.deed.id, replace(trigger, worth=0.0))
    return sorted([*told, *missing.values()], key=lambda message: (message.begin, message.end))


def sets_off(trigger: Message, message: Message) -> bool:
    """Whether an action ended just as the event began, and both were done to one of its people."""
    deed, event = trigger.deed, message.deed
    at_once = deed.result == "done" and deed.end == event.begin
    others = {*deed.roles.values()} - {*trigger.doers, ""}
    kinds = (deed.kind, event.kind) == ("action", "event")
    return kinds and at_once and bool(others & {*event.roles.values()})


def _leads_to(trigger: Message, message: Message) -> bool:
    """Whether somebody did something to another, and so comes to do a weighty deed to them."""
    deed, after = trigger.deed, message.deed
    if message.worth < WEIGHTY or (deed.kind, after.kind) != ("action", "action"):
        return False
    soon = deed.result == "done" and 0 <= after.begin - deed.end <= SOON
    others = {*after.roles.values()} - {*message.doers, ""}
    return soon and trigger.doers == message.doers and bool(others & {*deed.roles.values()})


def with_answers(
    told: Sequence[Message], found: Sequence[Message], lexicon: Lexicon
) -> list[Message]:
    """Return the messages told, each with the first silent answer that came before its end.

    "Bram struck at Corin, but Corin ducked": such an answer is told nowhere else.
    """
    answers: dict[str, list[Message]] = {}
    for one in found:
        manner = manner_of(lexicon, one.deed)
        if manner.answers and one.shape == "act" and one.deed.result == "done":
            for cause in one.deed.causes if len(one.deeds) == 1 and not manner.speech else ():
                answers.setdefault(cause, []).append(one)
    given: dict[str, Message] = {}
    for message in told:
        fits = [one for one in answers.get(message.deed.id, ()) if _in_time(message, one)]
        if fits:
            given[message.deed.id] = min(fits, key=lambda one: (one.end, one.deed.id))
    elsewhere = {answer.deed.id for answer in given.values()}
    return [
        replace(message, answer=given[message.deed.id].deed)
        if message.deed.id in given
        else message
        for message in told
        if message.deed.id not in elsewhere
    ]


def _in_time(message: Message, answer: Message) -> bool:
    """Whether somebody to whom a deed was done answered it in no time before its end."""
    deed = message.deed
    alone = message.shape == "act" and len(message.deeds) == 1 and deed.result == "done"
    to = {*deed.roles.values()} - {*message.doers}
    return alone and deed.begin <= answer.begin == answer.end <= deed.end and to >= {*answer.doers}
