"""The last sentence of a story without an ending of its author's, made of how things stand.

If it does not end with a turning point, that sentence says where the person is to whom most was
done, or to whom the weightiest turning point was done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from moshimo.story.grammar.clause import can_be
from moshimo.story.lexical.phrasing import sentence_parts
from moshimo.story.lexicon.lexicon import DAY, Lexicon, doer_of, manner_of, member_of
from moshimo.story.lexicon.naming import count_word
from moshimo.story.lexicon.time_words import HOUR
from moshimo.story.planning.clauses import clause_of
from moshimo.story.planning.closing import turns
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref, SentencePlan, pick
from moshimo.story.selection.bodies.whereabouts import Whereabouts
from moshimo.story.selection.message import Message, main_people

LONG_AGO = 3 * HOUR  # since somebody was last mentioned or spoke, on a day of 24 hours
COMPANY = 2  # so many are named beside somebody in the last sentence


def as_it_stands(
    told: Sequence[ScenePlan],
    found: Sequence[Message],
    discourse: Discourse,
    always: Collection[str],
    where: Whereabouts,
) -> SentencePlan | None:
    """Plan a last sentence, unless the story ends with what somebody did that turned something.

    Args:
        told: its scenes, in order.
        found: all that could be told.
        discourse: what has been told.
        always: the ids of its turning points.
        where: where everybody is.
    """
    silent = _out_of_sight(told, found, discourse)
    last = told[-1].messages[-1]
    if silent or not always or (last.doers and turns(last, always)):
        return silent
    return _how_it_stands(told, found, discourse.lexicon, always, where)


def _how_it_stands(
    told: Sequence[ScenePlan],
    found: Sequence[Message],
    lexicon: Lexicon,
    always: Collection[str],
    where: Whereabouts,
) -> SentencePlan | None:
    """Say where somebody is in the end to whom the weightiest turning point was done."""
    turned = [
        message
        for scene in told
        for message in scene.messages
        if turns(message, always) and _can_be_looked_back_to(message, lexicon)
    ]
    end = max(message.end for message in found)
    for message in sorted(turned, key=lambda one: (-one.worth, -one.end, one.deed.id)):
        people = [key for key in message.deed.roles.values() if _is_person(key, lexicon)]
        for key in people[1:]:
            stay = where.stay(key, end)
            if stay and stay.place and stay.place not in message.deed.roles.values():
                parts = _standing(message, key, stay.place, end, lexicon, where, people)
                ids = dict.fromkeys((told[-1].messages[-1].deed.id, *message.ids))
                return SentencePlan(parts, open=False, paragraph=True, deeds=tuple(ids))
    return None


def _is_person(key: str, lexicon: Lexicon) -> bool:
    return bool(key) and member_of(lexicon, key).is_person


def _can_be_looked_back_to(message: Message, lexicon: Lexicon) -> bool:
    """Whether it is one deed of one person, and can be told as "had done"."""
    acted = message.deed.kind == "action" and bool(message.doers)
    one = len(message.deeds) == 1 and message.deed.result == "done" and acted
    manner = lexicon.manners.get(message.deed.rule)
    return one and manner is not None and can_be(clause_of(manner.template, lexicon), "perfect")


def _standing(
    message: Message,
    key: str,
    place: str,
    end: float,
    lexicon: Lexicon,
    where: Whereabouts,
    people: Sequence[str],
) -> Phrase:
    """Return one of three ways to say it, with the people of the deed who are there too."""
    done = sentence_parts(message, lexicon, {}, mood="perfect")
    there = [one for one in people if one != key and where.is_at(one, place, end)][:COMPANY]
    company: Phrase = (", with ", Ref(tuple(there), named=True)) if there else ()
    be = Agree("was", "were")
    at: Phrase = (" ", be, f" {member_of(lexicon, place).at} ", Ref((place,)), *company)
    who = Ref((key,), "subject", named=True)
    if end - message.end < HOUR:  # it was hardly long ago
        return ("in the end ", who, *at, "; ", *done)
    gap = _since(end - message.end, lexicon)
    match pick(message.deed.id, 3, "closing"):
        case 0:
            return (f"it was {gap} since ", *done, "; ", who, *at)
        case 1:
            return ("in the end ", who, *at, f". It was {gap} since ", *done)
        case _:
            return (f"{gap} before, ", *done, ". Now ", who, *at)


def _since(seconds: float, lexicon: Lexicon) -> str:
    hours = round(seconds / HOUR)
    days = round(seconds / lexicon.clock.day)
    if days > 1:
        return f"{count_word(days)} days"
    if hours > 1:
        return f"{count_word(hours)} hours"
    return "an hour"


def _out_of_sight(
    told: Sequence[ScenePlan], found: Sequence[Message], discourse: Discourse
) -> SentencePlan | None:
    """Plan a sentence about the person who suffered most, if long out of sight and silent."""
    last, lexicon = told[-1], discourse.lexicon
    messages = [message for scene in told for message in scene.messages]
    key = _suffered_most(messages, lexicon)
    if not key or key in last.doers or key in last.present:
        return None
    done = max(message.end for message in messages if message.involves(key))
    alive = False  # as far as the journal tells: has done something since
    place = ""
    deeds: tuple[str, ...] = ()
    for message in found:
        if key in message.doers and message.end <= last.end and message.place:
            place, deeds = message.place, message.ids
            alive = alive or message.end > done
    silent = last.end - _spoke(key, last.end, discourse)
    long = LONG_AGO * lexicon.clock.day / DAY
    seen = {"", *(message.place for scene in told[-2:] for message in scene.messages)}
    if not alive or place in seen or min(silent, last.end - done) < long:
        return None
    return SentencePlan(_silent(key, place, silent, lexicon), deeds=deeds)


def _silent(key: str, place: str, seconds: float, lexicon: Lexicon) -> Phrase:
    where, hours = member_of(lexicon, place), int(seconds // HOUR)
    since = f", and had not spoken to anybody for {count_word(hours)} hours"
    start: Phrase = ("by then ", Ref((key,), "subject", named=True), " ", Agree("was", "were"))
    return (*start, f" {where.at} ", Ref((place,)), since)


def _spoke(key: str, until: float, discourse: Discourse) -> float:
    """Return when somebody last spoke or was spoken to."""
    ends = [
        deed.end
        for deed in discourse.known.values()
        if deed.end <= until
        and (manner_of(discourse.lexicon, deed).speech or deed.said)
        and (doer_of(deed, discourse.lexicon) == key or key in deed.roles.values())
        and (key in deed.witnesses or doer_of(deed, discourse.lexicon) == key)
    ]
    return max(ends, default=0.0)


def _suffered_most(told: Sequence[Message], lexicon: Lexicon) -> str:
    """Return the person to whom most of what is told was done."""
    shares = main_people(told, lexicon, done_by=0.0, done_to=1.0)
    return max(sorted(shares), key=lambda key: shares[key], default="")
