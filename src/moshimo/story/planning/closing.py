"""The closing sentence: where the person who suffered most is by then."""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.lexicon.lexicon import DAY, Lexicon, doer_of, manner_of, member_of
from moshimo.story.lexicon.naming import count_word
from moshimo.story.lexicon.time_words import HOUR
from moshimo.story.planning.discourse import Discourse
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref, SentencePlan
from moshimo.story.selection.message import Message, main_people

LONG_AGO = 3 * HOUR  # since somebody was last mentioned or spoke, on a day of 24 hours


def closing(
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
