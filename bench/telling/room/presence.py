"""Who acts or speaks without having been said to be there, or after having gone or passed out.

The reader knows of a place whom the story has named there: who comes; who is named in the first two
paragraphs of a scene, or together with others; whom the teller names while they are there. A place
that the story comes back to within an hour keeps them. Whoever acts later, and is none of these,
was not said to be there; nor was whoever was told to go, or to be taken away, and has not been told
to come back. Whoever was told to fall asleep or to be knocked out does nothing within the hour,
unless they are told to wake.

What a place is like ("the square was full") names nobody; but where a crowd is, anybody may step
out of it who is named. A double is nobody that one could know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bench.telling.told import Fault, Line, Told
from moshimo.lang.newborns import CLONE
from moshimo.story.lexicon.lexicon import manner_of, member_of

KEPT = 3600.0  # seconds for which a place keeps those who are known to be there
OPENING = 2  # paragraphs in which a scene says who is there
SEVERAL = re.compile(r"\b(?:several|many|some|a few|a dozen|dozens of) (?:people|others|of them)\b")
CROWD = 12  # more people than this are a crowd


@dataclass(slots=True)
class Room:
    """Whom the reader knows to be at a place, and until when the story was there."""

    there: set[str] = field(default_factory=set)
    out: dict[str, tuple[str, ...]] = field(default_factory=dict)  # who passed out, by what deeds
    crowd: bool = False  # "several people were there"
    seen: float = 0.0
    paragraph: int = -1  # in which they were named first


def unannounced(told: Told) -> list[Fault]:
    """Return the lines in which somebody acts who was not said to be there, or to wake."""
    found: list[Fault] = []
    rooms: dict[str, Room] = {}
    scene = -1
    for line in told.lines:
        place = place_of(line, told)
        room = rooms.get(place)
        if room is None or line.begin - room.seen > KEPT:
            room = rooms[place] = Room(paragraph=line.paragraph)
        if line.scene != scene:
            room.paragraph, scene = line.paragraph, line.scene
        _take_in_moves(line, place, rooms, told)
        opening = line.paragraph < room.paragraph + OPENING or not room.there
        opening = opening or any(place in mention.who for mention in line.narrated)  # "at the mill"
        for who in actors(line, told):
            why = ""
            out = room.out.get(who, ())
            if out and not set(out) & set(line.sentence.deeds) and _is_up(who, line, told):
                why = f"{who} was told to be asleep or senseless"
            elif who not in room.there and not (opening or _steps_out(who, line, room, told)):
                why = f"{who} was not said to be at {place or 'that place'}"
            if why:
                found.append(Fault(line.text, why, line.sentence.deeds))
                break
        room.there |= _named(line, place, told)
        room.crowd = room.crowd or bool(SEVERAL.search(line.text))
        _take_in_sleep(line, room, told)
        room.seen = max(room.seen, line.end)
    return found


def place_of(line: Line, told: Told) -> str:
    """Return where a line is, "" if nowhere: where its deeds were done, or its scene is."""
    places = [deed.place for deed in line.deeds if deed.place]
    last = manner_of(told.lexicon, line.deeds[-1])
    if places and (last.moves or last.moved):
        return places[-1]
    return places[0] if places else told.story.scenes[line.scene].place


def actors(line: Line, told: Told) -> list[str]:
    """Return who acts or speaks in a line, if it is one person: not a crowd, nor many together."""
    doers = {told.doer(deed) for deed in line.deeds if deed.kind == "action"} - {""}
    named = {who for mention in line.narrated for who in mention.who}
    one = len(doers) == 1 and not any(member_of(told.lexicon, who).plural for who in doers)
    doers = {who for who in doers if not who.startswith(CLONE)}
    return [who for who in doers if who in named] if one else []


def _is_up(who: str, line: Line, told: Told) -> bool:
    return told.history.awake(who, line.begin + 1.0) and told.history.awake(who, line.end)


def _steps_out(who: str, line: Line, room: Room, told: Told) -> bool:
    """Whether somebody steps out of a crowd, by name; or is only "a clone"."""
    words = [
        line.text[mention.begin : mention.end]
        for mention in line.narrated
        if who in mention.who and not mention.pronoun
    ]
    if any(word.lower().startswith(("a ", "an ", "another ")) for word in words):
        return True
    there = told.history.were_at(place_of(line, told), line.begin, line.end)
    return bool(words) and (room.crowd or len(there) > CROWD)


def _named(line: Line, place: str, told: Told) -> set[str]:
    """Return whom a line names and who is there, or of whom the journal knows that."""
    named = {who for mention in line.narrated for who in mention.who}
    if told.whole:
        return {who for who in named if _was_at(who, place, line, told)}
    return named & {who for deed in line.deeds for who in (*deed.witnesses, *told.people(deed))}


def _was_at(who: str, place: str, line: Line, told: Told) -> bool:
    """Whether somebody was at a place when a line begins, or, where it tells of a way, ends."""
    moves = any(manner_of(told.lexicon, deed).moved for deed in line.deeds)
    times = (line.begin, line.end) if moves else (line.begin,)
    return any(told.history.place(who, time) == place for time in times)


def _take_in_moves(line: Line, place: str, rooms: dict[str, Room], told: Told) -> None:
    """Let whom the line's deeds took somewhere else be there, and nowhere else."""
    for who, where in _moved(line, told).items():
        for other, room in rooms.items():
            if other != where:
                room.there.discard(who)
        if where == place:
            rooms[place].there.add(who)


def _moved(line: Line, told: Told) -> dict[str, str]:
    """Return whom the line's deeds took somewhere else, and where to."""
    keys = {deed.id for deed in line.deeds}
    found: dict[str, str] = {}
    for change in told.moves:
        if change.deed in keys:
            found[change.owner] = told.history.place(change.owner, change.time)
    for deed in line.deeds:
        manner = told.lexicon.manners.get(deed.rule)
        if manner and manner.moves and deed.result == "done" and told.doer(deed):
            found[told.doer(deed)] = deed.place
    return found


def _take_in_sleep(line: Line, room: Room, told: Told) -> None:
    """Note who falls asleep or is knocked out by what the line tells, and who wakes."""
    for deed in line.deeds:
        for who in told.people(deed):
            after = told.history.awake(who, deed.end)
            if after:
                room.out.pop(who, None)
            elif told.history.awake(who, deed.begin - 1.0) and told.whole:
                room.out[who] = line.sentence.deeds
