"""How one person's story ends: where they take the one to be with whom it had most to do.

That is told as they hold it to be, right or wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from moshimo.story.lexicon.lexicon import Lexicon, member_of
from moshimo.story.planning.scenes import ScenePlan
from moshimo.story.planning.sentence_plan import Agree, Phrase, Ref, SentencePlan, pick
from moshimo.story.selection.message import main_people

HARDLY = 0.1  # what it counts that somebody did much, beside what was done to them
NAMED = 4  # of more people who are there, two are named


def known_at_last(told: Sequence[ScenePlan], lexicon: Lexicon) -> SentencePlan | None:
    """Plan a sentence on where the person of the perspective takes somebody who is not there."""
    eyes, last = lexicon.eyes, told[-1]
    messages = [message for scene in told for message in scene.messages]
    shares = main_people(messages, lexicon, done_by=HARDLY, done_to=1.0)
    gone = [
        who
        for who in sorted(shares, key=lambda who: (-shares[who], who))
        if who in lexicon.takes and who not in (*last.present, *last.doers)
    ][:1]
    place = lexicon.takes[gone[0]] if gone else ""
    if not gone or (place and place == last.place):
        return None
    who, me = Ref((gone[0],), "subject", named=True), Ref((eyes,), "subject", named=True)
    ids = next(m.ids for m in reversed(messages) if m.involves(gone[0]))
    ways: tuple[Phrase, ...] = (
        ("where ", who, " ", Agree("was", "were"), " by then, ", me, " did not know"),
        ("nobody had told ", Ref((eyes,), named=True), " where ", who, " ", Agree("was", "were")),
        (me, " would have given something to know where ", who, " ", Agree("was", "were")),
    )
    if place:
        at: Phrase = (f" {member_of(lexicon, place).at} ", Ref((place,)))
        ways = (
            ("as far as ", me, " knew, ", who, " ", Agree("was", "were"), *at),
            (me, " thought of ", Ref((gone[0],), named=True), *at),
        )
    return SentencePlan(ways[pick(messages[-1].deed.id, len(ways), eyes)], open=False, deeds=ids)


def with_company(scene: ScenePlan, time: str, where: Phrase, lexicon: Lexicon) -> Phrase:
    """Return who is there when a scene begins, as the person of the perspective finds them."""
    eyes, acting = lexicon.eyes, scene.doers
    others = [who for who in scene.present if who != eyes and not member_of(lexicon, who).plural]
    others.sort(key=lambda who: who not in acting)  # those who will act, first
    me: Phrase = (f"{time}, " if time else "", Ref((eyes,), "subject", named=True), " was ")
    if not others:
        return (*me, *(where or ("there",)))
    if len(scene.present) - 1 > NAMED:
        first, second = (Ref((who,), "subject", named=True) for who in others[:2])
        start: Phrase = (*where, ", ", time, ", ") if time and where else (time or "there", ", ")
        looks: Phrase = (Ref((eyes,), "subject", named=True), " looked round: ")
        return (*start, *looks, first, " was there, ", second, ", and a good many more")
    return (*me, *where, " with ", Ref(tuple(others), named=True))
