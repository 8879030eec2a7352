"""Arrivals, folded into the first sentence about who came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import MANY_NAMES, full_name, noun_of
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.sentence_plan import Agree, Phrase, PhrasePart, Ref, SentencePlan
from moshimo.story.selection.message import Message

BE = ("was", "were")
AT_ONCE = 120.0  # seconds behind an arrival
FEW = 3  # so many come in a clause behind "said"
TAG = re.compile(r"^ (?:said|asked|\w+ed)$")  # "said" behind the name of who spoke
# a verb behind a name that shows the coming by itself
SHOWN = re.compile(
    r"^ (?:(?:had|have|has) (?:just )?(?:come|got (?:there|in|up))\b|came\b(?! to (?:him|her))|"
    r"arrived\b|entered\b|(?:stepped|walked|ran|rushed|burst|slipped|looked) (?:in|up|out)\b|"
    r"was (?:there|at the door|in the door)\b)"
)
BEFORE = re.compile(r"^ had\b")


def doers_of(ways: Sequence[Message]) -> tuple[str, ...]:
    """Return who came, each once."""
    return tuple(dict.fromkeys(doer for way in ways for doer in way.doers))


def ids_of(ways: Sequence[Message]) -> tuple[str, ...]:
    """Return the ids of the deeds by which they came."""
    return tuple(key for way in ways for key in way.ids)


def listed(
    people: Sequence[str], at: tuple[str, float], discourse: Discourse, verbs: tuple[str, str] = BE
) -> Phrase:
    """Return people as the subject of a verb, all by name: "A, B and C, and with them D, were".

    Many who are the people of another place, as the reader knows, are told as such.

    Args:
        people: who they are.
        at: where they are now, and when that is.
        discourse: what has been told so far.
        verbs: the verb for one, and for several.
    """
    lexicon, many = discourse.lexicon, verbs[1]
    nouns = [noun_of(member_of(lexicon, who)) for who in people]
    kin = [who for who, n in zip(people, nouns, strict=True) if n and nouns.count(n) > 1]
    single = [who for who in people if who not in kin]
    if len(single) <= MANY_NAMES:
        return (Ref((*single, *kin), "subject", named=True), " ", Agree(*verbs))
    place, those, left = discourse.sightings.group(single, *at)
    rest = [who for who in (*single, *kin) if who not in those]
    if place and len(rest) <= MANY_NAMES:
        called = f"all those from {full_name(lexicon, place)}"
        words: Phrase = (Ref(tuple(those), "subject", named=True, called=called),)
        words = (*words, " but ", Ref((left,), named=True)) if left else words
        more: Phrase = (", and with them ", Ref(tuple(rest), named=True), ",") if rest else ()
        return (*words, *more, f" {many}")
    if len(single) > 2 * MANY_NAMES:
        return (f"a good many more people {many}",)
    half = (len(single) + 1) // 2
    first, last = single[:half], single[half:]
    more = (", and with them ", Ref((*last, *kin), named=True), f", {many}")
    return (Ref(tuple(first), "subject", named=True), *more)


def came(ways: Sequence[Message], lexicon: Lexicon, verb: str = "came") -> str:
    """Return how people come to that place: "came in"."""
    way = member_of(lexicon, ways[-1].place).come
    return f"{verb} {way}" if way else verb


def with_comings(
    plans: Sequence[SentencePlan], ways: Sequence[Message], first: Message, discourse: Discourse
) -> list[SentencePlan]:
    """Return the sentences of a message with the arrivals before it, in its first if that fits.

    "Ada came in, and put a book under one arm"; "… said Bo, who had come up by then".
    """
    plan, who, lexicon = plans[0], doers_of(ways), discourse.lexicon
    now = first.begin - max(way.end for way in ways) < AT_ONCE
    parts = _told_by_itself(plan, who) or _joined(plan, ways, lexicon, now=now)
    parts = parts or _behind_tag(plan, ways, lexicon, now=now)
    if parts:
        deeds = tuple(dict.fromkeys((*plan.deeds, *ids_of(ways))))
        return [replace(plan, parts=parts, deeds=deeds), *plans[1:]]
    verb = came(ways, lexicon)
    alone = listed(who, (first.place, first.begin), discourse, (verb, verb))
    return [SentencePlan(alone, key=ways[-1].deed.id, deeds=ids_of(ways)), *plans]


def _told_by_itself(plan: SentencePlan, who: tuple[str, ...]) -> Phrase:
    """Return a sentence as it is, if it shows that the one person came; else ()."""
    for place, part in enumerate(plan.parts[:-1]):
        after = plan.parts[place + 1]
        if isinstance(part, str) and '"' in part:
            break
        if _is_subject(part, who) and isinstance(after, str) and SHOWN.match(after):
            return plan.parts
    return ()


def _joined(plan: SentencePlan, ways: Sequence[Message], lexicon: Lexicon, *, now: bool) -> Phrase:
    """Return a sentence that begins with who came, and says that as well; else ()."""
    who = doers_of(ways)
    after = plan.parts[1] if len(plan.parts) > 1 else ""
    if not _is_subject(plan.parts[0], who) or not isinstance(after, str):
        return ()
    if not after.startswith(" ") or after.startswith(" and "):
        return ()
    if BEFORE.match(after) or not now:
        when = "just come" if now else "come"
        how = came(ways, lexicon, when)
        return (plan.parts[0], f", who had {how}{'' if now else ' by then'},", *plan.parts[1:])
    return (plan.parts[0], f" {came(ways, lexicon)}, and", *plan.parts[1:])


def _behind_tag(
    plan: SentencePlan, ways: Sequence[Message], lexicon: Lexicon, *, now: bool
) -> Phrase:
    """Return words spoken with who came behind "said"; else ()."""
    who, parts = doers_of(ways), _merged(plan.parts)
    *words, speaker, tag = parts if len(parts) > 2 else ("", "", "")
    if not isinstance(tag, str) or not TAG.match(tag) or not isinstance(speaker, Ref):
        return ()
    if not _is_subject(speaker, who):
        there = set(speaker.who) & set(who)
        when: Phrase = (" when ", Ref(who, "subject", named=True), f" {came(ways, lexicon)}")
        return () if there or not now or len(who) > FEW else (*words, speaker, tag, *when)
    just = f", who had {came(ways, lexicon, 'just come' if now else 'come')}"
    verb = f"{tag.strip()} "
    return (*words, verb, replace(speaker, named=True), just + ("" if now else " by then"))


def _merged(parts: Phrase) -> Phrase:
    """Return a phrase whose words between two names are one text."""
    found: list[PhrasePart] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def _is_subject(part: PhrasePart, who: tuple[str, ...]) -> bool:
    return isinstance(part, Ref) and part.case == "subject" and part.who == who
