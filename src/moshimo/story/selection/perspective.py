"""A universe from one person's perspective: what they did, perceived, were told and read.

Nothing is told that they could not know: no deeds elsewhere, no wishes of others, no unknown
causes. Reports are told when they heard them, as they heard them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from moshimo.engine.journal import Deed, is_claim
from moshimo.story.lexicon.lexicon import (
    Lesson,
    Lexicon,
    doer_of,
    is_for_another,
    is_routine,
    manner_of,
    reports,
)
from moshimo.story.selection.bodies_seen import Beholder, as_taken
from moshimo.story.selection.feelings import feelings_at
from moshimo.story.selection.message import Message, messages
from moshimo.story.selection.worth import everyday_ways, worth

MOVED = 2.0  # added to the worth of a deed for each whole that it changed in the person
MOST_MOVED = 3.0  # and at most so much
NOTHING_TO_THEM = 0.65  # factor for what others do to others, and does not move them
FOR_ANOTHER = 0.3  # factor for what is read aloud to somebody else
CLAIM = "/claim"  # ends the id of a reported deed that its hearer knows by no other way


@dataclass(frozen=True, slots=True)
class Lived:
    """What one person knows of a universe."""

    who: str  # their id
    deeds: tuple[Deed, ...]  # what they did and perceived, as they know it
    news: Mapping[str, tuple[Deed, ...]]  # a deed's id to the deeds of which they learned by it

    @property
    def known(self) -> dict[str, Deed]:
        """All deeds that they know of, by id."""
        told = (deed for those in self.news.values() for deed in those)
        return {deed.id: deed for deed in (*told, *self.deeds)}


def lived(deeds: Sequence[Deed], who: str, lexicon: Lexicon) -> Lived:
    """Return the part of a journal that `who` knows, each deed as they know it."""
    beholder = Beholder(who)
    by_id = {deed.id: as_taken(deed, who) if deed.taken else deed for deed in deeds}
    perceived = [(whole, by_id[deed.id]) for whole, deed in _perceived(deeds, who, lexicon)]
    ways = everyday_ways([deed for _, deed in perceived], lexicon)
    begun = {deed.id for _, deed in perceived if who in (*deed.begun, doer_of(deed, lexicon))}
    learned: set[str] = set()
    made: list[Deed] = []
    news: dict[str, tuple[Deed, ...]] = {}
    taken: dict[str, str] = {}  # deeds of which they know only what those seemed to be
    here = ""
    for whole, deed in perceived:
        deed = beholder.see(deed, whole=whole)
        doer = doer_of(deed, lexicon)
        manner = manner_of(lexicon, deed)
        moves = bool(manner.moves)
        if who == doer or not (moves or manner.afar):
            here = deed.place or here
        if moves and who != doer and deed.rule in ways and deed.place != here:
            continue  # only seen to leave
        if deed.seemed is not None and not whole:
            taken[deed.id] = deed.seemed.id
            deed = replace(deed, id=deed.seemed.id, rule=deed.seemed.rule, roles=deed.seemed.roles)
        lessons = (
            _lessons(deed, who, by_id, learned, lexicon) if whole and deed.result == "done" else []
        )
        lessons = [beholder.hear(told) for told in lessons]
        fresh = tuple(lesson for lesson in lessons if lesson.id not in learned)
        if fresh:
            news[deed.id] = fresh
        learned.update(lesson.id for lesson in lessons)
        known = tuple(taken.get(cause, cause) for cause in deed.causes)
        seen = _as_known(replace(deed, causes=known), who, whole, learned | begun, lexicon)
        learned.add(deed.id)
        made.append(replace(seen, place=here) if manner.afar and here else seen)
    return Lived(who, tuple(made), news)


def _perceived(deeds: Sequence[Deed], who: str, lexicon: Lexicon) -> list[tuple[bool, Deed]]:
    """Return the deeds that somebody perceived, as they did so, and whether to the end."""
    found: list[tuple[bool, Deed]] = []
    for deed in deeds:
        doer = doer_of(deed, lexicon)
        whole = doer == who if deed.kind == "sense" else who == doer or who in deed.witnesses
        if whole or (who in deed.begun and deed.kind != "sense"):
            found.append((whole, deed))
    return sorted(found, key=lambda one: (one[1].end if one[0] else one[1].begin, one[1].begin))


def _as_known(deed: Deed, who: str, whole: bool, learned: set[str], lexicon: Lexicon) -> Deed:
    """Return a deed without what that person does not know of it."""
    manner = manner_of(lexicon, deed)
    spoken = {role for role, kind in manner.roles.items() if kind == "Deed"}
    roles = {
        role: "" if role in spoken and key not in learned and not is_claim(key) else key
        for role, key in deed.roles.items()
    }
    causes = tuple(cause for cause in deed.causes if cause in learned)
    own = doer_of(deed, lexicon) == who
    seen = replace(
        deed,
        roles=roles,
        causes=causes,
        chance=deed.chance if own else None,
        reasons=deed.reasons if own else (),
        foreseen=deed.foreseen if own else (),
        failed=deed.failed if own else "",
    )
    if whole:
        return seen
    result = deed.result if deed.result == "under way" else "broken off"
    return replace(  # its end was not seen
        seen, end=deed.begin, result=result, outcomes={}, said=(), witnesses=deed.begun
    )


def _lessons(
    deed: Deed, who: str, by_id: Mapping[str, Deed], learned: set[str], lexicon: Lexicon
) -> list[Deed]:
    """Return the deeds of which that person learns by a deed, told or read."""
    manner = manner_of(lexicon, deed)
    found = [
        told
        for lesson in manner.lessons
        if deed.roles.get(lesson.hearer) == who
        and (told := _told(deed, lesson, by_id, learned)) is not None
    ]
    if manner.looks and doer_of(deed, lexicon) == who:
        found += _written(deed, by_id, lexicon)
    return [told for told in found if told.result == "done" and doer_of(told, lexicon) != who]


def _told(deed: Deed, lesson: Lesson, by_id: Mapping[str, Deed], learned: set[str]) -> Deed | None:
    """Return the deed that is reported; if the hearer knows of none, as it is told, true or not."""
    if lesson.deed:
        return by_id.get(deed.roles.get(lesson.deed, ""))
    roles = {role: deed.roles.get(given, "") for role, given in lesson.roles.items()}
    if not lesson.rule or not all(roles.values()):
        return None
    done = (other for other in _done_by_then(deed, by_id) if other.id in learned)
    same = (other for other in done if other.rule == lesson.rule)
    found = [other for other in same if roles.items() <= other.roles.items()]
    if found:
        return max(found, key=lambda other: (other.end, other.id))
    claim = f"{lesson.rule} {' '.join(roles.values())}{CLAIM}"
    return Deed(claim, lesson.rule, "action", roles, {}, deed.begin, deed.end, "", "done")


def _done_by_then(deed: Deed, by_id: Mapping[str, Deed]) -> Iterator[Deed]:
    ends = (other for other in by_id.values() if other.end <= deed.end)
    return (other for other in ends if other.result == "done")


def _written(deed: Deed, by_id: Mapping[str, Deed], lexicon: Lexicon) -> list[Deed]:
    """Return the last deed that wrote each thing read in a deed."""
    found: dict[str, Deed] = {}
    for role, attribute in sorted(manner_of(lexicon, deed).looks):
        thing = deed.roles.get(role, "")
        done = _done_by_then(deed, by_id)
        changed = (other for other in done if attribute in manner_of(lexicon, other).changes)
        wrote = [o for o in changed if thing in (*o.roles.values(), *o.outcomes.values())]
        if thing and wrote:
            last = max(wrote, key=lambda other: (other.end, other.id))
            found[last.id] = last
    return list(found.values())


def messages_of(view: Lived, lexicon: Lexicon) -> list[Message]:
    """Return the messages of what somebody lived.

    Reports add the worth of what they report. A report without news is worth nothing. How common
    a kind of deed is counts among what they lived: they know of no other.
    """
    known = view.known
    heard = [deed for those in view.news.values() for deed in those]
    worths = worth([*view.deeds, *heard], lexicon, among=view.deeds)
    made: list[Message] = []
    for message in messages(view.deeds, lexicon):
        news = view.news.get(message.deed.id, ())
        own = _spread(message.deed, known, lexicon) if view.who in message.doers else ()
        told = tuple(deed for deed in (*news, *own) if _is_news(deed, lexicon))
        more = sum(worths[deed.id] for deed in told if deed in news)
        if told:
            message = replace(message, news=told, worth=message.worth + more)
        elif _is_telling(message.deed, view.who, lexicon):
            message = replace(message, worth=0.0)
        made.append(_with_feelings(message, lexicon))
    return [_for_others(message, view.who, lexicon) for message in made]


def _for_others(message: Message, who: str, lexicon: Lexicon) -> Message:
    """Return a message, worth less if it is nothing to the person, or read to somebody else."""
    manner = manner_of(lexicon, message.deed)
    if manner.read_aloud and is_for_another(message.deed, who, lexicon):
        return replace(message, worth=FOR_ANOTHER * message.worth)
    if message.felt or message.news or message.involves(who):
        return message
    return replace(message, worth=NOTHING_TO_THEM * message.worth)


def _with_feelings(message: Message, lexicon: Lexicon) -> Message:
    """Return a message with what the person felt at it; what moved them is worth more."""
    found = feelings_at((*message.deeds, *message.news), lexicon)
    if not found:
        return message
    more = min(MOST_MOVED, MOVED * found[0].size)
    return replace(message, felt=found, worth=message.worth + more)


def _spread(deed: Deed, known: Mapping[str, Deed], lexicon: Lexicon) -> tuple[Deed, ...]:
    """Return what somebody reports to people who were not there."""
    lessons = manner_of(lexicon, deed).lessons if deed.result == "done" else ()
    found = [
        (known.get(deed.roles.get(lesson.deed, "")), deed.roles.get(lesson.hearer, ""))
        for lesson in lessons
    ]
    return tuple(
        told
        for told, hearer in found
        if told
        and told.result == "done"
        and not (told.kind == "event" and doer_of(told, lexicon) == doer_of(deed, lexicon))
        and hearer not in (*told.roles.values(), *told.witnesses, *told.begun)
    )


def _is_news(deed: Deed, lexicon: Lexicon) -> bool:
    """Whether a deed is neither routine nor a report itself."""
    manner = manner_of(lexicon, deed)
    return not is_routine(manner) and not reports(manner)


def _is_telling(deed: Deed, who: str, lexicon: Lexicon) -> bool:
    """Whether somebody hears or makes a report by it, without direct speech."""
    lessons = () if deed.said else manner_of(lexicon, deed).lessons
    own = doer_of(deed, lexicon) == who
    return any(own or deed.roles.get(lesson.hearer) == who for lesson in lessons)
