"""Exchanges: what brought about what is told belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.selection.message import Message


def with_triggers(told: Sequence[Message], acts: Sequence[Message]) -> list[Message]:
    """Return the messages told, and the deed that set off each event among them.

    "Ana knocked Bo down" is told with "Bo lay senseless", however often she has struck him before.
    """
    ids = {key for message in told for key in message.ids}
    by_id = {key: message for message in acts for key in message.ids}
    missing: dict[str, Message] = {}
    for message in told:
        for cause in message.deed.causes:
            trigger = by_id.get(cause)
            if trigger and cause not in ids and sets_off(trigger, message):
                missing[trigger.deed.id] = trigger
    return sorted([*told, *missing.values()], key=lambda message: (message.begin, message.end))


def sets_off(trigger: Message, message: Message) -> bool:
    """Whether an action ended just as the event began, and both were done to one of its people."""
    deed, event = trigger.deed, message.deed
    at_once = deed.result == "done" and deed.end == event.begin
    others = {*deed.roles.values()} - {*trigger.doers, ""}
    kinds = (deed.kind, event.kind) == ("action", "event")
    return kinds and at_once and bool(others & {*event.roles.values()})
