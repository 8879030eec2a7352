"""Lists that are cut short, "X, Y and sixteen others", and whether they are true of each.

True is: each of them was there, and awake, and did what the line says they did together; and none
is named beside the list, as the one they look at.
"""

from __future__ import annotations

import re

from bench.telling.room.presence import place_of
from bench.telling.told import Fault, Line, Told
from moshimo.story.lexicon.lexicon import manner_of, member_of
from moshimo.story.realisation.story import Mention

OTHERS = re.compile(r"\band (?:\w+|\d+) others\b|\bamong others\b|\band others\b")


def cut_short(told: Told) -> list[Fault]:
    """Return the lines with such a list."""
    return [
        Fault(line.text, f"a list of {len(mention.who)}", line.sentence.deeds)
        for line, mention in _lists(told)
        if OTHERS.search(line.text[mention.begin : mention.end])
    ]


def untrue_of_some(told: Told) -> list[Fault]:
    """Return the lines with a list of people of whom it is not true."""
    found: list[Fault] = []
    for line, mention in _lists(told):
        why = _untrue(line, mention, told)
        if why:
            found.append(Fault(line.text, why, line.sentence.deeds))
    return found


def _lists(told: Told) -> list[tuple[Line, Mention]]:
    return [(line, m) for line in told.lines for m in line.narrated if len(m.who) > 2]


def _untrue(line: Line, mention: Mention, told: Told) -> str:
    """Return of whom a list is not true, and why; "" if it is true."""
    others = (m for m in line.narrated if m is not mention and not m.pronoun)
    beside = {who for m in others for who in m.who}
    if twice := sorted(beside & set(mention.who)):
        return f"{', '.join(twice)} stands in the list and beside it"
    moved = any(manner_of(told.lexicon, deed).moves for deed in line.deeds)
    people = all(member_of(told.lexicon, who).is_person for who in mention.who)
    if not told.whole or mention.pronoun or moved or not people:
        return ""
    place = place_of(line, told)
    there = told.history.were_at(place, line.begin, line.end)
    away = [who for who in mention.who if place and who not in there]
    if away:
        return f"{', '.join(away)} was not at {place}"
    asleep = [
        who
        for who in mention.who
        if not told.history.awake(who, line.begin) and not told.history.awake(who, line.end)
    ]
    return f"{', '.join(asleep)} was not awake" if asleep else ""
