"""Who has to be introduced in a scene: those who act in it, and of whom the reader knows nothing.

They stand in the heading, or in a sentence behind it. Whoever the reader saw there last needs none.
"""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.lang.newborns import CLONE
from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.lexicon.naming import MANY_NAMES, noun_of
from moshimo.story.planning.clauses import starts_with_doer
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.room.comings import came, doers_of, ids_of, listed
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Phrase, Ref, SentencePlan
from moshimo.story.selection.message import Message

CROWD = 12  # more people than this are a crowd
SOON = 2  # messages whose doers need not be said to be there


def entering(scene: ScenePlan, told: Sequence[Message]) -> tuple[Message, ...]:
    """Return the arrivals with which a scene begins, if more follows them."""
    first = next((n for n, one in enumerate(told) if not one.comes), 0)
    found = tuple(told[:first])
    felt = bool(found) and told[first].shape == "sense"
    return () if scene.follows or felt or len(doers_of(found)) > MANY_NAMES else found


def is_crowded(scene: ScenePlan, time: float, discourse: Discourse) -> bool:
    """Whether so many are there that anybody may step out of the crowd."""
    there = (who for who in discourse.where.stays if discourse.where.is_at(who, scene.place, time))
    return sum(1 for _ in there) > CROWD


def begins_alike(first: Message, ways: Sequence[Message], lexicon: Lexicon) -> bool:
    """Whether the first sentence begins with the one who comes, so that it can say that too."""
    alike = bool(ways) and first.doers == doers_of(ways) and first.shape == "act"
    return alike and first.deed.result == "done" and starts_with_doer(first, lexicon)


def strangers(
    scene: ScenePlan, told: Sequence[Message], ways: Sequence[Message], discourse: Discourse
) -> tuple[str, ...]:
    """Return who has to be introduced: single people, then those who share a noun, as elders.

    If they are few, those who say nothing are named as well.
    """
    known = discourse.sightings.known_at(scene.place, scene.begin)
    come = {doer for one in (*ways, *told) if one.comes for doer in one.doers}
    acting = {doer for message in told for doer in message.doers}
    out = known | come
    there = [who for who in (*scene.present, *_involved(scene, told, discourse)) if who not in out]
    kin = [who for who in there if noun_of(member_of(discourse.lexicon, who))]
    single = [who for who in there if who not in kin]
    if len(single) > MANY_NAMES:
        single = [who for who in single if who in acting]
    return (*single, *kin)


def _involved(scene: ScenePlan, told: Sequence[Message], discourse: Discourse) -> list[str]:
    """Return to whom something is done in a scene, and who was there when it began."""
    where, lexicon = discourse.where, discourse.lexicon
    keys = dict.fromkeys(
        key for message in told for deed in message.deeds for key in deed.roles.values()
    )
    people = (key for key in keys if key and member_of(lexicon, key).is_person)
    return [
        key
        for key in people
        if key not in scene.present
        and not key.startswith(CLONE)
        and where.is_at(key, scene.place, scene.begin)
    ]


def named_in(plans: Sequence[SentencePlan]) -> set[str]:
    """Return whom sentences mention outside direct speech."""
    parts = [part for plan in plans for part in (*plan.lead, *plan.parts)]
    return {who for part in parts if isinstance(part, Ref) and not part.speaker for who in part.who}


def with_others(
    scene: ScenePlan,
    plans: list[SentencePlan],
    told: Sequence[Message],
    ways: Sequence[Message],
    discourse: Discourse,
    *,
    says: bool,
) -> tuple[list[SentencePlan], bool]:
    """Say who else is there from the beginning; return whether that says who comes in then.

    It does so only behind a heading, and if it is to (`says`).

    That stands behind the opening, or behind the first deed where this opens the scene.
    """
    heading = plans[0].paragraph and not plans[0].lead
    at = 1 if heading else len(plans)
    named, later = named_in(plans[:at]), named_in(plans[at:])
    acting = {doer for message in told for doer in message.doers}
    crowd, lexicon = len(scene.present) > CROWD, discourse.lexicon
    news = strangers(scene, told, ways, discourse)
    # the words of the first deed may not name its doer
    silent = set() if heading else {*told[0].doers} - later
    out = named | silent | set(doers_of(ways))
    if not heading:
        out.update(doer for message in told[:SOON] for doer in message.doers)
    others = [who for who in news if who in acting and who not in out]
    if heading and not crowd and named.isdisjoint(scene.present):
        others = [who for who in news if who not in out]
    if not others or crowd or discourse.eyes:
        return plans, False
    people = {who for who in named if member_of(lexicon, who).is_person}
    known = discourse.sightings.known_at(scene.place, scene.begin)
    says = says and heading and bool(ways)
    before = discourse.sightings.came_from(others, scene.place, scene.begin)
    before = "" if says or scene.meanwhile else before
    words = _there(others, before, scene, discourse, too=bool(people or known))
    words = (*words, *when_came(ways, scene, discourse)) if says else words
    deeds = known_by(scene, lexicon, ways if says else ())
    plan = SentencePlan(words, open=False, deeds=deeds)
    return [*plans[:at], plan, *plans[at:]], says


def _there(
    others: Sequence[str], before: str, scene: ScenePlan, discourse: Discourse, *, too: bool
) -> Phrase:
    """Tell who is there, or where they have come from."""
    at = scene.place, scene.begin
    if before:
        words = listed(others, at, discourse, ("had", "had"))
        return (*words, " come over from ", Ref((before,)))
    return (*listed(others, at, discourse), " there", " too" if too else "")


def when_came(ways: Sequence[Message], scene: ScenePlan, discourse: Discourse) -> Phrase:
    """Return who came in just then, as a clause."""
    verb = came(ways, discourse.lexicon)
    at = scene.place, scene.begin
    return (" when ", *listed(doers_of(ways), at, discourse, (verb, verb)))


def known_by(scene: ScenePlan, lexicon: Lexicon, ways: Sequence[Message] = ()) -> tuple[str, ...]:
    """Return the ids of the deeds that show who is present when a scene begins, and who comes."""
    unseen = set(scene.present)
    came = ids_of(ways)
    found: list[str] = [deed.id for deed in scene.messages[0].deeds if deed.id not in came]
    for message in scene.messages:
        for deed in message.deeds:
            manner = lexicon.manners.get(deed.rule)
            moves = manner is not None and bool(manner.moves)  # its witnesses are elsewhere
            there = () if moves else (*deed.witnesses, *deed.begun)
            seen = unseen.intersection((*message.doers, *there))
            if seen and deed.id not in (*found, *came):
                found.append(deed.id)
            unseen -= seen
    return (*found, *came)


def take_in(
    message: Message, plans: Sequence[SentencePlan], scene: ScenePlan, discourse: Discourse
) -> None:
    """Note whom the reader has seen at a scene's place by a message. Changes `discourse`."""
    where, lexicon = discourse.where, discourse.lexicon
    there = {
        who
        for who in named_in(plans)
        if who in message.doers or where.is_at(who, scene.place, message.begin)
    }
    people = [who for who in sorted(there) if member_of(lexicon, who).is_person]
    discourse.sightings.see(people, scene.place, message.end)
    for deed in message.deeds:
        manner = lexicon.manners.get(deed.rule)
        if manner and manner.moved and deed.result == "done" and deed.place:
            gone = [deed.roles[role] for role in sorted(manner.moved) if deed.roles.get(role)]
            discourse.sightings.see(gone, deed.place, deed.end)
